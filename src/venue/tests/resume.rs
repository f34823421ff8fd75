//! Coming back within a room's life: what was missed, or everything.

use super::fakes::Said;
use super::{House, Person, outcome, questions_told, rest};
use crate::domain::command::Command;
use crate::domain::id::{Epoch, ParticipantId};
use crate::domain::notice::What;
use crate::domain::role::Role;
use crate::domain::stage;

#[tokio::test(start_paused = true)]
async fn who_comes_back_is_told_what_she_missed_and_no_more() {
    let house = House::open().await;
    let host = house.enter("host", Role::Host).await;
    let (anna, epoch, _) = enter_with_position(&house, "anna", Role::Moderator).await;
    house.room.request(host.asks_question(10, "seen"));
    let seen = questions_told(&house.told(&anna).await)[0].0;
    house.room.lose(anna.caller());
    rest().await;
    assert!(!house.media.has(anna.peer));
    house.room.request(host.asks_question(11, "missed"));
    rest().await;

    let back = come_back(&house, &anna, (epoch, seen));
    let said = house.told(&back).await;
    assert_eq!(outcome(&said, 1), Some(Ok(())));
    let texts: Vec<_> = questions_told(&said).into_iter().map(|q| q.1).collect();
    assert_eq!(texts, ["missed"]);
    assert!(!said.iter().any(|s| matches!(s, Said::Welcome(_))));
    let numbers: Vec<_> = said.iter().filter_map(number).collect();
    assert!(numbers.is_sorted() && numbers.iter().all(|n| *n > seen));
    for wanted in [is_you, is_listening, is_presence] {
        assert!(said.iter().any(wanted), "{said:?}");
    }
    assert!(house.media.has(back.peer));
}

#[tokio::test(start_paused = true)]
async fn what_only_the_staff_sees_is_not_replayed_to_the_hall() {
    let house = House::open().await;
    let host = house.enter("host", Role::Host).await;
    let (anna, epoch, seq) = enter_with_position(&house, "anna", Role::Attendee).await;
    house.room.lose(anna.caller());
    house
        .room
        .request(host.asks_question(10, "not approved yet"));
    rest().await;
    assert_eq!(questions_told(&house.told(&host).await).len(), 2);

    let back = come_back(&house, &anna, (epoch, seq));
    let said = house.told(&back).await;
    assert_eq!(outcome(&said, 1), Some(Ok(())));
    assert_eq!(questions_told(&said), vec![]);
}

#[tokio::test(start_paused = true)]
async fn a_changed_place_another_life_or_too_long_an_absence_means_a_welcome() {
    let house = House::open().await;
    let host = house.enter("host", Role::Host).await;
    let is_welcomed = async |person: &Person| {
        let said = house.told(person).await;
        matches!(said.first(), Some(Said::Welcome(greeting)) if greeting.re == Some(1))
    };

    let (speaker, epoch, seq) = enter_with_position(&house, "speaker", Role::Speaker).await;
    house.room.lose(speaker.caller());
    let who = ParticipantId::new("speaker");
    let bring_up = Command::Stage(stage::Command::BringUp(who));
    house.room.request(host.asks(10, Some("up"), bring_up));
    rest().await;
    let back = come_back(&house, &speaker, (epoch.clone(), seq));
    assert!(is_welcomed(&back).await, "brought up meanwhile");

    let (anna, _, seq) = enter_with_position(&house, "anna", Role::Attendee).await;
    house.room.lose(anna.caller());
    let back = come_back(&house, &anna, (Epoch::new("another life"), seq));
    assert!(is_welcomed(&back).await);

    let (berta, _, seq) = enter_with_position(&house, "berta", Role::Attendee).await;
    house.room.lose(berta.caller());
    for round in 0..2_200 {
        let spotlight = (round % 2 == 0).then(|| ParticipantId::new("speaker"));
        let command = Command::Stage(stage::Command::Spotlight(spotlight));
        house.room.request(host.asks(11, None, command));
        if round % 100 == 0 {
            rest().await;
        }
    }
    let back = come_back(&house, &berta, (epoch, seq));
    assert!(is_welcomed(&back).await, "the ring is outrun");
}

/// Enters; the position is that of her welcome.
async fn enter_with_position(
    house: &House,
    name: &'static str,
    role: Role,
) -> (Person, Epoch, u32) {
    let person = house.stand_at_door(name, role);
    house.room.enter(person.entering(None));
    let said = house.told(&person).await;
    let Some(Said::Welcome(greeting)) = said.first() else {
        panic!("not welcomed: {said:?}");
    };
    (person, greeting.epoch.clone(), greeting.seq)
}

fn come_back(house: &House, who: &Person, position: (Epoch, u32)) -> Person {
    let back = house.stand_at_door(who.name, who.role);
    house.room.enter(back.entering(Some(position)));
    back
}

fn number(said: &Said) -> Option<u32> {
    match said {
        Said::Told(seq, _) => *seq,
        _ => None,
    }
}

fn is_you(said: &Said) -> bool {
    matches!(said, Said::Told(Some(_), What::You(_)))
}

fn is_listening(said: &Said) -> bool {
    matches!(said, Said::Told(None, What::Listening(_)))
}

fn is_presence(said: &Said) -> bool {
    matches!(said, Said::Told(None, What::Presence(_)))
}
