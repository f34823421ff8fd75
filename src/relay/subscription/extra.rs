//! What a line sends although nobody asked for it: recent packets once more, to see how much a network carries.
//!
//! They go by RTX under numbers of their own; the receiver has the originals and lets them vanish. How much of it, and
//! when, is the budget's matter.

use super::{Sink, Subscription};
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
