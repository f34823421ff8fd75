//! From a publisher's packets to tracks: which SSRC is which source and layer, and which packet repairs which.
//!
//! The engine forgets its mapping when a page restarts ICE, and it drops retransmissions that name their layer by
//! `repaired-rid`. So both are done here, by two interceptors: `Mender` next to the wire undoes RTX before losses are
//! counted and hears sender reports, `Sink` behind all others takes the packets out of the engine. What is missing of
//! pictures is asked for; redundant sound is made plain. Other payloads are never looked into.

mod interceptors;
mod offered;
mod wanted;

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use rtc::rtcp::extended_report::{DLRRReportBlock, ExtendedReport};
use rtc::rtcp::sender_report::SenderReport;
use rtc::rtp::header::Header;

pub(super) use self::interceptors::{Mender, Sink};
pub(super) use self::offered::{LEVEL, MID, REPAIRED_RID, RID, TRANSPORT_CC};

use self::offered::{Extensions, Published, number};
use self::wanted::Wanted;
use super::round_trip::{Echo, RoundTrip};
use super::sdp::Description;
use super::timing::{Timing, Travel};
use crate::domain::id::Source;
use crate::relay::{Codec, Kind, Layer, Packet, Refill};

/// One packet of a known track.
#[derive(Clone, Debug)]
pub(super) struct Arrived {
    /// What of the publisher's.
    pub(super) source: Source,
    /// Which encoding of it.
    pub(super) layer: Layer,
    /// How many encodings were negotiated.
    pub(super) layers: u8,
    /// What it is coded in.
    pub(super) codec: Codec,
    /// The packet.
    pub(super) packet: Packet,
}

/// What a send leg's offer says, and what its packets have shown since.
#[derive(Debug, Default)]
pub(super) struct Ingest {
    sources: Vec<Source>,
    lines: Vec<Published>,
    extensions: Extensions,
    /// RTX payload types, each with the one it repairs.
    repairs: HashMap<u8, u8>,
    /// RTX SSRCs that the offer or a packet has tied to a media SSRC or a layer.
    mended: HashMap<u32, Mended>,
    known: HashMap<u32, (usize, u8)>,
    /// Of sounds that came in their redundant form, and of pictures; only known SSRCs are here.
    refills: HashMap<u32, Refill>,
    wanted: HashMap<u32, Wanted>,
    refilled: u64,
    arrived: VecDeque<Arrived>,
    timing: Timing,
    round_trip: RoundTrip,
    strange: u64,
}

/// How a packet carries its sound or picture.
#[derive(Clone, Copy, Debug)]
enum Form {
    Plain,
    /// With earlier sounds, all of them of this payload type.
    Redundant(u8),
}

#[derive(Clone, Debug)]
enum Mended {
    Ssrc(u32),
    Rid(String),
}

/// An ingest as the two interceptors and the leg share it; all on one thread.
pub(super) type Shared = Arc<Mutex<Ingest>>;

impl Ingest {
    /// Reads the lines of an accepted offer, which has one m-line for each of these `sources`.
    pub(super) fn new(offer: &str, sources: Vec<Source>) -> Self {
        let mut ingest = Self {
            sources,
            ..Self::default()
        };
        ingest.read(offer);
        ingest
    }

    /// Reads a later offer of the same connection; what is known of its packets stays.
    pub(super) fn read(&mut self, offer: &str) {
        let description = Description::parse(offer);
        self.lines = description
            .media
            .iter()
            .zip(&self.sources)
            .map(|(section, source)| Published::new(section, *source))
            .collect();
        for section in &description.media {
            self.extensions.read(section);
            self.repairs.extend(section.repairs());
            for group in section.attributes("ssrc-group") {
                let mut words = group.split_whitespace();
                if words.next() == Some("FID")
                    && let (Some(media), Some(repair)) =
                        (number(words.next()), number(words.next()))
                {
                    self.mended.insert(repair, Mended::Ssrc(media));
                }
            }
        }
    }

    /// The next packet; call until `None`.
    pub(super) fn poll(&mut self) -> Option<Arrived> {
        self.arrived.pop_front()
    }

    /// Packets that belong to no line of this leg, since the last call.
    pub(super) fn take_strange(&mut self) -> u64 {
        std::mem::take(&mut self.strange)
    }

    /// Sounds that were lost on the way and taken from later packets, since the last call.
    pub(super) fn take_refilled(&mut self) -> u64 {
        std::mem::take(&mut self.refilled)
    }

