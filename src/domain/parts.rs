//! The parts of a room side by side: how they are opened, kept, and told of each other's facts. No rule of a part.

use std::sync::Arc;

use super::attendance::{self, Attendance, Entry};
use super::banner;
use super::beside::Beside;
use super::booths::{Booths, Circumstances};
use super::census::Census;
use super::channel::{Feed, Ground};
use super::channels::Channels;
use super::command::{Caller, Command};
use super::effect::{Flow, Observation};
use super::fact::{Fact, Turn};
use super::floor::Floor;
use super::hands::Hands;
use super::id::{ParticipantId, PeerId, Source, TrackId};
use super::language::Language;
use super::limits::Limits;
use super::phase::Progress;
use super::picture::Pictures;
use super::questions::{self, Asker, Questions};
use super::receipts::Receipts;
use super::refusal::Refusal;
use super::role::{Action, Role, permits};
use super::show::Show;
use super::snapshot::Snapshot;
use super::stage::{self, Stage};
use super::time::Moment;
use super::tracks::Tracks;

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
    pub(super) census: Census,
    pub(super) floor: Floor,
    pub(super) questions: Questions,
    pub(super) receipts: Receipts,
    pub(super) tracks: Tracks,
    pub(super) pictures: Pictures,
    pub(super) beside: Beside,
    pub(super) limits: Limits,
}

mod devices;
mod hearing;
mod kept;

impl Parts {
    pub(super) fn open(show: Arc<Show>, kept: Snapshot, now: Moment) -> Self {
        let people = &kept.people;
        let hands = people
            .iter()
            .filter_map(|p| Some((p.participant.clone(), p.hand?)));
        let booths = Booths::open(&show, &kept, now);
        let mut parts = Self {
            attendance: Attendance::open(people, now),
            progress: Progress::open(kept.phase, kept.practice),
            stage: Stage::open(people),
            hands: Hands::open(hands.collect()),
            booths,
            channels: Channels::open(people, &kept.interlocks),
            census: Census::default(),
            floor: Floor::open(kept.floor.clone()),
            questions: Questions::open(kept.questions.clone(), kept.votes.clone()),
            receipts: Receipts::open(kept.receipts.clone()),
            tracks: Tracks::default(),
            pictures: Pictures::default(),
            limits: Limits::default(),
            beside: Beside::open(kept),
            show,
        };
        parts.census = Census::of(&parts.attendance, &parts.channels);
        parts.settle(now);
        parts
    }

