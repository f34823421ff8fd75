//! What a browser may ask.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::media::Leg;
use super::views::{Interlock, Microphone, Phase, RunSheetItem, Signal, SoundCheck, Works};
use crate::domain::id::{BoothId, Epoch, Key, ParticipantId, QuestionId};

/// One text frame from a browser: a number for the reply, and the message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Request {
    /// The message; its `type` stands beside `id`.
    #[serde(flatten)]
    pub message: ClientMessage,
    /// Chosen by the page, returned as `re`; counts from 1 per connection.
    pub id: u32,
}

/// Every message a browser may send. `key` marks a durable command: reused on retry, applied once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ClientMessage {
    /// The first message of every connection.
    Hello {
        /// The ticket from the link's fragment.
        ticket: String,
        /// This browser's seat key: the same key replaces its own older connection silently.
        seat: String,
        /// Take the place over from another device.
        #[serde(rename = "move", default, skip_serializing_if = "is_false")]
        #[ts(optional, as = "Option<bool>")]
        move_here: bool,
        /// Where the last connection stopped.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        resume: Option<Resume>,
    },
    /// Leaves now: no grace, the place is free.
    Leave,
    /// How this person wants to be called; only for tickets with several seats.
    SetName {
        /// 1 to 80 characters.
        name: String,
    },
    /// Asks who is here, page by page; the reply is `people`. For the staff, where `welcome` named 300.
    ListPeople {
        /// The last one of the page before; absent: from the beginning.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        after: Option<ParticipantId>,
    },
    /// Opens or restarts a media leg; the reply is `answer`.
    Offer {
        /// Which of the two connections.
        leg: Leg,
        /// The page's SDP.
        sdp: String,
    },
    /// Chooses what to hear.
    Listen {
        /// A language tag, or `original`.
        language: String,
        /// Keep the floor under the interpretation.
        underneath: bool,
    },
    /// Says which of one's own sources are switched on.
    Sources {
        /// Voice is on.
        microphone: bool,
        /// Camera is on.
        camera: bool,
        /// A screen is shared.
        screen: bool,
    },
    /// Asks a question.
    Ask {
        /// Retry key.
        key: Key,
        /// 1 to 500 characters.
        text: String,
        /// The language it is written in.
        language: String,
        /// Hide the name from the audience, if the show allows it.
        anonymous: bool,
    },
    /// Votes for a question, or takes the vote back.
    Vote {
        /// Retry key.
        key: Key,
        /// Which question.
        question: QuestionId,
        /// `true` to vote, `false` to take it back.
        up: bool,
    },
    /// Lets the audience see a question.
    Approve {
        /// Retry key.
        key: Key,
        /// Which question.
        question: QuestionId,
    },
    /// Declines a question; the asker sees the reason.
    Dismiss {
        /// Retry key.
        key: Key,
        /// Which question.
        question: QuestionId,
        /// Up to 200 characters, shown to the asker.
        reason: String,
    },
    /// Puts a question on air; one that was on air goes back to approved.
    PutOnAir {
        /// Retry key.
        key: Key,
        /// Which question.
        question: QuestionId,
    },
    /// Marks a question as answered: live, or with a text.
    AnswerQuestion {
        /// Retry key.
        key: Key,
        /// Which question.
        question: QuestionId,
        /// The written answer, up to 2,000 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        text: Option<String>,
    },
    /// Moves an approved question in the queue.
    MoveQuestion {
        /// Retry key.
        key: Key,
        /// Which question.
        question: QuestionId,
        /// The question it shall stand before; absent: behind all that the host has placed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        before: Option<QuestionId>,
    },
    /// Moves the show to another phase.
    SetPhase {
        /// Retry key.
        key: Key,
        /// The phase wanted.
        phase: Phase,
    },
    /// Brings somebody to the stage: from backstage, or from a raised hand.
    BringUp {
        /// Retry key.
        key: Key,
        /// Whom.
        participant: ParticipantId,
    },
    /// Takes somebody down: a speaker goes backstage, an attendee back to the hall.
    TakeDown {
        /// Retry key.
        key: Key,
        /// Whom.
        participant: ParticipantId,
    },
    /// Puts one person's picture in front, or lets the dominant voice decide.
    Spotlight {
        /// Whom; absent: nobody.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        participant: Option<ParticipantId>,
    },
    /// Silences somebody's microphone, or lets them speak again.
    Mute {
        /// Whom.
        participant: ParticipantId,
        /// `true` to silence.
        muted: bool,
    },
    /// Raises or lowers one's hand.
    RaiseHand {
        /// `true` to raise.
        up: bool,
    },
    /// Corrects or pins the language of the floor.
    SetFloorLanguage {
        /// A language tag, or `none` while nobody speaks (music, a film).
        language: String,
        /// `true`: stays until unpinned.
        pin: bool,
    },
    /// Corrects the language that somebody speaks.
    SetMicrophoneLanguage {
        /// Whose microphone; one's own is always allowed.
        participant: ParticipantId,
        /// The language spoken.
        language: String,
    },
    /// The interpreter's microphone.
    Microphone {
        /// What it shall be.
        state: Microphone,
    },
    /// The interpreter's output language.
    Direction {
        /// The language to speak from now on; names the armed one to cut at once.
        language: String,
        /// Latch: speak into this language whatever the floor's is.
        #[serde(rename = "override")]
        override_latch: bool,
    },
    /// One step of a hand-over in the caller's booth.
    HandOver {
        /// Which step.
        act: HandOverAct,
    },
    /// How a booth shares its work: an interpreter's own, or any for the staff.
    SetBooth {
        /// Which booth.
        booth: BoothId,
        /// How.
        works: Works,
    },
    /// Working by direction: covers both directions, or only one's own.
    Cover {
        /// `true` for both.
        on: bool,
    },
    /// Chooses what the interpreter hears as her source.
    Incoming {
        /// `auto` for what the rules say, `floor`, or a channel's language tag.
        source: String,
    },
    /// Who may take a channel that is occupied.
    SetInterlock {
        /// The channel.
        language: String,
        /// Who.
        interlock: Interlock,
    },
    /// Gives an interpreter a seat in another booth.
    AssignSeat {
        /// Retry key.
        key: Key,
        /// Whom.
        participant: ParticipantId,
        /// Where.
        booth: BoothId,
    },
    /// Push-to-talk: where one's voice goes beside any channel, for as long as a key is held.
    Talk {
        /// To whom.
        to: TalkTo,
        /// Which booth, where the staff talks to one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        booth: Option<BoothId>,
    },
    /// Lights or puts out a call light between a booth and the desk; both ends may put it out.
    Call {
        /// Which booth, where the staff calls or answers; absent: one's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        booth: Option<BoothId>,
        /// Light, or put out.
        on: bool,
        /// What about, up to 200 characters.
        text: String,
    },
    /// Enters or leaves the briefing room, which is open before the doors are.
    Briefing {
        /// `true` to enter.
        join: bool,
    },
    /// A signal from the booth to the stage.
    Signal {
        /// Which.
        signal: Signal,
    },
    /// Digits that stand large on the partner's console; empty clears them.
    Number {
        /// At most 16 digits, points, commas, spaces and percent signs.
        digits: String,
    },
    /// A line of the booth's private chat.
    BoothChat {
        /// 1 to 500 characters.
        text: String,
    },
    /// Replaces the booth's shared notes.
    SetNotes {
        /// Retry key.
        key: Key,
        /// Up to 20,000 characters.
        text: String,
    },
    /// Replaces the booth's glossary.
    SetGlossary {
        /// Retry key.
        key: Key,
        /// Up to 1,000 rows of terms, one column for each of the booth's languages, 120 characters each.
        rows: Vec<Vec<String>>,
    },
    /// Replaces the run sheet.
    SetRunSheet {
        /// Retry key.
        key: Key,
        /// Up to 100 items.
        items: Vec<RunSheetItem>,
    },
    /// Moves the show to an item of the run sheet.
    RunSheetAt {
        /// Retry key.
        key: Key,
        /// Its place, from 0; absent: none is on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        item: Option<u16>,
    },
    /// What one agrees to, each for itself; replaces what was said before.
    Consent {
        /// Retry key.
        key: Key,
        /// One's voice may be recorded.
        recording: bool,
        /// The recording may be published.
        publishing: bool,
        /// A machine may process one's voice live.
        live_processing: bool,
        /// Any other use by a machine.
        machine_use: bool,
    },
    /// What the page's sound check found, or finds later.
    SoundCheck {
        /// The result.
        check: SoundCheck,
        /// One's output has come back by one's microphone since.
        leaking: bool,
    },
    /// The round trip that the page measures on its send leg, every five seconds.
    Network {
        /// In milliseconds.
        rtt_ms: u32,
    },
}

