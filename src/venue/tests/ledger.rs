//! A ledger that is busy, full or broken.

use std::time::Duration;

use super::fakes::{Mood, Said};
use super::{House, language, outcome, questions_told};
use crate::domain::channels::{self, Choice};
use crate::domain::command::Command;
use crate::domain::phase::{self, Phase};
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;

#[tokio::test(start_paused = true)]
async fn a_busy_ledger_is_tried_again_and_nothing_is_lost_or_doubled() {
    for mood in [Mood::Busy, Mood::Full] {
        let house = House::open().await;
        let host = house.enter("host", Role::Host).await;
        let anna = house.enter("anna", Role::Attendee).await;
        house.ledger.set(mood);
        house.room.request(anna.asks_question(10, "kept"));
        let said = house.told(&anna).await;
        assert_eq!(outcome(&said, 10), None, "{mood:?}");

        house.room.request(anna.asks_question(11, "refused"));
        let listen = channels::Command::Listen {
            choice: Choice::Language(language("zh")),
            underneath: true,
        };
        let listen = Command::Channels(listen);
        house.room.request(anna.asks(12, None, listen));
        let said = house.told(&anna).await;
        let unavailable = Err(Refusal::StorageUnavailable);
        assert_eq!(outcome(&said, 11), Some(unavailable.clone()), "{mood:?}");
        assert_eq!(outcome(&said, 12), Some(Ok(())), "sound goes on, {mood:?}");
        let office = house.room.office(phase::Command::Set(Phase::Paused)).await;
        assert_eq!(office, unavailable);

        tokio::time::sleep(Duration::from_secs(4)).await;
        house.ledger.set(Mood::Prompt);
        tokio::time::sleep(Duration::from_millis(200)).await;
        let said = house.told(&anna).await;
        assert_eq!(outcome(&said, 10), Some(Ok(())), "{mood:?}");
        assert_eq!(questions_told(&house.told(&host).await).len(), 1);
        assert_eq!(house.ledger.kept().questions.len(), 1);

        house.room.request(anna.asks_question(11, "refused"));
        assert_eq!(outcome(&house.told(&anna).await, 11), Some(Ok(())));
        assert_eq!(house.ledger.kept().questions.len(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn a_broken_ledger_takes_the_room_back_to_what_is_kept() {
    let house = House::open().await;
    let host = house.enter("host", Role::Host).await;
    let anna = house.enter("anna", Role::Attendee).await;
    house.room.request(anna.asks_question(10, "kept"));
    house.told(&anna).await;
    house.told(&host).await;

    house.ledger.set(Mood::Broken);
    house.room.request(anna.asks_question(11, "lost"));
    tokio::time::sleep(Duration::from_millis(1)).await;
    house.ledger.set(Mood::Prompt);
    let said = house.told(&anna).await;
    let refused = Some(Err(Refusal::StorageUnavailable));
    assert_eq!(outcome(&said, 11), refused);
    let said_to_host = house.told(&host).await;
    for said in [&said, &said_to_host] {
        let texts = welcomed_with(said).expect("a fresh welcome");
        assert_eq!(texts, ["kept"]);
        assert!(questions_told(said).iter().all(|(_, text)| text != "lost"));
    }
    assert!(house.media.has(anna.peer), "the connection stays");

    house.room.request(anna.asks_question(11, "lost"));
    assert_eq!(outcome(&house.told(&anna).await, 11), Some(Ok(())));
    let kept = house.ledger.kept();
    assert_eq!(kept.questions.len(), 2);
    assert_eq!(house.ledger.loads(), 2, "at opening and once to go back");
}

#[tokio::test(start_paused = true)]
async fn a_ledger_that_stays_busy_is_given_up_after_five_seconds() {
    let house = House::open().await;
    let anna = house.enter("anna", Role::Attendee).await;
    house.ledger.set(Mood::Busy);
    house.room.request(anna.asks_question(10, "lost"));
    tokio::time::sleep(Duration::from_millis(4_800)).await;
    assert_eq!(outcome(&house.told(&anna).await, 10), None);
    tokio::time::sleep(Duration::from_millis(400)).await;
    let said = house.told(&anna).await;
    assert_eq!(outcome(&said, 10), Some(Err(Refusal::StorageUnavailable)));
    assert_eq!(welcomed_with(&said), Some(vec![]));
}

/// The questions in the last welcome.
fn welcomed_with(said: &[Said]) -> Option<Vec<&str>> {
    said.iter().rev().find_map(|said| match said {
        Said::Welcome(greeting) => {
            let questions = greeting.view.questions.iter();
            Some(questions.map(|q| q.text.as_str()).collect())
        }
        _ => None,
    })
}
