//! Encoders and players: what they replace, what they wait for, and what they never get.

use crate::domain::booth::Microphone;
use crate::domain::channels::Choice;
use crate::domain::effect::{Farewell, FarewellReason, Place};
use crate::domain::id::{Line, Source};
use crate::domain::refusal::Refusal;
use crate::domain::rehearsal::{Rehearsal, tongue};
use crate::domain::role::Role;
use crate::domain::talk::Talk;

const MICROPHONE: Source = Source::Microphone;

/// A speaker's microphone on the floor, in German.
fn with_floor() -> Rehearsal {
    let mut hall = Rehearsal::live();
    hall.enters("eva", Role::Speaker, Some("de")).unwrap();
    hall.brings_up("eva").unwrap();
    hall.publishes("eva");
    hall.floor("de", true);
    hall
}

fn streams(hall: &mut Rehearsal, name: &str) {
    hall.encodes(name, Role::Interpreter, Some("zh")).unwrap();
    hall.opens(&format!("{name}'s encoder"), MICROPHONE);
}

#[test]
fn a_speaker_by_encoder_alone_is_treated_as_one_by_page() {
    let mut hall = Rehearsal::live();
    hall.enters("anna", Role::Attendee, None).unwrap();
    hall.encodes("eva", Role::Speaker, Some("de")).unwrap();
    hall.opens("eva's encoder", MICROPHONE);
    hall.opens("eva's encoder", Source::Camera);
    assert!(hall.receives("anna").is_empty(), "she is backstage");
    hall.brings_up("eva").unwrap();
    assert_eq!(
        hall.lines("eva's encoder", MICROPHONE, "anna"),
        [Line::Floor]
    );
    assert_eq!(
        hall.lines("eva's encoder", Source::Camera, "anna"),
        [Line::Stage]
    );
    hall.takes_down("eva").unwrap();
    assert!(hall.receives("anna").is_empty());
}

#[test]
fn who_loses_her_encoder_keeps_her_place_for_a_minute() {
    let mut hall = Rehearsal::live();
    hall.encodes("eva", Role::Speaker, Some("de")).unwrap();
    hall.brings_up("eva").unwrap();
    hall.unplugs("eva");
    assert!(!hall.welcome("helga").stage.presenters[0].connected);
    hall.wait(59_000);
    hall.encodes("eva", Role::Speaker, Some("de")).unwrap();
    assert!(hall.welcome("helga").stage.presenters[0].connected);
    hall.unplugs("eva");
    hall.wait(60_000);
    assert!(hall.welcome("helga").stage.presenters.is_empty());
    hall.encodes("eva", Role::Speaker, Some("de")).unwrap();
    assert_eq!(hall.welcome("helga").backstage.unwrap().presenters.len(), 1);
}

#[test]
fn an_encoder_beside_a_page_replaces_camera_and_microphone_and_asks_nothing() {
    let mut hall = with_floor();
    hall.enters("anna", Role::Attendee, None).unwrap();
    assert_eq!(hall.lines("eva", MICROPHONE, "anna"), [Line::Floor]);
    hall.encodes("eva", Role::Speaker, Some("de")).unwrap();
    assert_eq!(hall.farewells, [], "her page stays");
    assert_eq!(
        hall.lines("eva", MICROPHONE, "anna"),
        [Line::Floor],
        "until it sends"
    );
    hall.opens("eva's encoder", MICROPHONE);
    assert_eq!(
        hall.lines("eva's encoder", MICROPHONE, "anna"),
        [Line::Floor]
    );
    assert!(hall.lines("eva", MICROPHONE, "anna").is_empty());
    assert_eq!(
        hall.lines("eva", Source::Camera, "anna"),
        [Line::Stage],
        "it has none"
    );
    hall.opens("eva's encoder", Source::Camera);
    assert_eq!(
        hall.lines("eva's encoder", Source::Camera, "anna"),
        [Line::Stage]
    );
    // Nobody hears herself, by whatever she speaks.
    assert!(hall.receives("eva").is_empty());
    // Whoever silences her silences what she sends.
    let mute = |muted| {
        let participant = crate::domain::rehearsal::id("eva");
        crate::domain::command::Command::Stage(crate::domain::stage::Command::Mute {
            participant,
            muted,
        })
    };
    hall.does("helga", mute(true)).unwrap();
    assert!(hall.lines("eva's encoder", MICROPHONE, "anna").is_empty());
    hall.does("helga", mute(false)).unwrap();
    hall.unplugs("eva");
    assert_eq!(
        hall.lines("eva", MICROPHONE, "anna"),
        [Line::Floor],
        "hers again"
    );
    hall.loses("eva");
    assert!(!hall.welcome("helga").stage.presenters[0].connected);
}

#[test]
fn a_page_that_comes_and_goes_beside_an_encoder_changes_nothing_on_air() {
    let mut hall = with_floor();
    streams(&mut hall, "li");
    hall.enters("anna", Role::Attendee, Some("zh")).unwrap();
    assert_eq!(
        hall.lines("li's encoder", MICROPHONE, "anna"),
        [Line::Channel]
    );
    // The page of the same person is no second device.
    hall.enters("li", Role::Interpreter, Some("zh")).unwrap();
    assert_eq!(
        hall.lines("li's encoder", MICROPHONE, "anna"),
        [Line::Channel]
    );
    // What the page publishes is not heard meanwhile, whatever its switch says.
    hall.switches("li", true, true, false).unwrap();
    hall.opens("li", MICROPHONE);
    assert!(hall.lines("li", MICROPHONE, "anna").is_empty());
    hall.loses("li");
    assert_eq!(
        hall.lines("li's encoder", MICROPHONE, "anna"),
        [Line::Channel]
    );
    hall.unplugs("li");
    hall.wait(2_100);
    assert_eq!(hall.lines("eva", MICROPHONE, "anna"), [Line::Floor]);
}

