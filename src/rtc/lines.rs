//! The lines of a receive leg as they go on the wire: headers, extensions, numbers, sender reports.
//!
//! The relay decides what is sent and under which sequence number; here it becomes bytes. Each line keeps its own
//! guard against a repeated nonce, so a fault in the relay costs packets and not secrecy.

use std::time::{Duration, Instant};

use bytes::Bytes;
use rtc::rtcp::sender_report::SenderReport;
use rtc::rtp::header::{EXTENSION_PROFILE_ONE_BYTE, Header};

use super::ingest::{MID, TRANSPORT_CC};
use super::round_trip::{Echo, RoundTrip, ntp};
use super::sdp::{Description, Payload};
use super::seal::{Progress, SealFault, Sealer, TAG};
use crate::domain::id::Line;
use crate::relay::{Codec, Kind, LineOut, LineSetup, OutKind, PayloadType, Rank};

/// All lines of one receive leg.
#[derive(Debug)]
pub(super) struct Lines {
    lines: Vec<WireLine>,
    /// Counts every packet of the leg for transport-wide feedback.
    transport: u16,
    round_trip: RoundTrip,
}

#[derive(Debug)]
struct WireLine {
    setup: LineSetup,
    mid: String,
    mid_extension: Option<u8>,
    transport_extension: Option<u8>,
    media: Progress,
    repair: Progress,
    sent: Option<Sent>,
}

#[derive(Clone, Copy, Debug)]
struct Sent {
    packets: u32,
    octets: u32,
    /// The highest index, whose timestamp and moment the report names: a late packet's are past.
    index: u64,
    timestamp: u32,
    ticks_per_ms: u32,
    at: Instant,
}

/// The SSRCs of one line; the leg draws them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbers {
    /// Of the line.
    pub(super) media: u32,
    /// Of its repairs; pictures only.
    pub(super) repair: Option<u32>,
}

impl Lines {
    /// Reads from the answer what was agreed for each line.
    pub(super) fn new(answer: &str, lines: &[Line], numbers: &[Numbers]) -> Self {
        let description = Description::parse(answer);
        let lines = description
            .media
            .iter()
            .filter(|section| section.kind() != "application")
            .zip(lines)
            .zip(numbers)
            .zip(0_u8..)
            .map(|(((section, line), numbers), mid_index)| {
                let payloads = section.codecs();
                WireLine {
                    setup: LineSetup {
                        mid_index,
                        line: *line,
                        kind: kind(*line),
                        ssrc: numbers.media,
                        rtx_ssrc: numbers
                            .repair
                            .filter(|_| payloads.iter().any(|payload| payload.repair.is_some())),
                        payload_types: numbered(&payloads),
                        rank: Rank::Rest,
                    },
                    mid: section.attribute("mid").unwrap_or_default().to_owned(),
                    mid_extension: section.extension(MID),
                    transport_extension: section.extension(TRANSPORT_CC),
                    media: Progress::default(),
                    repair: Progress::default(),
                    sent: None,
                }
            })
            .collect();
        Self {
            lines,
            transport: 0,
            round_trip: RoundTrip::default(),
        }
    }

    /// The lines as the relay wants to know them.
    pub(super) fn setup(&self) -> Vec<LineSetup> {
        self.lines.iter().map(|line| line.setup.clone()).collect()
    }

    /// Sound or picture.
    pub(super) fn kind(&self, mid_index: u8) -> Option<Kind> {
        Some(self.lines.get(usize::from(mid_index))?.setup.kind)
    }

    /// The codec of a packet on its line.
    pub(super) fn codec(&self, out: &LineOut) -> Option<Codec> {
        let line = self.lines.get(usize::from(out.mid_index))?;
        line.setup
            .payload_types
            .iter()
            .find(|known| known.number == out.payload_type)
            .map(|known| known.codec)
    }

    /// Appends a sealed packet to `slab`, where it begins at `start`.
    ///
    /// # Errors
    /// When it must not be sealed; what was appended is then to be cut off.
    pub(super) fn write(
        &mut self,
        sealer: &Sealer,
        out: &LineOut,
        slab: &mut Vec<u8>,
        start: usize,
        now: Instant,
    ) -> Result<(), SealFault> {
        let line = self
            .lines
            .get_mut(usize::from(out.mid_index))
            .ok_or(SealFault::Broken)?;
        line.write_header(out, self.transport, slab);
        let header = slab.len().saturating_sub(start);
        if let OutKind::Repair { osn } = out.kind {
            slab.extend_from_slice(&osn.to_be_bytes());
        }
        let body = slab.len();
        slab.extend_from_slice(&out.payload);
        if let Some(payload) = slab.get_mut(body..) {
            out.patch.apply(payload);
        }
        slab.extend_from_slice(&[0; TAG]);
        let packet = slab.get_mut(start..).ok_or(SealFault::Broken)?;
        let progress = match out.kind {
            OutKind::Media => &mut line.media,
            OutKind::Repair { .. } => &mut line.repair,
        };
        sealer.seal(progress, out.index, packet, header)?;
        self.transport = self.transport.wrapping_add(1);
        line.note(out, now);
        Ok(())
    }

