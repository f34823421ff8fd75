use std::collections::BTreeMap;

use crate::domain::banner;
use crate::domain::command::Command;
use crate::domain::cues;
use crate::domain::device_check::{self, Network};
use crate::domain::effect::Place;
use crate::domain::id::Source;
use crate::domain::notice::What;
use crate::domain::phase::{self, Phase};
use crate::domain::refusal::Refusal;
use crate::domain::rehearsal::{Rehearsal, id, show, tongue};
use crate::domain::role::Role;
use crate::domain::run_sheet::{self, Item, Kind};
use crate::domain::stage;
use crate::domain::view::{Cue, Step};

fn item(title: &str, speaker: &str, language: Option<&str>) -> Item {
    Item {
        kind: Kind::Pitch,
        title: title.to_owned(),
        speaker: speaker.to_owned(),
        language: language.map(tongue),
        minutes: 10,
        notes: "for the crew alone".to_owned(),
        ..Item::default()
    }
}

fn sheet(hall: &mut Rehearsal, items: Vec<Item>) {
    let set = Command::RunSheet(run_sheet::Command::Set(items));
    hall.does("helga", set).unwrap();
}

fn at(hall: &mut Rehearsal, place: u16) {
    let at = Command::RunSheet(run_sheet::Command::At(Some(place)));
    hall.does("helga", at).unwrap();
}

fn practises(hall: &mut Rehearsal, on: bool) -> Result<(), Refusal> {
    hall.does("helga", Command::Phase(phase::Command::Practise(on)))
}

fn takes_over(hall: &mut Rehearsal, who: &str, from: &str) -> Result<(), Refusal> {
    hall.does(who, Command::Stage(stage::Command::TakeOver(id(from))))
}

fn checks_in(hall: &mut Rehearsal, who: &str) {
    let done = device_check::Command::Done {
        network: Network::Narrow,
        camera: true,
    };
    hall.does(who, Command::DeviceCheck(done)).unwrap();
}

/// Three pitches; Sabine speaks in the first, Wang Fang and Sabine in the second, nobody known in the third.
fn pitches(hall: &mut Rehearsal) {
    sheet(
        hall,
        vec![
            item("one", "Sabine", Some("de")),
            item("two", "wang fang, SABINE", Some("zh")),
            item("three", "Somebody", None),
        ],
    );
}

#[test]
fn whoever_comes_in_under_a_written_name_is_expected_and_an_attendee_of_that_name_is_not() {
    let mut hall = Rehearsal::live();
    pitches(&mut hall);
    let people = |hall: &Rehearsal| -> Vec<Vec<String>> {
        let items = hall.welcome("helga").run_sheet.unwrap().items;
        let names = |item: &Item| item.people.iter().map(ToString::to_string).collect();
        items.iter().map(names).collect()
    };
    assert_eq!(people(&hall), [vec![], vec![], Vec::<String>::new()]);
    hall.enters("Somebody", Role::Attendee, None).unwrap();
    hall.enters("sabine", Role::Speaker, Some("de")).unwrap();
    hall.enters("Wang Fang", Role::Speaker, Some("zh")).unwrap();
    let expected = [vec!["sabine"], vec!["sabine", "Wang Fang"], vec![]];
    assert_eq!(people(&hall), expected);
    hall.restart();
    hall.enters("helga", Role::Host, None).unwrap();
    assert_eq!(people(&hall), expected);
    pitches(&mut hall);
    let again = people(&hall);
    assert_eq!((&again[0], again[1].len()), (&vec!["sabine".to_owned()], 2));
}

#[test]
fn moving_on_sets_the_floors_language_unpinned_and_leaves_a_pinned_one() {
    let mut hall = Rehearsal::live();
    pitches(&mut hall);
    at(&mut hall, 0);
    let floor = |hall: &Rehearsal| hall.welcome("helga").floor;
    assert_eq!(floor(&hall).language, Some(tongue("de")));
    assert!(!floor(&hall).pinned);
    at(&mut hall, 1);
    assert_eq!(floor(&hall).language, Some(tongue("zh")));
    at(&mut hall, 2);
    assert_eq!(floor(&hall).language, Some(tongue("zh")));
    hall.floor("zh", true);
    at(&mut hall, 0);
    assert_eq!(floor(&hall).language, Some(tongue("zh")));
    assert!(floor(&hall).pinned);
}

