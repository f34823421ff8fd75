//! What the ledger should hold of the parts, put together. Each part knows its own.

use super::Parts;
use crate::domain::attendance::Person;
use crate::domain::effect::PersonRecord;
use crate::domain::id::ParticipantId;
use crate::domain::snapshot::Snapshot;

impl Parts {
    /// All that the ledger should hold.
    pub(in crate::domain) fn snapshot(&self) -> Snapshot {
        let people = self.attendance.in_order();
        let (questions, votes) = self.questions.kept();
        let counts = !self.progress.practises();
        Snapshot {
            phase: self.progress.kept(),
            floor: self.floor.kept(),
            people: people
                .into_iter()
                .map(|(who, person)| self.record(who, person))
                .collect(),
            booths: self.booths.kept(),
            works: self.booths.kept_works(),
            interlocks: self.channels.kept_interlocks(),
            questions: if counts { questions } else { Vec::new() },
            votes: if counts { votes } else { Vec::new() },
            receipts: self.receipts.kept(),
            papers: self.beside.papers.kept(),
            run_sheet: self.beside.run_sheet.clone(),
            practice: self.progress.practice(),
            banner: self.beside.banner.clone(),
            device_checks: self.beside.device_checks.kept(),
            consents: self.beside.consents.kept(),
        }
    }

    /// What is kept of a person.
    pub(in crate::domain) fn record(&self, who: &ParticipantId, person: &Person) -> PersonRecord {
        let (choice, underneath) = self.channels.choice(who);
        let seat = self.booths.seat(who).map(|(_, seat)| seat);
        PersonRecord {
            participant: who.clone(),
            role: person.role,
            name: person.name.clone(),
            language: person.language.clone(),
            booth: person.booth.clone(),
            assigned: person.assigned,
            owns: seat.and_then(|seat| seat.owns.clone()),
            seat: person.seat.clone(),
            ticket: person.ticket.clone(),
            seats: person.seats,
            place: self.stage.place(who, person.role, seat.is_some()),
            hand: self.hands.since(who),
            choice,
            underneath,
            muted: self.stage.is_muted(who),
            seen: person.seen,
        }
    }
}
