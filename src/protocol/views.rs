//! The room as a browser sees it. The wire has its own types, so that a rename in the rules never breaks a page.
//!
//! Points in time are RFC 3339 text in UTC, durations are milliseconds in `u32`: no 64-bit number reaches JSON.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::{BoothId, ParticipantId, QuestionId, ShowId};

/// Text by language tag.
pub type Texts = BTreeMap<String, String>;

/// A role, as on the ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Produces and steers the show.
    Host,
    /// Looks after questions and chat.
    Moderator,
    /// Speaks on the stage.
    Speaker,
    /// Sits in a booth.
    Interpreter,
    /// Listens and asks.
    Attendee,
}

/// Where a show stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Not open yet.
    Planned,
    /// People gather.
    DoorsOpen,
    /// On.
    Live,
    /// A break.
    Paused,
    /// Over.
    Ended,
}

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

/// Where a participant is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Among the listeners.
    Hall,
    /// Seen and heard by those backstage and the staff.
    Backstage,
    /// Seen and heard by all.
    Stage,
    /// In an interpreter's booth.
    Booth,
}

/// The reader.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct YouView {
    /// Own id.
    pub participant: ParticipantId,
    /// Own role.
    pub role: Role,
    /// Own name.
    pub name: String,
    /// May the name be changed (a ticket for several seats)?
    pub may_rename: bool,
    /// The language one speaks, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub language: Option<String>,
    /// Own booth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub booth: Option<BoothId>,
    /// Where one is.
    pub place: Place,
    /// May open the send leg now.
    pub may_publish: bool,
    /// Own hand is raised.
    pub hand: bool,
    /// Silenced by a host.
    pub muted: bool,
    /// In the briefing room.
    pub briefing: bool,
    /// What one agrees to.
    pub consent: ConsentView,
}

/// The room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct RoomView {
    /// The show's id.
    pub show: ShowId,
    /// Title by language.
    pub title: Texts,
    /// Languages of the show.
    pub languages: Vec<String>,
    /// Phase.
    pub phase: Phase,
    /// Planned start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub starts_at: Option<String>,
    /// IANA time zones whose clocks the pages show.
    pub zones: Vec<String>,
    /// May questions be asked without a name?
    pub anonymous_questions: bool,
    /// The host's default for the original underneath.
    pub underneath: bool,
    /// Offers the test picture and tone at the device check.
    pub test_picture: bool,
}

/// A person on the stage or backstage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct PresenterView {
    /// Who.
    pub participant: ParticipantId,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Language spoken, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub language: Option<String>,
    /// Voice is on.
    pub microphone: bool,
    /// Camera is on.
    pub camera: bool,
    /// A screen is shared.
    pub screen: bool,
    /// Silenced by a host.
    pub muted: bool,
    /// False while the connection is lost and the place is kept.
    pub connected: bool,
}

/// A picture that a line carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct PictureView {
    /// Whose.
    pub participant: ParticipantId,
    /// A shared screen; otherwise the camera.
    pub screen: bool,
    /// The codec it is sent in (`h264`, `vp8`, …), once known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub codec: Option<String>,
}

/// Who and what is on the stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct StageView {
    /// The people, in the order they came up.
    pub presenters: Vec<PresenterView>,
    /// Whom the host put in front.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub spotlight: Option<ParticipantId>,
    /// What the line `stage` carries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub picture: Option<PictureView>,
    /// What the line `inset` carries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub inset: Option<PictureView>,
    /// What the line `sign` carries: the sign-language interpreter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub sign: Option<PictureView>,
    /// Is the sound of a shared screen on the line `shared`?
    pub shared_sound: bool,
}

/// Who is backstage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct BackstageView {
    /// The people, in the order they came; the first four are on the lines `backstage_1` to `backstage_4`, and one's
    /// own line is silent.
    pub presenters: Vec<PresenterView>,
}

/// The floor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct FloorView {
    /// The language spoken, or `none`.
    pub language: String,
    /// Fixed by booth or host.
    pub pinned: bool,
    /// An interpreter is on stage: everybody hears the floor.
    pub consecutive: bool,
}

