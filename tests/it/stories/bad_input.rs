//! Whatever a client sends, it gets a stable code, and nobody else notices.

use std::time::Duration;

use roadshow_load::person::Person;
use serde_json::{Value, json};

use crate::harness::{House, exchange};

/// Text, and the code of the refusal it earns.
const MESSAGES: &[(&str, &str)] = &[
    ("", "malformed"),
    ("{", "malformed"),
    ("[]", "malformed"),
    ("\"hello\"", "malformed"),
    (r#"{"type":"beat","id":1}"#, "unknown_type"),
    (r#"{"type":"ask","id":2}"#, "malformed"),
    (
        r#"{"type":"listen","id":3,"language":7,"underneath":false}"#,
        "malformed",
    ),
    (
        r#"{"type":"listen","id":4,"id":5,"language":"zh","underneath":false}"#,
        "duplicate_field",
    ),
    (
        r#"{"type":"listen","id":-1,"language":"zh","underneath":false}"#,
        "malformed",
    ),
    (
        r#"{"type":"listen","id":6,"language":"no such tag","underneath":false}"#,
        "unknown_language",
    ),
    (
        r#"{"type":"listen","language":"zh","underneath":false}"#,
        "malformed",
    ),
    (
        r#"{"type":"hello","id":7,"ticket":"x","seat":"0123456789abcdef0"}"#,
        "already_said_hello",
    ),
    (
        r#"{"type":"offer","id":8,"leg":"receive","sdp":"garbage"}"#,
        "sdp_refused",
    ),
    (
        r#"{"type":"set_phase","id":9,"key":"0190b8a0-0000-4000-8000-000000000001","phase":"ended"}"#,
        "forbidden",
    ),
    (r#"{"type":"microphone","id":10,"state":"on"}"#, "forbidden"),
    (
        r#"{"type":"vote","id":11,"key":"0190b8a0-0000-4000-8000-000000000002","question":"nope","up":true}"#,
        "no_such_question",
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_bad_message_earns_its_code_and_reaches_nobody() {
    let house = House::open().await;
    let mut bystander = house.person("attendee", "Berta", &[]).await;
    let mut mallory = house.person("attendee", "Mallory", &[]).await;
    bystander
        .hear(Duration::from_secs(5), |m| {
            m["type"] == "presence" && m["present"] == 2
        })
        .await
        .unwrap();
    for (text, code) in MESSAGES {
        mallory.send_text((*text).to_owned()).await.unwrap();
        let refused = mallory
            .hear(Duration::from_secs(5), |m| m["type"] == "refused")
            .await
            .unwrap();
        assert_eq!(refused["code"], *code, "for {text}: {refused}");
    }
    // Twenty levels of nothing, and a name that is too long for any message.
    let deep = format!(
        "{{\"id\":1,\"type\":\"leave\",\"x\":{}{}}}",
        "[".repeat(200),
        "]".repeat(200)
    );
    mallory.send_text(deep).await.unwrap();
    let refused = mallory
        .hear(Duration::from_secs(5), |m| m["type"] == "refused")
        .await
        .unwrap();
    assert!(
        ["too_deep", "malformed"].contains(&refused["code"].as_str().unwrap()),
        "{refused}"
    );
    let still = mallory
        .ask(json!({ "type": "raise_hand", "up": true }))
        .await;
    assert!(
        still.is_ok(),
        "a clumsy client is not thrown out: {still:?}"
    );
    let other = bystander
        .hear(Duration::from_millis(700), |m| {
            m["type"] != "beat" && m["type"] != "presence"
        })
        .await;
    assert!(other.is_err(), "a bystander was told of it: {other:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn tickets_that_are_not_ours_are_refused_alike() {
    let house = House::open().await;
    let link = house.server.ticket("attendee", "Anna", &[]).await.unwrap();
    let ticket = link.split("#ticket=").nth(1).unwrap().to_owned();
    let parts: Vec<&str> = ticket.split('.').collect();
    let none = format!("eyJhbGciOiJub25lIn0.{}.", parts[1]);
    let mut answers = Vec::new();
    for forged in [
        String::new(),
        "x".into(),
        none,
        format!("{}.{}.", parts[0], parts[1]),
        format!("{ticket}x"),
        "x".repeat(60_000),
    ] {
        let mut person = Person::connect(&house.server.http).await.unwrap();
        let refused = person
            .ask(json!({ "type": "hello", "ticket": forged, "seat": "0123456789abcdef0" }))
            .await;
        answers.push(refused.unwrap_err().to_string());
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
    assert!(answers[0].starts_with("ticket_invalid"), "{answers:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn foreign_origins_and_half_requests_are_turned_away() {
    let house = House::open().await;
    let upgrade = |more: &str| {
        format!(
            "GET /ws HTTP/1.1\r\nhost: {}\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\n\
             sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-protocol: roadshow.v1\r\n{more}\r\n",
            house.server.http
        )
    };
    for origin in [
        "http://evil.example",
        "null",
        "http://localhost.evil.example",
        "https://localhost",
    ] {
        let answer = exchange(
            &house.server.http,
            upgrade(&format!("origin: {origin}\r\n")).as_bytes(),
        )
        .await;
        assert!(answer.starts_with("HTTP/1.1 403"), "{origin}: {answer}");
    }
    let (status, body) = house
        .http("GET", "/api/v1/shows/no-such-show", "", None)
        .await;
    assert!(matches!(status, 401 | 404), "{status} {body}");
    assert!(body["code"].is_string(), "{body}");
    let (status, _) = house
        .http("POST", "/api/v1/shows", "wrong", Some(Value::Null))
        .await;
    assert_eq!(status, 401);
}
