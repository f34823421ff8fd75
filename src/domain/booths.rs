//! All booths of a room: who has which seat, who may take which channel, and what each channel is fed with.

use super::attendance::{Attendance, Entry};
use super::booth::{Booth, Command, Microphone};
use super::effect::{Flow, PersonRecord, Place};
use super::fact::{Fact, Turn};
use super::floor::Floor;
use super::id::{BoothId, ParticipantId};
use super::language::Language;
use super::refusal::Refusal;
use super::role::Role;
use super::seat::Seat;
use super::show::Show;
use super::time::Moment;
use super::view::ChannelState;

/// What feeds a channel now.
#[derive(Clone, Copy, Debug)]
pub(super) struct Feed<'a> {
    pub(super) state: ChannelState,
    /// The booth and the seat whose voice it is, or is kept for.
    pub(super) carrier: Option<(&'a Booth, &'a Seat)>,
    /// A voice goes out: live, or the tail of a sentence.
    pub(super) sounds: bool,
}

/// The booths of a room.
#[derive(Debug)]
pub(super) struct Booths {
    booths: Vec<Booth>,
}

impl Booths {
    /// The booths as planned and kept; those who had a seat have `now` begun to be missed.
    pub(super) fn open(
        show: &Show,
        kept: &[(BoothId, Language, bool)],
        people: &[PersonRecord],
        now: Moment,
    ) -> Self {
        let booths = show.booths.iter().filter_map(|plan| {
            let known = kept.iter().find(|(id, ..)| *id == plan.id);
            Booth::new(
                plan,
                known.map(|(_, output, latch)| (output.clone(), *latch)),
            )
        });
        let mut booths: Vec<_> = booths.collect();
        for person in people.iter().filter(|p| p.role == Role::Interpreter) {
            let seated = matches!(person.place, Place::Booth | Place::Stage);
            let booth = booths
                .iter_mut()
                .find(|b| Some(&b.id) == person.booth.as_ref());
            if let Some(booth) = booth.filter(|b| seated && b.has_room()) {
                let fixed = person.language.clone();
                booth
                    .seats
                    .push(Seat::new(person.participant.clone(), fixed, Some(now)));
            }
        }
        Self { booths }
    }

    /// The booth in which this interpreter gets a seat, or has one.
    pub(super) fn place_for(&self, entry: &Entry) -> Result<Option<BoothId>, Refusal> {
        if entry.role != Role::Interpreter {
            return Ok(None);
        }
        let mut wanted = self
            .booths
            .iter()
            .filter(|b| entry.booth.as_ref().is_none_or(|id| *id == b.id))
            .peekable();
        wanted.peek().ok_or(Refusal::NoSuchBooth)?;
        let own = |b: &&Booth| b.seat(&entry.participant).is_some();
        let booth = wanted
            .clone()
            .find(own)
            .or_else(|| wanted.find(|b| b.has_room()));
        booth.map(|b| Some(b.id.clone())).ok_or(Refusal::BoothFull)
    }

    pub(super) fn handle(
        &mut self,
        who: &ParticipantId,
        command: Command,
        muted: bool,
        floor: &Floor,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        match command {
            Command::Microphone(Microphone::On | Microphone::Armed) if muted => {
                Err(Refusal::MayNotPublish)
            }
            Command::Microphone(to) => self.switch(who, to, floor, turn.now),
            Command::Direction {
                language,
                override_latch,
            } => self.direct(who, language, override_latch, floor, turn),
            _ => Err(Refusal::WrongState),
        }
    }

    pub(super) fn notice(
        &mut self,
        fact: &Fact,
        attendance: &Attendance,
        floor: &Floor,
        now: Moment,
    ) {
        match fact {
            Fact::Entered(who) => {
                let person = attendance.person(who);
                let seat = person.and_then(|p| Some((p.booth.as_ref()?, p.language.clone())));
                if let Some((booth, fixed)) = seat {
                    self.sit(who, booth, fixed, now);
                }
            }
            Fact::Lost(who) => self.let_happen(who, |seat| seat.lose(now)),
            Fact::Left(who) => {
                for booth in &mut self.booths {
                    booth.seats.retain(|seat| seat.who != *who);
                }
            }
            // On stage her voice is the floor's; her booth goes on without her.
            Fact::WentOnStage(who) | Fact::Silenced(who) => self.let_happen(who, |seat| {
                seat.close();
                false
            }),
            Fact::FloorChanged { from } => self.face(floor, from.as_ref(), now),
            Fact::Speaks(..) => {}
        }
    }

