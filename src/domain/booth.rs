//! One booth: its seats, its direction, and the cut from one direction to the other.
//!
//! How partners share the work is in `works`, how they hand it over in `hand_over`. What one interpreter may do beside
//! another booth is decided in `booths`, what a single voice is worth in `seat`.

use std::collections::BTreeMap;

use super::effect::Record;
use super::hand_over::HandOver;
use super::id::{BoothId, ParticipantId};
use super::language::Language;
use super::pivot::Pivot;
use super::seat::Seat;
use super::show::{BoothPlan, Works};
use super::time::Moment;
use super::view::Alarm;

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
    pub(super) works: Works,
    /// Somebody chose how the booth works; the plan no longer decides.
    pub(super) works_kept: bool,
    /// Signs instead of speaking: it has no channel.
    pub(super) sign: bool,
    /// The language the booth speaks into, but for seats with one of their own.
    pub(super) output: Language,
    pub(super) armed: Option<Armed>,
    pub(super) override_latch: bool,
    /// Whether the ledger knows the direction.
    pub(super) kept: bool,
    /// Directions have changed their owners since the ledger was told.
    pub(super) reowned: bool,
    pub(super) seats: Vec<Seat>,
    pub(super) hand_over: Option<HandOver>,
    /// What it listens to instead of a floor that it does not understand.
    pub(super) pivot: Option<Pivot>,
    /// The language it hears, by which its direction turns.
    pub(super) facing: Option<Language>,
    /// The channel that its direction turned to, and that another booth kept or took.
    pub(super) occupied: Option<Language>,
    /// The languages that listeners wait for in vain, and since when.
    pub(super) waited_for: BTreeMap<Language, Moment>,
    /// What is wrong now.
    pub(super) alarms: Vec<Alarm>,
    holds: usize,
}

/// A direction that waits for the cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Armed {
    pub(super) language: Language,
    pub(super) since: Moment,
    /// The sentence that was waited for is over.
    pub(super) tail_over: bool,
}

