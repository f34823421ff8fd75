//! Who carries mail to the invited: off until a server is named; without one, mail is copied by hand.

use serde::{Deserialize, Serialize};

pub use super::secret::Secret;

/// Section `mail`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mail {
    /// Host and port of an SMTP server that takes mail for delivery, such as `smtp.example.org:587`; empty: none.
    pub server: String,
    /// How it is spoken to: `starttls`, `tls` from the first byte, or `plain`, for a server on this machine alone.
    pub security: Security,
    /// Whom we log in as; empty: no login.
    pub user: String,
    /// The password that goes with it.
    pub password: Secret,
    /// The sender that people see, such as `Roadshow <roadshow@example.org>`.
    pub from: String,
    /// Seconds after which a mail counts as not sent, 20 at most.
    pub timeout_seconds: u32,
    /// PEM file of the authorities that the server is checked against.
    pub authorities: String,
}

/// How a mail server is spoken to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// In the clear until both agree on TLS; refused if the server does not.
    #[default]
    Starttls,
    /// TLS from the first byte.
    Tls,
    /// Without TLS.
    Plain,
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            server: String::new(),
            security: Security::default(),
            user: String::new(),
            password: Secret::default(),
            from: String::new(),
            timeout_seconds: 15,
            // Where Debian keeps those it trusts.
            authorities: "/etc/ssl/certs/ca-certificates.crt".to_owned(),
        }
    }
}
