//! How the partners of a booth share its work: by turns, or by direction, where each owns one and the change of the
//! direction changes the person. When the direction turns is decided in `booth`, not here.

use super::booth::{Booth, Microphone};
use super::effect::Record;
use super::hand_over::HandOver;
use super::id::ParticipantId;
use super::language::Language;
use super::refusal::Refusal;
use super::seat::Seat;
use super::show::Works;
use super::time::Moment;

impl Booth {
    /// From now on the booth works like this. Who is on air stays so as long as her language does.
    pub(super) fn set_works(&mut self, works: Works) -> Record {
        let outputs = self.outputs();
        if works != self.works {
            self.works = works;
            self.reowned = true;
            self.hand_over = None;
            for seat in &mut self.seats {
                seat.owns = None;
                seat.covers = false;
                seat.tail = None;
            }
            let active = self.active().map(|seat| seat.who.clone());
            let output = self.output.clone();
            if let Some(seat) = active.and_then(|who| self.seat_mut(&who)) {
                seat.owns = seat.fixed.clone().or(Some(output));
            }
            self.share_directions();
            for (index, before) in outputs.iter().enumerate() {
                let strayed = self.seats.get(index).is_some_and(|seat| {
                    let output = self.output_of(seat);
                    let apart = works == Works::ByDirection && *output != self.output;
                    seat.is_open() && (output != before || apart)
                });
                if let Some(seat) = self.seats.get_mut(index).filter(|_| strayed) {
                    seat.stand_down(Microphone::Armed);
                }
            }
            self.drop_strayed_holds(&outputs);
        }
        self.works_kept = true;
        Record::Works {
            booth: self.id.clone(),
            works,
        }
    }

    /// The language that each seat speaks into, in the order of the seats.
    pub(super) fn outputs(&self) -> Vec<Language> {
        let seats = self.seats.iter();
        seats.map(|seat| self.output_of(seat).clone()).collect()
    }

    /// A channel is kept for a voice on it; whoever speaks into another than `before` has nothing kept for her there.
    pub(super) fn drop_strayed_holds(&mut self, before: &[Language]) {
        for (index, before) in before.iter().enumerate() {
            let seat = self.seats.get(index);
            let strayed = seat.is_some_and(|seat| self.output_of(seat) != before);
            if let Some(seat) = self.seats.get_mut(index).filter(|_| strayed) {
                seat.drop_hold();
            }
        }
    }

    /// Gives a direction to every seat that owns none: her ticket's, or the first that nobody owns.
    pub(super) fn share_directions(&mut self) {
        if self.works == Works::ByTurns {
            for seat in &mut self.seats {
                seat.owns = None;
            }
            return;
        }
        for seat in &mut self.seats {
            if seat.fixed.is_some() {
                seat.owns.clone_from(&seat.fixed);
            }
        }
        for index in 0..self.seats.len() {
            let owned = |language: &&Language| {
                let mut seats = self.seats.iter();
                seats.any(|seat| seat.owns.as_ref() == Some(*language))
            };
            let free = self.languages.iter().find(|language| !owned(language));
            let share = free.or(self.languages.first()).cloned();
            if let Some(seat) = self.seats.get_mut(index).filter(|s| s.owns.is_none()) {
                seat.owns = share;
            }
        }
    }

    /// The owners of the directions are those of the `kept` seats again; whoever speaks in hers goes on and covers both.
    pub(super) fn give_back_directions(&mut self, kept: Vec<Seat>) {
        let output = self.output.clone();
        let owner = self.active().filter(|s| s.owns.as_ref() == Some(&output));
        let owner = owner.map(|seat| seat.who.clone());
        for kept in kept {
            if let Some(seat) = self.seat_mut(&kept.who) {
                seat.owns = kept.owns;
            }
        }
        self.reowned = false;
        if let Some(who) = owner {
            self.cover_if_needed(&who, &output);
        }
    }

    /// What becomes of a microphone that is taken off air by the rules: by direction it waits for its next turn.
    pub(super) fn stood_down(&self) -> Microphone {
        match self.works {
            Works::ByTurns => Microphone::Off,
            Works::ByDirection => Microphone::Armed,
        }
    }

