//! Session descriptions as text: offers and answers that this client writes, and what it reads in those of a server.
//!
//! Only what a browser's description has in common with every server is written: one bundle, Opus, VP8 with repairs.

use std::collections::HashMap;
use std::fmt::Write;
use std::net::SocketAddr;

use anyhow::{Context, Result};

use super::stun::Credentials;

/// Payload type of Opus.
pub const OPUS: u8 = 111;
/// Payload type of redundant audio (RFC 2198).
pub const RED: u8 = 63;
/// Payload type of VP8.
pub const VP8: u8 = 96;
/// Payload type of the repairs of VP8.
pub const VP8_REPAIR: u8 = 97;
/// Extension ids in the offers of this client, as Chromium numbers them.
pub const LEVEL: u8 = 1;
/// Transport-wide sequence number.
pub const TRANSPORT: u8 = 3;
/// The m-line's name.
pub const MID: u8 = 4;
/// The encoding's name.
pub const RID: u8 = 10;

const LEVEL_URI: &str = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
const TRANSPORT_URI: &str =
    "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
const MID_URI: &str = "urn:ietf:params:rtp-hdrext:sdes:mid";
const RID_URI: &str = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id";

/// Sound or picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Sound.
    Audio,
    /// Picture.
    Video,
}

/// One m-line of an offer.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Sound or picture.
    pub kind: Kind,
    /// Sends; otherwise receives.
    pub sends: Option<Sends>,
}

/// What an m-line sends.
#[derive(Clone, Debug)]
pub struct Sends {
    /// The SSRC of each encoding.
    pub ssrcs: Vec<u32>,
    /// The names of the encodings, largest first; empty: one without a name.
    pub rids: Vec<&'static str>,
}

/// This side of a connection.
#[derive(Clone, Debug)]
pub struct Local {
    /// Names the connection, in `o=`.
    pub session: u64,
    /// Name and password for checks.
    pub ice: Credentials,
    /// SHA-256 of the certificate, as the attribute writes it.
    pub fingerprint: String,
    /// The one candidate.
    pub address: SocketAddr,
    /// `actpass`, or `active` where the other side must wait.
    pub setup: &'static str,
}

impl Local {
    /// An offer with these lines.
    pub fn offer(&self, lines: &[Wish]) -> String {
        let mids: Vec<String> = (0..lines.len()).map(|mid| mid.to_string()).collect();
        let mut text = self.head(&mids);
        for (wish, mid) in lines.iter().zip(&mids) {
            self.line(&mut text, wish, mid);
        }
        text
    }

    /// An answer that receives whatever `offer` sends, in the offer's own numbers.
    pub fn answer(&self, offer: &str) -> String {
        let sections: Vec<&str> = offer.split("\nm=").skip(1).collect();
        let mid = |section: &str| attribute(section, "mid:").unwrap_or_default().to_owned();
        let mut text = self.head(&sections.iter().map(|s| mid(s)).collect::<Vec<_>>());
        for section in sections {
            let head = section.lines().next().unwrap_or_default().trim();
            line(&mut text, &format!("m={head}"));
            self.transport(&mut text, &mid(section));
            line(&mut text, "a=recvonly");
            for entry in section.lines().map(str::trim) {
                let echoed = ["a=rtpmap:", "a=fmtp:", "a=rtcp-fb:", "a=extmap:"];
                if echoed.iter().any(|name| entry.starts_with(name)) {
                    line(&mut text, entry);
                }
            }
        }
        text
    }

    fn head(&self, mids: &[String]) -> String {
        let mut text = String::with_capacity(4_096);
        line(&mut text, "v=0");
        line(
            &mut text,
            &format!("o=- {} 2 IN IP4 127.0.0.1", self.session),
        );
        line(&mut text, "s=-");
        line(&mut text, "t=0 0");
        line(&mut text, &format!("a=group:BUNDLE {}", mids.join(" ")));
        line(&mut text, "a=msid-semantic: WMS");
        text
    }

    fn transport(&self, text: &mut String, mid: &str) {
        line(text, "c=IN IP4 0.0.0.0");
        line(text, "a=rtcp:9 IN IP4 0.0.0.0");
        let (address, port) = (self.address.ip(), self.address.port());
        line(
            text,
            &format!("a=candidate:1 1 udp 2130706431 {address} {port} typ host"),
        );
        line(text, "a=end-of-candidates");
        line(text, &format!("a=ice-ufrag:{}", self.ice.name));
        line(text, &format!("a=ice-pwd:{}", self.ice.password));
        line(text, &format!("a=fingerprint:sha-256 {}", self.fingerprint));
        line(text, &format!("a=setup:{}", self.setup));
        line(text, &format!("a=mid:{mid}"));
        line(text, "a=rtcp-mux");
        line(text, "a=rtcp-rsize");
    }