    /// The floor speaks another language than before.
    pub(super) fn face(&mut self, floor: &Floor, from: Option<&Language>, now: Moment) {
        for booth in &mut self.booths {
            booth.face(floor.language(), from, now);
        }
    }

    /// Packets of an interpreter's microphone arrive, or do not.
    pub(super) fn set_flow(&mut self, who: &ParticipantId, flow: Option<Flow>, now: Moment) {
        self.let_happen(who, |seat| seat.set_flow(flow, now));
    }

    /// An interpreter speaks, or pauses, since then.
    pub(super) fn set_voice(&mut self, who: &ParticipantId, speaking: bool, since: Moment) {
        self.let_happen(who, |seat| {
            seat.set_voice(speaking, since);
            false
        });
    }

    /// Ends what has lasted long enough, and cuts where a cut is due.
    pub(super) fn expire(&mut self, turn: &mut Turn) {
        for booth in &mut self.booths {
            booth.expire(turn.now);
        }
        let due = self.booths.iter().filter_map(|b| {
            let (language, _) = b.armed.as_ref()?;
            b.cut_due()
                .is_some_and(|due| due <= turn.now)
                .then(|| (b.id.clone(), language.clone()))
        });
        let due: Vec<_> = due.collect();
        for (id, language) in due {
            let taken = self.is_taken(&language, |b, seat| b.id == id && seat.fixed.is_none());
            if let Some(booth) = self.booths.iter_mut().find(|b| b.id == id) {
                // Never two voices on one channel: who would be the second falls silent.
                if taken {
                    booth.close_shared();
                }
                booth.turn_to(language);
                turn.out.records.push(booth.record());
            }
        }
    }

    pub(super) fn deadline(&self) -> Option<Moment> {
        self.booths.iter().filter_map(Booth::deadline).min()
    }

