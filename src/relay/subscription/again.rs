//! What a line sends once more: repairs of what was lost, and recent packets to see how much a network carries.
//!
//! Both go by RTX under numbers of their own. Of a probe the receiver has the originals and lets them vanish; how much of
//! it is sent, and when, is the budget's matter.

use super::{Sink, Subscription};
use crate::relay::counters;
use crate::relay::meter::on_the_wire;
use crate::relay::packet::{LineOut, OutKind};
use crate::relay::rewrite::Feed;
use crate::relay::ring::{Ring, Stored};
use crate::relay::track::Track;

/// So many of the newest packets are repeated in turn.
const NEWEST: u64 = 24;

/// So many are kept for a line that is paused: a probe then has nothing else to send.
const SPARES: u64 = 4;

/// What is sent in turn.
#[derive(Debug, Default)]
pub(super) struct Extra {
    turn: u64,
    /// The last packets of a line that is paused.
    spares: Vec<LineOut>,
}

impl Subscription {
    /// The track and layer that `seq` was sent from, and its number there.
    pub(in crate::relay) fn sent(&self, seq: u16) -> Option<(Feed, u64)> {
        let (segment, _, number) = self.continuity.find(seq)?;
        segment
            .feed
            .filter(|feed| self.carries(feed.track))
            .map(|feed| (feed, number))
    }

    /// Sends `packet`, which went out as `seq`, once more by RTX.
    pub(in crate::relay) fn repair(&mut self, seq: u16, packet: &Stored, sink: &mut Sink<'_>) {
        let found = self.continuity.find(seq);
        let found = found.and_then(|(segment, index, _)| Some((segment.feed?, segment, index)));
        let Some((feed, segment, index)) = found else {
            return;
        };
        let number = self.payload_type(feed.codec).and_then(|number| number.rtx);
        let (Some(payload_type), Some(ssrc)) = (number, self.setup.rtx_ssrc) else {
            return counters::one(&mut sink.counters.nack_missed);
        };
        let placed = segment.place(packet);
        let Some(rtx_index) = self.repairs.grant(index, sink.now) else {
            return counters::one(&mut sink.counters.nack_limited);
        };
        counters::one(&mut sink.counters.nack_answered);
        sink.counters.repair_out.add(packet.payload.len());
        self.gone = self.gone.saturating_add(on_the_wire(packet.payload.len()));
        sink.out.push(LineOut {
            peer: self.peer,
            mid_index: self.setup.mid_index,
            ssrc,
            payload_type,
            index: rtx_index,
            timestamp: placed.timestamp,
            marker: packet.marker,
            kind: OutKind::Repair { osn: seq },
            payload: packet.payload.clone(),
            patch: placed.patch,
        });
    }

    /// Sends one packet once more; its bytes on the wire, `None` if there is none to repeat.
    pub(in crate::relay) fn probe(
        &mut self,
        track: Option<&Track>,
        sink: &mut Sink<'_>,
    ) -> Option<u64> {
        let turn = self.extra.turn;
        self.extra.turn = turn.wrapping_add(1);
        let ring = track.filter(|_| self.feed.is_some()).map(Track::ring);
        let recent = ring.and_then(|ring| self.once_more(turn % NEWEST, ring));
        let mut out = recent.or_else(|| {
            let place = usize::try_from(turn).ok()?;
            let place = place.checked_rem(self.extra.spares.len())?;
            self.extra.spares.get(place).cloned()
        })?;
        out.index = self.repairs.next();
        let bytes = out.payload.len();
        sink.counters.probe_out.add(bytes);
        self.gone = self.gone.saturating_add(on_the_wire(bytes));
        sink.out.push(out);
        Some(on_the_wire(bytes))
    }

    /// Keeps the last packets: the ring will soon have forgotten them.
    pub(super) fn keep_spares(&mut self, feed: Feed, ring: &Ring) {
        let spares = (0..NEWEST).filter_map(|back| self.once_more(back, ring));
        let spares: Vec<LineOut> = spares.take(SPARES.try_into().unwrap_or(1)).collect();
        if !spares.is_empty() && self.feed == Some(feed) {
            self.extra.spares = spares;
        }
    }

    /// The packet sent `back` before the newest one, as RTX without a number.
    fn once_more(&self, back: u64, ring: &Ring) -> Option<LineOut> {
        let osn = self.continuity.highest().checked_sub(back)?;
        let [.., high, low] = osn.to_be_bytes();
        let osn = u16::from_be_bytes([high, low]);
        let (segment, _, number) = self.continuity.find(osn)?;
        let feed = segment.feed.filter(|feed| self.feed == Some(*feed))?;
        let packet: &Stored = ring.get(feed.layer, number)?;
        let placed = segment.place(packet);
        Some(LineOut {
            peer: self.peer,
            mid_index: self.setup.mid_index,
            ssrc: self.setup.rtx_ssrc?,
            payload_type: self.payload_type(feed.codec)?.rtx?,
            index: 0,
            timestamp: placed.timestamp,
            marker: packet.marker,
            kind: OutKind::Repair { osn },
            payload: packet.payload.clone(),
            patch: placed.patch,
        })
    }
}
