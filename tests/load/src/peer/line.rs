//! What arrives on one line of a listener: how much, how often twice, what is missing and when to ask for it again.
//!
//! Plain numbers; no socket, no clock, no decryption.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// Sequence numbers remembered behind the highest.
const REMEMBERED: i64 = 2_048;
/// Packets asked for at a time.
const MOST_MISSING: usize = 512;
/// From one request for a packet to the next, longer than any round trip on one machine.
const ASK_AGAIN: Duration = Duration::from_millis(40);
/// Requests for one packet; a browser gives up after ten.
const MOST_ASKED: u8 = 10;

/// One line.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// What it is received on.
    pub ssrc: Option<u32>,
    /// What its repairs are received on.
    pub repair_ssrc: Option<u32>,
    /// It carries pictures.
    pub is_video: bool,
    /// Different packets since the count began.
    pub unique: u64,
    /// Packets that had come before.
    pub duplicates: u64,
    /// Of the different ones, those that came as repairs.
    pub repaired: u64,
    /// Packets asked for again.
    pub asked: u64,
    /// Sound that came wrapped with its predecessors.
    pub redundant: u64,
    /// Sequence number at which the count began.
    from: i64,
    highest: Option<i64>,
    repair_highest: Option<i64>,
    seen: Vec<u64>,
    missing: VecDeque<Missing>,
    /// Packets since the last report that came by themselves, and the highest number then.
    reported: (u64, Option<i64>),
    lost_reported: u64,
}

#[derive(Clone, Copy, Debug)]
struct Missing {
    seq: i64,
    asked: u8,
    next: Instant,
}

impl Line {
    /// A line with the SSRCs that its description names.
    pub fn new(is_video: bool, ssrc: Option<u32>, repair_ssrc: Option<u32>) -> Self {
        Self {
            ssrc,
            repair_ssrc,
            is_video,
            ..Self::default()
        }
    }

    /// Counts from zero from now on.
    pub fn forget(&mut self) {
        self.from = self.highest.map_or(0, |highest| highest + 1);
        self.missing.clear();
        (self.unique, self.duplicates, self.repaired) = (0, 0, 0);
        (self.asked, self.redundant) = (0, 0);
    }

    /// Packets that were sent since the count began and have not come, by sequence number.
    pub fn lost(&self) -> u64 {
        let sent = self
            .highest
            .map_or(0, |highest| highest + 1 - self.from)
            .max(0);
        u64::try_from(sent)
            .unwrap_or_default()
            .saturating_sub(self.unique)
    }

    /// The extended number of a packet, without taking it.
    pub fn extend(&self, seq: u16) -> i64 {
        extend(self.highest, seq)
    }

    /// The extended number of a repair on its own SSRC.
    pub fn extend_repair(&mut self, seq: u16) -> i64 {
        let extended = extend(self.repair_highest, seq);
        self.repair_highest = self.repair_highest.max(Some(extended));
        extended
    }

    /// A packet came by itself; its extended number.
    pub fn arrived(&mut self, seq: u16, now: Instant) -> i64 {
        let extended = self.extend(seq);
        self.reported.0 += 1;
        if self.highest.is_none() {
            self.from = extended;
        }
        let before = self.highest.unwrap_or(extended);
        if extended > before {
            self.advance(before, extended, now);
        }
        self.highest = Some(before.max(extended));
        self.take(extended);
        extended
    }

    /// A packet came as a repair; `false` if it was there already, or before anything else.
    pub fn mended(&mut self, original: u16) -> bool {
        if self.highest.is_none() {
            return false;
        }
        let extended = self.extend(original);
        // A probe may repeat what is ahead of a loss; it counts once it comes in its own turn.
        if self.highest.is_some_and(|highest| extended > highest) {
            return false;
        }
        let is_new = self.take(extended);
        self.repaired += u64::from(is_new && extended >= self.from);
        is_new
    }

    /// Packets to ask for now, in rising order.
    pub fn ask(&mut self, now: Instant) -> Vec<u16> {
        let mut seqs = Vec::new();
        self.missing.retain_mut(|missing| {
            if missing.next > now {
                return true;
            }
            missing.asked += 1;
            missing.next = now + ASK_AGAIN;
            seqs.push(low(missing.seq));
            missing.asked < MOST_ASKED
        });
        self.asked += u64::try_from(seqs.len()).unwrap_or_default();
        seqs
    }

    /// Whether anything is to be asked for again.
    pub fn lacks(&self) -> bool {
        !self.missing.is_empty()
    }

