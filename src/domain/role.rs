//! Roles, and what each may do in which phase: a table, so that a test can hold every message against it.
//!
//! A row is necessary, not sufficient: whose hand is up or who is on stage is the parts' own business.

use super::phase::Phase;
use super::refusal::Refusal;

/// What a person is in a show; decided by the ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Produces and steers; may go on stage.
    Host,
    /// Looks after questions; may go on stage.
    Moderator,
    /// Speaks on stage.
    Speaker,
    /// Has a seat in a booth.
    Interpreter,
    /// Listens and asks.
    Attendee,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 5] = [
        Self::Host,
        Self::Moderator,
        Self::Speaker,
        Self::Interpreter,
        Self::Attendee,
    ];

    /// Hosts and moderators: they see the desk.
    pub fn is_staff(self) -> bool {
        matches!(self, Self::Host | Self::Moderator)
    }

    /// The role by its name on a ticket: `host`, `moderator`, `speaker`, `interpreter`, `attendee`.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }

    /// The name on a ticket.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Moderator => "moderator",
            Self::Speaker => "speaker",
            Self::Interpreter => "interpreter",
            Self::Attendee => "attendee",
        }
    }
}

macro_rules! actions {
    ($($(#[$doc:meta])* $action:ident = $message:literal),+ $(,)?) => {
        /// Everything a client can ask for, by kind.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action {
            $($(#[$doc])* $action),+
        }

        impl Action {
            /// All actions.
            pub const ALL: &'static [Self] = &[$(Self::$action),+];

            /// The type of the message that asks for it.
            pub fn message(self) -> &'static str {
                match self {
                    $(Self::$action => $message),+
                }
            }
        }
    };
}

actions! {
    /// Comes in.
    Enter = "hello",
    /// Leaves for good.
    Leave = "leave",
    /// Changes her name.
    SetName = "set_name",
    /// Asks who is here.
    ListPeople = "list_people",
    /// Opens the send leg.
    Publish = "offer",
    /// Chooses what to hear.
    Listen = "listen",
    /// Switches her own sources.
    Sources = "sources",
    /// Asks a question.
    Ask = "ask",
    /// Votes.
    Vote = "vote",
    /// Approves a question.
    Approve = "approve",
    /// Dismisses a question.
    Dismiss = "dismiss",
    /// Puts a question on air.
    PutOnAir = "put_on_air",
    /// Answers a question.
    AnswerQuestion = "answer_question",
    /// Places a question in the queue.
    MoveQuestion = "move_question",
    /// Gives a question or its answer in another language.
    TranslateQuestion = "translate_question",
    /// Asks the machine for a translation once more.
    AskMachine = "ask_machine",
    /// Labels, pins or addresses a question.
    MarkQuestion = "mark_question",
    /// Merges a question into another.
    MergeQuestions = "merge_questions",
    /// Shows stage and booth the next question.
    NextQuestion = "next_question",
    /// Moves the show on.
    SetPhase = "set_phase",
    /// Brings somebody to the stage.
    BringUp = "bring_up",
    /// Takes somebody down.
    TakeDown = "take_down",
    /// Puts somebody in front.
    Spotlight = "spotlight",
    /// Silences somebody.
    Mute = "mute",
    /// Raises her hand.
    RaiseHand = "raise_hand",
    /// Corrects the floor's language.
    SetFloorLanguage = "set_floor_language",
    /// Corrects a microphone's language.
    SetMicrophoneLanguage = "set_microphone_language",
    /// Switches a booth's microphone.
    Microphone = "microphone",
    /// Changes a booth's direction.
    Direction = "direction",
    /// One step of a hand-over.
    HandOver = "hand_over",
    /// Sets how a booth shares its work.
    SetBooth = "set_booth",
    /// Covers both directions of a booth.
    Cover = "cover",
    /// Chooses the booth's incoming sound.
    Incoming = "incoming",
    /// Sets who may take an occupied channel.
    SetInterlock = "set_interlock",
    /// Gives an interpreter a seat in another booth.
    AssignSeat = "assign_seat",
    /// Talks beside any channel.
    Talk = "talk",
    /// Calls the desk, or a booth.
    Call = "call",
    /// Enters the briefing room.
    Briefing = "briefing",
    /// Signals to the stage.
    Signal = "signal",
    /// Shows digits on the partner's console.
    Number = "number",
    /// Writes in the booth's chat.
    BoothChat = "booth_chat",
    /// Replaces the booth's notes.
    SetNotes = "set_notes",
    /// Replaces the booth's glossary.
    SetGlossary = "set_glossary",
    /// Replaces the run sheet.
    SetRunSheet = "set_run_sheet",
    /// Moves the show to an item of the run sheet.
    RunSheetAt = "run_sheet_at",
    /// Calls somebody to the stage.
    Cue = "cue",
    /// Ends her device check.
    CheckIn = "check_in",
    /// Takes over from somebody whose connection is lost.
    TakeOver = "take_over",
    /// Begins or ends practice.
    Practice = "practice",
    /// Puts up an announcement.
    Announce = "announce",
    /// Says what she agrees to.
    Consent = "consent",
    /// Tells what a sound check found.
    SoundCheck = "sound_check",
    /// Tells the round trip she measures.
    Network = "network",
    /// Says how large pictures she wants.
    Limit = "limit",
}

/// Whether `role` may ask for `action` in `phase`, by the table alone.
pub fn permits(role: Role, action: Action, phase: Phase) -> Result<(), Refusal> {
    let mut rows = TABLE
        .iter()
        .filter(|row| row.action == action && row.roles.contains(&role))
        .peekable();
    if rows.peek().is_none() {
        return Err(Refusal::Forbidden);
    }
    if rows.any(|row| row.phases.contains(&phase)) {
        return Ok(());
    }
    Err(match (action, phase) {
        (Action::Enter, Phase::Planned) => Refusal::DoorsClosed,
        (Action::Enter, Phase::Ended) => Refusal::ShowOver,
        _ => Refusal::WrongPhase,
    })
}

/// One row: these roles may do this in these phases.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// What.
    pub action: Action,
    /// Who.
    pub roles: &'static [Role],
    /// When.
    pub phases: &'static [Phase],
}

const fn row(action: Action, roles: &'static [Role], phases: &'static [Phase]) -> Row {
    Row {
        action,
        roles,
        phases,
    }
}

/// The permission table. What is not in it is refused.
pub const TABLE: &[Row] = &[
    row(Action::Enter, STAFF, ALWAYS),
    row(Action::Enter, CREW, UNTIL_THE_END),
    row(Action::Enter, HALL, OPEN),
    row(Action::Leave, ANYONE, ALWAYS),
    row(Action::SetName, ANYONE, ALWAYS),
    row(Action::ListPeople, STAFF, ALWAYS),
    row(Action::Publish, ANYONE, ALWAYS),
    row(Action::Listen, ANYONE, ALWAYS),
    row(Action::Sources, ANYONE, ALWAYS),
    row(Action::Ask, ANYONE, OPEN),
    row(Action::Vote, ANYONE, OPEN),
    row(Action::Approve, STAFF, OPEN),
    row(Action::Dismiss, STAFF, OPEN),
    row(Action::PutOnAir, STAFF, OPEN),
    row(Action::AnswerQuestion, STAFF, OPEN),
    row(Action::MoveQuestion, STAFF, OPEN),
    row(Action::TranslateQuestion, STAFF_AND_BOOTH, OPEN),
    row(Action::AskMachine, STAFF_AND_BOOTH, OPEN),
    row(Action::MarkQuestion, STAFF, OPEN),
    row(Action::MergeQuestions, STAFF, OPEN),
    row(Action::NextQuestion, STAFF, OPEN),
    row(Action::SetPhase, HOST, UNTIL_THE_END),
    row(Action::BringUp, STAFF, UNTIL_THE_END),
    row(Action::TakeDown, STAFF, ALWAYS),
    row(Action::Spotlight, STAFF, UNTIL_THE_END),
    row(Action::Mute, STAFF, ALWAYS),
    row(Action::RaiseHand, HALL, OPEN),
    row(Action::SetFloorLanguage, STAFF_AND_BOOTH, UNTIL_THE_END),
    row(Action::SetMicrophoneLanguage, ANYONE, UNTIL_THE_END),
    row(Action::Microphone, BOOTH, UNTIL_THE_END),
    row(Action::Direction, BOOTH, UNTIL_THE_END),
    row(Action::HandOver, BOOTH, UNTIL_THE_END),
    row(Action::SetBooth, STAFF_AND_BOOTH, UNTIL_THE_END),
    row(Action::Cover, BOOTH, UNTIL_THE_END),
    row(Action::Incoming, BOOTH, UNTIL_THE_END),
    row(Action::SetInterlock, STAFF, UNTIL_THE_END),
    row(Action::AssignSeat, STAFF, UNTIL_THE_END),
    row(Action::Talk, CREW_AND_STAFF, UNTIL_THE_END),
    row(Action::Call, STAFF_AND_BOOTH, UNTIL_THE_END),
    row(Action::Briefing, CREW_AND_STAFF, PLANNED),
    row(Action::Signal, BOOTH, UNTIL_THE_END),
    row(Action::Number, BOOTH, UNTIL_THE_END),
    row(Action::BoothChat, BOOTH, UNTIL_THE_END),
    row(Action::SetNotes, BOOTH, ALWAYS),
    row(Action::SetGlossary, BOOTH, ALWAYS),
    row(Action::SetRunSheet, STAFF, UNTIL_THE_END),
    row(Action::RunSheetAt, STAFF, UNTIL_THE_END),
    row(Action::Cue, STAFF, UNTIL_THE_END),
    row(Action::CheckIn, CREW_AND_STAFF, ALWAYS),
    row(Action::TakeOver, STAGE, UNTIL_THE_END),
    row(Action::Practice, HOST, PLANNED),
    row(Action::Announce, HOST, ALWAYS),
    row(Action::Consent, ANYONE, ALWAYS),
    row(Action::SoundCheck, ANYONE, ALWAYS),
    row(Action::Network, ANYONE, ALWAYS),
    row(Action::Limit, ANYONE, ALWAYS),
];

const ANYONE: &[Role] = &Role::ALL;
const HOST: &[Role] = &[Role::Host];
const STAFF: &[Role] = &[Role::Host, Role::Moderator];
const STAFF_AND_BOOTH: &[Role] = &[Role::Host, Role::Moderator, Role::Interpreter];
const CREW: &[Role] = &[Role::Speaker, Role::Interpreter];
const CREW_AND_STAFF: &[Role] = &[
    Role::Host,
    Role::Moderator,
    Role::Speaker,
    Role::Interpreter,
];
const STAGE: &[Role] = &[Role::Host, Role::Moderator, Role::Speaker];
const BOOTH: &[Role] = &[Role::Interpreter];
const HALL: &[Role] = &[Role::Attendee];

const ALWAYS: &[Phase] = &Phase::ALL;
const UNTIL_THE_END: &[Phase] = &[Phase::Planned, Phase::DoorsOpen, Phase::Live, Phase::Paused];
const PLANNED: &[Phase] = &[Phase::Planned];
const OPEN: &[Phase] = &[Phase::DoorsOpen, Phase::Live, Phase::Paused];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_a_row_and_no_cell_is_in_two() {
        for &action in Action::ALL {
            assert!(
                TABLE.iter().any(|row| row.action == action),
                "{action:?} is missing"
            );
            for role in Role::ALL {
                let rows = TABLE
                    .iter()
                    .filter(|row| row.action == action && row.roles.contains(&role));
                assert!(rows.count() <= 1, "{action:?} of {role:?} stands twice");
            }
        }
    }

    #[test]
    fn a_role_without_the_right_is_refused_before_the_phase_is_looked_at() {
        assert_eq!(
            permits(Role::Attendee, Action::SetPhase, Phase::Ended),
            Err(Refusal::Forbidden)
        );
        assert_eq!(
            permits(Role::Host, Action::SetPhase, Phase::Ended),
            Err(Refusal::WrongPhase)
        );
        assert_eq!(
            permits(Role::Host, Action::SetPhase, Phase::Planned),
            Ok(())
        );
    }

    #[test]
    fn the_doors_answer_in_their_own_words() {
        let enter = |role, phase| permits(role, Action::Enter, phase);
        assert_eq!(
            enter(Role::Attendee, Phase::Planned),
            Err(Refusal::DoorsClosed)
        );
        assert_eq!(enter(Role::Speaker, Phase::Planned), Ok(()));
        assert_eq!(enter(Role::Attendee, Phase::Live), Ok(()));
        assert_eq!(enter(Role::Speaker, Phase::Ended), Err(Refusal::ShowOver));
        assert_eq!(enter(Role::Moderator, Phase::Ended), Ok(()));
    }
}
