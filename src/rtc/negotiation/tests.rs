use super::*;

const KINDS: [Kind; 2] = [Kind::Video, Kind::Audio];

fn offer() -> String {
    [
        "v=0",
        "o=- 7137 2 IN IP4 127.0.0.1",
        "s=-",
        "t=0 0",
        "a=group:BUNDLE 0 1",
        "m=video 9 UDP/TLS/RTP/SAVPF 96 97 108 109",
        "c=IN IP4 0.0.0.0",
        "a=candidate:1 1 udp 2122260223 192.0.2.7 5000 typ host",
        "a=candidate:2 1 udp 2122260223 5c2a.local 5000 typ host",
        "a=ice-ufrag:abcd",
        "a=ice-pwd:0123456789012345678901",
        "a=fingerprint:sha-256 AA:BB",
        "a=setup:actpass",
        "a=mid:0",
        "a=sendonly",
        "a=rtcp-mux",
        "a=rtpmap:96 VP8/90000",
        "a=rtpmap:97 rtx/90000",
        "a=fmtp:97 apt=96",
        "a=rtpmap:108 H264/90000",
        "a=fmtp:108 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
        "a=rtpmap:109 rtx/90000",
        "a=fmtp:109 apt=108",
        "m=audio 0 UDP/TLS/RTP/SAVPF 111 63",
        "a=bundle-only",
        "a=ice-ufrag:abcd",
        "a=ice-pwd:0123456789012345678901",
        "a=fingerprint:sha-256 AA:BB",
        "a=mid:1",
        "a=sendonly",
        "a=rtcp-mux",
        "a=rtpmap:111 opus/48000/2",
        "a=fmtp:111 minptime=10;useinbandfec=1",
        "a=rtpmap:63 red/48000/2",
        "",
    ]
    .join("\r\n")
}

fn examine(text: &str) -> Result<Offer, NegotiationFault> {
    Offer::examine(text, Client::Page, Leg::Send, &KINDS, &Limits::default())
}

fn refusal(text: &str) -> String {
    match examine(text) {
        Err(NegotiationFault::Refused(why)) => why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_honest_offer_loses_its_candidates_and_nothing_else() {
    let accepted = examine(&offer()).unwrap();
    assert!(!accepted.text.contains("candidate"));
    assert_eq!(accepted.text.lines().count(), offer().lines().count() - 2);
    assert_eq!(
        accepted.connection,
        examine(&offer().replace("abcd", "restart"))
            .unwrap()
            .connection
    );
    assert_ne!(
        accepted.connection,
        examine(&offer().replace("AA:BB", "AA:CC"))
            .unwrap()
            .connection
    );
}

#[test]
fn what_the_engine_would_accept_but_cannot_work_is_refused() {
    for (change, into, why) in [
        ("a=group:BUNDLE 0 1", "a=x", "BUNDLE"),
        ("a=rtcp-mux", "a=x", "rtcp-mux"),
        ("sha-256", "sha-1", "sha-256"),
        ("a=fingerprint", "a=x", "no fingerprint"),
        ("a=mid:1", "a=mid:0", "mid of its own"),
        ("a=mid:1", "a=x", "mid of its own"),
        ("a=sendonly", "a=recvonly", "sendonly"),
        ("a=ice-ufrag", "a=x", "ICE credentials"),
        ("opus", "pcmu", "codec in common"),
        ("o=- ", "x=- ", "names no connection"),
        ("v=0", "garbage", "not a session description"),
        (
            "m=audio 0",
            "m=video 0",
            "this leg has the lines video, audio",
        ),
    ] {
        let why_not = refusal(&offer().replace(change, into));
        assert!(why_not.contains(why), "{change}: {why_not}");
    }
    assert!(refusal("").contains("not a session description"));
}

#[test]
fn limits_hold_before_anything_is_read() {
    let long = offer() + &"a=x\r\n".repeat(2_001);
    assert!(refusal(&long).contains("too long"));
    assert!(refusal(&"x".repeat((64 << 10) + 1)).contains("too long"));
    let wide = offer() + &"m=audio 9 X 0\r\n".repeat(25);
    assert!(refusal(&wide).contains("too long"));
    let candidates = |count: usize, name: &str| {
        (0..count).fold(offer(), |text, number| {
            format!("{text}a=candidate:{number} 1 udp 1 {name} {number} typ host\r\n")
        })
    };
    assert!(refusal(&candidates(21, "192.0.2.1")).contains("candidates"));
    assert!(examine(&candidates(100, "x.local")).is_ok());
}

#[test]
fn data_channels_are_refused_without_negotiating_them() {
    let with = offer().replace("BUNDLE 0 1", "BUNDLE 0 2 1").replace(
        "m=audio",
        "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:2\r\na=sctp-port:5000\r\nm=audio",
    );
    let accepted = examine(&with).unwrap();
    assert!(!accepted.text.contains("sctp"));
    assert!(accepted.text.contains("a=group:BUNDLE 0 1\r\n"));
    let answer = accepted.polish(&accepted.text, Leg::Send, &[]);
    let kinds: Vec<&str> = answer
        .lines()
        .filter_map(|line| line.strip_prefix("m="))
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert_eq!(kinds, ["video", "application", "audio"]);
    assert!(answer.contains("m=application 0 "));
    assert!(answer.contains("a=mid:2\r\n"));
}

#[test]
fn the_answer_asks_for_the_stage_codec_first_and_for_good_sound() {
    let accepted = examine(&offer()).unwrap();
    let preference = [Codec::H264, Codec::Vp8];
    let answer = accepted.polish(&accepted.text, Leg::Send, &preference);
    assert!(answer.contains("m=video 9 UDP/TLS/RTP/SAVPF 108 109 96 97\r\n"));
    assert!(answer.contains("a=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=1;maxaveragebitrate=64000\r\n"));
    assert_eq!(answer.matches("a=fmtp:111").count(), 1);
    assert!(!answer.contains("usedtx"));
    let untouched = accepted.polish(&accepted.text, Leg::Receive, &preference);
    assert_eq!(untouched, accepted.text);
}

#[test]
fn a_page_without_the_stage_codec_gets_another() {
    let preference = [Codec::H264, Codec::Vp9, Codec::Vp8];
    let text = offer();
    let sections = Description::parse(&text).media;
    assert_eq!(
        choose(&sections[0], &preference).unwrap().codec,
        Codec::H264
    );
    for without in [
        offer().replace("H264", "H265"),
        offer().replace("42e01f", "640c1f"),
        offer().replace("packetization-mode=1", "packetization-mode=0"),
    ] {
        let sections = Description::parse(&without).media;
        assert_eq!(choose(&sections[0], &preference).unwrap().codec, Codec::Vp8);
    }
}
