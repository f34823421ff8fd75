//! A leg's beginning: offers become an engine and an answer, or a refusal.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rtc::dtls::extension::extension_use_srtp::SrtpProtectionProfile;
use rtc::media_stream::MediaStreamTrack;
use rtc::peer_connection::configuration::RTCConfigurationBuilder;
use rtc::peer_connection::configuration::setting_engine::SettingEngineBuilder;
use rtc::peer_connection::sdp::RTCSessionDescription;
use rtc::peer_connection::transport::RTCDtlsRole;
use rtc::peer_connection::{RTCPeerConnection, RTCPeerConnectionBuilder};
use rtc::rtp_transceiver::rtp_sender::{
    RTCRtpCodingParameters, RTCRtpEncodingParameters, RTCRtpRtxParameters,
};
use rtc::shared::error::Error;

use super::{Ground, Leg, Profile, Sealing, Wanted, Way};
use crate::domain::id::Line;
use crate::foundation::chance;
use crate::relay::{Codec, Kind};
use crate::rtc::codecs;
use crate::rtc::feedback::Notes;
use crate::rtc::ingest::{Ingest, Shared};
use crate::rtc::keys::Keys;
use crate::rtc::lines::{self, Lines, Numbers};
use crate::rtc::negotiation::{Offer, choose};
use crate::rtc::sdp::Description;
use crate::rtc::sorter::name_on;
use crate::venue::ports::{Leg as Direction, NegotiationFault};

impl Leg {
    /// Accepts the first offer of a connection; returns the answer's text too.
    ///
    /// # Errors
    /// When the offer cannot be used.
    pub(in crate::rtc) fn accept(
        ground: &Ground,
        offer: &Offer,
        wanted: &Wanted,
        profile: Profile,
        now: Instant,
    ) -> Result<(Self, String), NegotiationFault> {
        let keys = Arc::new(Keys::new(ground.provider.clone()));
        let name = name_on(ground.shard, &chance::secret());
        let password = chance::secret();
        let notes = Notes::default();
        let sources = match wanted {
            Wanted::Out(_) => Vec::new(),
            Wanted::In(sources) => sources.clone(),
        };
        let ingest = Shared::new(Mutex::new(Ingest::new(&offer.text, sources)));
        let (media, registry) = match wanted {
            Wanted::Out(_) => codecs::receiving(&ground.preference, notes.clone()),
            Wanted::In(_) => codecs::publishing(&ground.preference, &ingest),
        }
        .map_err(failed)?;
        let settings = SettingEngineBuilder::new()
            .with_lite(true)
            .with_answering_dtls_role(RTCDtlsRole::Server)
            .with_crypto_provider(keys.clone())
            .with_srtp_protection_profiles(match profile {
                Profile::Gcm => vec![SrtpProtectionProfile::Srtp_Aead_Aes_128_Gcm],
                Profile::Sha1 => vec![SrtpProtectionProfile::Srtp_Aes128_Cm_Hmac_Sha1_80],
                Profile::Either => vec![
                    SrtpProtectionProfile::Srtp_Aead_Aes_128_Gcm,
                    SrtpProtectionProfile::Srtp_Aes128_Cm_Hmac_Sha1_80,
                ],
            })
            .with_ice_timeouts(Some(DISCONNECTED), Some(FAILED), None)
            .with_ice_credentials(name.clone(), password.clone())
            .build();
        let configuration = RTCConfigurationBuilder::new()
            .with_certificates(vec![ground.certificate.clone()])
            .build();
        let mut engine = RTCPeerConnectionBuilder::new()
            .with_configuration(configuration)
            .with_media_engine(media)
            .with_interceptor_registry(registry)
            .with_setting_engine(settings)
            .build(now)
            .map_err(failed)?;
        let description = RTCSessionDescription::offer(offer.text.clone()).map_err(unusable)?;
        engine
            .set_remote_description(now, description)
            .map_err(unusable)?;
        let numbers = match wanted {
            Wanted::Out(lines) => promise_lines(&mut engine, ground, offer, lines)?,
            Wanted::In(_) => Vec::new(),
        };
        for candidate in ground.announced.candidates() {
            engine.add_local_candidate(candidate).map_err(failed)?;
        }
        let answer = answer(&mut engine, now)?;
        let direction = match wanted {
            Wanted::Out(_) => Direction::Receive,
            Wanted::In(_) => Direction::Send,
        };
        let answer = offer.polish(&answer, direction, &ground.preference);
        let way = match wanted {
            Wanted::Out(lines) => Way::Out {
                lines: Lines::new(&answer, lines, &numbers),
                notes,
            },
            Wanted::In(_) => Way::In { ingest },
        };
        let mut leg = Self {
            engine,
            connection: offer.connection.clone(),
            name,
            password,
            keys,
            profile,
            way,
            sealing: Sealing::Unknown,
            born: now,
            greeted: false,
            ice_since: None,
            heard: now,
            is_up: false,
            over: None,
            next_timeout: None,
            handshake: Duration::from_secs(u64::from(ground.limits.handshake_seconds)),
        };
        leg.settle();
        Ok((leg, answer))
    }

