//! Settings: one struct per section, each with its default, meaning and unit beside it.

pub mod http;
pub mod limits;
pub mod media;
