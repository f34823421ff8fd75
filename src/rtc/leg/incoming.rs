//! What has come in on a leg: a publisher's packets, a subscriber's feedback, and how both of them fare.

use std::sync::PoisonError;
use std::time::{Duration, Instant};

use super::{Leg, Way};
use crate::relay::Estimate;
use crate::rtc::feedback::{self, Said};
use crate::rtc::ingest::Arrived;
use crate::rtc::timing::Travel;

impl Leg {
    /// The next packet of a publisher; call until `None`.
    pub(in crate::rtc) fn poll_arrived(&mut self) -> Option<Arrived> {
        match &self.way {
            Way::In { ingest } => ingest.lock().unwrap_or_else(PoisonError::into_inner).poll(),
            Way::Out { .. } => None,
        }
    }

    /// Packets of a publisher that belong to no line of hers, since the last call.
    pub(in crate::rtc) fn take_strange(&mut self) -> u64 {
        match &self.way {
            Way::In { ingest } => ingest
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take_strange(),
            Way::Out { .. } => 0,
        }
    }

    /// Sounds of a publisher that were taken from later packets, since the last call.
    pub(in crate::rtc) fn take_refilled(&mut self) -> u64 {
        match &self.way {
            Way::In { ingest } => ingest
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take_refilled(),
            Way::Out { .. } => 0,
        }
    }

    /// What a subscriber said since the last call.
    pub(in crate::rtc) fn take_said(&mut self) -> Vec<Said> {
        match &mut self.way {
            Way::Out { lines, notes } => {
                let mut said = feedback::take(notes);
                if let Some(echo) = feedback::take_echo(notes) {
                    lines.hear_back(echo);
                    said.extend(lines.round_trip().map(Said::RoundTrip));
                }
                said
            }
            Way::In { .. } => Vec::new(),
        }
    }

    /// What a subscriber's network carries, if there is news of that.
    pub(in crate::rtc) fn take_estimate(&mut self, now: Instant) -> Option<Estimate> {
        match &mut self.way {
            Way::Out { lines, notes } if lines.keeps_account() => {
                let feedbacks = feedback::take_transport(notes);
                lines.hear_transport(&feedbacks, now)
            }
            _ => None,
        }
    }

    /// How long it takes to the page and back.
    pub(in crate::rtc) fn round_trip(&self) -> Option<Duration> {
        match &self.way {
            Way::Out { lines, .. } => lines.round_trip(),
            Way::In { ingest } => {
                let mut ingest = ingest.lock().unwrap_or_else(PoisonError::into_inner);
                ingest.round_trip().last()
            }
        }
    }

    /// What a subscriber lost lately, in thousandths, where she tells.
    pub(in crate::rtc) fn loss(&self) -> Option<u32> {
        match &self.way {
            Way::Out { notes, .. } => feedback::loss(notes),
            Way::In { .. } => None,
        }
    }

    /// How a publisher's sounds travel.
    pub(in crate::rtc) fn travels(&self, now: Instant) -> Vec<Travel> {
        match &self.way {
            Way::In { ingest } => ingest
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .travels(now),
            Way::Out { .. } => Vec::new(),
        }
    }
}
