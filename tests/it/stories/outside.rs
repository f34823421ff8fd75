//! What operators, scripts and other shows may rely on.

use std::time::Duration;

use roadshow_load::leg::Look;
use roadshow_load::publish::voice;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::{House, exchange, until};

/// Every metric that is promised, without the suffixes that the text format adds to counters and histograms.
const METRICS: &[&str] = &[
    "roadshow_rooms",
    "roadshow_participants{role=",
    "roadshow_peers{transport=",
    "roadshow_tuned{channel=",
    "roadshow_relay_packets_total{direction=",
    "roadshow_relay_bytes_total{direction=",
    "roadshow_relay_dropped_total",
    "roadshow_keyframe_requests_total",
    "roadshow_nack_total",
    "roadshow_ws_messages_total{direction=",
    "roadshow_ws_outbox_dropped_total",
    "roadshow_questions_total{state=",
    "roadshow_ledger_commit_seconds_bucket",
    "roadshow_join_seconds_bucket{",
    "roadshow_build_info{",
    "roadshow_shard_legs{thread=",
    "roadshow_shard_handed_total{thread=",
    "roadshow_shard_dropped_total{thread=",
    "roadshow_shard_queue{thread=",
];

async fn get(address: &str, path: &str) -> String {
    let request = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    exchange(address, request.as_bytes()).await
}

fn asking(text: &str) -> Value {
    json!({ "type": "ask", "key": Uuid::new_v4().to_string(), "text": text, "language": "de", "anonymous": false })
}

#[tokio::test(flavor = "multi_thread")]
async fn health_and_metrics_are_where_operators_look() {
    let house = House::open().await;
    let (web, admin) = (&house.server.http, &house.server.admin);
    for path in ["/healthz", "/readyz"] {
        let answer = get(web, path).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
    }
    assert!(
        !get(web, "/metrics").await.contains("roadshow_rooms"),
        "metrics are the admin listener's only"
    );

    let mut speaker = house.person("speaker", "Stefan", &[]).await;
    let mut alice = house.person("attendee", "Alice", &[]).await;
    let ear = alice.receive(&house.crowd, Look::Payloads).await.unwrap();
    let send = speaker.publish(&house.crowd).await.unwrap();
    speaker
        .ask(json!({ "type": "sources", "microphone": true, "camera": false, "screen": false }))
        .await
        .unwrap();
    let _voice = voice(&send, 0, 7);
    until(&ear, "a voice", |s| {
        s.arrived.iter().any(|line| line.owners.len() > 10)
    })
    .await;
    alice.ask(asking("Wie viele?")).await.unwrap();

    let mut missing = Vec::new();
    for _ in 0..100 {
        let text = get(admin, "/metrics").await;
        missing = METRICS
            .iter()
            .filter(|name| {
                // A family that has counted nothing yet has its description only.
                let described = name.trim_end_matches("_total");
                !text.contains(**name) && !text.contains(&format!("# TYPE {described} counter"))
            })
            .collect();
        if missing.is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("missing: {missing:?}\n{}", get(admin, "/metrics").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_show_is_opened_once_however_often_the_call_is_repeated() {
    let house = House::open().await;
    let token = house.administrator();
    let body = json!({ "title": { "de": "Frühjahr" }, "languages": ["de", "zh"] }).to_string();
    let open = |key: &str| {
        format!(
            "POST /api/v1/shows HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {}\r\nidempotency-key: {key}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            house.server.http,
            token.trim(),
            body.len()
        )
    };
    let mut ids = Vec::new();
    for key in [
        "0190b8a0-0000-4000-8000-0000000000a1",
        "0190b8a0-0000-4000-8000-0000000000a1",
        "0190b8a0-0000-4000-8000-0000000000a2",
    ] {
        let answer = exchange(&house.server.http, open(key).as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
        let body = answer.split("\r\n\r\n").nth(1).unwrap();
        let show: Value = serde_json::from_str(body).unwrap();
        let id = show["id"].as_str().unwrap().to_owned();
        assert!(
            show["url"].as_str().unwrap().ends_with(&format!("/s/{id}")),
            "{show}"
        );
        ids.push(id);
    }
    assert_eq!(ids[0], ids[1], "the same key, the same show");
    assert_ne!(ids[0], ids[2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_rooms_hear_and_read_nothing_of_each_other() {
    let house = House::open().await;
    let token = house.administrator();
    let token = token.trim();
    let plan = json!({ "id": "other", "title": { "de": "Anderswo" }, "languages": ["de", "zh"], "policy": { "auto_stage": true } });
    let (status, body) = house.http("POST", "/api/v1/shows", token, Some(plan)).await;
    assert_eq!(status, 201, "{body}");
    let (status, body) = house
        .http(
            "PUT",
            "/api/v1/shows/other/phase",
            token,
            Some(json!({ "phase": "live" })),
        )
        .await;
    assert_eq!(status, 200, "{body}");
    let mut links = Vec::new();
    for role in ["speaker", "moderator"] {
        let wish = json!({ "role": role, "name": role });
        let (status, made) = house
            .http("POST", "/api/v1/shows/other/tickets", token, Some(wish))
            .await;
        assert_eq!(status, 201, "{made}");
        links.push(made["url"].as_str().unwrap().to_owned());
    }
    let mut there = house.enter(&links[0], "there").await;
    let mut there_ear = house.enter(&links[1], "there-ear").await;
    let mut here = house.person("attendee", "Alice", &[]).await;
    let mut staff = house.person("moderator", "Mo", &[]).await;

    let ear = here.receive(&house.crowd, Look::Payloads).await.unwrap();
    let other = there_ear
        .receive(&house.crowd, Look::Payloads)
        .await
        .unwrap();
    let send = there.publish(&house.crowd).await.unwrap();
    there
        .ask(json!({ "type": "sources", "microphone": true, "camera": false, "screen": false }))
        .await
        .unwrap();
    let _voice = voice(&send, 0, 9);
    until(&other, "the voice in its own room", |s| {
        s.arrived.iter().any(|line| line.owners.len() > 50)
    })
    .await;
    there_ear.ask(asking("nur hier")).await.unwrap();
    there_ear
        .hear(Duration::from_secs(5), |m| m["type"] == "question_changed")
        .await
        .unwrap();

    let standing = ear.standing().await;
    assert!(
        standing.arrived.iter().all(|line| line.owners.is_empty()),
        "a voice of another room was heard"
    );
    // A question of one's own comes as the first that is heard: nothing of the other room came before it.
    here.ask(asking("und hier")).await.unwrap();
    let first = staff
        .hear(Duration::from_secs(5), |m| m["type"] == "question_changed")
        .await
        .unwrap();
    assert_eq!(first["question"]["text"], "und hier");

    // A ticket of one room says nothing about the other.
    let foreign = links[1].split("#ticket=").nth(1).unwrap();
    let (status, _) = house
        .http("GET", "/api/v1/shows/demo/questions", foreign, None)
        .await;
    assert!((401..=404).contains(&status), "{status}");
}
