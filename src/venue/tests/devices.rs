//! Encoders and players: in by one offer, out with their leg, and never told anything.

use super::fakes::Said;
use super::{House, rest};
use crate::domain::channels::Choice;
use crate::domain::command::Caller;
use crate::domain::id::PeerId;
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::foundation::metrics::{DeviceLabel, RoleLabel};
use crate::venue::device::{DeviceEnd, DeviceFault, Joining, Purpose};
use crate::venue::ports::{Client, Leg, MediaReport};

fn joining(house: &House, name: &'static str, role: Role, purpose: Purpose) -> (Joining, Caller) {
    let person = house.stand_at_door(name, role);
    let joining = Joining {
        peer: person.peer,
        entry: person.entering(None).entry,
        purpose,
        client: Client::Device,
        offer: "v=0".into(),
    };
    (joining, person.caller())
}

#[tokio::test(start_paused = true)]
async fn a_device_is_answered_and_lives_as_long_as_its_leg() {
    let house = House::open().await;
    let watch = Purpose::Watch(Choice::Original);
    let (player, caller) = joining(&house, "tv", Role::Attendee, watch);
    let peer = player.peer;
    let mut joined = house.room.join(player).await.unwrap();
    assert_eq!(joined.answer, "answer to v=0");
    assert!(house.media.has(peer));
    let again = house.room.offer_again(caller.clone(), "restart".into());
    assert_eq!(again.await, Ok("answer to restart".into()));
    assert!(joined.ended.try_recv().is_err());
    assert!(house.voice.take(peer).is_empty(), "nothing is told to it");

    let leg = Leg::Receive;
    house
        .media
        .report(peer, MediaReport::LacksProtection { peer, leg });
    house.media.report(peer, MediaReport::Lost { peer, leg });
    rest().await;
    assert_eq!(joined.ended.try_recv(), Ok(DeviceEnd::LacksProtection));
    assert!(!house.media.has(peer));
    let gone = house.room.offer_again(caller, "restart".into()).await;
    assert_eq!(gone, Err(DeviceFault::Refused(Refusal::NotIn)));
}

#[tokio::test(start_paused = true)]
async fn an_encoder_that_is_replaced_or_ended_learns_it() {
    let house = House::open().await;
    let (first, _) = joining(&house, "eva", Role::Speaker, Purpose::Publish);
    let (second, caller) = joining(&house, "eva", Role::Speaker, Purpose::Publish);
    let (old, new) = (first.peer, second.peer);
    let first = house.room.join(first).await.unwrap();
    let second = house.room.join(second).await.unwrap();
    assert!(first.ended.await.is_err(), "gone without a word");
    assert!(!house.media.has(old) && house.media.has(new));
    let said = house.voice.take(old);
    assert!(said.iter().all(|said| matches!(said, Said::Farewell(_))));
    house.room.lose(caller);
    assert!(second.ended.await.is_err());
    assert!(!house.media.has(new));
}

#[tokio::test(start_paused = true)]
async fn an_encoder_beside_a_page_is_one_person_and_a_player_is_none() {
    let house = House::open().await;
    let people = |role| {
        let people = &house.metrics.participants;
        people.get_or_create(&RoleLabel { role }).get()
    };
    let devices = |kind| {
        let devices = &house.metrics.devices;
        devices.get_or_create(&DeviceLabel { kind }).get()
    };
    let page = house.enter("eva", Role::Speaker).await;
    let (encoder, caller) = joining(&house, "eva", Role::Speaker, Purpose::Publish);
    let encoding = house.room.join(encoder).await.unwrap();
    let watch = Purpose::Watch(Choice::Original);
    let (player, player_caller) = joining(&house, "tv", Role::Attendee, watch);
    let playing = house.room.join(player).await.unwrap();
    assert_eq!((people("speaker"), people("attendee")), (1, 0));
    assert_eq!((devices("whip"), devices("whep")), (1, 1));

    house.room.lose(page.caller());
    rest().await;
    assert_eq!(people("speaker"), 1, "her encoder goes on");
    house.room.lose(caller);
    house.room.lose(player_caller);
    assert!(encoding.ended.await.is_err() && playing.ended.await.is_err());
    assert_eq!((people("speaker"), people("attendee")), (0, 0));
    assert_eq!((devices("whip"), devices("whep")), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn a_declined_device_is_not_in() {
    let house = House::open_with(1).await;
    let (attendee, _) = joining(&house, "anna", Role::Attendee, Purpose::Publish);
    let peer = attendee.peer;
    let declined = house.room.join(attendee).await;
    assert!(matches!(
        declined,
        Err(DeviceFault::Refused(Refusal::MayNotPublish))
    ));
    assert!(!house.media.has(peer));
    // A room that takes nothing more says so at once.
    let (one, _) = joining(&house, "eva", Role::Speaker, Purpose::Publish);
    let (other, _) = joining(&house, "fred", Role::Speaker, Purpose::Publish);
    let (one, other) = tokio::join!(house.room.join(one), house.room.join(other));
    assert!(one.is_ok());
    assert!(matches!(other, Err(DeviceFault::Refused(Refusal::Busy))));
}

#[tokio::test(start_paused = true)]
async fn whoever_hangs_up_before_the_answer_leaves_nothing_behind() {
    let house = House::open().await;
    let (encoder, _) = joining(&house, "eva", Role::Speaker, Purpose::Publish);
    let peer: PeerId = encoder.peer;
    let asked = house.room.join(encoder);
    tokio::select! {
        biased;
        _ = asked => panic!("nothing has run yet"),
        () = std::future::ready(()) => {}
    }
    rest().await;
    assert!(!house.media.has(peer));
}
