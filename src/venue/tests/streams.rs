//! What leaves at once and what leaves after the commit.

use std::time::Duration;

use super::fakes::{Mood, Said};
use super::{House, Person, language, outcome, questions_told, rest};
use crate::domain::channels::{self, Choice};
use crate::domain::command::Command;
use crate::domain::effect::Place;
use crate::domain::id::{Line, ParticipantId, PeerId, Source, TrackId};
use crate::domain::notice::What;
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::domain::stage;
use crate::venue::ports::{Leg, MediaOrder, MediaReport};

#[tokio::test(start_paused = true)]
async fn a_question_is_told_after_its_commit_and_in_order() {
    let house = House::open().await;
    let host = house.enter("host", Role::Host).await;
    let anna = house.enter("anna", Role::Attendee).await;
    house.told(&host).await;

    house.ledger.set(Mood::Slow);
    house.room.request(anna.asks_question(10, "first"));
    rest().await;
    house.room.request(anna.asks_question(11, "second"));
    let (asker, staff) = (house.told(&anna).await, house.told(&host).await);
    assert_eq!(outcome(&asker, 10), None);
    assert_eq!(questions_told(&staff), vec![]);

    assert!(house.ledger.commit());
    let (asker, staff) = (house.told(&anna).await, house.told(&host).await);
    assert_eq!(outcome(&asker, 10), Some(Ok(())));
    assert_eq!(outcome(&asker, 11), None, "its commit is still to come");
    assert_eq!(questions_told(&staff).len(), 1);

    assert!(house.ledger.commit());
    let (asker, staff_later) = (house.told(&anna).await, house.told(&host).await);
    assert_eq!(outcome(&asker, 11), Some(Ok(())));
    let (first, second) = (&questions_told(&staff)[0], &questions_told(&staff_later)[0]);
    assert_eq!((&*first.1, &*second.1), ("first", "second"));
    assert!(first.0 < second.0, "numbers count up as changes leave");
}

#[tokio::test(start_paused = true)]
async fn sound_does_not_wait_for_a_slow_ledger() {
    let house = House::open().await;
    let anna = house.enter("anna", Role::Attendee).await;
    house.ledger.set(Mood::Slow);
    house.room.request(anna.asks_question(10, "slow"));
    let listen = channels::Command::Listen {
        choice: Choice::Language(language("zh")),
        underneath: false,
    };
    house
        .room
        .request(anna.asks(11, None, Command::Channels(listen)));

    let said = house.told(&anna).await;
    assert_eq!(outcome(&said, 10), None);
    assert_eq!(outcome(&said, 11), Some(Ok(())));
    let tuned = |said: &Said| matches!(said, Said::Told(None, What::Listening(l)) if l.choice == Choice::Language(language("zh")));
    assert!(said.iter().any(tuned));
}

#[tokio::test(start_paused = true)]
async fn the_stage_opens_after_the_commit_and_closes_at_once() {
    let house = House::open().await;
    let host = house.enter("host", Role::Host).await;
    let speaker = house.enter("speaker", Role::Speaker).await;
    let anna = house.enter("anna", Role::Attendee).await;
    let voice = open_microphone(&house, &speaker);
    rest().await;
    assert!(!hears(&house, voice, anna.peer));

    house.ledger.set(Mood::Slow);
    let who = ParticipantId::new("speaker");
    let bring_up = Command::Stage(stage::Command::BringUp(who.clone()));
    house.room.request(host.asks(10, Some("k1"), bring_up));
    rest().await;
    assert!(!hears(&house, voice, anna.peer), "not kept yet");
    house.ledger.commit();
    rest().await;
    assert!(hears(&house, voice, anna.peer));
    let said = house.told(&speaker).await;
    let on_stage =
        |said: &Said| matches!(said, Said::Told(_, What::You(you)) if you.place == Place::Stage);
    assert!(said.iter().any(on_stage));

    let take_down = Command::Stage(stage::Command::TakeDown(who));
    house.room.request(host.asks(11, Some("k2"), take_down));
    rest().await;
    assert!(!hears(&house, voice, anna.peer), "before any commit");
    assert_eq!(outcome(&house.told(&host).await, 11), None);
    house.told(&anna).await;
    house.ledger.commit();
    assert_eq!(outcome(&house.told(&host).await, 11), Some(Ok(())));
    assert!(!is_off_stage(&house.told(&anna).await), "not followed yet");
    let generation = newest(&house, voice).map(|order| order.generation);
    let followed = MediaReport::Acknowledged {
        track: voice,
        generation: generation.unwrap(),
    };
    house.media.report(speaker.peer, followed);
    assert!(is_off_stage(&house.told(&anna).await));
}

