use crate::domain::command::Command;
use crate::domain::id::{Line, Source};
use crate::domain::rehearsal::{Rehearsal, id};
use crate::domain::role::Role;
use crate::domain::stage;

/// Three speakers on stage with their cameras on, and a listener.
fn panel() -> Rehearsal {
    let mut hall = Rehearsal::live();
    hall.enters("anna", Role::Attendee, None).unwrap();
    for name in ["sabine", "lin", "stefan"] {
        hall.enters(name, Role::Speaker, None).unwrap();
        hall.publishes(name);
        hall.brings_up(name).unwrap();
    }
    hall
}

/// Whose picture is large and whose is small, as told and as routed.
fn pictures(hall: &Rehearsal) -> (Option<String>, Option<String>) {
    let stage = hall.welcome("anna").stage;
    let mut shown = Vec::new();
    for (picture, line) in [(stage.picture, Line::Stage), (stage.inset, Line::Inset)] {
        if let Some(picture) = &picture {
            let source = if picture.screen {
                Source::Screen
            } else {
                Source::Camera
            };
            let name = picture.participant.as_str();
            assert_eq!(hall.lines(name, source, "anna"), [line]);
        }
        let name = |p: &crate::domain::view::Picture| {
            let what = if p.screen { " (screen)" } else { "" };
            format!("{}{what}", p.participant)
        };
        shown.push(picture.as_ref().map(name));
    }
    let inset = shown.pop().unwrap();
    (shown.pop().unwrap(), inset)
}

fn are(large: &str, small: &str) -> (Option<String>, Option<String>) {
    let name = |name: &str| (!name.is_empty()).then(|| name.to_owned());
    (name(large), name(small))
}

fn puts_in_front(hall: &mut Rehearsal, name: Option<&str>) {
    let spotlight = stage::Command::Spotlight(name.map(id));
    hall.does("helga", Command::Stage(spotlight)).unwrap();
}

fn shares(hall: &mut Rehearsal, name: &str) {
    hall.switches(name, true, true, true).unwrap();
    hall.opens(name, Source::Screen);
    hall.opens(name, Source::ScreenSound);
}

#[test]
fn the_first_cameras_stay_until_a_voice_dominates() {
    let mut hall = panel();
    assert_eq!(pictures(&hall), are("sabine", "lin"));
    hall.hears(&["stefan"]);
    assert_eq!(pictures(&hall), are("stefan", "sabine"));
    hall.hears(&[]);
    assert_eq!(pictures(&hall), are("stefan", "sabine"));
    hall.hears(&["sabine", "stefan"]);
    assert_eq!(pictures(&hall), are("sabine", "stefan"));
    hall.hears(&["sabine", "lin"]);
    assert_eq!(pictures(&hall), are("sabine", "stefan"));
}

#[test]
fn the_spotlight_beats_the_voice() {
    let mut hall = panel();
    puts_in_front(&mut hall, Some("lin"));
    hall.hears(&["stefan"]);
    assert_eq!(pictures(&hall), are("lin", "sabine"));
    puts_in_front(&mut hall, None);
    assert_eq!(pictures(&hall), are("stefan", "lin"));
}

#[test]
fn a_camera_that_is_off_or_has_not_arrived_is_not_shown() {
    let mut hall = panel();
    hall.hears(&["stefan"]);
    hall.switches("stefan", true, false, false).unwrap();
    assert_eq!(pictures(&hall), are("sabine", "lin"));
    hall.enters("late", Role::Speaker, None).unwrap();
    hall.brings_up("late").unwrap();
    hall.switches("late", true, true, false).unwrap();
    hall.hears(&["late"]);
    assert_eq!(pictures(&hall), are("sabine", "lin"));
    hall.opens("late", Source::Camera);
    assert_eq!(pictures(&hall), are("late", "sabine"));
}

#[test]
fn the_latest_screen_is_large_with_its_sound_and_a_face_beside_it() {
    let mut hall = panel();
    hall.hears(&["sabine"]);
    shares(&mut hall, "sabine");
    assert_eq!(pictures(&hall), are("sabine (screen)", "sabine"));
    let sound = |hall: &Rehearsal, of| hall.lines(of, Source::ScreenSound, "anna");
    assert_eq!(sound(&hall, "sabine"), [Line::Shared]);
    shares(&mut hall, "lin");
    assert_eq!(pictures(&hall), are("lin (screen)", "sabine"));
    assert_eq!(sound(&hall, "lin"), [Line::Shared]);
    assert!(sound(&hall, "sabine").is_empty());
    hall.takes_down("lin").unwrap();
    assert_eq!(pictures(&hall), are("sabine (screen)", "sabine"));
    hall.switches("sabine", true, true, false).unwrap();
    assert!(sound(&hall, "sabine").is_empty());
    assert_eq!(pictures(&hall), are("sabine", "stefan"));
    assert!(!hall.welcome("anna").stage.shared_sound);
}

#[test]
fn one_alone_has_no_inset_and_nobody_sees_herself() {
    let mut hall = panel();
    hall.takes_down("lin").unwrap();
    hall.takes_down("stefan").unwrap();
    assert_eq!(pictures(&hall), are("sabine", ""));
    assert!(hall.receives("sabine").is_empty());
}
