//! WHIP and WHEP by their status codes, where a real media side would not say them.

use super::*;

async fn send(
    house: &House,
    (method, path): (&str, &str),
    bearer: &str,
    more: &[(&str, &str)],
    body: &str,
) -> (u16, axum::http::HeaderMap, String) {
    let mut request = Request::builder().method(method).uri(path);
    if !bearer.is_empty() {
        request = request.header(header::AUTHORIZATION, format!("Bearer {bearer}"));
    }
    for (name, value) in more {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(body.to_owned())).unwrap();
    let (status, headers, text) = house.send(request).await;
    (status.as_u16(), headers, text)
}

fn code(text: &str) -> String {
    let problem: Value = serde_json::from_str(text).unwrap();
    problem["code"].as_str().unwrap_or_default().to_owned()
}

const SDP: (&str, &str) = ("content-type", "application/sdp");
const FRAGMENT: (&str, &str) = ("content-type", "application/trickle-ice-sdpfrag");

async fn live() -> House {
    let house = open().await;
    house.show("demo", true).await;
    let phase = json!({"phase": "live"});
    let (status, _) = house
        .call("PUT", "/api/v1/shows/demo/phase", ADMIN, phase)
        .await;
    assert!(status < 300);
    house
}

#[tokio::test]
async fn a_full_media_side_and_a_full_show_say_when_to_come_back() {
    let house = live().await;
    let speaker = house.ticket("demo", "speaker").await;
    let whip = ("POST", "/whip/demo");
    let (status, headers, text) = send(&house, whip, &speaker, &[SDP], "full").await;
    assert_eq!((status, code(&text).as_str()), (503, "busy"));
    assert!(headers.contains_key("retry-after"));
    let (status, _, text) = send(&house, whip, &speaker, &[SDP], "odd").await;
    assert_eq!((status, code(&text).as_str()), (422, "sdp_refused"));
    assert!(text.contains("no ICE credentials"));

    // A link of two seats: the third player finds none.
    let wish = json!({"role": "attendee", "name": "All", "seats": 2});
    let path = "/api/v1/shows/demo/tickets";
    let (_, made) = house.call("POST", path, ADMIN, wish).await;
    let shared = made["ticket"].as_str().unwrap();
    for expected in [201, 201, 503] {
        let (status, headers, text) =
            send(&house, ("POST", "/whep/demo"), shared, &[SDP], "v=0").await;
        assert_eq!(status, expected, "{text}");
        assert_eq!(headers.contains_key("retry-after"), status == 503);
    }
}

#[tokio::test]
async fn a_session_restarts_by_its_newest_tag_alone() {
    let house = live().await;
    let ticket = house.ticket("demo", "speaker").await;
    let offer = "v=0\r\na=ice-ufrag:abcd\r\na=ice-pwd:secretsecretsecretsecret\r\n";
    let (status, headers, answer) =
        send(&house, ("POST", "/whip/demo"), &ticket, &[SDP], offer).await;
    assert_eq!((status, answer.as_str()), (201, ANSWER));
    let location = headers["location"].to_str().unwrap();
    let path = location.strip_prefix("http://localhost:8080").unwrap();
    assert!(
        path.strip_prefix("/whip/demo/").unwrap().len() >= 32,
        "not to be guessed"
    );
    let tag = headers["etag"].to_str().unwrap().to_owned();
    assert!(tag.starts_with('"') && tag.ends_with('"'), "a strong one");

    let patch = ("PATCH", path);
    let same = "a=ice-ufrag:abcd\r\na=ice-pwd:secretsecretsecretsecret\r\na=candidate:1 1 udp 1 192.0.2.1 9 typ host\r\n";
    let other = "a=ice-ufrag:wxyz\r\na=ice-pwd:othersecretothersecret\r\n";
    let matching = ("if-match", tag.as_str());
    let star = ("if-match", "*");
    for (more, body, expected) in [
        (vec![FRAGMENT, matching], same, 204),
        (vec![FRAGMENT, star], same, 204),
        (vec![FRAGMENT], same, 428),
        (vec![FRAGMENT, ("if-match", "\"x\"")], same, 412),
        (vec![FRAGMENT, matching], other, 412),
        (vec![SDP, matching], same, 415),
        (vec![FRAGMENT, matching], "a=mid:0\r\n", 400),
        (vec![FRAGMENT, star], other, 200),
        (vec![FRAGMENT, matching], other, 412),
    ] {
        let (status, headers, text) = send(&house, patch, &ticket, &more, body).await;
        assert_eq!(status, expected, "{more:?} {text}");
        if status == 200 {
            assert_ne!(headers["etag"], tag);
            assert_eq!(headers["content-type"], FRAGMENT.1);
            assert!(text.contains("a=ice-ufrag:ours") && text.contains("a=candidate:"));
        }
    }
    let stranger = house.ticket("demo", "speaker").await;
    let delete = ("DELETE", path);
    for (bearer, expected) in [("", 401), (&stranger, 404), (&ticket, 200), (&ticket, 404)] {
        assert_eq!(send(&house, delete, bearer, &[], "").await.0, expected);
    }
    assert_eq!(
        send(&house, patch, &ticket, &[FRAGMENT, star], other)
            .await
            .0,
        404
    );
}

#[tokio::test]
async fn an_origin_of_ours_reads_what_it_needs_and_a_foreign_one_nothing() {
    let house = live().await;
    let ticket = house.ticket("demo", "speaker").await;
    let ours = ("origin", "http://localhost:8080");
    let (status, headers, _) = send(&house, ("OPTIONS", "/whip/demo"), "", &[ours], "").await;
    assert_eq!(
        (status, &headers["accept-post"]),
        (204, &SDP.1.parse().unwrap())
    );
    assert_eq!(headers["access-control-allow-origin"], ours.1);
    let (status, headers, _) =
        send(&house, ("POST", "/whip/demo"), &ticket, &[SDP, ours], "v=0").await;
    assert_eq!(status, 201);
    let exposed = headers["access-control-expose-headers"].to_str().unwrap();
    assert!(
        ["Location", "ETag", "Link"]
            .iter()
            .all(|name| exposed.contains(name))
    );
    let foreign = ("origin", "https://evil.example");
    let (status, headers, _) = send(&house, ("OPTIONS", "/whip/demo"), "", &[foreign], "").await;
    assert_eq!(status, 403);
    assert!(!headers.contains_key("access-control-allow-origin"));
}

#[test]
fn an_ice_server_is_told_with_what_it_needs() {
    let link = |url, name, secret| crate::http::devices::ice_link(url, name, secret).unwrap();
    assert_eq!(
        link("stun:stun.example.org", "", None),
        "<stun:stun.example.org>; rel=\"ice-server\""
    );
    assert_eq!(
        link("turn:turn.example.org?transport=udp", "user", Some("a\"b")),
        "<turn:turn.example.org?transport=udp>; rel=\"ice-server\"; username=\"user\"; credential=\"a\\\"b\"; \
         credential-type=\"password\""
    );
}