    /// The durable parts go back to `kept`; who is connected, tuned and speaking stays.
    pub(super) fn restore(&mut self, kept: Snapshot, now: Moment) {
        let old = std::mem::replace(self, Self::open(self.show.clone(), kept, now));
        self.attendance.carry(old.attendance);
        self.stage.carry(old.stage, &self.attendance);
        self.booths.carry(old.booths);
        self.channels.carry(old.channels);
        self.floor.carry(old.floor);
        self.beside.carry(old.beside);
        self.tracks = old.tracks;
        self.pictures = old.pictures;
        self.questions.carry(old.questions);
        self.limits = old.limits;
        self.census = Census::of(&self.attendance, &self.channels);
        self.settle(now);
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
            self.lose(who, caller.peer, turn);
            return Ok(());
        }
        let action = command.action();
        match command {
            Command::Attendance(attendance::Command::Encode(entry)) => {
                return self.encode(caller.peer, *entry, turn);
            }
            Command::Attendance(attendance::Command::Watch { entry, choice }) => {
                return self.watch(caller.peer, *entry, choice, turn);
            }
            _ => {}
        }
        if let Command::Attendance(attendance::Command::Enter { entry, move_here }) = command {
            return self.enter(caller.peer, *entry, move_here, turn);
        }
        let person = self
            .attendance
            .caller(who, caller.peer)
            .ok_or(Refusal::NotIn)?;
        if let Some(action) = action {
            permits(person.role, action, self.progress.phase_for(action))?;
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
                let at = Circumstances {
                    ground: Ground {
                        language: self.floor.language(),
                        consecutive: is_consecutive(&self.stage, &self.attendance),
                    },
                    show: &self.show,
                    attendance: &self.attendance,
                    interlock: &|language| self.channels.interlock(language, &self.show),
                    muted: self.stage.is_muted(who),
                };
                self.booths.handle(who, command, at, turn)?;
            }
            Command::Channels(command) => {
                let (show, attendance, floor) = (&self.show, &self.attendance, &mut self.floor);
                self.channels
                    .handle(who, command, show, attendance, floor, turn)?;
            }
            Command::Consent(command) => self.beside.consents.handle(who, command, turn),
            Command::Fitness(command) => self.beside.checks.handle(who, command, turn),
            Command::Limits(command) => self.limits.handle(who, &command),
            Command::Papers(command) => self.write(who, command, turn)?,
            Command::RunSheet(command) => self.conduct(command, turn)?,
            Command::Cues(command) => self.cue(command, turn)?,
            Command::DeviceCheck(command) => self.check_in(who, command, turn),
            Command::Banner(command) => banner::handle(&mut self.beside.banner, command, turn)?,
            Command::Signals(command) => self.signal(who, command, turn.now)?,
            Command::Talk(command) => self.talk(who, command, turn)?,
            Command::Hands(command) => self.hands.handle(who, &command, &self.stage, turn),
            Command::Phase(command) => self.step(command, turn)?,
            Command::Questions(command) => {
                let attendance = &self.attendance;
                let at = questions::Circumstances {
                    anonymous_allowed: self.show.policy.anonymous_questions,
                    languages: &self.show.languages,
                    pitch: self.beside.run_sheet.title(),
                    name: &|who| {
                        let person = attendance.person(who)?;
                        let speaks = person.role != Role::Attendee;
                        speaks.then(|| person.name.clone())
                    },
                };
                self.questions.handle(asker, command, at, turn)?;
            }
            Command::Stage(stage::Command::TakeOver(lost)) => self.take_over(who, &lost, turn)?,
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
                self.note_encoder(track, true);
                self.pass_flow(track, Some(Flow::Running), now);
            }
            Observation::TrackClosed(track) => self.close_track(track, now),
            Observation::Flow { track, flow } => self.pass_flow(track, Some(flow), now),
            Observation::Voice {
                track,
                speaking,
                for_ms,
            } => {
                if let Some(who) = self.speaker(track).cloned() {
                    let since = Moment(now.0.saturating_sub(for_ms.into()));
                    let ground = Ground {
                        language: self.floor.language(),
                        consecutive: is_consecutive(&self.stage, &self.attendance),
                    };
                    self.booths.set_voice(&who, speaking, since, ground);
                    self.floor.set_voice(&who, speaking);
                    self.hear_dominant(now);
                }
            }
            Observation::Levels(levels) => self.tracks.set_levels(levels),
            Observation::Timing(timings) => self.tracks.set_timings(timings),
            Observation::Heard(peers) => {
                let owner = |peer: &PeerId| self.attendance.owner(*peer);
                let mut heard = peers;
                heard.retain(|peer| owner(peer).is_some_and(|who| self.stage.holds(who)));
                self.tracks.set_heard(heard);
                self.hear_dominant(now);
            }
            Observation::Health(health) => self.tracks.set_health(*health),
            Observation::Connected(_) => {}
        }
    }

    /// What time alone changes.
    pub(super) fn expire(&mut self, turn: &mut Turn) {
        self.attendance.expire(turn);
        self.receipts.forget(turn.now);
        self.floor.expire(turn.now);
        self.spread(turn);
        let ground = Ground {
            language: self.floor.language(),
            consecutive: is_consecutive(&self.stage, &self.attendance),
        };
        self.booths.expire(ground, turn);
        self.beside.expire(turn.now);
        self.questions.expire(turn);
    }

    /// When time alone changes something next.
    pub(super) fn deadline(&self) -> Option<Moment> {
        let all = [
            self.attendance.deadline(),
            self.floor.deadline(),
            self.booths.deadline(),
            self.beside.deadline(),
            self.channels.deadline(),
            self.questions.deadline(),
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
                if let Fact::Entered(who) = fact {
                    self.expect(who, turn);
                }
                self.channels.notice(fact, &self.show, &self.attendance);
                let auto_stage = self.show.policy.auto_stage;
                self.stage.notice(fact, &self.attendance, auto_stage, turn);
                self.hands.notice(fact, turn);
                self.beside.notice(fact);
                self.floor.notice(fact);
                self.booths.notice(fact, &self.attendance, turn.now);
            }
        }
        for who in self.booths.reowned() {
            turn.touch(&who);
        }
        for who in turn.touched() {
            self.census.count(who, &self.attendance, &self.channels);
        }
        self.settle_talks(turn);
        self.open_streams(turn);
        let signing = self.signing();
        self.pictures = self
            .pictures
            .choose(&self.stage, &self.attendance, &self.tracks, &signing);
        self.settle(turn.now);
    }

    /// What is spoken on the floor, as the channels see it.
    pub(super) fn ground(&self) -> Ground<'_> {
        Ground {
            language: self.floor.language(),
            consecutive: is_consecutive(&self.stage, &self.attendance),
        }
    }

    /// What every channel is fed with.
    pub(super) fn feeds(&self) -> Vec<(&Language, Feed<'_>)> {
        self.booths.feeds(&self.show.languages, self.ground())
    }

    fn enter(
        &mut self,
        peer: PeerId,
        entry: Entry,
        move_here: bool,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        permits(entry.role, Action::Enter, self.progress.phase())?;
        let assigned = self.attendance.assigned(&entry);
        let booth = self.booths.place_for(&entry, assigned)?;
        let capacity = self.show.policy.capacity;
        self.attendance
            .enter(peer, entry, move_here, booth, capacity, turn)
    }

    /// What the floor and the booths make of all that happened.
    fn settle(&mut self, now: Moment) {
        let on_stage = |who: &ParticipantId| {
            let open = self.stage.sources(who).microphone && !self.stage.is_silent(who);
            open && self.stage.carries(who)
        };
        let speaks = self.floor.voices().any(on_stage);
        let front = self.pictures.stage.as_ref();
        let film = front.is_some_and(|shown| {
            let sound = Source::ScreenSound;
            shown.track.source == Source::Screen
                && self.tracks.codec(shown.track.peer, sound).is_some()
        });
        self.floor.show_film(film, now);
        let begins = self.floor.set_speech(speaks, now);
        let ground = Ground {
            language: self.floor.language(),
            consecutive: is_consecutive(&self.stage, &self.attendance),
        };
        if begins {
            self.booths.source_begins(None, ground, now);
        }
        let is_wanted = |language: &Language| self.census.is_wanted(language);
        self.booths
            .settle(ground, self.floor.speech(), is_wanted, now);
        let feeds = self.booths.feeds(&self.show.languages, ground);
        let live = self.progress.is_on();
        let is_due = |language: &Language| live && self.booths.is_due(language, ground);
        self.channels.watch(&feeds, is_due, now);
    }

    fn pass_flow(&mut self, track: TrackId, flow: Option<Flow>, now: Moment) {
        if let Some(flow) = flow {
            self.tracks.set_flow(track, flow);
        }
        if let Some(who) = self.speaker(track).cloned() {
            self.booths.set_flow(&who, flow, now);
        }
    }

    /// Whose microphone this track is.
    fn speaker(&self, track: TrackId) -> Option<&ParticipantId> {
        let owner = self.attendance.owner(track.peer)?;
        let carrier = self
            .attendance
            .person(owner)?
            .carrier(track.source, &self.tracks)?;
        (track.source == Source::Microphone && carrier == track.peer).then_some(owner)
    }
}

/// The interpreter is on stage: everybody hears the floor.
fn is_consecutive(stage: &Stage, attendance: &Attendance) -> bool {
    stage.people().any(|who| {
        let person = attendance.person(who);
        person.is_some_and(|p| p.role == Role::Interpreter)
    })
}
