//! What one command costs a room of 10, 100 and 1,000 people: CPU is printed, what is told and to how many is asserted.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::domain::attendance;
use crate::domain::channels::{self, Choice};
use crate::domain::command::{Caller, Command, Request};
use crate::domain::effect::{Effects, Observation, Route};
use crate::domain::id::{ParticipantId, PeerId, QuestionId, Source, TrackId};
use crate::domain::notice::{Audience, Notice, What};
use crate::domain::phase::{self, Phase};
use crate::domain::questions;
use crate::domain::rehearsal::{id, show, ticket, tongue};
use crate::domain::role::Role;
use crate::domain::room::Room;
use crate::domain::snapshot::Snapshot;
use crate::domain::stage;
use crate::domain::time::Moment;
use crate::foundation::clock::Clock;

/// A room driven as its task drives it: a command, its commit, its routes.
struct Hall {
    room: Room,
    now: Moment,
    commit: u64,
    peers: u64,
    routes: Vec<Route>,
    clock: Clock,
    spent: Duration,
}

impl Hall {
    /// A live show with a host, a speaker on stage, an interpreter who sounds into Chinese, and so many attendees.
    fn of(attendees: u64) -> Self {
        let mut plan = show();
        plan.policy.capacity = 10_000;
        let room = Room::open(Arc::new(plan), Snapshot::default(), Moment(0));
        let mut hall = Self {
            room,
            now: Moment(0),
            commit: 0,
            peers: 0,
            routes: Vec::new(),
            clock: Clock::wall(),
            spent: Duration::ZERO,
        };
        hall.enters("helga", Role::Host, None);
        let live = Command::Phase(phase::Command::Set(Phase::Live));
        hall.does("helga", PeerId(1), live);
        let speaker = hall.enters("sabine", Role::Speaker, Some("de"));
        let up = stage::Command::BringUp(id("sabine"));
        hall.does("helga", PeerId(1), Command::Stage(up));
        hall.publishes("sabine", speaker);
        let interpreter = hall.enters("ines", Role::Interpreter, None);
        hall.publishes("ines", interpreter);
        for n in 0..attendees {
            hall.attendee(n);
        }
        hall.wait(1_000);
        hall
    }

    fn attendee(&mut self, n: u64) -> (PeerId, Vec<Notice>) {
        let language = if n.is_multiple_of(2) { "de" } else { "zh" };
        let name = format!("attendee {n}");
        let before = self.peers + 1;
        let told = self.enter(&name, Role::Attendee, Some(language));
        (PeerId(before), told)
    }

    fn enters(&mut self, name: &str, role: Role, language: Option<&str>) -> PeerId {
        self.enter(name, role, language);
        PeerId(self.peers)
    }

    fn enter(&mut self, name: &str, role: Role, language: Option<&str>) -> Vec<Notice> {
        self.peers += 1;
        let entry = Box::new(ticket(name, role, language));
        let move_here = false;
        let command = Command::Attendance(attendance::Command::Enter { entry, move_here });
        self.does(name, PeerId(self.peers), command)
    }

    fn publishes(&mut self, name: &str, peer: PeerId) {
        let sources = stage::Command::Sources {
            microphone: true,
            camera: true,
            screen: false,
        };
        self.does(name, peer, Command::Stage(sources));
        for source in [Source::Microphone, Source::Camera] {
            let track = TrackId { peer, source };
            let codec = "any".to_owned();
            self.sees(Observation::TrackOpened { track, codec });
        }
    }

    fn does(&mut self, name: &str, peer: PeerId, command: Command) -> Vec<Notice> {
        let request = Request {
            caller: Caller {
                participant: id(name),
                peer,
            },
            re: 1,
            key: None,
            command,
        };
        self.commit += 1;
        let mut out = Effects::default();
        let began = self.clock.instant();
        self.room
            .handle_request(request, self.commit, self.now, &mut out);
        self.room.settle(self.commit, self.now, &mut out);
        self.ends(began, &out);
        out.notices
    }

    fn sees(&mut self, observation: Observation) -> Vec<Notice> {
        let mut out = Effects::default();
        let began = self.clock.instant();
        self.room
            .handle_observation(observation, self.now, &mut out);
        self.ends(began, &out);
        out.notices
    }

    /// Routes are polled and audiences counted as the room's task does after each turn.
    fn ends(&mut self, began: Instant, out: &Effects) {
        self.room.poll_routes(&mut self.routes);
        for notice in &out.notices {
            std::hint::black_box(self.room.peers(&notice.to));
        }
        self.spent += began.elapsed();
    }

