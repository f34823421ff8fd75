//! Who may publish, and what is put in front. Which packets that means is `routing`'s business.

use std::collections::{BTreeMap, BTreeSet};

use super::attendance::Attendance;
use super::effect::{PersonRecord, Place};
use super::fact::{Fact, Turn};
use super::hands::Hands;
use super::id::{ParticipantId, Source};
use super::refusal::Refusal;
use super::role::Role;

/// What can be asked of the stage.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Bring somebody up: from backstage, or a raised hand.
    BringUp(ParticipantId),
    /// Come up oneself for somebody on stage whose connection is lost; who may is `conduct`'s business.
    TakeOver(ParticipantId),
    /// Take somebody down.
    TakeDown(ParticipantId),
    /// Put one person in front, or nobody.
    Spotlight(Option<ParticipantId>),
    /// Silence somebody, or let them speak.
    Mute {
        /// Whom.
        participant: ParticipantId,
        /// `true` to silence.
        muted: bool,
    },
    /// One's own sources that are switched on.
    Sources {
        /// Voice.
        microphone: bool,
        /// Camera.
        camera: bool,
        /// Screen.
        screen: bool,
    },
    /// Asks leave to open the send leg; the offer itself travels beside, unread.
    Publish,
}

/// What a person has switched on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sources {
    pub(super) microphone: bool,
    pub(super) camera: bool,
    pub(super) screen: bool,
}

/// Stage and backstage.
#[derive(Debug, Default)]
pub(super) struct Stage {
    /// In the order they came up, with the commit each waits for before the hall hears her.
    up: Vec<(ParticipantId, Option<u64>)>,
    /// Speakers who wait, in the order they came.
    backstage: Vec<ParticipantId>,
    spotlight: Option<ParticipantId>,
    muted: BTreeSet<ParticipantId>,
    /// Voices given back whose commit is awaited.
    unmuting: BTreeMap<ParticipantId, u64>,
    sources: BTreeMap<ParticipantId, Sources>,
    /// What encoders publish; it counts as switched on.
    encoded: BTreeSet<(ParticipantId, Source)>,
    /// Who shares a screen; the latest last.
    screens: Vec<ParticipantId>,
}

impl Stage {
    pub(super) fn open(kept: &[PersonRecord]) -> Self {
        let at = |place| {
            kept.iter()
                .filter(move |p| p.place == place && !p.seat.is_empty())
                .map(|p| p.participant.clone())
        };
        Self {
            up: at(Place::Stage).map(|who| (who, None)).collect(),
            backstage: at(Place::Backstage).collect(),
            muted: kept
                .iter()
                .filter(|p| p.muted)
                .map(|p| p.participant.clone())
                .collect(),
            ..Self::default()
        }
    }

    pub(super) fn handle(
        &mut self,
        who: &ParticipantId,
        command: Command,
        attendance: &Attendance,
        hands: &Hands,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        match command {
            Command::TakeOver(lost) => self.take_over(who, &lost, attendance, turn),
            Command::BringUp(whom) => self.bring_up(whom, attendance, hands, turn),
            Command::TakeDown(whom) => self.take_down(&whom, attendance, turn),
            Command::Spotlight(whom) => self.put_in_front(whom),
            Command::Mute { participant, muted } => {
                self.mute(&participant, muted, attendance, turn)
            }
            Command::Sources {
                microphone,
                camera,
                screen,
            } => {
                let wanted = Sources {
                    microphone,
                    camera,
                    screen,
                };
                self.switch(who, wanted, attendance)
            }
            Command::Publish if self.may_publish(who, attendance) => Ok(()),
            Command::Publish => Err(Refusal::MayNotPublish),
        }
    }

