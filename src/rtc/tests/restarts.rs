//! A media thread that panics: its peers come again, and nobody on another thread notices.

use super::*;

const NEAR: u64 = LISTENER;
const FAR: u64 = 5;
const BEFORE: &[u8] = VOICE;
const AFTERWARDS: &[u8] = b"\xf8 said after the thread has begun anew";

/// A hall of two threads with a listener on each.
struct Hall {
    server: Server,
    /// The speaker, who listens on the thread that breaks, and who does on the other.
    pages: [Page; 3],
}

impl Hall {
    fn new(breaks: u8, speaker_on: u8) -> Self {
        let mut server = Server::with_threads(2);
        let people = [
            (SPEAKER, Role::Speaker, speaker_on),
            (NEAR, Role::Attendee, breaks),
            (FAR, Role::Attendee, 1 - breaks),
        ];
        for (peer, role, thread) in people {
            server.attach_on(thread, peer, role, "demo");
        }
        let audience = [NEAR, FAR].map(|peer| (peer, Line::Channel));
        server.route(track(SPEAKER, Source::Microphone), &audience);
        let pages = [SPEAKER, NEAR, FAR].map(|peer| come(&server, peer));
        Self { server, pages }
    }

    /// The speaker speaks, whenever she can, until `done`.
    fn speak(
        &mut self,
        voice: &'static [u8],
        mut done: impl FnMut(&mut Server, &[&mut Page]) -> bool,
    ) {
        let mut next = None;
        let mut pages: Vec<&mut Page> = self.pages.iter_mut().collect();
        until(&mut self.server, &mut pages, |server, pages, now| {
            if pages[0].probe.is_up() && next.is_none_or(|next| next <= now) {
                next = Some(now + Duration::from_millis(20));
                pages[0].say(Source::Microphone, voice, now);
            }
            done(server, pages)
        });
    }
}

fn come(server: &Server, peer: u64) -> Page {
    let (leg, role) = match peer {
        SPEAKER => (Leg::Send, Role::Speaker),
        _ => (Leg::Receive, Role::Attendee),
    };
    server.page(peer, leg, role, Transport::Udp, GCM)
}

fn lost(peer: u64, leg: Leg) -> MediaReport {
    let peer = PeerId(peer);
    MediaReport::Lost { peer, leg }
}

fn both_hear(voice: &'static [u8]) -> impl FnMut(&mut Server, &[&mut Page]) -> bool {
    move |_, pages| pages[1].has_heard(voice) && pages[2].has_heard(voice)
}

/// The thread breaks, whoever was on it comes again, and all is as before.
fn survives(breaks: u8, speaker_on: u8) {
    let mut hall = Hall::new(breaks, speaker_on);
    hall.speak(BEFORE, both_hear(BEFORE));
    let engine = hall.server.engine.clone();
    engine.inbox(breaks).turnstile.break_off();
    let is_home = speaker_on == breaks;
    hall.speak(BEFORE, |server, _| {
        server.has_told(&lost(NEAR, Leg::Receive))
            && (!is_home || server.has_told(&lost(SPEAKER, Leg::Send)))
    });
    let closed = MediaReport::TrackClosed(track(SPEAKER, Source::Microphone));
    assert_eq!(hall.server.has_told(&closed), is_home);
    let again = hall
        .server
        .negotiate(NEAR, Leg::Receive, hall.pages[1].offer.clone());
    assert_eq!(
        again,
        Err(NegotiationFault::Failed),
        "its handshake is gone"
    );

    hall.pages[1] = come(&hall.server, NEAR);
    if is_home {
        hall.pages[0] = come(&hall.server, SPEAKER);
    }
    hall.speak(AFTERWARDS, both_hear(AFTERWARDS));
    assert!(!hall.server.has_told(&lost(FAR, Leg::Receive)));
    assert_eq!(hall.server.has_told(&lost(SPEAKER, Leg::Send)), is_home);
    assert!(
        hall.server
            .counts("panics_total{reason=\"media_thread\"} 1")
    );
    let order = track(SPEAKER, Source::Microphone);
    let generation = hall.server.route(order, &[(FAR, Line::Channel)]);
    let followed = MediaReport::Acknowledged {
        track: order,
        generation,
    };
    hall.speak(AFTERWARDS, |server, _| server.has_told(&followed));
}

#[test]
fn the_thread_that_receives_for_all_begins_anew_and_the_other_goes_on_by_it() {
    survives(0, 1);
}

#[test]
fn a_thread_of_listeners_begins_anew() {
    survives(1, 0);
}

#[test]
fn the_thread_of_a_speaker_begins_anew_and_listeners_of_the_other_hear_her_again() {
    survives(1, 1);
    survives(0, 0);
}
