//! Voices beside any channel: push-to-talk between partners, between booth and desk, and the briefing room before doors
//! open. None of it has a line to a listener; which lines it takes is `routing`'s business.

use super::id::BoothId;

/// What can be asked of the lines beside the channels.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Push-to-talk: where one's voice goes as long as a key is held.
    Talk(Talk),
    /// Lights or puts out a call light between a booth and the desk.
    Call {
        /// Which booth, where the staff calls or answers; `None`: one's own.
        booth: Option<BoothId>,
        /// Light, or put out.
        on: bool,
        /// What about; may be empty.
        text: String,
    },
    /// Enters or leaves the briefing room.
    Briefing {
        /// Enter.
        join: bool,
    },
}

/// To whom one talks beside any channel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Talk {
    /// Nobody: the key is up.
    #[default]
    Nobody,
    /// The partners in the booth.
    Partner,
    /// The staff.
    Desk,
    /// A booth; for the staff.
    Booth(BoothId),
    /// Everybody in the briefing room.
    Briefing,
}
