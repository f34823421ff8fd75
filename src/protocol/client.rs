//! What a browser may ask: a table of contents. What a message carries stands in one file for each subject.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub mod booth;
pub mod conduct;
pub mod entering;
pub mod media;
pub mod papers;
pub mod questions;
pub mod run_sheet;
pub mod stage;
pub mod talk;

/// One text frame from a browser: a number for the reply, and the message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Request {
    /// The message; its `type` stands beside `id`.
    #[serde(flatten)]
    pub message: ClientMessage,
    /// Chosen by the page, returned as `re`; counts from 1 per connection.
    pub id: u32,
}

macro_rules! messages {
    ($($(#[$doc:meta])* $name:ident $(($body:ty))? = $kind:literal),+ $(,)?) => {
        /// Every message a browser may send. `key` marks a durable command: reused on retry, applied once.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
        #[serde(tag = "type")]
        pub enum ClientMessage {
            $($(#[$doc])* #[serde(rename = $kind)] $name $(($body))?),+
        }

        impl ClientMessage {
            /// Every `type` a browser may send.
            pub const TYPES: &[&str] = &[$($kind),+];

            /// The message's `type`.
            pub fn kind(&self) -> &'static str {
                match self {
                    $(Self::$name { .. } => $kind),+
                }
            }
        }
    };
}

messages! {
    /// The first message of every connection.
    Hello(entering::Hello) = "hello",
    /// Leaves now: no grace, the place is free.
    Leave = "leave",
    /// How this person wants to be called; only for tickets with several seats.
    SetName(entering::SetName) = "set_name",
    /// Asks who is here, page by page; the reply is `people`. For the staff, where `welcome` named 300.
    ListPeople(entering::ListPeople) = "list_people",
    /// Opens or restarts a media leg; the reply is `answer`.
    Offer(media::Offer) = "offer",
    /// Chooses what to hear.
    Listen(media::Listen) = "listen",
    /// Says which of one's own sources are switched on.
    Sources(media::Sources) = "sources",
    /// Asks a question.
    Ask(questions::Ask) = "ask",
    /// Votes for a question, or takes the vote back.
    Vote(questions::Vote) = "vote",
    /// Lets the audience see a question.
    Approve(questions::Approve) = "approve",
    /// Declines a question; the asker sees the reason.
    Dismiss(questions::Dismiss) = "dismiss",
    /// Puts a question on air; one that was on air goes back to approved.
    PutOnAir(questions::PutOnAir) = "put_on_air",
    /// Marks a question as answered: live, or with a text.
    AnswerQuestion(questions::AnswerQuestion) = "answer_question",
    /// Moves an approved question in the queue.
    MoveQuestion(questions::MoveQuestion) = "move_question",
    /// Moves the show to another phase.
    SetPhase(stage::SetPhase) = "set_phase",
    /// Brings somebody to the stage: from backstage, or from a raised hand.
    BringUp(stage::BringUp) = "bring_up",
    /// Takes somebody down: a speaker goes backstage, an attendee back to the hall.
    TakeDown(stage::TakeDown) = "take_down",
    /// Puts one person's picture in front, or lets the dominant voice decide.
    Spotlight(stage::Spotlight) = "spotlight",
    /// Silences somebody's microphone, or lets them speak again.
    Mute(stage::Mute) = "mute",
    /// Raises or lowers one's hand.
    RaiseHand(stage::RaiseHand) = "raise_hand",
    /// Corrects or pins the language of the floor.
    SetFloorLanguage(stage::SetFloorLanguage) = "set_floor_language",
    /// Corrects the language that somebody speaks.
    SetMicrophoneLanguage(stage::SetMicrophoneLanguage) = "set_microphone_language",
    /// The interpreter's microphone.
    Microphone(booth::SetMicrophone) = "microphone",
    /// The interpreter's output language.
    Direction(booth::Direction) = "direction",
    /// One step of a hand-over in the caller's booth.
    HandOver(booth::HandOver) = "hand_over",
    /// How a booth shares its work: an interpreter's own, or any for the staff.
    SetBooth(booth::SetBooth) = "set_booth",
    /// Working by direction: covers both directions, or only one's own.
    Cover(booth::Cover) = "cover",
    /// Chooses what the interpreter hears as her source.
    Incoming(booth::Incoming) = "incoming",
    /// Who may take a channel that is occupied.
    SetInterlock(booth::SetInterlock) = "set_interlock",
    /// Gives an interpreter a seat in another booth.
    AssignSeat(booth::AssignSeat) = "assign_seat",
    /// Push-to-talk: where one's voice goes beside any channel, for as long as a key is held.
    Talk(talk::Talk) = "talk",
    /// Lights or puts out a call light between a booth and the desk; both ends may put it out.
    Call(talk::Call) = "call",
    /// Enters or leaves the briefing room, which is open before the doors are.
    Briefing(talk::Briefing) = "briefing",
    /// A signal from the booth to the stage.
    Signal(talk::GiveSignal) = "signal",
    /// Digits that stand large on the partner's console; empty clears them.
    Number(papers::ShowNumber) = "number",
    /// A line of the booth's private chat.
    BoothChat(papers::BoothChat) = "booth_chat",
    /// Replaces the booth's shared notes.
    SetNotes(papers::SetNotes) = "set_notes",
    /// Replaces the booth's glossary.
    SetGlossary(papers::SetGlossary) = "set_glossary",
    /// Replaces the run sheet.
    SetRunSheet(run_sheet::SetRunSheet) = "set_run_sheet",
    /// Moves the show to an item of the run sheet.
    RunSheetAt(run_sheet::RunSheetAt) = "run_sheet_at",
    /// Calls somebody to the stage, or takes it back.
    Cue(conduct::CallToStage) = "cue",
    /// Ends one's own device check: what it found is kept for the host, and one is backstage.
    CheckIn(conduct::CheckIn) = "check_in",
    /// Goes on stage for somebody there whose connection is lost; her place stays hers.
    TakeOver(conduct::TakeOver) = "take_over",
    /// Begins or ends practice, before the doors are open.
    Practice(conduct::Practise) = "practice",
    /// Puts up an announcement for everybody, or takes it away.
    Announce(conduct::Announce) = "announce",
    /// What one agrees to, each for itself; replaces what was said before.
    Consent(entering::GiveConsent) = "consent",
    /// What the page's sound check found, or finds later.
    SoundCheck(media::ReportSoundCheck) = "sound_check",
    /// The round trip that the page measures on its send leg, every five seconds.
    Network(media::ReportNetwork) = "network",
    /// How large the pictures may be that one receives; holds until it is said otherwise.
    Limit(media::Limit) = "limit",
    /// Gives a question or its answer in another language, or corrects what was given.
    TranslateQuestion(questions::TranslateQuestion) = "translate_question",
    /// Asks the machine for a translation once more, after it failed.
    AskMachine(questions::AskMachine) = "ask_machine",
    /// Labels, pins or addresses a question.
    MarkQuestion(questions::MarkQuestion) = "mark_question",
    /// Declines a question because another asks the same; its askers and votes go over to that one.
    MergeQuestions(questions::MergeQuestions) = "merge_questions",
    /// Shows stage and booth which question comes next.
    NextQuestion(questions::NextQuestion) = "next_question",
}
