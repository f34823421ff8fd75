//! The two places in the engine's chain where a publisher's packets pass through `Ingest`.

use std::collections::VecDeque;
use std::sync::PoisonError;
use std::time::Instant;

use rtc::interceptor::{Interceptor, Packet as Message, StreamInfo, TaggedPacket};
use rtc::sansio::Protocol;
use rtc::shared::error::Error;

use super::{Ingest, Shared};

/// Undoes retransmission, next to the wire.
pub(in crate::rtc) struct Mender {
    ingest: Shared,
    reads: VecDeque<TaggedPacket>,
    writes: VecDeque<TaggedPacket>,
}

/// Takes packets out of the engine, behind all that count losses.
pub(in crate::rtc) struct Sink {
    ingest: Shared,
    reads: VecDeque<TaggedPacket>,
    writes: VecDeque<TaggedPacket>,
}

macro_rules! interceptor {
    ($name:ident, $rtp:expr, $rtcp:expr) => {
        impl $name {
            /// Works on this leg's packets.
            pub(in crate::rtc) fn new(ingest: Shared) -> Self {
                Self {
                    ingest,
                    reads: VecDeque::new(),
                    writes: VecDeque::new(),
                }
            }
        }

        impl Protocol<TaggedPacket, TaggedPacket, ()> for $name {
            type Rout = TaggedPacket;
            type Wout = TaggedPacket;
            type Eout = ();
            type Error = Error;
            type Time = Instant;

            fn handle_read(&mut self, mut packet: TaggedPacket) -> Result<(), Error> {
                let mut ingest = self.ingest.lock().unwrap_or_else(PoisonError::into_inner);
                let goes_on = match &mut packet.message.packet {
                    Message::Rtp(rtp) => $rtp(&mut *ingest, rtp, packet.now),
                    Message::Rtcp(parts) => {
                        $rtcp(&mut *ingest, parts.as_slice(), packet.now);
                        true
                    }
                    _ => true,
                };
                drop(ingest);
                if goes_on {
                    self.reads.push_back(packet);
                }
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

        impl Interceptor for $name {
            fn bind_local_stream(&mut self, _: &StreamInfo) {}
            fn unbind_local_stream(&mut self, _: &StreamInfo) {}
            fn bind_remote_stream(&mut self, _: &StreamInfo) {}
            fn unbind_remote_stream(&mut self, _: &StreamInfo) {}
        }
    };
}

interceptor!(
    Mender,
    |ingest: &mut Ingest, rtp: &mut rtc::rtp::Packet, _| {
        ingest.mend(&mut rtp.header, &mut rtp.payload)
    },
    |ingest: &mut Ingest, parts: &[Box<dyn rtc::rtcp::Packet>], now| {
        for part in parts {
            ingest.heard(part.as_any(), now);
        }
    }
);
interceptor!(
    Sink,
    |ingest: &mut Ingest, rtp: &mut rtc::rtp::Packet, now| {
        ingest.sink(&rtp.header, rtp.payload.clone(), now);
        false
    },
    |_: &mut Ingest, _: &[Box<dyn rtc::rtcp::Packet>], _| {}
);
