//! What a browser is told.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::media::{Leg, MediaView};
use super::refusal::Code;
use super::views::{
    BackstageView, BoothView, ChannelView, ChatLineView, FloorView, HandView, HealthView, LampView,
    ListeningView, PapersView, PersonView, PresenceView, PresenterView, ProgrammeView,
    QuestionView, RoomView, RunSheetView, StageView, TimingView, VoteView, YouView,
};
use crate::domain::id::{Epoch, ParticipantId, QuestionId};

/// Every message a browser may receive. Numbered changes carry `seq`; summed and personal state does not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerMessage {
    /// Everything this peer may see; replaces all it knew.
    Welcome(Box<Welcome>),
    /// A request was carried out.
    Ok {
        /// The request's `id`.
        re: u32,
    },
    /// The reply to `offer`.
    Answer {
        /// The request's `id`.
        re: u32,
        /// Which connection.
        leg: Leg,
        /// The server's SDP.
        sdp: String,
    },
    /// The reply to `list_people`.
    People {
        /// The request's `id`.
        re: u32,
        /// At most 300: those who make the show first, then attendees, each by their ids.
        people: Vec<PersonView>,
        /// There are more behind the last one.
        more: bool,
    },
    /// A request was declined; nothing has changed.
    Refused {
        /// The request's `id`; 0 where it could not be read.
        re: u32,
        /// A stable code.
        code: Code,
        /// What is wrong and what to do, in English.
        message: String,
        /// When to try again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        retry_after_ms: Option<u32>,
    },
    /// The phase, or another property of the room.
    PhaseChanged {
        /// The room's number of this change.
        seq: u32,
        /// The new view.
        room: RoomView,
    },
    /// Who and what is on the stage.
    StageChanged {
        /// The room's number of this change.
        seq: u32,
        /// The new view.
        stage: StageView,
    },
    /// Who is backstage; never sent to attendees.
    BackstageChanged {
        /// The room's number of this change.
        seq: u32,
        /// The new view.
        backstage: BackstageView,
    },
    /// The language of the floor.
    FloorChanged {
        /// The room's number of this change.
        seq: u32,
        /// The new view.
        floor: FloorView,
    },
    /// One channel's source.
    ChannelChanged {
        /// The room's number of this change.
        seq: u32,
        /// The new view.
        channel: ChannelView,
    },
    /// One booth; sent to its interpreters and to the staff.
    BoothChanged {
        /// The room's number of this change.
        seq: u32,
        /// The new view.
        booth: BoothView,
    },
    /// One person; sent to the staff.
    PeopleChanged {
        /// The room's number of this change.
        seq: u32,
        /// The new view.
        person: PersonView,
    },
    /// The raised hands in order; sent to the staff.
    HandsChanged {
        /// The room's number of this change.
        seq: u32,
        /// The new list.
        hands: Vec<HandView>,
    },
    /// One question as this reader may see it.
    QuestionChanged {
        /// The room's number of this change.
        seq: u32,
        /// The new view.
        question: QuestionView,
    },
    /// The order of the questions this reader may see.
    QueueChanged {
        /// The room's number of this change.
        seq: u32,
        /// Ids in queue order.
        order: Vec<QuestionId>,
    },
    /// One's own place, rights or hand.
    YouChanged {
        /// The room's number of this change.
        seq: u32,
        /// The new view.
        you: YouView,
    },
    /// What this listener hears now, never guessed.
    Listening(ListeningView),
    /// How many are here: summed, at most twice a second.
    Presence(PresenceView),
    /// Vote counts: summed, at most twice a second.
    VotesChanged {
        /// The counts that changed.
        votes: Vec<VoteView>,
    },
    /// Whose voices the floor lines carry, dominant first.
    Heard {
        /// At most three.
        loudest: Vec<ParticipantId>,
    },
    /// Signals from the booths that are lit now; to those on stage without the booths' names, and to the staff.
    Lamps {
        /// All that are lit.
        lamps: Vec<LampView>,
    },
    /// Notes and glossary of one's own booth; sent to its interpreters alone.
    PapersChanged {
        /// The room's number of this change.
        seq: u32,
        /// The new view.
        papers: PapersView,
    },
    /// A line of one's own booth's chat; sent to its interpreters alone.
    BoothChatLine {
        /// The room's number of this change.
        seq: u32,
        /// The line.
        line: ChatLineView,
    },
    /// The run sheet; sent to all but attendees.
    RunSheetChanged {
        /// The room's number of this change.
        seq: u32,
        /// The new view.
        run_sheet: RunSheetView,
    },
    /// The programme: what of the run sheet everybody may read.
    ProgrammeChanged {
        /// The room's number of this change.
        seq: u32,
        /// The new view.
        programme: ProgrammeView,
    },
    /// Who is in the briefing room; sent to all but attendees.
    BriefingChanged {
        /// The room's number of this change.
        seq: u32,
        /// The people, in the order they came.
        people: Vec<PresenterView>,
    },
    /// How loud the sources are: summed, at most twice a second, to the staff and the booths.
    Levels {
        /// The floor's dominant microphone in dBFS, if one speaks.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        floor: Option<i8>,
        /// Each channel that sounds, in dBFS.
        channels: BTreeMap<String, i8>,
    },
    /// Delay and skew of those who publish: summed, at most once a second, to the staff and the booths.
    Timings {
        /// Those on stage and in the booths.
        people: Vec<TimingView>,
    },
    /// Which layers of one's camera somebody watches: the page sends no others. Said to whoever publishes one, again
    /// when it changes, and after a fresh `welcome`.
    Layers {
        /// Largest first: `f`, `h`, `q`.
        camera: [bool; 3],
    },
    /// Pictures rest because this reader's network does not carry them; the sound goes on. Said when it changes.
    Resting {
        /// The names of their lines; empty once all go on.
        lines: Vec<String>,
    },
    /// How the receive connections fare: summed, every two seconds, to the staff.
    Health(HealthView),
    /// Nothing else was sent for four seconds.
    Beat,
    /// The server closes this connection.
    Goodbye {
        /// A stable code.
        code: Code,
        /// What happened and what to do, in English.
        message: String,
        /// When to come back; absent: do not by yourself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        retry_after_ms: Option<u32>,
    },
}

