//! Every message a browser may send × every role × every phase, from its JSON to its effect in a room, against the
//! permission table: whoever may not gets the table's refusal, and nothing has happened.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::inbound::{Wish, wish};
use crate::domain::attendance::{self, Entry};
use crate::domain::command::{Caller, Command, Request};
use crate::domain::effect::Effects;
use crate::domain::id::{BoothId, ParticipantId, PeerId, QuestionId, ShowId};
use crate::domain::language::Language;
use crate::domain::notice::{Audience, What};
use crate::domain::phase::{self, Phase};
use crate::domain::refusal::Refusal;
use crate::domain::role::{Action, Role, permits};
use crate::domain::room::Room;
use crate::domain::show::{BoothPlan, Interlock, Policy, Show, Works};
use crate::domain::snapshot::Snapshot;
use crate::domain::time::Moment;
use crate::domain::{questions, stage};
use crate::protocol::client::ClientMessage;
use crate::protocol::envelope;

/// The question that the examples name.
const QUESTION: &str = "019a0c5e7b7a7c3e9f10a2b3c4d5e6f7";
const NOW: Moment = Moment(1_800_000_000_000);

/// Who may by the table, and is forbidden by the part it concerns: a name on a personal ticket, somebody else's language, a
/// talk to a booth by whoever is not of the staff, a place on stage for whom the run sheet does not expect.
const BY_THE_PARTS: &[(Action, Role)] = &[
    (Action::SetName, Role::Host),
    (Action::SetName, Role::Moderator),
    (Action::SetName, Role::Speaker),
    (Action::SetName, Role::Interpreter),
    (Action::SetMicrophoneLanguage, Role::Attendee),
    (Action::Talk, Role::Speaker),
    (Action::Talk, Role::Interpreter),
    (Action::TakeOver, Role::Speaker),
];

/// A room with one person of each role who may be in it, and an approved question where one may be asked.
struct Scene {
    room: Room,
    ticket: u64,
    inside: BTreeSet<Role>,
}

impl Scene {
    fn new(phase: Phase) -> Self {
        let mut scene = Self {
            room: Room::open(Arc::new(show()), Snapshot::default(), NOW),
            ticket: 0,
            inside: BTreeSet::new(),
        };
        let road: &[Phase] = match phase {
            Phase::Planned => &[],
            Phase::DoorsOpen => &[Phase::DoorsOpen],
            _ => &[Phase::Live],
        };
        for &step in road {
            scene.office(step);
        }
        for role in Role::ALL {
            let (outcome, _) = scene.ask(&caller(role), enter(role, caller(role).participant));
            if outcome.is_ok() {
                scene.inside.insert(role);
            }
        }
        if phase != Phase::Planned {
            let question = Command::Questions(questions::Command::Ask {
                id: QuestionId::new(QUESTION),
                text: "Why?".into(),
                language: tongue("de"),
                anonymous: false,
            });
            let asker = Caller {
                participant: ParticipantId::new("asker"),
                peer: PeerId(98),
            };
            let enters = enter(Role::Attendee, asker.participant.clone());
            let approve = questions::Command::Approve(QuestionId::new(QUESTION));
            let moderator = caller(Role::Moderator);
            for (who, command) in [
                (&asker, enters),
                (&asker, question),
                (&moderator, Command::Questions(approve)),
            ] {
                scene.ask(who, command).0.unwrap();
            }
        }
        if matches!(phase, Phase::Paused | Phase::Ended) {
            scene.office(phase);
        }
        assert_eq!(scene.room.phase(), phase);
        scene
    }

    fn office(&mut self, phase: Phase) {
        let mut effects = Effects::default();
        self.ticket += 1;
        self.room
            .handle_office(
                phase::Command::Set(phase).into(),
                self.ticket,
                NOW,
                &mut effects,
            )
            .unwrap();
        self.room.settle(self.ticket, NOW, &mut effects);
    }

    /// The outcome of a request, and what came of it.
    fn ask(&mut self, caller: &Caller, command: Command) -> (Result<(), Refusal>, Effects) {
        self.ticket += 1;
        let mut effects = Effects::default();
        let request = Request {
            caller: caller.clone(),
            re: 1,
            key: None,
            command,
        };
        self.room
            .handle_request(request, self.ticket, NOW, &mut effects);
        let outcome = effects
            .notices
            .iter()
            .find_map(|notice| match &notice.what {
                What::Reply { outcome, .. } => Some(outcome.clone()),
                What::Welcome { .. } | What::People { .. } => Some(Ok(())),
                _ => None,
            });
        self.room.settle(self.ticket, NOW, &mut Effects::default());
        (outcome.expect("every request is answered"), effects)
    }