#[tokio::test(start_paused = true)]
async fn a_shard_that_does_not_answer_delays_the_word_by_a_second_and_no_more() {
    let house = House::open().await;
    let host = house.enter("host", Role::Host).await;
    let speaker = house.enter("speaker", Role::Speaker).await;
    let anna = house.enter("anna", Role::Attendee).await;
    let track = open_microphone(&house, &speaker);
    let who = ParticipantId::new("speaker");
    let bring_up = Command::Stage(stage::Command::BringUp(who.clone()));
    house.room.request(host.asks(10, Some("k1"), bring_up));
    rest().await;
    assert!(hears(&house, track, anna.peer));
    house.told(&anna).await;

    let take_down = Command::Stage(stage::Command::TakeDown(who));
    house.room.request(host.asks(11, Some("k2"), take_down));
    tokio::time::sleep(Duration::from_millis(900)).await;
    assert!(!hears(&house, track, anna.peer));
    assert!(!is_off_stage(&house.told(&anna).await));
    tokio::time::sleep(Duration::from_millis(150)).await;
    assert!(is_off_stage(&house.told(&anna).await));
}

#[tokio::test(start_paused = true)]
async fn a_welcome_shows_nothing_that_is_not_kept() {
    let house = House::open().await;
    let host = house.enter("host", Role::Host).await;
    house.ledger.set(Mood::Slow);
    let anna = house.stand_at_door("anna", Role::Attendee);
    house.room.enter(anna.entering(None));
    rest().await;
    house.room.request(host.asks_question(10, "late"));
    rest().await;

    house.ledger.commit();
    assert!(
        house.told(&anna).await.is_empty(),
        "the question is not kept"
    );
    house.ledger.commit();
    let said = house.told(&anna).await;
    assert!(matches!(&said[..], [Said::Welcome(greeting), ..] if greeting.re == Some(1)));
}

#[tokio::test(start_paused = true)]
async fn only_who_is_in_may_offer_and_only_from_a_place_to_publish_from() {
    let house = House::open().await;
    let anna = house.enter("anna", Role::Attendee).await;
    let speaker = house.enter("speaker", Role::Speaker).await;
    let stranger = house.stand_at_door("stranger", Role::Speaker);
    let offer = |who: &Person, re, leg| {
        house.room.offer(who.caller(), re, leg, "v=0".to_owned());
    };
    offer(&anna, 10, Leg::Receive);
    offer(&anna, 11, Leg::Send);
    offer(&speaker, 10, Leg::Send);
    offer(&stranger, 10, Leg::Receive);
    offer(&stranger, 11, Leg::Send);

    let said = house.told(&anna).await;
    let answered = |said: &[Said], re| {
        let yes = |said: &Said| matches!(said, Said::Answer(r, Ok(sdp)) if *r == re && sdp == "answer to v=0");
        said.iter().any(yes)
    };
    assert!(answered(&said, 10) && !answered(&said, 11));
    assert_eq!(outcome(&said, 10), None, "the answer is the reply");
    assert_eq!(outcome(&said, 11), Some(Err(Refusal::MayNotPublish)));
    let said = house.told(&speaker).await;
    assert!(answered(&said, 10));
    assert_eq!(outcome(&said, 10), None);
    let said = house.told(&stranger).await;
    assert_eq!(outcome(&said, 10), Some(Err(Refusal::NotIn)));
    assert_eq!(outcome(&said, 11), Some(Err(Refusal::NotIn)));
}

/// Her microphone's packets arrive.
fn open_microphone(house: &House, speaker: &Person) -> TrackId {
    let track = TrackId {
        peer: speaker.peer,
        source: Source::Microphone,
    };
    let codec = "opus".to_owned();
    let opened = MediaReport::TrackOpened { track, codec };
    house.media.report(speaker.peer, opened);
    let sources = Command::Stage(stage::Command::Sources {
        microphone: true,
        camera: false,
        screen: false,
    });
    house.room.request(speaker.asks(9, None, sources));
    track
}

/// Whether the newest order of `track` lets `peer` hear it on the floor.
fn hears(house: &House, track: TrackId, peer: PeerId) -> bool {
    let order = newest(house, track);
    order.is_some_and(|order| order.audience.contains(&(peer, Line::Floor)))
}

fn newest(house: &House, track: TrackId) -> Option<MediaOrder> {
    let orders = house.media.orders.lock().unwrap();
    let of_track = orders.iter().filter(|o| o.track == track);
    of_track.max_by_key(|order| order.generation).cloned()
}

/// Whether she was told of a stage with nobody on it.
fn is_off_stage(said: &[Said]) -> bool {
    let empty =
        |s: &Said| matches!(s, Said::Told(_, What::Stage(stage)) if stage.presenters.is_empty());
    said.iter().any(empty)
}
