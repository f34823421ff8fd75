use crate::domain::booth::Microphone::{Armed, Off, On};
use crate::domain::effect::Flow;
use crate::domain::id::{Line, Source};
use crate::domain::refusal::Refusal;
use crate::domain::rehearsal::{Rehearsal, plan, show_of, tongue};
use crate::domain::role::Role;
use crate::domain::show::Works::ByTurns;
use crate::domain::view::{Alarm, ChannelState, Dependent, Incoming, ListeningSource};

const ALL: [&str; 5] = ["lin", "pia", "bea", "eva", "sabine"];

/// A Chinese speaker; Pia interprets into English, Bea has no Chinese and works English and French, Eva French and
/// Spanish; a listener of each.
fn conference() -> Rehearsal {
    let booths = ["zh-en", "en-fr", "fr-es"];
    let booths = booths.map(|name| plan(name, 2, ByTurns)).to_vec();
    let mut hall = Rehearsal::live_in(show_of(booths));
    hall.speaker("lin", "zh");
    hall.speaker("fanny", "fr");
    hall.interpreter("pia", "zh-en");
    hall.interpreter("bea", "en-fr");
    hall.interpreter("eva", "fr-es");
    for (name, language) in [
        ("ella", "en"),
        ("luc", "fr"),
        ("sol", "es"),
        ("zhang", "zh"),
    ] {
        hall.enters(name, Role::Attendee, Some(language)).unwrap();
    }
    hall.hears(&["lin"]);
    hall.voice("lin", true);
    hall
}

/// The same, with everybody on air.
fn chain() -> Rehearsal {
    let mut hall = conference();
    for name in ["eva", "bea", "pia"] {
        hall.microphone(name, On).unwrap();
        hall.voice(name, true);
    }
    hall
}

fn on_channel(hall: &Rehearsal, name: &str) -> Vec<String> {
    let ear = hall.ear(name, &ALL).into_iter();
    ear.filter(|(_, line)| *line == Line::Channel)
        .map(|(from, _)| from)
        .collect()
}

fn on_floor(hall: &Rehearsal, name: &str) -> bool {
    !hall.lines("lin", Source::Microphone, name).is_empty()
}

fn hears(channel: Option<&str>, times: u8) -> Incoming {
    Incoming {
        channel: channel.map(tongue),
        times,
        decalage_ms: None,
        chosen: false,
    }
}

#[test]
fn a_booth_without_the_floors_language_hears_the_pivot_as_soon_as_it_is_live() {
    let mut hall = conference();
    hall.microphone("bea", On).unwrap();
    assert_eq!(hall.seat("bea").incoming, hears(None, 0));
    assert!(on_floor(&hall, "bea"));
    assert_eq!(hall.welcome("luc").listening.via, None);
    hall.microphone("pia", On).unwrap();
    assert_eq!(hall.seat("bea").incoming, hears(Some("en"), 1));
    assert_eq!(on_channel(&hall, "bea"), ["pia"]);
    assert!(!on_floor(&hall, "bea"));
    let ear = hall.welcome("bea").listening;
    assert_eq!(ear.source, ListeningSource::Channel);
    assert_eq!((ear.channel, ear.via), (Some(tongue("en")), None));
    assert_eq!(hall.channel("fr").via, Some(tongue("en")));
    let luc = hall.welcome("luc").listening;
    assert_eq!(
        (luc.channel, luc.via),
        (Some(tongue("fr")), Some(tongue("en")))
    );
    assert_eq!(hall.channel("en").via, None);
    // She cannot interpret into what she hears.
    let into = hall.direction("bea", "en", false);
    assert_eq!(into, Err(Refusal::SpeaksFloorLanguage));
    assert!(on_floor(&hall, "pia"));
}