    fn routes(&mut self) -> usize {
        let mut routes = Vec::new();
        self.room.poll_routes(&mut routes);
        routes.len()
    }
}

fn tongue(tag: &str) -> Language {
    Language::parse(tag).unwrap()
}

fn show() -> Show {
    Show {
        id: ShowId::new("show"),
        title: BTreeMap::new(),
        text: BTreeMap::new(),
        languages: vec![tongue("de"), tongue("zh")],
        booths: vec![BoothPlan {
            id: BoothId::new("de-zh"),
            languages: vec![tongue("de"), tongue("zh")],
            seats: 3,
            works: Works::ByTurns,
            sign: false,
        }],
        starts_at: None,
        ends_at: None,
        zones: Vec::new(),
        public: true,
        policy: Policy {
            auto_stage: false,
            anonymous_questions: true,
            underneath: false,
            test_picture: false,
            capacity: 100,
            interlock: Interlock::Refused,
        },
    }
}

/// The person of each role; the examples name `speaker-1`.
fn caller(role: Role) -> Caller {
    let place = Role::ALL.iter().position(|other| *other == role).unwrap();
    Caller {
        participant: ParticipantId::new(format!("{}-1", role.as_str())),
        peer: PeerId(u64::try_from(place).unwrap()),
    }
}

fn enter(role: Role, participant: ParticipantId) -> Command {
    let name = participant.to_string();
    Command::Attendance(attendance::Command::Enter {
        entry: Box::new(Entry {
            role,
            name: name.clone(),
            language: None,
            booth: (role == Role::Interpreter).then(|| BoothId::new("de-zh")),
            seat: format!("seat of {name}"),
            ticket: name,
            participant,
            // A name may be chosen only with a ticket to hand around.
            seats: if role == Role::Attendee { 50 } else { 1 },
        }),
        move_here: false,
    })
}

/// What the example of this type asks of a room, and who asks it there.
fn asked(kind: &str, role: Role) -> (Caller, Command) {
    let path = format!(
        "{}/tests/it/wire/client/{kind}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let example = std::fs::read_to_string(path).expect(kind);
    match wish(envelope::parse(&example).unwrap().message).unwrap() {
        Wish::Command(_, command) => (caller(role), command),
        Wish::Offer { .. } => (caller(role), Command::Stage(stage::Command::Publish)),
        Wish::Enter(_) => {
            let newcomer = Caller {
                participant: ParticipantId::new("newcomer"),
                peer: PeerId(99),
            };
            (newcomer.clone(), enter(role, newcomer.participant))
        }
    }
}

#[test]
fn every_message_has_its_row() {
    let rows: BTreeSet<_> = Action::ALL.iter().map(|action| action.message()).collect();
    let types: BTreeSet<_> = ClientMessage::TYPES.iter().copied().collect();
    assert_eq!(rows, types);
}

#[test]
fn who_may_not_is_refused_and_nothing_has_happened_and_who_may_is_not_refused_for_her_role() {
    let (mut refused, mut allowed) = (0, 0);
    for &action in Action::ALL {
        for role in Role::ALL {
            for phase in Phase::ALL {
                let cell = format!("{} by {role:?} in {phase:?}", action.message());
                let mut scene = Scene::new(phase);
                let (caller, command) = asked(action.message(), role);
                let is_in = action == Action::Enter || scene.inside.contains(&role);
                let expected = match permits(role, action, phase) {
                    _ if !is_in => Err(Refusal::NotIn),
                    expected => expected,
                };
                scene.routes();
                let before = scene.room.snapshot();
                let (outcome, effects) = scene.ask(&caller, command);
                match &expected {
                    Ok(()) if outcome.is_ok() => allowed += 1,
                    Ok(()) => {
                        let own = BY_THE_PARTS.contains(&(action, role));
                        assert_eq!(
                            outcome == Err(Refusal::Forbidden),
                            own,
                            "{cell}: {outcome:?}"
                        );
                    }
                    Err(_) => assert_eq!(outcome, expected, "{cell}"),
                }
                if outcome.is_err() {
                    assert_eq!(scene.room.snapshot(), before, "{cell}");
                    assert_eq!((effects.records.len(), effects.farewells.len()), (0, 0));
                    let [only] = effects.notices.as_slice() else {
                        panic!("{cell}: others were told: {:?}", effects.notices);
                    };
                    assert_eq!(only.to, Audience::Peer(caller.peer), "{cell}");
                    assert_eq!(scene.routes(), 0, "{cell}");
                    refused += 1;
                }
            }
        }
    }
    let cells = Action::ALL.len() * Role::ALL.len() * Phase::ALL.len();
    assert_eq!(refused + allowed, cells);
    assert!(refused > 100 && allowed > 100, "{refused} and {allowed}");
}