    fn line(&self, text: &mut String, wish: &Wish, mid: &str) {
        let head = match wish.kind {
            Kind::Audio => format!("m=audio 9 UDP/TLS/RTP/SAVPF {OPUS} {RED}"),
            Kind::Video => format!("m=video 9 UDP/TLS/RTP/SAVPF {VP8} {VP8_REPAIR}"),
        };
        line(text, &head);
        self.transport(text, mid);
        let rids = wish.sends.as_ref().map_or(&[][..], |s| &s.rids);
        let mut extensions = vec![(MID, MID_URI), (TRANSPORT, TRANSPORT_URI)];
        match wish.kind {
            Kind::Audio => extensions.push((LEVEL, LEVEL_URI)),
            Kind::Video if !rids.is_empty() => extensions.push((RID, RID_URI)),
            Kind::Video => {}
        }
        for (id, uri) in extensions {
            line(text, &format!("a=extmap:{id} {uri}"));
        }
        line(
            text,
            if wish.sends.is_some() {
                "a=sendonly"
            } else {
                "a=recvonly"
            },
        );
        match wish.kind {
            Kind::Audio => {
                line(text, &format!("a=rtpmap:{OPUS} opus/48000/2"));
                line(text, &format!("a=fmtp:{OPUS} minptime=10;useinbandfec=1"));
                line(text, &format!("a=rtcp-fb:{OPUS} transport-cc"));
                line(text, &format!("a=rtpmap:{RED} red/48000/2"));
                line(text, &format!("a=fmtp:{RED} {OPUS}/{OPUS}"));
            }
            Kind::Video => {
                line(text, &format!("a=rtpmap:{VP8} VP8/90000"));
                for feedback in ["transport-cc", "ccm fir", "nack", "nack pli"] {
                    line(text, &format!("a=rtcp-fb:{VP8} {feedback}"));
                }
                line(text, &format!("a=rtpmap:{VP8_REPAIR} rtx/90000"));
                line(text, &format!("a=fmtp:{VP8_REPAIR} apt={VP8}"));
            }
        }
        if let Some(sends) = &wish.sends {
            line(text, &format!("a=msid:- t{mid}"));
            for rid in rids {
                line(text, &format!("a=rid:{rid} send"));
            }
            if rids.is_empty() {
                for ssrc in &sends.ssrcs {
                    line(text, &format!("a=ssrc:{ssrc} cname:roadshow-load"));
                }
            } else {
                line(text, &format!("a=simulcast:send {}", rids.join(";")));
            }
        }
    }
}

/// What of a server's description matters here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remote {
    /// Name and password for checks.
    pub ice: Credentials,
    /// SHA-256 of the certificate, in lower case.
    pub fingerprint: String,
    /// Where to reach it: its first IPv4 candidate by UDP.
    pub address: Option<SocketAddr>,
    /// Its m-lines.
    pub lines: Vec<RemoteLine>,
}

/// One m-line of a server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RemoteLine {
    /// `a=mid`.
    pub mid: String,
    /// The m-line is about pictures.
    pub is_video: bool,
    /// What it sends on.
    pub ssrc: Option<u32>,
    /// What it repairs on.
    pub repair_ssrc: Option<u32>,
    /// Payload types of repairs.
    pub repairs: Vec<u8>,
    /// Payload types of redundant audio.
    pub redundant: Vec<u8>,
    /// Extension id of the transport-wide number.
    pub transport: Option<u8>,
    /// Extension id of the m-line's name.
    pub mid_extension: Option<u8>,
}

impl Remote {
    /// Reads a description.
    ///
    /// # Errors
    /// When it has no credentials or no fingerprint.
    pub fn read(text: &str) -> Result<Self> {
        let candidates = text.lines().filter_map(candidate);
        Ok(Self {
            ice: Credentials {
                name: attribute(text, "ice-ufrag:")
                    .context("no ufrag")?
                    .to_owned(),
                password: attribute(text, "ice-pwd:")
                    .context("no password")?
                    .to_owned(),
            },
            fingerprint: attribute(text, "fingerprint:sha-256 ")
                .context("no fingerprint")?
                .to_lowercase(),
            address: { candidates }.next(),
            lines: text.split("\nm=").skip(1).map(RemoteLine::read).collect(),
        })
    }
}

