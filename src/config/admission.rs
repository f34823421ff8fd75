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
    /// Codes typed a minute at one address; a company behind one address shares it.
    pub code_address_per_minute: u32,
    /// Codes typed a minute at all addresses together: at 600, one of 2,000 codes is hit in a month of trying.
    pub codes_per_minute: u32,
    /// Attendees on this server at once; those who make the show always find room.
    pub attendees: u32,
    /// Percent of its time that the busiest media thread may be at work before attendees are asked to come back later.
    pub busy_percent: u32,
    /// RTP packets sent a second, by the whole server, before attendees are asked to come back later.
    pub packets_per_second: u32,
    /// Seconds after which somebody may try again who found the server full; up to twice as many, so that they spread.
    pub full_retry_seconds: u32,
}

impl Default for Admission {
    fn default() -> Self {
        Self {
            admin_token: Secret::default(),
            ticket_hours: 12,
            address_per_minute: 6_000,
            ticket_per_minute: 120,
            code_address_per_minute: 30,
            codes_per_minute: 600,
            attendees: 2_000,
            busy_percent: 90,
            packets_per_second: 500_000,
            full_retry_seconds: 15,
        }
    }
}
