//! The first message of a connection: is the ticket ours, whose is it, and which room is it for.

use std::sync::Arc;

use super::enter::Entrance;
use super::inbound::Hello;
use super::rooms::Door;
use super::turnstile::Place;
use crate::admission::capacity::{self, Claim};
use crate::admission::seal::Void;
use crate::admission::ticket::Ticket;
use crate::domain::attendance::Entry;
use crate::domain::id::{ParticipantId, PeerId, ShowId};
use crate::protocol::refusal::Code;
use crate::venue::directory::RoomFault;
use crate::venue::room_handle::Entering;

/// Somebody with a good ticket, at the door of her room.
pub(super) struct Guest {
    pub(super) show: ShowId,
    pub(super) door: Arc<dyn Door>,
    pub(super) entering: Entering,
    pub(super) place: Place<(ShowId, ParticipantId)>,
    pub(super) seat: capacity::Place,
}

/// Not let in; milliseconds after which another try makes sense.
pub(super) struct NotAdmitted(pub(super) Code, pub(super) Option<u32>);

/// Checks a hello and finds its room.
///
/// # Errors
/// A seat key, ticket or show that is none, or too many tries.
pub(super) async fn admit(
    entrance: &Entrance,
    peer: PeerId,
    re: u32,
    hello: Hello,
) -> Result<Guest, NotAdmitted> {
    let not = |code| NotAdmitted(code, None);
    if !is_seat_key(&hello.seat) {
        return Err(not(Code::SeatInvalid));
    }
    let ticket = entrance
        .parts
        .seal
        .check(&hello.ticket)
        .map_err(|void| match void {
            Void::Invalid => not(Code::TicketInvalid),
            Void::Expired => not(Code::TicketExpired),
            Void::Withdrawn => not(Code::TicketWithdrawn),
        })?;
    let participant = participant(&ticket, &hello.seat);
    if let Err(wait) = entrance.parts.pace.admit_ticket(participant.as_str()) {
        let wait = u32::try_from(wait.retry_after.as_millis()).unwrap_or(u32::MAX);
        return Err(NotAdmitted(Code::TooFast, Some(wait)));
    }
    let place = entrance
        .turnstile
        .enter(ticket.show.clone(), participant.clone())
        .ok_or(NotAdmitted(Code::TooManyConnections, Some(RETRY_MS)))?;
    let claim = match hello.resume {
        Some(_) => Claim::Returns,
        None => Claim::IsNew,
    };
    let seat = entrance
        .parts
        .capacity
        .admit(&ticket.show, &participant, ticket.role, claim)
        .map_err(|full| {
            let wait = u32::try_from(full.retry_after.as_millis()).unwrap_or(u32::MAX);
            NotAdmitted(Code::ServerFull, Some(wait))
        })?;
    let door = entrance
        .parts
        .rooms
        .room(&ticket.show)
        .await
        .map_err(|fault| match fault {
            RoomFault::NoSuchShow => not(Code::NoSuchShow),
            RoomFault::Closing => NotAdmitted(Code::Restarting, Some(RETRY_MS)),
            RoomFault::Ledger(fault) => {
                tracing::warn!(show = %ticket.show, %fault, "a room cannot be opened");
                NotAdmitted(Code::StorageUnavailable, Some(RETRY_MS))
            }
        })?;
    // Taken back while the room was opened: the room has looked for its people already.
    if entrance.parts.seal.is_withdrawn(&ticket.id) {
        return Err(not(Code::TicketWithdrawn));
    }
    Ok(Guest {
        show: ticket.show,
        door,
        entering: Entering {
            peer,
            re,
            entry: Entry {
                participant,
                role: ticket.role,
                name: ticket.name,
                language: ticket.language,
                booth: ticket.booth,
                seat: hello.seat,
                ticket: ticket.id,
                seats: ticket.seats,
            },
            move_here: hello.move_here,
            resume: hello.resume,
        },
        place,
        seat,
    })
}

/// A personal ticket is one person; a ticket with several seats is one person for each seat key.
fn participant(ticket: &Ticket, seat: &str) -> ParticipantId {
    if ticket.seats == 1 {
        return ParticipantId::new(ticket.id.as_str());
    }
    let digest = ring::digest::digest(&ring::digest::SHA256, seat.as_bytes());
    let mut id = format!("{}.", ticket.id);
    for byte in digest.as_ref().iter().take(8) {
        id.push_str(&format!("{byte:02x}"));
    }
    ParticipantId::new(id)
}

fn is_seat_key(seat: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (16..=64).contains(&seat.len()) && seat.bytes().all(fits)
}

const RETRY_MS: u32 = 1_000;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::role::Role;

    #[test]
    fn a_shared_ticket_is_a_person_for_each_seat_and_a_personal_one_is_one() {
        let mut ticket = Ticket {
            show: ShowId::new("demo"),
            role: Role::Attendee,
            name: "Guest".into(),
            language: None,
            booth: None,
            expires_at: 0,
            id: "t1".into(),
            seats: 1,
        };
        let (one, two) = ("seat-key-0000001", "seat-key-0000002");
        assert_eq!(participant(&ticket, one).as_str(), "t1");
        assert_eq!(participant(&ticket, two).as_str(), "t1");
        ticket.seats = 50;
        assert_ne!(participant(&ticket, one), participant(&ticket, two));
        assert_eq!(participant(&ticket, one).as_str().len(), "t1.".len() + 16);
        assert!(!participant(&ticket, one).as_str().contains(one));
    }

    #[test]
    fn a_seat_key_is_neither_short_nor_odd() {
        assert!(is_seat_key("0123456789abcdef"));
        assert!(is_seat_key(&"x".repeat(64)));
        for seat in [
            "",
            "0123456789abcde",
            &"x".repeat(65),
            "0123456789 abcdef",
            "0123456789äöüß",
        ] {
            assert!(!is_seat_key(seat), "{seat}");
        }
    }
}
