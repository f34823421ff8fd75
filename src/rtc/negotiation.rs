//! Offers and answers: what of an offer is acceptable, and the few edits an answer needs.
//!
//! Everything is decided on the text, before and after the engine; the engine accepts much that cannot work. A page
//! offers both legs, with fixed lines in a fixed order. No data channels: `m=application` is refused without
//! negotiating it, because a peer could end the process through SCTP.

use std::collections::HashSet;
use std::fmt::Write;

use super::sdp::{Description, Payload, Section};
use crate::config::limits::Limits;
use crate::relay::{Codec, Kind};
use crate::venue::ports::{Client, Leg, NegotiationFault};

/// An offer that was found acceptable.
#[derive(Clone, Debug)]
pub(super) struct Offer {
    /// What the engine gets: without the page's candidates, without data channels.
    pub(super) text: String,
    /// Names the page's connection: the same in an offer that renegotiates or restarts it.
    pub(super) connection: String,
    /// Data channel sections, by their place among all m-lines.
    refused: Vec<(usize, String)>,
}

impl Offer {
    /// Examines `text` for a leg that must have lines of these `kinds`.
    ///
    /// # Errors
    /// A sentence that says which part cannot be used.
    pub(super) fn examine(
        text: &str,
        client: Client,
        leg: Leg,
        kinds: &[Kind],
        limits: &Limits,
    ) -> Result<Self, NegotiationFault> {
        within(text, limits)?;
        let description = Description::parse(text);
        if !text.starts_with("v=0") {
            return Err(refused("the offer is not a session description"));
        }
        let bundle = description.bundle();
        let mut mids = HashSet::new();
        let mut fingerprints = HashSet::new();
        let mut data_channels = Vec::new();
        let mut offered = Vec::new();
        for (index, section) in description.media.iter().enumerate() {
            let mid = section.attribute("mid").unwrap_or_default();
            if mid.is_empty() || mid.len() > MOST_MID || !mids.insert(mid) {
                return Err(refused("every m-line needs a mid of its own"));
            }
            if section.kind() == "application" {
                data_channels.push((index, mid.to_owned()));
                continue;
            }
            fingerprints.extend(examine_section(
                &description,
                section,
                (client, leg),
                &bundle,
                mid,
            )?);
            offered.push(section);
        }
        if fingerprints.len() > 1 {
            return Err(refused("all m-lines must have the same fingerprint"));
        }
        examine_kinds(&offered, kinds)?;
        let connection = match (description.origin(), fingerprints.into_iter().next()) {
            (Some(origin), Some(fingerprint)) => format!("{} {fingerprint}", origin.name()),
            _ => return Err(refused("the offer names no connection")),
        };
        Ok(Self {
            text: for_engine(&description, leg),
            connection,
            refused: data_channels,
        })
    }

    /// The engine's answer as the page gets it.
    pub(super) fn polish(&self, answer: &str, leg: Leg, preference: &[Codec]) -> String {
        let description = Description::parse(answer);
        let mut text = String::with_capacity(answer.len().saturating_add(512));
        line(&mut text, &description.session.lines);
        let mut sections = description.media.iter();
        let all = description.media.len().saturating_add(self.refused.len());
        for index in 0..all {
            match self.refused.iter().find(|(place, _)| *place == index) {
                Some((_, mid)) => refuse_data_channel(&mut text, mid),
                None => {
                    let Some(section) = sections.next() else {
                        break;
                    };
                    match leg {
                        Leg::Receive => line(&mut text, &section.lines),
                        Leg::Send => polish_section(&mut text, section, preference),
                    }
                }
            }
        }
        text
    }
}

/// The codec to promise on each video line: the first of `preference` that the page offers there (Firefox may lack
/// H.264, and one line of a codec it lacks would fail the whole leg).
pub(super) fn choose(section: &Section<'_>, preference: &[Codec]) -> Option<Payload> {
    let offered = section.codecs();
    preference.iter().find_map(|wanted| {
        offered
            .iter()
            .find(|payload| {
                payload.codec == *wanted
                    && (payload.codec != Codec::H264 || payload.constrained_baseline)
            })
            .copied()
    })
}

