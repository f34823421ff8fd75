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
    /// How many are tuned.
    pub listeners: u32,
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
    /// The override is latched.
    #[serde(rename = "override")]
    pub override_latch: bool,
    /// The seats in order; the others' seats are on the lines `partner_1` and `partner_2` in that order.
    pub seats: Vec<SeatView>,
    /// How many listen to this booth now.
    pub listeners: u32,
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
