use bytes::Bytes;
use rtc::rtp::header::EXTENSION_PROFILE_ONE_BYTE;

use super::*;
use crate::foundation::clock::Clock;

const OFFER: &str = "v=0\r\n\
    m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=rtpmap:111 opus/48000/2\r\na=ssrc:10 cname:x\r\n\
    a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\na=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid\r\n\
    m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\na=mid:1\r\na=rtpmap:96 VP8/90000\r\na=rtpmap:97 rtx/90000\r\n\
    a=fmtp:97 apt=96\r\na=rid:f send\r\na=rid:h send\r\na=rid:q send\r\na=simulcast:send f;h;~q\r\n\
    a=extmap:9/sendonly urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\r\n\
    a=extmap:10/sendonly urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id\r\n\
    m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\na=mid:2\r\na=rtpmap:96 VP8/90000\r\na=rtpmap:97 rtx/90000\r\n\
    a=fmtp:97 apt=96\r\na=ssrc-group:FID 20 21\r\na=ssrc:20 cname:x\r\na=ssrc:21 cname:x\r\n\
    m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:3\r\na=rtpmap:111 opus/48000/2\r\n";

fn header(ssrc: u32, payload_type: u8, sequence: u16, extensions: &[(u8, &[u8])]) -> Header {
    let mut header = Header {
        version: 2,
        ssrc,
        payload_type,
        sequence_number: sequence,
        extension: !extensions.is_empty(),
        extension_profile: EXTENSION_PROFILE_ONE_BYTE,
        ..Default::default()
    };
    for (id, value) in extensions {
        header
            .set_extension(*id, Bytes::copy_from_slice(value))
            .unwrap();
    }
    header
}

/// What the two interceptors do to one packet.
fn read(ingest: &mut Ingest, mut header: Header, payload: &[u8]) -> Option<Arrived> {
    let mut payload = Bytes::copy_from_slice(payload);
    if ingest.mend(&mut header, &mut payload) {
        ingest.sink(&header, payload, Clock::wall().instant());
    }
    ingest.poll()
}

#[test]
fn layers_are_known_by_rid_and_stay_known_without_it() {
    let mut ingest = Ingest::new(OFFER, SOURCES.to_vec());
    let first = read(
        &mut ingest,
        header(30, 96, 1, &[(3, b"1"), (9, b"h")]),
        b"x",
    )
    .unwrap();
    assert_eq!(
        (first.source, first.layer, first.layers, first.codec),
        (Source::Camera, Layer(1), 3, Codec::Vp8)
    );
    let later = read(&mut ingest, header(30, 96, 2, &[]), b"x").unwrap();
    assert_eq!(later.layer, Layer(1));
    ingest.read(OFFER);
    assert!(
        read(&mut ingest, header(30, 96, 3, &[]), b"x").is_some(),
        "also after an ICE restart"
    );
    assert_eq!(ingest.ssrcs(Source::Camera), [30]);
}

#[test]
fn a_retransmission_becomes_the_packet_it_repairs() {
    let mut ingest = Ingest::new(OFFER, SOURCES.to_vec());
    assert!(
        read(&mut ingest, header(31, 97, 5, &[(10, b"h")]), &[0, 7, 1]).is_none(),
        "of a layer nobody has seen"
    );
    read(
        &mut ingest,
        header(30, 96, 1, &[(3, b"1"), (9, b"h")]),
        b"x",
    );
    let mended = read(&mut ingest, header(31, 97, 6, &[]), &[0, 7, b'y']).unwrap();
    assert_eq!(
        (
            mended.layer,
            mended.packet.seq,
            mended.packet.payload.as_ref()
        ),
        (Layer(1), 7, &b"y"[..])
    );
    assert!(
        read(&mut ingest, header(31, 97, 7, &[]), &[]).is_none(),
        "padding that probes"
    );
    let screen = read(&mut ingest, header(21, 97, 1, &[]), &[0, 9, b'z']).is_none();
    assert!(!screen, "by the group the offer names");
}

