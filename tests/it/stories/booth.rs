//! Two in a booth, and booths that listen to each other, packet by packet at listeners that are no browsers.

use std::time::{Duration, Instant};

use roadshow_load::crowd::{LegHandle, Standing};
use roadshow_load::leg::Look;
use roadshow_load::person::Person;
use roadshow_load::publish::{Publishing, QUIET, SPEECH, voice};
use serde_json::{Value, json};

use crate::harness::{House, hears, until};

/// Lines of an attendee: stage, inset, sign, floor × 3, shared, channel.
const FLOOR: usize = 3;
const CHANNEL: usize = 7;
/// Lines of an interpreter: two pictures of partners come before the sounds, two voices of partners behind them.
const BOOTH_FLOOR: usize = 5;
const BOOTH_CHANNEL: usize = 9;
const PARTNER: usize = 10;
/// The floor reaches listeners for 450 ms more when their channel begins.
const FADE: Duration = Duration::from_millis(600);
/// Lines of a host: four pictures of people backstage come before the sounds, four voices of theirs behind them.
const DESK_BACKSTAGE: usize = 12;

/// Somebody with a microphone whose packets bear her tag.
struct Voice {
    person: Person,
    ear: LegHandle,
    voice: Publishing,
    tag: u8,
}

impl Voice {
    async fn speaker(house: &House, show: &str, name: &str, language: &str, tag: u8) -> Self {
        let more = [("language", language)];
        let mut person = house.person_of(show, "speaker", name, &more).await;
        let (ear, voice) = open(house, &mut person, tag).await;
        person
            .ask(json!({ "type": "sources", "microphone": true, "camera": false, "screen": false }))
            .await
            .unwrap();
        Self {
            person,
            ear,
            voice,
            tag,
        }
    }

    async fn interpreter(
        house: &House,
        show: &str,
        name: &str,
        more: &[(&str, &str)],
        tag: u8,
    ) -> Self {
        let mut person = house.person_of(show, "interpreter", name, more).await;
        let (ear, voice) = open(house, &mut person, tag).await;
        Self {
            person,
            ear,
            voice,
            tag,
        }
    }

    async fn microphone(&mut self, state: &str) {
        let wish = json!({ "type": "microphone", "state": state });
        self.person.ask(wish).await.unwrap();
    }

    async fn hand_over(&mut self, act: &str) -> Result<Value, String> {
        let wish = json!({ "type": "hand_over", "act": act });
        self.person
            .ask(wish)
            .await
            .map_err(|refused| refused.to_string())
    }

    async fn talk(&mut self, to: &str, booth: Option<&str>) {
        let mut wish = json!({ "type": "talk", "to": to });
        if let Some(booth) = booth {
            wish["booth"] = booth.into();
        }
        self.person.ask(wish).await.unwrap();
    }

    /// Waits for her booth to be as wanted.
    async fn booth(&mut self, fits: impl Fn(&Value) -> bool) -> Value {
        let heard = self.person.hear(Duration::from_secs(10), |m| {
            m["type"] == "booth_changed" && fits(&m["booth"])
        });
        heard.await.unwrap()["booth"].clone()
    }
}

async fn open(house: &House, person: &mut Person, tag: u8) -> (LegHandle, Publishing) {
    let ear = person.receive(&house.crowd, Look::Payloads).await.unwrap();
    let send = person.publish(&house.crowd).await.unwrap();
    (ear, voice(&send, 0, tag))
}

async fn listener(house: &House, show: &str, name: &str, language: &str) -> (Person, LegHandle) {
    let mut person = house.person_of(show, "attendee", name, &[]).await;
    let ear = person.receive(&house.crowd, Look::Payloads).await.unwrap();
    person
        .ask(json!({ "type": "listen", "language": language, "underneath": false }))
        .await
        .unwrap();
    (person, ear)
}

