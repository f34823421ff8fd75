//! The parts beside the interpretation, kept together: intercom, signals, papers, run sheet, cues, banner, consents and
//! checks.
//!
//! Only how they are opened, kept and asked stands here; each part has its own rules.

use super::banner::Banner;
use super::booth::Microphone;
use super::consent::Consents;
use super::cues::Cues;
use super::device_check::DeviceChecks;
use super::fact::{Fact, Turn};
use super::fitness::Checks;
use super::id::{ParticipantId, Source, TrackId};
use super::papers::{self, Papers, Writer};
use super::parts::Parts;
use super::picture::Shown;
use super::refusal::Refusal;
use super::role::Action;
use super::run_sheet::RunSheet;
use super::signals::{self, Signals};
use super::snapshot::Snapshot;
use super::talk::{self, Talks, Voice};
use super::time::Moment;

/// What happens beside the channels.
#[derive(Debug, Default)]
pub(super) struct Beside {
    pub(super) talks: Talks,
    pub(super) signals: Signals,
    pub(super) papers: Papers,
    pub(super) run_sheet: RunSheet,
    pub(super) consents: Consents,
    pub(super) checks: Checks,
    pub(super) device_checks: DeviceChecks,
    pub(super) cues: Cues,
    pub(super) banner: Option<Banner>,
}

impl Beside {
    pub(super) fn open(kept: Snapshot) -> Self {
        Self {
            papers: Papers::open(kept.papers),
            run_sheet: kept.run_sheet,
            consents: Consents::open(kept.consents),
            device_checks: DeviceChecks::open(kept.device_checks, &kept.people),
            banner: kept.banner,
            ..Self::default()
        }
    }

    /// Takes over what a failed ledger does not touch.
    pub(super) fn carry(&mut self, old: Self) {
        self.talks = old.talks;
        self.signals = old.signals;
        self.papers.carry(old.papers);
        self.checks = old.checks;
        self.cues = old.cues;
    }

    pub(super) fn notice(&mut self, fact: &Fact) {
        self.talks.notice(fact);
        self.checks.notice(fact);
        self.device_checks.notice(fact);
        self.cues.notice(fact);
    }

    pub(super) fn expire(&mut self, now: Moment) {
        self.signals.expire(now);
        self.papers.expire(now);
    }

    pub(super) fn deadline(&self) -> Option<Moment> {
        let all = [self.signals.deadline(), self.papers.deadline()];
        all.into_iter().flatten().min()
    }
}

impl Parts {
    pub(super) fn talk(
        &mut self,
        who: &ParticipantId,
        command: talk::Command,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let person = self.attendance.person(who).ok_or(Refusal::NotIn)?;
        let voice = Voice {
            who,
            role: person.role,
            booth: self.booths.seat(who).map(|(booth, _)| &booth.id),
            on_stage: self.stage.holds(who),
            muted: self.stage.is_muted(who),
        };
        let booths = self.booths.all().iter().map(|booth| booth.id.clone());
        let booths: Vec<_> = booths.collect();
        self.beside
            .talks
            .handle(voice, command, &booths, turn.now)?;
        turn.touch(who);
        Ok(())
    }

    pub(super) fn signal(
        &mut self,
        who: &ParticipantId,
        command: signals::Command,
        now: Moment,
    ) -> Result<(), Refusal> {
        let (booth, _) = self.booths.seat(who).ok_or(Refusal::NoSuchBooth)?;
        self.beside.signals.handle(who, &booth.id, command, now)
    }

    pub(super) fn write(
        &mut self,
        who: &ParticipantId,
        command: papers::Command,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let person = self.attendance.person(who).ok_or(Refusal::NotIn)?;
        let (booth, _) = self.booths.seat(who).ok_or(Refusal::NoSuchBooth)?;
        let writer = Writer {
            who,
            name: &person.name,
            booth: &booth.id,
            columns: booth.languages.len(),
        };
        self.beside.papers.handle(writer, command, turn)
    }

    /// The pictures of those who sign: interpreters of a sign-language booth whose microphone key is on.
    pub(super) fn signing(&self) -> Vec<Shown> {
        let booths = self.booths.all().iter().filter(|booth| booth.sign);
        let seats = booths.flat_map(|booth| &booth.seats);
        let on = seats.filter(|seat| seat.microphone == Microphone::On);
        let shown = on.filter_map(|seat| {
            let source = Source::Camera;
            let person = self.attendance.present(&seat.who)?;
            let peer = person.carrier(source, &self.tracks)?;
            self.tracks.codec(peer, source)?;
            let visible = self.stage.sources(&seat.who).camera && !self.stage.holds(&seat.who);
            visible.then(|| Shown {
                who: seat.who.clone(),
                track: TrackId { peer, source },
            })
        });
        shown.collect()
    }

    /// What follows from the others for the lines beside the channels, and from those for the booths.
    pub(super) fn settle_talks(&mut self, turn: &mut Turn) {
        let members = self.beside.talks.briefing().to_vec();
        let phase = self.progress.phase_for(Action::Briefing);
        self.beside.talks.close(phase);
        for who in members.iter().filter(|who| !self.beside.talks.attends(who)) {
            turn.touch(who);
        }
        let talks = &self.beside.talks;
        self.booths
            .set_talking(|who| talks.is_talking(who), turn.now);
    }
}

#[cfg(test)]
mod tests;