    /// What `language` is fed with, while the floor is what it is.
    pub(super) fn feed(&self, language: &Language, floor: &Floor, consecutive: bool) -> Feed<'_> {
        let on_it = |wanted: fn(&Seat) -> bool| {
            self.seats()
                .find(|(b, s)| b.output_of(s) == language && wanted(s))
        };
        let live = on_it(Seat::is_live);
        let own = floor.language() == Some(language);
        let (state, carrier) = if consecutive {
            (ChannelState::Floor, None)
        } else if own && !live.is_some_and(|(b, _)| b.override_latch) {
            (ChannelState::Floor, live.filter(|(b, s)| b.has_tail(s)))
        } else if live.is_some() {
            (ChannelState::Live, live)
        } else if let held @ Some(_) = on_it(Seat::is_held) {
            (ChannelState::Held, held)
        } else {
            (ChannelState::Fallback, None)
        };
        Feed {
            state,
            carrier,
            sounds: carrier.is_some() && state != ChannelState::Held,
        }
    }

    /// All booths, in the order of the plan.
    pub(super) fn all(&self) -> &[Booth] {
        &self.booths
    }

    /// The booth and seat of an interpreter.
    pub(super) fn seat(&self, who: &ParticipantId) -> Option<(&Booth, &Seat)> {
        self.seats().find(|(_, seat)| seat.who == *who)
    }

    /// Directions as the ledger knows them.
    pub(super) fn kept(&self) -> Vec<(BoothId, Language, bool)> {
        self.booths
            .iter()
            .filter(|b| b.kept)
            .map(|b| (b.id.clone(), b.output.clone(), b.override_latch))
            .collect()
    }

    /// Takes over what a failed ledger does not touch: seats and microphones.
    pub(super) fn carry(&mut self, old: Self) {
        for old in old.booths {
            if let Some(booth) = self.booths.iter_mut().find(|b| b.id == old.id) {
                booth.seats = old.seats;
                booth.armed = old.armed.filter(|_| booth.output == old.output);
            }
        }
    }

    fn seats(&self) -> impl Iterator<Item = (&Booth, &Seat)> {
        self.booths
            .iter()
            .flat_map(|b| b.seats.iter().map(move |seat| (b, seat)))
    }

    /// Takes a seat, or keeps it; `fixed` is her ticket's language. Nobody sits in two booths.
    fn sit(&mut self, who: &ParticipantId, booth: &BoothId, fixed: Option<Language>, now: Moment) {
        for other in self.booths.iter_mut().filter(|b| b.id != *booth) {
            other.seats.retain(|seat| seat.who != *who);
        }
        let Some(booth) = self.booths.iter_mut().find(|b| b.id == *booth) else {
            return;
        };
        if booth.seat(who).is_none() {
            booth.seats.push(Seat::new(who.clone(), fixed, None));
            return;
        }
        booth.let_happen(who, |seat| {
            seat.fixed = fixed;
            seat.come_back(now)
        });
    }

    fn let_happen(&mut self, who: &ParticipantId, what: impl FnOnce(&mut Seat) -> bool) {
        if let Some(booth) = self.booths.iter_mut().find(|b| b.seat(who).is_some()) {
            booth.let_happen(who, what);
        }
    }

    /// Somebody but those who are `excepted` has the channel.
    fn is_taken(&self, language: &Language, excepted: impl Fn(&Booth, &Seat) -> bool) -> bool {
        self.seats()
            .any(|(b, s)| b.output_of(s) == language && s.occupies() && !excepted(b, s))
    }

    fn switch(
        &mut self,
        who: &ParticipantId,
        to: Microphone,
        floor: &Floor,
        now: Moment,
    ) -> Result<(), Refusal> {
        let (booth, seat) = self.seat(who).ok_or(Refusal::MayNotPublish)?;
        if to == Microphone::On && !seat.occupies() {
            let output = booth.output_of(seat).clone();
            if self.is_taken(&output, |_, other| other.who == *who) {
                return Err(Refusal::ChannelOccupied);
            }
            if floor.language() == Some(&output) && !booth.override_latch {
                return Err(Refusal::SpeaksFloorLanguage);
            }
            self.release(&output, who);
        }
        self.let_happen(who, |seat| {
            seat.switch(to, now);
            false
        });
        Ok(())
    }

    /// Whoever was on the channel and has lost her connection gives it up for good.
    fn release(&mut self, language: &Language, taker: &ParticipantId) {
        for booth in &mut self.booths {
            let output = booth.output.clone();
            for seat in &mut booth.seats {
                let speaks = seat.fixed.as_ref().unwrap_or(&output) == language;
                if speaks && seat.who != *taker && !seat.stands_by() {
                    seat.close();
                }
            }
        }
    }

    fn direct(
        &mut self,
        who: &ParticipantId,
        language: Language,
        override_latch: bool,
        floor: &Floor,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let (booth, seat) = self.seat(who).ok_or(Refusal::MayNotPublish)?;
        let (id, fixed) = (booth.id.clone(), seat.fixed.clone());
        if !booth.languages.contains(&language) {
            return Err(Refusal::UnknownLanguage);
        }
        if fixed.as_ref().is_some_and(|fixed| *fixed != language) {
            return Err(Refusal::Forbidden);
        }
        if floor.language() == Some(&language) && !override_latch {
            return Err(Refusal::SpeaksFloorLanguage);
        }
        let moves = fixed.is_none() && booth.speaks_shared();
        if moves && self.is_taken(&language, |b, seat| b.id == id && seat.fixed.is_none()) {
            return Err(Refusal::ChannelOccupied);
        }
        if let Some(booth) = self.booths.iter_mut().find(|b| b.id == id) {
            if fixed.is_none() {
                booth.turn_to(language);
            }
            booth.kept = true;
            booth.override_latch = override_latch;
            turn.out.records.push(booth.record());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
