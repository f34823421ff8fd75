//! Coming in, going, who is here, and what one agrees to.

use super::{Asked, Hello, Wish, durable, live};
use crate::domain::command::Command;
use crate::domain::{attendance, consent};
use crate::protocol::client::entering::{self, GiveConsent, ListPeople, SetName};
use crate::protocol::refusal::Code;

impl Asked for entering::Hello {
    fn wish(self) -> Result<Wish, Code> {
        Ok(Wish::Enter(Hello {
            ticket: self.ticket,
            seat: self.seat,
            move_here: self.move_here,
            resume: self.resume.map(|resume| (resume.epoch, resume.seq)),
        }))
    }
}

impl Asked for SetName {
    fn wish(self) -> Result<Wish, Code> {
        live(Command::Attendance(attendance::Command::SetName(self.name)))
    }
}

impl Asked for ListPeople {
    fn wish(self) -> Result<Wish, Code> {
        let after = self.after;
        live(Command::Attendance(attendance::Command::List { after }))
    }
}

impl Asked for GiveConsent {
    fn wish(self) -> Result<Wish, Code> {
        let consent = consent::Consent {
            recording: self.recording,
            publishing: self.publishing,
            live_processing: self.live_processing,
            machine_use: self.machine_use,
        };
        durable(self.key, Command::Consent(consent::Command::Give(consent)))
    }
}
