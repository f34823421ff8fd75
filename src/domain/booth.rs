//! One booth: its seats, its direction, and the cut from one direction to the other.
//!
//! What one interpreter may do beside another booth is decided in `booths`, what a single voice is worth in `seat`.

use super::effect::Record;
use super::id::{BoothId, ParticipantId};
use super::language::Language;
use super::seat::Seat;
use super::show::{BoothPlan, Works};
use super::time::Moment;

/// An interpreter's microphone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Microphone {
    /// On air.
    On,
    /// Off on purpose.
    Off,
    /// Silenced for a moment; still on air.
    Cough,
    /// Ready to take over.
    Armed,
}

/// What an interpreter can ask of her booth.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Her microphone.
    Microphone(Microphone),
    /// Her output language.
    Direction {
        /// The language to speak from now on.
        language: Language,
        /// Speak into it whatever the floor's is.
        override_latch: bool,
    },
    /// One step of a hand-over.
    HandOver(HandOverAct),
    /// How the booth shares its work; her own booth, or any for the staff.
    Works {
        /// Which booth.
        booth: BoothId,
        /// How.
        works: Works,
    },
    /// Working by direction: she covers both directions, or only her own.
    Cover(bool),
    /// Gives an interpreter a seat in another booth.
    Assign {
        /// Whom.
        participant: ParticipantId,
        /// Where.
        booth: BoothId,
    },
    /// What she hears as her source: chosen by the rules, the floor, or a channel.
    Incoming(IncomingChoice),
}

/// One step of a hand-over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandOverAct {
    /// The incoming interpreter asks for the microphone.
    Request,
    /// The active one offers it to the partner.
    Offer,
    /// Agrees to what the other asked or offered; the incoming one's microphone is armed by this or by her request.
    Accept,
    /// Does not agree, or takes her own wish back.
    Decline,
    /// Cuts at the outgoing one's next pause; pressed again by either, at once.
    Cut,
}

/// What an interpreter wants to hear as her source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IncomingChoice {
    /// What the rules say.
    Automatic,
    /// The floor, whatever is spoken.
    Floor,
    /// One channel.
    Channel(Language),
}

/// One booth of the show.
#[derive(Debug)]
pub(super) struct Booth {
    pub(super) id: BoothId,
    pub(super) languages: Vec<Language>,
    /// The language the booth speaks into, but for seats with one of their own.
    pub(super) output: Language,
    /// The direction that waits for the cut, and since when.
    pub(super) armed: Option<(Language, Moment)>,
    pub(super) override_latch: bool,
    /// Whether the ledger knows the direction.
    pub(super) kept: bool,
    pub(super) seats: Vec<Seat>,
    holds: usize,
}

impl Booth {
    /// A booth as planned; `None` for a plan without languages.
    pub(super) fn new(plan: &BoothPlan, kept: Option<(Language, bool)>) -> Option<Self> {
        let first = plan.languages.get(1).or(plan.languages.first())?;
        let known = kept.is_some();
        let (output, override_latch) = kept.unwrap_or((first.clone(), false));
        Some(Self {
            id: plan.id.clone(),
            languages: plan.languages.clone(),
            output,
            armed: None,
            override_latch,
            kept: known,
            seats: Vec::new(),
            holds: usize::from(plan.seats),
        })
    }

    pub(super) fn has_room(&self) -> bool {
        self.seats.len() < self.holds
    }

    pub(super) fn seat(&self, who: &ParticipantId) -> Option<&Seat> {
        self.seats.iter().find(|seat| seat.who == *who)
    }

    pub(super) fn seat_mut(&mut self, who: &ParticipantId) -> Option<&mut Seat> {
        self.seats.iter_mut().find(|seat| seat.who == *who)
    }

    /// Lets something happen to a seat; if that ends her voice, an armed partner steps in on the same channel.
    pub(super) fn let_happen(&mut self, who: &ParticipantId, what: impl FnOnce(&mut Seat) -> bool) {
        let Some(seat) = self.seat_mut(who) else {
            return;
        };
        if !what(seat) {
            return;
        }
        let (hold, fixed) = (seat.held_until(), seat.fixed.clone());
        let output = fixed.unwrap_or(self.output.clone());
        let partner = self.seats.iter().find(|other| {
            other.who != *who && other.stands_by() && *self.output_of(other) == output
        });
        let Some(partner) = partner.map(|partner| partner.who.clone()) else {
            return;
        };
        if let Some(seat) = self.seat_mut(who) {
            seat.close();
        }
        if let Some(partner) = self.seat_mut(&partner) {
            partner.step_in(hold);
        }
    }