    /// The packets to ask the publisher for now, by SSRC.
    pub(super) fn wanted(&mut self, now: Instant) -> Vec<(u32, Vec<u16>)> {
        let round_trip = self.round_trip.last();
        let wanted = self.wanted.iter_mut();
        let due = wanted.map(|(ssrc, wanted)| (*ssrc, wanted.due(round_trip, now)));
        due.filter(|(_, seqs)| !seqs.is_empty()).collect()
    }

    /// How this publisher's sounds travel.
    pub(super) fn travels(&mut self, now: Instant) -> Vec<Travel> {
        self.timing.travels(now)
    }

    /// How long it takes to the publisher and back.
    pub(super) fn round_trip(&mut self) -> &mut RoundTrip {
        &mut self.round_trip
    }

    /// What a publisher's report says of time.
    fn heard(&mut self, part: &dyn std::any::Any, now: Instant) {
        if let Some(report) = part.downcast_ref::<SenderReport>() {
            self.reported(report.ssrc, (report.ntp_time, report.rtp_time), now);
        } else if let Some(report) = part.downcast_ref::<ExtendedReport>() {
            let blocks = report.reports.iter();
            let echoes = blocks.filter_map(|block| block.as_any().downcast_ref());
            // All sub-blocks are about us, who are one receiver.
            let echo = echoes
                .flat_map(|block: &DLRRReportBlock| &block.reports)
                .next();
            if let Some(echo) = echo {
                self.round_trip.hear_back(Echo {
                    time: echo.last_rr,
                    kept: echo.dlrr,
                    at: now,
                });
            }
        }
    }

    /// The publisher says which moment of hers a timestamp was.
    fn reported(&mut self, ssrc: u32, moment: (u64, u32), now: Instant) {
        if let Some((line, layer)) = self.known.get(&ssrc)
            && let Some(published) = self.lines.get(*line)
        {
            let place = (published.source, *layer);
            self.timing.reported(place, moment, now);
        }
    }

    /// All SSRCs of a source, for asking for key frames.
    pub(super) fn ssrcs(&self, source: Source) -> Vec<u32> {
        self.known
            .iter()
            .filter(|(_, (line, _))| {
                self.lines
                    .get(*line)
                    .is_some_and(|published| published.source == source)
            })
            .map(|(ssrc, _)| *ssrc)
            .collect()
    }

    /// Turns a retransmission into what it repairs; `false` if there is nothing to repair.
    fn mend(&mut self, header: &mut Header, payload: &mut bytes::Bytes) -> bool {
        let Some(repaired) = self.repairs.get(&header.payload_type).copied() else {
            if let Some(rid) = text(header, self.extensions.rid) {
                self.learn(header, &rid);
            }
            return true;
        };
        if let Some(rid) = text(header, self.extensions.repaired_rid) {
            self.mended.insert(header.ssrc, Mended::Rid(rid));
        }
        let media = match self.mended.get(&header.ssrc) {
            Some(Mended::Ssrc(ssrc)) => Some(*ssrc),
            Some(Mended::Rid(rid)) => self.ssrc_of(rid),
            None => None,
        };
        // A retransmission without a sequence number is padding that probes the path.
        let (Some(media), Some(sequence)) = (media, payload.split_at_checked(2)) else {
            return false;
        };
        let Ok(sequence) = sequence.0.try_into().map(u16::from_be_bytes) else {
            return false;
        };
        header.ssrc = media;
        header.payload_type = repaired;
        header.sequence_number = sequence;
        *payload = payload.slice(2..);
        true
    }

    /// Ties an SSRC to a layer; the first one stays, so that nobody takes over a layer.
    fn learn(&mut self, header: &Header, rid: &str) {
        if self.known.contains_key(&header.ssrc) {
            return;
        }
        let mid = text(header, self.extensions.mid);
        let place = self.lines.iter().enumerate().find_map(|(line, published)| {
            let layer = published.rids.iter().position(|known| known == rid)?;
            let here = mid.as_deref().is_none_or(|mid| mid == published.mid);
            Some((line, u8::try_from(layer).ok()?)).filter(|_| here)
        });
        if let Some(place) = place {
            self.bind(header.ssrc, place);
        }
    }

    fn bind(&mut self, ssrc: u32, place: (usize, u8)) {
        if self.known.len() < MOST_SSRCS && self.known.values().all(|taken| *taken != place) {
            self.known.insert(ssrc, place);
        }
    }

    fn ssrc_of(&self, rid: &str) -> Option<u32> {
        self.known
            .iter()
            .find(|(_, (line, layer))| {
                self.lines
                    .get(*line)
                    .and_then(|published| published.rids.get(usize::from(*layer)))
                    .is_some_and(|known| known == rid)
            })
            .map(|(ssrc, _)| *ssrc)
    }

