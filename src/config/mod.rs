//! Settings: one struct per section, each with its default, meaning and unit beside it.
//!
//! Not here: reading files or variables (`app.rs` hands them in), and any type of another module.

pub mod admission;
mod check;
#[cfg(test)]
mod example;
pub mod http;
pub mod limits;
pub mod load;
pub mod logging;
pub mod mail;
pub mod media;
pub mod questions;
mod secret;
pub mod storage;
pub mod translation;

use serde::{Deserialize, Serialize};

/// All sections.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where browsers find the server.
    pub http: http::Http,
    /// Pictures and sound.
    pub media: media::Media,
    /// Where data is kept.
    pub storage: storage::Storage,
    /// Tickets and the administrator.
    pub admission: admission::Admission,
    /// What one browser, one address, one room may take.
    pub limits: limits::Limits,
    /// How questions are led.
    pub questions: questions::Questions,
    /// Who translates by machine.
    pub translation: translation::Translation,
    /// Who carries mail to the invited.
    pub mail: mail::Mail,
    /// What is logged, and how.
    pub logging: logging::Logging,
}