#[test]
fn whoever_hears_the_floor_takes_the_channel_from_a_booth_that_would_have_to_hear_her() {
    let mut hall = conference();
    hall.floor("fr", false);
    hall.microphone("bea", On).unwrap();
    hall.voice("bea", true);
    assert_eq!(on_channel(&hall, "ella"), ["bea"]);
    hall.floor("zh", false);
    assert_eq!(
        on_channel(&hall, "ella"),
        ["bea"],
        "until somebody is direct"
    );
    hall.microphone("pia", On).unwrap();
    hall.voice("pia", true);
    assert_eq!(on_channel(&hall, "ella"), ["pia"]);
    assert_eq!(on_channel(&hall, "luc"), ["bea"]);
    assert_eq!(hall.seat("bea").microphone, On);
    assert_eq!(hall.seat("bea").incoming, hears(Some("en"), 1));

    // Never the other way round: hers is the direction that is left.
    hall.microphone("pia", Off).unwrap();
    hall.floor("fr", false);
    hall.direction("bea", "en", false).unwrap();
    hall.microphone("pia", On).unwrap();
    assert_eq!(on_channel(&hall, "ella"), ["bea"]);
    assert_eq!(on_channel(&hall, "zhang"), ["pia"]);
}

#[test]
fn a_pivot_of_a_pivot_is_marked_twice_and_nothing_is_farther() {
    let hall = chain();
    assert_eq!(hall.seat("eva").incoming, hears(Some("fr"), 2));
    assert_eq!(on_channel(&hall, "eva"), ["bea"]);
    assert_eq!(hall.welcome("sol").listening.via, Some(tongue("fr")));
    assert_eq!(on_channel(&hall, "sol"), ["eva"]);
}

#[test]
fn the_pivot_knows_for_whom_it_is_one() {
    let mut hall = chain();
    hall.enters("luise", Role::Attendee, Some("fr")).unwrap();
    let for_french = Dependent {
        language: tongue("fr"),
        booths: 1,
        // Luc, Luise, and Fanny on stage.
        listeners: 3,
    };
    assert_eq!(hall.booth_named("zh-en").relay_for, [for_french]);
    assert_eq!(hall.booth_named("en-fr").relay_for.len(), 1);
    assert!(hall.booth_named("fr-es").relay_for.is_empty());
    hall.loses("bea");
    assert!(hall.booth_named("zh-en").relay_for.is_empty());
}

#[test]
fn the_floor_comes_back_when_it_speaks_one_of_the_booths_own_languages() {
    let mut hall = chain();
    hall.floor("fr", false);
    assert_eq!(hall.seat("bea").incoming, hears(None, 0));
    assert!(on_floor(&hall, "bea") && on_channel(&hall, "bea").is_empty());
    assert_eq!(hall.booth_named("en-fr").armed, Some(tongue("en")));
    hall.floor("zh", false);
    assert_eq!(hall.booth_named("en-fr").armed, None);
    assert_eq!(hall.seat("bea").incoming, hears(Some("en"), 1));
}

#[test]
fn a_pivot_that_is_off_keeps_its_dependents_until_their_own_key_and_alarms_all() {
    let mut hall = chain();
    hall.microphone("pia", Off).unwrap();
    assert_eq!(hall.channel("en").state, ChannelState::Fallback);
    assert!(on_floor(&hall, "ella"));
    assert!(!on_floor(&hall, "bea") && on_channel(&hall, "bea").is_empty());
    assert_eq!(hall.welcome("bea").listening.channel, Some(tongue("en")));
    let alarm = Alarm::PivotSilent(tongue("en"));
    hall.wait(4_999);
    assert!(!hall.booth_named("en-fr").alarms.contains(&alarm));
    hall.wait(1);
    assert!(hall.booth_named("en-fr").alarms.contains(&alarm));
    assert!(hall.booth_named("zh-en").alarms.contains(&alarm));
    assert!(!hall.booth_named("fr-es").alarms.contains(&alarm));
    hall.listens_to("bea", "floor").unwrap();
    assert!(on_floor(&hall, "bea"));
    assert!(hall.seat("bea").incoming.chosen);
    assert!(!hall.booth_named("en-fr").alarms.contains(&alarm));
    hall.listens_to("bea", "automatic").unwrap();
    assert!(!on_floor(&hall, "bea"));
    hall.microphone("pia", On).unwrap();
    hall.voice("pia", true);
    assert_eq!(on_channel(&hall, "bea"), ["pia"]);
    assert!(!hall.booth_named("en-fr").alarms.contains(&alarm));
}

#[test]
fn a_failing_pivot_is_followed_to_its_partner() {
    let mut hall = chain();
    hall.interpreter("ping", "zh-en");
    hall.microphone("ping", Armed).unwrap();
    hall.flow("pia", Flow::Stalled);
    let lines = hall.lines("ping", Source::Microphone, "bea");
    assert_eq!(lines, [Line::Channel]);
    assert_eq!(on_channel(&hall, "bea"), Vec::<String>::new());
    hall.flow("ping", Flow::Stalled);
    assert_eq!(hall.channel("en").state, ChannelState::Held);
    hall.wait(2_000);
    assert_eq!(hall.channel("en").state, ChannelState::Fallback);
    assert!(!on_floor(&hall, "bea"));
}

