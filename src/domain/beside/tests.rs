use crate::domain::booth::Microphone::{Off, On};
use crate::domain::command::Command;
use crate::domain::consent::{self, Consent};
use crate::domain::effect::{Observation, Timing};
use crate::domain::fitness::{self, Grade, SoundCheck};
use crate::domain::id::{BoothId, Line, Source};
use crate::domain::notice::{Stream, What};
use crate::domain::papers;
use crate::domain::refusal::Refusal;
use crate::domain::rehearsal::{Rehearsal, id, show, ticket, tongue};
use crate::domain::role::Role;
use crate::domain::run_sheet::{self, Item};
use crate::domain::signals::{self, Signal};
use crate::domain::view;

/// A live show with a speaker on stage, two interpreters in one booth, one in another, and a listener.
fn house() -> Rehearsal {
    let mut plan = show();
    let mut second = plan.booths[0].clone();
    second.id = BoothId::new("sign");
    second.sign = true;
    plan.booths.push(second);
    let mut hall = Rehearsal::of(plan);
    hall.enters("helga", Role::Host, None).unwrap();
    hall.does(
        "helga",
        Command::Phase(crate::domain::phase::Command::Set(
            crate::domain::phase::Phase::Live,
        )),
    )
    .unwrap();
    hall.enters("sabine", Role::Speaker, Some("de")).unwrap();
    hall.publishes("sabine");
    hall.brings_up("sabine").unwrap();
    for (name, booth) in [("ines", "de-zh"), ("ivo", "de-zh"), ("sina", "sign")] {
        let mut entry = ticket(name, Role::Interpreter, None);
        entry.booth = Some(BoothId::new(booth));
        hall.enters_with(entry, false).unwrap();
    }
    hall.enters("dora", Role::Attendee, Some("de")).unwrap();
    hall
}

fn signals(hall: &mut Rehearsal, who: &str, signal: Signal) -> Result<(), Refusal> {
    hall.does(who, Command::Signals(signals::Command::Signal(signal)))
}

fn lamp(signal: Signal, booths: &[&str]) -> view::Lamp {
    let booths = booths.iter().map(|booth| BoothId::new(*booth)).collect();
    view::Lamp { signal, booths }
}

fn writes(hall: &mut Rehearsal, who: &str, command: papers::Command) -> Result<(), Refusal> {
    hall.does(who, Command::Papers(command))
}

fn item(title: &str) -> Item {
    Item {
        title: title.to_owned(),
        speaker: "Sabine".to_owned(),
        language: Some(tongue("de")),
        minutes: 12,
        ..Item::default()
    }
}

fn check() -> SoundCheck {
    SoundCheck {
        score: 90,
        grade: Grade::Good,
        band_hz: 15_000,
        level_lufs: -21.0,
        noise_db: -60.0,
        clipping: false,
        trim_db: 0.0,
        leak_db: Some(-50.0),
        echo_cancelling: false,
        headphones: Some(true),
    }
}

fn checks(hall: &mut Rehearsal, who: &str, check: SoundCheck, leaking: bool) -> view::Person {
    let command = fitness::Command::Check { check, leaking };
    hall.does(who, Command::Fitness(command)).unwrap();
    let people = hall.welcome("helga").people;
    people
        .into_iter()
        .find(|p| p.participant == id(who))
        .unwrap()
}

#[test]
fn a_signal_is_seen_at_once_without_the_booth_on_stage_and_with_it_at_the_desk() {
    let mut hall = house();
    hall.settles = false;
    hall.asks("dora", "q1", "Is this kept?").unwrap();
    hall.notices.clear();
    signals(&mut hall, "ines", Signal::SlowDown).unwrap();
    signals(&mut hall, "sina", Signal::SlowDown).unwrap();
    let lamps = |n: &&crate::domain::notice::Notice| matches!(n.what, What::Lamps(_));
    assert!(
        hall.notices
            .iter()
            .filter(lamps)
            .all(|n| n.stream == Stream::Live)
    );
    assert!(hall.notices.iter().any(|n| lamps(&n)));
    let seen = |who| hall.welcome(who).lamps;
    assert_eq!(seen("sabine"), [lamp(Signal::SlowDown, &[])]);
    assert_eq!(seen("helga"), [lamp(Signal::SlowDown, &["de-zh", "sign"])]);
    assert_eq!(seen("ivo"), [lamp(Signal::SlowDown, &["de-zh"])]);
    assert_eq!(seen("dora"), []);
    assert!(
        !hall
            .told("dora")
            .iter()
            .any(|what| matches!(what, What::Lamps(_)))
    );
}