    fn wait(&mut self, ms: u64) -> Vec<Notice> {
        let end = self.now.after(ms);
        let mut told = Vec::new();
        while let Some(at) = self.room.poll_deadline().filter(|at| *at <= end) {
            self.now = self.now.max(at);
            self.commit += 1;
            let mut out = Effects::default();
            self.room.handle_timeout(self.commit, self.now, &mut out);
            told.extend(out.notices);
        }
        self.now = end;
        told
    }

    /// Microseconds of one of `times` rounds.
    fn price(&mut self, times: u64, mut round: impl FnMut(&mut Self, u64)) -> f64 {
        self.spent = Duration::ZERO;
        for n in 0..times {
            round(self, n);
        }
        #[expect(clippy::cast_precision_loss, reason = "a printed mean")]
        let mean = self.spent.as_secs_f64() * 1e6 / times as f64;
        mean
    }
}

fn listens(choice: &str) -> Command {
    let choice = Choice::Language(tongue(choice));
    Command::Channels(channels::Command::Listen {
        choice,
        underneath: false,
    })
}

fn asks(n: u64) -> Command {
    Command::Questions(questions::Command::Ask {
        id: QuestionId::new(format!("question {n}")),
        text: "How much does it weigh?".to_owned(),
        language: tongue("de"),
        anonymous: false,
    })
}

#[test]
fn a_command_costs_a_full_room_little_more_than_a_small_one() {
    println!("µs per command, its audiences and the routes after it");
    println!("people    join   leave    tune   level   voice     ask    vote");
    for people in [10, 100, 1_000] {
        let mut hall = Hall::of(people);
        let times = 50;
        let first = hall.peers + 1;
        let join = hall.price(times, |hall, n| {
            hall.attendee(people + n);
        });
        let name = |n: u64| format!("attendee {n}");
        let peer = |n: u64| PeerId(first + n);
        let tune = hall.price(times, |hall, n| {
            hall.does(&name(people + n), peer(n), listens("de"));
        });
        let ask = hall.price(times, |hall, n| {
            hall.does(&name(people + n), peer(n), asks(n));
        });
        let vote = hall.price(times, |hall, n| {
            let question = QuestionId::new(format!("question {}", (n + 1) % times));
            let vote = questions::Command::Vote { question, up: true };
            hall.does(&name(people + n), peer(n), Command::Questions(vote));
        });
        let track = TrackId {
            peer: PeerId(2),
            source: Source::Microphone,
        };
        let level = hall.price(times, |hall, n| {
            let level = i8::try_from(n).unwrap() - 60;
            hall.sees(Observation::Levels(vec![(track, level)]));
        });
        let voice = hall.price(times, |hall, n| {
            let speaking = n.is_multiple_of(2);
            let for_ms = 0;
            hall.sees(Observation::Voice {
                track,
                speaking,
                for_ms,
            });
        });
        let leave = hall.price(times, |hall, n| {
            let lose = Command::Attendance(attendance::Command::Lose);
            hall.does(&name(people + n), peer(n), lose);
        });
        println!(
            "{people:6} {join:7.0} {leave:7.0} {tune:7.0} {level:7.0} {voice:7.0} {ask:7.0} {vote:7.0}"
        );
    }
}

#[test]
fn nobody_in_the_hall_is_told_of_the_thousandth_person_but_by_the_count() {
    let mut hall = Hall::of(999);
    let (peer, told) = hall.attendee(999);
    let own = ParticipantId::new("attendee 999");
    for notice in &told {
        let personal = match &notice.to {
            Audience::Peer(to) => *to == peer,
            Audience::Person(who) => *who == own,
            Audience::Staff => true,
            _ => false,
        };
        let summed = matches!(notice.what, What::Presence(_) | What::Channel(_));
        assert!(personal || summed, "{notice:?}");
    }
}

#[test]
fn counts_are_told_twice_a_second_at_most_however_many_come_and_vote() {
    let mut hall = Hall::of(3);
    let asked = hall.does("attendee 0", PeerId(4), asks(1));
    assert!(!asked.is_empty());
    let mut told = Vec::new();
    for n in 0..1_000 {
        told.extend(hall.attendee(1_000 + n).1);
        let question = QuestionId::new("question 1");
        let vote = questions::Command::Vote { question, up: true };
        let (name, peer) = (format!("attendee {}", 1_000 + n), PeerId(hall.peers));
        told.extend(hall.does(&name, peer, Command::Questions(vote)));
        told.extend(hall.wait(10));
    }
    let count = |fits: fn(&What) -> bool| told.iter().filter(|n| fits(&n.what)).count();
    let seconds = 10;
    assert!((1..=2 * seconds + 1).contains(&count(|what| matches!(what, What::Presence(_)))));
    assert!(count(|what| matches!(what, What::Votes(_))) <= 2 * seconds + 1);
    let channels = count(|what| matches!(what, What::Channel(_)));
    assert!(
        channels <= 2 * (2 * seconds + 1),
        "{channels} of two languages"
    );
}
