//! What a listener hears, packet by packet, at a listener that is no browser: times are arrival times.

use std::time::{Duration, Instant};

use roadshow_load::crowd::{LegHandle, Standing};
use roadshow_load::leg::Look;
use roadshow_load::person::Person;
use roadshow_load::publish::{QUIET, SPEECH, voice};
use serde_json::json;

use crate::harness::{House, hears, until};

const FLOOR: usize = 3;
const CHANNEL: usize = 7;
const SPEAKER: u8 = 1;
const INES: u8 = 2;
const IVAN: u8 = 3;

/// A German speaker on stage, a booth with two interpreters, and Mei, who listens in Chinese.
struct Scene {
    house: House,
    /// Kept: a person who is dropped has left.
    _speaker: Person,
    speaker_send: LegHandle,
    ines: Person,
    ines_send: LegHandle,
    ivan: Person,
    ivan_send: LegHandle,
    mei: Person,
    ear: LegHandle,
}

impl Scene {
    async fn open() -> Self {
        let house = House::open().await;
        let mut speaker = house
            .person("speaker", "Stefan", &["--language", "de"])
            .await;
        let speaker_send = speaker.publish(&house.crowd).await.unwrap();
        speaker
            .ask(json!({ "type": "sources", "microphone": true, "camera": false, "screen": false }))
            .await
            .unwrap();
        let mut ines = house
            .person("interpreter", "Ines", &["--booth", "de-zh"])
            .await;
        let ines_send = ines.publish(&house.crowd).await.unwrap();
        let mut ivan = house
            .person("interpreter", "Ivan", &["--booth", "de-zh"])
            .await;
        let ivan_send = ivan.publish(&house.crowd).await.unwrap();
        let mut mei = house.person("attendee", "Mei", &["--language", "zh"]).await;
        let ear = mei.receive(&house.crowd, Look::Payloads).await.unwrap();
        mei.ask(json!({ "type": "listen", "language": "zh", "underneath": false }))
            .await
            .unwrap();
        Self {
            house,
            _speaker: speaker,
            speaker_send,
            ines,
            ines_send,
            ivan,
            ivan_send,
            mei,
            ear,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn mei_hears_chinese_while_ines_is_on_and_german_once_she_is_off() {
    let mut scene = Scene::open().await;
    let _stage = voice(&scene.speaker_send, 0, SPEAKER);
    let _booth = voice(&scene.ines_send, 0, INES);
    until(&scene.ear, "the floor, as nobody interprets", on_floor).await;

    scene
        .ines
        .ask(json!({ "type": "microphone", "state": "on" }))
        .await
        .unwrap();
    until(&scene.ear, "the channel", |s| hears(s, CHANNEL, INES)).await;
    scene
        .mei
        .hear(Duration::from_secs(5), |m| {
            m["type"] == "listening" && m["source"] == "channel"
        })
        .await
        .unwrap();
    // The floor fades out beneath the channel that has begun.
    tokio::time::sleep(Duration::from_millis(600)).await;
    scene.ear.forget();
    tokio::time::sleep(Duration::from_secs(1)).await;
    let standing = scene.ear.standing().await;
    assert!(
        !heard(&standing, SPEAKER),
        "the floor was sent to a listener who hears none of it"
    );

    // A cough changes nothing but her own packets: the floor does not break in.
    scene
        .ines
        .ask(json!({ "type": "microphone", "state": "cough" }))
        .await
        .unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    scene.ear.forget();
    tokio::time::sleep(Duration::from_secs(1)).await;
    let standing = scene.ear.standing().await;
    assert!(
        !heard(&standing, SPEAKER) && !heard(&standing, INES),
        "a cough was heard, or the floor broke in"
    );
    scene
        .ines
        .ask(json!({ "type": "microphone", "state": "on" }))
        .await
        .unwrap();
    until(&scene.ear, "the channel after the cough", |s| {
        hears(s, CHANNEL, INES)
    })
    .await;

    let off = Instant::now();
    scene
        .ines
        .ask(json!({ "type": "microphone", "state": "off" }))
        .await
        .unwrap();
    let standing = until(&scene.ear, "the floor", on_floor).await;
    let took = first_after(&standing, SPEAKER, off);
    println!("interpreter off to floor: {took:?}");
    assert!(
        took < Duration::from_secs(1),
        "the floor came after {took:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_armed_partner_is_live_within_two_seconds_when_the_active_connection_dies() {
    let mut scene = Scene::open().await;
    let _stage = voice(&scene.speaker_send, 0, SPEAKER);
    let first = voice(&scene.ines_send, 0, INES);
    let _second = voice(&scene.ivan_send, 0, IVAN);
    scene
        .ines
        .ask(json!({ "type": "microphone", "state": "on" }))
        .await
        .unwrap();
    until(&scene.ear, "Ines on the channel", |s| {
        hears(s, CHANNEL, INES)
    })
    .await;
    let refused = scene
        .ivan
        .ask(json!({ "type": "microphone", "state": "on" }))
        .await
        .unwrap_err();
    assert!(
        refused.to_string().starts_with("channel_occupied"),
        "{refused}"
    );
    scene
        .ivan
        .ask(json!({ "type": "microphone", "state": "armed" }))
        .await
        .unwrap();
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(
        !heard(&scene.ear.standing().await, IVAN),
        "an armed microphone was heard"
    );

    let died = Instant::now();
    first.cut();
    drop(scene.ines);
    let standing = until(&scene.ear, "Ivan on the channel", |s| {
        hears(s, CHANNEL, IVAN)
    })
    .await;
    let took = first_after(&standing, IVAN, died);
    println!("connection lost to partner: {took:?}");
    assert!(
        took < Duration::from_secs(2),
        "the partner came after {took:?}"
    );
    let both = standing.arrived[CHANNEL]
        .owners
        .windows(2)
        .filter(|w| w[0].1 == IVAN && w[1].1 == INES)
        .count();
    assert_eq!(both, 0, "two live outputs on one channel");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unarmed_partner_never_opens_and_the_floor_comes_instead() {
    let mut scene = Scene::open().await;
    let _stage = voice(&scene.speaker_send, 0, SPEAKER);
    let first = voice(&scene.ines_send, 0, INES);
    let _second = voice(&scene.ivan_send, 0, IVAN);
    scene
        .ines
        .ask(json!({ "type": "microphone", "state": "on" }))
        .await
        .unwrap();
    until(&scene.ear, "Ines on the channel", |s| {
        hears(s, CHANNEL, INES)
    })
    .await;
    first.cut();
    drop(scene.ines);
    until(&scene.ear, "the floor", on_floor).await;
    assert!(
        !heard(&scene.ear.standing().await, IVAN),
        "a microphone opened that nobody had armed"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chinese_voice_turns_the_booth_and_nobody_is_cut_off() {
    let mut scene = Scene::open().await;
    let stage = voice(&scene.speaker_send, 0, SPEAKER);
    let booth = voice(&scene.ines_send, 0, INES);
    scene
        .ines
        .ask(json!({ "type": "microphone", "state": "on" }))
        .await
        .unwrap();
    until(&scene.ear, "Ines in Chinese", |s| hears(s, CHANNEL, INES)).await;
    let mut dieter = scene
        .house
        .person("attendee", "Dieter", &["--language", "de"])
        .await;
    let dieters = dieter
        .receive(&scene.house.crowd, Look::Payloads)
        .await
        .unwrap();
    dieter
        .ask(json!({ "type": "listen", "language": "de", "underneath": false }))
        .await
        .unwrap();
    until(&dieters, "the German floor", on_floor).await;

    // The speaker falls silent, a Chinese voice begins.
    const LIN: u8 = 4;
    let mut lin = scene
        .house
        .person("speaker", "Lin", &["--language", "zh"])
        .await;
    let lin_send = lin.publish(&scene.house.crowd).await.unwrap();
    lin.ask(json!({ "type": "sources", "microphone": true, "camera": false, "screen": false }))
        .await
        .unwrap();
    stage.level(QUIET);
    let chinese = voice(&lin_send, 0, LIN);
    let armed = scene
        .ines
        .hear(Duration::from_secs(8), |m| {
            m["type"] == "booth_changed" && m["booth"]["armed"] == "de"
        })
        .await
        .unwrap();
    assert_eq!(
        armed["booth"]["output"], "zh",
        "the direction turned before the cut"
    );
    let standing = scene.ear.standing().await;
    assert!(
        hears(&standing, CHANNEL, INES),
        "the tail of her sentence was cut off"
    );

    // Her pause is the cut: German listeners hear her now, Chinese ones the floor alone.
    booth.level(QUIET);
    scene
        .ines
        .hear(Duration::from_secs(3), |m| {
            m["type"] == "booth_changed" && m["booth"]["output"] == "de"
        })
        .await
        .unwrap();
    booth.level(SPEECH);
    until(&dieters, "Ines in German", |s| hears(s, CHANNEL, INES)).await;
    until(&scene.ear, "Lin on the floor", |s| {
        (FLOOR..FLOOR + 3).any(|l| hears(s, l, LIN))
    })
    .await;
    scene.ear.forget();
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(
        !heard(&scene.ear.standing().await, INES),
        "Mei hears German"
    );

    let refused = scene
        .ines
        .ask(json!({ "type": "direction", "language": "zh", "override": false }))
        .await
        .unwrap_err();
    assert!(
        refused.to_string().starts_with("speaks_floor_language"),
        "{refused}"
    );
    chinese.cut();
}

fn on_floor(standing: &Standing) -> bool {
    (FLOOR..FLOOR + 3).any(|line| hears(standing, line, SPEAKER))
}

fn heard(standing: &Standing, owner: u8) -> bool {
    standing
        .arrived
        .iter()
        .any(|line| line.owners.iter().any(|o| o.1 == owner))
}

/// Time from `start` to the first packet of `owner` behind the last gap before which she was not heard.
fn first_after(standing: &Standing, owner: u8, start: Instant) -> Duration {
    let arrivals = standing
        .arrived
        .iter()
        .flat_map(|l| &l.owners)
        .filter(|o| o.1 == owner && o.0 > start);
    arrivals.map(|o| o.0 - start).min().unwrap()
}