#[test]
fn a_lamp_goes_out_ten_seconds_after_the_last_signal_and_one_a_second_is_enough() {
    let mut hall = house();
    signals(&mut hall, "ines", Signal::CannotHear).unwrap();
    let again = signals(&mut hall, "ines", Signal::CannotHear);
    assert_eq!(again, Err(Refusal::Busy));
    signals(&mut hall, "ines", Signal::SlowDown).unwrap();
    hall.wait(6_000);
    signals(&mut hall, "ivo", Signal::CannotHear).unwrap();
    hall.wait(9_999);
    hall.told("sabine");
    assert_eq!(
        hall.welcome("sabine").lamps,
        [lamp(Signal::CannotHear, &[])]
    );
    hall.wait(1);
    assert_eq!(hall.welcome("sabine").lamps, []);
    assert_eq!(hall.told("sabine"), [What::Lamps(Vec::new())]);
}

#[test]
fn whoever_comes_on_stage_sees_the_lamps_and_below_it_nobody_does() {
    let mut hall = house();
    signals(&mut hall, "ines", Signal::UseMicrophone).unwrap();
    hall.enters("lin", Role::Speaker, Some("zh")).unwrap();
    assert_eq!(hall.welcome("lin").lamps, []);
    hall.told("lin");
    hall.brings_up("lin").unwrap();
    let lit = What::Lamps(vec![lamp(Signal::UseMicrophone, &[])]);
    assert!(hall.told("lin").contains(&lit));
    hall.takes_down("lin").unwrap();
    assert!(hall.told("lin").contains(&What::Lamps(Vec::new())));
}

#[test]
fn papers_are_for_the_booth_alone_and_outlive_a_restart_but_for_chat_and_digits() {
    let mut hall = house();
    let glossary = vec![vec!["Pumpe".to_owned(), "泵".to_owned()]];
    for who in ["helga", "ivo", "sina", "dora"] {
        hall.told(who);
    }
    hall.notices.clear();
    writes(&mut hall, "ines", papers::Command::Notes("names".into())).unwrap();
    writes(
        &mut hall,
        "ines",
        papers::Command::Glossary(glossary.clone()),
    )
    .unwrap();
    writes(&mut hall, "ines", papers::Command::Chat(" hello ".into())).unwrap();
    writes(&mut hall, "ines", papers::Command::Number("1,250".into())).unwrap();
    let notices = hall.notices.clone();
    let private = |what: &What| match what {
        What::Papers(_) | What::ChatLine(_) => true,
        What::Booth(booth) => booth.number.is_some(),
        _ => false,
    };
    for (who, reads) in [
        ("ivo", true),
        ("helga", false),
        ("sina", false),
        ("dora", false),
    ] {
        hall.notices.clone_from(&notices);
        assert_eq!(
            hall.told(who).iter().filter(|w| private(w)).count(),
            if reads { 4 } else { 0 },
            "{who}"
        );
    }
    let ivo = hall.welcome("ivo");
    let kept = ivo.papers.clone().unwrap();
    assert_eq!((kept.notes.as_str(), &kept.glossary), ("names", &glossary));
    assert_eq!(ivo.booth_chat[0].text, "hello");
    assert_eq!(ivo.booths[0].number.as_ref().unwrap().digits, "1,250");
    assert_eq!(hall.booth().number, None);
    assert_eq!(hall.welcome("helga").papers, None);
    assert!(hall.welcome("helga").booth_chat.is_empty());
    assert_ne!(hall.welcome("sina").papers, ivo.papers);

    hall.restart();
    let mut entry = ticket("ivo", Role::Interpreter, None);
    entry.booth = Some(BoothId::new("de-zh"));
    hall.enters_with(entry, false).unwrap();
    let ivo = hall.welcome("ivo");
    assert_eq!(ivo.papers, Some(kept));
    assert!(ivo.booth_chat.is_empty());
}

