use crate::domain::attendance::{Command as Attendance, Entry};
use crate::domain::command::{Command, Office};
use crate::domain::effect::{Effects, Farewell, FarewellReason, Place, Record};
use crate::domain::hands;
use crate::domain::id::{Line, Source};
use crate::domain::notice::What;
use crate::domain::phase::{self, Phase};
use crate::domain::refusal::Refusal;
use crate::domain::rehearsal::{Rehearsal, id, show, ticket};
use crate::domain::role::Role;

fn leaves(hall: &mut Rehearsal, name: &str) {
    hall.does(name, Command::Attendance(Attendance::Leave))
        .unwrap();
}

/// A seat of a link for `seats` people.
fn shared(name: &str, seats: u32) -> Entry {
    let ticket = ticket(name, Role::Attendee, None);
    Entry {
        seats,
        ticket: "link".to_owned(),
        ..ticket
    }
}

fn from_another_device(name: &str) -> Entry {
    let ticket = ticket(name, Role::Attendee, None);
    Entry {
        seat: "another device".to_owned(),
        ..ticket
    }
}

#[test]
fn the_hall_is_kept_out_before_the_doors_open_and_all_but_staff_after_the_end() {
    let mut hall = Rehearsal::of(show());
    let set = |phase| Command::Phase(phase::Command::Set(phase));
    hall.enters("helga", Role::Host, None).unwrap();
    assert_eq!(
        hall.enters("anna", Role::Attendee, None),
        Err(Refusal::DoorsClosed)
    );
    hall.enters("sabine", Role::Speaker, None).unwrap();
    hall.does("helga", set(Phase::DoorsOpen)).unwrap();
    hall.enters("anna", Role::Attendee, None).unwrap();
    hall.does("helga", set(Phase::Ended)).unwrap();
    assert_eq!(
        hall.enters("bea", Role::Attendee, None),
        Err(Refusal::ShowOver)
    );
    assert_eq!(
        hall.enters("stefan", Role::Speaker, None),
        Err(Refusal::ShowOver)
    );
    hall.enters("moritz", Role::Moderator, None).unwrap();
    assert_eq!(hall.welcome("anna").room.phase, Phase::Ended);
}

#[test]
fn a_personal_ticket_is_held_by_one_device() {
    let mut hall = Rehearsal::live();
    let first = hall.enters("anna", Role::Attendee, None).unwrap();
    let second = hall.enters_with(from_another_device("anna"), false);
    assert_eq!(second, Err(Refusal::AlreadyIn));
    assert_eq!(hall.farewells, []);
    hall.enters_with(from_another_device("anna"), true).unwrap();
    let replaced = Farewell {
        peer: first,
        why: FarewellReason::Replaced,
    };
    assert_eq!(hall.farewells, [replaced]);
    assert_eq!(hall.welcome("helga").presence.present, 2);
}

#[test]
fn the_same_browser_replaces_itself_and_the_old_connection_has_no_say() {
    let mut hall = Rehearsal::live();
    hall.enters("anna", Role::Attendee, None).unwrap();
    let stale = hall.peer("anna");
    hall.enters("anna", Role::Attendee, None).unwrap();
    assert_eq!(hall.farewells[0].peer, stale);
    let caller = crate::domain::command::Caller {
        participant: id("anna"),
        peer: stale,
    };
    let mut out = Effects::default();
    let lose = crate::domain::command::Request {
        caller,
        re: 0,
        key: None,
        command: Command::Attendance(Attendance::Lose),
    };
    hall.room.handle_request(lose, 99, hall.now, &mut out);
    assert_eq!(out, Effects::default());
    assert_eq!(hall.welcome("helga").presence.present, 2);
}

#[test]
fn a_lost_ticket_may_be_used_elsewhere_without_asking() {
    let mut hall = Rehearsal::live();
    hall.enters("anna", Role::Attendee, None).unwrap();
    hall.loses("anna");
    hall.enters_with(from_another_device("anna"), false)
        .unwrap();
    assert_eq!(hall.farewells, []);
}

