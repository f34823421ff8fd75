use crate::domain::booth::HandOverAct;
use crate::domain::booth::Microphone::{Armed, Cough, Off, On};
use crate::domain::effect::Flow;
use crate::domain::id::Source;
use crate::domain::refusal::Refusal;
use crate::domain::rehearsal::{Dice, Rehearsal, plan, show_of, ticket, tongue};
use crate::domain::role::Role;
use crate::domain::show::Interlock;
use crate::domain::show::Works::{ByDirection, ByTurns};
use crate::domain::view::ChannelState;

/// Xenia and Yan in one booth, Zoe in another of the same languages; Xenia has the Chinese channel.
fn two_booths() -> Rehearsal {
    let mut booths = vec![plan("de-zh", 2, ByTurns), plan("de-zh", 2, ByTurns)];
    booths[1].id = crate::domain::id::BoothId::new("second");
    let mut hall = Rehearsal::live_in(show_of(booths));
    hall.speaker("sabine", "de");
    hall.hears(&["sabine"]);
    for (name, booth) in [("xenia", "de-zh"), ("yan", "de-zh"), ("zoe", "second")] {
        hall.interpreter(name, booth);
    }
    hall.enters("zhang", Role::Attendee, Some("zh")).unwrap();
    hall.microphone("xenia", On).unwrap();
    hall
}

fn heard(hall: &Rehearsal) -> Vec<String> {
    let ear = hall.ear("zhang", &["xenia", "yan", "zoe"]).into_iter();
    ear.map(|(from, _)| from).collect()
}

#[test]
fn who_may_take_an_occupied_channel_is_set_for_each() {
    let refused = Err(Refusal::ChannelOccupied);
    let table = [
        (Interlock::Refused, "yan", refused.clone()),
        (Interlock::Refused, "zoe", refused.clone()),
        (Interlock::OwnBooth, "yan", Ok(())),
        (Interlock::OwnBooth, "zoe", refused),
        (Interlock::Anyone, "yan", Ok(())),
        (Interlock::Anyone, "zoe", Ok(())),
    ];
    for (interlock, taker, outcome) in table {
        let mut hall = two_booths();
        hall.interlock("zh", interlock);
        assert_eq!(hall.channel("zh").interlock, interlock);
        assert_eq!(hall.channel("de").interlock, Interlock::Refused);
        assert_eq!(
            hall.microphone(taker, On),
            outcome,
            "{interlock:?}, {taker}"
        );
        let holder = if outcome.is_ok() { taker } else { "xenia" };
        assert_eq!(heard(&hall), [holder]);
        let off = outcome.is_ok();
        assert_eq!(hall.seat("xenia").microphone == Off, off);
    }
}

#[test]
fn nobody_takes_a_channel_who_would_not_be_heard_on_it() {
    let mut hall = two_booths();
    hall.interlock("zh", Interlock::Anyone);
    hall.flow("zoe", Flow::Stalled);
    assert_eq!(hall.microphone("zoe", On), Err(Refusal::ChannelOccupied));
    assert_eq!(heard(&hall), ["xenia"]);
}

#[test]
fn whoever_gives_way_does_not_turn_to_the_channel_of_her_own_partner() {
    let booths = vec![plan("de-zh", 2, ByTurns), plan("zh-en", 1, ByTurns)];
    let mut show = show_of(booths);
    show.languages = ["de", "zh", "en"].map(tongue).to_vec();
    let mut hall = Rehearsal::live_in(show);
    hall.speaker("emma", "en");
    hall.hears(&["emma"]);
    let mut german = ticket("mia", Role::Interpreter, Some("de"));
    german.booth = Some(crate::domain::id::BoothId::new("de-zh"));
    hall.enters_with(german, false).unwrap();
    hall.opens("mia", Source::Microphone);
    hall.interpreter("ina", "de-zh");
    hall.interpreter("lea", "zh-en");
    hall.enters("dora", Role::Attendee, Some("de")).unwrap();
    hall.microphone("mia", On).unwrap();
    hall.microphone("ina", On).unwrap();
    assert!(hall.seat("mia").on_air && hall.seat("ina").on_air);
    // She hears the floor's English, they do not: Chinese is hers, and German has its voice.
    hall.microphone("lea", On).unwrap();
    assert!(hall.seat("lea").on_air);
    assert_eq!(hall.seat("ina").microphone, Off);
    assert!(hall.seat("mia").on_air);
    let ear = hall.ear("dora", &["mia", "ina", "lea"]);
    assert_eq!(ear.len(), 1, "{ear:?}");
    assert_eq!(ear[0].0, "mia");
}

