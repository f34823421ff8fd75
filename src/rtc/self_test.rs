//! One sealed packet between two connections in this process, at start.
//!
//! Our own sealing rests on a detail of the engine: where its key derivation asks for a block cipher. If a packet of
//! ours is not what the engine decrypts, the slower pipeline serves, and nobody hears noise.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};

use bytes::Bytes;
use rtc::dtls::extension::extension_use_srtp::SrtpProtectionProfile;

use super::codecs;
use super::doors::ShardId;
use super::feedback::Notes;
use super::gate::{Path, Transport};
use super::ice::Announced;
use super::leg::{Ground, Happened, Leg, Profile, Wanted};
use super::negotiation::Offer;
use super::probe::{self, Probe, between};
use crate::domain::id::{Line, PeerId};
use crate::relay::{Kind, LineOut, OutKind, Patch};
use crate::venue::ports::{Client, Leg as Direction};

/// Whether a packet sealed by us is decrypted by the engine.
pub(super) fn sealing_works(ground: &Ground, now: Instant) -> bool {
    match attempt(ground, now) {
        Ok(works) => works,
        Err(error) => {
            tracing::error!(%error, "the test of sealing could not be made");
            false
        }
    }
}

fn attempt(ground: &Ground, start: Instant) -> Result<bool, String> {
    let ground = Ground {
        provider: ground.provider.clone(),
        certificate: ground.certificate.clone(),
        announced: Announced::new(vec![SERVER.ip()], Some(SERVER.port()), None),
        preference: ground.preference.clone(),
        limits: ground.limits.clone(),
        may_seal: true,
        shard: ShardId::default(),
    };
    let text = |error: &dyn std::fmt::Display| error.to_string();
    let (media, _) =
        codecs::receiving(&ground.preference, Notes::default()).map_err(|error| text(&error))?;
    let candidate = Announced::new(vec![PAGE.ip()], Some(PAGE.port()), None)
        .candidates()
        .into_iter()
        .next()
        .ok_or("no candidate")?;
    let (mut page, offer) = Probe::offering(
        |engine| probe::receive(engine, Kind::Audio),
        media,
        SrtpProtectionProfile::Srtp_Aead_Aes_128_Gcm,
        candidate,
        start,
    )
    .map_err(|error| text(&error))?;
    let offer = Offer::examine(
        &offer,
        Client::Page,
        Direction::Receive,
        &[Kind::Audio],
        &ground.limits,
    )
    .map_err(|error| text(&error))?;
    let (mut leg, answer) = Leg::accept(
        &ground,
        &offer,
        &Wanted::Out(vec![Line::Channel]),
        Profile::Gcm,
        start,
    )
    .map_err(|error| text(&error))?;
    page.accept(answer, start).map_err(|error| text(&error))?;

    let path = Path {
        transport: Transport::Udp,
        local: SERVER.ip(),
        remote: PAGE,
    };
    let mut now = start;
    let mut is_up = false;
    for _ in 0..STEPS {
        now = now.checked_add(STEP).ok_or("no time")?;
        page.tick(now);
        leg.handle_timeout(now);
        while let Some((_, datagram)) = page.poll() {
            leg.handle_datagram(&path, SERVER, &datagram, now);
        }
        while let Some(happened) = leg.poll_happened(&ground, now) {
            match happened {
                Happened::Up => is_up = true,
                Happened::Over(_) => return Ok(false),
            }
        }
        while let Some(transmit) = leg.poll_transmit() {
            page.handle(between(PAGE, SERVER), &transmit.datagram, now);
        }
        // The engine starts its side of the handshake while its events are polled.
        let page_is_up = page.is_up();
        if is_up && page_is_up {
            return Ok(decrypts(&mut leg, &mut page, now));
        }
    }
    Err("the handshake did not finish".to_owned())
}

fn decrypts(leg: &mut Leg, page: &mut Probe, now: Instant) -> bool {
    let Some(line) = leg.lines().into_iter().next() else {
        return false;
    };
    let Some(number) = line.payload_types.first() else {
        return false;
    };
    let out = LineOut {
        peer: PeerId(0),
        mid_index: line.mid_index,
        ssrc: line.ssrc,
        payload_type: number.number,
        index: 1,
        timestamp: 960,
        marker: false,
        kind: OutKind::Media,
        payload: Bytes::from_static(PAYLOAD),
        patch: Patch::default(),
    };
    let mut packet = Vec::new();
    if leg.write(&out, &mut packet, 0, now).is_err() {
        return false;
    }
    page.handle(between(PAGE, SERVER), &packet, now);
    page.packet()
        .is_some_and(|packet| packet.payload.as_ref() == PAYLOAD)
}

/// Addresses that are only names here; nothing is sent.
const SERVER: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)), 4_000);
const PAGE: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 2)), 5_000);
const PAYLOAD: &[u8] = b"heard as it was said";
const STEP: Duration = Duration::from_millis(10);
/// Five seconds of the connections' own time.
const STEPS: u32 = 500;

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use rtc::crypto::providers::RingProvider;

    use super::*;
    use crate::config::limits::Limits;
    use crate::foundation::clock::Clock;
    use crate::relay::Codec;

    #[test]
    fn what_we_seal_the_engine_decrypts() {
        let provider: Arc<dyn rtc::crypto::RTCCryptoProvider> = Arc::new(RingProvider::new());
        let certificate = super::super::engine::certificate(provider.as_ref()).unwrap();
        let ground = Ground {
            provider,
            certificate,
            announced: Announced::new(Vec::new(), None, None),
            preference: vec![Codec::H264],
            limits: Limits::default(),
            may_seal: true,
            shard: ShardId::default(),
        };
        assert_eq!(attempt(&ground, Clock::wall().instant()), Ok(true));
    }
}
