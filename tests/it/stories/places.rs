//! Whose place it is: coming back, moving to another device, and links with several seats.

use std::time::Duration;

use roadshow_load::person::Person;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::{House, seat};

const SOON: Duration = Duration::from_secs(5);

fn ticket(link: &str) -> String {
    link.split("#ticket=").nth(1).unwrap().to_owned()
}

/// Says hello with more than `Person::enter` would; the reply.
async fn hello(house: &House, more: Value) -> (Person, anyhow::Result<Value>) {
    let mut person = Person::connect(&house.server.http).await.unwrap();
    let mut message = json!({ "type": "hello" });
    for (name, value) in more.as_object().unwrap() {
        message[name] = value.clone();
    }
    let reply = person.ask(message).await;
    (person, reply)
}

async fn ask(person: &mut Person, text: &str) {
    let key = Uuid::new_v4().to_string();
    let ask =
        json!({ "type": "ask", "key": key, "text": text, "language": "de", "anonymous": false });
    person.ask(ask).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_back_is_told_what_she_missed_once_and_no_more() {
    let house = House::open().await;
    let link = house.server.ticket("moderator", "Mo", &[]).await.unwrap();
    let mut moderator = house.enter(&link, "Mo").await;
    let mut asker = house.person("attendee", "Alice", &[]).await;
    ask(&mut asker, "seen before the cut").await;
    let seen = moderator
        .hear(SOON, |m| m["type"] == "question_changed")
        .await
        .unwrap();
    let epoch = moderator.welcome["epoch"].clone();
    let resume = json!({ "epoch": epoch, "seq": seen["seq"] });
    drop(moderator);
    for text in ["missed one", "missed two"] {
        ask(&mut asker, text).await;
    }

    let back = json!({ "ticket": ticket(&link), "seat": seat("Mo"), "resume": resume });
    let (mut moderator, reply) = hello(&house, back).await;
    assert_eq!(reply.unwrap()["type"], "ok");
    ask(&mut asker, "after the cut").await;
    let mut heard = Vec::new();
    let mut last = seen["seq"].as_u64().unwrap();
    while heard.last().is_none_or(|text| text != "after the cut") {
        let message = moderator.hear(SOON, |_| true).await.unwrap();
        assert_ne!(
            message["type"], "welcome",
            "a resumed page is not greeted again"
        );
        if let Some(seq) = message["seq"].as_u64() {
            assert!(seq > last, "{message} after {last}");
            last = seq;
        }
        if message["type"] == "question_changed" {
            heard.push(message["question"]["text"].as_str().unwrap().to_owned());
        }
    }
    assert_eq!(heard, ["missed one", "missed two", "after the cut"]);

    drop(moderator);
    let other = json!({ "epoch": "00000000-another", "seq": last });
    let back = json!({ "ticket": ticket(&link), "seat": seat("Mo"), "resume": other });
    let (_moderator, reply) = hello(&house, back).await;
    let welcome = reply.unwrap();
    assert_eq!(welcome["type"], "welcome");
    assert_eq!(welcome["questions"].as_array().unwrap().len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_device_asks_before_it_takes_over_and_the_same_browser_does_not() {
    let house = House::open().await;
    let link = house.server.ticket("speaker", "Stefan", &[]).await.unwrap();
    let mut laptop = house.enter(&link, "laptop").await;
    let who = laptop.welcome["you"]["participant"].clone();

    let phone = json!({ "ticket": ticket(&link), "seat": seat("phone") });
    let (_, refused) = hello(&house, phone.clone()).await;
    let refused = refused.unwrap_err().to_string();
    assert!(refused.starts_with("already_in"), "{refused}");
    laptop
        .ask(json!({ "type": "sources", "microphone": false, "camera": false, "screen": false }))
        .await
        .expect("the first device goes on");

    let mut moving = phone;
    moving["move"] = true.into();
    let (mut phone, welcome) = hello(&house, moving).await;
    assert_eq!(welcome.unwrap()["you"]["participant"], who);
    let goodbye = laptop.hear(SOON, |m| m["type"] == "goodbye").await.unwrap();
    assert_eq!(goodbye["code"], "replaced", "{goodbye}");
    assert!(goodbye["retry_after_ms"].is_null(), "{goodbye}");

    // The same browser again, as after a reload: no question asked.
    let again = json!({ "ticket": ticket(&link), "seat": seat("phone") });
    let (_again, welcome) = hello(&house, again).await;
    assert_eq!(welcome.unwrap()["you"]["participant"], who);
    let goodbye = phone.hear(SOON, |m| m["type"] == "goodbye").await.unwrap();
    assert_eq!(goodbye["code"], "replaced", "{goodbye}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_with_two_seats_lets_two_browsers_in_and_no_third() {
    let house = House::open().await;
    let link = house
        .server
        .ticket("attendee", "Guest", &["--seats", "2"])
        .await
        .unwrap();
    let one = house.enter(&link, "one").await;
    let two = house.enter(&link, "two").await;
    let who = |person: &Person| person.welcome["you"]["participant"].clone();
    assert_ne!(who(&one), who(&two));
    let third = json!({ "ticket": ticket(&link), "seat": seat("three") });
    let (_, refused) = hello(&house, third).await;
    let refused = refused.unwrap_err().to_string();
    assert!(refused.starts_with("show_full"), "{refused}");
    let again = house.enter(&link, "one").await;
    assert_eq!(
        who(&one),
        who(&again),
        "who has a seat comes back in her place"
    );
}
