//! What moving on in the run sheet means for the others: the floor's language, who is expected and called, and who may
//! take over from somebody whose connection is lost. And practice, which leaves nothing behind.
//!
//! No list is kept here: the run sheet, the stage and the cues have their own rules.

use super::cues;
use super::device_check;
use super::effect::{Effects, Record};
use super::fact::Turn;
use super::id::ParticipantId;
use super::notice::{Audience, Stream, What};
use super::parts::Parts;
use super::phase::{self, Phase};
use super::refusal::Refusal;
use super::role::Role;
use super::run_sheet;
use super::told::tell;
use super::view::Cue;

impl Parts {
    /// Writes the run sheet, or moves on in it.
    pub(super) fn conduct(
        &mut self,
        command: run_sheet::Command,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let before = self.beside.run_sheet.current;
        let expected: Vec<_> = self.beside.run_sheet.people().cloned().collect();
        let writes = matches!(command, run_sheet::Command::Set(_));
        let runs = matches!(self.progress.phase(), Phase::Live | Phase::Paused);
        self.beside.run_sheet.handle(command, runs, turn)?;
        if writes {
            for who in self.possible_speakers() {
                self.expect(&who, turn);
            }
        } else if self.beside.run_sheet.current != before {
            self.begin_item(turn);
        }
        for who in expected.iter().chain(self.beside.run_sheet.people()) {
            turn.touch(who);
        }
        Ok(())
    }

    /// Whoever comes in under a name that stands on the run sheet is expected by her id from then on.
    pub(super) fn expect(&mut self, who: &ParticipantId, turn: &mut Turn) {
        let person = self.attendance.person(who);
        if let Some(person) = person.filter(|person| may_be_expected(person.role)) {
            self.beside.run_sheet.bind(who, &person.name, turn);
        }
    }

    /// The host calls somebody to the stage, or takes that back.
    pub(super) fn cue(&mut self, command: cues::Command, turn: &mut Turn) -> Result<(), Refusal> {
        let cues::Command::Call { participant, on } = command;
        let person = self.attendance.present(&participant);
        let person = person.ok_or(Refusal::NoSuchParticipant)?;
        if on && (person.role == Role::Attendee || self.stage.holds(&participant)) {
            return Err(Refusal::NotBackstage);
        }
        self.beside.cues.set(&participant, on);
        turn.touch(&participant);
        Ok(())
    }

    /// What calls somebody to the stage: the host, or the item that comes next.
    pub(super) fn cue_of(&self, who: &ParticipantId) -> Option<Cue> {
        if self.stage.holds(who) {
            return None;
        }
        if self.beside.cues.calls(who) {
            return Some(Cue::Called);
        }
        let next = self.beside.run_sheet.next();
        let next = next.is_some_and(|item| item.people.contains(who));
        (next && self.progress.is_open()).then_some(Cue::Next)
    }

    /// What the page found at the device check is kept, and she is backstage from now on.
    pub(super) fn check_in(
        &mut self,
        who: &ParticipantId,
        command: device_check::Command,
        turn: &mut Turn,
    ) {
        let score = self.beside.checks.score(who);
        self.beside.device_checks.handle(who, command, score, turn);
    }

    /// Goes on stage in the place of somebody whose connection is lost; the lost one's place stays hers.
    pub(super) fn take_over(
        &mut self,
        who: &ParticipantId,
        lost: &ParticipantId,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let role = self.attendance.person(who).map(|person| person.role);
        let on = self.beside.run_sheet.on();
        let expected = on.is_some_and(|item| item.people.contains(who));
        if !expected && !role.is_some_and(Role::is_staff) {
            return Err(Refusal::Forbidden);
        }
        self.stage.take_over(who, lost, &self.attendance, turn)
    }

    /// Moves the show to another phase, or begins or ends practice.
    pub(super) fn step(&mut self, command: phase::Command, turn: &mut Turn) -> Result<(), Refusal> {
        let (before, practised) = (self.progress.phase(), self.progress.practises());
        self.progress.handle(command, turn)?;
        let people: Vec<_> = self.beside.run_sheet.people().cloned().collect();
        for who in &people {
            turn.touch(who);
        }
        match (practised, self.progress.practises()) {
            (false, true) => self.count_presence(false, turn),
            (true, false) => {
                self.forget_practice(turn);
                self.count_presence(true, turn);
            }
            _ => {}
        }
        if self.progress.phase() == Phase::Live
            && matches!(before, Phase::Planned | Phase::DoorsOpen)
        {
            self.beside.run_sheet.mark(turn);
        }
        Ok(())
    }

    /// Takes out what practice does not leave behind, but for the turn that begins it.
    pub(super) fn uncount(&self, out: &mut Effects) {
        let begins = |record: &Record| matches!(record, Record::Practice(Some(_)));
        if self.progress.practises() && !out.records.iter().any(begins) {
            out.records.retain(|record| !record.counts());
        }
    }

    /// The stage is empty, nobody has asked anything, nothing is on: as before. Everybody is told everything afresh.
    fn forget_practice(&mut self, turn: &mut Turn) {
        self.questions.forget();
        self.stage.clear(&self.attendance, turn);
        self.beside.cues.clear();
        self.beside.run_sheet.rewind(turn);
        self.floor.declare(None, false, turn);
        let all: Vec<_> = self
            .attendance
            .everybody()
            .map(|(who, _)| who.clone())
            .collect();
        for who in &all {
            turn.touch(who);
        }
        let what = What::Welcome { re: None };
        tell(turn, Audience::Everyone, Stream::Durable, what);
    }

    /// Practice is a gap in everybody's attendance.
    fn count_presence(&self, came: bool, turn: &mut Turn) {
        for (who, person) in self.attendance.everybody() {
            if person.is_connected() {
                turn.out.records.push(Record::Attended {
                    participant: who.clone(),
                    came,
                    at: turn.now,
                });
            }
        }
    }

    /// The language of what is on becomes the floor's until the voices say otherwise; one that is pinned stays.
    fn begin_item(&mut self, turn: &mut Turn) {
        let spoken = self.beside.run_sheet.on();
        let Some(language) = spoken.and_then(|item| item.language.clone()) else {
            return;
        };
        if !self.floor.is_pinned() && self.floor.language() != Some(&language) {
            self.floor.declare(Some(language), false, turn);
        }
    }

    fn possible_speakers(&self) -> Vec<ParticipantId> {
        let crew = self.attendance.crew();
        let crew = crew.filter(|(_, person)| may_be_expected(person.role));
        crew.map(|(who, _)| who.clone()).collect()
    }
}

/// An attendee chooses her name herself, and an interpreter speaks for others.
fn may_be_expected(role: Role) -> bool {
    role == Role::Speaker || role.is_staff()
}

#[cfg(test)]
mod tests;