impl ServerMessage {
    /// Every `type` a browser may receive.
    pub const TYPES: &[&str] = &[
        "welcome",
        "ok",
        "answer",
        "people",
        "refused",
        "phase_changed",
        "stage_changed",
        "backstage_changed",
        "floor_changed",
        "channel_changed",
        "booth_changed",
        "people_changed",
        "hands_changed",
        "question_changed",
        "queue_changed",
        "you_changed",
        "listening",
        "presence",
        "votes_changed",
        "heard",
        "lamps",
        "papers_changed",
        "booth_chat_line",
        "run_sheet_changed",
        "programme_changed",
        "briefing_changed",
        "levels",
        "timings",
        "layers",
        "resting",
        "health",
        "beat",
        "goodbye",
    ];

    /// The message's `type`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Welcome(_) => "welcome",
            Self::Ok { .. } => "ok",
            Self::Answer { .. } => "answer",
            Self::People { .. } => "people",
            Self::Refused { .. } => "refused",
            Self::PhaseChanged { .. } => "phase_changed",
            Self::StageChanged { .. } => "stage_changed",
            Self::BackstageChanged { .. } => "backstage_changed",
            Self::FloorChanged { .. } => "floor_changed",
            Self::ChannelChanged { .. } => "channel_changed",
            Self::BoothChanged { .. } => "booth_changed",
            Self::PeopleChanged { .. } => "people_changed",
            Self::HandsChanged { .. } => "hands_changed",
            Self::QuestionChanged { .. } => "question_changed",
            Self::QueueChanged { .. } => "queue_changed",
            Self::YouChanged { .. } => "you_changed",
            Self::Listening(_) => "listening",
            Self::Presence(_) => "presence",
            Self::VotesChanged { .. } => "votes_changed",
            Self::Heard { .. } => "heard",
            Self::Lamps { .. } => "lamps",
            Self::PapersChanged { .. } => "papers_changed",
            Self::BoothChatLine { .. } => "booth_chat_line",
            Self::RunSheetChanged { .. } => "run_sheet_changed",
            Self::ProgrammeChanged { .. } => "programme_changed",
            Self::BriefingChanged { .. } => "briefing_changed",
            Self::Levels { .. } => "levels",
            Self::Timings { .. } => "timings",
            Self::Layers { .. } => "layers",
            Self::Resting { .. } => "resting",
            Self::Health(_) => "health",
            Self::Beat => "beat",
            Self::Goodbye { .. } => "goodbye",
        }
    }
}

/// The full views that `welcome` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Welcome {
    /// The request's `id`, where it answers a `hello`; absent in a fresh welcome.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub re: Option<u32>,
    /// This life of the room.
    pub epoch: Epoch,
    /// Changes up to this number are included.
    pub seq: u32,
    /// The reader.
    pub you: YouView,
    /// The room.
    pub room: RoomView,
    /// The stage.
    pub stage: StageView,
    /// Backstage, for those who may see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub backstage: Option<BackstageView>,
    /// The floor.
    pub floor: FloorView,
    /// All channels.
    pub channels: Vec<ChannelView>,
    /// The booths this reader may see.
    pub booths: Vec<BoothView>,
    /// The questions this reader may see, in queue order.
    pub questions: Vec<QuestionView>,
    /// The raised hands, for the staff.
    pub hands: Vec<HandView>,
    /// The people this reader may see.
    pub people: Vec<PersonView>,
    /// How many are here.
    pub presence: PresenceView,
    /// What the reader hears.
    pub listening: ListeningView,
    /// Signals from the booths, for those on stage and the staff.
    pub lamps: Vec<LampView>,
    /// Notes and glossary of one's own booth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub papers: Option<PapersView>,
    /// The last hundred lines of one's own booth's chat.
    pub booth_chat: Vec<ChatLineView>,
    /// The run sheet, for all but attendees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub run_sheet: Option<RunSheetView>,
    /// What of the run sheet everybody may read.
    pub programme: ProgrammeView,
    /// Who is in the briefing room, for all but attendees.
    pub briefing: Vec<PresenterView>,
    /// What the page needs to offer its legs.
    pub media: MediaView,
}