impl Booth {
    /// A booth as planned; `None` for a plan without languages.
    pub(super) fn new(
        plan: &BoothPlan,
        kept: Option<(Language, bool)>,
        works: Option<Works>,
    ) -> Option<Self> {
        let first = plan.languages.get(1).or(plan.languages.first())?;
        let known = kept.is_some();
        let (output, override_latch) = kept.unwrap_or((first.clone(), false));
        Some(Self {
            id: plan.id.clone(),
            languages: plan.languages.clone(),
            works: works.unwrap_or(plan.works),
            works_kept: works.is_some(),
            sign: plan.sign,
            output,
            armed: None,
            override_latch,
            kept: known,
            reowned: false,
            seats: Vec::new(),
            hand_over: None,
            pivot: None,
            facing: None,
            occupied: None,
            waited_for: BTreeMap::new(),
            alarms: Vec::new(),
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

    /// Puts a newcomer on a free seat.
    pub(super) fn sit(&mut self, seat: Seat) {
        self.seats.push(seat.signing(self.sign));
        self.share_directions();
    }

    /// Whose microphone is open, and may be heard.
    pub(super) fn active(&self) -> Option<&Seat> {
        let mut open = self.seats.iter().filter(|seat| seat.occupies());
        open.clone()
            .find(|seat| seat.is_live())
            .or_else(|| open.next())
    }

    /// Lets something happen to a seat; if that ends her voice, an armed partner steps in on the same channel.
    pub(super) fn let_happen(
        &mut self,
        who: &ParticipantId,
        now: Moment,
        what: impl FnOnce(&mut Seat) -> bool,
    ) {
        let Some(seat) = self.seat_mut(who) else {
            return;
        };
        if !what(seat) {
            return;
        }
        let hold = seat.held_until();
        let Some(output) = self.seat(who).map(|seat| self.output_of(seat).clone()) else {
            return;
        };
        let Some(partner) = self.rescuer(who, &output) else {
            return;
        };
        if let Some(seat) = self.seat_mut(who) {
            seat.close();
        }
        self.cover_if_needed(&partner, &output);
        if let Some(partner) = self.seat_mut(&partner) {
            partner.step_in(hold, now);
        }
        self.end_tail();
    }

    /// She speaks in the booth's direction, not in one of her own.
    pub(super) fn follows(&self, seat: &Seat) -> bool {
        self.works == Works::ByDirection || seat.fixed.is_none()
    }

    /// The language a seat speaks into.
    pub(super) fn output_of<'a>(&'a self, seat: &'a Seat) -> &'a Language {
        let own = match self.works {
            Works::ByTurns => seat.fixed.as_ref(),
            Works::ByDirection if seat.covers => None,
            Works::ByDirection => seat.owns.as_ref(),
        };
        own.unwrap_or(&self.output)
    }

    /// The tail of this seat's sentence still sounds, though the floor has taken over its language.
    pub(super) fn has_tail(&self, seat: &Seat) -> bool {
        let waits = self.armed.as_ref().is_some_and(|armed| !armed.tail_over);
        seat.tail.is_some() || (self.follows(seat) && waits)
    }

    /// The booth hears another language: a direction that now speaks into it is armed to turn.
    pub(super) fn face(&mut self, heard: Option<&Language>, now: Moment) {
        let from = std::mem::replace(&mut self.facing, heard.cloned());
        self.armed = None;
        for seat in &mut self.seats {
            seat.tail = None;
        }
        let Some(heard) = heard.filter(|_| !self.override_latch) else {
            return;
        };
        let by_turns = self.works == Works::ByTurns;
        for seat in &mut self.seats {
            if by_turns && seat.fixed.as_ref() == Some(heard) && seat.is_busy() {
                seat.tail = Some(now);
            }
        }
        if self.output == *heard {
            self.armed = self.other(heard, from.as_ref()).map(|other| Armed {
                language: other.clone(),
                since: now,
                tail_over: false,
            });
        }
    }

    /// The latch goes on or off. A direction that spoke into what is heard under it turns at once: no sentence of hers was
    /// to be kept from there.
    pub(super) fn latch(&mut self, latch: bool, now: Moment) {
        let released = std::mem::replace(&mut self.override_latch, latch) && !latch;
        let heard = self.facing.as_ref().filter(|heard| **heard == self.output);
        if let Some(heard) = heard.filter(|_| released && self.armed.is_none()) {
            self.armed = self.other(heard, None).map(|other| Armed {
                language: other.clone(),
                since: now,
                tail_over: true,
            });
        }
    }

    /// The sentence that an armed direction waits for is over: somebody else speaks now.
    pub(super) fn end_tail(&mut self) {
        if let Some(armed) = &mut self.armed {
            armed.tail_over = true;
        }
    }

    /// When the armed direction cuts: at a pause of 600 ms, after 6 s, or at once when nobody's sentence is at stake.
    /// Silence before the turn is no such pause: she thought, with seconds left to say, and could not know.
    pub(super) fn cut_due(&self) -> Option<Moment> {
        let armed = self.armed.as_ref()?;
        let mut voices = self
            .seats
            .iter()
            .filter(|seat| self.follows(seat) && seat.is_busy());
        let at_stake = voices.next().filter(|_| !armed.tail_over);
        Some(at_stake.map_or(armed.since, |seat| tail_ends(seat, armed.since)))
    }

    /// When the armed direction cuts at the latest.
    pub(super) fn cuts_by(&self) -> Option<Moment> {
        self.armed.as_ref().map(|armed| armed.since.after(TAIL_MS))
    }

    /// Turns to `language`; working by direction, the person changes with it.
    pub(super) fn turn_to(&mut self, language: Language, now: Moment) {
        self.output = language;
        self.armed = None;
        self.kept = true;
        // What was held was the other channel.
        let by_turns = self.works == Works::ByTurns;
        for seat in &mut self.seats {
            if !by_turns || seat.fixed.is_none() {
                seat.drop_hold();
            }
        }
        self.change_over(now);
    }

    /// Turns to `language` while nobody of the booth may speak into it.
    pub(super) fn turn_silently(&mut self, language: Language) {
        self.close_shared();
        self.occupied = Some(language.clone());
        self.output = language;
        self.armed = None;
        self.kept = true;
    }

    /// Takes the microphones that follow the booth's direction off air.
    fn close_shared(&mut self) {
        let to = self.stood_down();
        let by_turns = self.works == Works::ByTurns;
        for seat in &mut self.seats {
            if by_turns && seat.fixed.is_some() {
                continue;
            }
            if seat.is_open() {
                seat.stand_down(to);
            } else if seat.is_busy() {
                seat.close();
            }
        }
    }

    /// Somebody who follows the booth's direction has her microphone open, or would open it with the direction.
    pub(super) fn speaks_shared(&self) -> bool {
        let waits = |seat: &Seat| self.works == Works::ByDirection && seat.stands_by();
        let mut shared = self.seats.iter().filter(|seat| self.follows(seat));
        shared.any(|seat| seat.occupies() || seat.is_busy() || waits(seat))
    }

    /// What the ledger keeps of it.
    pub(super) fn record(&self) -> Record {
        Record::Booth {
            booth: self.id.clone(),
            output: self.output.clone(),
            override_latch: self.override_latch,
        }
    }

    /// What time alone changes within the booth, the turn of its direction apart.
    pub(super) fn expire(&mut self, now: Moment) {
        for seat in &mut self.seats {
            seat.expire(now);
            if seat.tail.is_some_and(|since| tail_ends(seat, since) <= now) {
                seat.tail = None;
            }
        }
        self.expire_hand_over(now);
    }

    pub(super) fn deadline(&self) -> Option<Moment> {
        let tails = self
            .seats
            .iter()
            .filter_map(|seat| seat.tail.map(|since| tail_ends(seat, since)));
        let seats = self.seats.iter().filter_map(Seat::deadline);
        let own = [self.cut_due(), self.hand_over_due()];
        tails.chain(seats).chain(own.into_iter().flatten()).min()
    }

    /// Another direction than `heard`, the one back to what was heard before if it can be.
    pub(super) fn other(&self, heard: &Language, from: Option<&Language>) -> Option<&Language> {
        let mut others = self.languages.iter().filter(|l| *l != heard);
        let previous = self.languages.iter().find(|l| Some(*l) == from);
        previous.filter(|l| *l != heard).or(others.next())
    }
}

fn tail_ends(seat: &Seat, since: Moment) -> Moment {
    let earliest = since.after(PAUSE_MS);
    let latest = since.after(TAIL_MS);
    seat.paused_for(PAUSE_MS)
        .map_or(latest, |pause| pause.clamp(earliest, latest))
}

const PAUSE_MS: u64 = 600;
const TAIL_MS: u64 = 6_000;
