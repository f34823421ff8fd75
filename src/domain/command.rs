//! Everything that can be asked of a room: a table of contents of its parts' own commands.

use super::id::{Key, ParticipantId, PeerId};
use super::role::Action;
use super::{
    attendance, banner, booth, channels, consent, cues, device_check, fitness, hands, limits,
    papers, phase, questions, run_sheet, signals, stage, talk,
};

/// Who asks, and from which connection.
#[derive(Clone, Debug, PartialEq)]
pub struct Caller {
    /// The person; taken from the ticket, never from the message.
    pub participant: ParticipantId,
    /// Her connection.
    pub peer: PeerId,
}

/// One request to a room.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Who asks.
    pub caller: Caller,
    /// The reply's number.
    pub re: u32,
    /// Marks a durable command: the same key is applied once and answered alike.
    pub key: Option<Key>,
    /// What is asked.
    pub command: Command,
}

/// What the office may ask: an administrator or a host by HTTP.
#[derive(Clone, Debug, PartialEq)]
pub enum Office {
    /// Where the show stands.
    Phase(phase::Command),
    /// What comes when.
    RunSheet(run_sheet::Command),
    /// The ticket with this id opens nothing from now on: whoever came in by it leaves.
    Withdraw(String),
}

impl From<phase::Command> for Office {
    fn from(command: phase::Command) -> Self {
        Self::Phase(command)
    }
}

impl From<run_sheet::Command> for Office {
    fn from(command: run_sheet::Command) -> Self {
        Self::RunSheet(command)
    }
}

/// One variant for each part of a room.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Who is here.
    Attendance(attendance::Command),
    /// The announcement.
    Banner(banner::Command),
    /// What a booth does.
    Booth(booth::Command),
    /// Who hears what.
    Channels(channels::Command),
    /// What people agree to.
    Consent(consent::Command),
    /// Whom the host calls to the stage.
    Cues(cues::Command),
    /// What people's device checks found.
    DeviceCheck(device_check::Command),
    /// Whether people's sound is fit.
    Fitness(fitness::Command),
    /// Raised hands.
    Hands(hands::Command),
    /// How large pictures somebody wants.
    Limits(limits::Command),
    /// What a booth shares on paper.
    Papers(papers::Command),
    /// Where the show stands.
    Phase(phase::Command),
    /// The queue.
    Questions(questions::Command),
    /// What comes when.
    RunSheet(run_sheet::Command),
    /// Lamps on the stage.
    Signals(signals::Command),
    /// Who is on stage and publishes what.
    Stage(stage::Command),
    /// Who talks to whom beside any channel.
    Talk(talk::Command),
}

