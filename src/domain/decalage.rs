//! How far an interpreter speaks behind her source: from the onset of its speech to the onset of hers, the middle one of
//! the last five. A measure for people to read; no rule hangs on it.

use std::collections::VecDeque;

use super::time::Moment;

/// One interpreter's lag behind what she hears.
#[derive(Debug, Default)]
pub(super) struct Decalage {
    /// Her source began to speak while she was silent.
    waiting: Option<Moment>,
    measured: VecDeque<u32>,
}

impl Decalage {
    /// Her source began to speak after a silence, and she is silent.
    pub(super) fn source_begins(&mut self, now: Moment) {
        self.waiting = Some(now);
    }

    /// She begins to speak.
    pub(super) fn voice_begins(&mut self, now: Moment) {
        let Some(began) = self.waiting.take() else {
            return;
        };
        let lag = now.since(began);
        let Some(lag) = u32::try_from(lag)
            .ok()
            .filter(|_| (SHORTEST_MS..=LONGEST_MS).contains(&lag))
        else {
            return;
        };
        if self.measured.len() >= KEPT {
            self.measured.pop_front();
        }
        self.measured.push_back(lag);
    }

    /// What began before she went off air is answered by nothing.
    pub(super) fn forget_source(&mut self) {
        self.waiting = None;
    }

    /// The middle one of the last; `None` until measured.
    pub(super) fn median(&self) -> Option<u32> {
        let mut sorted: Vec<_> = self.measured.iter().copied().collect();
        sorted.sort_unstable();
        sorted.get(sorted.len() / 2).copied()
    }
}

/// After so long a silence the onset of speech counts.
pub(super) const SILENCE_MS: u64 = 1_000;
const SHORTEST_MS: u64 = 300;
const LONGEST_MS: u64 = 10_000;
const KEPT: usize = 5;

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(lags: &[u64]) -> Option<u32> {
        let mut decalage = Decalage::default();
        for lag in lags {
            decalage.source_begins(Moment(1_000));
            decalage.voice_begins(Moment(1_000).after(*lag));
        }
        decalage.median()
    }

    #[test]
    fn the_middle_of_the_last_five_counts_and_what_no_interpreter_does_is_left_out() {
        assert_eq!(measured(&[]), None);
        assert_eq!(measured(&[3_000]), Some(3_000));
        assert_eq!(measured(&[2_000, 9_000, 3_000]), Some(3_000));
        assert_eq!(measured(&[299, 10_001]), None);
        assert_eq!(measured(&[300, 10_000]), Some(10_000));
        let long_ago = [9_000, 9_000, 9_000, 2_000, 2_000, 2_000, 3_000, 3_000];
        assert_eq!(measured(&long_ago), Some(2_000));
    }

    #[test]
    fn one_onset_is_answered_once_and_none_from_before_she_was_on_air() {
        let mut decalage = Decalage::default();
        decalage.source_begins(Moment(0));
        decalage.voice_begins(Moment(2_000));
        decalage.voice_begins(Moment(9_000));
        decalage.source_begins(Moment(10_000));
        decalage.forget_source();
        decalage.voice_begins(Moment(12_000));
        assert_eq!(decalage.median(), Some(2_000));
    }
}
