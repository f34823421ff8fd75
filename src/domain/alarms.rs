//! What is wrong in a booth, and since when: told to the booth and the staff, never to a listener. Nothing is switched
//! because of it, and every alarm clears by itself.

use super::booth::Booth;
use super::booths::Booths;
use super::channel::Ground;
use super::language::Language;
use super::seat::Seat;
use super::time::Moment;
use super::view::{Alarm, ChannelState};

/// An alarm, and when it is due.
type Due = (Alarm, Moment);

impl Booths {
    /// Raises what is due and clears what is over. `speech` is since when the floor speaks, without a longer pause;
    /// `is_wanted` tells whether anybody is tuned to a channel. Returns when the next alarm is due.
    pub(super) fn raise_alarms(
        &mut self,
        ground: Ground<'_>,
        speech: Option<Moment>,
        is_wanted: impl Fn(&Language) -> bool,
        now: Moment,
    ) -> Option<Moment> {
        let speech = speech.filter(|_| ground.language.is_some() && !ground.consecutive);
        let waited: Vec<_> = self
            .all()
            .iter()
            .map(|booth| match speech {
                Some(_) => self.waited_for(booth, ground, &is_wanted),
                None => Vec::new(),
            })
            .collect();
        for (booth, languages) in self.all_mut().iter_mut().zip(waited) {
            booth.waited_for.retain(|l, _| languages.contains(l));
            for language in languages {
                booth.waited_for.entry(language).or_insert(now);
            }
        }
        let occupied: Vec<_> = self.all().iter().map(|b| self.occupied(b)).collect();
        let due: Vec<Vec<Due>> = self
            .all()
            .iter()
            .map(|booth| self.due(booth, ground, speech))
            .collect();
        let next = due.iter().flatten().map(|(_, at)| *at);
        let next = next.filter(|at| *at > now).min();
        for ((booth, due), occupied) in self.all_mut().iter_mut().zip(due).zip(occupied) {
            if occupied.is_none() {
                booth.occupied = None;
            }
            let ripe = due.into_iter().filter(|(_, at)| *at <= now);
            booth.alarms = ripe.map(|(alarm, _)| alarm).chain(occupied).collect();
            booth.alarms.dedup();
        }
        next
    }

    /// The floor speaks another language, a booth is there for this one, and no cut is awaited.
    pub(super) fn is_due(&self, language: &Language, ground: Ground<'_>) -> bool {
        let foreign = ground.language.is_some_and(|floor| floor != language);
        let mut booths = self.all().iter().filter(|booth| !booth.sign);
        let awaited = |booth: &Booth| {
            let armed = booth.armed.as_ref();
            armed.is_some_and(|armed| armed.language == *language)
        };
        foreign && booths.clone().any(|b| b.languages.contains(language)) && !booths.any(awaited)
    }

    /// The alarms of silence and absence that a booth has or will have, if nothing changes.
    fn due(&self, booth: &Booth, ground: Ground<'_>, speech: Option<Moment>) -> Vec<Due> {
        let Some(speech) = speech else {
            return Vec::new();
        };
        let mut due = Vec::new();
        for seat in booth.seats.iter().filter(|_| !booth.sign) {
            let feed = self.feed(booth.output_of(seat), ground);
            let carries = feed.state == ChannelState::Live
                && feed
                    .carrier
                    .is_some_and(|(_, carrier)| carrier.who == seat.who);
            if let Some(since) = seat.silent_since().filter(|_| carries) {
                let since = since.max(speech.after(DECALAGE_MS));
                due.push((Alarm::Silent(seat.who.clone()), since.after(SILENT_MS)));
            }
        }
        let pivots = self.all().iter().filter_map(|other| {
            let pivot = other.pivot.as_ref()?;
            let hears = |seat: &Seat| {
                seat.is_connected() && self.source(other, seat, ground) == Some(&pivot.language)
            };
            let concerned = other.id == booth.id || pivot.booth == booth.id;
            (concerned && other.seats.iter().any(hears)).then_some(pivot)
        });
        for pivot in pivots {
            if let Some(since) = pivot.silent_since {
                let alarm = Alarm::PivotSilent(pivot.language.clone());
                let at = since.max(speech).after(PIVOT_SILENT_MS);
                if !due.iter().any(|(known, _)| *known == alarm) {
                    due.push((alarm, at));
                }
            }
        }
        let waited = booth.waited_for.iter();
        due.extend(waited.map(|(language, since)| {
            let alarm = Alarm::Unattended(language.clone());
            (alarm, since.after(UNATTENDED_MS))
        }));
        due
    }

    /// The languages that somebody waits for, that this booth could give, and that nobody gives.
    fn waited_for(
        &self,
        booth: &Booth,
        ground: Ground<'_>,
        is_wanted: impl Fn(&Language) -> bool,
    ) -> Vec<Language> {
        let heard = booth.facing.as_ref();
        let understands = heard.is_some_and(|heard| booth.languages.contains(heard));
        if booth.sign || !understands || booth.active().is_some() {
            return Vec::new();
        }
        let missing = booth.languages.iter().filter(|language| {
            let apart = heard != Some(language) && ground.language != Some(language);
            let fallback = || self.feed(language, ground).state == ChannelState::Fallback;
            apart && fallback() && is_wanted(language)
        });
        missing.cloned().collect()
    }

    /// Who has the channel that this booth's direction turned to.
    fn occupied(&self, booth: &Booth) -> Option<Alarm> {
        let language = booth.occupied.as_ref()?;
        if booth.output != *language || booth.active().is_some() {
            return None;
        }
        let mut voices = self.voices();
        let (by, _) = voices.find(|(other, seat)| {
            other.id != booth.id && seat.occupies() && other.output_of(seat) == language
        })?;
        Some(Alarm::Occupied {
            language: language.clone(),
            by: by.id.clone(),
        })
    }
}

/// An interpreter may lag behind the first words.
const DECALAGE_MS: u64 = 4_000;
const SILENT_MS: u64 = 8_000;
const PIVOT_SILENT_MS: u64 = 5_000;
const UNATTENDED_MS: u64 = 2_000;

#[cfg(test)]
mod tests;
