//! Why something is declined or a connection ends: stable codes, each with a sentence that says what to do.
//!
//! Pages choose their own words by the code; the sentence is for logs, scripts, and codes a page does not know yet.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal: $message:literal,)+) => {
        /// A stable reason, on the wire as text in snake case; codes are added, never renamed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
        pub enum Code {
            $($(#[$doc])* #[serde(rename = $text)] $name,)+
        }

        impl Code {
            /// All codes, in the order of the document.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The code as it stands on the wire.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }

            /// What is wrong and what to do, in English.
            pub const fn message(self) -> &'static str {
                match self { $(Self::$name => $message,)+ }
            }
        }
    };
}

codes! {
    /// Not a JSON object with the fields the type asks for.
    Malformed = "malformed": "This message cannot be read; send one JSON object with the fields its type asks for.",
    /// The `type` is not of this version.
    UnknownType = "unknown_type": "This server does not know a message of that type; reload the page to get the current one.",
    /// A key stands twice in one object.
    DuplicateField = "duplicate_field": "A field stands twice in one object; send each field once.",
    /// Over the size limit.
    TooLarge = "too_large": "This message is too large; send less in one message.",
    /// Nested deeper than any message is.
    TooDeep = "too_deep": "This message is nested too deeply; send it as the protocol describes it.",
    /// Over the rate.
    TooFast = "too_fast": "Too many messages at once; wait as long as retry_after_ms says, then go on.",
    /// Something else came before `hello`.
    HelloFirst = "hello_first": "Say hello first: the first message of a connection carries the ticket.",
    /// `hello` came twice.
    AlreadySaidHello = "already_said_hello": "This connection has said hello already; open another one to enter again.",
    /// No `hello` in time.
    HelloTimeout = "hello_timeout": "No hello came within ten seconds; connect again and say hello at once.",
    /// Not a ticket of this server.
    TicketInvalid = "ticket_invalid": "This ticket is not valid here; open the link you were sent again, or ask for a new one.",
    /// A ticket of yesterday.
    TicketExpired = "ticket_expired": "This ticket has expired; ask the organiser for a new link.",
    /// A ticket that was taken back.
    TicketWithdrawn = "ticket_withdrawn": "This link was taken back; ask the organiser for a new one.",
    /// The retry key does not fit.
    BadKey = "bad_key": "A key has 16 to 64 letters, digits or dashes, such as a UUID; make a new one.",
    /// The seat key does not fit.
    SeatInvalid = "seat_invalid": "A seat key has 16 to 64 letters, digits, dashes or underscores; make a new one.",
    /// Missing, or private and not this ticket's.
    NoSuchShow = "no_such_show": "There is no such show; check the link, or ask the organiser.",
    /// Another seat holds the ticket.
    AlreadyIn = "already_in": "This ticket is in use on another device; move here, or go on there.",
    /// All seats are taken.
    ShowFull = "show_full": "All seats are taken; try again later.",
    /// The server carries no more people now.
    ServerFull = "server_full": "The server is full; try again as soon as retry_after_ms says.",
    /// The doors are not open.
    DoorsClosed = "doors_closed": "The doors are not open yet; wait, and enter when they are.",
    /// The show is over.
    ShowOver = "show_over": "The show is over.",
    /// The role may not do this.
    Forbidden = "forbidden": "Your role may not do that; ask the host.",
    /// Not in this phase of the show.
    WrongPhase = "wrong_phase": "That is not possible in this phase of the show; wait for the next one.",
    /// The caller is not in the room.
    NotIn = "not_in": "You are not in the room; enter first.",
    /// No such person here.
    NoSuchParticipant = "no_such_participant": "There is no such participant; choose one from the list.",
    /// No such question, or none this reader may see.
    NoSuchQuestion = "no_such_question": "There is no such question; choose one from the queue.",
    /// The show has no such booth.
    NoSuchBooth = "no_such_booth": "The show has no such booth; ask the organiser for a ticket with the right one.",
    /// All seats of the booth are taken.
    BoothFull = "booth_full": "All seats of the booth are taken; ask your partner or the host.",
    /// That person is not where this can be done.
    NotBackstage = "not_backstage": "That person is neither backstage nor has a raised hand; wait until they are.",
    /// Not on stage.
    NotOnStage = "not_on_stage": "That person is not on stage; bring them up first.",
    /// The stage holds no more.
    StageFull = "stage_full": "The stage is full; take somebody down first.",
    /// Not a place from which one may publish.
    MayNotPublish = "may_not_publish": "You may not publish yet; wait until the host brings you up.",
    /// The question is not in a state for this.
    WrongState = "wrong_state": "That has moved on in the meantime; look at its state and choose again.",
    /// Nothing but blanks.
    TextEmpty = "text_empty": "There is no text; write something first.",
    /// Over the limit of characters.
    TextTooLong = "text_too_long": "The text is too long; shorten it.",
    /// Too many open questions of one person.
    TooManyQuestions = "too_many_questions": "You have too many open questions; wait until one is answered.",
    /// The show wants names.
    AnonymousNotAllowed = "anonymous_not_allowed": "This show asks for names; send it with yours.",
    /// The name does not fit.
    BadName = "bad_name": "A name has 1 to 80 characters and no control characters; choose another.",
    /// Not a language of this show or booth.
    UnknownLanguage = "unknown_language": "That is not a language of this show; choose one of its languages.",
    /// Interpreting into the language of the floor.
    SpeaksFloorLanguage = "speaks_floor_language": "The floor speaks this language already; change the direction first.",
    /// Somebody else is on this channel.
    ChannelOccupied = "channel_occupied": "Another interpreter is on this channel; wait until it is free.",
    /// A step of a hand-over that fits nothing that is under way.
    NoHandOver = "no_hand_over": "No hand-over is at this step; look at the booth and press again.",
    /// Nobody to hand over to, or from.
    NoPartner = "no_partner": "There is no partner in the booth to hand over with; wait for one, or call the host.",
    /// The offer cannot be used.
    SdpRefused = "sdp_refused": "This offer cannot be used; reload the page, and tell the organiser if it stays.",
    /// Too much at once.
    Busy = "busy": "The server is busy; try again in a moment.",
    /// Nothing can be kept.
    StorageUnavailable = "storage_unavailable": "Nothing can be saved at the moment; try again in a moment.",
    /// The server's own fault.
    Internal = "internal": "Something went wrong in the server; try again.",
    /// The same person came in elsewhere.
    Replaced = "replaced": "You went on in another window or on another device; close this one, or enter here again.",
    /// She left.
    Left = "left": "You have left the show.",
    /// Changes were not taken in time.
    TooSlow = "too_slow": "Your connection is too slow for the changes of this show; connect again.",
    /// Too many connections.
    TooManyConnections = "too_many_connections": "Too many connections; close other windows, or try again later.",
    /// The server goes down or comes up again.
    Restarting = "restarting": "The server restarts; connect again in a moment.",
}

/// The WebSocket close code that follows a refused `hello`, whatever it was refused for.
pub const HELLO_REFUSED: u16 = 1008;

impl Code {
    /// The WebSocket close code (RFC 6455, section 7.4) of a connection that ends for this reason.
    pub const fn close(self) -> u16 {
        match self {
            Self::Left | Self::ShowOver | Self::Replaced => 1000,
            Self::TooLarge => 1009,
            Self::Restarting | Self::Internal => 1012,
            Self::TooSlow => 1013,
            _ => 1008,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_the_same_text_everywhere_and_says_what_to_do() {
        for code in Code::ALL {
            assert_eq!(
                serde_json::to_value(code).unwrap(),
                serde_json::json!(code.as_str())
            );
            assert!(
                code.as_str()
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b == b'_')
            );
            assert!(code.message().ends_with('.'), "{code:?}");
        }
    }
}