    /// The language a seat speaks into.
    pub(super) fn output_of<'a>(&'a self, seat: &'a Seat) -> &'a Language {
        seat.fixed.as_ref().unwrap_or(&self.output)
    }

    /// The tail of this seat's sentence still sounds, though the floor has taken over its language.
    pub(super) fn has_tail(&self, seat: &Seat) -> bool {
        seat.tail.is_some() || (seat.fixed.is_none() && self.armed.is_some())
    }

    /// The floor changed: a direction that now speaks into the floor's language is armed to turn.
    pub(super) fn face(&mut self, floor: Option<&Language>, from: Option<&Language>, now: Moment) {
        self.armed = None;
        for seat in &mut self.seats {
            seat.tail = None;
        }
        let Some(floor) = floor.filter(|_| !self.override_latch) else {
            return;
        };
        for seat in &mut self.seats {
            if seat.fixed.as_ref() == Some(floor) && seat.is_busy() {
                seat.tail = Some(now);
            }
        }
        if self.output == *floor {
            self.armed = self.other(floor, from).map(|other| (other.clone(), now));
        }
    }

    /// When the armed direction cuts: at a pause of 600 ms, after 6 s, or at once when nobody's sentence is at stake.
    pub(super) fn cut_due(&self) -> Option<Moment> {
        let (_, since) = self.armed.as_ref()?;
        let mut voices = self
            .seats
            .iter()
            .filter(|seat| seat.fixed.is_none() && seat.is_busy());
        Some(voices.next().map_or(*since, |seat| tail_ends(seat, *since)))
    }

    /// Turns to `language`.
    pub(super) fn turn_to(&mut self, language: Language) {
        self.output = language;
        self.armed = None;
        self.kept = true;
    }

    /// Closes the microphones that follow the booth's direction.
    pub(super) fn close_shared(&mut self) {
        for seat in self.seats.iter_mut().filter(|seat| seat.fixed.is_none()) {
            seat.close();
        }
    }

    /// Somebody who follows the booth's direction has her microphone open.
    pub(super) fn speaks_shared(&self) -> bool {
        let mut shared = self.seats.iter().filter(|seat| seat.fixed.is_none());
        shared.any(|seat| seat.occupies() || seat.is_busy())
    }

    /// What the ledger keeps of it.
    pub(super) fn record(&self) -> Record {
        Record::Booth {
            booth: self.id.clone(),
            output: self.output.clone(),
            override_latch: self.override_latch,
        }
    }

    /// What time alone changes within the booth, the cut apart.
    pub(super) fn expire(&mut self, now: Moment) {
        for seat in &mut self.seats {
            seat.expire(now);
            if seat.tail.is_some_and(|since| tail_ends(seat, since) <= now) {
                seat.tail = None;
            }
        }
    }

    pub(super) fn deadline(&self) -> Option<Moment> {
        let tails = self
            .seats
            .iter()
            .filter_map(|seat| seat.tail.map(|since| tail_ends(seat, since)));
        let seats = self.seats.iter().filter_map(Seat::deadline);
        tails.chain(seats).chain(self.cut_due()).min()
    }

    fn other(&self, floor: &Language, from: Option<&Language>) -> Option<&Language> {
        let mut others = self.languages.iter().filter(|l| *l != floor);
        let previous = self.languages.iter().find(|l| Some(*l) == from);
        previous.filter(|l| *l != floor).or(others.next())
    }
}

fn tail_ends(seat: &Seat, since: Moment) -> Moment {
    let latest = since.after(TAIL_MS);
    seat.paused_for(PAUSE_MS)
        .map_or(latest, |pause| pause.min(latest))
}

const PAUSE_MS: u64 = 600;
const TAIL_MS: u64 = 6_000;