impl RemoteLine {
    fn read(section: &str) -> Self {
        let mut codecs: HashMap<&str, Vec<u8>> = HashMap::new();
        for map in all(section, "rtpmap:") {
            if let Some((number, name)) = map.split_once(' ')
                && let Ok(number) = number.parse()
            {
                let name = name.split('/').next().unwrap_or_default();
                codecs.entry(name).or_default().push(number);
            }
        }
        let mut group = all(section, "ssrc-group:FID ")
            .next()
            .into_iter()
            .flat_map(str::split_whitespace)
            .filter_map(|word| word.parse().ok());
        let (media, repair_ssrc) = (group.next(), group.next());
        let extension = |uri: &str| {
            all(section, "extmap:").find_map(|value| {
                let (id, name) = value.split_once(' ')?;
                (name.trim() == uri).then(|| id.split('/').next()?.parse().ok())?
            })
        };
        let first = all(section, "ssrc:").find_map(|value| value.split(' ').next()?.parse().ok());
        Self {
            mid: attribute(section, "mid:").unwrap_or_default().to_owned(),
            is_video: section.starts_with("video"),
            ssrc: media.or(first),
            repair_ssrc,
            repairs: codecs.remove("rtx").unwrap_or_default(),
            redundant: codecs.remove("red").unwrap_or_default(),
            transport: extension(TRANSPORT_URI),
            mid_extension: extension(MID_URI),
        }
    }
}

fn all<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = &'t str> {
    text.lines()
        .filter_map(move |line| line.trim().strip_prefix("a=")?.strip_prefix(name))
}

fn attribute<'t>(text: &'t str, name: &'t str) -> Option<&'t str> {
    all(text, name).next().map(str::trim)
}

fn candidate(line: &str) -> Option<SocketAddr> {
    let words: Vec<&str> = line
        .trim()
        .strip_prefix("a=candidate:")?
        .split(' ')
        .collect();
    let [_, component, transport, _, address, port, ..] = words.as_slice() else {
        return None;
    };
    let usable = *component == "1" && transport.eq_ignore_ascii_case("udp");
    let address: SocketAddr = usable.then(|| format!("{address}:{port}").parse().ok())??;
    address.is_ipv4().then_some(address)
}

fn line(text: &mut String, entry: &str) {
    // Writing to a string cannot fail.
    let _ = write!(text, "{entry}\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local() -> Local {
        Local {
            session: 7,
            ice: Credentials {
                name: "name".into(),
                password: "password".into(),
            },
            fingerprint: "AB:CD".into(),
            address: "127.1.2.3:4000".parse().unwrap(),
            setup: "actpass",
        }
    }

    #[test]
    fn an_offer_reads_as_what_was_wished() {
        let camera = Sends {
            ssrcs: vec![5],
            rids: vec!["f", "h", "q"],
        };
        let lines = [
            Wish {
                kind: Kind::Audio,
                sends: None,
            },
            Wish {
                kind: Kind::Video,
                sends: Some(camera),
            },
        ];
        let text = local().offer(&lines);
        assert!(text.contains("a=simulcast:send f;h;q\r\n"));
        let read = Remote::read(&text).unwrap();
        assert_eq!(read.address, Some(local().address));
        assert_eq!(read.ice, local().ice);
        assert_eq!(read.fingerprint, "ab:cd");
        let [sound, picture] = read.lines.as_slice() else {
            panic!("two lines")
        };
        assert!(!sound.is_video && picture.is_video);
        assert_eq!(
            (sound.redundant.clone(), sound.transport),
            (vec![RED], Some(TRANSPORT))
        );
        assert_eq!(
            (picture.repairs.clone(), picture.ssrc),
            (vec![VP8_REPAIR], None)
        );
    }

    #[test]
    fn an_answer_keeps_the_numbers_of_the_offer() {
        let offer = "v=0\r\na=ice-ufrag:u\r\na=ice-pwd:p\r\na=fingerprint:sha-256 AA\r\nm=video 9 UDP/TLS/RTP/SAVPF 101 102\r\n\
                     a=candidate:1 2 udp 1 10.0.0.1 9 typ host\r\na=candidate:1 1 UDP 1 ::1 9 typ host\r\n\
                     a=candidate:1 1 UDP 1 127.1.0.1 9 typ host\r\na=mid:v\r\na=sendonly\r\na=rtpmap:101 VP8/90000\r\n\
                     a=rtpmap:102 rtx/90000\r\na=ssrc-group:FID 1 2\r\na=ssrc:2 cname:x\r\na=ssrc:1 cname:x\r\n";
        let read = Remote::read(offer).unwrap();
        assert_eq!(read.address, Some("127.1.0.1:9".parse().unwrap()));
        assert_eq!(
            (read.lines[0].ssrc, read.lines[0].repair_ssrc),
            (Some(1), Some(2))
        );
        let answer = local().answer(offer);
        assert!(answer.contains("m=video 9 UDP/TLS/RTP/SAVPF 101 102\r\n"));
        assert!(answer.contains("a=recvonly\r\n") && answer.contains("a=rtpmap:101 VP8/90000\r\n"));
        assert!(!answer.contains("ssrc"), "it sends nothing");
    }
}
