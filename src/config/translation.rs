//! Who translates questions by machine: off until a service is named, and then the texts of questions go there.

use serde::{Deserialize, Serialize};

pub use super::secret::Secret;

/// Section `translation`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Translation {
    /// A service that speaks as LibreTranslate does, such as `http://localhost:5000`; empty: people alone translate.
    pub url: String,
    /// Its API key, if it wants one.
    pub key: Secret,
    /// The languages it knows, as it calls them (`de`, `zh-Hans`); empty: all languages of a show, by their short names.
    pub languages: Vec<String>,
    /// Seconds after which an answer comes too late.
    pub timeout_seconds: u32,
    /// Texts under way at once.
    pub at_once: u32,
    /// PEM file of the authorities that an `https` service is checked against.
    pub authorities: String,
}

impl Default for Translation {
    fn default() -> Self {
        Self {
            url: String::new(),
            key: Secret::default(),
            languages: Vec::new(),
            timeout_seconds: 10,
            at_once: 4,
            // Where Debian keeps those it trusts.
            authorities: "/etc/ssl/certs/ca-certificates.crt".to_owned(),
        }
    }
}