    /// A newcomer finds her place; whoever leaves gives hers up.
    pub(super) fn notice(
        &mut self,
        fact: &Fact,
        attendance: &Attendance,
        auto_stage: bool,
        turn: &mut Turn,
    ) {
        match fact {
            Fact::Entered(who) => {
                self.forget_sources(who);
                if self.holds(who) || attendance.person(who).map(|p| p.role) != Some(Role::Speaker)
                {
                    return;
                }
                if auto_stage && self.up.len() < STAGE_HOLDS {
                    self.go_up(who.clone(), turn);
                } else if !self.backstage.contains(who) {
                    self.backstage.push(who.clone());
                }
            }
            Fact::Left(who) => {
                self.remove(who);
                self.backstage.retain(|waiting| waiting != who);
                self.forget_sources(who);
                self.forget_encoder(who);
            }
            Fact::EncodesNoMore(who) => self.forget_encoder(who),
            _ => {}
        }
    }

    /// Everything up to `ticket` is kept: places and voices granted by then may be heard.
    pub(super) fn settle(&mut self, ticket: u64) -> bool {
        let awaited = self.up.iter().filter_map(|(_, pending)| pending.as_ref());
        let mut awaited = awaited.chain(self.unmuting.values());
        let granted = awaited.any(|wanted| *wanted <= ticket);
        for (_, pending) in &mut self.up {
            *pending = pending.filter(|wanted| *wanted > ticket);
        }
        self.unmuting.retain(|_, wanted| *wanted > ticket);
        granted
    }

    /// On stage, committed or not.
    pub(super) fn holds(&self, who: &ParticipantId) -> bool {
        self.up.iter().any(|(up, _)| up == who)
    }

    /// On stage, and the commit that brought her there is kept.
    pub(super) fn carries(&self, who: &ParticipantId) -> bool {
        self.up
            .iter()
            .any(|(up, pending)| up == who && pending.is_none())
    }

    /// Those on stage, in the order they came up.
    pub(super) fn people(&self) -> impl Iterator<Item = &ParticipantId> {
        self.up.iter().map(|(who, _)| who)
    }

    /// Those backstage, in the order they came.
    pub(super) fn waiting(&self) -> &[ParticipantId] {
        &self.backstage
    }

    pub(super) fn spotlight(&self) -> Option<&ParticipantId> {
        self.spotlight.as_ref()
    }

    /// Silenced by a host.
    pub(super) fn is_muted(&self, who: &ParticipantId) -> bool {
        self.muted.contains(who)
    }

    /// Silenced, or given the voice back by a command that is not kept yet.
    pub(super) fn is_silent(&self, who: &ParticipantId) -> bool {
        self.is_muted(who) || self.unmuting.contains_key(who)
    }

    pub(super) fn sources(&self, who: &ParticipantId) -> Sources {
        let mut on = self.sources.get(who).copied().unwrap_or_default();
        if !self.encoded.is_empty() {
            let encodes = |source| self.encoded.contains(&(who.clone(), source));
            on.microphone |= encodes(Source::Microphone);
            on.camera |= encodes(Source::Camera);
        }
        on
    }

    /// Whether her encoder publishes this of her.
    pub(super) fn set_encoded(&mut self, who: &ParticipantId, source: Source, on: bool) {
        if on {
            self.encoded.insert((who.clone(), source));
        } else {
            self.encoded.remove(&(who.clone(), source));
        }
    }

    /// Those on stage who share a screen; the latest first.
    pub(super) fn sharing(&self) -> impl Iterator<Item = &ParticipantId> {
        self.screens.iter().rev().filter(|who| self.carries(who))
    }

    /// Where somebody is.
    pub(super) fn place(&self, who: &ParticipantId, role: Role, seated: bool) -> Place {
        match role {
            _ if self.holds(who) => Place::Stage,
            Role::Speaker => Place::Backstage,
            Role::Interpreter if seated => Place::Booth,
            _ => Place::Hall,
        }
    }