impl ClientMessage {
    /// Every `type` a browser may send.
    pub const TYPES: &[&str] = &[
        "hello",
        "leave",
        "set_name",
        "list_people",
        "offer",
        "listen",
        "sources",
        "ask",
        "vote",
        "approve",
        "dismiss",
        "put_on_air",
        "answer_question",
        "move_question",
        "set_phase",
        "bring_up",
        "take_down",
        "spotlight",
        "mute",
        "raise_hand",
        "set_floor_language",
        "set_microphone_language",
        "microphone",
        "direction",
        "hand_over",
        "set_booth",
        "cover",
        "incoming",
        "set_interlock",
        "assign_seat",
        "talk",
        "call",
        "briefing",
        "signal",
        "number",
        "booth_chat",
        "set_notes",
        "set_glossary",
        "set_run_sheet",
        "run_sheet_at",
        "consent",
        "sound_check",
        "network",
    ];

    /// The message's `type`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Hello { .. } => "hello",
            Self::Leave => "leave",
            Self::SetName { .. } => "set_name",
            Self::ListPeople { .. } => "list_people",
            Self::Offer { .. } => "offer",
            Self::Listen { .. } => "listen",
            Self::Sources { .. } => "sources",
            Self::Ask { .. } => "ask",
            Self::Vote { .. } => "vote",
            Self::Approve { .. } => "approve",
            Self::Dismiss { .. } => "dismiss",
            Self::PutOnAir { .. } => "put_on_air",
            Self::AnswerQuestion { .. } => "answer_question",
            Self::MoveQuestion { .. } => "move_question",
            Self::SetPhase { .. } => "set_phase",
            Self::BringUp { .. } => "bring_up",
            Self::TakeDown { .. } => "take_down",
            Self::Spotlight { .. } => "spotlight",
            Self::Mute { .. } => "mute",
            Self::RaiseHand { .. } => "raise_hand",
            Self::SetFloorLanguage { .. } => "set_floor_language",
            Self::SetMicrophoneLanguage { .. } => "set_microphone_language",
            Self::Microphone { .. } => "microphone",
            Self::Direction { .. } => "direction",
            Self::HandOver { .. } => "hand_over",
            Self::SetBooth { .. } => "set_booth",
            Self::Cover { .. } => "cover",
            Self::Incoming { .. } => "incoming",
            Self::SetInterlock { .. } => "set_interlock",
            Self::AssignSeat { .. } => "assign_seat",
            Self::Talk { .. } => "talk",
            Self::Call { .. } => "call",
            Self::Briefing { .. } => "briefing",
            Self::Signal { .. } => "signal",
            Self::Number { .. } => "number",
            Self::BoothChat { .. } => "booth_chat",
            Self::SetNotes { .. } => "set_notes",
            Self::SetGlossary { .. } => "set_glossary",
            Self::SetRunSheet { .. } => "set_run_sheet",
            Self::RunSheetAt { .. } => "run_sheet_at",
            Self::Consent { .. } => "consent",
            Self::SoundCheck { .. } => "sound_check",
            Self::Network { .. } => "network",
        }
    }
}

/// One step of a hand-over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HandOverAct {
    /// The incoming interpreter asks for the microphone.
    Request,
    /// The active one offers it.
    Offer,
    /// Agrees.
    Accept,
    /// Does not agree, or takes her own wish back.
    Decline,
    /// Cuts at the next pause; pressed again by either, at once.
    Cut,
}

/// To whom one talks beside any channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TalkTo {
    /// Nobody: the key is up.
    Nobody,
    /// The partners in the booth.
    Partner,
    /// The staff.
    Desk,
    /// A booth; for the staff.
    Booth,
    /// Everybody in the briefing room.
    Briefing,
}

/// Where a lost connection stopped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Resume {
    /// The room's life, from `welcome`.
    pub epoch: Epoch,
    /// The last numbered change seen.
    pub seq: u32,
}

fn is_false(b: &bool) -> bool {
    !b
}
