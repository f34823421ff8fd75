//! What subscribers say, and what is done about it: repairs from the ring, key frames wished for.

use std::time::{Duration, Instant};

use super::Forwarder;
use crate::domain::id::PeerId;
use crate::relay::counters;
use crate::relay::packet::LineOut;
use crate::relay::red::Redundancy;
use crate::relay::subscription::Sink;

/// What a subscriber says about what she receives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feedback<'a> {
    /// These packets did not arrive.
    Nack {
        /// Of which SSRC.
        ssrc: u32,
        /// Their sequence numbers.
        seqs: &'a [u16],
    },
    /// The picture cannot be decoded.
    Pli {
        /// Of which SSRC.
        ssrc: u32,
    },
    /// A key frame is asked for.
    Fir {
        /// Of which SSRC.
        ssrc: u32,
    },
    /// It takes so long to her and back.
    RoundTrip(Duration),
    /// By what is lost on the way, her sound needs so much redundancy from now on.
    Redundancy(Redundancy),
}

impl Forwarder {
    /// Feedback of a subscriber; repairs are appended to `out`.
    pub fn handle_feedback(
        &mut self,
        peer: PeerId,
        feedback: Feedback<'_>,
        now: Instant,
        out: &mut Vec<LineOut>,
    ) {
        match feedback {
            Feedback::Nack { ssrc, seqs } => {
                for seq in seqs {
                    self.repair(peer, ssrc, *seq, &mut *out, now);
                }
            }
            Feedback::RoundTrip(trip) => self
                .table
                .each_of(peer, |_, line| line.set_round_trip(trip)),
            Feedback::Redundancy(amount) => self
                .table
                .each_of(peer, |_, line| line.set_redundancy(amount)),
            Feedback::Pli { ssrc } | Feedback::Fir { ssrc } => {
                let line = self.table.by_ssrc(peer, ssrc);
                let track = line.and_then(|line| line.may_wish(now).then(|| line.shown())?);
                if let Some(track) = track {
                    self.wish_keyframe(track);
                }
            }
        }
    }

    fn repair(&mut self, peer: PeerId, ssrc: u32, seq: u16, out: &mut Vec<LineOut>, now: Instant) {
        let Self {
            tracks,
            table,
            counters,
            bundles,
            ..
        } = self;
        let line = table.by_ssrc(peer, ssrc);
        let found = line.and_then(|line| {
            let (feed, number) = line.sent(seq)?;
            let packet = tracks
                .get(&feed.track)?
                .track
                .ring()
                .get(feed.layer, number)?;
            Some((line, packet))
        });
        match found {
            Some((line, packet)) => {
                let mut sink = Sink {
                    now,
                    out,
                    counters,
                    bundles,
                };
                line.repair(seq, packet, &mut sink);
            }
            None => counters::one(&mut counters.nack_missed),
        }
    }
}
