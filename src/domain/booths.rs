//! All booths of a room: who has which seat, and who may take which channel. What a channel is then fed with is decided
//! in `channel`, what a booth hears in `pivot`, what is wrong in it in `alarms`.

use super::attendance::{Attendance, Entry};
use super::booth::{Booth, Command, IncomingChoice, Microphone};
use super::channel::Ground;
use super::effect::{Flow, PersonRecord, Place};
use super::fact::{Fact, Turn};
use super::id::{BoothId, ParticipantId};
use super::language::Language;
use super::refusal::Refusal;
use super::role::Role;
use super::seat::Seat;
use super::show::{Interlock, Show, Works};
use super::snapshot::Snapshot;
use super::time::Moment;

/// The booths of a room.
#[derive(Debug)]
pub(super) struct Booths {
    booths: Vec<Booth>,
    /// When the next alarm is due.
    alarm_at: Option<Moment>,
}

/// What the other parts say of somebody who asks something of a booth.
#[derive(Clone, Copy)]
pub(super) struct Circumstances<'a> {
    pub(super) ground: Ground<'a>,
    pub(super) show: &'a Show,
    pub(super) attendance: &'a Attendance,
    /// Who may take an occupied channel.
    pub(super) interlock: &'a dyn Fn(&Language) -> Interlock,
    /// Silenced by a host.
    pub(super) muted: bool,
}

impl Booths {
    /// The booths as planned and kept; those who had a seat have `now` begun to be missed.
    pub(super) fn open(show: &Show, kept: &Snapshot, now: Moment) -> Self {
        let booths = show.booths.iter().filter_map(|plan| {
            let known = kept.booths.iter().find(|(id, ..)| *id == plan.id);
            let works = kept.works.iter().find(|(id, _)| *id == plan.id);
            let direction = known.map(|(_, output, latch)| (output.clone(), *latch));
            Booth::new(plan, direction, works.map(|(_, works)| *works))
        });
        let mut booths: Vec<_> = booths.collect();
        let interpreters = kept.people.iter().filter(|p| p.role == Role::Interpreter);
        for person in interpreters {
            let seated = matches!(person.place, Place::Booth | Place::Stage);
            let booth = booths
                .iter_mut()
                .find(|b| Some(&b.id) == person.booth.as_ref());
            if let Some(booth) = booth.filter(|b| seated && b.has_room()) {
                booth.sit(seat_of(person, now));
            }
        }
        Self {
            booths,
            alarm_at: None,
        }
    }