#[test]
fn what_begins_while_the_show_runs_is_a_chapter_and_stays_one() {
    let mut hall = Rehearsal::of(show());
    hall.enters("helga", Role::Host, None).unwrap();
    pitches(&mut hall);
    at(&mut hall, 0);
    let chapters = |hall: &Rehearsal| -> Vec<(String, u64)> {
        let sheet = hall.welcome("helga").run_sheet.unwrap();
        let chapters = sheet.chapters.into_iter();
        chapters.map(|c| (c.title, c.at.0)).collect()
    };
    assert_eq!(chapters(&hall), []);
    hall.wait(5_000);
    hall.does("helga", Command::Phase(phase::Command::Set(Phase::Live)))
        .unwrap();
    hall.wait(1_000);
    at(&mut hall, 2);
    let expected = [("one".to_owned(), 5_000), ("three".to_owned(), 6_000)];
    assert_eq!(chapters(&hall), expected);
    pitches(&mut hall);
    hall.restart();
    hall.enters("helga", Role::Host, None).unwrap();
    assert_eq!(chapters(&hall), expected);
    assert_eq!(hall.room.snapshot().sorted(), hall.ledger.clone().sorted());
}

#[test]
fn the_next_item_calls_by_itself_and_the_host_calls_whom_she_likes() {
    let mut hall = Rehearsal::live();
    pitches(&mut hall);
    for name in ["sabine", "Wang Fang", "stefan"] {
        hall.enters(name, Role::Speaker, None).unwrap();
    }
    hall.enters("anna", Role::Attendee, None).unwrap();
    let cue = |hall: &Rehearsal, who: &str| hall.welcome(who).you.cue;
    assert_eq!(cue(&hall, "sabine"), Some(Cue::Next));
    assert_eq!(cue(&hall, "Wang Fang"), None);
    hall.brings_up("sabine").unwrap();
    assert_eq!(cue(&hall, "sabine"), None);
    hall.told("Wang Fang");
    at(&mut hall, 0);
    assert_eq!(cue(&hall, "Wang Fang"), Some(Cue::Next));
    let told = hall.told("Wang Fang");
    assert!(
        told.iter()
            .any(|what| matches!(what, What::You(you) if you.cue == Some(Cue::Next)))
    );
    let call = |hall: &mut Rehearsal, who: &str, on| {
        let call = cues::Command::Call {
            participant: id(who),
            on,
        };
        hall.does("helga", Command::Cues(call))
    };
    call(&mut hall, "stefan", true).unwrap();
    assert_eq!(cue(&hall, "stefan"), Some(Cue::Called));
    call(&mut hall, "stefan", false).unwrap();
    assert_eq!(cue(&hall, "stefan"), None);
    call(&mut hall, "stefan", true).unwrap();
    hall.brings_up("stefan").unwrap();
    hall.takes_down("stefan").unwrap();
    assert_eq!(cue(&hall, "stefan"), None, "the call was followed");
    assert_eq!(call(&mut hall, "sabine", true), Err(Refusal::NotBackstage));
    assert_eq!(call(&mut hall, "anna", true), Err(Refusal::NotBackstage));
    assert_eq!(
        call(&mut hall, "nobody", true),
        Err(Refusal::NoSuchParticipant)
    );
}

