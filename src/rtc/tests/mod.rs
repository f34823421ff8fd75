//! Stories of this module over real sockets on loopback: pages without a browser, the whole packet path.

mod hand_over;
mod page;
mod redundancy;
mod restarts;
mod shards;
mod timing;
mod turnstile;

use std::net::UdpSocket;
use std::time::Duration;

use page::{GCM, Page, SHA1, Server, track, until};

pub(super) use turnstile::Turnstile;

use super::gate::Transport;
use crate::domain::id::{Line, PeerId, Source};
use crate::domain::role::Role;
use crate::venue::ports::{Leg, Media, MediaReport, NegotiationFault};

const VOICE: &[u8] = b"\xf8 a voice, twenty milliseconds of it";
/// A VP8 descriptor without extensions, and a key frame's first bytes.
const FACE: &[u8] = b"\x10\x00\x00\x00\x9d\x01\x2a a face";

const SPEAKER: u64 = 1;
const LISTENER: u64 = 2;

fn speaker(server: &Server, transport: Transport) -> Page {
    server.attach(SPEAKER, Role::Speaker);
    server.page(SPEAKER, Leg::Send, Role::Speaker, transport, GCM)
}

fn listener(server: &Server, transport: Transport) -> Page {
    server.attach(LISTENER, Role::Attendee);
    server.page(LISTENER, Leg::Receive, Role::Attendee, transport, GCM)
}

/// Lets the speaker speak and show her face until the listener has both.
fn talk(server: &mut Server, speaker: &mut Page, listener: &mut Page) {
    server.route(
        track(SPEAKER, Source::Microphone),
        &[(LISTENER, Line::Channel)],
    );
    server.route(track(SPEAKER, Source::Camera), &[(LISTENER, Line::Stage)]);
    let mut next = None;
    until(server, &mut [speaker, listener], |_, pages, now| {
        if pages.iter_mut().all(|page| page.probe.is_up()) && next.is_none_or(|next| next <= now) {
            next = Some(now + Duration::from_millis(20));
            pages[0].say(Source::Microphone, VOICE, now);
            pages[0].say(Source::Camera, FACE, now);
        }
        pages[1].has_heard(VOICE) && pages[1].has_heard(FACE)
    });
}

#[test]
fn a_voice_and_a_face_reach_a_listener() {
    let mut server = Server::start();
    let mut speaker = speaker(&server, Transport::Udp);
    let mut listener = listener(&server, Transport::Udp);
    talk(&mut server, &mut speaker, &mut listener);
    for report in [
        MediaReport::TrackOpened {
            track: track(SPEAKER, Source::Microphone),
            codec: "opus".to_owned(),
        },
        MediaReport::TrackOpened {
            track: track(SPEAKER, Source::Camera),
            codec: "vp8".to_owned(),
        },
        MediaReport::Connected {
            peer: PeerId(SPEAKER),
            leg: Leg::Send,
        },
        MediaReport::Connected {
            peer: PeerId(LISTENER),
            leg: Leg::Receive,
        },
        MediaReport::Acknowledged {
            track: track(SPEAKER, Source::Microphone),
            generation: 1,
        },
    ] {
        assert!(server.has_told(&report), "{report:?} in {:?}", server.told);
    }
    assert!(
        !server
            .told
            .iter()
            .any(|report| matches!(report, MediaReport::Lost { .. }))
    );
    assert!(server.counts("peers{transport=\"udp\"} 2"));
    assert!(server.counts("plain_legs_total 0"));
}

#[test]
fn without_udp_everything_goes_by_tcp() {
    let mut server = Server::start();
    let mut speaker = speaker(&server, Transport::Tcp);
    let mut listener = listener(&server, Transport::Tcp);
    talk(&mut server, &mut speaker, &mut listener);
    assert!(server.counts("peers{transport=\"tcp\"} 2"));
}