    fn sink(&mut self, header: &Header, payload: bytes::Bytes, now: Instant) {
        if !self.known.contains_key(&header.ssrc) {
            self.learn_single(header);
        }
        let Some((arrived, form)) = self.recognise(header, payload) else {
            self.strange = self.strange.saturating_add(1);
            return;
        };
        let place = (arrived.source, arrived.layer.0);
        let kind = arrived.codec.kind();
        let moment = (header.timestamp, header.marker);
        self.timing.arrived(place, kind, moment, now);
        if kind == Kind::Video {
            let wanted = self.wanted.entry(header.ssrc).or_default();
            wanted.note(header.sequence_number, now);
        }
        match form {
            Form::Plain => {
                if let Some(refill) = self.refills.get_mut(&header.ssrc) {
                    refill.note(&arrived.packet);
                }
                self.hand_on(arrived);
            }
            Form::Redundant(number) => {
                let refill = self.refills.entry(header.ssrc).or_default();
                let sounds = refill.take(number, &arrived.packet).unwrap_or_default();
                if sounds.is_empty() {
                    self.strange = self.strange.saturating_add(1);
                }
                let before = u64::try_from(sounds.len().saturating_sub(1)).unwrap_or_default();
                self.refilled = self.refilled.saturating_add(before);
                for packet in sounds {
                    self.hand_on(Arrived {
                        packet,
                        ..arrived.clone()
                    });
                }
            }
        }
    }

    /// Of which line it is, and in what form.
    fn recognise(&self, header: &Header, payload: bytes::Bytes) -> Option<(Arrived, Form)> {
        let (line, layer) = self.known.get(&header.ssrc)?;
        let published = self.lines.get(*line)?;
        let mut forms = published.payloads.iter().flat_map(|known| {
            let plain = (known.number, known, Form::Plain);
            let redundant = known.redundant.into_iter();
            let redundant = redundant.map(move |red| (red, known, Form::Redundant(known.number)));
            redundant.chain([plain])
        });
        let (_, payload_type, form) = forms.find(|(number, ..)| *number == header.payload_type)?;
        let level = self
            .extensions
            .level
            .and_then(|id| header.get_extension(id))
            .and_then(|value| value.first().copied());
        let arrived = Arrived {
            source: published.source,
            layer: Layer(*layer),
            layers: u8::try_from(published.rids.len().max(1)).ok()?,
            codec: payload_type.codec,
            packet: Packet {
                seq: header.sequence_number,
                ts: header.timestamp,
                marker: header.marker,
                payload,
                audio_level: level.map(|level| level & 0x7f),
                voice: level.is_some_and(|level| level & 0x80 != 0),
            },
        };
        Some((arrived, form))
    }

    fn hand_on(&mut self, arrived: Arrived) {
        if self.arrived.len() < MOST_ARRIVED {
            self.arrived.push_back(arrived);
        } else {
            self.strange = self.strange.saturating_add(1);
        }
    }

    /// A source without layers is named by its mid or by the offer, or by a payload type that no other line has.
    fn learn_single(&mut self, header: &Header) {
        let mid = text(header, self.extensions.mid);
        let line = self.lines.iter().position(|published| {
            published.rids.is_empty()
                && (published.declared.contains(&header.ssrc)
                    || mid.as_deref() == Some(published.mid.as_str()))
        });
        let unnamed = mid.is_none() && self.lines.iter().all(|line| line.declared.is_empty());
        let has = |line: &Published| {
            let mut payloads = line.payloads.iter();
            payloads.any(|payload| payload.number == header.payload_type)
        };
        let mut having = self.lines.iter().enumerate().filter(|(_, line)| has(line));
        let by_payload = match (unnamed, having.next(), having.next()) {
            (true, Some((only, line)), None) if line.rids.is_empty() => Some(only),
            _ => None,
        };
        if let Some(line) = line.or(by_payload) {
            self.bind(header.ssrc, (line, 0));
        }
    }
}

fn text(header: &Header, id: Option<u8>) -> Option<String> {
    let value = header.get_extension(id?)?;
    std::str::from_utf8(&value).ok().map(str::to_owned)
}

/// The m-lines of a send leg.
pub(super) const SOURCES: [Source; 4] = [
    Source::Microphone,
    Source::Camera,
    Source::Screen,
    Source::ScreenSound,
];
/// Four sources, one with three layers.
const MOST_SSRCS: usize = 16;
/// Packets of one datagram: one; the rest is slack for a mended burst.
const MOST_ARRIVED: usize = 256;

#[cfg(test)]
mod tests;