#[test]
fn a_place_on_stage_is_kept_for_a_minute_and_a_speaker_falls_backstage() {
    let mut hall = Rehearsal::live();
    hall.enters("sabine", Role::Speaker, None).unwrap();
    hall.enters("anna", Role::Attendee, None).unwrap();
    hall.brings_up("sabine").unwrap();
    hall.loses("sabine");
    hall.wait(59_000);
    let presenter = hall.welcome("helga").stage.presenters.remove(0);
    assert!(!presenter.connected);
    hall.enters("sabine", Role::Speaker, None).unwrap();
    assert_eq!(hall.welcome("sabine").you.place, Place::Stage);
    hall.publishes("sabine");
    assert_eq!(hall.lines("sabine", Source::Camera, "anna"), [Line::Stage]);
    hall.loses("sabine");
    hall.wait(60_000);
    assert!(hall.welcome("helga").stage.presenters.is_empty());
    assert!(hall.receives("anna").is_empty());
    hall.enters("sabine", Role::Speaker, None).unwrap();
    assert_eq!(hall.welcome("sabine").you.place, Place::Backstage);
}

#[test]
fn leaving_frees_the_place_at_once() {
    let mut hall = Rehearsal::live();
    hall.enters("sabine", Role::Speaker, None).unwrap();
    hall.brings_up("sabine").unwrap();
    hall.notices.clear();
    leaves(&mut hall, "sabine");
    assert!(hall.welcome("helga").stage.presenters.is_empty());
    assert_eq!(hall.farewells[0].why, FarewellReason::Left);
    let gone = |what: &What| matches!(what, What::Person(p) if p.gone && p.name == "sabine");
    assert!(hall.told("helga").iter().any(gone));
}

#[test]
fn a_hand_is_kept_through_a_short_loss_and_lowered_after_a_long_one() {
    let mut hall = Rehearsal::live();
    hall.enters("anna", Role::Attendee, None).unwrap();
    let raise = Command::Hands(hands::Command::Raise { up: true });
    hall.does("anna", raise).unwrap();
    hall.loses("anna");
    hall.wait(30_000);
    hall.enters("anna", Role::Attendee, None).unwrap();
    assert!(hall.welcome("anna").you.hand);
    hall.loses("anna");
    hall.wait(60_000);
    assert!(hall.welcome("helga").hands.is_empty());
    hall.enters("anna", Role::Attendee, None).unwrap();
    assert!(!hall.welcome("anna").you.hand);
}

#[test]
fn a_full_show_keeps_the_audience_out_but_not_those_who_make_it() {
    let mut plan = show();
    plan.policy.capacity = 2;
    let mut hall = Rehearsal::of(plan);
    hall.enters("helga", Role::Host, None).unwrap();
    let open = Command::Phase(phase::Command::Set(Phase::DoorsOpen));
    hall.does("helga", open).unwrap();
    hall.enters("anna", Role::Attendee, None).unwrap();
    assert_eq!(
        hall.enters("bea", Role::Attendee, None),
        Err(Refusal::ShowFull)
    );
    hall.enters("sabine", Role::Speaker, None).unwrap();
    hall.enters("anna", Role::Attendee, None).unwrap();
    leaves(&mut hall, "sabine");
    leaves(&mut hall, "anna");
    hall.enters("bea", Role::Attendee, None).unwrap();
}