#[test]
fn a_withdrawn_audience_receives_nothing_more() {
    let mut server = Server::start();
    let mut speaker = speaker(&server, Transport::Udp);
    let mut listener = listener(&server, Transport::Udp);
    talk(&mut server, &mut speaker, &mut listener);
    let generation = server.route(track(SPEAKER, Source::Microphone), &[]);
    let acknowledged = MediaReport::Acknowledged {
        track: track(SPEAKER, Source::Microphone),
        generation,
    };
    until(&mut server, &mut [&mut listener], |server, _, _| {
        server.has_told(&acknowledged)
    });
    listener.heard.clear();
    let last: &[u8] = b"\x10\x00\x00\x00\x9d\x01\x2a the last face";
    let mut next = None;
    until(
        &mut server,
        &mut [&mut speaker, &mut listener],
        |_, pages, now| {
            if next.is_none_or(|next| next <= now) {
                next = Some(now + Duration::from_millis(20));
                pages[0].say(Source::Microphone, VOICE, now);
                pages[0].say(Source::Camera, last, now);
            }
            pages[1].has_heard(last)
        },
    );
    assert!(
        !listener.has_heard(VOICE),
        "the picture goes on, the voice does not"
    );
}

#[test]
fn a_stalled_thread_forwards_nothing_of_what_was_withdrawn_meanwhile() {
    let mut server = Server::with_threads(1);
    let mut speaker = speaker(&server, Transport::Udp);
    let mut listener = listener(&server, Transport::Udp);
    talk(&mut server, &mut speaker, &mut listener);
    let off_stage: &[u8] = b"\xf8 said while the thread stood still";
    let before = sounds_in(&server);
    let now = server.clock.instant();
    // It stands at the head of its loop, with nothing left to read, while packets come; and again between the poll that
    // tells of them and the first of them: an order that comes now is followed before any.
    let engine = server.engine.clone();
    let turnstile = &engine.inbox(0).turnstile;
    turnstile.stop_after(5);
    for _ in 0..20 {
        speaker.say(Source::Microphone, off_stage, now);
        speaker.pump(now);
    }
    turnstile.stop_after(2);
    server.route(track(SPEAKER, Source::Microphone), &[]);
    turnstile.open();
    until(
        &mut server,
        &mut [&mut speaker, &mut listener],
        |server, _, _| sounds_in(server) >= before + 20,
    );
    let last: &[u8] = b"\x10\x00\x00\x00\x9d\x01\x2a the last face";
    let mut next = None;
    until(
        &mut server,
        &mut [&mut speaker, &mut listener],
        |_, pages, now| {
            if next.is_none_or(|next| next <= now) {
                next = Some(now + Duration::from_millis(20));
                pages[0].say(Source::Camera, last, now);
            }
            pages[1].has_heard(last)
        },
    );
    assert!(
        !listener.has_heard(off_stage),
        "the queue of a stalled thread leaked"
    );
}

/// Packets of sound that have arrived at the server.
fn sounds_in(server: &Server) -> u64 {
    let text = server.metrics.render();
    let name = "roadshow_relay_packets_total{direction=\"in\",kind=\"audio\"} ";
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|count| count.parse().ok()).unwrap_or(0)
}

#[test]
fn blind_datagrams_before_the_handshake_do_not_deny_it() {
    let mut server = Server::start();
    let attacker = UdpSocket::bind("127.0.0.1:0").unwrap();
    let mut speaker = speaker(&server, Transport::Udp);
    let mut listener = listener(&server, Transport::Udp);
    for page in [&mut speaker, &mut listener] {
        page.is_held = true;
    }
    // Checks pass, so that a pair is selected; then the attack, then the honest handshake.
    until(
        &mut server,
        &mut [&mut speaker, &mut listener],
        |server, pages, now| {
            let _ = (server, now);
            pages.iter_mut().all(|page| page.has_selected())
        },
    );
    for attack in attacks() {
        attacker.send_to(&attack, server.udp).unwrap();
    }
    let strangers = format!(
        "gate_dropped_total{{reason=\"stranger\"}} {}",
        attacks().len()
    );
    until(&mut server, &mut [], |server, _, _| {
        server.counts(&strangers)
    });
    for page in [&mut speaker, &mut listener] {
        page.is_held = false;
    }
    talk(&mut server, &mut speaker, &mut listener);
}