#[test]
fn a_booth_that_is_no_longer_meant_to_speak_the_floors_language_turns_at_once() {
    let mut hall = Rehearsal::live_in(show_of(vec![plan("de-zh", 2, ByTurns)]));
    hall.speaker("lin", "zh");
    let mut german = ticket("mia", Role::Interpreter, Some("de"));
    german.booth = Some(crate::domain::id::BoothId::new("de-zh"));
    hall.enters_with(german, false).unwrap();
    hall.direction("mia", "de", true).unwrap();
    hall.hears(&["lin"]);
    // The booth's own direction is Chinese, kept there by the latch that she set for German.
    hall.wait(10_000);
    assert_eq!(hall.booth_named("de-zh").output.as_str(), "zh");
    hall.direction("mia", "de", false).unwrap();
    assert_eq!(hall.booth_named("de-zh").output.as_str(), "de");
    assert!(hall.booth_named("de-zh").armed.is_none());
}

#[test]
fn working_by_direction_the_one_who_was_relieved_stands_by() {
    let mut hall = Rehearsal::live_in(show_of(vec![plan("de-zh", 2, ByDirection)]));
    hall.speaker("sabine", "de");
    hall.hears(&["sabine"]);
    hall.interpreter("xenia", "de-zh");
    hall.interpreter("yan", "de-zh");
    hall.microphone("yan", On).unwrap();
    hall.covers("xenia", true).unwrap();
    assert_eq!(hall.microphone("xenia", On), Err(Refusal::ChannelOccupied));
    hall.interlock("zh", Interlock::OwnBooth);
    hall.microphone("xenia", On).unwrap();
    assert!(hall.seat("xenia").on_air);
    assert_eq!(hall.seat("yan").microphone, Armed);
}

#[test]
fn what_a_host_said_of_a_channel_survives_a_restart() {
    let mut hall = two_booths();
    hall.interlock("zh", Interlock::Anyone);
    hall.restart();
    hall.enters("helga", Role::Host, None).unwrap();
    assert_eq!(hall.channel("zh").interlock, Interlock::Anyone);
}

#[test]
fn a_thousand_double_take_overs_have_one_winner_each() {
    let mut wins = [0; 3];
    for seed in 0..1_000 {
        let mut dice = Dice::new(seed);
        let mut hall = two_booths();
        let rules = [Interlock::Refused, Interlock::OwnBooth, Interlock::Anyone];
        hall.interlock("zh", *dice.pick(&rules));
        match dice.below(4) {
            0 => hall.microphone("xenia", Off).unwrap(),
            1 => hall.microphone("xenia", Cough).unwrap(),
            2 => {
                hall.step("xenia", HandOverAct::Offer).unwrap();
                hall.step("yan", HandOverAct::Accept).unwrap();
            }
            _ => {}
        }
        if dice.below(3) == 0 {
            hall.microphone("yan", Armed).unwrap();
        }
        let mut takers = vec!["yan", "zoe", "xenia"];
        if dice.below(4) == 0 {
            hall.flow("xenia", Flow::Stalled);
            takers.pop();
        } else {
            takers.remove(dice.index(3));
        }
        // Two press in any order, at once or almost.
        if dice.below(2) == 0 {
            takers.reverse();
        }
        for _ in 0..2 {
            for taker in &takers {
                let _ = match dice.below(4) {
                    0 if *taker != "zoe" => hall.step(taker, HandOverAct::Cut),
                    _ => hall.microphone(taker, On),
                };
                let live: Vec<_> = ["xenia", "yan", "zoe"]
                    .into_iter()
                    .filter(|name| hall.seat(name).on_air)
                    .collect();
                assert!(live.len() <= 1, "seed {seed}: {live:?}");
                hall.wait(dice.below(3) * 150);
            }
        }
        hall.wait(3_000);
        let live = heard(&hall);
        let coughs = hall.seat("xenia").microphone == Cough;
        assert_eq!(live.len(), usize::from(!coughs), "seed {seed}: {live:?}");
        assert_eq!(hall.channel("zh").state, ChannelState::Live, "seed {seed}");
        let names = ["xenia", "yan", "zoe"];
        if let Some(winner) = names.iter().position(|name| live.iter().any(|l| l == name)) {
            wins[winner] += 1;
        }
    }
    assert!(wins.iter().all(|n| *n > 50), "{wins:?}");
}

