//! Everybody who is or was in the room, and what would take a walk over all of them: how many are here, who makes the
//! show, whose grace ends first, how many seats of a link are held. Kept as people change; no rule.

use std::collections::{BTreeMap, BTreeSet};

use super::{Person, Standing};
use crate::domain::id::ParticipantId;
use crate::domain::role::Role;
use crate::domain::time::Moment;

/// The people, and the registers of them.
#[derive(Debug, Default)]
pub(super) struct People {
    all: BTreeMap<ParticipantId, Person>,
    /// Here or with a place kept.
    present: usize,
    /// Of those, all but attendees.
    crew: BTreeSet<ParticipantId>,
    /// Since when, and who: the first loses her place next.
    lost: BTreeSet<(Moment, ParticipantId)>,
    /// Seats held of each ticket.
    seats: BTreeMap<String, usize>,
}

impl People {
    pub(super) fn get(&self, who: &ParticipantId) -> Option<&Person> {
        self.all.get(who)
    }

    pub(super) fn insert(&mut self, who: ParticipantId, person: Person) {
        self.strike(&who);
        self.enlist(&who, &person);
        self.all.insert(who, person);
    }

    /// Changes somebody; the only way to do so.
    pub(super) fn change<T>(
        &mut self,
        who: &ParticipantId,
        change: impl FnOnce(&mut Person) -> T,
    ) -> Option<T> {
        self.strike(who);
        let person = self.all.get_mut(who)?;
        let done = change(person);
        let person = person.clone();
        self.enlist(who, &person);
        Some(done)
    }

    /// By id, whoever they are.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&ParticipantId, &Person)> {
        self.all.iter()
    }

    /// How many are here or have a place kept.
    pub(super) fn present(&self) -> usize {
        self.present
    }

    /// Those of them who make the show.
    pub(super) fn crew(&self) -> impl Iterator<Item = (&ParticipantId, &Person)> {
        self.crew
            .iter()
            .filter_map(|who| self.all.get_key_value(who))
    }

    /// Who has been lost for the longest, and since when.
    pub(super) fn first_lost(&self) -> Option<(Moment, &ParticipantId)> {
        self.lost.first().map(|(since, who)| (*since, who))
    }

    /// How many seats of a ticket are held.
    pub(super) fn seats_of(&self, ticket: &str) -> usize {
        self.seats.get(ticket).copied().unwrap_or_default()
    }

    fn enlist(&mut self, who: &ParticipantId, person: &Person) {
        if !matches!(person.standing, Standing::Gone(_)) {
            self.present = self.present.saturating_add(1);
            if person.role != Role::Attendee {
                self.crew.insert(who.clone());
            }
        }
        if let Standing::Lost(since) = person.standing {
            self.lost.insert((since, who.clone()));
        }
        if !person.seat.is_empty() {
            let held = self.seats.entry(person.ticket.clone()).or_default();
            *held = held.saturating_add(1);
        }
    }

    fn strike(&mut self, who: &ParticipantId) {
        let Some(person) = self.all.get(who) else {
            return;
        };
        if !matches!(person.standing, Standing::Gone(_)) {
            self.present = self.present.saturating_sub(1);
            self.crew.remove(who);
        }
        if let Standing::Lost(since) = person.standing {
            self.lost.remove(&(since, who.clone()));
        }
        if !person.seat.is_empty()
            && let Some(held) = self.seats.get_mut(&person.ticket)
        {
            *held = held.saturating_sub(1);
            if *held == 0 {
                self.seats.remove(&person.ticket);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rehearsal::{Dice, id};

    /// The registers, counted anew.
    fn counted(people: &People) -> People {
        let mut anew = People::default();
        for (who, person) in people.iter() {
            anew.insert(who.clone(), person.clone());
        }
        anew
    }

    #[test]
    fn the_registers_say_what_a_walk_over_everybody_would() {
        let (mut people, mut dice) = (People::default(), Dice::new(7));
        for order in 0..2_000 {
            let who = id(&format!("p{}", dice.below(40)));
            let since = Moment(dice.below(1_000));
            let standings = [Standing::Here, Standing::Lost(since), Standing::Gone(since)];
            let standing = *dice.pick(&standings);
            let seat = *dice.pick(&["", "seat"]);
            let changed = people.change(&who, |person| {
                person.standing = standing;
                person.seat = seat.to_owned();
            });
            if changed.is_none() {
                let person = Person {
                    role: *dice.pick(&Role::ALL),
                    name: String::new(),
                    language: None,
                    booth: None,
                    assigned: false,
                    seat: seat.to_owned(),
                    ticket: (*dice.pick(&["one", "two"])).to_owned(),
                    seats: 1,
                    peer: None,
                    encoder: None,
                    plays: false,
                    standing,
                    seen: since,
                    order,
                };
                people.insert(who, person);
            }
            let anew = counted(&people);
            assert_eq!(people.present, anew.present);
            assert_eq!(people.crew, anew.crew);
            assert_eq!(people.lost, anew.lost);
            assert_eq!(people.seats, anew.seats);
        }
    }
}
