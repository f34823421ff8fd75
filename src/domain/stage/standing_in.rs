//! Going on stage for somebody whose connection is lost, and clearing the stage after practice. Who may stand in is not
//! decided here.

use super::{STAGE_HOLDS, Stage};
use crate::domain::attendance::Attendance;
use crate::domain::fact::Turn;
use crate::domain::id::ParticipantId;
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;

impl Stage {
    /// The lost one keeps her place; what she had in front is in front of whoever stands in for her.
    pub(in crate::domain) fn take_over(
        &mut self,
        who: &ParticipantId,
        lost: &ParticipantId,
        attendance: &Attendance,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let absent = attendance.present(lost);
        let absent = absent.ok_or(Refusal::NoSuchParticipant)?;
        if !self.holds(lost) {
            return Err(Refusal::NotOnStage);
        }
        if absent.is_connected() {
            return Err(Refusal::WrongState);
        }
        if !self.holds(who) {
            if self.up.len() >= STAGE_HOLDS {
                return Err(Refusal::StageFull);
            }
            self.go_up(who.clone(), turn);
        }
        if self.spotlight.as_ref() == Some(lost) {
            self.spotlight = Some(who.clone());
        }
        Ok(())
    }

    /// Takes everybody down.
    pub(in crate::domain) fn clear(&mut self, attendance: &Attendance, turn: &mut Turn) {
        let all: Vec<_> = self.people().cloned().collect();
        for who in all {
            self.remove(&who);
            if attendance.present(&who).map(|person| person.role) == Some(Role::Speaker) {
                self.backstage.push(who.clone());
            }
            turn.touch(&who);
        }
    }
}
