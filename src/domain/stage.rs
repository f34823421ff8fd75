//! Who may publish, and what is put in front.

use super::id::ParticipantId;

/// What can be asked of the stage.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Bring somebody up: from backstage, or a raised hand.
    BringUp(ParticipantId),
    /// Take somebody down.
    TakeDown(ParticipantId),
    /// Put one person in front, or nobody.
    Spotlight(Option<ParticipantId>),
    /// Silence somebody, or let them speak.
    Mute {
        /// Whom.
        participant: ParticipantId,
        /// `true` to silence.
        muted: bool,
    },
    /// One's own sources that are switched on.
    Sources {
        /// Voice.
        microphone: bool,
        /// Camera.
        camera: bool,
        /// Screen.
        screen: bool,
    },
    /// Asks leave to open the send leg; the offer itself travels beside, unread.
    Publish,
}
