//! Tickets and the administrator.

use serde::{Deserialize, Serialize};

pub use super::secret::Secret;

/// Section `admission`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Admission {
    /// The administrator's token, 32 characters or more; empty: one is made at first start and kept in the data directory.
    pub admin_token: Secret,
    /// Hours a ticket is valid where nothing else is asked for.
    pub ticket_hours: u32,
    /// Entries, tickets checked and API requests a minute from one address; whole companies share one.
    pub address_per_minute: u32,
    /// Entries a minute with one ticket and seat key.
    pub ticket_per_minute: u32,
}

impl Default for Admission {
    fn default() -> Self {
        Self {
            admin_token: Secret::default(),
            ticket_hours: 12,
            address_per_minute: 6_000,
            ticket_per_minute: 120,
        }
    }
}
