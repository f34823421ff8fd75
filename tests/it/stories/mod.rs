//! Stories about people, told through the real server.

mod backstage;
mod bad_input;
mod booth;
mod conduct;
mod devices;
mod ending;
mod full_hall;
mod interpretation;
mod invitations;
mod kill;
mod logs;
mod outside;
mod payloads;
mod places;
mod plain_pipeline;
