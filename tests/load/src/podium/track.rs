//! What one publisher sends on one m-line: its clock, its packets, and those it has kept to send again.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::Source;
use crate::frames::{Frames, RATE};
use crate::moment;
use crate::peer::rtp;
use crate::peer::sdp::{LEVEL, MID, OPUS, RID, RemoteLine, Sends, TRANSPORT, VP8};
use crate::peer::srtp::Srtp;

/// Marks a stamped payload.
const MARK: [u8; 4] = *b"RsLd";
/// Where the stamp begins: behind every payload header that is written here.
const AT: usize = 16;
/// Bytes of one sound packet: 64 kbit/s, as the server asks browsers for.
const SOUND: usize = 160;
/// Audio level of speech, in −dBov, with the bit for a voice.
const SPEECH: u8 = 0x80 | 20;
/// Packets kept of each encoding: a second and more of the largest.
const KEPT: usize = 512;
/// Between sounds.
const SOUND_EVERY: Duration = Duration::from_millis(20);
/// Between bursts of one frame that is too large for one.
const BURST_EVERY: Duration = Duration::from_millis(40);

/// When a packet left, in nanoseconds of the system's clock, if its payload says so.
pub fn read_stamp(payload: &[u8]) -> Option<i64> {
    let &[a, b, c, d, ref time @ ..] = payload.get(AT..)?.first_chunk::<12>()?;
    ([a, b, c, d] == MARK).then_some(i64::from_be_bytes(*time))
}

fn stamp(payload: &mut [u8]) {
    if let Some(place) = payload.get_mut(AT..AT + 12) {
        place[..4].copy_from_slice(&MARK);
        place[4..].copy_from_slice(&moment::unix_ns().to_be_bytes());
    }
}

/// One m-line of a publisher.
pub(super) struct Track {
    /// Packets sent, repetitions not counted.
    pub(super) packets: u64,
    what: What,
    mid: Vec<u8>,
    has_transport: bool,
    encodings: Vec<Encoding>,
    timestamp: u32,
    due: Instant,
    /// Packets of frames that were too large for one burst: which encoding, payload, end of frame.
    waiting: VecDeque<(usize, Vec<u8>, bool)>,
    waiting_due: Instant,
    wants_key: bool,
    pictures: u16,
}

enum What {
    Voice,
    Camera,
    Nothing,
}

struct Encoding {
    ssrc: u32,
    rid: Option<&'static str>,
    index: u64,
    frames: Option<Frames>,
    kept: VecDeque<(u16, Vec<u8>)>,
}

impl Track {
    pub(super) fn new(
        source: &Source,
        sends: Sends,
        agreed: &RemoteLine,
        publisher: usize,
        now: Instant,
    ) -> Self {
        let rates: &[u32] = match source {
            Source::Camera(layers) => layers,
            Source::Voice | Source::Silent(_) => &[],
        };
        let seed = u64::try_from(publisher).unwrap_or_default();
        let encodings = sends
            .ssrcs
            .into_iter()
            .enumerate()
            .map(|(place, ssrc)| Encoding {
                ssrc,
                rid: sends.rids.get(place).copied(),
                index: 1,
                frames: rates.get(place).map(|kbps| Frames::new(*kbps, seed)),
                kept: VecDeque::with_capacity(KEPT),
            });
        Self {
            packets: 0,
            what: match source {
                Source::Voice => What::Voice,
                Source::Camera(_) => What::Camera,
                Source::Silent(_) => What::Nothing,
            },
            mid: agreed.mid.as_bytes().to_vec(),
            has_transport: agreed.transport.is_some(),
            encodings: encodings.collect(),
            timestamp: 0,
            due: now,
            waiting: VecDeque::new(),
            waiting_due: now,
            wants_key: true,
            pictures: 0,
        }
    }

    /// From now on; what was due before is not made up for.
    pub(super) fn begin(&mut self, now: Instant) {
        self.due = self.due.max(now);
        self.waiting.clear();
    }

    /// The next picture is a key frame.
    pub(super) fn refresh(&mut self) {
        self.wants_key = true;
    }

    /// When the next packet leaves.
    pub(super) fn due(&self) -> Instant {
        match self.what {
            What::Nothing => self.due + Duration::from_secs(3_600),
            _ if self.waiting.is_empty() => self.due,
            _ => self.due.min(self.waiting_due),
        }
    }

