//! One channel: what feeds it now, as a function of the floor and of the interpreters who speak into it. Nothing is
//! remembered here; whose microphone is worth what is `seat`'s business.
//!
//! ```text
//!                      an open microphone arrives
//!     fallback ──────────────────────────────────────────► live
//!        ▲  ▲                                            │    │ connection lost, or a reload: at most 2 s
//!        │  └─────────────── off on purpose ─────────────┘    ▼
//!        └──────────────── nobody came back ───────────────  held ──► live: back, or an armed partner
//!
//!     from anywhere, and back to what the microphones then say:
//!        floor: it speaks this language (unless the override is latched), or everybody hears it (consecutive);
//!               the tail of a sentence still sounds on it until the cut
//! ```

use super::booth::Booth;
use super::booths::Booths;
use super::language::Language;
use super::seat::Seat;
use super::view::ChannelState;

/// What is spoken on the floor, as the channels see it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ground<'a> {
    pub(super) language: Option<&'a Language>,
    /// An interpreter is on stage: everybody hears the floor.
    pub(super) consecutive: bool,
}

/// What feeds a channel now.
#[derive(Clone, Copy, Debug)]
pub(super) struct Feed<'a> {
    pub(super) state: ChannelState,
    /// The booth and the seat whose voice it is, or is kept for.
    pub(super) carrier: Option<(&'a Booth, &'a Seat)>,
    /// A voice goes out: live, or the tail of a sentence.
    pub(super) sounds: bool,
    /// The channel that whoever carries it hears instead of the floor; told by `Booths::feeds` alone.
    pub(super) via: Option<&'a Language>,
}

/// What decides how a channel stands.
#[derive(Clone, Copy, Debug)]
struct Signs {
    consecutive: bool,
    /// The floor speaks this language.
    own: bool,
    /// An interpreter's open microphone arrives.
    live: bool,
    /// Hers is meant to sound whatever the floor speaks.
    latched: bool,
    /// The floor has just taken over her language, and her sentence is not at its end.
    tail: bool,
    /// The channel is kept for somebody.
    held: bool,
}

/// Whose voice a channel has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Voice {
    Nobodys,
    Live,
    Kept,
}

impl Signs {
    fn read(self) -> (ChannelState, Voice) {
        if self.consecutive {
            (ChannelState::Floor, Voice::Nobodys)
        } else if self.live && (!self.own || self.latched) {
            (ChannelState::Live, Voice::Live)
        } else if self.own && self.live && self.tail {
            (ChannelState::Floor, Voice::Live)
        } else if self.own {
            (ChannelState::Floor, Voice::Nobodys)
        } else if self.held {
            (ChannelState::Held, Voice::Kept)
        } else {
            (ChannelState::Fallback, Voice::Nobodys)
        }
    }
}

impl Booths {
    /// What `language` is fed with.
    pub(super) fn feed(&self, language: &Language, ground: Ground<'_>) -> Feed<'_> {
        let on_it = |wanted: fn(&Seat) -> bool| {
            self.voices()
                .find(|(b, s)| wanted(s) && b.output_of(s) == language)
        };
        let live = on_it(Seat::is_live);
        let held = on_it(Seat::is_held);
        let signs = Signs {
            consecutive: ground.consecutive,
            own: ground.language == Some(language),
            live: live.is_some(),
            latched: live.is_some_and(|(b, _)| b.override_latch),
            tail: live.is_some_and(|(b, s)| b.has_tail(s)),
            held: held.is_some(),
        };
        let (state, voice) = signs.read();
        Feed {
            state,
            carrier: match voice {
                Voice::Nobodys => None,
                Voice::Live => live,
                Voice::Kept => held,
            },
            sounds: voice == Voice::Live,
            via: None,
        }
    }

    /// What every one of these channels is fed with, and which of them go by a pivot.
    pub(super) fn feeds<'a>(
        &'a self,
        languages: &'a [Language],
        ground: Ground<'_>,
    ) -> Vec<(&'a Language, Feed<'a>)> {
        let feed = |language| {
            let feed = self.feed(language, ground);
            let carrier = feed.carrier;
            let via = carrier.and_then(|(booth, seat)| self.source(booth, seat, ground));
            (language, Feed { via, ..feed })
        };
        languages.iter().map(feed).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::ChannelState::{Fallback, Floor, Held, Live};
    use super::*;

    /// Every combination of the six signs, and what it means; `None` in a column stands for both.
    #[test]
    fn the_truth_table_of_a_channel() {
        let (y, n, x) = (Some(true), Some(false), None);
        // consecutive, floor's own, live, latched, tail, held → state, voice
        let table = [
            ([y, x, x, x, x, x], (Floor, Voice::Nobodys)),
            ([n, n, y, x, x, x], (Live, Voice::Live)),
            ([n, y, y, y, x, x], (Live, Voice::Live)),
            ([n, y, y, n, y, x], (Floor, Voice::Live)),
            ([n, y, y, n, n, x], (Floor, Voice::Nobodys)),
            ([n, y, n, x, x, x], (Floor, Voice::Nobodys)),
            ([n, n, n, x, x, y], (Held, Voice::Kept)),
            ([n, n, n, x, x, n], (Fallback, Voice::Nobodys)),
        ];
        for bits in 0..64_u8 {
            let bit = |n: u8| bits & (1 << n) != 0;
            let signs = [bit(0), bit(1), bit(2), bit(3), bit(4), bit(5)];
            let fits = |row: &[Option<bool>; 6]| {
                row.iter()
                    .zip(signs)
                    .all(|(wanted, is)| wanted.is_none_or(|wanted| wanted == is))
            };
            let rows: Vec<_> = table.iter().filter(|(row, _)| fits(row)).collect();
            assert_eq!(rows.len(), 1, "{signs:?} stands in one row");
            let [consecutive, own, live, latched, tail, held] = signs;
            let read = Signs {
                consecutive,
                own,
                live,
                latched,
                tail,
                held,
            }
            .read();
            assert_eq!(read, rows[0].1, "{signs:?}");
        }
    }
}
