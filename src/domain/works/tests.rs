use crate::domain::booth::HandOverAct;
use crate::domain::booth::Microphone::{Armed, Off, On};
use crate::domain::effect::{Effects, Flow};
use crate::domain::id::Line::{Channel, Floor};
use crate::domain::refusal::Refusal;
use crate::domain::rehearsal::{Rehearsal, plan, show_of, ticket, tongue};
use crate::domain::role::Role;
use crate::domain::show::Works::{ByDirection, ByTurns};
use crate::domain::view::{Alarm, ChannelState};

const ALL: [&str; 4] = ["sabine", "lin", "xenia", "yan"];

/// German and Chinese on stage, the German one speaks; Xenia owns German, Yan Chinese; listeners of both.
fn conference() -> Rehearsal {
    let mut hall = Rehearsal::live_in(show_of(vec![plan("de-zh", 2, ByDirection)]));
    hall.speaker("sabine", "de");
    hall.speaker("lin", "zh");
    hall.interpreter("xenia", "de-zh");
    hall.interpreter("yan", "de-zh");
    hall.enters("dora", Role::Attendee, Some("de")).unwrap();
    hall.enters("zhang", Role::Attendee, Some("zh")).unwrap();
    hall.hears(&["sabine"]);
    hall.voice("sabine", true);
    hall
}

/// The same, with Yan on air and Xenia standing by.
fn at_work() -> Rehearsal {
    let mut hall = conference();
    hall.microphone("yan", On).unwrap();
    hall.microphone("xenia", Armed).unwrap();
    hall.voice("yan", true);
    hall
}

fn turns_to_chinese(hall: &mut Rehearsal) {
    hall.hears(&["lin"]);
    hall.wait(1_500);
}

fn ear(hall: &Rehearsal, name: &str) -> Vec<String> {
    let heard = hall.ear(name, &ALL).into_iter();
    heard
        .map(|(from, line)| match line {
            Floor => format!("{from}, floor"),
            _ => from,
        })
        .collect()
}

#[test]
fn each_owns_a_direction_and_only_the_one_whose_turn_it_is_may_speak() {
    let mut hall = conference();
    assert_eq!(hall.seat("xenia").owns, Some(tongue("de")));
    assert_eq!(hall.seat("yan").owns, Some(tongue("zh")));
    let own = hall.microphone("xenia", On);
    assert_eq!(own, Err(Refusal::SpeaksFloorLanguage));
    hall.microphone("yan", On).unwrap();
    assert_eq!(ear(&hall, "zhang"), ["yan"]);
    assert!(
        ear(&hall, "dora")
            .iter()
            .all(|from| from.ends_with("floor"))
    );
    assert!(hall.seat("yan").on_air && !hall.seat("xenia").on_air);
}

#[test]
fn from_german_to_chinese_and_back_nobody_clicks() {
    let mut hall = at_work();
    turns_to_chinese(&mut hall);
    let booth = hall.booth();
    assert_eq!(booth.armed, Some(tongue("de")));
    assert_eq!(booth.cuts_by, Some(hall.now.after(6_000)));
    assert_eq!(ear(&hall, "zhang"), ["sabine, floor", "lin, floor", "yan"]);
    assert_eq!(ear(&hall, "dora"), ["sabine, floor", "lin, floor"]);
    hall.wait(1_000);
    hall.voice("yan", false);
    hall.wait(599);
    assert!(hall.seat("yan").on_air);
    hall.wait(1);
    assert_eq!(hall.seat("yan").microphone, Armed);
    assert_eq!(hall.seat("xenia").microphone, On);
    assert_eq!(ear(&hall, "dora"), ["xenia"]);
    assert_eq!(ear(&hall, "zhang"), ["sabine, floor", "lin, floor"]);
    hall.voice("xenia", true);
    hall.hears(&["sabine"]);
    hall.wait(1_500 + 6_000);
    assert_eq!(hall.seat("xenia").microphone, Armed);
    assert_eq!(ear(&hall, "zhang"), ["yan"]);
    assert!(
        ear(&hall, "dora")
            .iter()
            .all(|from| from.ends_with("floor"))
    );
}

#[test]
fn the_direction_key_cuts_at_once_and_changes_the_person() {
    let mut hall = at_work();
    turns_to_chinese(&mut hall);
    hall.direction("yan", "de", false).unwrap();
    assert_eq!(ear(&hall, "dora"), ["xenia"]);
    let back = hall.direction("yan", "zh", false);
    assert_eq!(back, Err(Refusal::SpeaksFloorLanguage));
}