/// Who may take an occupied channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Interlock {
    /// Nobody: the one who has it hands it over.
    Refused,
    /// Somebody of the same booth.
    OwnBooth,
    /// Anyone.
    Anyone,
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

/// How a channel stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChannelState {
    /// An interpreter speaks into it.
    Live,
    /// Kept for an armed partner or a reload, two seconds at most.
    Held,
    /// The floor itself is in this language.
    Floor,
    /// Nobody interprets: listeners get the floor.
    Fallback,
}

/// One channel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ChannelView {
    /// Its language.
    pub language: String,
    /// How it stands.
    pub state: ChannelState,
    /// The booth that feeds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub booth: Option<BoothId>,
    /// The interpreter's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub interpreter: Option<String>,
    /// The language a pivot goes by: the interpreter listens to this channel, not to the floor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub via: Option<String>,
    /// How much later than the floor it says the same, in milliseconds, all interpreters of the chain together; absent
    /// until measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub decalage_ms: Option<u32>,
    /// Interpretation is down: the floor speaks another language and nobody interprets, although a booth is planned.
    pub down: bool,
    /// Who may take it while it is occupied.
    pub interlock: Interlock,
    /// How many are tuned.
    pub listeners: u32,
}

/// What an interpreter hears as her source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IncomingView {
    /// The channel of the pivot; absent: the floor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub channel: Option<String>,
    /// How many interpreters have already said it: 0 for the floor, 1 for a pivot, 2 for a pivot of a pivot.
    pub times: u8,
    /// Their décalage together, in milliseconds; absent until measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub decalage_ms: Option<u32>,
    /// She chose it with her own key; otherwise the rules did.
    pub chosen: bool,
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

/// What an interpreter signals to the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Signal {
    /// Please speak more slowly.
    SlowDown,
    /// The booth cannot hear.
    CannotHear,
    /// Please use the microphone.
    UseMicrophone,
    /// Please repeat the figures.
    RepeatFigures,
}

/// A lamp that a signal has lit; it goes out ten seconds after the last one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LampView {
    /// What is asked for.
    pub signal: Signal,
    /// Which booths ask; empty for the stage, which is not told.
    pub booths: Vec<BoothId>,
}

/// One item of the run sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RunSheetItem {
    /// What: the title of a pitch, a talk, a break.
    pub title: String,
    /// Who speaks; may be empty.
    pub speaker: String,
    /// The language spoken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub language: Option<String>,
    /// Planned length.
    pub minutes: u16,
    /// What the booth should know: names, figures, the text of a film.
    pub notes: String,
}

/// What comes when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RunSheetView {
    /// In order.
    pub items: Vec<RunSheetItem>,
    /// The place in `items` of what is on now, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub current: Option<u16>,
    /// Since when it is on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub since: Option<String>,
}

/// What a person agrees to, each for itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConsentView {
    /// Her voice may be recorded.
    pub recording: bool,
    /// The recording may be published.
    pub publishing: bool,
    /// A machine may process her voice live, for captions.
    pub live_processing: bool,
    /// Any other use by a machine.
    pub machine_use: bool,
    /// When she last said so; absent: not asked yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub at: Option<String>,
}

/// A microphone's grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Good for interpreters and listeners.
    Good,
    /// Will do.
    Fair,
    /// Get another one.
    Poor,
}

/// What the sound check of a page found; what was not checked is absent.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct SoundCheck {
    /// 0 to 100.
    pub score: u8,
    /// The grade that goes with it.
    pub grade: Grade,
    /// The highest frequency that still comes through, in Hz.
    pub band_hz: u32,
    /// Loudness of speech before the trim, in LUFS.
    pub level_lufs: f32,
    /// Noise between the words, in dBFS.
    pub noise_db: f32,
    /// The microphone clips.
    pub clipping: bool,
    /// What the trim adds, in dB.
    pub trim_db: f32,
    /// How loud the output comes back at the microphone, in dB; passes below −45.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub leak_db: Option<f32>,
    /// The browser cancels echoes.
    pub echo_cancelling: bool,
    /// Interpreters: wears closed headphones, as she says herself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub headphones: Option<bool>,
}

