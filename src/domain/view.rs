//! The room as one reader may see it; the wire's own views are made of these.

use std::collections::BTreeMap;

use super::booth::Microphone;
use super::channels::Choice;
use super::consent::Consent;
use super::effect::Place;
use super::fitness::Fitness;
use super::id::{BoothId, ParticipantId, QuestionId};
use super::language::Language;
use super::papers::{self, Number};
use super::phase::Phase;
use super::question::State;
use super::role::Role;
use super::run_sheet::RunSheet;
use super::show::{Interlock, Show, Works};
use super::signals::Signal;
use super::time::Moment;

/// Everything one peer may see.
#[derive(Clone, Debug, PartialEq)]
pub struct Welcome {
    /// The reader.
    pub you: You,
    /// The room.
    pub room: Room,
    /// The stage.
    pub stage: Stage,
    /// Backstage, if the reader may see it.
    pub backstage: Option<Backstage>,
    /// The floor.
    pub floor: Floor,
    /// All channels.
    pub channels: Vec<Channel>,
    /// The booths the reader may see.
    pub booths: Vec<Booth>,
    /// The questions the reader may see, in queue order.
    pub questions: Vec<Question>,
    /// Raised hands, for the staff.
    pub hands: Vec<Hand>,
    /// People the reader may see; at most 300.
    pub people: Vec<Person>,
    /// How many are here.
    pub presence: Presence,
    /// What the reader hears.
    pub listening: Listening,
    /// The lamps the reader sees.
    pub lamps: Vec<Lamp>,
    /// Notes and glossary of the reader's booth.
    pub papers: Option<Papers>,
    /// The last lines of the chat in the reader's booth.
    pub booth_chat: Vec<papers::Line>,
    /// The run sheet, for all but attendees.
    pub run_sheet: Option<RunSheet>,
    /// Who is in the briefing room, for all but attendees.
    pub briefing: Vec<Presenter>,
}

/// The reader.
#[derive(Clone, Debug, PartialEq)]
pub struct You {
    /// Own id.
    pub participant: ParticipantId,
    /// Role.
    pub role: Role,
    /// Name.
    pub name: String,
    /// The name may be changed.
    pub may_rename: bool,
    /// Language spoken.
    pub language: Option<Language>,
    /// Booth.
    pub booth: Option<BoothId>,
    /// Where.
    pub place: Place,
    /// May open the send leg.
    pub may_publish: bool,
    /// Hand raised.
    pub hand: bool,
    /// Silenced by a host.
    pub muted: bool,
    /// In the briefing room.
    pub briefing: bool,
    /// What she agrees to, and when she said so; `None`: not asked yet.
    pub consent: Option<(Moment, Consent)>,
}

/// The room: the plan, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Room {
    /// The plan.
    pub show: std::sync::Arc<Show>,
    /// Phase.
    pub phase: Phase,
}

/// A person on stage or backstage.
#[derive(Clone, Debug, PartialEq)]
pub struct Presenter {
    /// Who.
    pub participant: ParticipantId,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Language spoken.
    pub language: Option<Language>,
    /// Voice on.
    pub microphone: bool,
    /// Camera on.
    pub camera: bool,
    /// Screen shared.
    pub screen: bool,
    /// Silenced by a host.
    pub muted: bool,
    /// Connected.
    pub connected: bool,
}

/// A picture on a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Whose.
    pub participant: ParticipantId,
    /// A screen; otherwise the camera.
    pub screen: bool,
    /// Codec, once known.
    pub codec: Option<String>,
}

/// The stage.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// In the order they came up.
    pub presenters: Vec<Presenter>,
    /// Whom the host put in front.
    pub spotlight: Option<ParticipantId>,
    /// The large picture.
    pub picture: Option<Picture>,
    /// The small picture.
    pub inset: Option<Picture>,
    /// The sign-language interpreter.
    pub sign: Option<Picture>,
    /// A shared screen's sound is on.
    pub shared_sound: bool,
}

/// Backstage.
#[derive(Clone, Debug, PartialEq)]
pub struct Backstage {
    /// In the order they came.
    pub presenters: Vec<Presenter>,
}

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

/// A person, for the staff.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// Who.
    pub participant: ParticipantId,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Where.
    pub place: Place,
    /// Language spoken.
    pub language: Option<Language>,
    /// Connected.
    pub connected: bool,
    /// Left.
    pub gone: bool,
    /// What she agrees to, and when she said so; `None`: not asked yet.
    pub consent: Option<(Moment, Consent)>,
    /// Whether her sound is fit.
    pub fitness: Fitness,
}

/// A raised hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Hand {
    /// Who.
    pub participant: ParticipantId,
    /// Name.
    pub name: String,
    /// Language spoken.
    pub language: Option<Language>,
    /// Since when.
    pub since: Moment,
}

/// One question, as one audience may see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Its id.
    pub id: QuestionId,
    /// What is asked.
    pub text: String,
    /// The language it is written in.
    pub language: Language,
    /// Where it stands.
    pub state: State,
    /// Votes.
    pub votes: u32,
    /// The reader voted; `None` in what is told to many.
    pub voted: Option<bool>,
    /// The reader asked it.
    pub own: bool,
    /// The asker's name, unless anonymous to this audience.
    pub asker: Option<String>,
    /// When it was asked.
    pub asked_at: Moment,
    /// The written answer.
    pub answer: Option<String>,
    /// Why it was dismissed; asker and staff only.
    pub reason: Option<String>,
}

/// How many are here.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Presence {
    /// Everybody connected.
    pub present: u32,
    /// Listeners by choice: a language, or `original`.
    pub listening: BTreeMap<String, u32>,
}

/// Which sound carries the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListeningSource {
    /// The original.
    Floor,
    /// An interpreter.
    Channel,
}

/// What one listener hears.
#[derive(Clone, Debug, PartialEq)]
pub struct Listening {
    /// What was chosen.
    pub choice: Choice,
    /// Which sound carries the words.
    pub source: ListeningSource,
    /// The channel that sounds; beside `Floor` it is the tail of a sentence.
    pub channel: Option<Language>,
    /// The language a pivot goes by.
    pub via: Option<Language>,
    /// Floor kept underneath.
    pub underneath: bool,
}
