//! The parts of a room side by side: how they are opened, kept, and told of each other's facts. No rule of a part.

use std::sync::Arc;

use super::attendance::{self, Attendance, Entry, Person};
use super::booths::{Booths, Feed};
use super::channels::Channels;
use super::command::{Caller, Command};
use super::effect::{Flow, Observation, PersonRecord};
use super::fact::Turn;
use super::floor::Floor;
use super::hands::Hands;
use super::id::{ParticipantId, PeerId, Source, TrackId};
use super::language::Language;
use super::phase::Progress;
use super::picture::Pictures;
use super::questions::{Asker, Questions};
use super::receipts::Receipts;
use super::refusal::Refusal;
use super::role::{Action, Role, permits};
use super::show::Show;
use super::snapshot::Snapshot;
use super::stage::Stage;
use super::time::Moment;
use super::tracks::Tracks;
use super::view::Listening;

/// Everything a room is made of.
#[derive(Debug)]
pub(super) struct Parts {
    pub(super) show: Arc<Show>,
    pub(super) attendance: Attendance,
    pub(super) progress: Progress,
    pub(super) stage: Stage,
    pub(super) hands: Hands,
    pub(super) booths: Booths,
    pub(super) channels: Channels,
    pub(super) floor: Floor,
    pub(super) questions: Questions,
    pub(super) receipts: Receipts,
    pub(super) tracks: Tracks,
    pub(super) pictures: Pictures,
}

impl Parts {
    pub(super) fn open(show: Arc<Show>, kept: Snapshot, now: Moment) -> Self {
        let people = &kept.people;
        let hands = people
            .iter()
            .filter_map(|p| Some((p.participant.clone(), p.hand?)));
        let floor = Floor::open(kept.floor);
        let mut booths = Booths::open(&show, &kept.booths, people, now);
        booths.face(&floor, None, now);
        Self {
            attendance: Attendance::open(people, now),
            progress: Progress::open(kept.phase),
            stage: Stage::open(people),
            hands: Hands::open(hands.collect()),
            booths,
            channels: Channels::open(people),
            floor,
            questions: Questions::open(kept.questions, kept.votes),
            receipts: Receipts::open(kept.receipts),
            tracks: Tracks::default(),
            pictures: Pictures::default(),
            show,
        }
    }

    /// All that the ledger should hold.
    pub(super) fn snapshot(&self) -> Snapshot {
        let people = self.attendance.in_order();
        let (questions, votes) = self.questions.kept();
        Snapshot {
            phase: self.progress.kept(),
            floor: self.floor.kept(),
            people: people
                .into_iter()
                .map(|(who, person)| self.record(who, person))
                .collect(),
            booths: self.booths.kept(),
            questions,
            votes,
            receipts: self.receipts.kept(),
        }
    }

    /// The durable parts go back to `kept`; who is connected, tuned and speaking stays.
    pub(super) fn restore(&mut self, kept: Snapshot, now: Moment) {
        let old = std::mem::replace(self, Self::open(self.show.clone(), kept, now));
        self.attendance.carry(old.attendance);
        self.stage.carry(old.stage, &self.attendance);
        self.booths.carry(old.booths);
        self.channels.carry(old.channels);
        self.floor.carry(old.floor);
        self.booths.face(&self.floor, None, now);
        self.tracks = old.tracks;
        self.pictures = old.pictures;
    }

    /// Sends a command to the part it concerns, if the table permits it to the caller's role.
    pub(super) fn handle(
        &mut self,
        caller: &Caller,
        command: Command,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let who = &caller.participant;
        if let Command::Attendance(attendance::Command::Lose) = command {
            self.attendance.lose(who, caller.peer, turn);
            return Ok(());
        }
        let action = command.action();
        if let Command::Attendance(attendance::Command::Enter { entry, move_here }) = command {
            return self.enter(caller.peer, *entry, move_here, turn);
        }
        let person = self
            .attendance
            .caller(who, caller.peer)
            .ok_or(Refusal::NotIn)?;
        if let Some(action) = action {
            permits(person.role, action, self.progress.phase())?;
        }
        let asker = Asker {
            who,
            name: &person.name,
            staff: person.role.is_staff(),
        };
        match command {
            Command::Attendance(attendance::Command::Leave) => self.attendance.leave(who, turn),
            Command::Attendance(attendance::Command::SetName(name)) => {
                self.attendance.rename(who, &name, turn)?;
            }
            Command::Attendance(_) => {}
            Command::Booth(command) => {
                let muted = self.stage.is_muted(who);
                self.booths.handle(who, command, muted, &self.floor, turn)?;
            }
            Command::Channels(command) => {
                let (show, attendance, floor) = (&self.show, &self.attendance, &mut self.floor);
                self.channels
                    .handle(who, command, show, attendance, floor, turn)?;
            }
            Command::Consent(_)
            | Command::Fitness(_)
            | Command::Papers(_)
            | Command::RunSheet(_)
            | Command::Signals(_)
            | Command::Talk(_) => return Err(Refusal::WrongState),
            Command::Hands(command) => self.hands.handle(who, &command, &self.stage, turn),
            Command::Phase(command) => self.progress.handle(command, turn)?,
            Command::Questions(command) => {
                let anonymous = self.show.policy.anonymous_questions;
                self.questions.handle(asker, command, anonymous, turn)?;
            }
            Command::Stage(command) => {
                let (attendance, hands) = (&self.attendance, &self.hands);
                self.stage.handle(who, command, attendance, hands, turn)?;
            }
        }
        Ok(())
    }

