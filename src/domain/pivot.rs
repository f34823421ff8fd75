//! What a booth hears as its source: the floor, or, if the floor's language is none of its own, the channel of another
//! booth that understands it, at most two interpretations away.
//!
//! A pivot that falls silent or switches off stays the source, unless another is live: the floor comes back by the
//! interpreter's own key, or when it speaks a language of the booth again.

use super::booth::{Booth, IncomingChoice};
use super::booths::Booths;
use super::channel::Ground;
use super::id::{BoothId, ParticipantId};
use super::language::Language;
use super::seat::Seat;
use super::time::Moment;
use super::view::{self, ChannelState};

/// What a booth hears by the rules instead of the floor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pivot {
    pub(super) language: Language,
    /// Who fed it last.
    pub(super) booth: BoothId,
    times: u8,
    /// Since when nobody speaks into it.
    pub(super) silent_since: Option<Moment>,
}

/// How far a voice is from the floor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Distance {
    times: u8,
    decalage_ms: Option<u32>,
}

impl Booths {
    /// The channel that an interpreter wants to hear, by her key or by the rules; `None`: the floor.
    pub(super) fn wanted<'a>(&self, booth: &'a Booth, seat: &'a Seat) -> Option<&'a Language> {
        match &seat.choice {
            IncomingChoice::Automatic => booth.pivot.as_ref().map(|pivot| &pivot.language),
            IncomingChoice::Floor => None,
            IncomingChoice::Channel(language) => Some(language),
        }
    }

