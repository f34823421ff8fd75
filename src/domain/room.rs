//! A room: takes requests and observations in, lets the parts decide, and gives out what must be told, kept and routed.
//! No rule of its own.

use std::sync::Arc;

use super::command::{Command, Office, Request};
use super::effect::{Effects, Observation, Route};
use super::fact::Turn;
use super::id::{ParticipantId, PeerId};
use super::language::Language;
use super::limits::Pictures;
use super::notice::{Audience, Notice, Stream, What};
use super::parts::Parts;
use super::phase::Phase;
use super::portrait::sees_backstage;
use super::refusal::Refusal;
use super::role::Role;
use super::routing::Routing;
use super::show::Show;
use super::snapshot::Snapshot;
use super::time::Moment;
use super::told::{Told, tell};
use super::translation::{Fault, Target};
use super::{attendance, view};

/// A show while it is alive.
#[derive(Debug)]
pub struct Room {
    parts: Parts,
    told: Told,
    routing: Routing,
    /// The latest commit that something told or granted may depend on.
    awaited: Option<u64>,
}

impl Room {
    /// Opens the room of `show` as `snapshot` left it; everybody in it counts as lost since `now`.
    pub fn open(show: Arc<Show>, snapshot: Snapshot, now: Moment) -> Self {
        let kept = snapshot.people.clone();
        let parts = Parts::open(show, snapshot, now);
        Self {
            told: Told::of(&parts, kept),
            parts,
            routing: Routing::new(),
            awaited: None,
        }
    }

    /// One request. The outcome is among the notices, as `What::Reply`; `ticket` names the commit that will cover the
    /// records, and rights granted here open their routes only once `settle(ticket)` was called.
    pub fn handle_request(
        &mut self,
        request: Request,
        ticket: u64,
        now: Moment,
        out: &mut Effects,
    ) {
        let mut turn = Turn::new(ticket, now, out);
        self.parts.expire(&mut turn);
        let Request {
            caller,
            re,
            key,
            command,
        } = request;
        let live = command.is_live();
        let enters = matches!(
            command,
            Command::Attendance(attendance::Command::Enter { .. })
        );
        let lists = match &command {
            Command::Attendance(attendance::Command::List { after }) => Some(after.clone()),
            _ => None,
        };
        if !command.leaves_routes() || !self.is_calm(now) {
            self.routing.stir();
        }
        let silent = matches!(command, Command::Attendance(attendance::Command::Lose));
        let who = &caller.participant;
        let repeated = key
            .as_ref()
            .is_some_and(|key| self.parts.receipts.knows(who, key, now));
        let outcome = if repeated && self.parts.attendance.caller(who, caller.peer).is_some() {
            Ok(())
        } else {
            self.parts.handle(&caller, command, &mut turn)
        };
        if let (Some(key), Ok(()), false) = (key, &outcome, repeated) {
            self.parts.receipts.add(who, key, &mut turn);
        }
        self.parts.expire(&mut turn);
        let place = turn.out.notices.len();
        self.finish(&mut turn);
        let stream = if live {
            Stream::Live
        } else {
            self.stream(turn.out, ticket)
        };
        let what = match outcome {
            Ok(()) if enters => What::Welcome { re: Some(re) },
            Ok(()) if let Some(after) = lists => {
                let page = self.parts.people(after.as_ref());
                What::People { re, page }
            }
            outcome => What::Reply { re, outcome },
        };
        if !silent {
            let to = Audience::Peer(caller.peer);
            out.notices.insert(place, Notice { to, stream, what });
        }
    }

    /// A wish of the office: an administrator or a host by HTTP, who need not be in the room. Notices and records as in
    /// `handle_request`; the outcome is returned instead of told.
    pub fn handle_office(
        &mut self,
        command: Office,
        ticket: u64,
        now: Moment,
        out: &mut Effects,
    ) -> Result<(), Refusal> {
        let mut turn = Turn::new(ticket, now, out);
        self.parts.expire(&mut turn);
        self.routing.stir();
        let outcome = match command {
            Office::Phase(command) => self.parts.step(command, &mut turn),
            Office::RunSheet(command) => self.parts.conduct(command, &mut turn),
            Office::Withdraw(ticket) => {
                self.parts.attendance.withdraw(&ticket, &mut turn);
                Ok(())
            }
        };
        self.parts.expire(&mut turn);
        self.finish(&mut turn);
        outcome
    }

