//! What subscribers say about what they receive: NACK, PLI, FIR, what is lost, and when our own reports reached them.
//!
//! The engine keeps inbound RTCP to its own interceptors; this one, alone in a receive leg's chain, notes what the
//! relay acts on.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rtc::interceptor::{Interceptor, Packet, StreamInfo, TaggedPacket};
use rtc::rtcp::payload_feedbacks::full_intra_request::FullIntraRequest;
use rtc::rtcp::payload_feedbacks::picture_loss_indication::PictureLossIndication;
use rtc::rtcp::receiver_report::ReceiverReport;
use rtc::rtcp::transport_feedbacks::transport_layer_nack::TransportLayerNack;
use rtc::sansio::Protocol;
use rtc::shared::error::Error;

use super::losses::Losses;
use super::round_trip::Echo;
use crate::relay::Redundancy;

/// One thing a subscriber said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// These packets did not arrive.
    Nack {
        /// Of which SSRC.
        ssrc: u32,
        /// Their sequence numbers.
        seqs: Vec<u16>,
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
    /// So much is lost that her sound needs this from now on.
    Redundancy(Redundancy),
}

/// What was said and not yet taken.
pub(super) type Notes = Arc<Mutex<Noted>>;

/// What was said.
#[derive(Debug, Default)]
pub(super) struct Noted {
    said: Vec<Said>,
    echo: Option<Echo>,
    losses: Losses,
}

/// Takes what was said since the last call.
pub(super) fn take(notes: &Notes) -> Vec<Said> {
    let mut noted = lock(notes);
    let mut said = std::mem::take(&mut noted.said);
    said.extend(noted.losses.take().map(Said::Redundancy));
    said
}

/// Takes the newest echo since the last call.
pub(super) fn take_echo(notes: &Notes) -> Option<Echo> {
    lock(notes).echo.take()
}

fn lock(notes: &Notes) -> MutexGuard<'_, Noted> {
    notes.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The interceptor that listens.
#[derive(Default)]
pub(super) struct Tap {
    notes: Notes,
    reads: VecDeque<TaggedPacket>,
    writes: VecDeque<TaggedPacket>,
}

impl Tap {
    /// Listens into `notes`.
    pub(super) fn new(notes: Notes) -> Self {
        Self {
            notes,
            ..Self::default()
        }
    }
}

impl Protocol<TaggedPacket, TaggedPacket, ()> for Tap {
    type Rout = TaggedPacket;
    type Wout = TaggedPacket;
    type Eout = ();
    type Error = Error;
    type Time = Instant;

    fn handle_read(&mut self, packet: TaggedPacket) -> Result<(), Error> {
        if let Packet::Rtcp(compound) = &packet.message.packet {
            let mut noted = lock(&self.notes);
            for part in compound {
                note(part.as_any(), &mut noted.said);
                noted.losses.hear(part.as_any(), packet.now);
                noted.echo = echo(part.as_any(), packet.now).or(noted.echo);
            }
        }
        // Nobody behind needs it: the engine's own part of the chain would only drop it.
        Ok(())
    }

    fn poll_read(&mut self) -> Option<TaggedPacket> {
        self.reads.pop_front()
    }

    fn handle_write(&mut self, packet: TaggedPacket) -> Result<(), Error> {
        self.writes.push_back(packet);
        Ok(())
    }

    fn poll_write(&mut self) -> Option<TaggedPacket> {
        self.writes.pop_front()
    }

    fn handle_timeout(&mut self, _: Instant) -> Result<(), Error> {
        Ok(())
    }

    fn poll_timeout(&mut self) -> Option<Instant> {
        None
    }
}

impl Interceptor for Tap {
    fn bind_local_stream(&mut self, _: &StreamInfo) {}
    fn unbind_local_stream(&mut self, _: &StreamInfo) {}
    fn bind_remote_stream(&mut self, _: &StreamInfo) {}
    fn unbind_remote_stream(&mut self, _: &StreamInfo) {}
}

/// All lines are reported at one time, so any of the blocks will do.
fn echo(part: &dyn std::any::Any, now: Instant) -> Option<Echo> {
    let received = part.downcast_ref::<ReceiverReport>()?;
    let mut blocks = received.reports.iter();
    let block = blocks.find(|block| block.last_sender_report != 0)?;
    Some(Echo {
        time: block.last_sender_report,
        kept: block.delay,
        at: now,
    })
}

fn note(part: &dyn std::any::Any, notes: &mut Vec<Said>) {
    if notes.len() >= MOST {
        return;
    }
    if let Some(nack) = part.downcast_ref::<TransportLayerNack>() {
        let seqs: Vec<u16> = nack
            .nacks
            .iter()
            .flat_map(|pair| pair.into_iter())
            .take(MOST_LOST)
            .collect();
        notes.push(Said::Nack {
            ssrc: nack.media_ssrc,
            seqs,
        });
    } else if let Some(pli) = part.downcast_ref::<PictureLossIndication>() {
        notes.push(Said::Pli {
            ssrc: pli.media_ssrc,
        });
    } else if let Some(fir) = part.downcast_ref::<FullIntraRequest>() {
        notes.extend(
            fir.fir
                .iter()
                .take(MOST)
                .map(|entry| Said::Fir { ssrc: entry.ssrc }),
        );
    }
}

/// Things said in one datagram; an honest browser says a handful.
const MOST: usize = 64;
/// Packets one NACK may name.
const MOST_LOST: usize = 256;

#[cfg(test)]
mod tests {
    use rtc::rtcp::transport_feedbacks::transport_layer_nack::NackPair;

    use rtc::rtcp::reception_report::ReceptionReport;

    use super::*;
    use crate::foundation::clock::Clock;

    #[test]
    fn a_nack_names_every_lost_packet() {
        let mut notes = Vec::new();
        let nack = TransportLayerNack {
            sender_ssrc: 1,
            media_ssrc: 2,
            nacks: vec![NackPair {
                packet_id: 65_535,
                lost_packets: 0b101,
            }],
        };
        note(&nack, &mut notes);
        assert_eq!(
            notes,
            [Said::Nack {
                ssrc: 2,
                seqs: vec![65_535, 0, 2]
            }]
        );
    }

    #[test]
    fn a_receiver_report_brings_our_own_report_back() {
        let now = Clock::wall().instant();
        let block = |last_sender_report, delay| ReceptionReport {
            last_sender_report,
            delay,
            ..Default::default()
        };
        let report = |blocks: &[ReceptionReport]| ReceiverReport {
            reports: blocks.to_vec(),
            ..Default::default()
        };
        assert_eq!(echo(&report(&[]), now), None);
        assert_eq!(echo(&report(&[block(0, 0)]), now), None, "a line unused");
        let back = echo(&report(&[block(0, 0), block(77, 0x8000)]), now);
        assert_eq!(
            back,
            Some(Echo {
                time: 77,
                kept: 0x8000,
                at: now
            })
        );
    }

    #[test]
    fn a_flood_is_bounded() {
        let mut notes = Vec::new();
        let pli = PictureLossIndication {
            sender_ssrc: 1,
            media_ssrc: 2,
        };
        for _ in 0..1_000 {
            note(&pli, &mut notes);
        }
        assert_eq!(notes.len(), MOST);
    }
}
