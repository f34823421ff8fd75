//! What happens beside the channels as a reader may see it.

use std::collections::BTreeMap;

use crate::domain::id::{BoothId, ParticipantId};
use crate::domain::language::Language;
use crate::domain::signals::Signal;
use crate::domain::time::Moment;

/// A call light between a booth and the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Who calls.
    pub participant: ParticipantId,
    /// Name.
    pub name: String,
    /// The staff calls the booth; otherwise the booth calls the desk.
    pub from_desk: bool,
    /// What about; may be empty.
    pub text: String,
    /// Since when.
    pub since: Moment,
    /// Who calls talks at this moment.
    pub talking: bool,
}

/// A lamp that a signal has lit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lamp {
    /// What is asked for.
    pub signal: Signal,
    /// Which booths ask, as far as the reader may know.
    pub booths: Vec<BoothId>,
}

/// What the interpreters of a booth share on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Papers {
    /// Whose.
    pub booth: BoothId,
    /// Free text.
    pub notes: String,
    /// Rows of terms, one column for each of the booth's languages.
    pub glossary: Vec<Vec<String>>,
}

/// How loud the sources are, in dBFS.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    /// The floor's dominant microphone.
    pub floor: Option<i8>,
    /// Each channel that sounds.
    pub channels: BTreeMap<Language, i8>,
}

/// How late and how much apart one publisher's sound and picture arrive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timing {
    /// Whose.
    pub participant: ParticipantId,
    /// One way from her microphone to the server, in milliseconds.
    pub delay_ms: Option<u32>,
    /// How much later the sound comes than the picture, in milliseconds.
    pub skew_ms: Option<i32>,
}

/// How the receive connections of the room fare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// How many stand.
    pub receivers: u32,
    /// Round trips in milliseconds: what half of them, and 95 in a hundred, do not pass.
    pub round_trip_ms: Option<(u32, u32)>,
    /// Loss in thousandths, likewise.
    pub loss_permille: Option<(u32, u32)>,
    /// Lines by the layer of the picture they receive, from the lowest; the last counts those that wait for one.
    pub layers: [u32; 4],
    /// How much of the busiest media thread's time is free, in percent.
    pub headroom_percent: u8,
}
