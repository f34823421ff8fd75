//! A listener on a bad network, by real sockets: what she says of her losses, and what she then gets.

use std::collections::BTreeMap;
use std::time::Instant;

use bytes::Bytes;
use rtc::rtcp::receiver_report::ReceiverReport;
use rtc::rtcp::reception_report::ReceptionReport;

use super::*;
use crate::relay::red::unwrap;
use crate::rtc::sdp::{Description, Payload};

const SAID: usize = 400;

/// The numbers of sound on a leg.
fn sound(answer: &str) -> Payload {
    let description = Description::parse(answer);
    let mut sections = description.media.iter();
    let audio = sections.find(|section| section.kind() == "audio").unwrap();
    audio.codecs()[0]
}

/// She has lost this share of the last 250 packets of a line.
fn complain(page: &mut Page, ssrc: u32, share: u8, now: Instant) {
    let receivers: Vec<_> = page.probe.engine.get_receivers().collect();
    for (last_sequence_number, fraction_lost) in [(1_000, 0), (1_250, share)] {
        let block = ReceptionReport {
            ssrc,
            last_sequence_number,
            fraction_lost,
            ..Default::default()
        };
        let report = ReceiverReport {
            ssrc: 1,
            reports: vec![block],
            ..Default::default()
        };
        let mut receiver = page.probe.engine.rtp_receiver(receivers[0]).unwrap();
        receiver.write_rtcp(now, vec![Box::new(report)]).unwrap();
    }
}

#[test]
fn who_loses_a_fifth_gets_every_sound_and_who_loses_a_hundredth_gets_plain_ones() {
    let mut server = Server::start();
    let mut speaker = speaker(&server, Transport::Udp);
    let mut listener = listener(&server, Transport::Udp);
    talk(&mut server, &mut speaker, &mut listener);
    let numbers = sound(&listener.answer);
    let red = numbers.redundant.expect("it was negotiated");
    let heard = listener.heard.iter().find(|packet| packet.payload == VOICE);
    let ssrc = heard.unwrap().header.ssrc;

    for (share, is_red) in [(2, false), (51, true)] {
        complain(&mut listener, ssrc, share, server.clock.instant());
        // Every sound is one of its own, and a fifth is lost in pairs.
        let mut said: Vec<Vec<u8>> = Vec::new();
        let mut got: BTreeMap<u32, Bytes> = BTreeMap::new();
        let mut reds = 0;
        let mut next = server.clock.instant() + Duration::from_millis(200);
        listener.heard.clear();
        let mut first = None;
        until(
            &mut server,
            &mut [&mut speaker, &mut listener],
            |_, pages, now| {
                if next <= now && said.len() < SAID + 2 {
                    next = now + Duration::from_millis(5);
                    let mut payload = vec![0xf8, share];
                    payload.extend(u16::try_from(said.len()).unwrap().to_be_bytes());
                    said.push(payload.clone());
                    pages[0].say(Source::Microphone, payload.leak(), now);
                }
                for packet in std::mem::take(&mut pages[1].heard) {
                    let seq = packet.header.sequence_number;
                    let nth = seq.wrapping_sub(*first.get_or_insert(seq));
                    if packet.header.ssrc != ssrc || matches!(nth % 10, 3 | 4) {
                        continue;
                    }
                    let ts = packet.header.timestamp;
                    let own = if packet.header.payload_type == red {
                        reds += 1;
                        let visit = |earlier: crate::relay::red::Earlier| {
                            got.insert(ts.wrapping_sub(earlier.offset), earlier.payload);
                        };
                        unwrap(numbers.number, &packet.payload, visit).unwrap()
                    } else {
                        packet.payload
                    };
                    got.insert(ts, own);
                }
                let last = said.get(SAID + 1);
                last.is_some_and(|last| got.values().any(|sound| sound == last))
            },
        );
        let whole = got
            .values()
            .map(Bytes::as_ref)
            .filter(|sound| sound.get(1) == Some(&share));
        if is_red {
            assert!(reds > SAID * 3 / 4, "{reds}");
            assert!(whole.eq(said.iter().map(Vec::as_slice)));
        } else {
            assert_eq!(reds, 0);
            assert!((SAID * 7 / 10..SAID * 9 / 10).contains(&whole.count()));
        }
    }
    server.listen();
}
