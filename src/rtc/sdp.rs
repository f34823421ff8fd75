//! A session description as text: sections, attributes, payload types.
//!
//! It borrows the text, allocates little and judges nothing; what is acceptable is said in `negotiation`.

use crate::relay::packet::Codec;

/// A session description, cut into its session part and its m-lines.
#[derive(Clone, Debug)]
pub(super) struct Description<'a> {
    /// The lines before the first m-line.
    pub(super) session: Section<'a>,
    /// One section per m-line, in order.
    pub(super) media: Vec<Section<'a>>,
}

impl<'a> Description<'a> {
    /// Cuts `text`; whatever is in the lines stays unread.
    pub(super) fn parse(text: &'a str) -> Self {
        let mut session = Section { lines: Vec::new() };
        let mut media: Vec<Section<'a>> = Vec::new();
        for line in text.lines() {
            let line = line.trim_end_matches('\r');
            if line.starts_with("m=") {
                media.push(Section { lines: vec![line] });
            } else if let Some(section) = media.last_mut() {
                section.lines.push(line);
            } else {
                session.lines.push(line);
            }
        }
        Self { session, media }
    }

    /// The `o=` line, which names the page's connection.
    pub(super) fn origin(&self) -> Option<Origin<'a>> {
        let line = self
            .session
            .lines
            .iter()
            .find_map(|line| line.strip_prefix("o="))?;
        let mut words = line.split_whitespace();
        Some(Origin {
            user: words.next()?,
            session: words.next()?,
        })
    }

    /// The mids of the BUNDLE group.
    pub(super) fn bundle(&self) -> Vec<&'a str> {
        self.session
            .attributes("group")
            .find_map(|group| group.strip_prefix("BUNDLE"))
            .map(|mids| mids.split_whitespace().collect())
            .unwrap_or_default()
    }

    /// An attribute of a section, or of the session if the section has none.
    pub(super) fn inherited(&self, section: &Section<'a>, name: &str) -> Option<&'a str> {
        section
            .attribute(name)
            .or_else(|| self.session.attribute(name))
    }
}

/// What of the `o=` line names a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Origin<'a> {
    user: &'a str,
    session: &'a str,
}

impl Origin<'_> {
    /// One text that is the same for all offers of one connection.
    pub(super) fn name(&self) -> String {
        format!("{} {}", self.user, self.session)
    }
}

/// The lines of one m-line, or of the session.
#[derive(Clone, Debug)]
pub(super) struct Section<'a> {
    /// The lines, without line ends; an m-line comes first.
    pub(super) lines: Vec<&'a str>,
}

impl<'a> Section<'a> {
    /// `audio`, `video`, `application`; empty for the session.
    pub(super) fn kind(&self) -> &'a str {
        self.head().next().unwrap_or_default()
    }

    /// The m-line's payload types.
    pub(super) fn payload_types(&self) -> impl Iterator<Item = u8> + use<'a> {
        self.head().skip(3).filter_map(|word| word.parse().ok())
    }

    /// All values of an attribute.
    pub(super) fn attributes<'s>(
        &'s self,
        name: &'s str,
    ) -> impl Iterator<Item = &'a str> + use<'a, 's> {
        self.lines.iter().filter_map(move |line| {
            line.strip_prefix("a=")?
                .strip_prefix(name)?
                .strip_prefix(':')
                .map(str::trim)
        })
    }

    /// The first value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&'a str> {
        self.lines.iter().find_map(|line| {
            line.strip_prefix("a=")?
                .strip_prefix(name)?
                .strip_prefix(':')
                .map(str::trim)
        })
    }

    /// Whether an attribute without a value is there.
    pub(super) fn has(&self, name: &str) -> bool {
        self.lines
            .iter()
            .any(|line| line.strip_prefix("a=") == Some(name))
    }

    /// The id of a header extension. Firefox writes a direction behind it (`9/sendonly`).
    pub(super) fn extension(&self, uri: &str) -> Option<u8> {
        self.attributes("extmap").find_map(|value| {
            let mut words = value.split_whitespace();
            let id = words.next()?.split('/').next()?.parse().ok()?;
            // Ids above 14 need the two-byte form, which we do not write.
            (words.next()? == uri && (1..=14).contains(&id)).then_some(id)
        })
    }

    /// The codecs we know, in the order of the m-line, each with its retransmission payload type.
    pub(super) fn codecs(&self) -> Vec<Payload> {
        let repair: Vec<(u8, u8)> = self.repairs().collect();
        self.payload_types()
            .filter_map(|number| {
                let codec = self.codec(number)?;
                Some(Payload {
                    codec,
                    number,
                    repair: repair
                        .iter()
                        .find(|(_, repaired)| *repaired == number)
                        .map(|(rtx, _)| *rtx),
                    redundant: self.redundant(number),
                    constrained_baseline: self.is_constrained_baseline(number),
                })
            })
            .collect()
    }

    /// Retransmission payload types, each with the one it repairs.
    pub(super) fn repairs(&self) -> impl Iterator<Item = (u8, u8)> + use<'a, '_> {
        self.attributes("fmtp").filter_map(|value| {
            let (number, parameters) = value.split_once(' ')?;
            let repaired = parameters
                .split(';')
                .find_map(|parameter| parameter.trim().strip_prefix("apt="))?;
            Some((number.parse().ok()?, repaired.trim().parse().ok()?))
        })
    }

    /// The payload type that carries `number` with earlier sounds of the same codec (RFC 2198).
    fn redundant(&self, number: u8) -> Option<u8> {
        let of_it = |value: &str| {
            let (red, blocks) = value.split_once(' ')?;
            let mut blocks = blocks.trim().split('/');
            let red = red.parse().ok()?;
            let all = blocks.clone().count() > 1 && blocks.all(|block| block.parse() == Ok(number));
            (all && self.name(red)?.eq_ignore_ascii_case("red")).then_some(red)
        };
        let mut parameters = self.attributes("fmtp");
        let red = parameters.find_map(of_it)?;
        self.payload_types()
            .any(|known| known == red)
            .then_some(red)
    }

    fn codec(&self, number: u8) -> Option<Codec> {
        codec_by_name(&self.name(number)?.to_ascii_lowercase())
    }

    fn name(&self, number: u8) -> Option<&'a str> {
        self.attributes("rtpmap").find_map(|value| {
            let (candidate, encoding) = value.split_once(' ')?;
            (candidate.parse() == Ok(number)).then(|| encoding.split('/').next())?
        })
    }

    fn is_constrained_baseline(&self, number: u8) -> bool {
        self.attributes("fmtp").any(|value| {
            value.split_once(' ').is_some_and(|(candidate, fmtp)| {
                candidate.parse() == Ok(number)
                    && fmtp.contains("packetization-mode=1")
                    && fmtp.to_ascii_lowercase().contains("profile-level-id=42e0")
            })
        })
    }

    fn head(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.lines
            .first()
            .and_then(|line| line.strip_prefix("m="))
            .unwrap_or_default()
            .split_whitespace()
    }
}