    /// The packet for the engine's own pipeline, which writes numbers and seals itself.
    pub(super) fn plain(&mut self, out: &LineOut, now: Instant) -> Option<rtc::rtp::Packet> {
        let line = self.lines.get_mut(usize::from(out.mid_index))?;
        if out.kind != OutKind::Media {
            // The engine sends on the SSRCs it has promised for media only.
            return None;
        }
        let mut header = Header {
            version: 2,
            marker: out.marker,
            payload_type: out.payload_type,
            sequence_number: out.seq(),
            timestamp: out.timestamp,
            ssrc: out.ssrc,
            extension: line.mid_extension.is_some(),
            extension_profile: EXTENSION_PROFILE_ONE_BYTE,
            ..Default::default()
        };
        if let Some(id) = line.mid_extension {
            let mid = Bytes::copy_from_slice(line.mid.as_bytes());
            header.set_extension(id, mid).ok()?;
        }
        let payload = if out.patch.is_empty() {
            out.payload.clone()
        } else {
            let mut payload = out.payload.to_vec();
            out.patch.apply(&mut payload);
            Bytes::from(payload)
        };
        line.note(out, now);
        Some(rtc::rtp::Packet { header, payload })
    }

    /// A sender report for each line that was used lately, all against one clock, so that lines play in step.
    pub(super) fn reports(&mut self, unix_ms: u64, now: Instant) -> Vec<(usize, SenderReport)> {
        self.round_trip.tell(ntp(unix_ms), now);
        self.lines
            .iter()
            .enumerate()
            .filter_map(|(place, line)| {
                let sent = line.sent?;
                let since = now.saturating_duration_since(sent.at);
                if since > USED_LATELY {
                    return None;
                }
                let elapsed = u32::try_from(since.as_millis()).unwrap_or(u32::MAX);
                Some((
                    place,
                    SenderReport {
                        ssrc: line.setup.ssrc,
                        ntp_time: ntp(unix_ms),
                        rtp_time: sent
                            .timestamp
                            .wrapping_add(elapsed.wrapping_mul(sent.ticks_per_ms)),
                        packet_count: sent.packets,
                        octet_count: sent.octets,
                        ..Default::default()
                    },
                ))
            })
            .collect()
    }

    /// One of our reports came back.
    pub(super) fn hear_back(&mut self, echo: Echo) {
        self.round_trip.hear_back(echo);
    }

    /// How long it takes to the subscriber and back.
    pub(super) fn round_trip(&self) -> Option<Duration> {
        self.round_trip.last()
    }
}

impl WireLine {
    fn write_header(&self, out: &LineOut, transport: u16, slab: &mut Vec<u8>) {
        let has_extension = self.mid_extension.is_some() || self.transport_extension.is_some();
        slab.push(if has_extension { 0x90 } else { 0x80 });
        slab.push(out.payload_type | if out.marker { 0x80 } else { 0 });
        slab.extend_from_slice(&out.seq().to_be_bytes());
        slab.extend_from_slice(&out.timestamp.to_be_bytes());
        slab.extend_from_slice(&out.ssrc.to_be_bytes());
        if !has_extension {
            return;
        }
        let mut block = [0_u8; 24];
        let mut used = 0_usize;
        let mut put = |bytes: &[u8]| {
            let end = used.saturating_add(bytes.len());
            if let Some(place) = block.get_mut(used..end) {
                place.copy_from_slice(bytes);
                used = end;
            }
        };
        if let (Some(id), Ok(length)) = (
            self.mid_extension,
            u8::try_from(self.mid.len().saturating_sub(1)),
        ) {
            put(&[(id << 4) | (length & 0x0f)]);
            put(self.mid.as_bytes());
        }
        if let Some(id) = self.transport_extension {
            put(&[(id << 4) | 1]);
            put(&transport.to_be_bytes());
        }
        let words = u16::try_from(used.div_ceil(4)).unwrap_or_default();
        slab.extend_from_slice(&EXTENSION_PROFILE_ONE_BYTE.to_be_bytes());
        slab.extend_from_slice(&words.to_be_bytes());
        slab.extend_from_slice(block.get(..used.next_multiple_of(4)).unwrap_or_default());
    }