#[test]
fn the_staff_sees_how_far_somebody_is_and_what_her_check_found_also_after_a_restart() {
    let mut hall = Rehearsal::live();
    hall.enters("sabine", Role::Speaker, None).unwrap();
    let step = |hall: &Rehearsal| {
        let people = hall.welcome("helga").people.into_iter();
        let mut own = people.filter(|person| person.participant == id("sabine"));
        own.next()
            .map(|person| (person.step, person.checked.map(|c| c.network)))
    };
    assert_eq!(step(&hall), Some((Step::Opened, None)));
    checks_in(&mut hall, "sabine");
    let backstage = Some((Step::Backstage, Some(Network::Narrow)));
    assert_eq!(step(&hall), backstage);
    hall.restart();
    hall.enters("helga", Role::Host, None).unwrap();
    assert_eq!(step(&hall), backstage);
    hall.enters("sabine", Role::Speaker, None).unwrap();
    hall.brings_up("sabine").unwrap();
    assert_eq!(step(&hall).map(|(step, _)| step), Some(Step::Stage));
    hall.takes_down("sabine").unwrap();
    hall.loses("sabine");
    hall.wait(60_000);
    hall.enters("sabine", Role::Speaker, None).unwrap();
    assert_eq!(step(&hall), Some((Step::Opened, Some(Network::Narrow))));
}

#[test]
fn a_lost_speakers_place_is_kept_with_its_end_told_and_who_is_expected_may_stand_in() {
    let mut hall = Rehearsal::live();
    pitches(&mut hall);
    for name in ["sabine", "Wang Fang", "stefan"] {
        hall.enters(name, Role::Speaker, None).unwrap();
    }
    hall.enters("anna", Role::Attendee, None).unwrap();
    hall.brings_up("sabine").unwrap();
    at(&mut hall, 1);
    let front = stage::Command::Spotlight(Some(id("sabine")));
    hall.does("helga", Command::Stage(front)).unwrap();
    assert_eq!(
        takes_over(&mut hall, "Wang Fang", "sabine"),
        Err(Refusal::WrongState)
    );
    hall.wait(1_000);
    hall.loses("sabine");
    let lost = hall.welcome("anna").stage.presenters.remove(0);
    assert_eq!(
        (lost.connected, lost.until),
        (false, Some(hall.now.after(60_000)))
    );
    hall.wait(10_000);
    assert_eq!(
        takes_over(&mut hall, "stefan", "sabine"),
        Err(Refusal::Forbidden)
    );
    assert_eq!(
        takes_over(&mut hall, "anna", "sabine"),
        Err(Refusal::Forbidden)
    );
    assert_eq!(
        takes_over(&mut hall, "Wang Fang", "stefan"),
        Err(Refusal::NotOnStage)
    );
    takes_over(&mut hall, "Wang Fang", "sabine").unwrap();
    let stage = hall.welcome("anna").stage;
    assert_eq!(stage.spotlight, Some(id("Wang Fang")));
    let names: Vec<_> = stage.presenters.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["sabine", "Wang Fang"]);
    hall.enters("sabine", Role::Speaker, None).unwrap();
    assert_eq!(hall.welcome("sabine").you.place, Place::Stage);
    assert_eq!(hall.welcome("anna").stage.presenters[0].until, None);
    hall.loses("sabine");
    hall.wait(60_000);
    takes_over(&mut hall, "helga", "Wang Fang").unwrap_err();
    assert_eq!(
        hall.welcome("anna").stage.presenters.len(),
        1,
        "nobody waits longer"
    );
}

