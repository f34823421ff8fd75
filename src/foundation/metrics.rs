//! Counters that operators can rely on; plain numbers on the way, text only when asked.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

/// A label set with one fixed word each; never a person, a room or an address.
pub type Word = &'static str;

macro_rules! labels {
    ($($name:ident { $($field:ident: $kind:ty),+ })+) => {$(
        #[doc = concat!("Labels `", stringify!($($field),+), "`.")]
        #[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
        #[expect(missing_docs, reason = "a label's name says it")]
        pub struct $name { $(pub $field: $kind),+ }
    )+};
}

labels! {
    RoleLabel { role: Word }
    TransportLabel { transport: Word }
    ChannelLabel { channel: String }
    PacketLabel { direction: Word, kind: Word }
    ReasonLabel { reason: Word }
    OutcomeLabel { outcome: Word }
    MessageLabel { direction: Word, r#type: Word }
    TypeLabel { r#type: Word }
    DeviceLabel { kind: Word }
    StateLabel { state: Word }
    StageLabel { stage: Word }
    LayerLabel { layer: Word }
    DirectionLabel { direction: Word }
    SentLabel { kind: Word, unit: Word }
    BuildLabel { version: Word }
    LaneLabel { thread: u16, kind: Word }
    ThreadLabel { thread: u16 }
}

/// Every counter of the server; names as promised outside, without the prefix `roadshow_`.
#[derive(Debug)]
#[expect(missing_docs, reason = "each field is the metric of its name")]
pub struct Metrics {
    registry: Registry,
    pub rooms: Gauge,
    pub participants: Family<RoleLabel, Gauge>,
    pub devices: Family<DeviceLabel, Gauge>,
    pub peers: Family<TransportLabel, Gauge>,
    pub tuned: Family<ChannelLabel, Gauge>,
    pub relay_packets: Family<PacketLabel, Counter>,
    pub relay_bytes: Family<PacketLabel, Counter>,
    pub relay_dropped: Family<ReasonLabel, Counter>,
    pub keyframe_requests: Counter,
    pub nack: Family<OutcomeLabel, Counter>,
    pub ws_messages: Family<MessageLabel, Counter>,
    pub ws_encoded: Family<TypeLabel, Counter>,
    pub ws_outbox_dropped: Counter,
    pub questions: Family<StateLabel, Counter>,
    pub translations: Family<OutcomeLabel, Counter>,
    pub ledger_commit: Histogram,
    pub join: Family<StageLabel, Histogram, fn() -> Histogram>,
    pub panics: Family<ReasonLabel, Counter>,
    pub gate_dropped: Family<ReasonLabel, Counter>,
    pub legs_ended: Family<ReasonLabel, Counter>,
    pub plain_legs: Counter,
    pub layers: Family<LayerLabel, Gauge>,
    pub layer_switches: Family<DirectionLabel, Counter>,
    pub probes: Counter,
    pub estimate: Histogram,
    pub udp_sent: Family<SentLabel, Counter>,
    pub fallbacks: Family<ReasonLabel, Counter>,
    pub shard_legs: Family<ThreadLabel, Gauge>,
    pub shard_handed: Family<LaneLabel, Counter>,
    pub shard_dropped: Family<LaneLabel, Counter>,
    pub shard_queue: Family<LaneLabel, Gauge>,
    pub media_busy: Family<ThreadLabel, Gauge>,
    pub turned_away: Family<ReasonLabel, Counter>,
}

impl Metrics {
    /// All counters at zero.
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("roadshow");
        macro_rules! register {
            ($name:literal, $help:literal) => {
                register!($name, $help, Default::default())
            };
            ($name:literal, $help:literal, $metric:expr) => {{
                let metric = $metric;
                registry.register($name, $help, Clone::clone(&metric));
                metric
            }};
        }
        let rooms: Gauge = register!("rooms", "Rooms alive");
        let participants: Family<RoleLabel, Gauge> =
            register!("participants", "People connected, by role");
        let devices: Family<DeviceLabel, Gauge> = register!(
            "devices",
            "Encoders (whip) and players (whep) connected; an encoder's person counts as one of the people too"
        );
        let peers: Family<TransportLabel, Gauge> =
            register!("peers", "Media connections, by transport");
        let tuned: Family<ChannelLabel, Gauge> = register!("tuned", "Listeners tuned, by channel");
        let relay_packets: Family<PacketLabel, Counter> = register!("relay_packets", "RTP packets");
        let relay_bytes: Family<PacketLabel, Counter> = register!("relay_bytes", "RTP bytes");
        let relay_dropped: Family<ReasonLabel, Counter> =
            register!("relay_dropped", "Packets dropped, by reason");
        let keyframe_requests: Counter =
            register!("keyframe_requests", "Key frames asked of publishers");
        let nack: Family<OutcomeLabel, Counter> =
            register!("nack", "Packets asked for again, by outcome");
        let ws_messages: Family<MessageLabel, Counter> =
            register!("ws_messages", "Signalling messages");
        let ws_encoded: Family<TypeLabel, Counter> = register!(
            "ws_encoded",
            "What rooms told, each encoded once for its whole audience"
        );
        let ws_outbox_dropped: Counter =
            register!("ws_outbox_dropped", "Changes dropped for slow readers");
        let questions: Family<StateLabel, Counter> =
            register!("questions", "Questions that reached a state");
        let translations: Family<OutcomeLabel, Counter> = register!(
            "translations",
            "Texts given to the translating machine, by outcome"
        );
        let ledger_commit = register!(
            "ledger_commit_seconds",
            "Time to commit a group of records",
            seconds()
        );
        let join: Family<StageLabel, Histogram, fn() -> Histogram> = register!(
            "join_seconds",
            "Time to join, by stage",
            Family::new_with_constructor(seconds as fn() -> Histogram)
        );
        let panics: Family<ReasonLabel, Counter> =
            register!("panics", "Panics contained, by where");
        let gate_dropped: Family<ReasonLabel, Counter> = register!(
            "gate_dropped",
            "Datagrams that reached no media connection, by reason"
        );
        let legs_ended: Family<ReasonLabel, Counter> = register!(
            "legs_ended",
            "Media connections that ended by themselves, by reason"
        );
        let plain_legs: Counter = register!(
            "plain_legs",
            "Media connections served by the slower pipeline"
        );
        let layers: Family<LayerLabel, Gauge> = register!(
            "layers",
            "Picture lines, by the layer they show; paused ones too"
        );
        let layer_switches: Family<DirectionLabel, Counter> = register!(
            "layer_switches",
            "Picture lines that went to another layer, or were paused"
        );
        let probes: Counter = register!(
            "probes",
            "Times that a network was tried with more than it is known to carry"
        );
        let estimate = register!(
            "estimate_bits",
            "What subscribers' networks carry, each once a second",
            Histogram::new(exponential_buckets(50_000.0, 2.0, 9))
        );
        let udp_sent: Family<SentLabel, Counter> = register!(
            "udp_sent",
            "What left by UDP: datagrams, messages of one or more of them, system calls"
        );
        let fallbacks: Family<ReasonLabel, Counter> = register!(
            "media_fallbacks",
            "What makes media cost more on this machine, by what is lacking"
        );
        let shard_legs: Family<ThreadLabel, Gauge> =
            register!("shard_legs", "Media connections, by media thread");
        let shard_handed: Family<LaneLabel, Counter> = register!(
            "shard_handed",
            "What a media thread took over from others, by kind"
        );
        let shard_dropped: Family<LaneLabel, Counter> = register!(
            "shard_dropped",
            "What a media thread had no place for when others handed it over, by kind"
        );
        let shard_queue: Family<LaneLabel, Gauge> = register!(
            "shard_queue",
            "What waits for a media thread to take it over, by kind"
        );
        let media_busy: Family<ThreadLabel, Gauge> = register!(
            "media_busy_percent",
            "Share of the last second that a media thread was at work"
        );
        let turned_away: Family<ReasonLabel, Counter> = register!(
            "turned_away",
            "Attendees asked to come back later, by what there was not enough of"
        );
        let build_info: Family<BuildLabel, Gauge> = register!("build_info", "The build that runs");
        build_info
            .get_or_create(&BuildLabel {
                version: env!("CARGO_PKG_VERSION"),
            })
            .set(1);
        Self {
            registry,
            rooms,
            participants,
            devices,
            peers,
            tuned,
            relay_packets,
            relay_bytes,
            relay_dropped,
            keyframe_requests,
            nack,
            ws_messages,
            ws_encoded,
            ws_outbox_dropped,
            questions,
            translations,
            ledger_commit,
            join,
            panics,
            gate_dropped,
            legs_ended,
            plain_legs,
            layers,
            layer_switches,
            probes,
            estimate,
            udp_sent,
            fallbacks,
            shard_legs,
            shard_handed,
            shard_dropped,
            shard_queue,
            media_busy,
            turned_away,
        }
    }

    /// All counters as OpenMetrics text.
    pub fn render(&self) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = prometheus_client::encoding::text::encode(&mut text, &self.registry);
        text
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

/// A millisecond to eight seconds.
fn seconds() -> Histogram {
    Histogram::new(exponential_buckets(0.001, 2.0, 14))
}
