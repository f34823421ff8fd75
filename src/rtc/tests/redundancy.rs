//! A listener on a bad network, by real sockets: what she says of her losses, and what she then gets.

use std::collections::BTreeMap;
use std::time::Instant;

use bytes::Bytes;
use rtc::rtcp::receiver_report::ReceiverReport;
use rtc::rtcp::reception_report::ReceptionReport;

use super::*;
use crate::relay::red::{Earlier, unwrap};
use crate::rtc::sdp::{Description, Payload};

const SAID: usize = 200;

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

    for (share, is_red) in [(2, false), (128, true)] {
        complain(&mut listener, ssrc, share, server.clock.instant());
        // Every sound is one of its own, and a fifth is lost in pairs.
        let mut said: Vec<&[u8]> = Vec::new();
        let mut got: BTreeMap<u32, Bytes> = BTreeMap::new();
        let mut reds = 0;
        let mut next = server.clock.instant() + Duration::from_millis(200);
        listener.heard.clear();
        let mut pages = [&mut speaker, &mut listener];
        until(&mut server, &mut pages, |_, pages, now| {
            if next <= now && said.len() < 2 * SAID {
                next = now + Duration::from_millis(5);
                let [high, low] = u16::try_from(said.len()).unwrap().to_be_bytes();
                said.push(vec![0xf8, share, high, low].leak());
                pages[0].say(Source::Microphone, said[said.len() - 1], now);
            }
            for packet in std::mem::take(&mut pages[1].heard) {
                let header = packet.header;
                if header.ssrc != ssrc || matches!(header.sequence_number % 10, 3 | 4) {
                    continue;
                }
                let own = if header.payload_type == red {
                    reds += 1;
                    let visit = |earlier: Earlier| {
                        let ts = header.timestamp.wrapping_sub(earlier.offset);
                        got.insert(ts, earlier.payload);
                    };
                    unwrap(numbers.number, &packet.payload, visit).unwrap()
                } else {
                    packet.payload
                };
                got.insert(header.timestamp, own);
            }
            let beyond = said.get(SAID..).unwrap_or_default();
            let newest = got.values().next_back();
            newest.is_some_and(|newest| beyond.contains(&newest.as_ref()))
        });
        let whole = got.values().map(Bytes::as_ref);
        let whole = whole.filter(|sound| said[..SAID].contains(sound));
        if is_red {
            assert!(reds > SAID / 2, "{reds}");
            assert!(whole.eq(said[..SAID].iter().copied()));
        } else {
            assert_eq!(reds, 0);
            assert_eq!(whole.count(), SAID * 4 / 5);
        }
    }
}
