//! Names of things: one newtype each, so that no bare string or number crosses a module.
//!
//! Ids that reach the wire are text; ids of the packet path are plain numbers and never leave the server.

use std::sync::Arc;

macro_rules! text_id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize, ts_rs::TS)]
        #[ts(type = "string")]
        pub struct $name(Arc<str>);

        impl $name {
            /// Wraps `text` as it is; whoever makes an id answers for its form.
            pub fn new(text: impl Into<Arc<str>>) -> Self {
                Self(text.into())
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

text_id! {
    /// A show, and the room it becomes while alive: a slug such as `demo`.
    ShowId,
    /// A person in a room; the same after a reconnect and after a restart.
    ParticipantId,
    /// A question in a room's queue.
    QuestionId,
    /// A booth of a show, such as `de-zh`.
    BoothId,
    /// Somebody on a show's list of guests; the same under every link she is given.
    InvitationId,
    /// A client-made UUID of one durable command, reused on retry.
    Key,
    /// A life of a room in this process; another epoch means that numbered changes cannot be replayed.
    Epoch,
}

/// One connected browser, or WHIP or WHEP client, of a participant; numbers are never reused within a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PeerId(pub u64);

/// What a peer can publish; each is one line of its send leg, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Source {
    /// The voice.
    Microphone,
    /// The face, in up to three layers.
    Camera,
    /// A shared screen or window.
    Screen,
    /// The sound that goes with a shared screen.
    ScreenSound,
}

/// One published picture or sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TrackId {
    /// Who publishes.
    pub peer: PeerId,
    /// What of theirs.
    pub source: Source,
}

/// What one subscriber receives of one source; a fixed line of her receive leg.
///
/// The lines of a role and their order are in `venue::ports::receive_lines`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Line {
    /// The large picture.
    Stage,
    /// The small picture beside it.
    Inset,
    /// A sign-language interpreter's picture.
    Sign,
    /// The floor: a role has three such lines, and the relay puts the loudest microphones of the stage on them.
    Floor,
    /// The sound of a shared screen or film.
    Shared,
    /// The interpretation this listener is tuned to.
    Channel,
    /// One of four pictures of people backstage (0 to 3).
    BackstagePicture(u8),
    /// One of four voices of people backstage (0 to 3).
    BackstageSound(u8),
    /// One of two pictures for the booth: partner, second partner or a call (0 to 1).
    PartnerPicture(u8),
    /// One of two voices for the booth: partner, second partner or a call (0 to 1).
    PartnerSound(u8),
    /// The one sound of a WHEP client. No order names it: what is ordered for `Channel` comes on it, or else the loudest
    /// microphone of what is ordered for `Floor`.
    Sound,
}