    fn note(&mut self, out: &LineOut, now: Instant) {
        if out.kind != OutKind::Media {
            return;
        }
        let octets = u32::try_from(out.payload.len()).unwrap_or_default();
        let sent = self.sent.get_or_insert(Sent {
            packets: 0,
            octets: 0,
            index: out.index,
            timestamp: out.timestamp,
            ticks_per_ms: match self.setup.kind {
                Kind::Audio => 48,
                Kind::Video => 90,
            },
            at: now,
        });
        sent.packets = sent.packets.wrapping_add(1);
        sent.octets = sent.octets.wrapping_add(octets);
        if out.index > sent.index {
            (sent.index, sent.timestamp, sent.at) = (out.index, out.timestamp, now);
        }
    }
}

/// Sound or picture.
pub(super) fn kind(line: Line) -> Kind {
    match line {
        Line::Stage
        | Line::Inset
        | Line::Sign
        | Line::BackstagePicture(_)
        | Line::PartnerPicture(_) => Kind::Video,
        Line::Floor
        | Line::Shared
        | Line::Channel
        | Line::BackstageSound(_)
        | Line::PartnerSound(_)
        | Line::Sound => Kind::Audio,
    }
}

/// One number per codec: the page may offer a codec in several forms, of which the first agreed is meant.
fn numbered(payloads: &[Payload]) -> Vec<PayloadType> {
    let mut numbers: Vec<PayloadType> = Vec::new();
    for payload in payloads {
        if numbers.iter().all(|known| known.codec != payload.codec) {
            numbers.push(PayloadType {
                codec: payload.codec,
                number: payload.number,
                rtx: payload.repair,
                red: payload.redundant,
            });
        }
    }
    numbers
}

/// A line that was silent for longer says nothing about time.
const USED_LATELY: Duration = Duration::from_secs(5);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::PeerId;
    use crate::foundation::clock::Clock;
    use crate::relay::Patch;
    use crate::rtc::round_trip::SECONDS_1900_TO_1970;

    const ANSWER: &str = "v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96 97\r\na=mid:v\r\na=rtpmap:96 VP8/90000\r\n\
        a=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\na=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\n\
        a=extmap:3/sendonly http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01\r\n\
        m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:a\r\na=rtpmap:111 opus/48000/2\r\n";

    fn lines() -> Lines {
        Lines::new(
            ANSWER,
            &[Line::Stage, Line::Floor],
            &[
                Numbers {
                    media: 1,
                    repair: Some(2),
                },
                Numbers {
                    media: 3,
                    repair: None,
                },
            ],
        )
    }

    fn out(mid_index: u8) -> LineOut {
        LineOut {
            peer: PeerId(1),
            mid_index,
            ssrc: 1,
            payload_type: 96,
            index: 65_537,
            timestamp: 90_000,
            marker: true,
            kind: OutKind::Media,
            payload: Bytes::from_static(b"picture"),
            patch: Patch::default(),
        }
    }

    #[test]
    fn the_relay_learns_what_was_agreed() {
        let setup = lines().setup();
        assert_eq!(setup[0].rtx_ssrc, Some(2));
        assert_eq!(setup[0].payload_types[0].rtx, Some(97));
        assert_eq!(setup[1].rtx_ssrc, None);
        assert_eq!(setup[1].payload_types[0].codec, Codec::Opus);
    }

    #[test]
    fn a_header_carries_mid_and_transport_number() {
        let mut slab = Vec::new();
        lines().lines[0].write_header(&out(0), 0x0102, &mut slab);
        assert_eq!(
            slab,
            [
                0x90, 0xe0, 0, 1, 0, 1, 0x5f, 0x90, 0, 0, 0, 1, 0xbe, 0xde, 0, 2, 0x40, b'v', 0x31,
                1, 2, 0, 0, 0
            ]
        );
        slab.clear();
        lines().lines[1].write_header(&out(1), 0, &mut slab);
        assert_eq!(slab.len(), 12, "without agreed extensions a plain header");
    }

    #[test]
    fn reports_go_on_counting_time_between_packets() {
        let now = Clock::wall().instant();
        let mut lines = lines();
        assert!(lines.reports(0, now).is_empty());
        lines.plain(&out(0), now).unwrap();
        let reports = lines.reports(1_500, now + Duration::from_millis(40));
        assert_eq!(reports.len(), 1);
        let (place, report) = &reports[0];
        assert_eq!((*place, report.rtp_time), (0, 90_000 + 40 * 90));
        assert_eq!(
            report.ntp_time,
            (SECONDS_1900_TO_1970 + 1) << 32 | 0x8000_0000
        );
        assert!(
            lines
                .reports(0, now + USED_LATELY + Duration::from_millis(1))
                .is_empty()
        );
    }
}
