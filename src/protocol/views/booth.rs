//! A booth and its seats.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::channels::IncomingView;
use crate::domain::id::{BoothId, ParticipantId};

/// An interpreter's microphone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Microphone {
    /// On air.
    On,
    /// Off on purpose.
    Off,
    /// Silenced for a moment; still on air.
    Cough,
    /// Ready to take over.
    Armed,
}

/// How a booth shares its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Works {
    /// One interpreter works both ways until the hand-over.
    ByTurns,
    /// Each partner owns one direction; the change of direction changes the person.
    ByDirection,
}

/// Where a hand-over stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HandOverState {
    /// The incoming interpreter asks for the microphone.
    Requested,
    /// The outgoing one offers it.
    Offered,
    /// Agreed: the incoming one stands by, and either presses to cut.
    Armed,
    /// The server waits for the outgoing one's pause; a second press cuts at once.
    Cutting,
}

/// A hand-over under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HandOverView {
    /// Where it stands.
    pub state: HandOverState,
    /// Who gives the microphone.
    pub from: ParticipantId,
    /// Who takes it.
    pub to: ParticipantId,
    /// When it times out, or cuts at the latest; absent while armed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub until: Option<String>,
}

/// What is wrong in a booth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "alarm", rename_all = "snake_case")]
pub enum AlarmView {
    /// An open microphone has been silent for eight seconds while the floor speaks.
    Silent {
        /// Whose.
        participant: ParticipantId,
    },
    /// The pivot that this booth listens to has been silent for five seconds while the floor speaks.
    PivotSilent {
        /// The pivot's channel.
        language: String,
    },
    /// Listeners wait for a language that this booth could give, and nobody's microphone is open.
    Unattended {
        /// The channel.
        language: String,
    },
    /// Another booth has the channel that this one's direction turned to.
    Occupied {
        /// The channel.
        language: String,
        /// Who has it.
        by: BoothId,
    },
}

/// Others who listen to a booth instead of the floor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DependentView {
    /// The channel they feed with it.
    pub language: String,
    /// How many booths.
    pub booths: u32,
    /// How many listen to them.
    pub listeners: u32,
}

/// A call light between a booth and the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CallView {
    /// Who calls.
    pub participant: ParticipantId,
    /// Name.
    pub name: String,
    /// The staff calls the booth; otherwise the booth calls the desk.
    pub from_desk: bool,
    /// What about; may be empty.
    pub text: String,
    /// Since when.
    pub since: String,
    /// Who calls talks at this moment.
    pub talking: bool,
}

/// Digits that stand large on the partner's console.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NumberView {
    /// Who wrote them.
    pub participant: ParticipantId,
    /// At most 16 digits, points, commas, spaces and percent signs.
    pub digits: String,
}

/// One interpreter's seat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct SeatView {
    /// Who.
    pub participant: ParticipantId,
    /// Name.
    pub name: String,
    /// Microphone.
    pub microphone: Microphone,
    /// The language she speaks into now.
    pub output: String,
    /// On air: listeners hear this seat.
    pub on_air: bool,
    /// Since when she is on air.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub on_air_since: Option<String>,
    /// Working by direction: the language she owns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub owns: Option<String>,
    /// Working by direction: she covers both.
    pub covers: bool,
    /// What she hears as her source.
    pub incoming: IncomingView,
    /// Talks to her partner by push-to-talk at this moment.
    pub talking: bool,
    /// Sends her picture to her partners.
    pub camera: bool,
    /// False while the connection is lost and the seat is kept.
    pub connected: bool,
}

/// One booth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct BoothView {
    /// Its id.
    pub booth: BoothId,
    /// Its working languages.
    pub languages: Vec<String>,
    /// The language it speaks into now.
    pub output: String,
    /// A new output language waiting for the cut.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub armed: Option<String>,
    /// When the armed direction cuts at the latest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub cuts_by: Option<String>,
    /// The override is latched.
    #[serde(rename = "override")]
    pub override_latch: bool,
    /// How it shares its work.
    pub works: Works,
    /// Signs instead of speaking: a picture on the line `sign`, no channel.
    pub sign: bool,
    /// The seats in order; the others' seats are on the lines `partner_1` and `partner_2` in that order.
    pub seats: Vec<SeatView>,
    /// A hand-over under way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub hand_over: Option<HandOverView>,
    /// Who depends on this booth: "you are relay for …".
    pub relay_for: Vec<DependentView>,
    /// What is wrong.
    pub alarms: Vec<AlarmView>,
    /// Call lights between this booth and the desk.
    pub calls: Vec<CallView>,
    /// The number pad's digits, for 30 seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub number: Option<NumberView>,
    /// How many listen to this booth now.
    pub listeners: u32,
}

/// What the interpreters of a booth share on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PapersView {
    /// Whose.
    pub booth: BoothId,
    /// Free text.
    pub notes: String,
    /// Rows of terms, one column for each of the booth's languages.
    pub glossary: Vec<Vec<String>>,
}

/// One line of a booth's private chat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChatLineView {
    /// Counts from 1 in this booth.
    pub number: u32,
    /// Who wrote it.
    pub participant: ParticipantId,
    /// Name.
    pub name: String,
    /// What.
    pub text: String,
    /// When.
    pub at: String,
}
