//! Texts translated by a service beside this server, by the protocol of LibreTranslate.
//!
//! Absent here: when a text is translated and whose words count. Whatever the service does (hangs, fails, answers
//! nonsense without end), each order ends within a bounded time and memory.

mod exchange;
mod line;
pub mod machine;
mod way;
