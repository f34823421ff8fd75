//! A channel's source changes under fire: both interpreters speak all the time, the orders come at any moment.

use super::*;

const INES: u64 = 3;
const IVAN: u64 = 4;
const INES_SAYS: &[u8] = b"\xf8 Ines speaks";
const IVAN_SAYS: &[u8] = b"\xf8 Ivan speaks";

#[test]
fn at_a_cut_nothing_of_the_old_voice_comes_behind_the_new_one_and_no_packet_is_missing() {
    let mut server = Server::start();
    let mut listener = listener(&server, Transport::Udp);
    let [mut ines, mut ivan] = [INES, IVAN].map(|peer| {
        server.attach(peer, Role::Interpreter);
        server.page(peer, Leg::Send, Role::Interpreter, Transport::Udp, GCM)
    });
    let microphones = [INES, IVAN].map(|peer| track(peer, Source::Microphone));
    let channel: &[(u64, Line)] = &[(LISTENER, Line::Channel)];
    server.route_together(&[(microphones[0], channel), (microphones[1], &[])]);

    // Packets at four times the pace of a browser; a cut after every seventh.
    let (mut next, mut said, mut cuts) = (None, 0_usize, 0_usize);
    until(
        &mut server,
        &mut [&mut ines, &mut ivan, &mut listener],
        |server, pages, now| {
            let up = pages.iter_mut().all(|page| page.probe.is_up());
            if up && next.is_none_or(|next| next <= now) {
                next = Some(now + Duration::from_millis(5));
                pages[0].say(Source::Microphone, INES_SAYS, now);
                pages[1].say(Source::Microphone, IVAN_SAYS, now);
                said += 1;
                if said % 7 == 0 {
                    let (loses, gains) = (microphones[cuts % 2], microphones[(cuts + 1) % 2]);
                    server.route_together(&[(loses, &[]), (gains, channel)]);
                    cuts += 1;
                }
            }
            cuts >= 100 && pages[2].heard.len() + 20 >= said
        },
    );
    let mut heard: Vec<_> = listener.heard.iter().collect();
    let first = heard[0].header.sequence_number;
    heard.sort_by_key(|packet| packet.header.sequence_number.wrapping_sub(first));
    for pair in heard.windows(2) {
        let step = |n: u16, m: u16| m.wrapping_sub(n);
        let (before, after) = (&pair[0].header, &pair[1].header);
        assert_eq!(step(before.sequence_number, after.sequence_number), 1);
        assert_ne!(before.timestamp, after.timestamp, "two at the same time");
    }
    // One change of voice for each cut: with a straggler behind the cut there were three.
    let changes = heard.windows(2).filter(|p| p[0].payload != p[1].payload);
    assert!((90..=cuts).contains(&changes.count()), "{cuts} cuts");
}
