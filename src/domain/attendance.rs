//! Who is here: join, leave, grace, capacity.

use super::id::{BoothId, ParticipantId};
use super::language::Language;
use super::role::Role;

/// What a ticket says of the person who enters.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The person; for a ticket with several seats the seat's own identity.
    pub participant: ParticipantId,
    /// Role.
    pub role: Role,
    /// Name.
    pub name: String,
    /// Language spoken; for an interpreter it fixes her output.
    pub language: Option<Language>,
    /// An interpreter's booth.
    pub booth: Option<BoothId>,
    /// The seat key of her browser.
    pub seat: String,
    /// The ticket's id; one ticket may carry several seats.
    pub ticket: String,
    /// How many seats the ticket has; with more than one, each person may choose her name.
    pub seats: u32,
}

/// What can be asked of the attendance.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Comes in, or comes back.
    Enter {
        /// The person.
        entry: Box<Entry>,
        /// Take the place over from another device.
        move_here: bool,
    },
    /// The connection is gone; grace begins.
    Lose,
    /// Leaves for good.
    Leave,
    /// Wants to be called otherwise.
    SetName(String),
}