#[test]
fn a_partner_who_is_not_armed_is_not_opened_and_the_booth_is_told() {
    let mut hall = at_work();
    hall.microphone("xenia", Off).unwrap();
    turns_to_chinese(&mut hall);
    hall.voice("lin", true);
    hall.voice("sabine", false);
    hall.wait(6_000);
    assert_eq!(hall.seat("xenia").microphone, Off);
    assert_eq!(hall.seat("yan").microphone, Armed);
    assert_eq!(hall.channel("de").state, ChannelState::Fallback);
    assert!(!hall.channel("de").down);
    let alarm = Alarm::Unattended(tongue("de"));
    hall.wait(1_999);
    assert!(!hall.booth().alarms.contains(&alarm));
    hall.wait(1);
    assert!(hall.booth().alarms.contains(&alarm));
    assert!(hall.channel("de").down);
    hall.microphone("xenia", On).unwrap();
    assert!(hall.booth().alarms.is_empty());
    assert!(!hall.channel("de").down);
    assert_eq!(ear(&hall, "dora"), ["xenia"]);
}

#[test]
fn one_covers_both_directions_and_gives_the_other_back() {
    let mut hall = at_work();
    hall.covers("yan", true).unwrap();
    turns_to_chinese(&mut hall);
    hall.wait(6_000);
    assert_eq!(hall.seat("yan").output, tongue("de"));
    assert_eq!(ear(&hall, "dora"), ["yan"]);
    assert_eq!(hall.seat("xenia").microphone, Armed);
    hall.covers("yan", false).unwrap();
    assert_eq!(ear(&hall, "dora"), ["xenia"]);
    assert_eq!(hall.seat("yan").microphone, Armed);
    hall.covers("yan", true).unwrap();
    hall.microphone("xenia", Off).unwrap();
    hall.microphone("yan", On).unwrap();
    assert_eq!(hall.covers("yan", false), Err(Refusal::NoPartner));
    assert_eq!(ear(&hall, "dora"), ["yan"]);
}

#[test]
fn who_covers_relieves_the_partner_in_a_pause_of_hers() {
    let mut hall = at_work();
    hall.covers("xenia", true).unwrap();
    assert!(hall.seat("yan").on_air);
    hall.voice("yan", false);
    hall.wait(200);
    assert!(hall.seat("xenia").on_air);
    assert_eq!(hall.seat("yan").microphone, Armed);
    assert_eq!(ear(&hall, "zhang"), ["xenia"]);
    assert_eq!(hall.seat("xenia").owns, Some(tongue("de")));
}

#[test]
fn an_armed_partner_speaks_for_a_lost_one_and_covers_her_direction() {
    let mut hall = at_work();
    hall.flow("yan", Flow::Stalled);
    assert_eq!(ear(&hall, "zhang"), ["xenia"]);
    assert!(hall.seat("xenia").covers);
    assert_eq!(hall.seat("yan").microphone, Off);
}

#[test]
fn a_ticket_language_is_the_direction_and_no_other_is_spoken_for_a_lost_partner() {
    let mut hall = Rehearsal::live_in(show_of(vec![plan("de-zh", 2, ByDirection)]));
    hall.speaker("sabine", "de");
    for (name, language) in [("yan", "zh"), ("xenia", "de")] {
        let entry = ticket(name, Role::Interpreter, Some(language));
        hall.enters_with(entry, false).unwrap();
        hall.opens(name, crate::domain::id::Source::Microphone);
    }
    hall.hears(&["sabine"]);
    hall.microphone("yan", On).unwrap();
    hall.microphone("xenia", Armed).unwrap();
    assert_eq!(hall.seat("yan").owns, Some(tongue("zh")));
    hall.flow("yan", Flow::Stalled);
    assert_eq!(hall.seat("xenia").microphone, Armed);
    let offer = hall.step("yan", HandOverAct::Offer);
    assert_eq!(offer, Err(Refusal::NoHandOver));
}

#[test]
fn a_hand_over_exchanges_the_directions() {
    let mut hall = at_work();
    hall.step("yan", HandOverAct::Offer).unwrap();
    hall.step("xenia", HandOverAct::Accept).unwrap();
    hall.step("yan", HandOverAct::Cut).unwrap();
    hall.step("xenia", HandOverAct::Cut).unwrap();
    assert_eq!(ear(&hall, "zhang"), ["xenia"]);
    assert_eq!(hall.seat("xenia").owns, Some(tongue("zh")));
    assert_eq!(hall.seat("yan").owns, Some(tongue("de")));
    assert_eq!(hall.seat("yan").microphone, Armed);
    turns_to_chinese(&mut hall);
    hall.wait(6_000);
    assert_eq!(ear(&hall, "dora"), ["yan"]);
}

