//! Which packets of one source have come: duplicates out, numbers without gaps for what is dropped here.
//!
//! Indices are extended as RFC 3711 does: a packet that comes late never moves the roll-over. Knows nothing of lines.

/// How far back a late packet is still given its place.
const WINDOW: u64 = 1_024;

/// A larger step forward is a source that began anew, not loss.
const LEAP: u16 = 3_000;

/// So many packets in a row from before the window are a source that began anew, not stragglers.
const ASTRAY: u8 = 16;

/// What became of a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arrival {
    /// It is new. `number` counts the packets worth forwarding: loss leaves a gap, padding does not.
    Fresh {
        /// Its number.
        number: u64,
        /// Nothing newer has come before.
        newest: bool,
    },
    /// New, but padding only, and later packets close up.
    Skipped,
    /// It was there before.
    Duplicate,
    /// It is too old to tell.
    Late,
}

/// The arrivals of one source.
#[derive(Debug, Default)]
pub(super) struct Arrivals {
    highest: Option<u64>,
    seen: Bits,
    skipped: Bits,
    skipped_total: u64,
    run: u64,
    astray: u8,
    astray_next: u16,
}

impl Arrivals {
    /// The number with which the present run of the source begins; smaller numbers belong to nothing any more.
    pub(super) fn run(&self) -> u64 {
        self.run
    }

    /// Takes a packet in.
    pub(super) fn take(&mut self, seq: u16, padding: bool) -> Arrival {
        let Some(highest) = self.highest else {
            let index = 0x1_0000 | u64::from(seq);
            self.run = index.saturating_sub(WINDOW);
            return self.advance(index, padding);
        };
        let step = seq.wrapping_sub(low(highest));
        if step != 0 && step < 0x8000 {
            let index = highest.saturating_add(step.into());
            let arrival = self.advance(index, padding);
            if step > LEAP {
                self.begin_run();
            }
            return arrival;
        }
        let index = highest.saturating_sub(u64::from(step.wrapping_neg()));
        if highest.saturating_sub(index) >= WINDOW {
            return self.stray(highest, seq, padding);
        }
        self.astray = 0;
        if self.seen.get(index) {
            return Arrival::Duplicate;
        }
        self.seen.set(index, true);
        let after = (index..=highest)
            .filter(|later| self.skipped.get(*later))
            .count();
        let after = u64::try_from(after).unwrap_or(0);
        let number = index.saturating_sub(self.skipped_total.saturating_sub(after));
        if number < self.run {
            return Arrival::Late;
        }
        Arrival::Fresh {
            number,
            newest: false,
        }
    }

    /// Everything up to now is over: the newest packet begins a run of its own.
    pub(super) fn begin_run(&mut self) {
        self.run = self
            .highest
            .unwrap_or_default()
            .saturating_sub(self.skipped_total);
    }

    fn advance(&mut self, index: u64, padding: bool) -> Arrival {
        let first = self
            .highest
            .map_or(index, |highest| highest.saturating_add(1));
        for passed in first.max(index.saturating_sub(WINDOW))..=index {
            self.seen.set(passed, false);
            self.skipped.set(passed, false);
        }
        self.astray = 0;
        self.highest = Some(index);
        self.seen.set(index, true);
        let number = index.saturating_sub(self.skipped_total);
        if padding {
            self.skipped.set(index, true);
            self.skipped_total = self.skipped_total.saturating_add(1);
            return Arrival::Skipped;
        }
        Arrival::Fresh {
            number,
            newest: true,
        }
    }

    fn stray(&mut self, highest: u64, seq: u16, padding: bool) -> Arrival {
        let follows = self.astray > 0 && seq == self.astray_next;
        self.astray = if follows {
            self.astray.saturating_add(1)
        } else {
            1
        };
        self.astray_next = seq.wrapping_add(1);
        if self.astray < ASTRAY {
            return Arrival::Late;
        }
        let index = ((highest >> 16).saturating_add(1) << 16) | u64::from(seq);
        let arrival = self.advance(index, padding);
        self.begin_run();
        arrival
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the low 16 bits are meant")]
fn low(index: u64) -> u16 {
    index as u16
}

/// One bit for each index of the window.
#[derive(Debug, Default)]
struct Bits([u64; 16]);

impl Bits {
    fn get(&self, index: u64) -> bool {
        let (word, mask) = Self::place(index);
        self.0.get(word).is_some_and(|word| word & mask != 0)
    }

    fn set(&mut self, index: u64, on: bool) {
        let (word, mask) = Self::place(index);
        if let Some(word) = self.0.get_mut(word) {
            *word = if on { *word | mask } else { *word & !mask };
        }
    }

    fn place(index: u64) -> (usize, u64) {
        (
            usize::try_from((index >> 6) & 15).unwrap_or(0),
            1 << (index & 63),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(arrivals: &mut Arrivals, seq: u16) -> u64 {
        match arrivals.take(seq, false) {
            Arrival::Fresh { number, .. } => number,
            other => panic!("{seq}: {other:?}"),
        }
    }

    #[test]
    fn sixty_lost_around_the_wrap_leave_a_gap_of_sixty_and_no_more() {
        let mut arrivals = Arrivals::default();
        let first = number(&mut arrivals, 65_530);
        assert_eq!(number(&mut arrivals, 54), first + 60);
        assert_eq!(
            number(&mut arrivals, 65_535),
            first + 5,
            "late, from before the wrap"
        );
        assert_eq!(
            number(&mut arrivals, 55),
            first + 61,
            "and the wrap stays where it was"
        );
        assert_eq!(arrivals.take(65_535, false), Arrival::Duplicate);
    }

    #[test]
    fn padding_leaves_no_gap_and_late_packets_keep_their_place() {
        let mut arrivals = Arrivals::default();
        let first = number(&mut arrivals, 10);
        assert_eq!(arrivals.take(12, true), Arrival::Skipped);
        assert_eq!(arrivals.take(13, true), Arrival::Skipped);
        assert_eq!(number(&mut arrivals, 14), first + 2);
        assert_eq!(number(&mut arrivals, 11), first + 1);
        assert_eq!(arrivals.take(13, true), Arrival::Duplicate);
        assert_eq!(number(&mut arrivals, 15), first + 3);
    }

    #[test]
    fn a_source_that_jumps_goes_on_after_a_moment() {
        for start in [20_000_u16, 65_000, 40_000] {
            let mut arrivals = Arrivals::default();
            let before = number(&mut arrivals, 30_000);
            let fresh: Vec<u64> = (0..40_u16)
                .filter_map(|i| match arrivals.take(start.wrapping_add(i), false) {
                    Arrival::Fresh { number, .. } => Some(number),
                    _ => None,
                })
                .collect();
            assert!(fresh.len() >= 25, "{start}: {}", fresh.len());
            assert!(fresh.is_sorted_by(|a, b| a < b) && fresh[0] > before);
            assert_eq!(arrivals.run(), fresh[0]);
        }
    }

    #[test]
    fn old_packets_sent_as_probes_are_duplicates_or_late() {
        let mut arrivals = Arrivals::default();
        for seq in 0..3_000 {
            number(&mut arrivals, seq);
        }
        for seq in (0..3_000).step_by(7) {
            let again = arrivals.take(seq, false);
            assert!(
                matches!(again, Arrival::Duplicate | Arrival::Late),
                "{seq}: {again:?}"
            );
        }
    }
}
