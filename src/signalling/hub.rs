//! The voice of the rooms: finds the outboxes of an audience and gives each the same bytes. Never waits.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::frame::Frame;
use super::outbound;
use super::outbox::Outbox;
use crate::domain::effect::FarewellReason;
use crate::domain::id::PeerId;
use crate::domain::notice::What;
use crate::foundation::metrics::{Metrics, TypeLabel};
use crate::protocol::media;
use crate::protocol::refusal::Code;
use crate::protocol::server::ServerMessage;
use crate::venue::ports::{Greeting, Leg, NegotiationFault, Voice};

/// The outboxes of all connections.
#[derive(Default)]
pub struct Hub {
    outboxes: RwLock<HashMap<PeerId, Arc<Outbox>>>,
    metrics: Arc<Metrics>,
}

impl Hub {
    /// Nobody is connected.
    pub fn new(metrics: Arc<Metrics>) -> Self {
        Self {
            outboxes: RwLock::default(),
            metrics,
        }
    }

    /// A connection may be told things from now on.
    pub(super) fn connect(&self, peer: PeerId, outbox: Arc<Outbox>) {
        self.outboxes
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(peer, outbox);
    }

    /// A connection is gone.
    pub(super) fn disconnect(&self, peer: PeerId) {
        self.outboxes
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&peer);
    }

    fn outbox(&self, peer: PeerId) -> Option<Arc<Outbox>> {
        self.outboxes
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&peer)
            .cloned()
    }

    fn encoded(&self, frame: Frame) -> Arc<Frame> {
        let r#type = frame.kind;
        let label = TypeLabel { r#type };
        self.metrics.ws_encoded.get_or_create(&label).inc();
        Arc::new(frame)
    }
}

impl Voice for Hub {
    fn tell(&self, peers: &[PeerId], seq: Option<u32>, what: &What) {
        if peers.is_empty() {
            return;
        }
        let Some(frame) = outbound::frame(seq, what) else {
            return;
        };
        let frame = self.encoded(frame);
        let outboxes = self.outboxes.read().unwrap_or_else(PoisonError::into_inner);
        for outbox in peers.iter().filter_map(|peer| outboxes.get(peer)) {
            outbox.push(frame.clone());
        }
    }

    fn welcome(&self, peer: PeerId, greeting: Greeting) {
        if let Some(outbox) = self.outbox(peer)
            && let Some(frame) = outbound::welcome(&greeting)
        {
            outbox.push(self.encoded(frame));
        }
    }

    fn answer(&self, peer: PeerId, re: u32, leg: Leg, answer: Result<String, NegotiationFault>) {
        let leg = match leg {
            Leg::Receive => media::Leg::Receive,
            Leg::Send => media::Leg::Send,
        };
        if let Some(outbox) = self.outbox(peer) {
            outbox.say(&match answer {
                Ok(sdp) => ServerMessage::Answer { re, leg, sdp },
                Err(fault) => outbound::offer_refused(re, &fault),
            });
        }
    }

    fn farewell(&self, peer: PeerId, why: FarewellReason) {
        let (code, retry_after_ms) = match why {
            FarewellReason::Replaced => (Code::Replaced, None),
            FarewellReason::Left => (Code::Left, None),
            FarewellReason::Withdrawn => (Code::TicketWithdrawn, None),
            FarewellReason::ShowOver => (Code::ShowOver, None),
            FarewellReason::Restarting { retry_after_ms } => {
                (Code::Restarting, Some(retry_after_ms))
            }
            FarewellReason::RoomFailed { retry_after_ms } => (Code::Internal, Some(retry_after_ms)),
        };
        if let Some(outbox) = self.outbox(peer) {
            outbox.end(code, retry_after_ms);
        }
    }
}