#[test]
fn a_shared_link_has_its_seats_and_gives_on_what_was_left_for_ten_minutes() {
    let mut hall = Rehearsal::live();
    hall.enters_with(shared("anna", 2), false).unwrap();
    hall.enters_with(shared("bea", 2), false).unwrap();
    let third = hall.enters_with(shared("cleo", 2), false);
    assert_eq!(third, Err(Refusal::ShowFull));
    hall.asks("anna", "q1", "Stays mine?").unwrap();
    hall.loses("anna");
    hall.wait(9 * 60_000);
    let early = hall.enters_with(shared("cleo", 2), false);
    assert_eq!(early, Err(Refusal::ShowFull));
    hall.wait(60_000);
    hall.enters_with(shared("cleo", 2), false).unwrap();
    let back = hall.enters_with(shared("anna", 2), false);
    assert_eq!(back, Err(Refusal::ShowFull));
    leaves(&mut hall, "bea");
    hall.enters_with(shared("anna", 2), false).unwrap();
    assert!(hall.welcome("anna").questions[0].own);
}

#[test]
fn a_name_may_be_chosen_on_a_shared_link_only() {
    let mut hall = Rehearsal::live();
    hall.enters_with(shared("seat 1", 5), false).unwrap();
    hall.enters("bea", Role::Attendee, None).unwrap();
    let name = |name: &str| Command::Attendance(Attendance::SetName(name.to_owned()));
    hall.does("seat 1", name("  Anna Li ")).unwrap();
    assert_eq!(hall.welcome("seat 1").you.name, "Anna Li");
    assert_eq!(hall.does("bea", name("Host")), Err(Refusal::Forbidden));
    for bad in ["", "  ", "a\u{7}b", &"x".repeat(81)] {
        assert_eq!(hall.does("seat 1", name(bad)), Err(Refusal::BadName));
    }
    hall.enters_with(shared("seat 1", 5), false).unwrap();
    assert_eq!(hall.welcome("seat 1").you.name, "Anna Li");
}

#[test]
fn who_is_not_in_can_do_nothing() {
    let mut hall = Rehearsal::live();
    let before = hall.room.snapshot();
    assert_eq!(hall.asks("nobody", "q1", "Hello?"), Err(Refusal::NotIn));
    hall.enters("anna", Role::Attendee, None).unwrap();
    hall.loses("anna");
    assert_eq!(hall.asks("anna", "q1", "Hello?"), Err(Refusal::NotIn));
    assert_eq!(hall.room.snapshot().questions, before.questions);
}

#[test]
fn a_key_is_applied_once_and_answered_alike_and_a_refused_one_may_be_used_again() {
    let mut hall = Rehearsal::live();
    hall.enters("sabine", Role::Speaker, None).unwrap();
    let up = || Command::Stage(crate::domain::stage::Command::BringUp(id("sabine")));
    let down = || Command::Stage(crate::domain::stage::Command::TakeDown(id("sabine")));
    assert_eq!(
        hall.does_once("helga", "k1", down()),
        Err(Refusal::NotOnStage)
    );
    hall.does_once("helga", "k2", up()).unwrap();
    hall.does_once("helga", "k1", down()).unwrap();
    hall.does_once("helga", "k2", up()).unwrap();
    assert_eq!(hall.welcome("sabine").you.place, Place::Backstage);
    hall.restart();
    hall.enters("helga", Role::Host, None).unwrap();
    hall.does_once("helga", "k2", up()).unwrap();
    assert_eq!(hall.ledger.receipts.len(), 2);
    hall.wait(24 * 60 * 60 * 1000);
    hall.enters("sabine", Role::Speaker, None).unwrap();
    hall.does_once("helga", "k2", up()).unwrap();
    assert_eq!(hall.welcome("sabine").you.place, Place::Stage);
}

#[test]
fn presence_is_summed_at_most_twice_a_second() {
    let mut hall = Rehearsal::live();
    hall.wait(1_000);
    hall.notices.clear();
    for n in 0..20 {
        hall.enters(&format!("listener {n}"), Role::Attendee, Some("zh"))
            .unwrap();
        hall.wait(50);
    }
    hall.wait(1_000);
    let told = hall.notices.iter().filter_map(|n| match &n.what {
        What::Presence(presence) => Some(presence.clone()),
        _ => None,
    });
    let told: Vec<_> = told.collect();
    assert!((2..=4).contains(&told.len()), "{}", told.len());
    let last = told.last().unwrap();
    assert_eq!(last.present, 21);
    assert_eq!(last.listening.get("zh"), Some(&20));
    assert_eq!(hall.room.poll_deadline(), None);
}