/// The four datagrams that each denied a session for good before there was a gate.
fn attacks() -> Vec<Vec<u8>> {
    let record = |kind: u8, body: &[u8]| {
        let mut record = vec![kind, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 0];
        record.extend(u16::try_from(body.len()).unwrap().to_be_bytes());
        record.extend_from_slice(body);
        record
    };
    let mut hello = vec![1, 0, 0, 42, 0, 0, 0, 0, 0, 0, 0, 42, 0xfe, 0xfd];
    hello.extend([7; 32]);
    hello.extend([0, 0, 0, 2, 0, 0, 1, 0]);
    vec![
        record(22, &hello),
        record(21, &[1, 0]),
        record(22, &[14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        record(22, &[11, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0]),
    ]
}

#[test]
fn a_page_without_the_newer_protection_hears_sound() {
    let mut server = Server::start();
    let mut speaker = speaker(&server, Transport::Udp);
    server.attach(LISTENER, Role::Attendee);
    let mut first = server.page(LISTENER, Leg::Receive, Role::Attendee, Transport::Udp, SHA1);
    let lost = MediaReport::Lost {
        peer: PeerId(LISTENER),
        leg: Leg::Receive,
    };
    until(&mut server, &mut [&mut first], |server, _, _| {
        server.has_told(&lost)
    });
    let mut second = server.page(LISTENER, Leg::Receive, Role::Attendee, Transport::Udp, SHA1);
    talk(&mut server, &mut speaker, &mut second);
    assert!(server.counts("plain_legs_total 1"));
}

#[test]
fn a_page_that_closes_is_noticed_at_once_and_may_come_back() {
    use rtc::sansio::Protocol;

    let mut server = Server::start();
    let mut speaker = speaker(&server, Transport::Udp);
    let mut listener = listener(&server, Transport::Udp);
    talk(&mut server, &mut speaker, &mut listener);
    speaker.probe.engine.close().unwrap();
    let lost = MediaReport::Lost {
        peer: PeerId(SPEAKER),
        leg: Leg::Send,
    };
    until(&mut server, &mut [&mut speaker], |server, _, _| {
        server.has_told(&lost)
    });
    assert!(server.has_told(&MediaReport::TrackClosed(track(SPEAKER, Source::Camera))));
    listener.heard.clear();
    let mut again = server.page(SPEAKER, Leg::Send, Role::Speaker, Transport::Udp, GCM);
    talk(&mut server, &mut again, &mut listener);
}

#[test]
fn a_failed_offer_leaves_the_leg_as_it_was() {
    let mut server = Server::start();
    let mut speaker = speaker(&server, Transport::Udp);
    let mut listener = listener(&server, Transport::Udp);
    talk(&mut server, &mut speaker, &mut listener);
    for broken in ["", "v=0\r\n", &listener.offer.replace("rtcp-mux", "x")] {
        assert!(matches!(
            server.negotiate(LISTENER, Leg::Receive, broken.to_owned()),
            Err(NegotiationFault::Refused(_))
        ));
    }
    assert_eq!(
        server.negotiate(99, Leg::Receive, listener.offer.clone()),
        Err(NegotiationFault::Failed),
        "nobody"
    );
    listener.heard.clear();
    talk(&mut server, &mut speaker, &mut listener);
}

#[test]
fn whoever_is_detached_is_gone() {
    let mut server = Server::start();
    let mut speaker = speaker(&server, Transport::Udp);
    let mut listener = listener(&server, Transport::Udp);
    talk(&mut server, &mut speaker, &mut listener);
    server.engine.detach(PeerId(SPEAKER));
    let closed = MediaReport::TrackClosed(track(SPEAKER, Source::Microphone));
    until(&mut server, &mut [&mut listener], |server, _, _| {
        server.has_told(&closed) && server.counts("peers{transport=\"udp\"} 1")
    });
    assert!(!server.has_told(&MediaReport::Lost {
        peer: PeerId(SPEAKER),
        leg: Leg::Send
    }));
}

#[test]
fn an_ice_restart_keeps_keys_numbers_and_tracks() {
    let mut server = Server::start();
    let mut speaker = speaker(&server, Transport::Udp);
    let mut listener = listener(&server, Transport::Udp);
    talk(&mut server, &mut speaker, &mut listener);
    speaker.restart(&server, SPEAKER, Leg::Send);
    listener.restart(&server, LISTENER, Leg::Receive);
    until(
        &mut server,
        &mut [&mut speaker, &mut listener],
        |_, pages, _| pages.iter_mut().all(|page| page.has_selected()),
    );
    listener.heard.clear();
    talk(&mut server, &mut speaker, &mut listener);
    let opened = MediaReport::TrackOpened {
        track: track(SPEAKER, Source::Microphone),
        codec: "opus".to_owned(),
    };
    assert!(server.has_told(&opened));
    assert_eq!(
        server.told.iter().filter(|told| **told == opened).count(),
        1,
        "it never closed"
    );
    assert!(server.counts("plain_legs_total 0"));
    assert!(
        !server
            .told
            .iter()
            .any(|told| matches!(told, MediaReport::Lost { .. }))
    );
}
