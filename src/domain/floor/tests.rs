use super::*;
use crate::domain::rehearsal::{id, tongue};

fn says(language: &str, name: &str) -> Option<(ParticipantId, Option<Language>)> {
    Some((id(name), Some(tongue(language))))
}

/// A floor that speaks German since the beginning.
fn german() -> Floor {
    let mut floor = Floor::default();
    floor.hear(says("de", "sabine"), Moment(0));
    floor.expire(Moment(0));
    assert_eq!(floor.language(), Some(&tongue("de")));
    floor
}

fn at(floor: &mut Floor, ms: u64) -> Option<String> {
    floor.expire(Moment(ms));
    floor.language().map(ToString::to_string)
}

#[test]
fn an_interjection_is_ignored_and_a_dominant_voice_is_followed_after_a_second_and_a_half() {
    let mut floor = german();
    floor.hear(says("zh", "lin"), Moment(1_000));
    floor.hear(says("de", "sabine"), Moment(2_400));
    assert_eq!(at(&mut floor, 9_000).as_deref(), Some("de"));
    floor.hear(says("zh", "lin"), Moment(10_000));
    floor.hear(says("zh", "li"), Moment(11_000));
    assert_eq!(at(&mut floor, 11_499).as_deref(), Some("de"));
    assert_eq!(floor.deadline(), Some(Moment(11_500)));
    assert_eq!(at(&mut floor, 11_500).as_deref(), Some("zh"));
}

#[test]
fn a_pause_has_no_language_and_a_film_is_in_none() {
    let mut floor = german();
    floor.hear(None, Moment(1_000));
    assert_eq!(at(&mut floor, 60_000).as_deref(), Some("de"));
    floor.show_film(true, Moment(60_000));
    assert_eq!(at(&mut floor, 61_499).as_deref(), Some("de"));
    assert_eq!(at(&mut floor, 61_500), None);
    // Somebody who calls out over the film is an interjection, somebody who goes on is not.
    floor.hear(says("de", "sabine"), Moment(70_000));
    floor.hear(None, Moment(71_000));
    assert_eq!(at(&mut floor, 80_000), None);
    floor.hear(says("de", "sabine"), Moment(80_000));
    assert_eq!(at(&mut floor, 81_500).as_deref(), Some("de"));
    floor.hear(None, Moment(90_000));
    assert_eq!(at(&mut floor, 91_500), None);
    floor.show_film(false, Moment(95_000));
    floor.hear(says("zh", "lin"), Moment(96_000));
    assert_eq!(at(&mut floor, 96_000).as_deref(), Some("zh"));
}

#[test]
fn speech_goes_on_over_pauses_under_two_seconds_and_begins_anew_after_a_silence() {
    let mut floor = Floor::default();
    assert_eq!(floor.speech(), None);
    assert!(floor.set_speech(true, Moment(1_000)), "the first words");
    floor.set_speech(false, Moment(5_000));
    assert!(!floor.set_speech(true, Moment(5_999)), "no silence yet");
    floor.set_speech(false, Moment(6_000));
    assert!(floor.set_speech(true, Moment(7_000)), "a second of silence");
    assert_eq!(floor.speech(), Some(Moment(1_000)));
    floor.set_speech(false, Moment(8_000));
    assert_eq!(floor.deadline(), Some(Moment(10_000)));
    floor.expire(Moment(9_999));
    assert_eq!(floor.speech(), Some(Moment(1_000)));
    floor.expire(Moment(10_000));
    assert_eq!(floor.speech(), None);
    assert!(floor.set_speech(true, Moment(20_000)));
    assert_eq!(floor.speech(), Some(Moment(20_000)));
}