#[test]
fn sound_carries_its_level() {
    let mut ingest = Ingest::new(OFFER, SOURCES.to_vec());
    let voice = read(&mut ingest, header(10, 111, 1, &[(1, &[0x80 | 9])]), b"v").unwrap();
    assert_eq!(
        (voice.source, voice.packet.audio_level, voice.packet.voice),
        (Source::Microphone, Some(9), true)
    );
    let film = read(&mut ingest, header(99, 111, 1, &[(3, b"3")]), b"v").unwrap();
    assert_eq!(film.source, Source::ScreenSound, "by mid alone");
    assert_eq!(film.packet.audio_level, None);
}

#[test]
fn nobody_takes_over_a_line_and_strangers_are_counted() {
    let mut ingest = Ingest::new(OFFER, SOURCES.to_vec());
    read(&mut ingest, header(10, 111, 1, &[]), b"v").unwrap();
    assert!(read(&mut ingest, header(11, 111, 1, &[(3, b"0")]), b"v").is_none());
    read(&mut ingest, header(30, 96, 1, &[(9, b"f")]), b"x").unwrap();
    assert!(read(&mut ingest, header(40, 96, 1, &[(9, b"f")]), b"x").is_none());
    assert!(read(&mut ingest, header(50, 96, 1, &[]), b"x").is_none());
    assert!(
        read(&mut ingest, header(10, 42, 2, &[]), b"x").is_none(),
        "a payload type nobody negotiated"
    );
    assert_eq!(ingest.take_strange(), 4);
    assert_eq!(ingest.take_strange(), 0);
}

#[test]
fn redundant_sound_becomes_plain_and_fills_what_was_lost() {
    let offer = OFFER.replacen(
        "SAVPF 111\r\na=mid:0\r\n",
        "SAVPF 63 111\r\na=mid:0\r\na=rtpmap:63 red/48000/2\r\na=fmtp:63 111/111\r\n",
        1,
    );
    let mut ingest = Ingest::new(&offer, SOURCES.to_vec());
    let mut sounds = Vec::new();
    for (seq, payload) in [
        (1_u16, [0x6f, 0x78, 1].as_slice()),
        // Number 2 is lost: 3 has it once more, and 4 has 3.
        (3, &[0xef, 0x0f, 0, 2, 0x6f, 0x78, 2, 0x78, 3]),
        (4, &[0xef, 0x0f, 0, 2, 0x6f, 0x78, 3, 0x78, 4]),
    ] {
        let mut header = header(10, 63, seq, &[(1, &[0x94])]);
        header.timestamp = u32::from(seq) * 960;
        sounds.extend(read(&mut ingest, header, payload));
        sounds.extend(std::iter::from_fn(|| ingest.poll()));
    }
    let seen = sounds.iter().map(|arrived| {
        let packet = &arrived.packet;
        assert_eq!(
            (arrived.codec, packet.audio_level),
            (Codec::Opus, Some(0x14))
        );
        (packet.seq, packet.ts, packet.payload.to_vec())
    });
    let expected = (1..=4_u8).map(|n| (n.into(), u32::from(n) * 960, vec![0x78, n]));
    assert!(seen.eq(expected));
    assert_eq!(ingest.take_refilled(), 1);
    assert!(read(&mut ingest, header(10, 63, 9, &[]), b"no such thing").is_none());
    assert_eq!(ingest.take_strange(), 1);
}

#[test]
fn what_is_missing_of_a_picture_is_asked_for_and_sound_is_not() {
    let mut ingest = Ingest::new(OFFER, SOURCES.to_vec());
    for seq in [1, 4] {
        read(&mut ingest, header(20, 96, seq, &[]), b"x");
        read(&mut ingest, header(10, 111, seq, &[]), b"x");
    }
    let soon = Clock::wall().instant() + std::time::Duration::from_millis(50);
    assert_eq!(ingest.wanted(soon), [(20, vec![2, 3])]);
    assert_eq!(ingest.wanted(soon), [], "not twice in a round trip");
}