    /// How long stage and booth see a question before it may be on air, in milliseconds; 0 until it is said.
    pub fn set_lead(&mut self, ms: u64) {
        self.parts.questions.set_lead(ms);
    }

    /// A machine translates between these languages of the show: it is asked for all that is open and missing.
    pub fn set_machine(
        &mut self,
        languages: Vec<Language>,
        ticket: u64,
        now: Moment,
        out: &mut Effects,
    ) {
        let mut turn = Turn::new(ticket, now, out);
        let show = self.parts.show.clone();
        self.parts
            .questions
            .set_machine(languages, &show.languages, &mut turn);
        self.finish(&mut turn);
    }

    /// What the machine made of an order, or why it made nothing.
    pub fn handle_translation(
        &mut self,
        place: &Target,
        made: Result<String, Fault>,
        ticket: u64,
        now: Moment,
        out: &mut Effects,
    ) {
        let mut turn = Turn::new(ticket, now, out);
        self.parts.questions.take_version(place, made, &mut turn);
        self.finish(&mut turn);
    }

    /// What the media side has seen. Nothing durable comes of it.
    pub fn handle_observation(&mut self, observation: Observation, now: Moment, out: &mut Effects) {
        if !observation.leaves_routes() || !self.is_calm(now) {
            self.routing.stir();
        }
        let mut turn = Turn::new(0, now, out);
        self.parts.observe(observation, now);
        self.finish(&mut turn);
    }

    /// A deadline has passed.
    pub fn handle_timeout(&mut self, ticket: u64, now: Moment, out: &mut Effects) {
        if !self.is_calm(now) {
            self.routing.stir();
        }
        let mut turn = Turn::new(ticket, now, out);
        self.parts.expire(&mut turn);
        self.finish(&mut turn);
    }

    /// Everything up to `ticket` is kept: rights granted until then open their routes.
    pub fn settle(&mut self, ticket: u64, now: Moment, out: &mut Effects) {
        let granted = [
            self.parts.progress.settle(ticket),
            self.parts.stage.settle(ticket),
        ];
        if granted.contains(&true) || !self.is_calm(now) {
            self.routing.stir();
        }
        self.awaited = self.awaited.filter(|awaited| *awaited > ticket);
        let mut turn = Turn::new(ticket, now, out);
        self.finish(&mut turn);
    }

    /// The ledger has definitely failed: the durable parts go back to `snapshot`; connections, tuning and microphones
    /// stay. Everybody is to be welcomed afresh.
    pub fn restore(&mut self, snapshot: Snapshot, now: Moment, out: &mut Effects) {
        let kept = snapshot.people.clone();
        self.parts.restore(snapshot, now);
        self.routing.stir();
        self.awaited = None;
        self.told = Told::of(&self.parts, kept);
        let mut turn = Turn::new(0, now, out);
        let what = What::Welcome { re: None };
        tell(&mut turn, Audience::Everyone, Stream::Durable, what);
    }

    /// When `handle_timeout` is wanted next.
    pub fn poll_deadline(&self) -> Option<Moment> {
        let all = [self.parts.deadline(), self.told.deadline()];
        all.into_iter().flatten().min()
    }

    /// The routes that changed since the last call, each in full.
    pub fn poll_routes(&mut self, out: &mut Vec<Route>) {
        self.routing.poll(&self.parts, out);
    }

    /// Everything this person may see now.
    pub fn welcome(&self, participant: &ParticipantId) -> Option<view::Welcome> {
        self.parts.welcome(participant)
    }

    /// How large the pictures are that somebody wants at most.
    pub fn limit(&self, participant: &ParticipantId) -> Pictures {
        self.parts.limits.of(participant)
    }

    /// The connections of an audience.
    pub fn peers(&self, audience: &Audience) -> Vec<PeerId> {
        if let Audience::Peer(peer) = audience {
            return vec![*peer];
        }
        let attendance = &self.parts.attendance;
        match audience {
            Audience::Person(who) => {
                self.connected(audience, attendance.present(who).map(|p| (who, p)))
            }
            Audience::People(people) => {
                let present = people.iter();
                let present = present.filter_map(|who| Some((who, attendance.present(who)?)));
                self.connected(audience, present)
            }
            audience if audience.is_crew() => self.connected(audience, attendance.crew()),
            audience => self.connected(audience, attendance.everybody()),
        }
    }

