//! Janus 1.1.2 as Debian has it, with its video room: the peer to measure against.
//!
//! It runs in a network namespace of its own, together with this tool, because it offers no candidate on a loopback
//! interface: there a second interface has an address of 127/8, and packets take the same way as Roadshow's.

mod api;
mod house;
mod process;

pub use house::Janus;
pub use process::{apart, enter_namespace, is_installed};