    /// Packets of `ssrc` with these numbers, as they were sent.
    pub(super) fn again<'t>(
        &'t self,
        ssrc: u32,
        seqs: &'t [u16],
    ) -> impl Iterator<Item = &'t [u8]> {
        let encoding = self.encodings.iter().find(move |e| e.ssrc == ssrc);
        let kept = encoding.into_iter().flat_map(|encoding| &encoding.kept);
        kept.filter(|(seq, _)| seqs.contains(seq))
            .map(|(_, packet)| packet.as_slice())
    }

    /// The packets that leave now.
    pub(super) fn next(&mut self, srtp: &Srtp, transport: &mut u16, now: Instant) -> Vec<Vec<u8>> {
        if self.waiting_due <= now && !self.waiting.is_empty() {
            self.waiting_due = now + BURST_EVERY;
            return self.burst(srtp, transport);
        }
        match self.what {
            What::Nothing => {
                self.due = now + SOUND_EVERY;
                Vec::new()
            }
            What::Voice => {
                self.due += SOUND_EVERY;
                self.timestamp = self.timestamp.wrapping_add(960);
                // 0x78 is a table of contents for one frame of 20 ms.
                let packet = self.packet(0, vec![0x78; SOUND], false, srtp, transport);
                packet.into_iter().collect()
            }
            What::Camera => {
                self.due += Duration::from_secs(1) / RATE;
                self.frame();
                self.waiting_due = now + BURST_EVERY;
                self.burst(srtp, transport)
            }
        }
    }

    /// Cuts the next picture of every layer into payloads.
    fn frame(&mut self) {
        self.timestamp = self.timestamp.wrapping_add(90_000 / RATE);
        self.pictures = self.pictures.wrapping_add(1) & 0x7FFF;
        let key = std::mem::take(&mut self.wants_key);
        for (place, encoding) in self.encodings.iter_mut().enumerate() {
            let Some(frames) = &mut encoding.frames else {
                continue;
            };
            let sizes = frames.next(key);
            let last = sizes.len().saturating_sub(1);
            for (part, size) in sizes.into_iter().enumerate() {
                let mut payload = vec![0; usize::try_from(size).unwrap_or_default().max(32)];
                // VP8's descriptor with a long picture number, then the frame header's inverse bit for a key frame.
                payload[0] = 0x80 | if part == 0 { 0x10 } else { 0 };
                payload[1] = 0x80;
                payload[2..4].copy_from_slice(&(0x8000 | self.pictures).to_be_bytes());
                payload[4] = u8::from(!key || part > 0);
                self.waiting.push_back((place, payload, part == last));
            }
        }
    }

    /// As much as may leave at once.
    fn burst(&mut self, srtp: &Srtp, transport: &mut u16) -> Vec<Vec<u8>> {
        let frames = self.encodings.iter().filter_map(|e| e.frames.as_ref());
        let mut room: i64 = frames.map(|frames| i64::from(frames.burst())).sum();
        let mut packets = Vec::new();
        while room > 0
            && let Some((place, payload, is_last)) = self.waiting.pop_front()
        {
            room -= i64::try_from(payload.len()).unwrap_or_default();
            packets.extend(self.packet(place, payload, is_last, srtp, transport));
        }
        packets
    }

    fn packet(
        &mut self,
        place: usize,
        mut payload: Vec<u8>,
        marker: bool,
        srtp: &Srtp,
        transport: &mut u16,
    ) -> Option<Vec<u8>> {
        let encoding = self.encodings.get_mut(place)?;
        let number = transport.to_be_bytes();
        let mut extensions: Vec<(u8, &[u8])> = vec![(MID, &self.mid)];
        if self.has_transport {
            extensions.push((TRANSPORT, &number));
            *transport = transport.wrapping_add(1);
        }
        if let Some(rid) = encoding.rid {
            extensions.push((RID, rid.as_bytes()));
        }
        let payload_type = match self.what {
            What::Camera => VP8,
            What::Voice | What::Nothing => {
                extensions.push((LEVEL, &[SPEECH]));
                OPUS
            }
        };
        let seq = u32::try_from(encoding.index & 0xFFFF).ok()?;
        let numbers = [seq, self.timestamp, encoding.ssrc];
        let mut packet = rtp::begin(payload_type, marker, numbers, &extensions);
        let header = packet.len();
        stamp(&mut payload);
        packet.extend_from_slice(&payload);
        srtp.seal(&mut packet, header, encoding.index).ok()?;
        encoding.index += 1;
        self.packets += 1;
        if encoding.kept.len() >= KEPT {
            encoding.kept.pop_front();
        }
        encoding
            .kept
            .push_back((u16::try_from(seq).ok()?, packet.clone()));
        Some(packet)
    }
}
