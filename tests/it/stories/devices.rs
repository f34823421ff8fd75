//! WHIP and WHEP at the door of the real server: every status code a client can bring about, and what an answer says.

use serde_json::json;

use crate::harness::{House, exchange};

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    fn code(&self) -> &str {
        let after = self.body.split("\"code\":\"").nth(1).unwrap_or_default();
        after.split('"').next().unwrap_or_default()
    }
}

async fn ask(
    house: &House,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Answer {
    let host = &house.server.http;
    let mut request = format!("{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n");
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str(&format!("content-length: {}\r\n\r\n{body}", body.len()));
    let answer = exchange(host, request.as_bytes()).await;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    Answer {
        status: head.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap(),
        head: head.to_owned(),
        body: body.to_owned(),
    }
}

async fn ticket(house: &House, role: &str) -> String {
    let link = house.server.ticket(role, "Eva", &[]).await.unwrap();
    link.split("#ticket=").nth(1).unwrap().to_owned()
}

/// An offer as an encoder makes it; nobody is behind it.
fn offer(direction: &str) -> String {
    let line = |kind: &str, mid: u8, number: u8, codec: &str, more: &str| {
        format!(
            "m={kind} 9 UDP/TLS/RTP/SAVPF {number}\r\nc=IN IP4 0.0.0.0\r\na=mid:{mid}\r\na={direction}\r\n\
             a=rtcp-mux\r\na=setup:actpass\r\na=ice-ufrag:abcd\r\na=ice-pwd:secretsecretsecretsecret\r\n\
             a=fingerprint:sha-256 {FINGERPRINT}\r\na=rtpmap:{number} {codec}\r\n{more}"
        )
    };
    let h264 = "a=fmtp:96 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f\r\n\
                a=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\n";
    format!(
        "v=0\r\no=- 4711 0 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\n{}{}",
        line(
            "audio",
            0,
            111,
            "opus/48000/2",
            "a=fmtp:111 minptime=10;useinbandfec=1\r\n"
        ),
        line("video", 1, 96, "H264/90000", h264),
    )
}

const FINGERPRINT: &str = "AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99";
const SDP: (&str, &str) = ("content-type", "application/sdp");

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_is_answered_with_a_session_of_its_own() {
    let house = House::open().await;
    for (way, role, asked, answered) in [
        ("whip", "speaker", "sendonly", "recvonly"),
        ("whip", "interpreter", "sendrecv", "recvonly"),
        ("whep", "attendee", "recvonly", "sendonly"),
        ("whep", "host", "sendrecv", "sendonly"),
    ] {
        let ticket = ticket(&house, role).await;
        let bearer = format!("Bearer {ticket}");
        let path = format!("/{way}/demo");
        let headers = [SDP, ("authorization", bearer.as_str())];
        let answer = ask(&house, "POST", &path, &headers, &offer(asked)).await;
        assert_eq!(answer.status, 201, "{way} {role}: {}", answer.body);
        assert_eq!(answer.header("content-type"), Some("application/sdp"));
        assert!(answer.header("etag").is_some());
        let location = answer.header("location").unwrap();
        let session = location
            .strip_prefix(&format!("http://{}", house.server.http))
            .unwrap();
        assert!(session.starts_with(&format!("{path}/")));
        let sections: Vec<_> = answer.body.split("m=").skip(1).collect();
        assert_eq!(sections.len(), 2);
        // The second line shares the way of the first.
        assert!(sections[0].contains("a=candidate:"), "{}", answer.body);
        for section in sections {
            assert!(section.contains(&format!("a={answered}\r\n")), "{section}");
            assert!(section.contains("a=setup:passive"), "{section}");
        }
        let (gone, again) = (
            ask(&house, "DELETE", session, &[("authorization", &bearer)], "").await,
            ask(&house, "DELETE", session, &[("authorization", &bearer)], "").await,
        );
        assert_eq!(
            (gone.status, again.status, again.code()),
            (200, 404, "no_such_session")
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_taken_says_why() {
    let house = House::open().await;
    house.show("other", &["de", "zh"], json!([])).await;
    let (speaker, attendee) = (
        ticket(&house, "speaker").await,
        ticket(&house, "attendee").await,
    );
    let (speaker, attendee) = (format!("Bearer {speaker}"), format!("Bearer {attendee}"));
    let administrator = format!("Bearer {}", house.administrator());
    let (good, long) = (offer("sendonly"), "x".repeat((1 << 20) + 1));
    let twice = good.replace("m=video", "m=audio");
    let text = ("content-type", "text/plain");
    for (path, kind, bearer, body, status, code) in [
        ("/whip/demo", SDP, "", good.as_str(), 401, "unauthorised"),
        (
            "/whip/demo",
            SDP,
            "Bearer x.y.z",
            &good,
            401,
            "ticket_invalid",
        ),
        ("/whip/demo", SDP, &administrator, &good, 403, "forbidden"),
        ("/whip/demo", SDP, &attendee, &good, 403, "forbidden"),
        ("/whip/other", SDP, &speaker, &good, 404, "no_such_show"),
        ("/whip/none", SDP, &speaker, &good, 404, "no_such_show"),
        ("/whip/demo", text, &speaker, &good, 415, "wrong_type"),
        ("/whip/demo", SDP, &speaker, &long, 413, "too_large"),
        ("/whip/demo", SDP, &speaker, "", 422, "sdp_refused"),
        ("/whip/demo", SDP, &speaker, &twice, 422, "sdp_refused"),
        (
            "/whip/demo",
            SDP,
            &speaker,
            &offer("recvonly"),
            422,
            "sdp_refused",
        ),
        ("/whep/demo", SDP, &attendee, &good, 422, "sdp_refused"),
        (
            "/whep/demo?channel=fr",
            SDP,
            &attendee,
            &offer("recvonly"),
            422,
            "unknown_language",
        ),
        (
            "/whep/demo?channel=1",
            SDP,
            &attendee,
            &offer("recvonly"),
            422,
            "unknown_language",
        ),
    ] {
        let mut headers = vec![kind];
        if !bearer.is_empty() {
            headers.push(("authorization", bearer));
        }
        let answer = ask(&house, "POST", path, &headers, body).await;
        assert_eq!(
            (answer.status, answer.code()),
            (status, code),
            "{path} {}",
            answer.body
        );
        assert_eq!(
            answer.header("content-type"),
            Some("application/problem+json")
        );
    }
    for path in ["/whip/demo", "/whep/demo", "/whip/demo/x", "/whep/demo/x"] {
        for method in ["GET", "HEAD", "PUT"] {
            let answer = ask(&house, method, path, &[("authorization", &speaker)], "").await;
            assert_eq!(answer.status, 405, "{method} {path}");
            assert!(
                answer
                    .header("allow")
                    .is_some_and(|allow| allow.contains("OPTIONS"))
            );
        }
        let answer = ask(&house, "OPTIONS", path, &[], "").await;
        assert_eq!(answer.status, 204);
        let posts = answer.header("accept-post") == Some("application/sdp");
        assert_eq!(posts, !path.ends_with('x'), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ice_servers_are_told_where_there_are_any() {
    let config = "[[media.ice_servers]]\nurl = \"turn:turn.example.org\"\nusername = \"u\"\ncredential = \"MARK-1\"\n";
    let house = House::open_with(config).await;
    let bearer = format!("Bearer {}", ticket(&house, "speaker").await);
    let headers = [SDP, ("authorization", bearer.as_str())];
    let answer = ask(&house, "POST", "/whip/demo", &headers, &offer("sendonly")).await;
    assert_eq!(
        answer.header("link"),
        Some(
            "<turn:turn.example.org>; rel=\"ice-server\"; username=\"u\"; credential=\"MARK-1\"; credential-type=\"password\""
        )
    );
}
