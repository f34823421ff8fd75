//! Opening, crowding, breaking and closing of rooms.

use std::sync::atomic::Ordering;
use std::time::Duration;

use super::fakes::{Mood, Said};
use super::{House, id, outcome, rest};
use crate::domain::effect::FarewellReason;
use crate::domain::id::ShowId;
use crate::domain::phase::Phase;
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::foundation::metrics::{ReasonLabel, RoleLabel};
use crate::venue::directory::RoomFault;
use crate::venue::ports::Leg;

#[tokio::test(start_paused = true)]
async fn who_asks_at_the_same_time_gets_the_same_room() {
    let house = House::open().await;
    drop(house.room);
    tokio::time::sleep(Duration::from_secs(301)).await;
    assert_eq!(house.metrics.rooms.get(), 0, "an empty room is closed");

    let id = id();
    let (one, two) = tokio::join!(house.directory.room(&id), house.directory.room(&id));
    assert_eq!(house.ledger.loads(), 2, "the first opening, and this one");
    assert_eq!(house.metrics.rooms.get(), 1);
    let (one, two) = (one.unwrap(), two.unwrap());
    assert_eq!((one.phase(), two.phase()), (Phase::Live, Phase::Live));
    let missing = house.directory.room(&ShowId::new("other")).await;
    assert!(matches!(missing, Err(RoomFault::NoSuchShow)));
}

#[tokio::test(start_paused = true)]
async fn a_room_stays_while_somebody_is_in_or_holds_a_handle() {
    let house = House::open().await;
    tokio::time::sleep(Duration::from_secs(301)).await;
    assert_eq!(house.metrics.rooms.get(), 1);
    let anna = house.enter("anna", Role::Attendee).await;
    tokio::time::sleep(Duration::from_secs(900)).await;
    house.room.request(anna.asks_question(10, "still here?"));
    assert_eq!(outcome(&house.told(&anna).await, 10), Some(Ok(())));
}

#[tokio::test(start_paused = true)]
async fn a_crowded_room_says_busy_at_once_and_still_notices_who_leaves() {
    let house = House::open_with(4).await;
    let anna = house.enter("anna", Role::Attendee).await;
    let berta = house.enter("berta", Role::Attendee).await;
    for re in 10..20 {
        house.room.request(anna.asks_question(re, "me too"));
    }
    house.room.lose(berta.caller());
    // Nothing has run since: what is told now was told by the handle.
    let said = house.voice.take(anna.peer);
    for re in 14..20 {
        assert_eq!(outcome(&said, re), Some(Err(Refusal::Busy)));
    }
    assert_eq!(outcome(&said, 13), None);
    rest().await;
    assert!(!house.media.has(berta.peer) && house.media.has(anna.peer));
    let attendees = house
        .metrics
        .participants
        .get_or_create(&RoleLabel { role: "attendee" });
    assert_eq!(attendees.get(), 1);
}

#[tokio::test(start_paused = true)]
async fn who_left_before_her_entry_was_taken_up_is_not_in() {
    let house = House::open().await;
    let anna = house.stand_at_door("anna", Role::Attendee);
    house.room.enter(anna.entering(None));
    house.room.lose(anna.caller());
    rest().await;
    assert!(!house.media.has(anna.peer));
}

#[tokio::test(start_paused = true)]
async fn a_panic_ends_one_room_and_people_find_a_fresh_one() {
    let house = House::open().await;
    let anna = house.enter("anna", Role::Attendee).await;
    house.room.request(anna.asks_question(10, "kept"));
    house.told(&anna).await;

    house.voice.breaks.store(true, Ordering::Relaxed);
    let offer = "v=0".to_owned();
    house.room.offer(anna.caller(), 11, Leg::Receive, offer);
    let said = house.told(&anna).await;
    let failed = |s: &Said| matches!(s, Said::Farewell(FarewellReason::RoomFailed { .. }));
    assert!(said.iter().any(failed), "{said:?}");
    assert!(!house.media.has(anna.peer));
    let label = ReasonLabel { reason: "room" };
    assert_eq!(house.metrics.panics.get_or_create(&label).get(), 1);

    house.voice.breaks.store(false, Ordering::Relaxed);
    let fresh = house.directory.room(&id()).await.unwrap();
    let back = house.stand_at_door("anna", Role::Attendee);
    fresh.enter(back.entering(None));
    let said = house.told(&back).await;
    let Some(Said::Welcome(greeting)) = said.first() else {
        panic!("not welcomed: {said:?}");
    };
    assert_eq!(greeting.view.questions.len(), 1);
    assert_eq!(house.metrics.rooms.get(), 1);
}

#[tokio::test(start_paused = true)]
async fn closing_waits_for_the_ledger_and_bids_everybody_farewell() {
    let house = House::open().await;
    let anna = house.enter("anna", Role::Attendee).await;
    let berta = house.enter("berta", Role::Attendee).await;
    house.told(&anna).await;
    house.ledger.set(Mood::Slow);
    house.room.request(anna.asks_question(10, "just in time"));

    let closing = house.directory.close(Duration::from_secs(15));
    let committing = async {
        rest().await;
        let said = house.told(&anna).await;
        assert!(said.is_empty(), "first the ledger: {said:?}");
        assert!(
            house.directory.room(&id()).await.is_err(),
            "nobody comes in"
        );
        house.ledger.commit();
    };
    let (closed, ()) = tokio::join!(closing, committing);
    assert!(closed);

    let said = house.told(&anna).await;
    assert_eq!(outcome(&said, 10), Some(Ok(())));
    let waits: Vec<_> = [said, house.told(&berta).await].iter().map(retry).collect();
    assert_ne!(waits[0], waits[1], "they do not all come back at once");
    assert_eq!(house.metrics.rooms.get(), 0);
}

/// When the last word says to come back.
fn retry(said: &Vec<Said>) -> u32 {
    match said.last() {
        Some(Said::Farewell(FarewellReason::Restarting { retry_after_ms })) => *retry_after_ms,
        _ => panic!("no farewell: {said:?}"),
    }
}