#[test]
fn she_may_choose_what_she_hears_and_what_she_chose_is_the_floor_while_that_speaks_it() {
    let mut hall = chain();
    hall.listens_to("eva", "en").unwrap();
    assert_eq!(on_channel(&hall, "eva"), ["pia"]);
    assert_eq!(hall.seat("eva").incoming.times, 1);
    assert!(hall.seat("eva").incoming.chosen);
    hall.floor("en", true);
    assert_eq!(hall.seat("eva").incoming.channel, None);
    assert!(on_floor(&hall, "eva"));
    assert_eq!(hall.listens_to("eva", "it"), Err(Refusal::UnknownLanguage));
    assert_eq!(hall.listens_to("luc", "en"), Err(Refusal::Forbidden));
}

#[test]
fn who_hears_the_floor_takes_the_channel_from_who_would_hear_a_pivot() {
    let mut hall = chain();
    hall.floor("fr", false);
    // Bea understands French; Pia, who spoke English, does not, and has Chinese to give.
    hall.wait(6_000);
    assert_eq!(hall.booth_named("en-fr").output, tongue("en"));
    assert_eq!(on_channel(&hall, "ella"), ["bea"]);
    assert_eq!(hall.booth_named("zh-en").output, tongue("zh"));
    assert_eq!(hall.seat("pia").microphone, On);
    assert_eq!(hall.seat("pia").incoming, hears(Some("en"), 1));
    assert_eq!(on_channel(&hall, "zhang"), ["pia"]);
    assert_eq!(hall.welcome("zhang").listening.via, Some(tongue("en")));
    hall.floor("zh", false);
    hall.wait(6_000);
    assert_eq!(on_channel(&hall, "ella"), ["pia"]);
    assert_eq!(on_channel(&hall, "luc"), ["bea"]);
    assert_eq!(hall.seat("bea").incoming, hears(Some("en"), 1));
}

#[test]
fn between_booths_that_hear_the_floor_the_holder_stays() {
    let mut booths = vec![plan("de-zh", 1, ByTurns), plan("de-zh", 1, ByTurns)];
    booths[1].id = crate::domain::id::BoothId::new("second");
    let mut hall = Rehearsal::live_in(show_of(booths));
    hall.interpreter("pia", "de-zh");
    hall.interpreter("bea", "second");
    hall.microphone("pia", On).unwrap();
    hall.direction("bea", "de", false).unwrap();
    hall.microphone("bea", On).unwrap();
    hall.floor("de", true);
    hall.wait(6_000);
    assert!(hall.seat("pia").on_air);
    assert_eq!(hall.seat("bea").microphone, Off);
    let told = Alarm::Occupied {
        language: tongue("zh"),
        by: crate::domain::id::BoothId::new("de-zh"),
    };
    assert_eq!(hall.booth_named("second").alarms, [told]);
    assert!(hall.booth_named("de-zh").alarms.is_empty());
    hall.microphone("pia", Off).unwrap();
    assert!(hall.booth_named("second").alarms.is_empty());
}

#[test]
fn the_lag_is_summed_along_the_chain() {
    let mut hall = conference();
    for name in ["eva", "bea", "pia"] {
        hall.microphone(name, On).unwrap();
    }
    hall.voice("lin", false);
    hall.wait(1_000);
    assert_eq!(hall.channel("fr").decalage_ms, None);
    hall.voice("lin", true);
    hall.wait(3_000);
    hall.voice("pia", true);
    hall.wait(2_000);
    hall.voice("bea", true);
    assert_eq!(hall.channel("en").decalage_ms, Some(3_000));
    assert_eq!(hall.channel("fr").decalage_ms, Some(5_000));
    assert_eq!(hall.seat("pia").incoming.decalage_ms, None);
    assert_eq!(hall.seat("bea").incoming.decalage_ms, Some(3_000));
    assert_eq!(hall.seat("eva").incoming.decalage_ms, Some(5_000));
    assert_eq!(hall.channel("es").decalage_ms, None);
}
