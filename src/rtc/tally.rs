//! What a media thread counts, in the server's metrics. Nothing is decided here.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use super::doors::ShardId;
use super::feed::Exchanged;
use super::gate::Transport;
use super::leg::End;
use super::udp::Sent;
use crate::domain::id::ShowId;
use crate::foundation::metrics::{
    DirectionLabel, LaneLabel, LayerLabel, Metrics, OutcomeLabel, PacketLabel, ReasonLabel,
    SentLabel, StageLabel, ThreadLabel, TransportLabel, Word,
};
use crate::relay::counters::{Counters, Traffic};
use crate::relay::{Forwarder, Kind};
use crate::venue::ports::Leg;

/// The counters of one media thread.
pub(super) struct Tally {
    metrics: Arc<Metrics>,
    before: HashMap<ShowId, Counters>,
    seen: HashMap<ShowId, Counters>,
    /// Lines by layer: as told, and as counted since.
    layers: [u64; 4],
    layers_now: [u64; 4],
    exchanged: [Exchanged; 3],
    sent: u64,
}

impl Tally {
    /// Counts into `metrics`.
    pub(super) fn new(metrics: Arc<Metrics>) -> Self {
        Self {
            metrics,
            before: HashMap::new(),
            seen: HashMap::new(),
            layers: [0; 4],
            layers_now: [0; 4],
            exchanged: Default::default(),
            sent: 0,
        }
    }

    /// A datagram from a path nobody vouched for.
    pub(super) fn stranger(&self) {
        self.gate("stranger", 1);
    }

    /// A check with a wrong name or proof.
    pub(super) fn forged(&self) {
        self.gate("forged_check", 1);
    }

    /// Packets on an SSRC or payload type the publisher has not negotiated.
    pub(super) fn strange(&self, count: u64) {
        self.gate("unknown_stream", count);
    }

    /// Sounds that were lost on the way here and came with later packets.
    pub(super) fn refilled(&self, packets: u64) {
        let refilled = Traffic { packets, bytes: 0 };
        self.traffic("in", "refilled", Traffic::default(), refilled);
    }

    /// What left by UDP since the last call, and what the system had no room for. Control counts as sound.
    pub(super) fn left(&self, kind: Kind, sent: Sent) {
        let kind = match kind {
            Kind::Audio => "sound",
            Kind::Video => "picture",
        };
        for (unit, count) in [
            ("datagram", sent.datagrams),
            ("message", sent.messages),
            ("call", sent.calls),
        ] {
            self.metrics
                .udp_sent
                .get_or_create(&SentLabel { kind, unit })
                .inc_by(count);
        }
        self.dropped("no_buffer", sent.no_room);
        self.lacking("gso", sent.runs_given_up);
    }

    /// Something this machine lacks, so that media costs more.
    pub(super) fn lacking(&self, reason: Word, count: u64) {
        self.metrics
            .fallbacks
            .get_or_create(&ReasonLabel { reason })
            .inc_by(count);
    }

    /// A picture's packet came while too many of them waited to leave.
    pub(super) fn too_many_waiting(&self) {
        self.dropped("paced_out", 1);
    }

    /// A frame or sound was left out for a slow stream.
    pub(super) fn left_out(&self) {
        self.dropped("slow_stream", 1);
    }

    /// A packet whose nonce would have been used twice, or that was malformed.
    pub(super) fn not_sealed(&self) {
        self.dropped("not_sealed", 1);
    }

    /// An order waited for more than a second; nothing was forwarded meanwhile.
    pub(super) fn late_order(&self) {
        self.dropped("late_order", 1);
    }

    /// A publisher was asked for a key frame.
    pub(super) fn key_frame_asked(&self) {
        self.metrics.keyframe_requests.inc();
    }

    /// A leg is served by the engine's own pipeline.
    pub(super) fn plain_leg(&self) {
        self.metrics.plain_legs.inc();
    }

    /// A leg stands, so long after it was offered.
    pub(super) fn joined(&self, leg: Leg, took: Duration) {
        let stage = match leg {
            Leg::Receive => "receive",
            Leg::Send => "send",
        };
        self.metrics
            .join
            .get_or_create(&StageLabel { stage })
            .observe(took.as_secs_f64());
    }

    /// The engine panicked.
    pub(super) fn panicked(&self) {
        self.metrics
            .panics
            .get_or_create(&ReasonLabel { reason: "leg" })
            .inc();
    }

    /// A media thread panicked.
    pub(super) fn thread_panicked(&self) {
        self.metrics
            .panics
            .get_or_create(&ReasonLabel {
                reason: "media_thread",
            })
            .inc();
    }

    /// The relays count from nothing again.
    pub(super) fn begin_anew(&mut self) {
        self.before.clear();
        self.seen.clear();
        self.layers_now = [0; 4];
    }

    /// A leg came to its end by itself.
    pub(super) fn over(&self, end: End) {
        let reason = match end {
            End::Closed => "closed",
            End::Unreachable => "unreachable",
            End::NoHandshake => "no_handshake",
            End::NoProfile => "no_profile",
            End::Silent => "silent",
        };
        self.metrics
            .legs_ended
            .get_or_create(&ReasonLabel { reason })
            .inc();
    }

    /// A leg that stands changed its transport, or is gone.
    pub(super) fn moved(&self, from: Option<Transport>, to: Option<Transport>) {
        let gauge = |transport| {
            self.metrics.peers.get_or_create_owned(&TransportLabel {
                transport: match transport {
                    Transport::Udp => "udp",
                    Transport::Tcp => "tcp",
                },
            })
        };
        if let Some(from) = from {
            gauge(from).dec();
        }
        if let Some(to) = to {
            gauge(to).inc();
        }
    }

