//! A room: holds the parts and sends each command to the part it concerns. No rule of its own.

use std::sync::Arc;

use super::command::Request;
use super::effect::{Effects, Observation, Route};
use super::id::{ParticipantId, PeerId};
use super::notice::Audience;
use super::phase::{self, Phase};
use super::refusal::Refusal;
use super::role::Role;
use super::show::Show;
use super::snapshot::Snapshot;
use super::time::Moment;
use super::view;

/// A show while it is alive.
#[derive(Debug)]
pub struct Room {
    show: Arc<Show>,
}

impl Room {
    /// Opens the room of `show` as `snapshot` left it; everybody in it counts as lost since `now`.
    pub fn open(show: Arc<Show>, snapshot: Snapshot, now: Moment) -> Self {
        let _ = (snapshot, now);
        Self { show }
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
        let _ = (request, ticket, now, out);
    }

    /// A wish of the office: an administrator or a host by HTTP, who need not be in the room. Notices and records as in
    /// `handle_request`; the outcome is returned instead of told.
    pub fn handle_office(
        &mut self,
        command: phase::Command,
        ticket: u64,
        now: Moment,
        out: &mut Effects,
    ) -> Result<(), Refusal> {
        let _ = (command, ticket, now, out);
        Ok(())
    }

    /// What the media side has seen.
    pub fn handle_observation(&mut self, observation: Observation, now: Moment, out: &mut Effects) {
        let _ = (observation, now, out);
    }

    /// A deadline has passed.
    pub fn handle_timeout(&mut self, ticket: u64, now: Moment, out: &mut Effects) {
        let _ = (ticket, now, out);
    }

    /// Everything up to `ticket` is kept: rights granted until then open their routes.
    pub fn settle(&mut self, ticket: u64, now: Moment, out: &mut Effects) {
        let _ = (ticket, now, out);
    }

    /// The ledger has definitely failed: the durable parts go back to `snapshot`; connections, tuning and microphones
    /// stay. Everybody is to be welcomed afresh.
    pub fn restore(&mut self, snapshot: Snapshot, now: Moment, out: &mut Effects) {
        let _ = (snapshot, now, out);
    }

    /// When `handle_timeout` is wanted next.
    pub fn poll_deadline(&self) -> Option<Moment> {
        None
    }

    /// The routes that changed since the last call, each in full.
    pub fn poll_routes(&mut self, out: &mut Vec<Route>) {
        out.clear();
    }

    /// Everything this person may see now.
    pub fn welcome(&self, participant: &ParticipantId) -> Option<view::Welcome> {
        let _ = participant;
        None
    }

    /// The connections of an audience.
    pub fn peers(&self, audience: &Audience) -> Vec<PeerId> {
        let _ = audience;
        Vec::new()
    }

    /// Whether a person belongs to an audience now.
    pub fn admits(&self, audience: &Audience, participant: &ParticipantId) -> bool {
        let _ = (audience, participant);
        false
    }

    /// The questions that a role, and the person if she is known, may see, in queue order.
    pub fn questions(
        &self,
        role: Role,
        participant: Option<&ParticipantId>,
    ) -> Vec<view::Question> {
        let _ = (role, participant);
        Vec::new()
    }

    /// Where the show stands.
    pub fn phase(&self) -> Phase {
        Phase::Planned
    }

    /// The plan.
    pub fn show(&self) -> &Arc<Show> {
        &self.show
    }

    /// All that the ledger should hold of this room; a test compares it with what it does hold.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot::default()
    }
}