/// Whether a person's sound is fit, and why not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct FitnessView {
    /// Fit to be heard; `false` while not checked.
    pub fit: bool,
    /// What the check found; absent until it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub check: Option<SoundCheck>,
    /// Her output has come back by her microphone since the check.
    pub leaking: bool,
}

/// How late and how much apart one publisher's sound and picture arrive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TimingView {
    /// Whose.
    pub participant: ParticipantId,
    /// One way from her microphone to the server, in milliseconds; absent until measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub delay_ms: Option<u32>,
    /// How much later the sound comes than the picture, in milliseconds; within −45 … +125 nobody notices (ITU-R
    /// BT.1359, sound late is positive here).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub skew_ms: Option<i32>,
}

/// A person, for the staff.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct PersonView {
    /// Who.
    pub participant: ParticipantId,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Where.
    pub place: Place,
    /// Language spoken, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub language: Option<String>,
    /// False while the connection is lost and the place is kept.
    pub connected: bool,
    /// Left: to be taken off the list.
    pub gone: bool,
    /// What she agrees to.
    pub consent: ConsentView,
    /// Whether her sound is fit.
    pub fitness: FitnessView,
}

/// A raised hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct HandView {
    /// Who.
    pub participant: ParticipantId,
    /// Name.
    pub name: String,
    /// Language spoken, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub language: Option<String>,
    /// Since when.
    pub since: String,
}

/// Where a question stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QuestionState {
    /// Waiting for approval.
    Asked,
    /// In the queue.
    Approved,
    /// Being asked now.
    OnAir,
    /// Done.
    Answered,
    /// Declined.
    Dismissed,
}

/// One question, as this reader may see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct QuestionView {
    /// Its id.
    pub id: QuestionId,
    /// What is asked.
    pub text: String,
    /// The language it is written in.
    pub language: String,
    /// Where it stands.
    pub state: QuestionState,
    /// How many voted for it.
    pub votes: u32,
    /// The reader voted for it; absent in changes told to many, where the reader's own vote stays as it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub voted: Option<bool>,
    /// The reader asked it.
    pub own: bool,
    /// The asker's name; absent if anonymous to this reader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub asker: Option<String>,
    /// When it was asked.
    pub asked_at: String,
    /// The written answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub answer: Option<String>,
    /// Why it was dismissed; for the asker and the staff.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reason: Option<String>,
}

/// One question's votes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct VoteView {
    /// Which question.
    pub question: QuestionId,
    /// How many voted for it.
    pub votes: u32,
}

/// How many are here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct PresenceView {
    /// Everybody connected.
    pub present: u32,
    /// Listeners by what they chose: a language tag, or `original`.
    pub listening: BTreeMap<String, u32>,
}

/// How the receive connections of the room fare.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct HealthView {
    /// How many stand.
    pub receivers: u32,
    /// Round trips in milliseconds, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub round_trip_ms: Option<SpreadView>,
    /// What they lost lately, in thousandths, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub loss_permille: Option<SpreadView>,
    /// Lines by the layer of the picture they receive.
    pub layers: LayersView,
    /// How much of the busiest media thread's time is free, in percent.
    pub headroom_percent: u8,
}

/// How values spread; each is the upper end of the step that it lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SpreadView {
    /// Half of the values are at most this.
    pub p50: u32,
    /// 95 in a hundred are at most this.
    pub p95: u32,
}

/// How many lines receive each layer of a picture that has several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LayersView {
    /// The lowest.
    pub low: u32,
    /// The middle one.
    pub middle: u32,
    /// The top.
    pub top: u32,
    /// None at the moment.
    pub none: u32,
}

/// Which sound carries the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ListeningSource {
    /// The original.
    Floor,
    /// An interpreter.
    Channel,
}

/// What this listener hears now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ListeningView {
    /// What was chosen: a language tag, or `original`.
    pub language: String,
    /// Which sound carries the words.
    pub source: ListeningSource,
    /// The channel that sounds, if one does; beside `floor` it is the tail of a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub channel: Option<String>,
    /// The language a pivot goes by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub via: Option<String>,
    /// The floor is kept under the interpretation.
    pub underneath: bool,
}