    /// Loss since the last report in 256ths, loss in all, and the highest number; `None` if nothing has come since.
    pub fn report(&mut self) -> Option<(u8, u32, u32)> {
        let highest = self.highest?;
        let (came, before) = std::mem::replace(&mut self.reported, (0, Some(highest)));
        let sent = before.map_or(came, |before| {
            u64::try_from(highest - before).unwrap_or_default()
        });
        if sent == 0 && came == 0 {
            return None;
        }
        let lost = sent.saturating_sub(came);
        self.lost_reported += lost;
        let fraction = (lost * 256).checked_div(sent).unwrap_or_default();
        Some((
            u8::try_from(fraction).unwrap_or(u8::MAX),
            u32::try_from(self.lost_reported).unwrap_or(u32::MAX),
            u32::try_from(highest & 0xFFFF_FFFF).unwrap_or_default(),
        ))
    }

    fn advance(&mut self, before: i64, to: i64, now: Instant) {
        self.seen.resize(words(), 0);
        let skipped = before + 1..to;
        for seq in (before + 1).max(to - REMEMBERED)..=to {
            let (word, bit) = place(seq);
            self.seen[word] &= !bit;
        }
        // Sound is never asked for again, and a jump is another stream, not a loss.
        if self.is_video && skipped.end - skipped.start < REMEMBERED {
            for seq in skipped {
                if self.missing.len() >= MOST_MISSING {
                    self.missing.pop_front();
                }
                self.missing.push_back(Missing {
                    seq,
                    asked: 0,
                    next: now,
                });
            }
        }
    }

    /// Notes a number; `false` if it was noted before or is too old to tell.
    fn take(&mut self, seq: i64) -> bool {
        self.seen.resize(words(), 0);
        let highest = self.highest.unwrap_or(seq);
        let (word, bit) = place(seq);
        if highest - seq >= REMEMBERED || self.seen[word] & bit != 0 {
            self.duplicates += 1;
            return false;
        }
        self.seen[word] |= bit;
        if !self.missing.is_empty() {
            self.missing.retain(|missing| missing.seq != seq);
        }
        self.unique += u64::from(seq >= self.from);
        true
    }
}

fn words() -> usize {
    usize::try_from(REMEMBERED / 64).unwrap_or_default()
}

fn place(seq: i64) -> (usize, u64) {
    let at = seq.rem_euclid(REMEMBERED);
    let word = usize::try_from(at / 64).unwrap_or_default();
    (word, 1 << (at % 64))
}

/// The number nearest to `highest` with these 16 bits.
fn extend(highest: Option<i64>, seq: u16) -> i64 {
    let seq = i64::from(seq);
    let Some(highest) = highest else {
        return seq;
    };
    let ahead = (seq - highest).rem_euclid(65_536);
    highest
        + if ahead < 32_768 {
            ahead
        } else {
            ahead - 65_536
        }
}

fn low(seq: i64) -> u16 {
    u16::try_from(seq.rem_euclid(65_536)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn video() -> Line {
        Line::new(true, None, None)
    }

    #[test]
    fn a_gap_is_asked_for_until_it_is_mended() {
        let (mut line, now) = (video(), crate::moment::now());
        for seq in [65_534, 65_535, 2, 3] {
            line.arrived(seq, now);
        }
        assert_eq!((line.unique, line.lost()), (4, 2));
        assert_eq!(line.ask(now), [0, 1]);
        assert!(line.ask(now).is_empty(), "not at once again");
        assert!(line.mended(0));
        assert!(!line.mended(0), "once");
        assert!(!line.mended(4), "what is ahead is no repair");
        assert_eq!(line.ask(now + ASK_AGAIN), [1]);
        assert_eq!((line.unique, line.lost(), line.repaired), (5, 1, 1));
        line.arrived(1, now);
        assert!(!line.lacks());
        assert_eq!((line.lost(), line.duplicates), (0, 1));
    }

    #[test]
    fn a_packet_nobody_sends_again_is_given_up() {
        let (mut line, mut now) = (video(), crate::moment::now());
        line.arrived(1, now);
        line.arrived(3, now);
        let mut asked = 0;
        while line.lacks() {
            asked += line.ask(now).len();
            now += ASK_AGAIN;
        }
        assert_eq!(asked, usize::from(MOST_ASKED));
    }

    #[test]
    fn what_came_before_the_count_is_not_counted() {
        let (mut line, now) = (Line::default(), crate::moment::now());
        for seq in [10, 11, 13] {
            line.arrived(seq, now);
        }
        line.forget();
        line.arrived(12, now);
        line.arrived(14, now);
        line.arrived(16, now);
        assert_eq!((line.unique, line.lost()), (2, 1));
        assert!(!line.lacks(), "sound is never asked for again");
    }

    #[test]
    fn a_report_tells_the_loss_since_the_last_one() {
        let (mut line, now) = (video(), crate::moment::now());
        for seq in 0..10 {
            line.arrived(seq, now);
        }
        assert_eq!(line.report(), Some((0, 0, 9)));
        for seq in [10, 11, 14, 15, 16, 17, 18, 19] {
            line.arrived(seq, now);
        }
        line.mended(12);
        assert_eq!(line.report(), Some((51, 2, 19)), "2 of 10, repaired or not");
        assert_eq!(line.report(), None);
    }
}
