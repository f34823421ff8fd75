//! Stories about people, told through the real server.

mod backstage;
mod bad_input;
mod interpretation;
mod kill;
mod plain_pipeline;
