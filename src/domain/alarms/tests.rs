use crate::domain::booth::Microphone::{Cough, Off, On};
use crate::domain::rehearsal::{Rehearsal, id, plan, show_of, tongue};
use crate::domain::role::Role;
use crate::domain::show::Works::ByTurns;
use crate::domain::talk::Talk;
use crate::domain::view::Alarm;

/// Sabine speaks German on stage; Yan sits in the booth; Zhang listens in Chinese.
fn conference() -> Rehearsal {
    let mut hall = Rehearsal::live_in(show_of(vec![plan("de-zh", 2, ByTurns)]));
    hall.speaker("sabine", "de");
    hall.interpreter("yan", "de-zh");
    hall.enters("zhang", Role::Attendee, Some("zh")).unwrap();
    hall.hears(&["sabine"]);
    hall
}

fn silent(hall: &Rehearsal) -> bool {
    hall.booth().alarms.contains(&Alarm::Silent(id("yan")))
}

fn unattended(hall: &Rehearsal) -> bool {
    let alarm = Alarm::Unattended(tongue("zh"));
    hall.booth().alarms.contains(&alarm)
}

/// Waits until just before `ms`, sees nothing, and then the alarm.
fn raised_after(hall: &mut Rehearsal, ms: u64, alarm: fn(&Rehearsal) -> bool) {
    hall.wait(ms - 1);
    assert!(!alarm(hall), "raised before {ms} ms");
    hall.wait(1);
    assert!(alarm(hall), "not raised after {ms} ms");
}

#[test]
fn eight_seconds_of_silence_after_four_of_lag_alarm_the_booth() {
    let mut hall = conference();
    hall.microphone("yan", On).unwrap();
    hall.voice("sabine", true);
    raised_after(&mut hall, 12_000, silent);
    hall.voice("yan", true);
    assert!(!silent(&hall));
    hall.wait(1_000);
    hall.voice("yan", false);
    raised_after(&mut hall, 8_000, silent);
}

#[test]
fn the_lag_counts_from_the_first_words_and_a_short_pause_is_none() {
    let mut hall = conference();
    hall.microphone("yan", On).unwrap();
    hall.voice("yan", true);
    hall.voice("yan", false);
    hall.voice("sabine", false);
    hall.wait(100_000);
    assert!(!silent(&hall), "nobody speaks on the floor");
    hall.voice("sabine", true);
    hall.wait(3_000);
    hall.voice("sabine", false);
    hall.wait(1_999);
    hall.voice("sabine", true);
    raised_after(&mut hall, 12_000 - 4_999, silent);
    hall.voice("sabine", false);
    hall.wait(1_999);
    assert!(silent(&hall));
    hall.wait(1);
    assert!(!silent(&hall), "the floor is silent");
    hall.voice("sabine", true);
    raised_after(&mut hall, 12_000, silent);
}

#[test]
fn a_cough_a_closed_microphone_music_and_an_interpreter_on_stage_alarm_nobody() {
    let quiet: [fn(&mut Rehearsal); 4] = [
        |hall| hall.microphone("yan", Cough).unwrap(),
        |hall| {
            hall.tunes("zhang", "de").unwrap();
            hall.microphone("yan", Off).unwrap();
        },
        |hall| hall.floor("none", true),
        |hall| hall.brings_up("yan").unwrap(),
    ];
    for act in quiet {
        let mut hall = conference();
        hall.microphone("yan", On).unwrap();
        hall.voice("sabine", true);
        act(&mut hall);
        hall.wait(60_000);
        assert!(hall.booth().alarms.is_empty());
    }
}

#[test]
fn listeners_who_wait_for_two_seconds_alarm_the_booth_that_could_serve_them() {
    let mut hall = conference();
    hall.voice("sabine", true);
    raised_after(&mut hall, 2_000, unattended);
    hall.tunes("zhang", "de").unwrap();
    assert!(!unattended(&hall), "nobody waits");
    hall.tunes("zhang", "zh").unwrap();
    raised_after(&mut hall, 2_000, unattended);
    hall.microphone("yan", On).unwrap();
    assert!(!unattended(&hall));
    hall.microphone("yan", Off).unwrap();
    hall.wait(1_000);
    hall.floor("zh", true);
    hall.wait(10_000);
    assert!(!unattended(&hall), "the floor is in their language");
    hall.floor("en", true);
    hall.wait(10_000);
    assert!(!unattended(&hall), "the booth has no English");
}

#[test]
fn a_channel_is_down_when_nobody_gives_what_is_planned() {
    let mut hall = conference();
    hall.wait(2_000);
    assert!(hall.channel("zh").down);
    assert!(!hall.channel("de").down);
    hall.microphone("yan", On).unwrap();
    assert!(!hall.channel("zh").down);
    hall.voice("yan", true);
    hall.floor("zh", true);
    assert!(!hall.channel("de").down, "the cut is awaited");
    hall.wait(6_000);
    assert!(!hall.channel("de").down);
    hall.microphone("yan", Off).unwrap();
    hall.wait(1_999);
    assert!(!hall.channel("de").down, "she may be back in a moment");
    hall.wait(1);
    assert!(hall.channel("de").down);
    hall.brings_up("yan").unwrap();
    assert!(!hall.channel("de").down, "everybody hears the floor");
}

#[test]
fn words_to_the_partner_are_no_voice_on_the_channel() {
    let mut hall = conference();
    hall.interpreter("xia", "de-zh");
    hall.microphone("yan", On).unwrap();
    hall.voice("sabine", true);
    hall.voice("yan", true);
    hall.floor("zh", true);
    hall.talks("yan", Talk::Partner).unwrap();
    hall.wait(599);
    assert_eq!(hall.booth().output, tongue("zh"));
    hall.wait(1);
    assert_eq!(
        hall.booth().output,
        tongue("de"),
        "she pauses on the channel"
    );
    hall.wait(60_000);
    assert!(!silent(&hall), "it counts as a cough");
    hall.talks("yan", Talk::Nobody).unwrap();
    hall.wait(60_000);
    assert!(!silent(&hall), "she speaks on");
    hall.voice("yan", false);
    raised_after(&mut hall, 8_000, silent);
}
