//! Settings: one struct per section, each with its default, meaning and unit beside it.

pub mod admission;
pub mod http;
pub mod limits;
pub mod logging;
pub mod media;
pub mod secret;
pub mod storage;
