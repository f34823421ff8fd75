//! What the relay tells its shard about tracks and orders; drained by `poll_report`.

use crate::domain::id::{Line, PeerId, TrackId};

use super::packet::Codec;

/// Something the room should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Report {
    /// The loudest microphones of the floor, dominant first, at most three; told when it changes.
    Heard(Vec<PeerId>),
    /// Whether a microphone's packets arrive; told when it changes.
    Flow {
        /// Which.
        track: TrackId,
        /// How.
        flow: Flow,
    },
    /// Whether a microphone carries speech; told when it changes.
    Voice {
        /// Which.
        track: TrackId,
        /// Speech, or a pause.
        speaking: bool,
        /// For how long already; a pause is at least 100 ms old when it is told.
        for_ms: u32,
    },
    /// The mean level of speech of each sound that somebody receives, in dBov, −127 for silence; twice a second while
    /// there is any. A sound that tells no level is absent.
    Levels(Vec<(TrackId, i8)>),
    /// From now on this order is followed.
    Acknowledged {
        /// Which track.
        track: TrackId,
        /// Which order.
        generation: u64,
    },
    /// Which layers of a track its publisher shall send, as far as subscribers here are concerned; told when it changes,
    /// and again while one that is watched does not come.
    Watched {
        /// Which track.
        track: TrackId,
        /// Largest first.
        layers: [bool; 3],
    },
    /// The pictures of a subscriber that rest because her network does not carry them; told when it changes.
    Resting {
        /// Whose.
        peer: PeerId,
        /// On which lines.
        lines: Vec<Line>,
    },
    /// A line was given a track whose codec this subscriber has not negotiated: it stays silent. Told once per line
    /// and codec.
    NoCodec {
        /// Whose line.
        peer: PeerId,
        /// Which m-line.
        mid_index: u8,
        /// What it lacks.
        codec: Codec,
    },
}

/// Packets of a microphone, which sends 50 a second as long as it is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Packets arrive.
    Running,
    /// None for 200 ms.
    Hesitating,
    /// None for 400 ms.
    Stalled,
}