#[test]
fn spans_of_attendance_are_recorded() {
    let mut hall = Rehearsal::live();
    hall.enters("anna", Role::Attendee, None).unwrap();
    let caller = crate::domain::command::Caller {
        participant: id("anna"),
        peer: hall.peer("anna"),
    };
    let leave = crate::domain::command::Request {
        caller,
        re: 1,
        key: None,
        command: Command::Attendance(Attendance::Leave),
    };
    let mut out = Effects::default();
    hall.room.handle_request(leave, 99, hall.now, &mut out);
    let left = |r: &Record| matches!(r, Record::Attended { came: false, .. });
    assert_eq!(out.records.iter().filter(|r| left(r)).count(), 1);
}

#[test]
fn after_a_restart_everybody_is_awaited_for_a_minute() {
    let mut hall = Rehearsal::live();
    hall.enters("sabine", Role::Speaker, None).unwrap();
    hall.enters("stefan", Role::Speaker, None).unwrap();
    hall.enters("anna", Role::Attendee, None).unwrap();
    hall.brings_up("sabine").unwrap();
    hall.brings_up("stefan").unwrap();
    hall.tunes("anna", "zh").unwrap();
    hall.restart();
    hall.wait(30_000);
    hall.enters("sabine", Role::Speaker, None).unwrap();
    hall.enters("anna", Role::Attendee, None).unwrap();
    hall.publishes("sabine");
    assert_eq!(hall.room.phase(), Phase::Live);
    assert_eq!(
        hall.lines("sabine", Source::Microphone, "anna"),
        [Line::Floor]
    );
    let presence = hall.welcome("anna").presence;
    assert_eq!(presence.listening.get("zh"), Some(&1));
    hall.wait(30_000);
    let names: Vec<_> = hall.welcome("anna").stage.presenters;
    assert_eq!(names.len(), 1);
}

#[test]
fn whoever_came_in_by_a_ticket_that_is_taken_back_leaves_and_nobody_else() {
    let mut hall = Rehearsal::live();
    hall.enters("anna", Role::Attendee, None).unwrap();
    hall.enters("eva", Role::Speaker, None).unwrap();
    hall.enters_with(shared("bea", 2), false).unwrap();
    hall.enters_with(shared("cleo", 2), false).unwrap();
    hall.loses("cleo");
    for (ticket, gone, stays) in [
        ("ticket of eva", vec!["eva"], vec!["anna", "bea", "helga"]),
        ("link", vec!["bea"], vec!["anna", "helga"]),
        ("ticket of nobody", vec![], vec!["anna", "helga"]),
    ] {
        let peers: Vec<_> = gone.iter().map(|name| hall.peer(name)).collect();
        let mut effects = Effects::default();
        let wish = Office::Withdraw(ticket.to_owned());
        let (commit, now) = (hall.commit + 1, hall.now);
        hall.room
            .handle_office(wish, commit, now, &mut effects)
            .unwrap();
        let ended: Vec<_> = effects.farewells.iter().map(|f| (f.peer, f.why)).collect();
        for peer in &peers {
            assert!(
                ended.contains(&(*peer, FarewellReason::Withdrawn)),
                "{ticket}"
            );
        }
        for name in gone {
            assert_eq!(hall.room.welcome(&id(name)), None, "{name}");
        }
        for name in stays {
            let peer = hall.peer(name);
            assert!(ended.iter().all(|(ended, _)| *ended != peer), "{name}");
            assert!(hall.room.welcome(&id(name)).is_some(), "{name}");
        }
    }
    let arrivals = hall.room.arrivals();
    assert!(arrivals.contains_key(&id("eva")) && !arrivals.contains_key(&id("nobody")));
}