    /// What the media side has seen.
    pub(super) fn observe(&mut self, observation: Observation, now: Moment) {
        match observation {
            Observation::TrackOpened { track, codec } => {
                self.tracks.open(track, codec);
                self.pass_flow(track, Some(Flow::Running), now);
            }
            Observation::TrackClosed(track) => {
                self.tracks.close(track);
                self.pass_flow(track, None, now);
            }
            Observation::Flow { track, flow } => self.pass_flow(track, Some(flow), now),
            Observation::Voice {
                track,
                speaking,
                for_ms,
            } => {
                if let Some(who) = self.speaker(track).cloned() {
                    let since = Moment(now.0.saturating_sub(for_ms.into()));
                    self.booths.set_voice(&who, speaking, since);
                }
            }
            Observation::Levels(levels) => self.tracks.set_levels(levels),
            Observation::Timing(timings) => self.tracks.set_timings(timings),
            Observation::Heard(peers) => {
                let owner = |peer: &PeerId| self.attendance.owner(*peer);
                let mut heard = peers;
                heard.retain(|peer| owner(peer).is_some_and(|who| self.stage.holds(who)));
                let dominant = heard.first().and_then(owner).cloned();
                // An interpreter on stage speaks for others, in no language of the floor's own.
                let spoken = |who: &ParticipantId| {
                    let person = self.attendance.person(who)?;
                    let known = person.language.clone();
                    known.filter(|_| person.role != Role::Interpreter)
                };
                let dominant = dominant.map(|who| {
                    let language = spoken(&who);
                    (who, language)
                });
                self.floor.hear(dominant, now);
                self.tracks.set_heard(heard);
            }
            Observation::Connected(_) => {}
        }
    }

    /// What time alone changes.
    pub(super) fn expire(&mut self, turn: &mut Turn) {
        self.attendance.expire(turn);
        self.receipts.forget(turn.now);
        self.floor.expire(turn);
        self.spread(turn);
        self.booths.expire(turn);
    }

    /// When time alone changes something next.
    pub(super) fn deadline(&self) -> Option<Moment> {
        let all = [
            self.attendance.deadline(),
            self.floor.deadline(),
            self.booths.deadline(),
        ];
        all.into_iter().flatten().min()
    }

    /// Lets every part notice what happened in the others.
    pub(super) fn spread(&mut self, turn: &mut Turn) {
        loop {
            let facts = turn.take_facts();
            if facts.is_empty() {
                break;
            }
            for fact in &facts {
                self.attendance.notice(fact);
                self.channels.notice(fact, &self.show, &self.attendance);
                let auto_stage = self.show.policy.auto_stage;
                self.stage.notice(fact, &self.attendance, auto_stage, turn);
                self.hands.notice(fact, turn);
                self.floor.notice(fact, turn);
                let (attendance, floor) = (&self.attendance, &self.floor);
                self.booths.notice(fact, attendance, floor, turn.now);
            }
        }
        self.pictures = self
            .pictures
            .choose(&self.stage, &self.attendance, &self.tracks);
    }

    /// The interpreter is on stage: everybody hears the floor.
    pub(super) fn is_consecutive(&self) -> bool {
        self.stage.people().any(|who| {
            let person = self.attendance.person(who);
            person.is_some_and(|p| p.role == Role::Interpreter)
        })
    }

    /// What a language's channel is fed with.
    pub(super) fn feed(&self, language: &Language) -> Feed<'_> {
        self.booths
            .feed(language, &self.floor, self.is_consecutive())
    }

    /// The same for every channel, for those who ask for many listeners.
    pub(super) fn feeds(&self) -> Vec<(&Language, Feed<'_>)> {
        let consecutive = self.is_consecutive();
        let feed = |language| self.booths.feed(language, &self.floor, consecutive);
        let languages = self.show.languages.iter();
        languages
            .map(|language| (language, feed(language)))
            .collect()
    }

    /// What somebody hears now.
    pub(super) fn listening(&self, who: &ParticipantId, role: Role) -> Listening {
        self.channels.listening(who, role, &self.feeds())
    }

    /// What is kept of a person.
    pub(super) fn record(&self, who: &ParticipantId, person: &Person) -> PersonRecord {
        let (choice, underneath) = self.channels.choice(who);
        let seated = self.booths.seat(who).is_some();
        PersonRecord {
            participant: who.clone(),
            role: person.role,
            name: person.name.clone(),
            language: person.language.clone(),
            booth: person.booth.clone(),
            seat: person.seat.clone(),
            ticket: person.ticket.clone(),
            seats: person.seats,
            place: self.stage.place(who, person.role, seated),
            hand: self.hands.since(who),
            choice,
            underneath,
            muted: self.stage.is_muted(who),
            seen: person.seen,
        }
    }

    fn enter(
        &mut self,
        peer: PeerId,
        entry: Entry,
        move_here: bool,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        permits(entry.role, Action::Enter, self.progress.phase())?;
        let booth = self.booths.place_for(&entry)?;
        let capacity = self.show.policy.capacity;
        self.attendance
            .enter(peer, entry, move_here, booth, capacity, turn)
    }

    fn pass_flow(&mut self, track: TrackId, flow: Option<Flow>, now: Moment) {
        if let Some(who) = self.speaker(track).cloned() {
            self.booths.set_flow(&who, flow, now);
        }
    }

    /// Whose microphone this track is.
    fn speaker(&self, track: TrackId) -> Option<&ParticipantId> {
        let owner = self.attendance.owner(track.peer)?;
        (track.source == Source::Microphone).then_some(owner)
    }
}
