//! The rooms of a process with pretended ports under a pretended clock.

mod devices;
mod fakes;
mod ledger;
mod life;
mod resume;
mod streams;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use self::fakes::{FakeLedger, FakeMedia, FakeNegotiation, FakeVoice, Said};
use super::directory::Directory;
use super::ports::{NoTranslator, Ports};
use super::room_handle::{Entering, RoomHandle};
use crate::domain::attendance::Entry;
use crate::domain::command::{Caller, Command, Request};
use crate::domain::id::{BoothId, Epoch, Key, ParticipantId, PeerId, QuestionId, ShowId};
use crate::domain::language::Language;
use crate::domain::notice::What;
use crate::domain::phase::{self, Phase};
use crate::domain::questions;
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::domain::show::{BoothPlan, Interlock, Policy, Show, Works};
use crate::foundation::clock::Clock;
use crate::foundation::metrics::Metrics;

/// A venue with one show, live.
struct House {
    directory: Directory,
    room: RoomHandle,
    voice: Arc<FakeVoice>,
    media: Arc<FakeMedia>,
    ledger: Arc<FakeLedger>,
    metrics: Arc<Metrics>,
}

impl House {
    async fn open() -> Self {
        Self::open_with(4_096).await
    }

    async fn open_with(room_inbox: usize) -> Self {
        let voice = Arc::new(FakeVoice::default());
        let media = Arc::new(FakeMedia::default());
        let ledger = FakeLedger::new(show());
        let metrics = Arc::new(Metrics::new());
        let ports = Ports {
            voice: voice.clone(),
            media: media.clone(),
            negotiation: Arc::new(FakeNegotiation),
            ledger: ledger.clone(),
            translator: Arc::new(NoTranslator),
        };
        let clock = Clock::wall();
        let directory = Directory::open(ports, clock, metrics.clone(), room_inbox, Duration::ZERO)
            .await
            .unwrap();
        let room = directory.room(&id()).await.unwrap();
        room.office(phase::Command::Set(Phase::DoorsOpen))
            .await
            .unwrap();
        room.office(phase::Command::Set(Phase::Live)).await.unwrap();
        Self {
            directory,
            room,
            voice,
            media,
            ledger,
            metrics,
        }
    }

    /// Somebody comes in and is welcomed.
    async fn enter(&self, name: &'static str, role: Role) -> Person {
        let person = self.stand_at_door(name, role);
        self.room.enter(person.entering(None));
        let said = self.told(&person).await;
        assert!(
            matches!(said.first(), Some(Said::Welcome(_))),
            "{name}: {said:?}"
        );
        person
    }

    fn stand_at_door(&self, name: &'static str, role: Role) -> Person {
        let peer = self.directory.next_peer();
        Person { name, role, peer }
    }

    /// What she was told since the last look, once the room has come to rest.
    async fn told(&self, person: &Person) -> Vec<Said> {
        rest().await;
        self.voice.take(person.peer)
    }
}

/// Somebody with a name and a connection.
#[derive(Clone, Copy)]
struct Person {
    name: &'static str,
    role: Role,
    peer: PeerId,
}

impl Person {
    fn caller(&self) -> Caller {
        Caller {
            participant: ParticipantId::new(self.name),
            peer: self.peer,
        }
    }

    fn entering(&self, resume: Option<(Epoch, u32)>) -> Entering {
        Entering {
            peer: self.peer,
            re: 1,
            entry: Entry {
                participant: ParticipantId::new(self.name),
                role: self.role,
                name: self.name.to_owned(),
                language: (self.role != Role::Interpreter).then(|| language("de")),
                booth: (self.role == Role::Interpreter).then(|| BoothId::new("de-zh")),
                seat: format!("seat of {}", self.name),
                ticket: format!("ticket of {}", self.name),
                seats: 1,
            },
            move_here: false,
            resume,
        }
    }

    fn asks(&self, re: u32, key: Option<&str>, command: Command) -> Request {
        Request {
            caller: self.caller(),
            re,
            key: key.map(Key::new),
            command,
        }
    }

    fn asks_question(&self, re: u32, text: &str) -> Request {
        let command = Command::Questions(questions::Command::Ask {
            id: QuestionId::new(format!("question {re}")),
            text: text.to_owned(),
            language: language("de"),
            anonymous: false,
        });
        self.asks(re, Some(&format!("key {re}")), command)
    }
}

/// Lets everything run that can: the runtime's pretended time moves only when nobody has anything left to do.
async fn rest() {
    tokio::time::sleep(Duration::from_millis(3)).await;
}

fn id() -> ShowId {
    ShowId::new("demo")
}

fn language(tag: &str) -> Language {
    Language::parse(tag).unwrap()
}

fn show() -> Show {
    Show {
        id: id(),
        title: [("de".to_owned(), "Vorstellung".to_owned())].into(),
        text: BTreeMap::new(),
        languages: vec![language("de"), language("zh")],
        booths: vec![BoothPlan {
            id: BoothId::new("de-zh"),
            languages: vec![language("de"), language("zh")],
            seats: 2,
            works: Works::ByTurns,
            sign: false,
        }],
        starts_at: None,
        ends_at: None,
        zones: vec!["Europe/Berlin".to_owned()],
        public: true,
        policy: Policy {
            auto_stage: false,
            anonymous_questions: true,
            underneath: true,
            test_picture: false,
            capacity: 100,
            interlock: Interlock::Refused,
        },
    }
}

/// The outcome of request `re`, if it was told.
fn outcome(said: &[Said], re: u32) -> Option<Result<(), Refusal>> {
    said.iter().find_map(|said| match said {
        Said::Told(None, What::Reply { re: r, outcome }) if *r == re => Some(outcome.clone()),
        _ => None,
    })
}

/// Texts of the questions told, with their numbers.
fn questions_told(said: &[Said]) -> Vec<(u32, String)> {
    let question = |said: &Said| match said {
        Said::Told(Some(seq), What::Question(q)) => Some((*seq, q.text.clone())),
        _ => None,
    };
    said.iter().filter_map(question).collect()
}