#[test]
fn papers_have_their_limits_and_digits_go_after_half_a_minute() {
    let mut hall = house();
    let too_long = |limit| Err(Refusal::TextTooLong { limit });
    let of = |n| "字".repeat(n);
    let mut write = |command| writes(&mut hall, "ines", command);
    assert_eq!(write(papers::Command::Notes(of(20_001))), too_long(20_000));
    assert_eq!(write(papers::Command::Notes(of(20_000))), Ok(()));
    let rows = |n, columns, length| papers::Command::Glossary(vec![vec![of(length); columns]; n]);
    assert_eq!(write(rows(1_001, 1, 1)), too_long(1_000));
    assert_eq!(write(rows(1, 3, 1)), too_long(2));
    assert_eq!(write(rows(1, 2, 121)), too_long(120));
    assert_eq!(write(rows(1_000, 2, 1)), Ok(()));
    assert_eq!(
        write(papers::Command::Chat(" ".into())),
        Err(Refusal::TextEmpty)
    );
    assert_eq!(write(papers::Command::Number("1".repeat(17))), too_long(16));
    for n in 0..101 {
        write(papers::Command::Chat(n.to_string())).unwrap();
    }
    write(papers::Command::Number("42".into())).unwrap();
    let chat = hall.welcome("ivo").booth_chat;
    assert_eq!((chat.len(), chat[0].number, chat[99].number), (100, 2, 101));
    hall.wait(29_999);
    assert!(hall.welcome("ivo").booths[0].number.is_some());
    hall.wait(1);
    assert_eq!(hall.welcome("ivo").booths[0].number, None);
}

#[test]
fn the_run_sheet_is_read_by_all_who_make_the_show_and_keeps_its_place_when_it_is_edited() {
    let mut hall = house();
    let sheet = |who: &str, hall: &Rehearsal| hall.welcome(who).run_sheet;
    let set = |hall: &mut Rehearsal, titles: &[&str]| {
        let items = titles.iter().map(|title| item(title)).collect();
        hall.does("helga", Command::RunSheet(run_sheet::Command::Set(items)))
    };
    let at = |hall: &mut Rehearsal, place| {
        hall.does("helga", Command::RunSheet(run_sheet::Command::At(place)))
    };
    set(&mut hall, &["one", "two"]).unwrap();
    hall.wait(5_000);
    at(&mut hall, Some(1)).unwrap();
    let since = hall.now;
    hall.wait(1_000);
    set(&mut hall, &["zero", "one", "two"]).unwrap();
    for who in ["helga", "ines", "sabine"] {
        assert_eq!(
            sheet(who, &hall).unwrap().current,
            Some((2, since)),
            "{who}"
        );
    }
    set(&mut hall, &["zero", "one", "second"]).unwrap();
    assert_eq!(sheet("ines", &hall).unwrap().current, Some((2, since)));
    assert_eq!(sheet("dora", &hall), None);
    assert!(
        !hall
            .told("dora")
            .iter()
            .any(|what| matches!(what, What::RunSheet(_)))
    );
    assert_eq!(at(&mut hall, Some(3)), Err(Refusal::WrongState));
    assert_eq!(set(&mut hall, &[""]), Err(Refusal::TextEmpty));
    let many = vec!["x"; 101];
    assert_eq!(
        set(&mut hall, &many),
        Err(Refusal::TextTooLong { limit: 100 })
    );
    set(&mut hall, &["zero"]).unwrap();
    assert_eq!(sheet("ines", &hall).unwrap().current, None);
    at(&mut hall, Some(0)).unwrap();
    hall.restart();
    hall.enters("helga", Role::Host, None).unwrap();
    let kept = sheet("helga", &hall).unwrap().items;
    let written = kept.iter().map(|item| Item {
        people: Vec::new(),
        ..item.clone()
    });
    assert_eq!(written.collect::<Vec<_>>(), [item("zero")]);
    assert_eq!(sheet("helga", &hall).unwrap().current, Some((0, hall.now)));
}

