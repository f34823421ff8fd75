//! What a listener should be connected to, by an independent reading of the rules: from what people did and which packets
//! reached the server, not from what the server says it does with them. Only the floor's language is taken from its
//! announcements, whose times the judge holds against the plan; and where somebody speaks again in the very moment in which
//! her pause is long enough for the cut, so that both are right, its announcement says which it was.
//!
//! ```text
//!  a booth's output:  zh ── the floor turns zh ──► zh, de armed ── 600 ms of silence, 6 s, or the key ──► de
//!  a microphone:      off ── on, packets ──► live ── no packet for 400 ms ──► held 2 s ──► off
//!                     armed ── the active one dies, or the hand-over cuts ──► live
//! ```

use std::collections::HashMap;

use super::house::House;
use super::log::{Evidence, Packet, STEP_MS};
use super::plan::{Language, Voice};

/// What is right for a listener of one language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Right {
    /// The floor alone.
    #[default]
    Floor,
    /// This voice alone, and nothing while it makes a pause.
    Channel(Voice),
    /// The floor, and above it the tail of this voice's sentence.
    Tail(Voice),
    /// Nothing: the channel is kept for somebody who is expected back.
    Held,
}

impl Right {
    /// The voice that has a line by the rules.
    #[must_use]
    pub fn voice(self) -> Option<Voice> {
        match self {
            Self::Channel(voice) | Self::Tail(voice) => Some(voice),
            Self::Floor | Self::Held => None,
        }
    }
}

/// What is right for each language, step by step.
#[derive(Clone, Debug, Default)]
pub struct Truth {
    /// By language, in steps of `STEP_MS`.
    pub right: HashMap<&'static str, Vec<Right>>,
    /// The floor's language in each step.
    pub floor: Vec<Option<Language>>,
    /// By step: whether this microphone is live, and for how many milliseconds its owner has not spoken.
    pub silent: HashMap<Voice, Vec<(bool, u32)>>,
}

/// Reads the rules over everything that was seen until `end`.
#[must_use]
pub fn read(evidence: &Evidence, end: u32) -> Truth {
    let mut house = House::new();
    let mut truth = Truth::default();
    let mut deeds = evidence.deeds.iter().peekable();
    let mut floors = evidence.floor.iter().peekable();
    let mut directions = evidence.directions.iter().peekable();
    let mut packets: HashMap<Voice, std::slice::Iter<'_, Packet>> = HashMap::new();
    for voice in Voice::INTERPRETERS {
        let sent = evidence.packets.get(&voice).map(Vec::as_slice);
        packets.insert(voice, sent.unwrap_or_default().iter());
    }
    for step in 0..end / STEP_MS {
        let now = step * STEP_MS;
        while let Some((_, language)) = floors.next_if(|(at, _)| *at <= now) {
            house.turn_floor(*language, now);
        }
        for (voice, sent) in &mut packets {
            while let Some(packet) = sent.as_slice().first().filter(|packet| packet.at <= now) {
                house.hear(*voice, packet);
                sent.next();
            }
        }
        while let Some((_, who, deed)) = deeds.next_if(|(at, ..)| *at <= now) {
            house.see(*who, *deed, now);
        }
        while let Some((at, booth, to)) = directions.next_if(|(at, ..)| *at <= now) {
            house.announce(booth, *to, *at);
        }
        house.pass(now);
        for language in Language::ALL {
            let right = truth.right.entry(language.tag()).or_default();
            right.push(house.right(language));
        }
        truth.floor.push(house.floor);
        for (voice, seat) in &house.seats {
            let silent = (seat.live, now.saturating_sub(seat.spoke));
            truth.silent.entry(*voice).or_default().push(silent);
        }
    }
    truth
}

/// The cut of rules 2 and 5 is the server's: its pauses begin and end at packets.
pub(super) const EDGE_MS: u32 = 200;

#[cfg(test)]
mod tests;