/// A codec by its lower-case name in `rtpmap` and in the configuration.
pub(super) fn codec_by_name(name: &str) -> Option<Codec> {
    match name {
        "opus" => Some(Codec::Opus),
        "h264" => Some(Codec::H264),
        "vp8" => Some(Codec::Vp8),
        "vp9" => Some(Codec::Vp9),
        "av1" => Some(Codec::Av1),
        _ => None,
    }
}

/// A codec as one m-line numbers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Payload {
    /// What it is.
    pub(super) codec: Codec,
    /// Its payload type on this line.
    pub(super) number: u8,
    /// The payload type of its retransmissions.
    pub(super) repair: Option<u8>,
    /// The payload type that carries it with earlier sounds.
    pub(super) redundant: Option<u8>,
    /// H.264 in the one form every browser takes: 42e01f, packetization mode 1.
    pub(super) constrained_baseline: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "v=0\r\no=- 42 2 IN IP4 127.0.0.1\r\ns=-\r\na=group:BUNDLE 0 1\r\na=fingerprint:sha-256 AA\r\n\
        m=audio 9 UDP/TLS/RTP/SAVPF 111 63\r\na=mid:0\r\na=rtcp-mux\r\na=rtpmap:111 opus/48000/2\r\n\
        a=rtpmap:63 red/48000/2\r\na=fmtp:63 111/111\r\n\
        m=video 0 UDP/TLS/RTP/SAVPF 96 97 108 109\r\na=mid:1\r\na=bundle-only\r\na=rtpmap:96 VP8/90000\r\n\
        a=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\na=rtpmap:108 H264/90000\r\n\
        a=fmtp:108 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f\r\n\
        a=extmap:9/sendonly urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\r\na=extmap:77 urn:x\r\n";

    #[test]
    fn sections_attributes_and_inheritance() {
        let text = Description::parse(TEXT);
        assert_eq!(text.bundle(), ["0", "1"]);
        assert_eq!(text.origin().unwrap().name(), "- 42");
        assert_eq!(text.media.len(), 2);
        assert_eq!(text.media[0].kind(), "audio");
        assert!(text.media[0].has("rtcp-mux"));
        assert_eq!(
            text.inherited(&text.media[1], "fingerprint"),
            Some("sha-256 AA")
        );
    }

    #[test]
    fn codecs_carry_their_retransmission() {
        let text = Description::parse(TEXT);
        let video = text.media[1].codecs();
        assert_eq!(
            video
                .iter()
                .map(|p| (p.codec, p.number, p.repair, p.constrained_baseline))
                .collect::<Vec<_>>(),
            [
                (Codec::Vp8, 96, Some(97), false),
                (Codec::H264, 108, None, true)
            ]
        );
    }

    #[test]
    fn sound_has_a_redundant_form_if_it_is_of_that_sound_alone() {
        let of = |text: &str| Description::parse(text).media[0].codecs()[0].redundant;
        assert_eq!(of(TEXT), Some(63));
        for other in ["111/110", "111", "", "110/111"] {
            assert_eq!(of(&TEXT.replace("111/111", other)), None, "{other}");
        }
        assert_eq!(of(&TEXT.replace("red/48000", "ulpfec/48000")), None);
        assert_eq!(of(&TEXT.replace("111 63", "111")), None, "not on the line");
    }

    #[test]
    fn an_extension_id_may_carry_a_direction_but_not_need_two_bytes() {
        let text = Description::parse(TEXT);
        assert_eq!(
            text.media[1].extension("urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id"),
            Some(9)
        );
        assert_eq!(text.media[1].extension("urn:x"), None);
    }
}
