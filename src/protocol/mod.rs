#![doc = include_str!("PROTOCOL.md")]

pub mod client;
pub mod media;
pub mod server;
pub mod views;