#[test]
fn consents_are_kept_with_their_time_and_seen_by_oneself_and_the_staff() {
    let mut hall = house();
    assert_eq!(hall.welcome("dora").you.consent, None);
    let yes = Consent {
        recording: true,
        publishing: true,
        ..Consent::default()
    };
    let give = |hall: &mut Rehearsal, consent| {
        hall.does("dora", Command::Consent(consent::Command::Give(consent)))
    };
    hall.wait(1_000);
    let first = hall.now;
    give(&mut hall, yes).unwrap();
    hall.wait(1_000);
    give(&mut hall, yes).unwrap();
    assert_eq!(hall.welcome("dora").you.consent, Some((first, yes)));
    let people = hall.welcome("helga").people;
    let dora = people.iter().find(|p| p.participant == id("dora")).unwrap();
    assert_eq!(dora.consent, Some((first, yes)));
    give(&mut hall, Consent::default()).unwrap();
    let said = vec![
        (id("dora"), first, yes),
        (id("dora"), hall.now, Consent::default()),
    ];
    assert_eq!(hall.ledger.consents, said);
    hall.restart();
    hall.enters("dora", Role::Attendee, Some("de")).unwrap();
    assert_eq!(
        hall.welcome("dora").you.consent,
        Some((said[1].1, Consent::default()))
    );
}

#[test]
fn fitness_is_what_the_page_found_judged_by_what_the_role_does() {
    let mut hall = house();
    assert!(checks(&mut hall, "sabine", check(), false).fitness.fit);
    let leaking = checks(&mut hall, "sabine", check(), true).fitness;
    assert!(!leaking.fit && leaking.leaking);
    let echo_cancelling = true;
    assert!(
        checks(
            &mut hall,
            "sabine",
            SoundCheck {
                echo_cancelling,
                ..check()
            },
            true
        )
        .fitness
        .fit
    );
    let fit = |hall: &mut Rehearsal, who: &str, check| checks(hall, who, check, false).fitness.fit;
    let (grade, clipping, leak_db) = (Grade::Poor, true, Some(-45.0));
    assert!(!fit(&mut hall, "sabine", SoundCheck { grade, ..check() }));
    assert!(!fit(
        &mut hall,
        "sabine",
        SoundCheck {
            clipping,
            ..check()
        }
    ));
    assert!(!fit(&mut hall, "sabine", SoundCheck { leak_db, ..check() }));
    assert!(!fit(
        &mut hall,
        "dora",
        SoundCheck {
            leak_db: None,
            ..check()
        }
    ));
    assert!(fit(&mut hall, "ines", check()));
    for headphones in [None, Some(false)] {
        assert!(!fit(
            &mut hall,
            "ines",
            SoundCheck {
                headphones,
                ..check()
            }
        ));
    }
    assert!(!checks(&mut hall, "ines", check(), true).fitness.fit);
}

#[test]
fn numbers_that_mean_nothing_pass_no_test() {
    let mut hall = house();
    let wild = SoundCheck {
        score: 255,
        band_hz: u32::MAX,
        level_lufs: f32::NAN,
        noise_db: f32::INFINITY,
        trim_db: f32::NEG_INFINITY,
        leak_db: Some(f32::NAN),
        ..check()
    };
    let seen = checks(&mut hall, "sabine", wild, false).fitness;
    let kept = seen.check.unwrap();
    assert!(!seen.fit);
    assert_eq!(
        (kept.score, kept.band_hz, kept.leak_db),
        (100, 24_000, None)
    );
    assert!(
        [kept.level_lufs, kept.noise_db, kept.trim_db]
            .iter()
            .all(|n| n.is_finite())
    );
}

/// What was told of delays since the last call, in milliseconds.
fn delays(hall: &mut Rehearsal, who: &str) -> Vec<Option<u32>> {
    let told = hall.told(who).into_iter().filter_map(|what| match what {
        What::Timings(people) => Some(people.first()?.delay_ms),
        _ => None,
    });
    told.collect()
}

