//! A show is conducted: its run sheet comes with it, everybody follows in her own form, and a crash of the server takes
//! none of it.

use std::time::Duration;

use roadshow_load::person::Person;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::House;

const SOON: Duration = Duration::from_secs(5);

/// A durable command with a key of its own.
async fn asks(person: &mut Person, mut message: Value) -> anyhow::Result<Value> {
    message["key"] = Uuid::new_v4().to_string().into();
    person.ask(message).await
}

/// A show of two pitches, planned.
async fn planned(house: &House) -> String {
    let plan = json!({
        "id": "spring", "title": { "en": "Spring" }, "languages": ["de", "zh"],
        "run_sheet": [
            { "kind": "pitch", "title": "Pumps", "titles": { "zh": "泵" }, "speaker": "Anna Kern",
              "language": "de", "minutes": 10, "notes": "for the crew" },
            { "title": "Robots", "speaker": "Li Ming", "language": "zh", "minutes": 12, "decks": ["deck-1"] },
        ],
    });
    let token = house.administrator();
    let (status, body) = house
        .http("POST", "/api/v1/shows", &token, Some(plan))
        .await;
    assert_eq!(status, 201, "{body}");
    assert_eq!(body["programme"][0]["titles"]["zh"], "泵", "{body}");
    assert!(!body.to_string().contains("for the crew"), "{body}");
    token
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_sheet_comes_with_its_show_and_one_that_is_wrong_opens_none() {
    let house = House::open().await;
    planned(&house).await;
    let token = house.administrator();
    for wrong in [
        json!([{ "title": "" }]),
        json!([{ "title": "x", "language": "klingon!" }]),
        json!([{ "title": "x", "kind": "dance" }]),
        json!([{ "title": "x", "surprise": 1 }]),
    ] {
        let plan = json!({
            "id": "wrong", "title": { "en": "x" }, "languages": ["de"], "run_sheet": wrong,
        });
        let (status, body) = house
            .http("POST", "/api/v1/shows", &token, Some(plan))
            .await;
        assert!((400..500).contains(&status), "{status} {body}");
    }
    let (status, _) = house.http("GET", "/api/v1/shows/wrong", &token, None).await;
    assert_eq!(status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn moving_on_reaches_everybody_in_her_own_form_and_survives_kill_nine() {
    let mut house = House::open().await;
    let token = planned(&house).await;
    let live = json!({ "phase": "live" });
    house
        .http("PUT", "/api/v1/shows/spring/phase", &token, Some(live))
        .await;
    let mut host = house.person_of("spring", "host", "Hanna", &[]).await;
    let mut anna = house.person_of("spring", "speaker", "Anna Kern", &[]).await;
    let mut guest = house.person_of("spring", "attendee", "Bai", &[]).await;
    assert_eq!(guest.welcome["programme"]["items"][1]["title"], "Robots");
    assert!(guest.welcome["run_sheet"].is_null());
    assert!(!guest.welcome.to_string().contains("for the crew"));
    assert_eq!(anna.welcome["you"]["cue"], "next");
    let expected = &anna.welcome["run_sheet"]["items"][0]["people"][0];
    assert_eq!(expected, &anna.welcome["you"]["participant"]);

    let check = json!({ "type": "check_in", "network": "open", "camera": true });
    asks(&mut anna, check).await.unwrap();
    let whom = anna.welcome["you"]["participant"].clone();
    let seen = |m: &Value| m["type"] == "people_changed" && m["person"]["step"] == "backstage";
    let person = host.hear(SOON, seen).await.unwrap();
    assert_eq!(person["person"]["checked"]["network"], "open", "{person}");

    asks(&mut host, json!({ "type": "run_sheet_at", "item": 0 }))
        .await
        .unwrap();
    let moved = |m: &Value| m["type"] == "programme_changed";
    let programme = guest.hear(SOON, moved).await.unwrap();
    assert_eq!(programme["programme"]["current"], 0, "{programme}");
    let texts = json!({ "de": "Gleich geht es weiter.", "zh": "马上继续。" });
    asks(&mut host, json!({ "type": "announce", "texts": texts }))
        .await
        .unwrap();
    host.ask(json!({ "type": "cue", "participant": whom, "on": true }))
        .await
        .unwrap();
    let called = |m: &Value| m["type"] == "you_changed" && m["you"]["cue"] == "called";
    anna.hear(SOON, called).await.unwrap();
    let refused = asks(&mut guest, json!({ "type": "announce", "texts": texts })).await;
    assert!(refused.unwrap_err().to_string().starts_with("forbidden"));

    house.server.kill().await.unwrap();
    house.server.restart().await.unwrap();
    let host = house.person_of("spring", "host", "Helga", &[]).await;
    let sheet = &host.welcome["run_sheet"];
    assert_eq!(sheet["current"], 0, "{sheet}");
    assert_eq!(sheet["chapters"][0]["title"], "Pumps", "{sheet}");
    assert_eq!(sheet["items"][1]["decks"][0], "deck-1", "{sheet}");
    assert_eq!(host.welcome["room"]["banner"]["texts"]["zh"], "马上继续。");
    assert_eq!(host.welcome["floor"]["language"], "de");
    let people = host.welcome["people"].as_array().unwrap();
    let kept = people.iter().find(|person| person["participant"] == whom);
    assert_eq!(kept.unwrap()["checked"]["camera"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_practice_is_for_those_inside_and_nothing_of_it_is_kept() {
    let mut house = House::open().await;
    planned(&house).await;
    let mut host = house.person_of("spring", "host", "Hanna", &[]).await;
    let mut anna = house.person_of("spring", "speaker", "Anna Kern", &[]).await;
    let refused = asks(&mut anna, json!({ "type": "practice", "on": true })).await;
    assert!(refused.unwrap_err().to_string().starts_with("forbidden"));
    asks(&mut host, json!({ "type": "practice", "on": true }))
        .await
        .unwrap();
    let ask = json!({ "type": "ask", "text": "Why?", "language": "de", "anonymous": false });
    asks(&mut anna, ask).await.unwrap();
    asks(&mut host, json!({ "type": "run_sheet_at", "item": 1 }))
        .await
        .unwrap();
    house.server.kill().await.unwrap();
    house.server.restart().await.unwrap();

    let mut host = house.person_of("spring", "host", "Helga", &[]).await;
    assert_eq!(host.welcome["room"]["practice"], true);
    assert_eq!(host.welcome["questions"].as_array().unwrap().len(), 0);
    asks(&mut host, json!({ "type": "practice", "on": false }))
        .await
        .unwrap();
    let fresh = host.hear(SOON, |m| m["type"] == "welcome").await.unwrap();
    assert!(fresh["room"]["practice"].is_null(), "{fresh}");
    assert!(fresh["run_sheet"]["current"].is_null(), "{fresh}");
    assert!(fresh["run_sheet"]["chapters"].is_null(), "{fresh}");
}