#[test]
fn the_staff_seats_an_interpreter_elsewhere_and_there_she_stays() {
    let mut hall = two_booths();
    assert_eq!(hall.assigns("xenia", "third"), Err(Refusal::NoSuchBooth));
    assert_eq!(
        hall.assigns("nobody", "second"),
        Err(Refusal::NoSuchParticipant)
    );
    assert_eq!(hall.assigns("zhang", "second"), Err(Refusal::Forbidden));
    assert_eq!(hall.assigns("zoe", "de-zh"), Err(Refusal::BoothFull));
    hall.assigns("xenia", "second").unwrap();
    assert_eq!(hall.welcome("xenia").you.booth.unwrap().as_str(), "second");
    assert_eq!(hall.booth_named("second").seats.len(), 2);
    assert_eq!(hall.seat("xenia").microphone, Off);
    assert_eq!(hall.channel("zh").state, ChannelState::Fallback);
    hall.microphone("xenia", On).unwrap();
    assert_eq!(heard(&hall), ["xenia"]);
    hall.assigns("xenia", "second").unwrap();
    assert_eq!(heard(&hall), ["xenia"]);

    let mut entry = ticket("xenia", Role::Interpreter, None);
    entry.booth = Some(crate::domain::id::BoothId::new("de-zh"));
    hall.restart();
    hall.enters("helga", Role::Host, None).unwrap();
    hall.enters_with(entry.clone(), false).unwrap();
    assert_eq!(hall.welcome("xenia").you.booth.unwrap().as_str(), "second");
    entry.ticket = "a new ticket".to_owned();
    hall.enters_with(entry, false).unwrap();
    assert_eq!(hall.welcome("xenia").you.booth.unwrap().as_str(), "de-zh");
}

#[test]
fn whoever_signs_is_on_air_without_a_voice_and_has_no_channel() {
    let mut signs = plan("de-zh", 1, ByTurns);
    signs.id = crate::domain::id::BoothId::new("sign");
    signs.sign = true;
    let mut hall = Rehearsal::live_in(show_of(vec![signs, plan("de-zh", 1, ByTurns)]));
    hall.speaker("sabine", "de");
    hall.hears(&["sabine"]);
    let mut entry = ticket("gesa", Role::Interpreter, None);
    entry.booth = Some(crate::domain::id::BoothId::new("sign"));
    hall.enters_with(entry, false).unwrap();
    hall.interpreter("yan", "de-zh");
    hall.enters("zhang", Role::Attendee, Some("zh")).unwrap();
    hall.microphone("gesa", On).unwrap();
    assert!(hall.seat("gesa").on_air);
    assert!(hall.booth_named("sign").sign);
    assert_eq!(hall.channel("zh").state, ChannelState::Fallback);
    assert!(hall.lines("gesa", Source::Microphone, "zhang").is_empty());
    hall.opens("gesa", Source::Microphone);
    assert!(hall.lines("gesa", Source::Microphone, "zhang").is_empty());
    hall.microphone("yan", On).unwrap();
    assert!(hall.seat("yan").on_air);
    hall.floor("zh", true);
    hall.wait(10_000);
    assert!(hall.seat("gesa").on_air);
    assert!(hall.booth_named("sign").alarms.is_empty());
    hall.loses("gesa");
    assert!(!hall.seat("gesa").on_air);
}
