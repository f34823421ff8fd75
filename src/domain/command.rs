//! Everything that can be asked of a room: a table of contents of its parts' own commands.

use super::id::{Key, ParticipantId, PeerId};
use super::{attendance, booth, channels, hands, phase, questions, stage};

/// Who asks, and from which connection.
#[derive(Clone, Debug, PartialEq)]
pub struct Caller {
    /// The person; taken from the ticket, never from the message.
    pub participant: ParticipantId,
    /// Her connection.
    pub peer: PeerId,
}

/// One request to a room.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Who asks.
    pub caller: Caller,
    /// The reply's number.
    pub re: u32,
    /// Marks a durable command: the same key is applied once and answered alike.
    pub key: Option<Key>,
    /// What is asked.
    pub command: Command,
}

/// One variant for each part of a room.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Who is here.
    Attendance(attendance::Command),
    /// What a booth does.
    Booth(booth::Command),
    /// Who hears what.
    Channels(channels::Command),
    /// Raised hands.
    Hands(hands::Command),
    /// Where the show stands.
    Phase(phase::Command),
    /// The queue.
    Questions(questions::Command),
    /// Who is on stage and publishes what.
    Stage(stage::Command),
}
