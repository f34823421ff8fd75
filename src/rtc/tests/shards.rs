//! Publishers and listeners on media threads of the test's choice.

use super::*;
use crate::domain::id::ShowId;
use crate::venue::ports::MediaOrder;

const SECOND_LISTENER: u64 = 5;

/// A server with two threads, the speaker and two listeners where they are wanted.
fn hall(threads: [u8; 3]) -> (Server, [Page; 3]) {
    let server = Server::with_threads(2);
    let people = [
        (SPEAKER, Role::Speaker, Leg::Send),
        (LISTENER, Role::Attendee, Leg::Receive),
        (SECOND_LISTENER, Role::Attendee, Leg::Receive),
    ];
    let mut pages = people.into_iter().zip(threads).map(|(person, thread)| {
        let (peer, role, leg) = person;
        server.attach_on(thread, peer, role, "demo");
        server.page(peer, leg, role, Transport::Udp, GCM)
    });
    let pages = std::array::from_fn(|_| pages.next().unwrap());
    (server, pages)
}

/// The speaker speaks and shows her face until `done`.
fn until_spoken(
    server: &mut Server,
    pages: &mut [Page; 3],
    voice: &'static [u8],
    mut done: impl FnMut(&mut Server, &[&mut Page]) -> bool,
) {
    let mut next = None;
    let mut pages: Vec<&mut Page> = pages.iter_mut().collect();
    until(server, &mut pages, |server, pages, now| {
        if pages.iter_mut().all(|page| page.probe.is_up()) && next.is_none_or(|next| next <= now) {
            next = Some(now + Duration::from_millis(20));
            pages[0].say(Source::Microphone, voice, now);
            pages[0].say(Source::Camera, FACE, now);
        }
        done(server, pages)
    });
}

fn route_to_both(server: &mut Server) -> u64 {
    let both = |line| [(LISTENER, line), (SECOND_LISTENER, line)];
    server.route(track(SPEAKER, Source::Camera), &both(Line::Stage));
    server.route(track(SPEAKER, Source::Microphone), &both(Line::Channel))
}

#[test]
fn listeners_on_both_threads_hear_a_speaker_on_either() {
    for home in [0, 1] {
        let (mut server, mut pages) = hall([home, 0, 1]);
        route_to_both(&mut server);
        until_spoken(&mut server, &mut pages, VOICE, |_, pages| {
            pages[1..]
                .iter()
                .all(|page| page.has_heard(VOICE) && page.has_heard(FACE))
        });
        until(&mut server, &mut [], |server, _, _| {
            server.counts("peers{transport=\"udp\"} 3")
                && server.counts("shard_legs{thread=\"0\"}")
                && server.counts("shard_legs{thread=\"1\"}")
        });
        let opened = MediaReport::TrackOpened {
            track: track(SPEAKER, Source::Camera),
            codec: "vp8".to_owned(),
        };
        server.listen();
        let told = server.told.iter().filter(|report| **report == opened);
        assert_eq!(told.count(), 1, "for the room, not for each thread");
    }
}

#[test]
fn a_thread_that_stands_still_sends_nothing_withdrawn_and_holds_up_no_other() {
    const OFF_STAGE: &[u8] = b"\xf8 said while the other thread stood still";
    let (mut server, mut pages) = hall([0, 0, 1]);
    route_to_both(&mut server);
    until_spoken(&mut server, &mut pages, VOICE, |_, pages| {
        pages[1..].iter().all(|page| page.has_heard(VOICE))
    });
    let engine = server.engine.clone();
    let turnstile = &engine.inbox(1).turnstile;
    turnstile.stop_after(1);
    // One loses the voice, the other keeps it.
    let generation = server.route(
        track(SPEAKER, Source::Microphone),
        &[(LISTENER, Line::Channel)],
    );
    let followed = MediaReport::Acknowledged {
        track: track(SPEAKER, Source::Microphone),
        generation,
    };
    until_spoken(&mut server, &mut pages, OFF_STAGE, |_, pages| {
        pages[1].has_heard(OFF_STAGE)
    });
    assert!(!server.has_told(&followed), "not by all");
    turnstile.open();
    pages[2].heard.clear();
    until_spoken(&mut server, &mut pages, OFF_STAGE, |server, pages| {
        server.has_told(&followed) && pages[2].has_heard(FACE)
    });
    assert!(
        !pages[2].has_heard(OFF_STAGE),
        "the lane of a thread that stood still leaked"
    );
}

#[test]
fn rooms_on_the_same_threads_hear_themselves_alone() {
    const OTHER: &[u8] = b"\xf8 the voice of another room";
    let mut server = Server::with_threads(2);
    let mut pages = Vec::new();
    for (room, show) in [(0_u8, "demo"), (1, "other")] {
        let (speaker, listener) = (10 + u64::from(room), 20 + u64::from(room));
        server.attach_on(room, speaker, Role::Speaker, show);
        server.attach_on(1 - room, listener, Role::Attendee, show);
        let udp = Transport::Udp;
        pages.push(server.page(speaker, Leg::Send, Role::Speaker, udp, GCM));
        pages.push(server.page(listener, Leg::Receive, Role::Attendee, udp, GCM));
        // Both are named; whoever is not in the room hears nothing.
        let order = MediaOrder {
            track: track(speaker, Source::Microphone),
            generation: 1,
            audience: [20, 21].map(|peer| (PeerId(peer), Line::Channel)).into(),
        };
        server.engine.route(&ShowId::new(show), vec![order]);
    }
    let mut next = None;
    let mut pages: Vec<&mut Page> = pages.iter_mut().collect();
    until(&mut server, &mut pages, |_, pages, now| {
        if pages.iter_mut().all(|page| page.probe.is_up()) && next.is_none_or(|next| next <= now) {
            next = Some(now + Duration::from_millis(20));
            pages[0].say(Source::Microphone, VOICE, now);
            pages[2].say(Source::Microphone, OTHER, now);
        }
        pages[1].heard.len() > 20 && pages[3].heard.len() > 20
    });
    assert!(pages[1].has_heard(VOICE) && pages[3].has_heard(OTHER));
    assert!(!pages[1].has_heard(OTHER) && !pages[3].has_heard(VOICE));
}

#[test]
fn people_are_spread_and_both_legs_of_one_are_together() {
    let server = Server::with_threads(2);
    let udp = Transport::Udp;
    for peer in 1..9 {
        server.attach(peer, Role::Speaker);
    }
    let mut on = [0, 0];
    for peer in 1..9 {
        let legs = [Leg::Receive, Leg::Send].map(|leg| {
            let page = server.page(peer, leg, Role::Speaker, udp, GCM);
            let name = page
                .answer
                .lines()
                .find_map(|line| line.strip_prefix("a=ice-ufrag:"));
            name.unwrap()[..2].to_owned()
        });
        assert_eq!(legs[0], legs[1]);
        on[legs[0].parse::<usize>().unwrap()] += 1;
    }
    assert_eq!(on, [4, 4]);
}
