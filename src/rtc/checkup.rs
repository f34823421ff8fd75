//! How the receive legs of each room fare, summed up every two seconds. No leg and no room is here.

use std::collections::HashMap;
use std::time::Duration;

use crate::domain::effect::Health;
use crate::domain::id::ShowId;

/// What is being summed up.
#[derive(Debug, Default)]
pub(super) struct Checkup {
    /// A room that was told of legs is told once more when it has none.
    rooms: HashMap<ShowId, Health>,
    seconds: u32,
}

impl Checkup {
    /// Whether this second is one of those in which rooms are told.
    pub(super) fn is_due(&mut self) -> bool {
        self.seconds = self.seconds.wrapping_add(1);
        self.seconds.is_multiple_of(EVERY_SECONDS)
    }

    /// One leg that stands: its round trip, and its loss in thousandths.
    pub(super) fn count(&mut self, show: &ShowId, round_trip: Option<Duration>, loss: Option<u32>) {
        if !self.rooms.contains_key(show) {
            self.rooms.insert(show.clone(), Health::default());
        }
        let Some(health) = self.rooms.get_mut(show) else {
            return;
        };
        health.receivers = health.receivers.saturating_add(1);
        if let Some(trip) = round_trip {
            let ms = u32::try_from(trip.as_millis()).unwrap_or(u32::MAX);
            health.round_trips.count(ms);
        }
        if let Some(loss) = loss {
            health.losses.count(loss);
        }
    }

    /// How many lines of a room with legs here show each layer, largest first, and how many show none.
    pub(super) fn layers(&mut self, show: &ShowId, [top, middle, low, none]: [u32; 4]) {
        if let Some(health) = self.rooms.get_mut(show) {
            health.layers = [low, middle, top, none];
        }
    }

    /// The sums of all rooms that have legs here, or had some the last time.
    pub(super) fn take(&mut self, thread: u16, busy_percent: u8) -> Vec<(ShowId, Health)> {
        let mut sums = Vec::with_capacity(self.rooms.len());
        self.rooms.retain(|show, health| {
            let sum = Health {
                thread,
                busy_percent,
                ..std::mem::take(health)
            };
            let has_legs = sum.receivers > 0;
            sums.push((show.clone(), sum));
            has_legs
        });
        sums
    }
}

const EVERY_SECONDS: u32 = 2;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_is_told_of_its_own_legs_and_once_that_there_are_none() {
        let mut checkup = Checkup::default();
        let (one, two) = (ShowId::new("one"), ShowId::new("two"));
        for ms in [20, 30, 250] {
            checkup.count(&one, Some(Duration::from_millis(ms)), Some(15));
        }
        checkup.count(&two, None, None);
        checkup.layers(&one, [1, 0, 2, 4]);
        checkup.layers(&ShowId::new("nobody is here"), [9; 4]);
        let mut told: HashMap<_, _> = checkup.take(1, 40).into_iter().collect();
        let first = told.remove(&one).unwrap();
        assert_eq!(
            (first.thread, first.busy_percent, first.receivers),
            (1, 40, 3)
        );
        assert_eq!(first.round_trips.percentile(95), Some(250));
        assert_eq!(first.losses.percentile(50), Some(15));
        assert_eq!(first.layers, [2, 0, 1, 4], "the lowest first");
        let second = told.remove(&two).unwrap();
        assert_eq!(
            (second.receivers, second.round_trips.percentile(50)),
            (1, None)
        );
        assert_eq!(second.layers, [0; 4]);
        let none = checkup.take(1, 40);
        assert_eq!(none.len(), 2);
        assert!(none.iter().all(|(_, health)| health.receivers == 0));
        assert!(checkup.take(1, 40).is_empty());
    }

    #[test]
    fn rooms_are_told_every_other_second() {
        let mut checkup = Checkup::default();
        let due: Vec<bool> = (0..4).map(|_| checkup.is_due()).collect();
        assert_eq!(due, [false, true, false, true]);
    }
}