#[test]
fn practice_is_live_for_those_inside_and_leaves_nothing_behind() {
    let mut hall = Rehearsal::of(show());
    hall.enters("helga", Role::Host, None).unwrap();
    hall.enters("sabine", Role::Speaker, Some("de")).unwrap();
    hall.publishes("sabine");
    pitches(&mut hall);
    let before = hall.ledger.clone().sorted();
    let asked = hall.asks("sabine", "q", "Why?");
    assert_eq!(asked, Err(Refusal::WrongPhase));
    practises(&mut hall, true).unwrap();
    assert!(hall.welcome("sabine").room.practice);
    assert_eq!(
        hall.enters("anna", Role::Attendee, None),
        Err(Refusal::DoorsClosed)
    );
    hall.enters("stefan", Role::Speaker, None).unwrap();
    hall.brings_up("sabine").unwrap();
    assert!(
        !hall
            .lines("sabine", Source::Microphone, "stefan")
            .is_empty()
    );
    at(&mut hall, 1);
    hall.asks("stefan", "q", "Why?").unwrap();
    assert_eq!(hall.welcome("helga").questions.len(), 1);
    assert_eq!(hall.room.snapshot().sorted(), hall.ledger.clone().sorted());
    assert!(hall.ledger.questions.is_empty() && hall.ledger.run_sheet.chapters.is_empty());
    hall.told("stefan");
    practises(&mut hall, false).unwrap();
    let fresh = hall.told("stefan");
    assert!(
        fresh
            .iter()
            .any(|what| matches!(what, What::Welcome { re: None }))
    );
    let welcome = hall.welcome("sabine");
    assert_eq!(welcome.you.place, Place::Backstage);
    assert!(welcome.questions.is_empty() && !welcome.room.practice);
    assert_eq!(welcome.run_sheet.unwrap().current, None);
    assert!(
        hall.lines("sabine", Source::Microphone, "stefan")
            .iter()
            .all(|line| { matches!(line, crate::domain::id::Line::BackstageSound(_)) })
    );
    assert_eq!(hall.ledger.run_sheet, before.run_sheet);
    assert_eq!(hall.room.snapshot().sorted(), hall.ledger.clone().sorted());
}

#[test]
fn practice_outlives_a_restart_ends_when_doors_open_and_does_not_begin_after() {
    let mut hall = Rehearsal::of(show());
    hall.enters("helga", Role::Host, None).unwrap();
    practises(&mut hall, true).unwrap();
    hall.restart();
    hall.enters("helga", Role::Host, None).unwrap();
    assert!(hall.welcome("helga").room.practice);
    hall.enters("sabine", Role::Speaker, None).unwrap();
    hall.brings_up("sabine").unwrap();
    let open = Command::Phase(phase::Command::Set(Phase::DoorsOpen));
    hall.does("helga", open).unwrap();
    assert!(!hall.welcome("helga").room.practice);
    assert_eq!(hall.welcome("sabine").you.place, Place::Backstage);
    assert_eq!(practises(&mut hall, true), Err(Refusal::WrongPhase));
}

#[test]
fn an_announcement_stands_for_everybody_until_it_is_taken_away() {
    let mut hall = Rehearsal::live();
    hall.enters("anna", Role::Attendee, None).unwrap();
    let put = |hall: &mut Rehearsal, who: &str, text: &str| {
        let texts = BTreeMap::from([(tongue("de"), text.to_owned())]);
        hall.does(who, Command::Banner(banner::Command::Put(texts)))
    };
    put(&mut hall, "helga", " Gleich geht es weiter ").unwrap();
    hall.restart();
    hall.enters("helga", Role::Host, None).unwrap();
    hall.enters("anna", Role::Attendee, None).unwrap();
    let stands = hall.welcome("anna").room.banner.unwrap();
    assert_eq!(stands.texts[&tongue("de")], "Gleich geht es weiter");
    assert_eq!(put(&mut hall, "anna", "x"), Err(Refusal::Forbidden));
    let long = "x".repeat(201);
    assert_eq!(
        put(&mut hall, "helga", &long),
        Err(Refusal::TextTooLong { limit: 200 })
    );
    put(&mut hall, "helga", " ").unwrap();
    assert_eq!(hall.welcome("anna").room.banner, None);
}

#[test]
fn everybody_reads_the_programme_and_the_crews_notes_stay_with_the_crew() {
    let mut hall = Rehearsal::live();
    hall.enters("anna", Role::Attendee, None).unwrap();
    pitches(&mut hall);
    let told = hall.told("anna");
    let shown = told.iter().find_map(|what| match what {
        What::Programme(programme) => Some(programme.clone()),
        _ => None,
    });
    assert_eq!(shown.unwrap().items.len(), 3);
    assert!(!told.iter().any(|what| matches!(what, What::RunSheet(_))));
    assert_eq!(hall.welcome("anna").run_sheet, None);
    assert!(!format!("{told:?}").contains("for the crew alone"));
    at(&mut hall, 1);
    assert_eq!(hall.welcome("anna").programme.current, Some((1, hall.now)));
}
