//! Roadshow: a live webinar and roadshow session server.

pub mod admission;
pub mod config;
pub mod domain;
pub mod foundation;
pub mod http;
pub mod protocol;
pub mod relay;
pub mod rtc;
pub mod signalling;
pub mod storage;
pub mod venue;
