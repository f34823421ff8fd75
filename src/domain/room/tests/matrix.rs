//! Every action of every role in every phase: what the table refuses has no effect on anybody.

use crate::domain::attendance;
use crate::domain::booth::{self, Microphone};
use crate::domain::channels::{self, Choice};
use crate::domain::command::Command;
use crate::domain::hands;
use crate::domain::id::QuestionId;
use crate::domain::notice::What;
use crate::domain::phase::{self, Phase};
use crate::domain::questions;
use crate::domain::refusal::Refusal;
use crate::domain::rehearsal::{Rehearsal, id, show, ticket, tongue};
use crate::domain::role::{Action, Role, permits};
use crate::domain::stage;

/// One person of each role, a question that was approved, and one that waits.
fn cast_in(phase: Phase) -> Rehearsal {
    let mut hall = Rehearsal::of(show());
    hall.enters("helga", Role::Host, None).unwrap();
    let set = |phase| Command::Phase(phase::Command::Set(phase));
    hall.does("helga", set(Phase::DoorsOpen)).unwrap();
    for role in Role::ALL {
        hall.enters(role.as_str(), role, Some("de")).unwrap();
    }
    hall.asks("attendee", "waiting", "?").unwrap();
    hall.asks("attendee", "approved", "?").unwrap();
    let approve = questions::Command::Approve(QuestionId::new("approved"));
    hall.queue("helga", approve).unwrap();
    if phase != Phase::DoorsOpen {
        // A room that people were let into before it was planned again: no such way exists, so it is opened from a
        // ledger that says so.
        hall.ledger.phase = Some(phase);
        hall.restart();
        for role in Role::ALL {
            let _ = hall.enters(role.as_str(), role, Some("de"));
        }
    }
    hall.notices.clear();
    hall
}

fn command(action: Action) -> Command {
    let whom = || id("speaker");
    let waiting = || QuestionId::new("waiting");
    let approved = || QuestionId::new("approved");
    match action {
        Action::Enter => Command::Attendance(attendance::Command::Enter {
            entry: Box::new(ticket("newcomer", Role::Attendee, None)),
            move_here: false,
        }),
        Action::Leave => Command::Attendance(attendance::Command::Leave),
        Action::SetName => Command::Attendance(attendance::Command::SetName("x".to_owned())),
        Action::Publish => Command::Stage(stage::Command::Publish),
        Action::Listen => Command::Channels(channels::Command::Listen {
            choice: Choice::Language(tongue("zh")),
            underneath: true,
        }),
        Action::Sources => Command::Stage(stage::Command::Sources {
            microphone: true,
            camera: true,
            screen: true,
        }),
        Action::Ask => Command::Questions(questions::Command::Ask {
            id: QuestionId::new("new"),
            text: "?".to_owned(),
            language: tongue("de"),
            anonymous: false,
        }),
        Action::Vote => Command::Questions(questions::Command::Vote {
            question: approved(),
            up: true,
        }),
        Action::Approve => Command::Questions(questions::Command::Approve(waiting())),
        Action::Dismiss => Command::Questions(questions::Command::Dismiss {
            question: waiting(),
            reason: String::new(),
        }),
        Action::PutOnAir => Command::Questions(questions::Command::PutOnAir(approved())),
        Action::AnswerQuestion => Command::Questions(questions::Command::Answer {
            question: approved(),
            text: Some("!".to_owned()),
        }),
        Action::MoveQuestion => Command::Questions(questions::Command::Move {
            question: approved(),
            before: None,
        }),
        Action::SetPhase => Command::Phase(phase::Command::Set(Phase::Ended)),
        Action::BringUp => Command::Stage(stage::Command::BringUp(whom())),
        Action::TakeDown => Command::Stage(stage::Command::TakeDown(whom())),
        Action::Spotlight => Command::Stage(stage::Command::Spotlight(None)),
        Action::Mute => Command::Stage(stage::Command::Mute {
            participant: whom(),
            muted: true,
        }),
        Action::RaiseHand => Command::Hands(hands::Command::Raise { up: true }),
        Action::SetFloorLanguage => Command::Channels(channels::Command::SetFloorLanguage {
            language: Some(tongue("zh")),
            pin: true,
        }),
        Action::SetMicrophoneLanguage => {
            Command::Channels(channels::Command::SetMicrophoneLanguage {
                participant: whom(),
                language: tongue("zh"),
            })
        }
        Action::Microphone => Command::Booth(booth::Command::Microphone(Microphone::Armed)),
        Action::Direction => Command::Booth(booth::Command::Direction {
            language: tongue("de"),
            override_latch: true,
        }),
    }
}

#[test]
fn what_the_table_refuses_changes_nothing_and_reaches_nobody_else() {
    for phase in Phase::ALL {
        for role in Role::ALL {
            for &action in Action::ALL {
                // Entering is decided for the newcomer, in the tests of the attendance.
                if action == Action::Enter {
                    continue;
                }
                let mut hall = cast_in(phase);
                if hall.room.welcome(&id(role.as_str())).is_none() {
                    continue;
                }
                let outside = permits(role, Action::Enter, phase).is_err();
                let before = hall.room.snapshot();
                let heard = hall.routes.clone();
                let asked = command(action);
                assert_eq!(asked.action(), Some(action));
                let outcome = hall.does(role.as_str(), asked);
                let allowed = permits(role, action, phase);
                let case = format!("{action:?} of {role:?} in {phase:?}: {outcome:?}");
                if outside {
                    assert_eq!(outcome, Err(Refusal::NotIn), "{case}");
                } else if allowed.is_err() {
                    assert_eq!(outcome, allowed, "{case}");
                }
                if outcome.is_err() {
                    assert_eq!(hall.room.snapshot(), before, "{case}");
                    assert_eq!(hall.routes, heard, "{case}");
                    let mut told = hall.notices.iter();
                    assert!(told.all(|n| matches!(n.what, What::Reply { .. })), "{case}");
                } else {
                    assert!(allowed.is_ok(), "{case}");
                }
            }
        }
    }
}
