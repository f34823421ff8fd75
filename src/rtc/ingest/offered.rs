//! What the offer of a send leg says of its lines: sources, layers, SSRCs, payload types, extensions. No packet comes here.

use crate::domain::id::Source;
use crate::relay::Layer;
use crate::rtc::sdp::{Payload, Section};

/// One m-line of an offer, and what it promises.
#[derive(Debug)]
pub(super) struct Published {
    pub(super) source: Source,
    pub(super) mid: String,
    pub(super) rids: Vec<String>,
    pub(super) declared: Vec<u32>,
    pub(super) payloads: Vec<Payload>,
}

/// The header extensions that are read, by their numbers in this offer.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Extensions {
    pub(super) mid: Option<u8>,
    pub(super) rid: Option<u8>,
    pub(super) repaired_rid: Option<u8>,
    pub(super) level: Option<u8>,
}

impl Published {
    pub(super) fn new(section: &Section<'_>, source: Source) -> Self {
        let mut rids: Vec<String> = section
            .attribute("simulcast")
            .and_then(|value| value.strip_prefix("send "))
            .map(|list| {
                list.split([';', ',', ' '])
                    .map(|rid| rid.trim_start_matches('~'))
                    .filter(|rid| !rid.is_empty())
                    .take(usize::from(Layer::MOST))
                    .map(str::to_owned)
                    .collect()
            })
            .unwrap_or_default();
        if rids.is_empty() {
            rids.extend(
                section
                    .attributes("rid")
                    .filter_map(|value| value.split_whitespace().next())
                    .take(1)
                    .map(str::to_owned),
            );
        }
        let repairs: Vec<u32> = section
            .attributes("ssrc-group")
            .filter_map(|group| number(group.strip_prefix("FID")?.split_whitespace().nth(1)))
            .collect();
        Self {
            source,
            mid: section.attribute("mid").unwrap_or_default().to_owned(),
            rids,
            declared: section
                .attributes("ssrc")
                .filter_map(|value| number(value.split_whitespace().next()))
                .filter(|ssrc| !repairs.contains(ssrc))
                .collect(),
            payloads: section.codecs(),
        }
    }
}

impl Extensions {
    pub(super) fn read(&mut self, section: &Section<'_>) {
        self.mid = self.mid.or_else(|| section.extension(MID));
        self.rid = self.rid.or_else(|| section.extension(RID));
        self.repaired_rid = self
            .repaired_rid
            .or_else(|| section.extension(REPAIRED_RID));
        self.level = self.level.or_else(|| section.extension(LEVEL));
    }
}

/// A number, if the word is one.
pub(super) fn number(word: Option<&str>) -> Option<u32> {
    word?.parse().ok()
}

pub(in crate::rtc) const MID: &str = "urn:ietf:params:rtp-hdrext:sdes:mid";
pub(in crate::rtc) const RID: &str = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id";
pub(in crate::rtc) const REPAIRED_RID: &str =
    "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id";
pub(in crate::rtc) const LEVEL: &str = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
pub(in crate::rtc) const TRANSPORT_CC: &str =
    "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
