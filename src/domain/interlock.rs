//! Who may take which channel: by a press of her own, by the interlock of an occupied one, or when a direction turns by
//! itself. Never are two microphones open on one channel.

use std::collections::BTreeSet;

use super::booth::{Booth, HandOverAct, Microphone};
use super::booths::{Booths, Circumstances};
use super::channel::Ground;
use super::fact::Turn;
use super::id::{BoothId, ParticipantId};
use super::language::Language;
use super::refusal::Refusal;
use super::seat::Seat;
use super::show::{Interlock, Works};

impl Booths {
    /// An interpreter switches her microphone.
    pub(super) fn switch(
        &mut self,
        who: &ParticipantId,
        to: Microphone,
        at: Circumstances<'_>,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let now = turn.now;
        let booth = self.booth_of(who).ok_or(Refusal::MayNotPublish)?;
        if to == Microphone::On && booth.is_awaited(who) {
            return booth.step(who, HandOverAct::Cut, now);
        }
        if to == Microphone::Off && booth.leave_to_partner(who, now) {
            return Ok(());
        }
        let opens = to == Microphone::On && !booth.seat(who).is_some_and(Seat::occupies);
        if opens && !booth.sign {
            self.make_way(who, at, turn)?;
        }
        self.let_happen(who, now, |seat| {
            seat.switch(to, now);
            false
        });
        Ok(())
    }

    /// An interpreter gives her booth a direction.
    pub(super) fn direct(
        &mut self,
        who: &ParticipantId,
        language: Language,
        override_latch: bool,
        at: Circumstances<'_>,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let (booth, seat) = self.seat(who).ok_or(Refusal::MayNotPublish)?;
        let (id, follows) = (booth.id.clone(), booth.follows(seat));
        if !booth.languages.contains(&language) {
            return Err(Refusal::UnknownLanguage);
        }
        if !follows && seat.fixed.as_ref() != Some(&language) {
            return Err(Refusal::Forbidden);
        }
        if is_heard(booth, &language, at.ground) && !override_latch {
            return Err(Refusal::SpeaksFloorLanguage);
        }
        // Pressing for the armed direction is the cut that would come by itself, only sooner.
        let armed = booth
            .armed
            .as_ref()
            .is_some_and(|armed| armed.language == language);
        let cuts = armed
            && self
                .holders(&id, &language, at.ground)
                .iter()
                .all(|h| h.yields);
        if cuts {
            self.turn_by_itself(&id, language.clone(), at.ground, turn);
        } else if follows && booth.speaks_shared() && !booth.sign {
            let own = |b: &Booth, seat: &Seat| b.id == id && b.follows(seat);
            self.claim(&language, who, at, own, turn)?;
        }
        if let Some(booth) = self.booth_of(who) {
            if follows && !cuts {
                booth.turn_to(language, turn.now);
            }
            booth.kept = true;
            booth.latch(override_latch, turn.now);
            turn.out.records.push(booth.record());
        }
        Ok(())
    }

    /// A direction turns by itself. The holder of an occupied channel stays, unless only she depends on a pivot.
    pub(super) fn turn_by_itself(
        &mut self,
        id: &BoothId,
        language: Language,
        ground: Ground<'_>,
        turn: &mut Turn,
    ) {
        let Some(booth) = self.all().iter().find(|b| b.id == *id) else {
            return;
        };
        let speaks = booth.speaks_shared() && !booth.sign;
        let holders = self.holders(id, &language, ground);
        let blocked = speaks && holders.iter().any(|holder| !holder.yields);
        if speaks && !blocked {
            for holder in &holders {
                self.give_way(&holder.booth, &holder.who, &language, ground, turn);
            }
        }
        if let Some(booth) = self.all_mut().iter_mut().find(|b| b.id == *id) {
            if blocked {
                booth.turn_silently(language);
            } else {
                booth.turn_to(language, turn.now);
            }
            turn.out.records.push(booth.record());
        }
    }

    /// Directions that went back by a failed ledger may have met on one channel: the first in the plan's order stays.
    pub(super) fn part_doubles(&mut self) {
        let mut taken = BTreeSet::new();
        let doubles = self.voices().filter(|(booth, seat)| {
            seat.occupies() && !taken.insert(booth.output_of(seat).clone())
        });
        let doubles: Vec<_> = doubles.map(|(_, seat)| seat.who.clone()).collect();
        for who in doubles {
            if let Some(seat) = self.seat_mut(&who) {
                seat.close();
            }
        }
    }

    /// Who has the channel that the direction of booth `id` turns to.
    fn holders(&self, id: &BoothId, language: &Language, ground: Ground<'_>) -> Vec<Holder> {
        let turning = self.all().iter().find(|b| b.id == *id);
        let holders = self.voices().filter(|(b, s)| {
            let own = b.id == *id && b.follows(s);
            s.occupies() && b.output_of(s) == language && !own
        });
        holders
            .map(|(b, s)| Holder {
                booth: b.id.clone(),
                who: s.who.clone(),
                yields: turning.is_some_and(|turning| self.yields(b, turning, ground)),
            })
            .collect()
    }

