//! An orderly end: everybody is told, nothing acknowledged is lost, the process says that all went well.

use std::time::{Duration, Instant};

use roadshow_load::leg::Look;
use roadshow_load::publish::voice;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::House;

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_asked_to_end_bids_everybody_farewell_and_exits_with_nought() {
    let mut house = House::open().await;
    let mut people = Vec::new();
    for (role, name) in [
        ("host", "Hanna"),
        ("speaker", "Stefan"),
        ("attendee", "Alice"),
        ("attendee", "Bo"),
    ] {
        people.push(house.person(role, name, &[]).await);
    }
    let _ear = people[2]
        .receive(&house.crowd, Look::Headers)
        .await
        .unwrap();
    let ask = json!({ "type": "ask", "key": Uuid::new_v4().to_string(), "text": "Bleibt das?", "language": "de", "anonymous": false });
    people[3].ask(ask).await.unwrap();

    let began = Instant::now();
    let (status, goodbyes) = tokio::join!(house.server.terminate(), async {
        let mut goodbyes = Vec::new();
        for person in &mut people {
            let heard = person
                .hear(Duration::from_secs(12), |m| m["type"] == "goodbye")
                .await;
            goodbyes.push(heard.unwrap());
        }
        goodbyes
    });
    assert_eq!(status.unwrap().code(), Some(0));
    assert!(
        began.elapsed() < Duration::from_secs(15),
        "{:?}",
        began.elapsed()
    );
    for goodbye in goodbyes {
        assert_eq!(goodbye["code"], "restarting", "{goodbye}");
        assert!(
            goodbye["retry_after_ms"].as_u64().is_some_and(|ms| ms > 0),
            "{goodbye}"
        );
    }

    house.server.restart().await.unwrap();
    let again = house.person("moderator", "Mo", &[]).await;
    assert_eq!(again.welcome["questions"][0]["text"], "Bleibt das?");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_has_the_same_people_data_and_administrator() {
    let mut house = House::open().await;
    let roles = ["host", "moderator", "speaker", "interpreter", "attendee"];
    let first: Vec<String> = roles
        .iter()
        .map(|role| house.server.demo_link(role).unwrap())
        .collect();
    let token = house.administrator();
    assert!(
        house
            .server
            .printed
            .iter()
            .any(|line| line.contains(token.trim())),
        "the token is printed at first start"
    );
    let mut before = Vec::new();
    for (role, link) in roles.iter().zip(&first) {
        let person = house.enter(link, role).await;
        before.push(person.welcome["you"]["participant"].clone());
    }
    house.server.terminate().await.unwrap();
    house.server.restart().await.unwrap();

    assert!(
        !house
            .server
            .printed
            .iter()
            .any(|line| line.contains(token.trim())),
        "the token is printed once"
    );
    let second: Vec<String> = roles
        .iter()
        .map(|role| house.server.demo_link(role).unwrap())
        .collect();
    // Links of the first and of the second start are the same persons'.
    for links in [&first, &second] {
        let mut after = Vec::new();
        for (role, link) in roles.iter().zip(links) {
            let person = house.enter(link, role).await;
            assert_eq!(person.welcome["room"]["phase"], "live");
            after.push(person.welcome["you"]["participant"].clone());
        }
        assert_eq!(before, after);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_demo_that_was_ended_is_live_again_at_the_next_start() {
    let mut house = House::open().await;
    let link = house.server.demo_link("host").unwrap();
    let mut host = house.enter(&link, "Hanna").await;
    let over = json!({ "type": "set_phase", "key": Uuid::new_v4().to_string(), "phase": "ended" });
    host.ask(over).await.unwrap();
    house.server.terminate().await.unwrap();
    house.server.restart().await.unwrap();
    let host = house.enter(&link, "Hanna").await;
    assert_eq!(host.welcome["room"]["phase"], "live");
}

#[tokio::test(flavor = "multi_thread")]
async fn partners_who_exchanged_their_directions_own_them_after_a_second_start() {
    let mut house = House::open().await;
    let booths = json!([{ "id": "de-zh", "languages": ["de", "zh"], "works": "by_direction" }]);
    house.show("fair", &["de", "zh"], booths).await;
    let (mut links, mut people, mut media) = (Vec::new(), Vec::new(), Vec::new());
    for (tag, name) in [(1, "Xia"), (2, "Yan")] {
        let link = house
            .link_of("fair", "interpreter", name, &[("booth", "de-zh")])
            .await;
        let mut person = house.enter(&link, name).await;
        let ear = person.receive(&house.crowd, Look::Headers).await.unwrap();
        let send = person.publish(&house.crowd).await.unwrap();
        media.push((voice(&send, 0, tag), send, ear));
        links.push((link, name));
        people.push(person);
    }
    assert_eq!(owners(&people[1].welcome["booths"][0]), ["de", "zh"]);
    for (who, wish) in [
        (0, json!({ "type": "microphone", "state": "on" })),
        (1, json!({ "type": "hand_over", "act": "request" })),
        (0, json!({ "type": "hand_over", "act": "accept" })),
        (0, json!({ "type": "hand_over", "act": "cut" })),
        (0, json!({ "type": "hand_over", "act": "cut" })),
    ] {
        people[who].ask(wish).await.unwrap();
    }
    let exchanged = people[1].hear(Duration::from_secs(20), |m| {
        m["type"] == "booth_changed" && owners(&m["booth"]) == ["zh", "de"]
    });
    exchanged.await.unwrap();

    house.server.terminate().await.unwrap();
    house.server.restart().await.unwrap();
    for (link, name) in &links {
        let person = house.enter(link, name).await;
        assert_eq!(owners(&person.welcome["booths"][0]), ["zh", "de"], "{name}");
    }
}

/// Who owns which direction, in the order of the seats.
fn owners(booth: &Value) -> Vec<&str> {
    let seats = booth["seats"].as_array().unwrap().iter();
    seats.filter_map(|seat| seat["owns"].as_str()).collect()
}
