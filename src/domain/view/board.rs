//! Floor, channels and booths as a reader may see them.

use super::Call;
use crate::domain::booth::Microphone;
use crate::domain::id::{BoothId, ParticipantId};
use crate::domain::language::Language;
use crate::domain::papers::Number;
use crate::domain::show::{Interlock, Works};
use crate::domain::time::Moment;

/// The floor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Floor {
    /// Language spoken; `None` while nobody speaks.
    pub language: Option<Language>,
    /// Fixed by booth or host.
    pub pinned: bool,
    /// An interpreter is on stage: everybody hears the floor.
    pub consecutive: bool,
}

/// How a channel stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChannelState {
    /// An interpreter speaks into it.
    Live,
    /// Kept for an armed partner or a reload.
    Held,
    /// The floor is in this language.
    Floor,
    /// Nobody interprets: listeners get the floor.
    Fallback,
}

/// One channel.
#[derive(Clone, Debug, PartialEq)]
pub struct Channel {
    /// Its language.
    pub language: Language,
    /// How it stands.
    pub state: ChannelState,
    /// The booth that feeds it.
    pub booth: Option<BoothId>,
    /// The interpreter's name.
    pub interpreter: Option<String>,
    /// The language a pivot goes by: the interpreter listens to this channel, not to the floor.
    pub via: Option<Language>,
    /// How much later than the floor it says the same, all interpreters of the chain together, in milliseconds; `None`
    /// until measured.
    pub decalage_ms: Option<u32>,
    /// The floor speaks another language, and nobody interprets although a booth is planned for it.
    pub down: bool,
    /// Who may take it from another.
    pub interlock: Interlock,
    /// How many are tuned.
    pub listeners: u32,
}

/// What an interpreter hears as her source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// The channel of the pivot; `None`: the floor.
    pub channel: Option<Language>,
    /// How many interpreters have already said it: 0 is the floor itself, 1 a pivot, 2 a pivot of a pivot.
    pub times: u8,
    /// Their décalage together; `None` until measured.
    pub decalage_ms: Option<u32>,
    /// She chose it with her own key; otherwise the rules did.
    pub chosen: bool,
}

/// Where a hand-over stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandOverState {
    /// The incoming interpreter asks for the microphone.
    Requested,
    /// The outgoing one offers it.
    Offered,
    /// Agreed: the incoming one stands by, and either presses to cut.
    Armed,
    /// The server waits for the outgoing one's pause.
    Cutting,
}

/// A hand-over under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOver {
    /// Where it stands.
    pub state: HandOverState,
    /// Who gives the microphone.
    pub from: ParticipantId,
    /// Who takes it.
    pub to: ParticipantId,
    /// When it times out, or cuts at the latest; `None` while armed.
    pub until: Option<Moment>,
}

/// What is wrong in a booth; shown to it and to the staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alarm {
    /// An open microphone has been silent for eight seconds while the floor speaks.
    Silent(ParticipantId),
    /// The pivot that this booth listens to has been silent for five seconds while the floor speaks.
    PivotSilent(Language),
    /// Listeners wait for a language that this booth could give, and nobody's microphone is open.
    Unattended(Language),
    /// Another booth has the channel that this one's direction turned to.
    Occupied {
        /// The channel.
        language: Language,
        /// Who has it.
        by: BoothId,
    },
}

/// Others who listen to this booth instead of the floor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependent {
    /// The channel they feed with it.
    pub language: Language,
    /// How many booths.
    pub booths: u32,
    /// How many listen to them.
    pub listeners: u32,
}

/// One seat.
#[derive(Clone, Debug, PartialEq)]
pub struct Seat {
    /// Who.
    pub participant: ParticipantId,
    /// Name.
    pub name: String,
    /// Microphone.
    pub microphone: Microphone,
    /// Output language.
    pub output: Language,
    /// Heard by listeners.
    pub on_air: bool,
    /// Since when she is on air.
    pub on_air_since: Option<Moment>,
    /// Working by direction: the language she owns.
    pub owns: Option<Language>,
    /// Working by direction: she covers both.
    pub covers: bool,
    /// What she hears as her source.
    pub incoming: Incoming,
    /// Talks to her partners by push-to-talk.
    pub talking: bool,
    /// Sends her picture to her partners.
    pub camera: bool,
    /// Connected.
    pub connected: bool,
}

/// One booth.
#[derive(Clone, Debug, PartialEq)]
pub struct Booth {
    /// Its id.
    pub booth: BoothId,
    /// Working languages.
    pub languages: Vec<Language>,
    /// Output language.
    pub output: Language,
    /// Waiting for the cut.
    pub armed: Option<Language>,
    /// When the armed direction cuts at the latest.
    pub cuts_by: Option<Moment>,
    /// Override latched.
    pub override_latch: bool,
    /// How it shares its work.
    pub works: Works,
    /// Signs instead of speaking: a picture, no channel.
    pub sign: bool,
    /// Seats in order.
    pub seats: Vec<Seat>,
    /// A hand-over under way.
    pub hand_over: Option<HandOver>,
    /// Booths that depend on this one, by the channel they feed.
    pub relay_for: Vec<Dependent>,
    /// What is wrong.
    pub alarms: Vec<Alarm>,
    /// Call lights between the booth and the desk.
    pub calls: Vec<Call>,
    /// The number pad's digits; not for the staff.
    pub number: Option<Number>,
    /// Listeners now.
    pub listeners: u32,
}

impl Booth {
    /// The same without what its interpreters keep to themselves.
    #[must_use]
    pub fn for_staff(mut self) -> Self {
        self.number = None;
        self
    }
}