    /// The channel that she hears instead of the floor: none while the floor itself speaks its language.
    pub(super) fn source<'a>(
        &self,
        booth: &'a Booth,
        seat: &'a Seat,
        ground: Ground<'_>,
    ) -> Option<&'a Language> {
        let wanted = self.wanted(booth, seat);
        wanted.filter(|language| self.is_apart(language, ground))
    }

    /// What she hears as her source, and how far it is from the floor.
    pub(super) fn incoming(
        &self,
        booth: &Booth,
        seat: &Seat,
        ground: Ground<'_>,
    ) -> view::Incoming {
        let distance = self.distance(booth, seat, ground, FARTHEST);
        view::Incoming {
            channel: self.source(booth, seat, ground).cloned(),
            times: distance.times,
            decalage_ms: distance.decalage_ms.filter(|_| distance.times > 0),
            chosen: seat.choice != IncomingChoice::Automatic,
        }
    }

    /// How much later than the floor she says the same; `None` until every interpreter on the way is measured.
    pub(super) fn decalage(&self, booth: &Booth, seat: &Seat, ground: Ground<'_>) -> Option<u32> {
        let before = self.distance(booth, seat, ground, FARTHEST).decalage_ms?;
        Some(before.saturating_add(seat.decalage.median()?))
    }

    /// Chooses what every booth hears, and turns its direction to face it.
    pub(super) fn choose_sources(&mut self, ground: Ground<'_>, now: Moment) {
        // A pivot of a pivot follows in the next round; nothing is farther.
        for _ in 0..=FARTHEST {
            let chosen: Vec<_> = self
                .all()
                .iter()
                .map(|booth| self.pivot_for(booth, ground))
                .collect();
            let mut changed = false;
            for (booth, pivot) in self.all_mut().iter_mut().zip(chosen) {
                changed |= booth.pivot != pivot;
                booth.pivot = pivot;
            }
            if !changed {
                break;
            }
        }
        let heard: Vec<_> = self.all().iter().map(|b| self.heard(b, ground)).collect();
        for (booth, heard) in self.all_mut().iter_mut().zip(heard) {
            if booth.facing != heard && !booth.sign {
                booth.face(heard.as_ref(), now);
            }
        }
        let silent: Vec<_> = self
            .all()
            .iter()
            .map(|booth| self.silence(booth.pivot.as_ref()?, ground, now))
            .collect();
        for (booth, silent) in self.all_mut().iter_mut().zip(silent) {
            if let Some(pivot) = &mut booth.pivot {
                pivot.silent_since = silent;
            }
        }
    }

    /// The booths that hear this one instead of the floor.
    pub(super) fn dependents<'a>(
        &'a self,
        of: &'a Booth,
        ground: Ground<'a>,
    ) -> impl Iterator<Item = &'a Booth> {
        let hears = move |booth: &&Booth| {
            let mut seats = booth.seats.iter().filter(|seat| seat.is_connected());
            seats.any(|seat| {
                let source = self.source(booth, seat, ground);
                let carrier = source.and_then(|l| self.feed(l, ground).carrier);
                carrier.is_some_and(|(carrier, _)| carrier.id == of.id)
            })
        };
        let others = self.all().iter().filter(|booth| booth.id != of.id);
        others.filter(hears)
    }

    /// It understands the floor; otherwise it is at best a pivot's dependent.
    pub(super) fn is_direct(&self, booth: &Booth, ground: Ground<'_>) -> bool {
        ground.language.is_none_or(|l| booth.languages.contains(l))
    }

    /// An onset of speech after a silence: whoever hears it as her source is measured against it.
    pub(super) fn source_begins(
        &mut self,
        who: Option<&ParticipantId>,
        ground: Ground<'_>,
        now: Moment,
    ) {
        let voice = who.and_then(|who| self.seat(who));
        let language = voice.map(|(booth, seat)| booth.output_of(seat).clone());
        let hear = |(booth, seat): (&Booth, &Seat)| {
            let source = self.source(booth, seat, ground);
            (source == language.as_ref()).then(|| seat.who.clone())
        };
        let hearers: Vec<_> = self.seats().filter_map(hear).collect();
        for hearer in hearers {
            if let Some(seat) = self.seat_mut(&hearer) {
                seat.source_begins(now);
            }
        }
    }

    fn pivot_for(&self, booth: &Booth, ground: Ground<'_>) -> Option<Pivot> {
        let current = booth.pivot.as_ref();
        let Some(floor) = ground.language.filter(|_| !ground.consecutive) else {
            // Music, or an interpreter on stage: what the booth hears is decided when somebody speaks again.
            return current.cloned();
        };
        if booth.languages.contains(floor) {
            let tail = |pivot: &&Pivot| {
                let feed = self.feed(&pivot.language, ground);
                feed.state == ChannelState::Floor && feed.sounds
            };
            return current.filter(tail).cloned();
        }
        let candidates = booth.languages.iter();
        let candidates =
            candidates.filter_map(|language| self.candidate(booth, language, floor, ground));
        let candidates: Vec<_> = candidates.collect();
        let place = |pivot: &Pivot| self.all().iter().position(|b| b.id == pivot.booth);
        let best = candidates.iter().min_by_key(|p| (p.times, place(p)));
        let still = current.and_then(|now| candidates.iter().find(|c| c.language == now.language));
        let chosen = match (best, still) {
            (Some(best), Some(still)) if best.times < still.times => Some(best),
            (_, Some(still)) => Some(still),
            (best, None) => best,
        };
        // A channel that the booth itself has taken is no source any more.
        let own = |pivot: &&Pivot| {
            let carrier = self.feed(&pivot.language, ground).carrier;
            carrier.is_none_or(|(carrier, _)| carrier.id != booth.id)
        };
        let mut chosen = chosen.or(current).filter(own).cloned()?;
        if let Some(current) = current.filter(|c| c.language == chosen.language) {
            chosen.silent_since = current.silent_since;
        }
        Some(chosen)
    }

    /// The channel as a pivot for `booth`: live, and fed by somebody who understands what she hears.
    fn candidate(
        &self,
        booth: &Booth,
        language: &Language,
        floor: &Language,
        ground: Ground<'_>,
    ) -> Option<Pivot> {
        let live = |language: &Language| {
            let feed = self.feed(language, ground);
            feed.carrier.filter(|_| feed.state == ChannelState::Live)
        };
        let understands = |b: &Booth, s: &Seat| {
            b.languages.contains(floor) && self.source(b, s, ground).is_none()
        };
        let (first, seat) = live(language).filter(|(b, _)| b.id != booth.id)?;
        let times = if understands(first, seat) {
            1
        } else {
            let (second, root) = live(self.source(first, seat, ground)?)?;
            let apart = second.id != booth.id && second.id != first.id;
            (apart && understands(second, root)).then_some(FARTHEST)?
        };
        Some(Pivot {
            language: language.clone(),
            booth: first.id.clone(),
            times,
            silent_since: None,
        })
    }

    /// The language a booth hears by the rules. What one of its interpreters chose for her own ear turns no direction:
    /// it may be a channel that the direction itself feeds.
    fn heard(&self, booth: &Booth, ground: Ground<'_>) -> Option<Language> {
        let source = booth.pivot.as_ref().map(|pivot| &pivot.language);
        let source = source.filter(|language| self.is_apart(language, ground));
        source.or(ground.language).cloned()
    }

    fn silence(&self, pivot: &Pivot, ground: Ground<'_>, now: Moment) -> Option<Moment> {
        let feed = self.feed(&pivot.language, ground);
        match feed.carrier.filter(|_| feed.sounds) {
            // What is silent for those who live on it alarms, even on purpose.
            Some((_, seat)) if !seat.is_quiet() => seat.silent_since(),
            _ => pivot.silent_since.or(Some(now)),
        }
    }

    fn distance(&self, booth: &Booth, seat: &Seat, ground: Ground<'_>, farthest: u8) -> Distance {
        let Some(source) = self.source(booth, seat, ground) else {
            return Distance {
                times: 0,
                decalage_ms: Some(0),
            };
        };
        let carrier = self.feed(source, ground).carrier.filter(|_| farthest > 0);
        let Some((pivot, voice)) = carrier else {
            return Distance {
                times: 1,
                decalage_ms: None,
            };
        };
        let before = self.distance(pivot, voice, ground, farthest.saturating_sub(1));
        let own = voice.decalage.median();
        Distance {
            times: before.times.saturating_add(1).min(FARTHEST),
            decalage_ms: before
                .decalage_ms
                .zip(own)
                .map(|(before, own)| before.saturating_add(own)),
        }
    }

    /// The channel is something else than the floor now.
    fn is_apart(&self, language: &Language, ground: Ground<'_>) -> bool {
        self.feed(language, ground).state != ChannelState::Floor
    }
}

/// The most interpretations between the floor and a booth.
const FARTHEST: u8 = 2;

#[cfg(test)]
mod tests;