#[test]
fn delay_and_skew_are_told_once_a_second_to_staff_and_booths() {
    let mut hall = house();
    let network = Command::Fitness(fitness::Command::Network { rtt_ms: 250 });
    hall.notices.clear();
    hall.does("sabine", network).unwrap();
    assert_eq!(delays(&mut hall, "ines"), [Some(125)]);
    let track = hall.track("sabine", Source::Microphone);
    let timing = |extra_ms, round_trip_ms| {
        Observation::Timing(vec![Timing {
            track,
            skew_ms: Some(-20),
            extra_ms: Some(extra_ms),
            round_trip_ms,
        }])
    };
    // Until the media side knows the round trip, the page's own stands in.
    hall.sees(timing(200, None));
    hall.wait(999);
    assert_eq!(delays(&mut hall, "helga"), []);
    hall.wait(1);
    assert_eq!(delays(&mut hall, "helga"), [Some(325)]);
    hall.sees(timing(5, Some(40)));
    hall.wait(500);
    hall.sees(timing(7, Some(40)));
    hall.wait(500);
    let notices = hall.notices.clone();
    assert_eq!(delays(&mut hall, "ines"), [Some(27)]);
    hall.notices = notices;
    assert_eq!(delays(&mut hall, "dora"), []);
}

#[test]
fn levels_are_those_of_the_dominant_voice_and_of_each_channel_that_sounds() {
    let mut hall = house();
    hall.opens("ines", Source::Microphone);
    hall.floor("de", true);
    hall.microphone("ines", On).unwrap();
    hall.hears(&["sabine"]);
    hall.notices.clear();
    let (sabine, ines) = (
        hall.track("sabine", Source::Microphone),
        hall.track("ines", Source::Microphone),
    );
    hall.sees(Observation::Levels(vec![(sabine, -18), (ines, -21)]));
    hall.wait(500);
    let levels = view::Levels {
        floor: Some(-18),
        channels: [(tongue("zh"), -21)].into(),
    };
    let notices = hall.notices.clone();
    for (who, told) in [
        ("helga", true),
        ("ivo", true),
        ("sabine", false),
        ("dora", false),
    ] {
        hall.notices.clone_from(&notices);
        assert_eq!(
            hall.told(who).contains(&What::Levels(levels.clone())),
            told,
            "{who}"
        );
    }
}

#[test]
fn the_signing_hand_is_on_its_line_while_its_key_is_on_and_never_two() {
    let mut hall = house();
    let mut entry = ticket("silke", Role::Interpreter, None);
    entry.booth = Some(BoothId::new("sign"));
    hall.enters_with(entry, false).unwrap();
    for name in ["sina", "silke"] {
        hall.switches(name, false, true, false).unwrap();
        hall.opens(name, Source::Camera);
    }
    let seen = |hall: &Rehearsal, from| hall.lines(from, Source::Camera, "dora");
    assert!(seen(&hall, "sina").is_empty());
    assert_eq!(hall.welcome("dora").stage.sign, None);
    hall.microphone("sina", On).unwrap();
    assert_eq!(seen(&hall, "sina"), [Line::Sign]);
    assert_eq!(hall.lines("sina", Source::Camera, "helga"), [Line::Sign]);
    assert_eq!(
        hall.welcome("dora").stage.sign.unwrap().participant,
        id("sina")
    );
    let _ = hall.microphone("silke", On);
    assert!(seen(&hall, "silke").is_empty());
    hall.microphone("sina", Off).unwrap();
    let _ = hall.microphone("silke", On);
    assert!(seen(&hall, "sina").is_empty());
    assert_eq!(seen(&hall, "silke"), [Line::Sign]);
}

#[test]
fn a_chinese_speaker_on_stage_hears_a_german_question_in_chinese() {
    let mut hall = house();
    hall.enters("lin", Role::Speaker, Some("zh")).unwrap();
    hall.publishes("lin");
    hall.brings_up("lin").unwrap();
    hall.opens("ines", Source::Microphone);
    hall.floor("de", true);
    let ear = |hall: &Rehearsal, from| hall.lines(from, Source::Microphone, "lin");
    assert_eq!(ear(&hall, "sabine"), [Line::Floor]);
    hall.microphone("ines", On).unwrap();
    assert_eq!(ear(&hall, "ines"), [Line::Channel]);
    assert!(ear(&hall, "sabine").is_empty());
    assert!(hall.lines("ines", Source::Microphone, "dora").is_empty());
}
