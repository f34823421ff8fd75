//! A crash in the middle of everything: what was acknowledged is kept, and nothing is applied twice.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use roadshow_load::person::Person;
use serde_json::{Value, json};
use tokio::sync::mpsc;
use uuid::Uuid;

use crate::harness::{House, seat};

/// Twenty cycles of writers with keys; `ROADSHOW_KILLS=200` asks for more.
#[tokio::test(flavor = "multi_thread")]
async fn everything_acknowledged_survives_kill_nine_once() {
    let cycles = std::env::var("ROADSHOW_KILLS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(20);
    let mut house =
        House::open_with("[limits]\nmessages_per_second = 1000\nmessages_burst = 1000\n").await;
    let link = house
        .server
        .ticket("attendee", "Writer", &["--seats", "20000"])
        .await
        .unwrap();
    let moderator = house.server.ticket("moderator", "Mo", &[]).await.unwrap();
    let token = moderator.split("#ticket=").nth(1).unwrap().to_owned();
    let mut kept: BTreeSet<String> = BTreeSet::new();
    let mut sent = 0;

    for cycle in 0..cycles {
        let (acknowledged, mut told) = mpsc::unbounded_channel();
        let mut writers = Vec::new();
        for n in 0..8 {
            let (http, link) = (house.server.http.clone(), link.clone());
            let name = format!("{cycle}-{n}");
            writers.push(tokio::spawn(write(http, link, name, acknowledged.clone())));
        }
        drop(acknowledged);
        // A span that differs from cycle to cycle without chance: 100 to 600 ms.
        tokio::time::sleep(Duration::from_millis(100 + (cycle * 397) % 500)).await;
        house.server.kill().await.unwrap();
        for writer in writers {
            sent += writer.await.unwrap();
        }
        while let Some(text) = told.recv().await {
            kept.insert(text);
        }
        house.server.restart().await.unwrap();

        let (status, questions) = house
            .http("GET", "/api/v1/shows/demo/questions", &token, None)
            .await;
        assert_eq!(status, 200, "{questions}");
        let stored = count(&questions);
        let lost: Vec<_> = kept
            .iter()
            .filter(|text| !stored.contains_key(*text))
            .collect();
        assert!(
            lost.is_empty(),
            "cycle {cycle}: acknowledged but lost: {lost:?}"
        );
        let twice: Vec<_> = stored.iter().filter(|(_, n)| **n > 1).collect();
        assert!(twice.is_empty(), "cycle {cycle}: stored twice: {twice:?}");
    }
    assert!(
        kept.len() as u64 > cycles,
        "only {} writes were acknowledged of {sent}",
        kept.len()
    );
    assert!(
        (kept.len() as u64) < sent,
        "every kill came between two writes: nothing was in flight"
    );
    println!(
        "{cycles} kills, {sent} writes sent, {} acknowledged, all kept once",
        kept.len()
    );
}

/// Asks as fast as it goes, each question twice with one key, until the server is gone; tells what was acknowledged. A
/// person may have five open questions, so after those the next one comes in.
async fn write(
    http: String,
    link: String,
    name: String,
    acknowledged: mpsc::UnboundedSender<String>,
) -> u64 {
    for sent in 0.. {
        let Ok(mut person) = Person::enter(&http, &link, &seat(&format!("{name}-{sent}"))).await
        else {
            return sent * 5;
        };
        for n in 0..5 {
            let text = format!("question {n} of {name}-{sent}?");
            let ask = json!({
                "type": "ask",
                "key": Uuid::new_v4().to_string(),
                "text": text,
                "language": "de",
                "anonymous": false,
            });
            for _ in 0..2 {
                if person.ask(ask.clone()).await.is_err() {
                    return sent * 5 + n + 1;
                }
            }
            let _ = acknowledged.send(text);
        }
    }
    unreachable!("the server is killed before numbers run out")
}

/// How often each text is stored.
fn count(questions: &Value) -> BTreeMap<String, u32> {
    let list = questions
        .as_array()
        .or_else(|| questions["questions"].as_array())
        .unwrap();
    let mut counts = BTreeMap::new();
    for question in list {
        *counts
            .entry(question["text"].as_str().unwrap().to_owned())
            .or_default() += 1;
    }
    counts
}
