//! What the engine is told to understand: codecs, header extensions, interceptors. One set per kind of leg.

use rtc::interceptor::{Registry, Slot};
use rtc::peer_connection::configuration::interceptor_registry::{
    configure_rtcp_reports, configure_twcc_receiver_only,
};
use rtc::peer_connection::configuration::media_engine::{
    MIME_TYPE_AV1, MIME_TYPE_H264, MIME_TYPE_OPUS, MIME_TYPE_RTX, MIME_TYPE_VP8, MIME_TYPE_VP9,
    MediaEngine,
};
use rtc::rtp_transceiver::rtp_sender::{
    RTCPFeedback, RTCRtpCodec, RTCRtpCodecParameters, RTCRtpHeaderExtensionCapability, RtpCodecKind,
};
use rtc::shared::error::Error;

use super::feedback::{Notes, Tap};
use super::ingest::{LEVEL, MID, Mender, REPAIRED_RID, RID, Shared, Sink, TRANSPORT_CC};
use crate::relay::{Codec, Kind};

/// Codecs and interceptors of a receive leg: the engine neither repairs nor reports there, it only listens.
pub(super) fn receiving(
    preference: &[Codec],
    notes: Notes,
) -> Result<(MediaEngine, Registry), Error> {
    let mut media = codecs(preference)?;
    for kind in [RtpCodecKind::Audio, RtpCodecKind::Video] {
        extension(&mut media, MID, kind)?;
        extension(&mut media, TRANSPORT_CC, kind)?;
    }
    let registry = Registry::new().with(Slot::from(AT_THE_WIRE), Tap::new(notes));
    Ok((media, registry))
}

/// Codecs and interceptors of a send leg: the engine reports arrivals, RTX is undone before that.
pub(super) fn publishing(
    preference: &[Codec],
    ingest: &Shared,
) -> Result<(MediaEngine, Registry), Error> {
    let mut media = codecs(preference)?;
    for uri in [MID, RID, REPAIRED_RID, TRANSPORT_CC] {
        extension(&mut media, uri, RtpCodecKind::Video)?;
    }
    for uri in [MID, TRANSPORT_CC, LEVEL] {
        extension(&mut media, uri, RtpCodecKind::Audio)?;
    }
    let registry = configure_twcc_receiver_only(Registry::new(), &mut media)?;
    let registry = configure_rtcp_reports(registry)
        .with(Slot::from(AT_THE_WIRE), Mender::new(ingest.clone()))
        .with(Slot::from(BEHIND_ALL), Sink::new(ingest.clone()));
    Ok((media, registry))
}

/// One codec as the engine names it.
pub(super) fn describe(codec: Codec) -> RTCRtpCodec {
    let (mime, parameters) = match codec {
        Codec::Opus => (MIME_TYPE_OPUS, "minptime=10;useinbandfec=1"),
        Codec::H264 => (
            MIME_TYPE_H264,
            "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
        ),
        Codec::Vp8 => (MIME_TYPE_VP8, ""),
        Codec::Vp9 => (MIME_TYPE_VP9, "profile-id=0"),
        Codec::Av1 => (MIME_TYPE_AV1, "profile=0"),
    };
    let (clock_rate, channels, feedback) = match codec.kind() {
        Kind::Audio => (48_000, 2, &[("transport-cc", "")][..]),
        Kind::Video => (
            90_000,
            0,
            &[
                ("ccm", "fir"),
                ("nack", ""),
                ("nack", "pli"),
                ("transport-cc", ""),
            ][..],
        ),
    };
    RTCRtpCodec {
        mime_type: mime.to_owned(),
        clock_rate,
        channels,
        sdp_fmtp_line: parameters.to_owned(),
        rtcp_feedback: feedback
            .iter()
            .map(|(kind, parameter)| RTCPFeedback {
                typ: (*kind).to_owned(),
                parameter: (*parameter).to_owned(),
            })
            .collect(),
    }
}

/// The engine's word for sound or picture.
pub(super) fn kind_of(kind: Kind) -> RtpCodecKind {
    match kind {
        Kind::Audio => RtpCodecKind::Audio,
        Kind::Video => RtpCodecKind::Video,
    }
}

/// An answer uses the offer's numbers; these only tell the codecs apart.
fn codecs(preference: &[Codec]) -> Result<MediaEngine, Error> {
    let mut media = MediaEngine::default();
    let opus = RTCRtpCodecParameters {
        rtp_codec: describe(Codec::Opus),
        payload_type: 111,
    };
    media.register_codec(opus, RtpCodecKind::Audio)?;
    let red = RTCRtpCodecParameters {
        rtp_codec: RTCRtpCodec {
            mime_type: "audio/red".to_owned(),
            clock_rate: 48_000,
            channels: 2,
            sdp_fmtp_line: "111/111".to_owned(),
            rtcp_feedback: Vec::new(),
        },
        payload_type: 63,
    };
    media.register_codec(red, RtpCodecKind::Audio)?;
    let numbers = [(96, 97), (98, 99), (100, 101), (102, 103)];
    for (codec, (number, repair)) in preference.iter().zip(numbers) {
        let primary = RTCRtpCodecParameters {
            rtp_codec: describe(*codec),
            payload_type: number,
        };
        media.register_codec(primary, RtpCodecKind::Video)?;
        let rtx = RTCRtpCodecParameters {
            rtp_codec: RTCRtpCodec {
                mime_type: MIME_TYPE_RTX.to_owned(),
                clock_rate: 90_000,
                channels: 0,
                sdp_fmtp_line: format!("apt={number}"),
                rtcp_feedback: Vec::new(),
            },
            payload_type: repair,
        };
        media.register_codec(rtx, RtpCodecKind::Video)?;
    }
    Ok(media)
}

fn extension(media: &mut MediaEngine, uri: &str, kind: RtpCodecKind) -> Result<(), Error> {
    let capability = RTCRtpHeaderExtensionCapability {
        uri: uri.to_owned(),
    };
    media.register_header_extension(capability, kind, None)
}

/// Before everything that counts losses and arrivals.
const AT_THE_WIRE: usize = 500;
/// Behind everything the engine does with a packet.
const BEHIND_ALL: usize = 14_000;
