//! The single words that rules and wire share, one for one: a word added on one side does not compile until the other has it.
//!
//! Only enums without fields stand here; views are made where they are told.

use super::client::booth::HandOverAct;
use super::views;
use crate::domain::{
    booth, device_check, effect, fitness, phase, question, role, run_sheet, show, signals,
    translation, view,
};

/// From the rules to the wire.
macro_rules! told {
    ($($ours:path => $wires:path { $($word:ident),+ $(,)? })+) => {$(
        impl From<$ours> for $wires {
            fn from(ours: $ours) -> Self {
                use $ours as Ours;
                match ours { $(Ours::$word => Self::$word,)+ }
            }
        }
    )+};
}

/// From the wire to the rules.
macro_rules! asked {
    ($($wires:path => $ours:path { $($word:ident),+ $(,)? })+) => {$(
        impl From<$wires> for $ours {
            fn from(wires: $wires) -> Self {
                use $wires as Wires;
                match wires { $(Wires::$word => Self::$word,)+ }
            }
        }
    )+};
}

told! {
    role::Role => views::Role { Host, Moderator, Speaker, Interpreter, Attendee }
    phase::Phase => views::Phase { Planned, DoorsOpen, Live, Paused, Ended }
    effect::Place => views::Place { Hall, Backstage, Stage, Booth }
    booth::Microphone => views::Microphone { On, Off, Cough, Armed }
    question::State => views::QuestionState { Asked, Approved, OnAir, Answered, Dismissed }
    view::ChannelState => views::ChannelState { Live, Held, Floor, Fallback }
    view::ListeningSource => views::ListeningSource { Floor, Channel }
    view::HandOverState => views::HandOverState { Requested, Offered, Armed, Cutting }
    show::Interlock => views::Interlock { Refused, OwnBooth, Anyone }
    show::Works => views::Works { ByTurns, ByDirection }
    signals::Signal => views::Signal { SlowDown, CannotHear, UseMicrophone, RepeatFigures }
    fitness::Grade => views::Grade { Good, Fair, Poor }
    translation::Part => views::QuestionPart { Question, Answer }
    translation::Fault => views::TranslationFault { Busy, Late, Failed, Unusable }
    run_sheet::Kind => views::SlotKind { Pitch, Talk, Panel, Break, Questions }
    view::Cue => views::Cue { Next, Called }
    view::Step => views::Step { Opened, Checked, Backstage, Stage }
    device_check::Network => views::Network { Open, Narrow, Blocked, Unknown }
}

asked! {
    views::Phase => phase::Phase { Planned, DoorsOpen, Live, Paused, Ended }
    views::Microphone => booth::Microphone { On, Off, Cough, Armed }
    views::Interlock => show::Interlock { Refused, OwnBooth, Anyone }
    views::Works => show::Works { ByTurns, ByDirection }
    views::Signal => signals::Signal { SlowDown, CannotHear, UseMicrophone, RepeatFigures }
    views::Grade => fitness::Grade { Good, Fair, Poor }
    views::QuestionPart => translation::Part { Question, Answer }
    views::SlotKind => run_sheet::Kind { Pitch, Talk, Panel, Break, Questions }
    views::Network => device_check::Network { Open, Narrow, Blocked, Unknown }
    HandOverAct => booth::HandOverAct { Request, Offer, Accept, Decline, Cut }
}