    /// Accepts a further offer of the same connection: an ICE restart. What was promised stays.
    ///
    /// # Errors
    /// When the engine declines; the connection goes on as it was.
    pub(in crate::rtc) fn accept_again(
        &mut self,
        ground: &Ground,
        offer: &Offer,
        now: Instant,
    ) -> Result<String, NegotiationFault> {
        let description = RTCSessionDescription::offer(offer.text.clone()).map_err(unusable)?;
        self.engine
            .set_remote_description(now, description)
            .map_err(unusable)?;
        for candidate in ground.announced.candidates() {
            self.engine.add_local_candidate(candidate).map_err(failed)?;
        }
        let answer = answer(&mut self.engine, now)?;
        let direction = match &self.way {
            Way::Out { .. } => Direction::Receive,
            Way::In { ingest } => {
                let mut ingest = ingest.lock().unwrap_or_else(PoisonError::into_inner);
                ingest.read(&offer.text);
                Direction::Send
            }
        };
        self.heard = now;
        self.settle();
        Ok(offer.polish(&answer, direction, &ground.preference))
    }
}

/// One track per line, in the codec the page can decode; which codec really flows is decided per packet.
fn promise_lines(
    engine: &mut RTCPeerConnection,
    ground: &Ground,
    offer: &Offer,
    wanted: &[Line],
) -> Result<Vec<Numbers>, NegotiationFault> {
    let description = Description::parse(&offer.text);
    let mut numbers = Vec::with_capacity(wanted.len());
    let mut draw = SsrcDraw::new();
    for (place, (section, line)) in description.media.iter().zip(wanted).enumerate() {
        let kind = lines::kind(*line);
        let codec = match kind {
            Kind::Audio => choose(section, &[Codec::Opus]),
            Kind::Video => choose(section, &ground.preference),
        };
        let codec = codec.ok_or_else(|| {
            NegotiationFault::Refused("an m-line has no codec in common with the server".to_owned())
        })?;
        let number = Numbers {
            media: draw.next(),
            repair: (kind == Kind::Video).then(|| draw.next()),
        };
        let encoding = RTCRtpEncodingParameters {
            rtp_coding_parameters: RTCRtpCodingParameters {
                ssrc: Some(number.media),
                rtx: number.repair.map(|ssrc| RTCRtpRtxParameters { ssrc }),
                ..Default::default()
            },
            codec: codecs::describe(codec.codec),
            ..Default::default()
        };
        let track = format!("line{place}");
        let stream = if is_in_step(*line, wanted) {
            "floor"
        } else {
            track.as_str()
        };
        engine
            .add_track(MediaStreamTrack::new(
                stream.to_owned(),
                track.clone(),
                track,
                codecs::kind_of(kind),
                vec![encoding],
            ))
            .map_err(unusable)?;
        numbers.push(number);
    }
    Ok(numbers)
}

/// Whether a line is played in step with the others of the stage. A browser holds the sound of a stream back until its
/// picture is there: right for the stage and its floor. A channel waits for no picture, and nor does an interpreter's
/// source: what she hears late she says late.
fn is_in_step(line: Line, lines: &[Line]) -> bool {
    let works = lines.contains(&Line::PartnerSound(0));
    !works && matches!(line, Line::Stage | Line::Floor | Line::Sound)
}

/// Draws SSRCs that differ from each other.
struct SsrcDraw {
    base: u32,
}

impl SsrcDraw {
    fn new() -> Self {
        Self {
            base: u32::from_be_bytes(chance::bytes()),
        }
    }

    fn next(&mut self) -> u32 {
        self.base = self.base.wrapping_add(SSRC_STEP).max(1);
        self.base
    }
}

fn answer(engine: &mut RTCPeerConnection, now: Instant) -> Result<String, NegotiationFault> {
    let answer = engine.create_answer(None).map_err(unusable)?;
    engine
        .set_local_description(now, answer)
        .map_err(unusable)?;
    engine
        .local_description()
        .map(|description| description.sdp)
        .ok_or(NegotiationFault::Failed)
}

/// The engine's refusal of an offer; its words are about the offer and hold no secret.
#[expect(clippy::needless_pass_by_value, reason = "it is a `map_err` function")]
fn unusable(error: Error) -> NegotiationFault {
    NegotiationFault::Refused(format!("the offer cannot be used: {error}"))
}

#[expect(clippy::needless_pass_by_value, reason = "it is a `map_err` function")]
fn failed(error: Error) -> NegotiationFault {
    tracing::warn!(%error, "the media engine could not make a connection");
    NegotiationFault::Failed
}

/// An odd number, so that the walk through all SSRCs is long.
const SSRC_STEP: u32 = 0x9e37_79b1;
/// Firefox checks every 4 to 7 s: two missed checks are no loss.
const DISCONNECTED: Duration = Duration::from_secs(12);
const FAILED: Duration = Duration::from_secs(20);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::role::Role;
    use crate::venue::ports::receive_lines;

    #[test]
    fn the_floor_is_in_step_with_the_stage_but_never_a_channel_and_nothing_of_an_interpreter() {
        let in_step = |role: Role| {
            let lines = receive_lines(role);
            let found = lines.iter().filter(|line| is_in_step(**line, &lines));
            found.copied().collect::<Vec<_>>()
        };
        let stage = [Line::Stage, Line::Floor, Line::Floor, Line::Floor];
        assert_eq!(in_step(Role::Attendee), stage);
        assert_eq!(in_step(Role::Speaker), stage);
        assert_eq!(in_step(Role::Interpreter), []);
        let player = [Line::Sound, Line::Stage];
        assert!(player.iter().all(|line| is_in_step(*line, &player)));
    }
}
