//! What a ticket says. Not how it is signed (`seal.rs`), nor whether its show exists.

use crate::domain::id::{BoothId, ParticipantId, ShowId};
use crate::domain::language::Language;
use crate::domain::role::Role;

/// Proof of who may enter which show in which role; personal unless it has several seats.
#[derive(Clone, Debug, PartialEq)]
pub struct Ticket {
    /// The show.
    pub show: ShowId,
    /// The role.
    pub role: Role,
    /// The person's name; with several seats a name to begin with.
    pub name: String,
    /// The language spoken; for an interpreter it fixes her output.
    pub language: Option<Language>,
    /// An interpreter's booth.
    pub booth: Option<BoothId>,
    /// Seconds since the Unix epoch from which on it is void.
    pub expires_at: u64,
    /// The ticket's own id: the same id is the same person.
    pub id: String,
    /// How many browsers may enter with it, each as a person of its own.
    pub seats: u32,
}

/// Why a ticket cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// The name does not fit.
    #[error("a name has 1 to {NAME_CHARACTERS} characters and no control characters")]
    Name,
    /// Several seats for anybody but attendees.
    #[error("only an attendee's ticket may have several seats, and at most {SEATS}")]
    Seats,
    /// A booth for anybody but an interpreter, or an interpreter without one.
    #[error("an interpreter's ticket names a booth, and no other ticket does")]
    Booth,
    /// An id that is not one.
    #[error("an id has 1 to {ID_CHARACTERS} letters, digits, dots, dashes or underscores")]
    Id,
}

impl Ticket {
    /// Whether the parts fit together; asked when a ticket is made and again whenever one is presented.
    ///
    /// # Errors
    /// The first part that does not.
    pub fn fits(&self) -> Result<(), Misfit> {
        if !is_name(&self.name) {
            return Err(Misfit::Name);
        }
        if self.seats == 0 || self.seats > SEATS || (self.seats > 1 && self.role != Role::Attendee)
        {
            return Err(Misfit::Seats);
        }
        if self.booth.is_some() != (self.role == Role::Interpreter) {
            return Err(Misfit::Booth);
        }
        let booth = self
            .booth
            .as_ref()
            .is_none_or(|booth| is_id(booth.as_str()));
        if !(is_id(&self.id) && is_id(self.show.as_str()) && booth) {
            return Err(Misfit::Id);
        }
        Ok(())
    }

    /// The person, where the ticket is hers alone; with several seats each browser is somebody else.
    pub fn person(&self) -> Option<ParticipantId> {
        (self.seats == 1).then(|| ParticipantId::new(self.id.as_str()))
    }
}

/// Reads how long a ticket is valid: `90m`, `12h`, `7d`; `None` if it says nothing of the kind or more than 400 days.
pub fn seconds(text: &str) -> Option<u64> {
    let unit = match text.chars().next_back()? {
        's' => 1,
        'm' => 60,
        'h' => 3_600,
        'd' => 86_400,
        _ => return None,
    };
    let number = text.get(..text.len().checked_sub(1)?)?;
    let number: u64 = number
        .bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| number.parse().ok())??;
    let seconds = number.checked_mul(unit)?;
    (1..=VALID_SECONDS).contains(&seconds).then_some(seconds)
}

/// Whether `text` can be a person's name.
pub fn is_name(text: &str) -> bool {
    let length = text.chars().count();
    !text.trim().is_empty() && length <= NAME_CHARACTERS && !text.chars().any(char::is_control)
}

/// Whether `text` can be the id of a show, a booth or a ticket.
pub fn is_id(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    (1..=ID_CHARACTERS).contains(&text.len()) && text.bytes().all(fits)
}

const NAME_CHARACTERS: usize = 80;
const ID_CHARACTERS: usize = 64;
const SEATS: u32 = 100_000;
const VALID_SECONDS: u64 = 400 * 86_400;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_of_time_is_a_number_and_a_unit() {
        for (text, wanted) in [
            ("90m", Some(5_400)),
            ("12h", Some(43_200)),
            ("7d", Some(604_800)),
            ("1s", Some(1)),
            ("400d", Some(34_560_000)),
            ("401d", None),
            ("0h", None),
            ("12", None),
            ("h", None),
            ("", None),
            ("+1h", None),
            ("-1h", None),
            ("1.5h", None),
            ("1ü", None),
            ("99999999999999999999d", None),
        ] {
            assert_eq!(seconds(text), wanted, "{text}");
        }
    }
}