impl Command {
    /// What the permission table calls this; `None` for what no client can ask for.
    pub fn action(&self) -> Option<Action> {
        use attendance::Command as A;
        use booth::Command as B;
        use channels::Command as C;
        use questions::Command as Q;
        use stage::Command as S;
        Some(match self {
            Self::Attendance(A::Lose) => return None,
            Self::Attendance(A::Enter { .. } | A::Encode(_) | A::Watch { .. }) => Action::Enter,
            Self::Attendance(A::Leave) => Action::Leave,
            Self::Attendance(A::SetName(_)) => Action::SetName,
            Self::Attendance(A::List { .. }) => Action::ListPeople,
            Self::Banner(banner::Command::Put(_)) => Action::Announce,
            Self::Booth(B::Microphone(_)) => Action::Microphone,
            Self::Booth(B::Direction { .. }) => Action::Direction,
            Self::Booth(B::HandOver(_)) => Action::HandOver,
            Self::Booth(B::Works { .. }) => Action::SetBooth,
            Self::Booth(B::Cover(_)) => Action::Cover,
            Self::Booth(B::Incoming(_)) => Action::Incoming,
            Self::Booth(B::Assign { .. }) => Action::AssignSeat,
            Self::Channels(C::Listen { .. }) => Action::Listen,
            Self::Channels(C::SetFloorLanguage { .. }) => Action::SetFloorLanguage,
            Self::Channels(C::SetMicrophoneLanguage { .. }) => Action::SetMicrophoneLanguage,
            Self::Channels(C::SetInterlock { .. }) => Action::SetInterlock,
            Self::Consent(consent::Command::Give(_)) => Action::Consent,
            Self::Cues(cues::Command::Call { .. }) => Action::Cue,
            Self::DeviceCheck(device_check::Command::Done { .. }) => Action::CheckIn,
            Self::Fitness(fitness::Command::Check { .. }) => Action::SoundCheck,
            Self::Fitness(fitness::Command::Network { .. }) => Action::Network,
            Self::Hands(hands::Command::Raise { .. }) => Action::RaiseHand,
            Self::Limits(limits::Command::Set(_)) => Action::Limit,
            Self::Papers(papers::Command::Notes(_)) => Action::SetNotes,
            Self::Papers(papers::Command::Glossary(_)) => Action::SetGlossary,
            Self::Papers(papers::Command::Chat(_)) => Action::BoothChat,
            Self::Papers(papers::Command::Number(_)) => Action::Number,
            Self::Phase(phase::Command::Set(_)) => Action::SetPhase,
            Self::Phase(phase::Command::Practise(_)) => Action::Practice,
            Self::Questions(Q::Ask { .. }) => Action::Ask,
            Self::Questions(Q::Vote { .. }) => Action::Vote,
            Self::Questions(Q::Approve(_)) => Action::Approve,
            Self::Questions(Q::Dismiss { .. }) => Action::Dismiss,
            Self::Questions(Q::PutOnAir(_)) => Action::PutOnAir,
            Self::Questions(Q::Answer { .. }) => Action::AnswerQuestion,
            Self::Questions(Q::Move { .. }) => Action::MoveQuestion,
            Self::Questions(Q::Translate { .. }) => Action::TranslateQuestion,
            Self::Questions(Q::AskMachine(_)) => Action::AskMachine,
            Self::Questions(Q::Mark { .. }) => Action::MarkQuestion,
            Self::Questions(Q::Merge { .. }) => Action::MergeQuestions,
            Self::Questions(Q::Next(_)) => Action::NextQuestion,
            Self::RunSheet(run_sheet::Command::Set(_)) => Action::SetRunSheet,
            Self::RunSheet(run_sheet::Command::At(_)) => Action::RunSheetAt,
            Self::Signals(signals::Command::Signal(_)) => Action::Signal,
            Self::Talk(talk::Command::Talk(_)) => Action::Talk,
            Self::Talk(talk::Command::Call { .. }) => Action::Call,
            Self::Talk(talk::Command::Briefing { .. }) => Action::Briefing,
            Self::Stage(S::BringUp(_)) => Action::BringUp,
            Self::Stage(S::TakeOver(_)) => Action::TakeOver,
            Self::Stage(S::TakeDown(_)) => Action::TakeDown,
            Self::Stage(S::Spotlight(_)) => Action::Spotlight,
            Self::Stage(S::Mute { .. }) => Action::Mute,
            Self::Stage(S::Sources { .. }) => Action::Sources,
            Self::Stage(S::Publish) => Action::Publish,
        })
    }

    /// Nothing that is asked here changes who receives what.
    pub(super) fn leaves_routes(&self) -> bool {
        matches!(
            self,
            Self::Attendance(attendance::Command::List { .. })
                | Self::Consent(_)
                | Self::Fitness(_)
                | Self::Papers(_)
                | Self::Questions(_)
                | Self::RunSheet(run_sheet::Command::Set(_))
                | Self::Banner(_)
                | Self::Cues(_)
                | Self::DeviceCheck(_)
                | Self::Signals(_)
        )
    }

    /// Sound must never wait for a disk: what is told of these, the reply included, leaves at once.
    pub(super) fn is_live(&self) -> bool {
        matches!(
            self.action(),
            Some(
                Action::Microphone
                    | Action::Direction
                    | Action::HandOver
                    | Action::Cover
                    | Action::Incoming
                    | Action::Talk
                    | Action::Call
                    | Action::Signal
                    | Action::Number
                    | Action::Listen
                    | Action::Limit
                    | Action::Sources
            )
        )
    }
}