    /// Whether a person belongs to an audience now.
    pub fn admits(&self, audience: &Audience, participant: &ParticipantId) -> bool {
        let person = self.parts.attendance.present(participant);
        person.is_some_and(|person| belongs(audience, participant, person))
    }

    /// The questions that a role, and the person if she is known, may see, in queue order.
    pub fn questions(
        &self,
        role: Role,
        participant: Option<&ParticipantId>,
    ) -> Vec<view::Question> {
        self.parts.question_views(role, participant)
    }

    /// Those of the questions which the hall may see that concern one person: addressed to her, or to an item of the run
    /// sheet that expects her.
    pub fn questions_to(&self, participant: &ParticipantId) -> Vec<view::Question> {
        self.parts.questions_to(participant)
    }

    /// How far everybody who was ever in by a link of her own has come.
    pub fn arrivals(&self) -> view::Arrivals {
        self.parts.arrivals()
    }

    /// What of the run sheet everybody may read.
    pub fn programme(&self) -> view::Programme {
        self.parts.programme_view()
    }

    /// Where the show stands.
    pub fn phase(&self) -> Phase {
        self.parts.progress.phase()
    }

    /// The plan.
    pub fn show(&self) -> &Arc<Show> {
        &self.parts.show
    }

    /// All that the ledger should hold of this room; a test compares it with what it does hold.
    pub fn snapshot(&self) -> Snapshot {
        self.parts.snapshot()
    }

    /// Whether the routes given out are those of the parts, for tests of when they are looked at again.
    #[cfg(test)]
    pub(super) fn is_routed(&self) -> bool {
        self.routing.is_current(&self.parts)
    }

    /// Ends all fades, for tests of what stands after them.
    #[cfg(test)]
    pub(super) fn end_fades(&mut self) {
        self.parts.channels.end_fades();
        self.routing.stir();
    }

    /// Time alone changes nothing now.
    fn is_calm(&self, now: Moment) -> bool {
        self.parts.deadline().is_none_or(|at| at > now)
    }

    /// The connections of those `people` who belong to the audience.
    fn connected<'a>(
        &self,
        audience: &Audience,
        people: impl IntoIterator<Item = (&'a ParticipantId, &'a attendance::Person)>,
    ) -> Vec<PeerId> {
        let here = people.into_iter().filter(|(_, p)| p.is_connected());
        here.filter(|(who, person)| belongs(audience, who, person))
            .filter_map(|(_, person)| person.peer)
            .collect()
    }

    /// Spreads the facts of a turn and tells what came of it.
    fn finish(&mut self, turn: &mut Turn) {
        self.parts.spread(turn);
        self.told.keep(&self.parts, turn);
        self.parts.uncount(turn.out);
        let stream = self.stream(turn.out, turn.ticket);
        self.told.announce(&mut self.parts, stream, turn);
    }

    /// What depends on a commit that is not kept yet leaves after it.
    fn stream(&mut self, out: &Effects, ticket: u64) -> Stream {
        if !out.records.is_empty() {
            self.awaited = self.awaited.max(Some(ticket));
        }
        match self.awaited {
            Some(_) => Stream::Durable,
            None => Stream::Live,
        }
    }
}

/// Whether somebody who is present belongs to an audience.
fn belongs(audience: &Audience, participant: &ParticipantId, person: &attendance::Person) -> bool {
    let staff = person.role.is_staff();
    match audience {
        Audience::Peer(peer) => person.peer == Some(*peer),
        Audience::Person(who) => who == participant,
        Audience::People(people) => people.binary_search(participant).is_ok(),
        Audience::Everyone => true,
        Audience::Staff => staff,
        Audience::Hall { except } => !staff && except.as_ref() != Some(participant),
        Audience::Backstage => sees_backstage(person.role),
        Audience::Booth(booth) => staff || person.booth.as_ref() == Some(booth),
        Audience::Seats(booth) => !staff && person.booth.as_ref() == Some(booth),
        Audience::Booths => staff || person.role == Role::Interpreter,
        Audience::Crew => person.role != Role::Attendee,
    }
}

#[cfg(test)]
mod tests;