    /// The booth in which this interpreter gets a seat, or has one; the one she was assigned to before her ticket's.
    pub(super) fn place_for(
        &self,
        entry: &Entry,
        assigned: Option<&BoothId>,
    ) -> Result<Option<BoothId>, Refusal> {
        if entry.role != Role::Interpreter {
            return Ok(None);
        }
        let own = |b: &&Booth| b.seat(&entry.participant).is_some();
        let fits = |b: &&Booth| own(b) || b.has_room();
        let assigned = self.booths.iter().find(|b| Some(&b.id) == assigned);
        if let Some(booth) = assigned.filter(fits) {
            return Ok(Some(booth.id.clone()));
        }
        let mut wanted = self
            .booths
            .iter()
            .filter(|b| entry.booth.as_ref().is_none_or(|id| *id == b.id))
            .peekable();
        wanted.peek().ok_or(Refusal::NoSuchBooth)?;
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
        at: Circumstances<'_>,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        match command {
            Command::Microphone(Microphone::On | Microphone::Armed) if at.muted => {
                Err(Refusal::MayNotPublish)
            }
            Command::Microphone(to) => {
                self.switch(who, to, at, turn)?;
                if let Some(seat) = self.seat_mut(who) {
                    seat.streams = seat.encodes && matches!(to, Microphone::On | Microphone::Cough);
                }
                Ok(())
            }
            Command::Direction {
                language,
                override_latch,
            } => self.direct(who, language, override_latch, at, turn),
            Command::HandOver(_) | Command::Cover(true) if at.muted => Err(Refusal::MayNotPublish),
            Command::HandOver(act) => {
                let now = turn.now;
                let booth = self.booth_of(who).ok_or(Refusal::MayNotPublish)?;
                booth.step(who, act, now)
            }
            Command::Cover(covers) => {
                let now = turn.now;
                let booth = self.booth_of(who).ok_or(Refusal::MayNotPublish)?;
                booth.cover(who, covers, now)
            }
            Command::Incoming(choice) => self.choose_incoming(who, choice, at.show),
            Command::Works { booth, works } => self.set_works(who, &booth, works, at, turn),
            Command::Assign { participant, booth } => self.assign(participant, booth, at, turn),
        }
    }

    pub(super) fn notice(&mut self, fact: &Fact, attendance: &Attendance, now: Moment) {
        match fact {
            Fact::Assigned(who, booth) => self.move_seat(who, booth),
            Fact::Entered(who) => {
                let person = attendance.person(who);
                let seat = person.and_then(|p| Some((p.booth.as_ref()?, p.language.clone())));
                // A page that opens beside her encoder closes nothing.
                let goes_on = |seat: &Seat| seat.encodes && seat.is_connected();
                if self.seat(who).is_some_and(|(_, seat)| goes_on(seat)) {
                    return;
                }
                if let Some((booth, fixed)) = seat {
                    self.sit(who, booth, fixed, now);
                }
            }
            Fact::Lost(who) => self.let_happen(who, now, |seat| seat.lose(now)),
            Fact::Left(who) => {
                for booth in &mut self.booths {
                    booth.seats.retain(|seat| seat.who != *who);
                }
            }
            // On stage her voice is the floor's; her booth goes on without her.
            Fact::WentOnStage(who) | Fact::Silenced(who) => self.let_happen(who, now, |seat| {
                seat.close();
                false
            }),
            Fact::Encodes(who) | Fact::EncodesNoMore(who) => {
                let encodes = matches!(fact, Fact::Encodes(_));
                if let Some(seat) = self.seat_mut(who) {
                    seat.set_encodes(encodes);
                }
            }
            Fact::Speaks(..) => {}
        }
    }

    /// Interpreters whose streams wait for a channel that nobody else has.
    pub(super) fn streams(&self) -> impl Iterator<Item = &ParticipantId> {
        let waiting = self.seats().filter(|(booth, seat)| {
            let output = booth.output_of(seat);
            let taken = |(other, s): (&Booth, &Seat)| {
                (s.occupies() || s.is_held()) && s.who != seat.who && other.output_of(s) == output
            };
            seat.waits_for_channel()
                && !booth.is_awaited(&seat.who)
                && (booth.sign || !self.voices().any(taken))
        });
        waiting.map(|(_, seat)| &seat.who)
    }

    /// Packets of an interpreter's microphone arrive, or do not.
    pub(super) fn set_flow(&mut self, who: &ParticipantId, flow: Option<Flow>, now: Moment) {
        self.let_happen(who, now, |seat| seat.set_flow(flow, now));
    }

    /// An interpreter speaks, or pauses, since then.
    pub(super) fn set_voice(
        &mut self,
        who: &ParticipantId,
        speaking: bool,
        since: Moment,
        ground: Ground<'_>,
    ) {
        let begins = self
            .seat_mut(who)
            .is_some_and(|seat| seat.set_voice(speaking, since) && seat.is_live());
        if begins {
            self.source_begins(Some(who), ground, since);
        }
    }

    /// Draws the consequences of all that happened: what ends, what each booth hears, and what is wrong.
    pub(super) fn settle(
        &mut self,
        ground: Ground<'_>,
        speech: Option<Moment>,
        is_wanted: impl Fn(&Language) -> bool,
        now: Moment,
    ) {
        for booth in &mut self.booths {
            booth.end_if_void();
        }
        self.choose_sources(ground, now);
        self.alarm_at = self.raise_alarms(ground, speech, is_wanted, now);
    }

    /// Who talks beside her channel now: nobody tuned to her hears that.
    pub(super) fn set_talking(&mut self, talks: impl Fn(&ParticipantId) -> bool, now: Moment) {
        for seat in self.booths.iter_mut().flat_map(|b| &mut b.seats) {
            seat.set_talking(talks(&seat.who), now);
        }
    }

    /// Ends what has lasted long enough, and cuts where a cut is due.
    pub(super) fn expire(&mut self, ground: Ground<'_>, turn: &mut Turn) {
        for booth in &mut self.booths {
            booth.expire(turn.now);
        }
        let due = self.booths.iter().filter_map(|b| {
            let armed = b.armed.as_ref()?;
            let direct = self.is_direct(b, ground);
            let due = b.cut_due().is_some_and(|due| due <= turn.now);
            due.then(|| (!direct, b.id.clone(), armed.language.clone()))
        });
        let mut due: Vec<_> = due.collect();
        // Who hears the floor goes before who hears a pivot.
        due.sort_by_key(|(second, ..)| *second);
        for (_, id, language) in due {
            self.turn_by_itself(&id, language, ground, turn);
        }
    }

    pub(super) fn deadline(&self) -> Option<Moment> {
        let booths = self.booths.iter().filter_map(Booth::deadline);
        booths.chain(self.alarm_at).min()
    }

    /// All booths, in the order of the plan.
    pub(super) fn all(&self) -> &[Booth] {
        &self.booths
    }

    pub(super) fn all_mut(&mut self) -> &mut [Booth] {
        &mut self.booths
    }

    /// The booth and seat of an interpreter.
    pub(super) fn seat(&self, who: &ParticipantId) -> Option<(&Booth, &Seat)> {
        self.seats().find(|(_, seat)| seat.who == *who)
    }

    pub(super) fn seat_mut(&mut self, who: &ParticipantId) -> Option<&mut Seat> {
        self.booth_of(who)?.seat_mut(who)
    }

    pub(super) fn seats(&self) -> impl Iterator<Item = (&Booth, &Seat)> {
        self.booths
            .iter()
            .flat_map(|b| b.seats.iter().map(move |seat| (b, seat)))
    }

    /// The seats that may feed a channel: whoever signs has none.
    pub(super) fn voices(&self) -> impl Iterator<Item = (&Booth, &Seat)> {
        self.seats().filter(|(booth, _)| !booth.sign)
    }

    /// Directions as the ledger knows them.
    pub(super) fn kept(&self) -> Vec<(BoothId, Language, bool)> {
        self.booths
            .iter()
            .filter(|b| b.kept)
            .map(|b| (b.id.clone(), b.output.clone(), b.override_latch))
            .collect()
    }

    /// How booths work, where somebody chose it.
    pub(super) fn kept_works(&self) -> Vec<(BoothId, Works)> {
        let chosen = self.booths.iter().filter(|b| b.works_kept);
        chosen.map(|b| (b.id.clone(), b.works)).collect()
    }

    /// Who sits in booths whose directions have changed their owners since the last call.
    pub(super) fn reowned(&mut self) -> Vec<ParticipantId> {
        let booths = self.booths.iter_mut();
        let changed = booths.filter_map(|b| std::mem::take(&mut b.reowned).then_some(&b.seats));
        changed.flatten().map(|seat| seat.who.clone()).collect()
    }

    /// Takes over what a failed ledger does not touch: seats and microphones, and what booths hear.
    pub(super) fn carry(&mut self, old: Self) {
        for old in old.booths {
            if let Some(booth) = self.booths.iter_mut().find(|b| b.id == old.id) {
                let kept = std::mem::replace(&mut booth.seats, old.seats);
                booth.pivot = old.pivot;
                booth.occupied = old.occupied;
                booth.waited_for = old.waited_for;
                if booth.works == old.works {
                    booth.hand_over = old.hand_over;
                } else {
                    let works = std::mem::replace(&mut booth.works, old.works);
                    let chosen = booth.works_kept;
                    booth.set_works(works);
                    booth.works_kept = chosen;
                }
                booth.give_back_directions(kept);
                booth.stand_down_others();
            }
        }
        self.part_doubles();
    }

    pub(super) fn booth_of(&mut self, who: &ParticipantId) -> Option<&mut Booth> {
        self.booths.iter_mut().find(|b| b.seat(who).is_some())
    }

    pub(super) fn let_happen(
        &mut self,
        who: &ParticipantId,
        now: Moment,
        what: impl FnOnce(&mut Seat) -> bool,
    ) {
        if let Some(booth) = self.booth_of(who) {
            booth.let_happen(who, now, what);
        }
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
            booth.sit(Seat::new(who.clone(), fixed, None));
            return;
        }
        booth.forget_hand_over(who);
        booth.let_happen(who, now, |seat| {
            // What was held was the channel of her old ticket's language.
            if seat.fixed != fixed {
                seat.close();
                seat.fixed = fixed;
            }
            seat.come_back(now)
        });
        booth.share_directions();
    }

    /// Her seat goes with her, for its connection stays; only her microphone is closed.
    fn move_seat(&mut self, who: &ParticipantId, to: &BoothId) {
        let Some(from) = self.booth_of(who) else {
            return;
        };
        let Some(place) = from.seats.iter().position(|seat| seat.who == *who) else {
            return;
        };
        let mut seat = from.seats.remove(place);
        seat.close();
        seat.owns = None;
        seat.covers = false;
        seat.choice = IncomingChoice::Automatic;
        if let Some(booth) = self.booths.iter_mut().find(|b| b.id == *to) {
            booth.sit(seat);
        }
    }

    fn choose_incoming(
        &mut self,
        who: &ParticipantId,
        choice: IncomingChoice,
        show: &Show,
    ) -> Result<(), Refusal> {
        if let IncomingChoice::Channel(language) = &choice
            && !show.languages.contains(language)
        {
            return Err(Refusal::UnknownLanguage);
        }
        self.seat_mut(who).ok_or(Refusal::MayNotPublish)?.choice = choice;
        Ok(())
    }

    fn set_works(
        &mut self,
        who: &ParticipantId,
        booth: &BoothId,
        works: Works,
        at: Circumstances<'_>,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let staff = at.attendance.person(who).is_some_and(|p| p.role.is_staff());
        let mut booths = self.booths.iter_mut();
        let booth = booths
            .find(|b| b.id == *booth)
            .ok_or(Refusal::NoSuchBooth)?;
        if !staff && booth.seat(who).is_none() {
            return Err(Refusal::Forbidden);
        }
        let record = booth.set_works(works);
        turn.out.records.push(record);
        Ok(())
    }

    /// Her microphone stays closed in the new booth until she opens it.
    fn assign(
        &mut self,
        whom: ParticipantId,
        booth: BoothId,
        at: Circumstances<'_>,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let person = at
            .attendance
            .present(&whom)
            .ok_or(Refusal::NoSuchParticipant)?;
        if person.role != Role::Interpreter {
            return Err(Refusal::Forbidden);
        }
        let mut booths = self.booths.iter();
        let to = booths.find(|b| b.id == booth).ok_or(Refusal::NoSuchBooth)?;
        if to.seat(&whom).is_some() {
            return Ok(());
        }
        if !to.has_room() {
            return Err(Refusal::BoothFull);
        }
        turn.tell(Fact::Assigned(whom, booth));
        Ok(())
    }
}

/// A seat taken again after a restart, whose owner is yet to come back.
fn seat_of(person: &PersonRecord, now: Moment) -> Seat {
    let (who, fixed) = (person.participant.clone(), person.language.clone());
    let mut seat = Seat::new(who, fixed, Some(now));
    seat.owns.clone_from(&person.owns);
    seat
}

#[cfg(test)]
mod tests;
