#![doc = include_str!("PROTOCOL.md")]

pub mod client;
pub mod envelope;
pub mod media;
pub mod refusal;
pub mod server;
pub mod time;
pub mod views;
mod words;

#[cfg(test)]
mod export;
