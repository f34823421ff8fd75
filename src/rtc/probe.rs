//! A browser's side of a connection in miniature: for the test of sealing at start, and for this module's tests.
//!
//! It offers, checks, shakes hands and decrypts by the engine's own pipeline, and so proves from outside what the
//! server seals. It owns no socket; datagrams are carried by whoever holds it.

use std::net::SocketAddr;
use std::time::Instant;

use bytes::BytesMut;
use rtc::dtls::extension::extension_use_srtp::SrtpProtectionProfile;
use rtc::interceptor::Registry;
use rtc::peer_connection::configuration::media_engine::MediaEngine;
use rtc::peer_connection::configuration::setting_engine::SettingEngineBuilder;
use rtc::peer_connection::event::RTCPeerConnectionEvent;
use rtc::peer_connection::message::{RTCMessage, TaggedRTCMessage};
use rtc::peer_connection::sdp::RTCSessionDescription;
use rtc::peer_connection::state::RTCPeerConnectionState;
use rtc::peer_connection::transport::RTCIceCandidateInit;
use rtc::peer_connection::{RTCPeerConnection, RTCPeerConnectionBuilder};
use rtc::rtp_transceiver::{RTCRtpTransceiverDirection, RTCRtpTransceiverInit};
use rtc::sansio::Protocol;
use rtc::shared::error::Error;
use rtc::shared::{TaggedBytesMut, TransportContext};

use super::codecs;
use crate::relay::Kind;

/// One connection as a browser would have it.
pub(super) struct Probe {
    pub(super) engine: RTCPeerConnection,
    is_up: bool,
}

impl Probe {
    /// Makes a connection and its offer; `wish` adds the lines.
    ///
    /// # Errors
    /// The engine's.
    pub(super) fn offering(
        wish: impl FnOnce(&mut RTCPeerConnection) -> Result<(), Error>,
        media: MediaEngine,
        profile: SrtpProtectionProfile,
        candidate: RTCIceCandidateInit,
        now: Instant,
    ) -> Result<(Self, String), Error> {
        let settings = SettingEngineBuilder::new()
            .with_srtp_protection_profiles(vec![profile])
            .build();
        let mut engine = RTCPeerConnectionBuilder::new()
            .with_media_engine(media)
            .with_interceptor_registry(Registry::new())
            .with_setting_engine(settings)
            .build(now)?;
        wish(&mut engine)?;
        engine.add_local_candidate(candidate)?;
        let offer = engine.create_offer(None)?;
        engine.set_local_description(now, offer)?;
        let text = engine
            .local_description()
            .map(|description| description.sdp)
            .unwrap_or_default();
        Ok((
            Self {
                engine,
                is_up: false,
            },
            text,
        ))
    }

    /// Takes in the answer.
    ///
    /// # Errors
    /// The engine's.
    pub(super) fn accept(&mut self, answer: String, now: Instant) -> Result<(), Error> {
        self.engine
            .set_remote_description(now, RTCSessionDescription::answer(answer)?)
    }

    /// Takes in a datagram.
    pub(super) fn handle(&mut self, transport: TransportContext, datagram: &[u8], now: Instant) {
        let _ = self.engine.handle_read(TaggedBytesMut {
            now,
            transport,
            message: BytesMut::from(datagram),
        });
    }

    /// Lets time pass.
    pub(super) fn tick(&mut self, now: Instant) {
        if self.engine.poll_timeout().is_some_and(|at| at <= now) {
            let _ = self.engine.handle_timeout(now);
        }
    }

    /// The next datagram to send, and to whom.
    pub(super) fn poll(&mut self) -> Option<(TransportContext, BytesMut)> {
        self.engine
            .poll_write()
            .map(|transmit| (transmit.transport, transmit.message))
    }

    /// The next packet that was decrypted.
    pub(super) fn packet(&mut self) -> Option<rtc::rtp::Packet> {
        while let Some(TaggedRTCMessage { message, .. }) = self.engine.poll_read() {
            if let RTCMessage::RtpPacket(_, packet) = message {
                return Some(packet);
            }
        }
        None
    }

    /// Whether the connection stands.
    pub(super) fn is_up(&mut self) -> bool {
        while let Some(event) = self.engine.poll_event() {
            if let RTCPeerConnectionEvent::OnConnectionStateChangeEvent(state) = event {
                self.is_up = state == RTCPeerConnectionState::Connected;
            }
        }
        self.is_up
    }
}

/// Adds a line that receives.
///
/// # Errors
/// The engine's.
pub(super) fn receive(engine: &mut RTCPeerConnection, kind: Kind) -> Result<(), Error> {
    let init = RTCRtpTransceiverInit {
        direction: RTCRtpTransceiverDirection::Recvonly,
        ..Default::default()
    };
    engine
        .add_transceiver_from_kind(codecs::kind_of(kind), Some(init))
        .map(|_| ())
}

/// A transport context between two addresses.
pub(super) fn between(local: SocketAddr, peer: SocketAddr) -> TransportContext {
    TransportContext {
        local_addr: local,
        peer_addr: peer,
        ..Default::default()
    }
}
