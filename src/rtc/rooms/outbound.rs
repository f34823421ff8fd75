//! What one media thread tells a room: in order, never waiting, bounded while the room is behind.

use std::collections::VecDeque;

use tokio::sync::mpsc;

use crate::domain::effect;
use crate::domain::id::PeerId;
use crate::relay::{Flow, Report};
use crate::venue::ports::MediaReport;

/// The way to one room.
pub(super) struct Outbound {
    reports: mpsc::Sender<MediaReport>,
    /// Reports the room had no place for yet.
    backlog: VecDeque<MediaReport>,
}

impl Outbound {
    /// Nothing told yet.
    pub(super) fn new(reports: mpsc::Sender<MediaReport>) -> Self {
        Self {
            reports,
            backlog: VecDeque::new(),
        }
    }

    /// Where reports go from now on.
    pub(super) fn listen_by(&mut self, reports: mpsc::Sender<MediaReport>) {
        self.reports = reports;
    }

    /// Whether anybody listens.
    pub(super) fn is_listened_to(&self) -> bool {
        !self.reports.is_closed()
    }

    /// Tells what a relay reports. Who is heard comes back: other threads must know it too.
    pub(super) fn translate(&mut self, report: Report) -> Option<Vec<PeerId>> {
        match report {
            Report::Heard(peers) => return Some(peers),
            Report::Flow { track, flow } => self.report(MediaReport::Flow {
                track,
                flow: match flow {
                    Flow::Running => effect::Flow::Running,
                    Flow::Hesitating => effect::Flow::Hesitating,
                    Flow::Stalled => effect::Flow::Stalled,
                },
            }),
            Report::Voice {
                track,
                speaking,
                for_ms,
            } => self.report(MediaReport::Voice {
                track,
                speaking,
                for_ms,
            }),
            Report::Levels(levels) => self.report(MediaReport::Levels(levels)),
            // One thread follows; the room is told once all do.
            Report::Acknowledged { .. } => {}
            Report::NoCodec { peer, codec, .. } => {
                tracing::info!(
                    peer = peer.0,
                    codec = codec.name(),
                    "a page cannot decode a picture it was given; its line stays silent"
                );
            }
        }
        None
    }

    /// While a room is behind, summed reports are left out and a track's newest state replaces the one before, so that
    /// what waits is bounded by how many tracks there are; the others wait for it.
    pub(super) fn report(&mut self, report: MediaReport) {
        if self.backlog.len() > MOST_BEHIND {
            match report {
                MediaReport::Voice { .. }
                | MediaReport::Heard(_)
                | MediaReport::Levels(_)
                | MediaReport::Health(_)
                | MediaReport::Timing(_) => return,
                MediaReport::Flow { track: of, .. } => self.backlog.retain(
                    |other| !matches!(other, MediaReport::Flow { track, .. } if *track == of),
                ),
                MediaReport::Acknowledged { track: of, .. } => self.backlog.retain(
                    |other| !matches!(other, MediaReport::Acknowledged { track, .. } if *track == of),
                ),
                _ => {}
            }
        }
        self.backlog.push_back(report);
        self.hand_on();
    }

    /// Hands over what the room has place for.
    pub(super) fn hand_on(&mut self) {
        while let Some(report) = self.backlog.pop_front() {
            match self.reports.try_send(report) {
                Ok(()) => {}
                Err(mpsc::error::TrySendError::Full(report)) => {
                    self.backlog.push_front(report);
                    return;
                }
                Err(mpsc::error::TrySendError::Closed(_)) => self.backlog.clear(),
            }
        }
    }
}

/// Reports a room may be behind before summed ones are left out.
const MOST_BEHIND: usize = 1_024;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{Source, TrackId};

    #[test]
    fn a_room_that_does_not_listen_leaves_a_bounded_backlog_with_the_newest_state() {
        let (reports, mut told) = mpsc::channel(1);
        let mut outbound = Outbound::new(reports);
        let track = TrackId {
            peer: PeerId(1),
            source: Source::Microphone,
        };
        for generation in 0..10_000 {
            outbound.report(MediaReport::Acknowledged { track, generation });
            outbound.report(MediaReport::Flow {
                track,
                flow: effect::Flow::Running,
            });
            outbound.report(MediaReport::Heard(Vec::new()));
        }
        assert!(
            outbound.backlog.len() <= MOST_BEHIND + 2,
            "{}",
            outbound.backlog.len()
        );
        let mut newest = None;
        while let Ok(report) = told.try_recv() {
            if let MediaReport::Acknowledged { generation, .. } = report {
                newest = Some(generation);
            }
            outbound.hand_on();
        }
        assert_eq!(newest, Some(9_999));
    }
}
