//! What goes out on a leg: packets of a receive leg's lines, reports, and wishes for key frames.

use std::sync::PoisonError;
use std::time::Instant;

use rtc::rtcp::extended_report::{ExtendedReport, ReceiverReferenceTimeReportBlock};
use rtc::rtcp::payload_feedbacks::picture_loss_indication::PictureLossIndication;
use rtc::rtcp::transport_feedbacks::transport_layer_nack::{
    TransportLayerNack, nack_pairs_from_sequence_numbers,
};
use rtc::rtp_transceiver::RTCRtpSenderId;

use super::{Ground, Leg, Profile, Sealing, Way};
use crate::domain::id::Source;
use crate::relay::{Codec, Kind, LineOut, LineSetup};
use crate::rtc::round_trip::ntp;
use crate::rtc::seal::{SealFault, Sealer};

impl Leg {
    /// The lines of a receive leg that stands, for the relay.
    ///
    /// The engine's own pipeline repairs nothing: it writes on no SSRC for repairs, and nobody may protect a packet of the
    /// media's a second time. What is lost there comes with the next key frame.
    pub(in crate::rtc) fn lines(&self) -> Vec<LineSetup> {
        let Way::Out { lines, .. } = &self.way else {
            return Vec::new();
        };
        let mut lines = lines.setup();
        if !self.seals() {
            lines.iter_mut().for_each(|line| line.rtx_ssrc = None);
        }
        lines
    }

    /// Sound or picture.
    pub(in crate::rtc) fn kind(&self, out: &LineOut) -> Option<Kind> {
        match &self.way {
            Way::Out { lines, .. } => lines.kind(out.mid_index),
            Way::In { .. } => None,
        }
    }

    /// What a first sending is coded in.
    pub(in crate::rtc) fn codec(&self, out: &LineOut) -> Option<Codec> {
        match &self.way {
            Way::Out { lines, .. } => lines.codec(out),
            Way::In { .. } => None,
        }
    }

    /// Whether packets are sealed by us; otherwise they go through `send_plain`.
    pub(in crate::rtc) fn seals(&self) -> bool {
        matches!(self.sealing, Sealing::Ours(_))
    }

    /// Appends a sealed packet to `slab`, where it begins at `start`.
    ///
    /// # Errors
    /// When it must not be sealed; what was appended is then to be cut off.
    pub(in crate::rtc) fn write(
        &mut self,
        out: &LineOut,
        slab: &mut Vec<u8>,
        start: usize,
        now: Instant,
    ) -> Result<(), SealFault> {
        match (&mut self.way, &self.sealing) {
            (Way::Out { lines, .. }, Sealing::Ours(sealer)) => {
                lines.write(sealer, out, slab, start, now)
            }
            _ => Err(SealFault::Broken),
        }
    }

    /// Sends a packet through the engine's own pipeline; it comes out of `poll_transmit`.
    pub(in crate::rtc) fn send_plain(&mut self, out: &LineOut, now: Instant) -> bool {
        let (Way::Out { lines, .. }, Sealing::Engine) = (&mut self.way, &self.sealing) else {
            return false;
        };
        let Some(packet) = lines.plain(out, now) else {
            return false;
        };
        let sender = RTCRtpSenderId::from(usize::from(out.mid_index));
        self.engine
            .rtp_sender(sender)
            .is_some_and(|mut sender| sender.write_rtp(now, packet).is_ok())
    }

    /// Says what time it is: by a sender report for each line in use, to a publisher by a reference time.
    pub(in crate::rtc) fn report(&mut self, unix_ms: u64, now: Instant) {
        match &mut self.way {
            Way::Out { lines, .. } => {
                let senders: Vec<RTCRtpSenderId> = self.engine.get_senders().collect();
                for (place, report) in lines.reports(unix_ms, now) {
                    if let Some(sender) = senders.get(place).copied()
                        && let Some(mut sender) = self.engine.rtp_sender(sender)
                    {
                        let _ = sender.write_rtcp(now, vec![Box::new(report)]);
                    }
                }
            }
            Way::In { ingest } => {
                let time = ntp(unix_ms);
                let mut ingest = ingest.lock().unwrap_or_else(PoisonError::into_inner);
                ingest.round_trip().tell(time, now);
                drop(ingest);
                let reference = ReceiverReferenceTimeReportBlock {
                    ntp_timestamp: time,
                };
                let report = ExtendedReport {
                    sender_ssrc: OUR_SSRC,
                    reports: vec![Box::new(reference)],
                };
                self.tell_publisher(vec![Box::new(report)], now);
            }
        }
    }

    /// Asks the publisher for a key frame of all layers of a source.
    pub(in crate::rtc) fn ask_key_frame(&mut self, source: Source, now: Instant) {
        let Way::In { ingest } = &self.way else {
            return;
        };
        let ssrcs = ingest
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .ssrcs(source);
        let requests: Vec<Box<dyn rtc::rtcp::Packet>> = ssrcs
            .into_iter()
            .map(|media_ssrc| {
                Box::new(PictureLossIndication {
                    sender_ssrc: OUR_SSRC,
                    media_ssrc,
                }) as Box<dyn rtc::rtcp::Packet>
            })
            .collect();
        if !requests.is_empty() {
            self.tell_publisher(requests, now);
        }
    }

    /// Asks the publisher for what is missing of her pictures.
    pub(super) fn ask_for_missing(&mut self, now: Instant) {
        let Way::In { ingest } = &self.way else {
            return;
        };
        let mut ingest = ingest.lock().unwrap_or_else(PoisonError::into_inner);
        let wanted = ingest.wanted(now);
        drop(ingest);
        for (media_ssrc, seqs) in wanted {
            let nack = TransportLayerNack {
                sender_ssrc: OUR_SSRC,
                media_ssrc,
                nacks: nack_pairs_from_sequence_numbers(&seqs),
            };
            self.tell_publisher(vec![Box::new(nack)], now);
        }
    }

    /// All lines of a publisher share one transport, so any of them carries what is said to her.
    fn tell_publisher(&mut self, said: Vec<Box<dyn rtc::rtcp::Packet>>, now: Instant) {
        let receiver = self.engine.get_receivers().next();
        if let Some(mut receiver) = receiver.and_then(|id| self.engine.rtp_receiver(id)) {
            let _ = receiver.write_rtcp(now, said);
        }
    }

    pub(super) fn choose_sealing(&self, ground: &Ground) -> Sealing {
        if self.profile != Profile::Gcm || !ground.may_seal {
            return Sealing::Engine;
        }
        self.keys
            .ours()
            .and_then(|master| Sealer::new(&master, ground.provider.crypto()))
            .map_or(Sealing::Engine, |sealer| Sealing::Ours(Box::new(sealer)))
    }
}

/// Who speaks where nobody needs to know.
const OUR_SSRC: u32 = 1;