fn within(text: &str, limits: &Limits) -> Result<(), NegotiationFault> {
    let too_long = text.len() > limits.sdp_bytes
        || text.lines().count() > limits.sdp_lines
        || text.lines().filter(|line| line.starts_with("m=")).count() > limits.sdp_media
        || text
            .lines()
            .filter(|line| line.starts_with("a=candidate:"))
            .filter(|line| !is_unreachable(line))
            .count()
            > limits.sdp_candidates.saturating_mul(MOST_REPEATED);
    if too_long {
        return Err(refused("the offer is too long"));
    }
    let distinct: HashSet<&str> = text
        .lines()
        .filter(|line| line.starts_with("a=candidate:") && !is_unreachable(line))
        .collect();
    if distinct.len() > limits.sdp_candidates {
        return Err(refused("the offer has too many candidates"));
    }
    Ok(())
}

/// Names that only the page's own network can resolve, and ports that nobody listens on.
fn is_unreachable(candidate: &str) -> bool {
    candidate.contains(".local ") || candidate.contains("tcptype active")
}

fn examine_section(
    description: &Description<'_>,
    section: &Section<'_>,
    (client, leg): (Client, Leg),
    bundle: &[&str],
    mid: &str,
) -> Result<Option<String>, NegotiationFault> {
    if !bundle.contains(&mid) {
        return Err(refused("all m-lines must share one transport (BUNDLE)"));
    }
    // A bundle-only line may leave to the first line what concerns the transport they share (RFC 8843).
    let shares = section.has("bundle-only");
    if !shares && !section.has("rtcp-mux") {
        return Err(refused("every m-line needs rtcp-mux"));
    }
    // Without a word about it a line goes both ways (RFC 8866), which is more than a device needs and no harm.
    let both = client != Client::Page
        && !["recvonly", "sendonly", "inactive"]
            .iter()
            .any(|other| section.has(other));
    let wanted = match leg {
        Leg::Receive => "recvonly",
        Leg::Send => "sendonly",
    };
    if !both && !section.has(wanted) {
        return Err(refused(match leg {
            Leg::Receive => "a receive leg has recvonly lines only",
            Leg::Send => "a send leg has sendonly lines only",
        }));
    }
    if section.codecs().is_empty() {
        return Err(refused("an m-line has no codec in common with the server"));
    }
    for name in ["ice-ufrag", "ice-pwd"] {
        if !shares
            && description
                .inherited(section, name)
                .is_none_or(str::is_empty)
        {
            return Err(refused("the offer has no ICE credentials"));
        }
    }
    match description.inherited(section, "fingerprint") {
        Some(fingerprint) if fingerprint.to_ascii_lowercase().starts_with("sha-256 ") => {
            Ok(Some(fingerprint.to_ascii_lowercase()))
        }
        Some(_) => Err(refused("the fingerprint must be sha-256")),
        None if shares => Ok(None),
        None => Err(refused("the offer has no fingerprint")),
    }
}

