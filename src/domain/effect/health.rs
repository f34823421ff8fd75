//! How the receive connections of a room fare, as one media thread sums them up; several sums add up to one.

/// What one media thread says of a room, about every two seconds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// Which media thread; a newer report replaces its older one.
    pub thread: u16,
    /// How much of the last second it was busy, in percent, with all its rooms.
    pub busy_percent: u8,
    /// Receive connections that stand.
    pub receivers: u32,
    /// Their round trips in milliseconds, where known.
    pub round_trips: Spread,
    /// What they lost lately, in thousandths, where told.
    pub losses: Spread,
    /// Lines that receive a picture of several layers, by layer from the lowest; the last counts those that wait for one.
    pub layers: [u32; 4],
}

impl Health {
    /// Adds what another thread says. The busier one decides.
    pub fn add(&mut self, other: &Self) {
        self.busy_percent = self.busy_percent.max(other.busy_percent);
        self.receivers = self.receivers.saturating_add(other.receivers);
        self.round_trips.add(&other.round_trips);
        self.losses.add(&other.losses);
        for (sum, more) in self.layers.iter_mut().zip(other.layers) {
            *sum = sum.saturating_add(more);
        }
    }
}

/// How values spread, in steps of a quarter to a half; exact enough for a desk, and sums add up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// How many values are at most each of `STEPS`, and over the step before.
    counts: [u32; STEPS.len()],
}

impl Spread {
    /// Takes one value.
    pub fn count(&mut self, value: u32) {
        let at = STEPS.partition_point(|step| *step < value);
        if let Some(count) = self.counts.get_mut(at) {
            *count = count.saturating_add(1);
        }
    }

    /// Adds another spread.
    pub fn add(&mut self, other: &Self) {
        for (sum, more) in self.counts.iter_mut().zip(other.counts) {
            *sum = sum.saturating_add(more);
        }
    }

    /// The step that this many percent of the values do not pass; `None` without values.
    pub fn percentile(&self, percent: u32) -> Option<u32> {
        let all: u64 = self.counts.iter().map(|count| u64::from(*count)).sum();
        if all == 0 {
            return None;
        }
        let wanted = (all * u64::from(percent)).div_ceil(100).max(1);
        let mut sum = 0;
        let reached = self.counts.iter().zip(STEPS).find(|(count, _)| {
            sum += u64::from(**count);
            sum >= wanted
        });
        reached.map(|(_, step)| step)
    }
}

/// Milliseconds, or thousandths.
const STEPS: [u32; 24] = [
    0, 1, 2, 3, 5, 7, 10, 15, 20, 30, 40, 50, 70, 100, 150, 200, 250, 300, 400, 500, 700, 1_000,
    2_000, 10_000,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_steps_that_values_do_not_pass_and_sums_add_up() {
        let mut spread = Spread::default();
        assert_eq!(spread.percentile(50), None);
        for value in 1..=100 {
            spread.count(value);
        }
        assert_eq!(spread.percentile(50), Some(50));
        assert_eq!(spread.percentile(95), Some(100));
        let mut other = Spread::default();
        for _ in 0..900 {
            other.count(240);
        }
        other.add(&spread);
        assert_eq!(other.percentile(50), Some(250));
        assert_eq!(other.percentile(5), Some(50));
        other.count(u32::MAX);
        assert_eq!(
            other.percentile(100),
            Some(250),
            "what is off the scale is not counted"
        );
    }

    #[test]
    fn two_threads_are_one_room_and_the_busier_one_counts() {
        let thread = |thread, busy_percent, layers| Health {
            thread,
            busy_percent,
            receivers: 300,
            layers,
            ..Health::default()
        };
        let mut sum = thread(0, 40, [1, 2, 3, 0]);
        sum.add(&thread(1, 25, [0, 10, 0, 4]));
        assert_eq!((sum.busy_percent, sum.receivers), (40, 600));
        assert_eq!(sum.layers, [1, 12, 3, 4]);
    }
}
