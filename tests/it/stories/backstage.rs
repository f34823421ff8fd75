//! Backstage is heard backstage only, in the forwarding table and not merely in the page.

use std::time::Duration;

use roadshow_load::leg::Look;
use roadshow_load::publish::voice;
use serde_json::json;
use uuid::Uuid;

use crate::harness::{House, hears, until};

/// Lines of an attendee: stage, inset, sign, floor × 3, shared, channel.
const ATTENDEE_FLOOR: usize = 3;
/// Lines of a host: stage, inset, sign, backstage × 4, floor × 3, shared, channel, backstage × 4.
const HOST_BACKSTAGE: usize = 12;

#[tokio::test(flavor = "multi_thread")]
async fn the_hall_hears_a_speaker_only_while_she_is_on_stage() {
    let house = House::open().await;
    let mut host = house.person("host", "Hanna", &["--language", "de"]).await;
    let mut alice = house
        .person("attendee", "Alice", &["--language", "de"])
        .await;
    let mut speaker = house
        .person("speaker", "Stefan", &["--language", "de"])
        .await;
    let who = speaker.welcome["you"]["participant"].clone();

    let hall = alice.receive(&house.crowd, Look::Payloads).await.unwrap();
    let desk = host.receive(&house.crowd, Look::Payloads).await.unwrap();
    let send = speaker.publish(&house.crowd).await.unwrap();
    speaker
        .ask(json!({ "type": "sources", "microphone": true, "camera": false, "screen": false }))
        .await
        .unwrap();
    let _voice = voice(&send, 0, 7);
    until(&hall, "the speaker on the floor", |s| floor_hears(s, 7)).await;

    let key = || Uuid::new_v4().to_string();
    host.ask(json!({ "type": "take_down", "key": key(), "participant": who }))
        .await
        .unwrap();
    until(&desk, "the speaker backstage", |s| {
        (0..4).any(|n| hears(s, HOST_BACKSTAGE + n, 7))
    })
    .await;
    hall.forget();
    tokio::time::sleep(Duration::from_secs(1)).await;
    let standing = hall.standing().await;
    assert!(
        standing.arrived.iter().all(|line| line.owners.is_empty()),
        "the hall heard somebody backstage"
    );

    // Back up: the same connection, no new offer from anybody.
    host.ask(json!({ "type": "bring_up", "key": key(), "participant": who }))
        .await
        .unwrap();
    until(&hall, "the speaker on the floor again", |s| {
        floor_hears(s, 7)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_hears_herself_and_the_muted_are_not_heard() {
    let house = House::open().await;
    let mut host = house.person("host", "Hanna", &["--language", "de"]).await;
    let mut one = house
        .person("speaker", "Stefan", &["--language", "de"])
        .await;
    let mut two = house
        .person("speaker", "Sabine", &["--language", "de"])
        .await;
    let (ear_one, send_one) = (
        one.receive(&house.crowd, Look::Payloads).await.unwrap(),
        one.publish(&house.crowd).await.unwrap(),
    );
    let (ear_two, send_two) = (
        two.receive(&house.crowd, Look::Payloads).await.unwrap(),
        two.publish(&house.crowd).await.unwrap(),
    );
    for person in [&mut one, &mut two] {
        person
            .ask(json!({ "type": "sources", "microphone": true, "camera": false, "screen": false }))
            .await
            .unwrap();
    }
    let _voices = [voice(&send_one, 0, 1), voice(&send_two, 0, 2)];
    until(&ear_one, "Sabine in Stefan's ear", |s| any_hears(s, 2)).await;
    let standing = until(&ear_two, "Stefan in Sabine's ear", |s| any_hears(s, 1)).await;
    assert!(
        !standing
            .arrived
            .iter()
            .any(|l| l.owners.iter().any(|o| o.1 == 2)),
        "Sabine heard herself"
    );

    let who = one.welcome["you"]["participant"].clone();
    host.ask(json!({ "type": "mute", "participant": who, "muted": true }))
        .await
        .unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    ear_two.forget();
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(
        !any_hears(&ear_two.standing().await, 1),
        "a muted microphone was heard"
    );
}

fn floor_hears(standing: &roadshow_load::crowd::Standing, owner: u8) -> bool {
    (0..3).any(|n| hears(standing, ATTENDEE_FLOOR + n, owner))
}

fn any_hears(standing: &roadshow_load::crowd::Standing, owner: u8) -> bool {
    (0..standing.arrived.len()).any(|line| hears(standing, line, owner))
}