    /// Takes over what a failed ledger does not touch.
    pub(super) fn carry(&mut self, old: Self, attendance: &Attendance) {
        self.sources = old.sources;
        self.encoded = old.encoded;
        self.screens = old.screens;
        self.spotlight = old.spotlight.filter(|who| self.holds(who));
        for (who, person) in attendance.everybody() {
            if person.role == Role::Speaker && !self.holds(who) && !self.backstage.contains(who) {
                self.backstage.push(who.clone());
            }
        }
    }

    /// Whether somebody is where one publishes.
    pub(super) fn may_publish(&self, who: &ParticipantId, attendance: &Attendance) -> bool {
        attendance.present(who).is_some_and(|person| {
            // The staff talks to the booths from wherever it is.
            self.holds(who) || person.role != Role::Attendee
        })
    }

    fn bring_up(
        &mut self,
        whom: ParticipantId,
        attendance: &Attendance,
        hands: &Hands,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let person = attendance
            .present(&whom)
            .ok_or(Refusal::NoSuchParticipant)?;
        if self.holds(&whom) {
            return Ok(());
        }
        if person.role == Role::Attendee && hands.since(&whom).is_none() {
            return Err(Refusal::NotBackstage);
        }
        if self.up.len() >= STAGE_HOLDS {
            return Err(Refusal::StageFull);
        }
        self.go_up(whom, turn);
        Ok(())
    }

    fn go_up(&mut self, whom: ParticipantId, turn: &mut Turn) {
        self.backstage.retain(|waiting| *waiting != whom);
        self.up.push((whom.clone(), Some(turn.ticket)));
        turn.tell(Fact::WentOnStage(whom));
    }

    fn take_down(
        &mut self,
        whom: &ParticipantId,
        attendance: &Attendance,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let person = attendance.present(whom).ok_or(Refusal::NoSuchParticipant)?;
        if !self.holds(whom) {
            return Err(Refusal::NotOnStage);
        }
        self.remove(whom);
        if person.role == Role::Speaker {
            self.backstage.push(whom.clone());
        }
        turn.touch(whom);
        Ok(())
    }

    fn remove(&mut self, whom: &ParticipantId) {
        self.up.retain(|(up, _)| up != whom);
        if self.spotlight.as_ref() == Some(whom) {
            self.spotlight = None;
        }
    }

    fn put_in_front(&mut self, whom: Option<ParticipantId>) -> Result<(), Refusal> {
        if whom.as_ref().is_some_and(|who| !self.holds(who)) {
            return Err(Refusal::NotOnStage);
        }
        self.spotlight = whom;
        Ok(())
    }

    fn mute(
        &mut self,
        whom: &ParticipantId,
        muted: bool,
        attendance: &Attendance,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        attendance.present(whom).ok_or(Refusal::NoSuchParticipant)?;
        if muted {
            self.muted.insert(whom.clone());
            self.unmuting.remove(whom);
            turn.tell(Fact::Silenced(whom.clone()));
        } else if self.muted.remove(whom) {
            self.unmuting.insert(whom.clone(), turn.ticket);
            turn.touch(whom);
        }
        Ok(())
    }

    fn switch(
        &mut self,
        who: &ParticipantId,
        wanted: Sources,
        attendance: &Attendance,
    ) -> Result<(), Refusal> {
        if !self.may_publish(who, attendance) {
            return Err(Refusal::MayNotPublish);
        }
        let before = self.sources.get(who).copied().unwrap_or_default();
        self.sources.insert(who.clone(), wanted);
        if before.screen != wanted.screen {
            self.screens.retain(|sharing| sharing != who);
        }
        if wanted.screen && !before.screen {
            self.screens.push(who.clone());
        }
        Ok(())
    }

    fn forget_encoder(&mut self, who: &ParticipantId) {
        self.encoded.retain(|(owner, _)| owner != who);
    }

    fn forget_sources(&mut self, who: &ParticipantId) {
        self.sources.remove(who);
        self.screens.retain(|sharing| sharing != who);
    }
}

const STAGE_HOLDS: usize = 12;

mod standing_in;

#[cfg(test)]
mod tests;
