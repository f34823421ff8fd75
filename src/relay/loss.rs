//! What is lost on the way to one subscriber, and how much redundancy her sound gets for it.
//!
//! Fed with what became of each packet of her leg, pictures and sound alike: they share the path. Repairs of pictures are
//! asked for by NACK and are no matter of this; sound cannot wait for a round trip.

use std::time::{Duration, Instant};

use super::red::Redundancy;

/// Losses fade from the reckoning by a factor of e in this time: at 50 packets a second it covers 500.
const MEMORY: Duration = Duration::from_secs(10);

/// Above this share redundancy begins, if it is not an accident of few packets ...
const BEGINS: f32 = 0.02;
/// ... and it ends below this one.
const ENDS: f32 = 0.01;

/// Above this share one more sound is worth its bits: two in a row are lost too often ...
const DEEPER: f32 = 0.08;
/// ... and below this one it is not.
const SHALLOWER: f32 = 0.05;

/// So many of the losses following upon another are bursts ...
const BURSTS: f32 = 0.25;
/// ... and so few are chance.
const NO_BURSTS: f32 = 0.15;
/// Fewer losses are an accident.
const FEW: f32 = 4.0;
/// Fewer losses say nothing of bursts.
const JUDGED: f32 = 8.0;

/// The reckoning of one subscriber.
#[derive(Debug, Default)]
pub struct Loss {
    all: f32,
    lost: f32,
    /// Of the lost ones those right behind another.
    following: f32,
    last_was_lost: bool,
    at: Option<Instant>,
    redundancy: Redundancy,
}

impl Loss {
    /// What became of the next packets, in the order they were sent.
    pub fn judge(&mut self, arrived: impl Iterator<Item = bool>, now: Instant) {
        self.fade(now);
        for arrived in arrived {
            self.all += 1.0;
            if !arrived {
                self.lost += 1.0;
                self.following += if self.last_was_lost { 1.0 } else { 0.0 };
            }
            self.last_was_lost = !arrived;
        }
        self.decide();
    }

    /// A packet that was counted as lost has come after all.
    pub fn found(&mut self) {
        self.lost = (self.lost - 1.0).max(0.0);
        self.following = self.following.min(self.lost);
    }

    /// So many of the last `all` packets were lost; for those who do not tell which.
    pub fn reckon(&mut self, all: u32, share: f32, now: Instant) {
        self.fade(now);
        // A report of an age of packets is no more than a few seconds of them.
        let all = u16::try_from(all).map_or(f32::from(u16::MAX), f32::from);
        self.all += all;
        self.lost += all * share.clamp(0.0, 1.0);
        self.decide();
    }

    /// How much redundancy her sound should have now.
    pub fn redundancy(&self) -> Redundancy {
        self.redundancy
    }

    /// The share that is lost.
    pub fn share(&self) -> f32 {
        if self.all > 0.0 {
            self.lost / self.all
        } else {
            0.0
        }
    }

    fn fade(&mut self, now: Instant) {
        let since = self
            .at
            .map_or(Duration::ZERO, |at| now.saturating_duration_since(at));
        self.at = Some(now);
        let left = (-since.as_secs_f32() / MEMORY.as_secs_f32()).exp();
        for sum in [&mut self.all, &mut self.lost, &mut self.following] {
            *sum *= left;
        }
    }

    fn decide(&mut self) {
        let share = self.share();
        let bursts = if self.lost < JUDGED {
            0.0
        } else {
            self.following / self.lost
        };
        self.redundancy = match self.redundancy {
            Redundancy::Off if !self.passes(BEGINS) => Redundancy::Off,
            Redundancy::One | Redundancy::Two if share < ENDS => Redundancy::Off,
            Redundancy::Two if share > SHALLOWER || bursts > NO_BURSTS => Redundancy::Two,
            _ if self.passes(DEEPER) || bursts > BURSTS => Redundancy::Two,
            _ => Redundancy::One,
        };
    }

    /// More is lost than `share` by more than the scatter of such a count.
    fn passes(&self, share: f32) -> bool {
        let expected = self.all * share;
        self.lost >= FEW && self.lost > expected + 2.0 * expected.sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relay::tests::{Seed, start};

    /// Five minutes of fifty packets a second, each lost by `lost`; the redundancy after each.
    fn minutes(mut lost: impl FnMut(u64) -> bool) -> Vec<Redundancy> {
        let (start, mut loss) = (start(), Loss::default());
        (0..15_000_u64)
            .map(|i| {
                let now = start + Duration::from_millis(i * 20);
                loss.judge(std::iter::once(!lost(i)), now);
                loss.redundancy()
            })
            .collect()
    }

    #[test]
    fn below_two_percent_there_is_none() {
        for seed in 1..=10 {
            let mut seed = Seed(seed * 0x9e37_79b9);
            let all = minutes(|_| seed.below(1_000) < 10);
            assert!(all.iter().all(|amount| *amount == Redundancy::Off));
        }
    }

    #[test]
    fn above_it_there_is_and_soon_the_more_is_lost() {
        for (per_mille, within, amount) in [(50, 600, Redundancy::One), (200, 100, Redundancy::Two)]
        {
            for seed in 1..=10 {
                let mut seed = Seed(seed * 0x9e37_79b9);
                let all = minutes(|_| seed.below(1_000) < per_mille);
                let begins = all.iter().position(|now| *now != Redundancy::Off).unwrap();
                assert!(begins < within, "{per_mille}: after {begins} packets");
                let mostly = all.iter().filter(|now| **now == amount).count();
                assert!(mostly > 12_000, "{per_mille}: {mostly}");
            }
        }
    }

    #[test]
    fn bursts_need_two() {
        let all = minutes(|i| i % 50 < 2);
        assert_eq!(all.last(), Some(&Redundancy::Two), "4 % in pairs");
        let all = minutes(|i| i % 25 == 0);
        assert_eq!(all.last(), Some(&Redundancy::One), "4 % one by one");
    }

    #[test]
    fn it_ends_once_and_does_not_flap() {
        let mut seed = Seed(77);
        let all = minutes(|i| i < 3_000 && seed.below(10) == 0);
        let changes = all[3_000..].windows(2).filter(|two| two[0] != two[1]);
        assert!(changes.count() <= 2);
        let ends = all.iter().rposition(|now| *now != Redundancy::Off).unwrap();
        assert!((3_500..5_000).contains(&ends), "{ends}");
    }

    #[test]
    fn what_comes_late_was_not_lost_and_reports_without_detail_count_too() {
        let mut loss = Loss::default();
        for _ in 0..100 {
            loss.judge([true, false, true].into_iter(), start());
            loss.found();
        }
        assert_eq!(loss.share(), 0.0);
        let mut loss = Loss::default();
        loss.reckon(250, 0.05, start());
        assert_eq!(loss.redundancy(), Redundancy::One);
    }
}
