#![doc = include_str!("PROTOCOL.md")]

pub mod client;
pub mod media;
pub mod refusal;
pub mod server;
pub mod views;

#[cfg(test)]
mod export;
