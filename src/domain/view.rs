//! The room as one reader may see it; the wire's own views are made of these.

use std::collections::BTreeMap;

use super::banner::Banner;
use super::channels::Choice;
use super::consent::Consent;
use super::device_check::Checked;
use super::effect::Place;
use super::fitness::Fitness;
use super::id::{BoothId, ParticipantId, QuestionId};
use super::language::Language;
use super::papers;
use super::phase::Phase;
use super::question::{Addressed, State};
use super::role::Role;
use super::run_sheet::{Kind, RunSheet};
use super::show::Show;
use super::time::Moment;
use super::translation::{Fault, Part};

mod beside;
mod board;

pub use beside::{Call, Health, Lamp, Levels, Papers, Timing};
pub use board::{
    Alarm, Booth, Channel, ChannelState, Dependent, Floor, HandOver, HandOverState, Incoming, Seat,
};

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
    /// People the reader may see: the first page of them.
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
    /// What of it everybody may read.
    pub programme: Programme,
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
    /// What calls her to the stage.
    pub cue: Option<Cue>,
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
    /// It is practised.
    pub practice: bool,
    /// The announcement that stands.
    pub banner: Option<Banner>,
}

/// What calls somebody to the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// The next item of the run sheet is hers.
    Next,
    /// The host calls her.
    Called,
}

/// How far somebody is on her way to the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// She has opened her link.
    Opened,
    /// Her sound is checked.
    Checked,
    /// Her device check is done: she waits.
    Backstage,
    /// On stage.
    Stage,
}

/// How far the invited have come, by participant, for the office.
pub type Arrivals = BTreeMap<ParticipantId, Arrival>;

/// How far one person has come with the link she was given; whoever is not listed has not opened it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// Her sound or her devices were checked.
    pub checked: bool,
    /// Her sound is fit, and whoever goes on stage has done the device check.
    pub ready: bool,
}

/// The run sheet as everybody may read it: without what is written for the crew.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Programme {
    /// In order.
    pub items: Vec<ProgrammeItem>,
    /// The place of what is on, from 0, and since when.
    pub current: Option<(u16, Moment)>,
}

/// One item of the programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeItem {
    /// What kind.
    pub kind: Kind,
    /// Title.
    pub title: String,
    /// The same in other languages.
    pub titles: BTreeMap<Language, String>,
    /// Who speaks.
    pub speaker: String,
    /// The language spoken.
    pub language: Option<Language>,
    /// Planned length.
    pub minutes: u16,
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
    /// Until when her place is kept while she is not.
    pub until: Option<Moment>,
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
    /// Her name.
    pub sign_name: Option<String>,
    /// A shared screen's sound is on.
    pub shared_sound: bool,
}

/// Backstage.
#[derive(Clone, Debug, PartialEq)]
pub struct Backstage {
    /// In the order they came.
    pub presenters: Vec<Presenter>,
}

/// Some of the people, those who make the show first; at most 300.
#[derive(Clone, Debug, PartialEq)]
pub struct PeoplePage {
    /// The people.
    pub people: Vec<Person>,
    /// There are more behind the last one.
    pub more: bool,
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
    /// How far she is on her way to the stage.
    pub step: Step,
    /// What calls her there.
    pub cue: Option<Cue>,
    /// What her last device check found.
    pub checked: Option<Checked>,
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
    /// The language the answer is written in.
    pub answer_language: Option<Language>,
    /// Why it was dismissed; asker and staff only.
    pub reason: Option<String>,
    /// Question and answer in the other languages of the show, where there is something to say.
    pub versions: Vec<Version>,
    /// Whom it concerns.
    pub addressed: Option<Addressed>,
    /// The staff's labels; staff only.
    pub labels: Vec<String>,
    /// Stands before all others in the queue.
    pub pinned: bool,
    /// Names of others who asked the same, unless anonymous to this audience; the first of them.
    pub also: Vec<String>,
    /// How many asked it.
    pub askers: u32,
    /// The question it was merged into; asker and staff only.
    pub merged_into: Option<QuestionId>,
    /// Since when it is the next one.
    pub next_since: Option<Moment>,
    /// When it goes on air by itself.
    pub on_air_at: Option<Moment>,
}

/// One of a question's texts in one more language.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Of which text.
    pub part: Part,
    /// Into which language.
    pub language: Language,
    /// How far it is.
    pub status: VersionStatus,
}

/// How far a translation is; where there is none and none is under way, nothing is told.
#[derive(Clone, Debug, PartialEq)]
pub enum VersionStatus {
    /// The machine is asked for it.
    Pending,
    /// It is there.
    Done {
        /// The words.
        text: String,
        /// Who made it; `None`: the machine.
        by: Option<String>,
        /// When.
        at: Moment,
    },
    /// The machine made nothing; staff only.
    Failed(Fault),
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