    /// Working by direction: whoever spoke in the old one waits, and whoever stands by for the new one is on air.
    pub(super) fn change_over(&mut self, now: Moment) {
        if self.works == Works::ByTurns {
            return;
        }
        self.stand_down_others();
        if self.active().is_some() {
            return;
        }
        let ready = |covers: bool| {
            let mut seats = self.seats.iter();
            let next = seats.find(|seat| {
                seat.covers == covers && seat.stands_by() && *self.output_of(seat) == self.output
            });
            next.map(|seat| seat.who.clone())
        };
        let next = ready(true).or_else(|| ready(false));
        if let Some(seat) = next.and_then(|who| self.seat_mut(&who)) {
            seat.switch(Microphone::On, now);
        }
    }

    /// She speaks in both directions, or again only in her own.
    pub(super) fn cover(
        &mut self,
        who: &ParticipantId,
        covers: bool,
        now: Moment,
    ) -> Result<(), Refusal> {
        if self.works == Works::ByTurns {
            return Err(Refusal::WrongState);
        }
        let seat = self.seat(who).ok_or(Refusal::MayNotPublish)?;
        if !covers && seat.is_open() && seat.owns.as_ref() != Some(&self.output) {
            let mut partners = self.seats.iter().filter(|other| other.who != *who);
            let owner = |other: &Seat| other.owns.as_ref() == Some(&self.output);
            if !partners.any(|other| owner(other) && other.stands_by()) {
                return Err(Refusal::NoPartner);
            }
        }
        let ready = covers && seat.stands_by();
        let speaks = self.active().map(|seat| seat.who.clone());
        let relieved = speaks.filter(|speaks| speaks != who && ready);
        let outputs = self.outputs();
        if !covers {
            self.hand_over.take_if(|h| h.relieves(who));
        }
        for seat in &mut self.seats {
            if seat.who == *who {
                seat.covers = covers;
            } else if covers && relieved.as_ref() != Some(&seat.who) {
                seat.covers = false;
            }
        }
        match relieved {
            // Nobody is cut off: the one who speaks ends her sentence where she began it.
            Some(from) => self.hand_over = Some(HandOver::relief(from, who.clone(), now)),
            None => self.change_over_if_strayed(now),
        }
        self.drop_strayed_holds(&outputs);
        Ok(())
    }

    /// Who takes over when a connection dies: an armed partner who may speak that language.
    pub(super) fn rescuer(&self, lost: &ParticipantId, output: &Language) -> Option<ParticipantId> {
        let mut ready = self
            .seats
            .iter()
            .filter(|seat| seat.who != *lost && seat.stands_by());
        let own = ready.clone().find(|seat| self.output_of(seat) == output);
        let able = ready.find(|seat| self.works == Works::ByDirection && seat.fixed.is_none());
        own.or(able).map(|seat| seat.who.clone())
    }

    /// Working by direction, whoever speaks for a lost partner covers her direction.
    pub(super) fn cover_if_needed(&mut self, who: &ParticipantId, output: &Language) {
        let other = |seat: &Seat| seat.owns.as_ref() != Some(output);
        let needed = self.works == Works::ByDirection && self.seat(who).is_some_and(other);
        for seat in self.seats.iter_mut().filter(|_| needed) {
            seat.covers = seat.who == *who;
        }
    }

    fn change_over_if_strayed(&mut self, now: Moment) {
        let strayed = |seat: &Seat| seat.is_open() && *self.output_of(seat) != self.output;
        if self.seats.iter().any(strayed) {
            self.change_over(now);
        }
    }

    /// Nobody is open in a direction that is not the booth's.
    pub(super) fn stand_down_others(&mut self) {
        for index in 0..self.seats.len() {
            let strayed = self
                .seats
                .get(index)
                .is_some_and(|seat| seat.is_open() && *self.output_of(seat) != self.output);
            if let Some(seat) = self.seats.get_mut(index).filter(|_| strayed) {
                seat.stand_down(Microphone::Armed);
            }
        }
    }
}

#[cfg(test)]
mod tests;
