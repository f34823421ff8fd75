//! The booths of the judge's own model: microphones that live, die and are stepped in for, directions and hand-overs.
//!
//! Its diagram is in `rules`. Told what people did and which packets came, it says what is right at this moment.

use std::collections::HashMap;

use super::log::{Deed, Packet};
use super::plan::{Language, Voice};
use super::rules::{EDGE_MS, Right};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Microphone {
    #[default]
    Off,
    On,
    Cough,
    Armed,
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seat {
    microphone: Microphone,
    pub(super) live: bool,
    /// The last packet, and the last with words in it.
    came: Option<u32>,
    pub(super) spoke: u32,
    /// Her last silence between words: from, to.
    pause: (u32, u32),
    /// Until when her channel is kept.
    held: Option<u32>,
    /// When an open microphone died.
    died: Option<u32>,
}

struct Booth {
    name: &'static str,
    seats: &'static [Voice],
    languages: [Language; 2],
    output: Language,
    armed: Option<(Language, u32)>,
    /// What the server announced last as its direction, and when.
    announced: Option<(Language, u32)>,
    /// Working by direction: who owns the first language of the booth. Everybody else owns the other.
    owner: Option<Voice>,
    /// A hand-over that was pressed: who comes in, and by when at the latest.
    cutting: Option<(Voice, u32)>,
}

pub(super) struct House {
    pub(super) floor: Option<Language>,
    booths: [Booth; 2],
    pub(super) seats: HashMap<Voice, Seat>,
}

impl House {
    pub(super) fn new() -> Self {
        let booth = |name, seats, languages: [Language; 2]| Booth {
            name,
            seats,
            languages,
            output: languages[1],
            armed: None,
            announced: None,
            owner: None,
            cutting: None,
        };
        Self {
            floor: None,
            booths: [
                booth(
                    "de-zh",
                    &[Voice::Ines, Voice::Ivan],
                    [Language::De, Language::Zh],
                ),
                booth("en-de", &[Voice::Paula], [Language::En, Language::De]),
            ],
            seats: Voice::INTERPRETERS
                .map(|voice| (voice, Seat::default()))
                .into(),
        }
    }

    /// Rule 2: a direction that would speak into the floor's language is armed to turn.
    pub(super) fn turn_floor(&mut self, language: Option<Language>, now: u32) {
        let from = self.floor;
        self.floor = language;
        for booth in &mut self.booths {
            booth.armed = None;
            let others = booth.languages.iter().filter(|l| Some(**l) != language);
            let previous = others.clone().find(|l| Some(**l) == from);
            if Some(booth.output) == language {
                let to =
                    previous.or_else(|| booth.languages.iter().find(|l| Some(**l) != language));
                booth.armed = to.map(|to| (*to, now));
            }
        }
    }

    pub(super) fn hear(&mut self, voice: Voice, packet: &Packet) {
        let Some(seat) = self.seats.get_mut(&voice) else {
            return;
        };
        seat.came = Some(packet.at);
        if packet.words {
            if packet.at > seat.spoke + WITHIN_WORDS_MS {
                seat.pause = (seat.spoke, packet.at);
            }
            seat.spoke = packet.at;
        }
    }

    pub(super) fn announce(&mut self, name: &str, output: Language, at: u32) {
        let booth = self.booths.iter_mut().find(|booth| booth.name == name);
        if let Some(booth) = booth.filter(|b| b.announced.is_none_or(|(was, _)| was != output)) {
            booth.announced = Some((output, at));
        }
    }

    pub(super) fn see(&mut self, who: Voice, deed: Deed, now: u32) {
        if deed == Deed::Cut {
            for booth in self.booths.iter_mut().filter(|b| b.seats.contains(&who)) {
                // A second press cuts at once.
                let due = if booth.cutting.is_some() {
                    now
                } else {
                    now + HAND_OVER_MS
                };
                booth.cutting = Some((who, due));
            }
            return;
        }
        let place = self.booths.iter().position(|b| b.seats.contains(&who));
        let Some(place) = place else {
            return;
        };
        if let Deed::Direction(language) = deed {
            self.booths[place].armed = None;
            self.turn_to(place, language);
            return;
        }
        if let Deed::Directions(on) = deed {
            self.share(place, on);
            return;
        }
        if deed == Deed::Leave {
            self.lose(who, now);
            // What is still under way of it opens nothing.
            if let Some(seat) = self.seats.get_mut(&who) {
                seat.microphone = Microphone::Off;
            }
            return;
        }
        let Some(seat) = self.seats.get_mut(&who) else {
            return;
        };
        match deed {
            Deed::On => {
                seat.microphone = Microphone::On;
                seat.died = None;
                let output = self.booths[place].output;
                self.gives_way(1 - place, output, self.is_direct(place));
            }
            Deed::Off => {
                *seat = Seat {
                    microphone: Microphone::Off,
                    live: false,
                    held: None,
                    died: None,
                    ..*seat
                }
            }
            Deed::Cough => seat.microphone = Microphone::Cough,
            Deed::Arm => seat.microphone = Microphone::Armed,
            // A new connection's microphone is closed; what was on air until now is kept for a moment.
            Deed::Enter => {
                let held = if seat.live {
                    Some(now + HOLD_MS)
                } else {
                    seat.held
                };
                *seat = Seat {
                    held,
                    spoke: seat.spoke,
                    ..Seat::default()
                };
            }
            Deed::Cut | Deed::Direction(_) | Deed::Directions(_) | Deed::Leave => {}
        }
    }

    /// A connection has ended: what was on air is kept for its owner, or an armed partner steps in.
    fn lose(&mut self, who: Voice, now: u32) {
        let place = self.booths.iter().position(|b| b.seats.contains(&who));
        let seat = self.seats.get_mut(&who).filter(|seat| seat.live);
        if let (Some(place), Some(seat)) = (place, seat) {
            seat.live = false;
            // Her last packets are history.
            seat.came = None;
            seat.died = Some(now);
            seat.held = Some(now + HOLD_MS);
            self.step_in(place, who, now);
        }
    }

    /// What time alone changes.
    pub(super) fn pass(&mut self, now: u32) {
        for place in 0..self.booths.len() {
            self.pass_seats(place, now);
            self.pass_hand_over(place, now);
            self.pass_direction(place, now);
        }
    }

    /// Rules 3 and 5: microphones that live, die, and are stepped in for.
    fn pass_seats(&mut self, place: usize, now: u32) {
        for voice in self.booths[place].seats {
            let flows = |seat: &Seat| seat.came.is_some_and(|came| now < came + GONE_MS);
            let taken = self.booths[place]
                .seats
                .iter()
                .any(|other| other != voice && self.seats[other].live);
            let mut seat = self.seats[voice];
            if seat.held.is_some_and(|until| until <= now) {
                seat.held = None;
            }
            match seat.microphone {
                Microphone::On if !seat.live && flows(&seat) && !taken => {
                    seat.live = true;
                    (seat.held, seat.died) = (None, None);
                }
                Microphone::On | Microphone::Cough if seat.live && !flows(&seat) => {
                    self.lose(*voice, now);
                    continue;
                }
                // Ten seconds, then she has to open it herself.
                Microphone::On if seat.died.is_some_and(|died| died + RETURN_MS <= now) => {
                    seat.microphone = Microphone::Off;
                }
                _ => {}
            }
            self.seats.insert(*voice, seat);
        }
        // Once somebody is live, nobody else is waited for.
        let seats = self.booths[place].seats;
        if seats.iter().any(|voice| self.seats[voice].live) {
            for voice in seats {
                if let Some(seat) = self.seats.get_mut(voice) {
                    seat.held = None;
                }
            }
        }
    }

    /// An armed partner is live when the active one's connection dies.
    fn step_in(&mut self, place: usize, lost: Voice, now: u32) {
        let partner = self.booths[place]
            .seats
            .iter()
            .find(|voice| **voice != lost && self.seats[voice].microphone == Microphone::Armed);
        if let Some(seat) = partner.and_then(|voice| self.seats.get_mut(voice)) {
            seat.microphone = Microphone::On;
            seat.live = seat.came.is_some_and(|came| now < came + GONE_MS);
        }
    }

    /// Rule 5: the cut comes at a pause of 200 ms, or after 3 s.
    fn pass_hand_over(&mut self, place: usize, now: u32) {
        let booth = &mut self.booths[place];
        let Some((incoming, latest)) = booth.cutting else {
            return;
        };
        let outgoing = booth
            .seats
            .iter()
            .find(|voice| **voice != incoming && self.seats[voice].live);
        let paused =
            outgoing.is_none_or(|voice| self.seats[voice].spoke + HAND_OVER_PAUSE_MS <= now);
        if !paused && now < latest {
            return;
        }
        booth.cutting = None;
        let seats = [outgoing.copied(), Some(incoming)];
        for (voice, comes) in seats.into_iter().zip([false, true]) {
            if let Some(seat) = voice.and_then(|voice| self.seats.get_mut(&voice)) {
                seat.microphone = if comes {
                    Microphone::On
                } else {
                    Microphone::Off
                };
                seat.live = comes;
                seat.held = None;
            }
        }
    }

    /// Rule 2: the direction cuts after 600 ms of silence, after 6 s, or at once where nobody's sentence is at stake.
    fn pass_direction(&mut self, place: usize, now: u32) {
        let Some((to, since)) = self.booths[place].armed else {
            return;
        };
        let mut voices = self.booths[place]
            .seats
            .iter()
            .map(|voice| &self.seats[voice]);
        let busy = voices.find(|seat| seat.live || seat.held.is_some());
        let free = busy.is_none();
        let paused = busy.is_none_or(|seat| seat.spoke.max(since) + PAUSE_MS <= now);
        // She spoke again just as the cut came: what was announced is right.
        let turned = self.booths[place].announced;
        let turned = turned.is_some_and(|(output, at)| output == to && at >= since);
        let nearly = |(from, until): (u32, u32)| {
            from.max(since) + PAUSE_MS <= until + EDGE_MS && now <= until + EDGE_MS
        };
        let paused = paused || turned && busy.is_some_and(|seat| nearly(seat.pause));
        if paused || since + TAIL_MS <= now {
            self.booths[place].armed = None;
            if free || self.gives_way(1 - place, to, self.is_direct(place)) {
                self.turn_to(place, to);
            }
        }
    }

    /// By direction whoever is live keeps the direction that she speaks into.
    fn share(&mut self, place: usize, by_direction: bool) {
        let booth = &mut self.booths[place];
        let live = |voice: &&Voice| self.seats[*voice].live;
        let speaks = booth.seats.iter().find(live);
        let has_first = booth.output == booth.languages[0];
        let owner = booth
            .seats
            .iter()
            .find(|voice| (speaks == Some(voice)) == has_first);
        booth.owner = owner.copied().filter(|_| by_direction);
    }

    /// Rule 5: by direction the change of the direction changes the person, if the other stands by.
    fn turn_to(&mut self, place: usize, output: Language) {
        let booth = &mut self.booths[place];
        booth.output = output;
        let Some(owner) = booth.owner else {
            return;
        };
        let first = output == booth.languages[0];
        for voice in booth.seats {
            let Some(seat) = self.seats.get_mut(voice) else {
                continue;
            };
            let hers = (*voice == owner) == first;
            match seat.microphone {
                Microphone::On | Microphone::Cough if !hers => {
                    (seat.microphone, seat.live, seat.held) = (Microphone::Armed, false, None);
                }
                Microphone::Armed if hers => seat.microphone = Microphone::On,
                _ => {}
            }
        }
    }

    fn is_direct(&self, place: usize) -> bool {
        let languages = self.booths[place].languages;
        self.floor.is_some_and(|floor| languages.contains(&floor))
    }

    /// A booth that has a channel gives it up if it works by way of the pivot and the other, whose direction flips or whose
    /// microphone opens, does not; it then turns to its other language.
    fn gives_way(&mut self, holder: usize, channel: Language, to_direct: bool) -> bool {
        let direct = self.is_direct(holder);
        let floor = self.floor;
        let booth = &mut self.booths[holder];
        let holds =
            booth.output == channel && booth.seats.iter().any(|voice| self.seats[voice].live);
        if !holds {
            return true;
        }
        if direct || !to_direct {
            return false;
        }
        let other = booth
            .languages
            .iter()
            .find(|l| **l != channel && Some(**l) != floor);
        if let Some(other) = other {
            booth.output = *other;
        }
        true
    }

    /// Rule 1: the floor in one's own language, the direct booth, the pivot's booth, and the floor where there is none.
    pub(super) fn right(&self, language: Language) -> Right {
        let speaks = |wanted: fn(&Seat) -> bool| {
            let mut booths: Vec<&Booth> = self
                .booths
                .iter()
                .filter(|b| b.output == language)
                .collect();
            let direct = |b: &&Booth| self.floor.is_some_and(|floor| b.languages.contains(&floor));
            booths.sort_by_key(|booth| !direct(booth));
            let mut seats = booths.into_iter().flat_map(|b| b.seats.iter());
            seats.find(|voice| wanted(&self.seats[voice])).copied()
        };
        match (speaks(|seat| seat.live), self.floor == Some(language)) {
            (Some(voice), true) => Right::Tail(voice),
            (None, true) => Right::Floor,
            // A cough is nobody's to hear, and nothing comes in its place.
            (Some(voice), false) if self.seats[&voice].microphone == Microphone::Cough => {
                Right::Held
            }
            (Some(voice), false) => Right::Channel(voice),
            (None, false) if speaks(|seat| seat.held.is_some()).is_some() => Right::Held,
            (None, false) => Right::Floor,
        }
    }
}

const PAUSE_MS: u32 = 600;
/// A shorter silence lies within her words.
const WITHIN_WORDS_MS: u32 = 100;
const TAIL_MS: u32 = 6_000;
const HOLD_MS: u32 = 2_000;
const GONE_MS: u32 = 400;
const RETURN_MS: u32 = 10_000;
const HAND_OVER_MS: u32 = 3_000;
const HAND_OVER_PAUSE_MS: u32 = 200;