    /// A pivot's dependent leaves the channel to a booth that hears the floor: she turns to another direction if one is
    /// free, and is off air otherwise.
    fn give_way(
        &mut self,
        id: &BoothId,
        who: &ParticipantId,
        language: &Language,
        ground: Ground<'_>,
        turn: &mut Turn,
    ) {
        let Some(booth) = self.all().iter().find(|b| b.id == *id) else {
            return;
        };
        let follows = booth.seat(who).is_some_and(|seat| booth.follows(seat));
        let free = booth
            .other(language, None)
            .filter(|other| follows && ground.language != Some(*other))
            .filter(|other| !self.is_taken(other, |b, seat| b.id == *id && b.follows(seat)))
            .cloned();
        let Some(booth) = self.all_mut().iter_mut().find(|b| b.id == *id) else {
            return;
        };
        if let Some(other) = free {
            booth.turn_to(other, turn.now);
            turn.out.records.push(booth.record());
            return;
        }
        booth.occupied = Some(language.clone());
        let to = booth.stood_down();
        if let Some(seat) = booth.seat_mut(who) {
            seat.stand_down(to);
        }
    }

    /// May she open her microphone? Makes room for it if so.
    fn make_way(
        &mut self,
        who: &ParticipantId,
        at: Circumstances<'_>,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let (booth, seat) = self.seat(who).ok_or(Refusal::MayNotPublish)?;
        let output = booth.output_of(seat).clone();
        if is_heard(booth, &output, at.ground) && !booth.override_latch {
            return Err(Refusal::SpeaksFloorLanguage);
        }
        let turns = booth.works == Works::ByDirection && output != booth.output;
        if turns && booth.active().is_some() {
            return Err(Refusal::ChannelOccupied);
        }
        self.claim(&output, who, at, |_, other| other.who == *who, turn)?;
        self.release(&output, who);
        if turns && let Some(booth) = self.booth_of(who) {
            booth.turn_silently(output);
            booth.occupied = None;
            turn.out.records.push(booth.record());
        }
        Ok(())
    }

    /// Takes a channel from whoever has it, if its interlock allows that and the taker would be heard at once. Who hears the
    /// floor takes it from a pivot's dependent whatever the interlock says: that one has nothing to interpret before.
    fn claim(
        &mut self,
        language: &Language,
        taker: &ParticipantId,
        at: Circumstances<'_>,
        excepted: impl Fn(&Booth, &Seat) -> bool,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let (own, seat) = self.seat(taker).ok_or(Refusal::MayNotPublish)?;
        let arrives = seat.arrives();
        let interlock = (at.interlock)(language);
        let mut holders = Vec::new();
        for (booth, seat) in self.voices() {
            let holds = seat.occupies() && booth.output_of(seat) == language;
            if !holds || excepted(booth, seat) {
                continue;
            }
            let yields = self.yields(booth, own, at.ground);
            let allowed = match interlock {
                Interlock::Refused => yields,
                Interlock::OwnBooth => yields || booth.id == own.id,
                Interlock::Anyone => true,
            };
            if !allowed || !arrives {
                return Err(Refusal::ChannelOccupied);
            }
            let to = match booth.id == own.id {
                true => booth.stood_down(),
                false => Microphone::Off,
            };
            holders.push((booth.id.clone(), seat.who.clone(), yields, to));
        }
        for (booth, who, yields, to) in holders {
            if yields {
                self.give_way(&booth, &who, language, at.ground, turn);
            } else if let Some(seat) = self.seat_mut(&who) {
                seat.stand_down(to);
            }
        }
        Ok(())
    }

    /// Who hears a pivot makes room for who hears the floor.
    fn yields(&self, holder: &Booth, taker: &Booth, ground: Ground<'_>) -> bool {
        holder.id != taker.id && self.is_direct(taker, ground) && !self.is_direct(holder, ground)
    }

    /// Somebody but those who are `excepted` has the channel.
    fn is_taken(&self, language: &Language, excepted: impl Fn(&Booth, &Seat) -> bool) -> bool {
        self.voices()
            .any(|(b, s)| b.output_of(s) == language && s.occupies() && !excepted(b, s))
    }

    /// Whoever was on the channel and has lost her connection gives it up for good.
    fn release(&mut self, language: &Language, taker: &ParticipantId) {
        let lost = self.voices().filter(|(booth, seat)| {
            let speaks = booth.output_of(seat) == language;
            speaks && seat.who != *taker && !seat.stands_by()
        });
        let lost: Vec<_> = lost.map(|(_, seat)| seat.who.clone()).collect();
        for who in lost {
            if let Some(seat) = self.seat_mut(&who) {
                seat.close();
            }
        }
    }
}

/// Somebody on a channel that another booth's direction turns to.
struct Holder {
    booth: BoothId,
    who: ParticipantId,
    /// Who hears a pivot makes room for who hears the floor.
    yields: bool,
}

/// The floor speaks it, or the booth's pivot does: interpreting into it would help nobody.
fn is_heard(booth: &Booth, language: &Language, ground: Ground<'_>) -> bool {
    !booth.sign && (ground.language == Some(language) || booth.facing.as_ref() == Some(language))
}

#[cfg(test)]
mod tests;