    /// What a room's relay has counted so far.
    pub(super) fn relayed(&mut self, show: &ShowId, relay: &Forwarder) {
        let now = relay.counters();
        for bits in relay.estimates() {
            // A number for a histogram: what it loses is below its steps.
            self.metrics.estimate.observe(bits as f64);
        }
        for (sum, lines) in self.layers_now.iter_mut().zip(relay.layers_in_use()) {
            *sum = sum.saturating_add(lines);
        }
        let before = self.before.get(show).copied().unwrap_or_default();
        for (before, now) in [
            (before.audio_out, now.audio_out),
            (before.video_out, now.video_out),
            (before.repair_out, now.repair_out),
        ] {
            let more = now.packets.saturating_sub(before.packets);
            self.sent = self.sent.saturating_add(more);
        }
        self.traffic("in", "audio", before.audio_in, now.audio_in);
        self.traffic("in", "video", before.video_in, now.video_in);
        self.traffic("out", "audio", before.audio_out, now.audio_out);
        self.traffic("out", "video", before.video_out, now.video_out);
        self.traffic("out", "repair", before.repair_out, now.repair_out);
        self.traffic("out", "probe", before.probe_out, now.probe_out);
        let probes = now.probes.saturating_sub(before.probes);
        self.metrics.probes.inc_by(probes);
        for (direction, before, now) in [
            ("up", before.switched_up, now.switched_up),
            ("down", before.switched_down, now.switched_down),
            ("paused", before.paused, now.paused),
        ] {
            self.metrics
                .layer_switches
                .get_or_create(&DirectionLabel { direction })
                .inc_by(now.saturating_sub(before));
        }
        self.traffic("out", "redundant", before.redundant_out, now.redundant_out);
        for (reason, before, now) in [
            ("duplicate", before.dropped.duplicate, now.dropped.duplicate),
            ("late", before.dropped.late, now.dropped.late),
            ("padding", before.dropped.padding, now.dropped.padding),
            ("no_order", before.dropped.no_order, now.dropped.no_order),
            ("no_codec", before.dropped.no_codec, now.dropped.no_codec),
            (
                "waiting_for_keyframe",
                before.dropped.waiting_for_keyframe,
                now.dropped.waiting_for_keyframe,
            ),
        ] {
            self.dropped(reason, now.saturating_sub(before));
        }
        for (outcome, before, now) in [
            ("answered", before.nack_answered, now.nack_answered),
            ("missed", before.nack_missed, now.nack_missed),
            ("limited", before.nack_limited, now.nack_limited),
        ] {
            self.metrics
                .nack
                .get_or_create(&OutcomeLabel { outcome })
                .inc_by(now.saturating_sub(before));
        }
        self.seen.insert(show.clone(), now);
    }

    /// Packets sent since the last call.
    pub(super) fn take_sent(&mut self) -> u64 {
        std::mem::take(&mut self.sent)
    }

    /// What there is on a thread, and what has come from others so far.
    pub(super) fn shard(&mut self, shard: ShardId, legs: usize, lanes: [Exchanged; 3]) {
        let thread = u16::from(shard.0);
        let gauge = self
            .metrics
            .shard_legs
            .get_or_create_owned(&ThreadLabel { thread });
        gauge.set(i64::try_from(legs).unwrap_or(i64::MAX));
        for (now, before) in lanes.iter().zip(&self.exchanged) {
            let kind = now.kind;
            let label = LaneLabel { thread, kind };
            self.metrics
                .shard_handed
                .get_or_create(&label)
                .inc_by(now.taken.saturating_sub(before.taken));
            self.metrics
                .shard_dropped
                .get_or_create(&label)
                .inc_by(now.declined.saturating_sub(before.declined));
            let waiting = i64::try_from(now.put.saturating_sub(now.taken)).unwrap_or(i64::MAX);
            self.metrics.shard_queue.get_or_create(&label).set(waiting);
        }
        self.exchanged = lanes;
    }

    /// How much of the last second the thread was at work.
    pub(super) fn busy(&self, thread: u16, percent: u8) {
        let gauge = self
            .metrics
            .media_busy
            .get_or_create_owned(&ThreadLabel { thread });
        gauge.set(percent.into());
    }

    /// Rooms that were not counted since the last call are forgotten.
    pub(super) fn forget_swept(&mut self) {
        self.before = std::mem::take(&mut self.seen);
        let now = std::mem::take(&mut self.layers_now);
        for (layer, (now, before)) in LAYERS.into_iter().zip(now.into_iter().zip(self.layers)) {
            // Other threads count into the same.
            let gauge = self
                .metrics
                .layers
                .get_or_create_owned(&LayerLabel { layer });
            gauge.inc_by(now.cast_signed().saturating_sub(before.cast_signed()));
        }
        self.layers = now;
    }

    fn traffic(&self, direction: Word, kind: Word, before: Traffic, now: Traffic) {
        let label = PacketLabel { direction, kind };
        self.metrics
            .relay_packets
            .get_or_create(&label)
            .inc_by(now.packets.saturating_sub(before.packets));
        self.metrics
            .relay_bytes
            .get_or_create(&label)
            .inc_by(now.bytes.saturating_sub(before.bytes));
    }

    fn dropped(&self, reason: Word, count: u64) {
        self.metrics
            .relay_dropped
            .get_or_create(&ReasonLabel { reason })
            .inc_by(count);
    }

    fn gate(&self, reason: Word, count: u64) {
        self.metrics
            .gate_dropped
            .get_or_create(&ReasonLabel { reason })
            .inc_by(count);
    }
}

/// A camera's layers, largest first, and none.
const LAYERS: [Word; 4] = ["f", "h", "q", "paused"];