#[test]
fn exchanged_directions_keep_their_owners_over_a_restart() {
    let mut hall = at_work();
    hall.step("yan", HandOverAct::Offer).unwrap();
    hall.step("xenia", HandOverAct::Accept).unwrap();
    hall.step("yan", HandOverAct::Cut).unwrap();
    hall.voice("yan", false);
    hall.wait(200);
    assert_eq!(hall.seat("xenia").owns, Some(tongue("zh")));
    hall.restart();
    for name in ["xenia", "yan"] {
        hall.interpreter(name, "de-zh");
    }
    assert_eq!(hall.seat("xenia").owns, Some(tongue("zh")));
    assert_eq!(hall.seat("yan").owns, Some(tongue("de")));
}

#[test]
fn an_exchange_that_the_ledger_lost_goes_back_and_nobody_is_cut_off() {
    let mut hall = at_work();
    let before = hall.room.snapshot();
    hall.step("yan", HandOverAct::Offer).unwrap();
    hall.step("xenia", HandOverAct::Accept).unwrap();
    hall.step("yan", HandOverAct::Cut).unwrap();
    hall.step("yan", HandOverAct::Cut).unwrap();
    assert_eq!(ear(&hall, "zhang"), ["xenia"]);
    let mut out = Effects::default();
    hall.room.restore(before, hall.now, &mut out);
    assert_eq!(hall.seat("xenia").owns, Some(tongue("de")));
    assert_eq!(hall.seat("yan").owns, Some(tongue("zh")));
    assert!(hall.seat("xenia").covers);
    assert_eq!(ear(&hall, "zhang"), ["xenia"]);
    hall.covers("xenia", false).unwrap();
    assert_eq!(ear(&hall, "zhang"), ["yan"]);
}

#[test]
fn the_way_of_working_changes_without_cutting_off_who_speaks() {
    let mut hall = conference();
    hall.works("helga", "de-zh", ByTurns).unwrap();
    hall.microphone("xenia", On).unwrap();
    assert_eq!(hall.covers("xenia", true), Err(Refusal::WrongState));
    hall.works("yan", "de-zh", ByDirection).unwrap();
    assert_eq!(ear(&hall, "zhang"), ["xenia"]);
    assert_eq!(hall.seat("xenia").owns, Some(tongue("zh")));
    assert_eq!(hall.seat("yan").owns, Some(tongue("de")));
    assert_eq!(
        hall.works("dora", "de-zh", ByTurns),
        Err(Refusal::Forbidden)
    );
    let unknown = hall.works("helga", "fr-it", ByTurns);
    assert_eq!(unknown, Err(Refusal::NoSuchBooth));
    hall.works("helga", "de-zh", ByTurns).unwrap();
    hall.restart();
    hall.enters("helga", Role::Host, None).unwrap();
    assert_eq!(hall.booth().works, ByTurns);
}

#[test]
fn in_silence_whoever_speaks_first_gives_the_direction() {
    let mut hall = conference();
    hall.floor("none", true);
    assert_eq!(hall.booth().output, tongue("zh"));
    hall.microphone("xenia", On).unwrap();
    assert_eq!(hall.booth().output, tongue("de"));
    assert!(hall.seat("xenia").on_air);
    assert_eq!(hall.microphone("yan", On), Err(Refusal::ChannelOccupied));
    assert_eq!(
        hall.ear("dora", &["xenia"]),
        [("xenia".to_owned(), Channel)]
    );
}

#[test]
fn whoever_is_relieved_speaks_in_the_direction_she_covers_until_the_cut() {
    let mut hall = conference();
    hall.covers("xenia", true).unwrap();
    hall.microphone("xenia", On).unwrap();
    hall.voice("xenia", true);
    hall.microphone("yan", Armed).unwrap();
    hall.covers("yan", true).unwrap();
    assert_eq!(hall.seat("xenia").output, tongue("zh"));
    assert_eq!(ear(&hall, "zhang"), ["xenia"]);
    hall.wait(3_000);
    assert_eq!(ear(&hall, "zhang"), ["yan"]);
    assert_eq!(hall.seat("xenia").output, tongue("de"));
}

#[test]
fn a_channel_that_is_kept_for_a_voice_does_not_follow_her_into_another_language() {
    let mut hall = Rehearsal::live_in(show_of(vec![plan("de-zh", 2, ByTurns)]));
    hall.interpreter("xenia", "de-zh");
    hall.microphone("xenia", On).unwrap();
    hall.interpreter("xenia", "de-zh");
    assert_eq!(hall.channel("zh").state, ChannelState::Held);
    hall.works("helga", "de-zh", ByDirection).unwrap();
    assert_eq!(hall.seat("xenia").output, tongue("de"));
    assert_eq!(hall.channel("de").state, ChannelState::Fallback);
    assert_eq!(hall.channel("zh").state, ChannelState::Fallback);
}