#[test]
fn a_second_encoder_replaces_the_first() {
    let mut hall = Rehearsal::live();
    let first = hall.encodes("eva", Role::Speaker, None).unwrap();
    hall.encodes("eva", Role::Speaker, None).unwrap();
    let why = FarewellReason::Replaced;
    assert_eq!(hall.farewells, [Farewell { peer: first, why }]);
    assert!(hall.welcome("helga").backstage.unwrap().presenters[0].connected);
}

#[test]
fn an_attendee_publishes_nothing_by_an_encoder() {
    let mut hall = Rehearsal::live();
    assert_eq!(
        hall.encodes("anna", Role::Attendee, None),
        Err(Refusal::MayNotPublish)
    );
}

#[test]
fn an_open_microphone_waits_for_a_taken_channel_and_takes_a_free_one() {
    let mut hall = with_floor();
    hall.enters("anna", Role::Attendee, Some("zh")).unwrap();
    streams(&mut hall, "li");
    streams(&mut hall, "ma");
    assert_eq!(
        hall.lines("li's encoder", MICROPHONE, "anna"),
        [Line::Channel]
    );
    assert!(hall.lines("ma's encoder", MICROPHONE, "anna").is_empty());
    hall.wait(1_000);
    hall.unplugs("li");
    hall.wait(2_100);
    assert_eq!(
        hall.lines("ma's encoder", MICROPHONE, "anna"),
        [Line::Channel]
    );
    // The floor takes over her language: interpreting into it would help nobody, and she is back when it has ended.
    hall.floor("zh", true);
    hall.wait(7_000);
    assert!(hall.lines("ma's encoder", MICROPHONE, "anna").is_empty());
    hall.floor("de", true);
    hall.wait(1_000);
    assert_eq!(
        hall.lines("ma's encoder", MICROPHONE, "anna"),
        [Line::Channel]
    );
}

#[test]
fn her_page_closes_coughs_and_talks_beside_the_channel_for_her_encoder() {
    let mut hall = with_floor();
    hall.enters("anna", Role::Attendee, Some("zh")).unwrap();
    hall.enters("li", Role::Interpreter, Some("zh")).unwrap();
    hall.enters("ma", Role::Interpreter, Some("zh")).unwrap();
    streams(&mut hall, "li");
    let on_air = |hall: &Rehearsal| hall.lines("li's encoder", MICROPHONE, "anna");
    assert_eq!(on_air(&hall), [Line::Channel]);
    hall.talks("li", Talk::Partner).unwrap();
    assert!(on_air(&hall).is_empty());
    assert_eq!(
        hall.lines("li's encoder", MICROPHONE, "ma"),
        [Line::PartnerSound(0)]
    );
    hall.talks("li", Talk::Desk).unwrap();
    assert!(on_air(&hall).is_empty());
    hall.talks("li", Talk::Nobody).unwrap();
    assert_eq!(on_air(&hall), [Line::Channel]);
    hall.microphone("li", Microphone::Cough).unwrap();
    assert!(on_air(&hall).is_empty());
    hall.microphone("li", Microphone::On).unwrap();
    assert_eq!(on_air(&hall), [Line::Channel]);
    hall.microphone("li", Microphone::Off).unwrap();
    hall.wait(30_000);
    assert!(on_air(&hall).is_empty(), "what she has closed stays closed");
}

#[test]
fn a_player_has_one_picture_and_one_sound() {
    let mut hall = with_floor();
    hall.plays("tv", Choice::Language(tongue("zh"))).unwrap();
    let floor = (hall.track("eva", MICROPHONE), Line::Floor);
    let picture = (hall.track("eva", Source::Camera), Line::Stage);
    assert_eq!(
        hall.receives("tv"),
        [floor, picture].into(),
        "nobody interprets"
    );
    streams(&mut hall, "li");
    let channel = (hall.track("li's encoder", MICROPHONE), Line::Channel);
    assert_eq!(hall.receives("tv"), [channel, picture].into());
    hall.plays("radio", Choice::Original).unwrap();
    assert_eq!(hall.receives("radio"), [floor, picture].into());
    assert_eq!(hall.welcome("helga").presence.listening.get("zh"), Some(&1));
    assert_eq!(
        hall.plays("odd", Choice::Language(tongue("fr"))),
        Err(Refusal::UnknownLanguage)
    );
}

#[test]
fn a_player_leaves_at_once_and_its_next_connection_replaces_it() {
    let mut hall = Rehearsal::live();
    let before = hall.welcome("helga").presence.present;
    let first = hall.plays("tv", Choice::Original).unwrap();
    hall.plays("tv", Choice::Original).unwrap();
    let why = FarewellReason::Replaced;
    assert_eq!(hall.farewells, [Farewell { peer: first, why }]);
    assert_eq!(hall.welcome("helga").presence.present, before + 1);
    hall.loses("tv");
    assert_eq!(hall.welcome("helga").presence.present, before);
    assert_eq!(hall.welcome("tv").you.place, Place::Hall);
}