#[tokio::test(flavor = "multi_thread")]
async fn partners_by_direction_change_with_the_floor_and_nobody_presses_a_key() {
    let house = House::open().await;
    let booths = json!([{ "id": "de-zh", "languages": ["de", "zh"], "works": "by_direction" }]);
    house.show("fair", &["de", "zh"], booths).await;
    let stefan = Voice::speaker(&house, "fair", "Stefan", "de", 1).await;
    let lin = Voice::speaker(&house, "fair", "Lin", "zh", 2).await;
    lin.voice.level(QUIET);
    let own = |language| [("booth", "de-zh"), ("language", language)];
    let mut xia = Voice::interpreter(&house, "fair", "Xia", &own("zh"), 3).await;
    let mut yan = Voice::interpreter(&house, "fair", "Yan", &own("de"), 4).await;
    let (_dieter, dieters) = listener(&house, "fair", "Dieter", "de").await;
    let (_mei, meis) = listener(&house, "fair", "Mei", "zh").await;

    let stage = [stefan.tag, lin.tag];
    xia.microphone("on").await;
    yan.microphone("armed").await;
    until(&meis, "Xia in Chinese", |s| hears(s, CHANNEL, xia.tag)).await;
    until(&dieters, "Stefan on the floor", |s| on_floor(s, stefan.tag)).await;
    only(&meis, &[xia.tag], "while Stefan speaks").await;
    only(&dieters, &stage, "while Stefan speaks").await;

    for (old, new, from, to, tongue, theirs, others) in [
        (&stefan, &lin, &xia.voice, yan.tag, "de", &dieters, &meis),
        (&lin, &stefan, &yan.voice, xia.tag, "zh", &meis, &dieters),
    ] {
        old.voice.level(QUIET);
        new.voice.level(SPEECH);
        let armed = wait(&mut xia.person, |booth| booth["armed"] == tongue).await;
        assert_ne!(
            armed["output"], tongue,
            "the direction turned before the cut"
        );
        from.level(QUIET);
        wait(&mut xia.person, |booth| booth["output"] == tongue).await;
        let cut = Instant::now();
        from.level(SPEECH);
        let standing = until(theirs, "the partner", |s| hears(s, CHANNEL, to)).await;
        println!(
            "cut to the partner's voice: {:?}",
            first_after(&standing, to, cut)
        );
        until(others, "the floor", |s| on_floor(s, new.tag)).await;
        tokio::time::sleep(Duration::from_millis(500)).await;
        only(theirs, &[to], "after the cut").await;
        only(others, &stage, "after the cut").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hand_over_is_declined_then_agreed_and_cut_in_the_outgoing_ones_pause() {
    let house = House::open().await;
    let booths = json!([{ "id": "de-zh", "languages": ["de", "zh"] }]);
    house.show("fair", &["de", "zh"], booths).await;
    let _stefan = Voice::speaker(&house, "fair", "Stefan", "de", 1).await;
    let mut ines = Voice::interpreter(&house, "fair", "Ines", &[("booth", "de-zh")], 2).await;
    let mut ivan = Voice::interpreter(&house, "fair", "Ivan", &[("booth", "de-zh")], 3).await;
    let (_mei, meis) = listener(&house, "fair", "Mei", "zh").await;
    ines.microphone("on").await;
    until(&meis, "Ines", |s| hears(s, CHANNEL, ines.tag)).await;
    let nothing = ivan.hand_over("cut").await.unwrap_err();
    assert!(nothing.starts_with("no_hand_over"), "{nothing}");

    ivan.hand_over("request").await.unwrap();
    ines.booth(|b| b["hand_over"]["state"] == "requested").await;
    ines.hand_over("decline").await.unwrap();
    ivan.booth(|b| b["hand_over"].is_null()).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    only(&meis, &[ines.tag], "after the refusal").await;

    ines.hand_over("offer").await.unwrap();
    ivan.booth(|b| b["hand_over"]["state"] == "offered").await;
    ivan.hand_over("accept").await.unwrap();
    ivan.booth(|b| b["hand_over"]["state"] == "armed").await;
    meis.forget();
    ivan.hand_over("cut").await.unwrap();
    ivan.booth(|b| b["hand_over"]["state"] == "cutting").await;
    tokio::time::sleep(Duration::from_millis(400)).await;
    only(&meis, &[ines.tag], "before her pause").await;
    let paused = Instant::now();
    ines.voice.level(QUIET);
    let standing = until(&meis, "Ivan", |s| hears(s, CHANNEL, ivan.tag)).await;
    let took = first_after(&standing, ivan.tag, paused);
    let gap = changed_once(&standing, ines.tag, ivan.tag);
    println!("pause to cut: {took:?}, gap at the listener: {gap:?}");
    assert!(
        took < Duration::from_secs(1),
        "the cut waited {took:?} in a pause"
    );
    assert!(
        gap <= Duration::from_millis(150),
        "nobody was heard for {gap:?}"
    );
    ines.voice.level(SPEECH);
    tokio::time::sleep(Duration::from_secs(1)).await;
    only(&meis, &[ivan.tag], "after the cut").await;

    // Nobody pauses: either cuts at once with a second press.
    ines.hand_over("request").await.unwrap();
    ivan.booth(|b| b["hand_over"]["state"] == "requested").await;
    ivan.hand_over("accept").await.unwrap();
    ines.booth(|b| b["hand_over"]["state"] == "armed").await;
    meis.forget();
    until(&meis, "Ivan", |s| hears(s, CHANNEL, ivan.tag)).await;
    ines.hand_over("cut").await.unwrap();
    ivan.booth(|b| b["hand_over"]["state"] == "cutting").await;
    let pressed = Instant::now();
    ivan.hand_over("cut").await.unwrap();
    let standing = until(&meis, "Ines", |s| hears(s, CHANNEL, ines.tag)).await;
    let took = first_after(&standing, ines.tag, pressed);
    println!("second press to cut: {took:?}");
    assert!(
        took < Duration::from_secs(1),
        "the second press waited {took:?}"
    );
    changed_once(&standing, ivan.tag, ines.tag);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_booth_without_chinese_listens_to_the_pivot_and_says_so() {
    let house = House::open().await;
    let booths = json!([
        { "id": "en-zh", "languages": ["en", "zh"] },
        { "id": "en-fr", "languages": ["en", "fr"] },
    ]);
    house.show("fair", &["en", "fr", "zh"], booths).await;
    let lin = Voice::speaker(&house, "fair", "Lin", "zh", 1).await;
    let mut zoe = Voice::interpreter(&house, "fair", "Zoe", &[("booth", "en-zh")], 2).await;
    let mut fred = Voice::interpreter(&house, "fair", "Fred", &[("booth", "en-fr")], 3).await;
    let (mut claire, claires) = listener(&house, "fair", "Claire", "fr").await;
    let (_emma, emmas) = listener(&house, "fair", "Emma", "en").await;
    until(&fred.ear, "the floor, as there is no pivot yet", |s| {
        (BOOTH_FLOOR..BOOTH_FLOOR + 3).any(|line| hears(s, line, lin.tag))
    })
    .await;

    let on = Instant::now();
    zoe.person
        .ask(json!({ "type": "direction", "language": "en", "override": false }))
        .await
        .unwrap();
    zoe.microphone("on").await;
    let standing = until(&fred.ear, "the pivot", |s| hears(s, BOOTH_CHANNEL, zoe.tag)).await;
    println!(
        "pivot on to the dependent's ear: {:?}",
        first_after(&standing, zoe.tag, on)
    );
    fred.booth(|b| {
        let incoming = &b["seats"][0]["incoming"];
        incoming["channel"] == "en" && incoming["times"] == 1 && incoming["chosen"] == false
    })
    .await;
    fred.person
        .ask(json!({ "type": "direction", "language": "fr", "override": false }))
        .await
        .unwrap();
    fred.microphone("on").await;
    until(&claires, "Fred in French", |s| hears(s, CHANNEL, fred.tag)).await;
    claire
        .hear(Duration::from_secs(5), |m| {
            m["type"] == "listening" && m["source"] == "channel" && m["via"] == "en"
        })
        .await
        .unwrap();
    zoe.booth(|b| {
        let dependent = &b["relay_for"][0];
        dependent["language"] == "fr" && dependent["booths"] == 1 && dependent["listeners"] == 1
    })
    .await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    only(&claires, &[fred.tag], "by way of English").await;
    only(&emmas, &[zoe.tag], "in English").await;
    only(&fred.ear, &[zoe.tag], "in the dependent's ear").await;

    // A pivot that falls silent is an alarm for both booths, and the floor comes only by Fred's own key.
    zoe.voice.level(QUIET);
    let silent = |b: &Value| {
        let mut alarms = b["alarms"].as_array().unwrap().iter();
        alarms.any(|a| a["alarm"] == "pivot_silent" && a["language"] == "en")
    };
    fred.booth(silent).await;
    zoe.booth(silent).await;
    only(&fred.ear, &[zoe.tag], "while the pivot is silent").await;
    fred.person
        .ask(json!({ "type": "incoming", "source": "floor" }))
        .await
        .unwrap();
    until(&fred.ear, "the floor by his own key", |s| {
        (BOOTH_FLOOR..BOOTH_FLOOR + 3).any(|line| hears(s, line, lin.tag))
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_between_booth_and_desk_reaches_nobody_else() {
    let house = House::open().await;
    let booths = json!([
        { "id": "de-zh", "languages": ["de", "zh"] },
        { "id": "de-en", "languages": ["de", "en"] },
    ]);
    house.show("fair", &["de", "en", "zh"], booths).await;
    let stefan = Voice::speaker(&house, "fair", "Stefan", "de", 1).await;
    let mut ines = Voice::interpreter(&house, "fair", "Ines", &[("booth", "de-zh")], 2).await;
    let mut ivan = Voice::interpreter(&house, "fair", "Ivan", &[("booth", "de-zh")], 3).await;
    let emil = Voice::interpreter(&house, "fair", "Emil", &[("booth", "de-en")], 4).await;
    let mut host = house.person_of("fair", "host", "Hanna", &[]).await;
    let (desk, host_voice) = open(&house, &mut host, 5).await;
    let mut host = Voice {
        person: host,
        ear: desk,
        voice: host_voice,
        tag: 5,
    };
    let (_mei, meis) = listener(&house, "fair", "Mei", "zh").await;
    ines.microphone("on").await;
    until(&meis, "Ines", |s| hears(s, CHANNEL, ines.tag)).await;

    // The partner talks to the active ear.
    ivan.talk("partner", None).await;
    until(&ines.ear, "Ivan in her ear", |s| {
        hears(s, PARTNER, ivan.tag)
    })
    .await;
    let others = [&meis, &stefan.ear, &emil.ear, &host.ear];
    never(&others, ivan.tag, "between partners").await;
    ivan.talk("nobody", None).await;

    // The active one talks to her partner: no listener hears it, and the floor does not break in.
    ines.talk("partner", None).await;
    until(&ivan.ear, "Ines in his ear", |s| {
        hears(s, PARTNER, ines.tag)
    })
    .await;
    never(
        &[&meis, &stefan.ear, &emil.ear],
        ines.tag,
        "from the active one",
    )
    .await;
    only(&meis, &[], "while Ines talks to Ivan").await;
    ines.talk("nobody", None).await;
    until(&meis, "Ines again", |s| hears(s, CHANNEL, ines.tag)).await;

    // Booth to desk, and desk to booth.
    ivan.talk("desk", None).await;
    until(&host.ear, "Ivan at the desk", |s| {
        (DESK_BACKSTAGE..DESK_BACKSTAGE + 4).any(|line| hears(s, line, ivan.tag))
    })
    .await;
    never(&[&meis, &stefan.ear, &emil.ear], ivan.tag, "to the desk").await;
    ivan.talk("nobody", None).await;
    host.talk("booth", Some("de-zh")).await;
    until(&ivan.ear, "the desk in his ear", |s| {
        (PARTNER..PARTNER + 2).any(|line| hears(s, line, host.tag))
    })
    .await;
    never(&[&meis, &stefan.ear, &emil.ear], host.tag, "from the desk").await;
    host.talk("nobody", None).await;

    // Who has no right to it is told so.
    let refused = ivan
        .person
        .ask(json!({ "type": "talk", "to": "booth", "booth": "de-en" }))
        .await
        .unwrap_err();
    assert!(refused.to_string().starts_with("forbidden"), "{refused}");
}

/// Waits for the booth of whoever listens here to be as wanted.
async fn wait(person: &mut Person, fits: impl Fn(&Value) -> bool) -> Value {
    let heard = person.hear(Duration::from_secs(10), |m| {
        m["type"] == "booth_changed" && fits(&m["booth"])
    });
    heard.await.unwrap()["booth"].clone()
}

fn on_floor(standing: &Standing, owner: u8) -> bool {
    (FLOOR..FLOOR + 3).any(|line| hears(standing, line, owner))
}

/// For a second nothing arrives but the packets of `owners`, once a floor that fades out is gone.
async fn only(ear: &LegHandle, owners: &[u8], when: &str) {
    tokio::time::sleep(FADE).await;
    ear.forget();
    tokio::time::sleep(Duration::from_secs(1)).await;
    let standing = ear.standing().await;
    let heard = standing.arrived.iter().flat_map(|line| &line.owners);
    let wrong: Vec<_> = heard.filter(|(_, tag)| !owners.contains(tag)).collect();
    assert!(
        wrong.is_empty(),
        "{when}: {} packets of {:?}",
        wrong.len(),
        wrong[0].1
    );
}

/// For a second nobody of these hears `owner`.
async fn never(ears: &[&LegHandle], owner: u8, when: &str) {
    ears.iter().for_each(|ear| ear.forget());
    tokio::time::sleep(Duration::from_secs(1)).await;
    for ear in ears {
        let standing = ear.standing().await;
        let mut heard = standing.arrived.iter().flat_map(|line| &line.owners);
        assert!(
            !heard.any(|(_, tag)| *tag == owner),
            "{when}: somebody else heard it"
        );
    }
}

/// Time from `start` to the first packet of `owner`.
fn first_after(standing: &Standing, owner: u8, start: Instant) -> Duration {
    let heard = standing.arrived.iter().flat_map(|line| &line.owners);
    let arrivals = heard.filter(|(at, tag)| *tag == owner && *at > start);
    arrivals.map(|(at, _)| *at - start).min().unwrap()
}

/// The channel changed from one voice to another once and never back; how long nobody was heard between.
fn changed_once(standing: &Standing, from: u8, to: u8) -> Duration {
    let owners = &standing.arrived[CHANNEL].owners;
    let changes: Vec<_> = owners
        .windows(2)
        .filter(|pair| pair[0].1 != pair[1].1)
        .collect();
    assert_eq!(changes.len(), 1, "two live outputs on one channel");
    assert_eq!((changes[0][0].1, changes[0][1].1), (from, to));
    changes[0][1].0 - changes[0][0].0
}