fn examine_kinds(offered: &[&Section<'_>], kinds: &[Kind]) -> Result<(), NegotiationFault> {
    let matches = offered.len() == kinds.len()
        && offered.iter().zip(kinds).all(|(section, kind)| {
            section.kind()
                == match kind {
                    Kind::Audio => "audio",
                    Kind::Video => "video",
                }
        });
    if matches {
        return Ok(());
    }
    let wanted: Vec<&str> = kinds
        .iter()
        .map(|kind| match kind {
            Kind::Audio => "audio",
            Kind::Video => "video",
        })
        .collect();
    Err(refused(&format!(
        "this leg has the lines {}",
        wanted.join(", ")
    )))
}

fn for_engine(description: &Description<'_>, leg: Leg) -> String {
    let mut text = String::new();
    for entry in &description.session.lines {
        if entry.starts_with("a=group:BUNDLE") {
            let kept: Vec<&str> = description
                .media
                .iter()
                .filter(|section| section.kind() != "application")
                .filter_map(|section| section.attribute("mid"))
                .collect();
            line(&mut text, &[&format!("a=group:BUNDLE {}", kept.join(" "))]);
        } else {
            line(&mut text, &[entry]);
        }
    }
    for section in &description.media {
        if section.kind() == "application" {
            continue;
        }
        for entry in &section.lines {
            // ICE-lite contacts nobody, so where the page thinks it is does not matter.
            let is_direction = *entry == "a=sendrecv";
            if !entry.starts_with("a=candidate:")
                && *entry != "a=end-of-candidates"
                && !is_direction
            {
                line(&mut text, &[entry]);
            }
        }
        if !section.has("recvonly") && !section.has("sendonly") {
            line(
                &mut text,
                &[match leg {
                    Leg::Receive => "a=recvonly",
                    Leg::Send => "a=sendonly",
                }],
            );
        }
    }
    text
}

/// Sound in speech quality for interpreting, and what is wanted most first, for a page sends the first one it reads: the
/// stage's codec, and sound in its redundant form. What one microphone loses on its way here is lost for everybody, and is
/// sound too late to be asked for again.
fn polish_section(text: &mut String, section: &Section<'_>, preference: &[Codec]) {
    let codecs = section.codecs();
    let opus = codecs
        .iter()
        .find(|payload| payload.codec == Codec::Opus)
        .map(|payload| payload.number);
    for entry in &section.lines {
        if entry.starts_with("m=") {
            line(text, &[&reorder(entry, section, preference)]);
            continue;
        }
        let describes_opus = opus.is_some_and(|number| {
            entry
                .strip_prefix("a=fmtp:")
                .and_then(|rest| rest.strip_prefix(&number.to_string()))
                .is_some_and(|rest| rest.starts_with(' '))
        });
        if describes_opus {
            continue;
        }
        line(text, &[entry]);
        let maps_opus =
            opus.is_some_and(|number| entry.starts_with(&format!("a=rtpmap:{number} ")));
        if maps_opus && let Some(number) = opus {
            line(text, &[&format!("a=fmtp:{number} {OPUS}")]);
        }
    }
}

fn reorder(head: &str, section: &Section<'_>, preference: &[Codec]) -> String {
    let mut first: Vec<u8> = Vec::new();
    let codecs = section.codecs();
    for wanted in [Codec::Opus].iter().chain(preference) {
        for payload in codecs.iter().filter(|payload| payload.codec == *wanted) {
            first.extend(payload.redundant);
            first.push(payload.number);
            first.extend(payload.repair);
        }
    }
    let others: Vec<u8> = section
        .payload_types()
        .filter(|number| !first.contains(number))
        .collect();
    let mut words: Vec<String> = head.split_whitespace().take(3).map(str::to_owned).collect();
    words.extend(
        first
            .into_iter()
            .chain(others)
            .map(|number| number.to_string()),
    );
    words.join(" ")
}

fn refuse_data_channel(text: &mut String, mid: &str) {
    line(
        text,
        &[
            "m=application 0 UDP/DTLS/SCTP webrtc-datachannel",
            "c=IN IP4 0.0.0.0",
            "a=inactive",
            &format!("a=mid:{mid}"),
        ],
    );
}

fn line(text: &mut String, lines: &[&str]) {
    for entry in lines {
        // Writing to a string cannot fail.
        let _ = write!(text, "{entry}\r\n");
    }
}

fn refused(why: &str) -> NegotiationFault {
    NegotiationFault::Refused(why.to_owned())
}

/// No DTX: an open microphone sends 50 packets a second, by which we know that it is open.
const OPUS: &str = "minptime=10;useinbandfec=1;maxaveragebitrate=64000";
/// A mid is written into every packet's header.
const MOST_MID: usize = 16;
/// Without BUNDLE-only lines a page repeats its candidates on each m-line.
const MOST_REPEATED: usize = 24;

#[cfg(test)]
mod tests;
