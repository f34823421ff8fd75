use crate::domain::booth::Microphone::{Armed, On};
use crate::domain::command::Command;
use crate::domain::id::{BoothId, Line, Source};
use crate::domain::phase::{self, Phase};
use crate::domain::refusal::Refusal;
use crate::domain::rehearsal::{Rehearsal, id, show, ticket};
use crate::domain::role::Role;
use crate::domain::talk::{self, Talk};
use crate::domain::view;

/// A host off stage, a German speaker on stage and one behind it, two booths, and a listener of each kind.
fn house() -> Rehearsal {
    let mut plan = show();
    let mut second = plan.booths[0].clone();
    second.id = BoothId::new("other");
    plan.booths.push(second);
    let mut hall = Rehearsal::of(plan);
    hall.enters("helga", Role::Host, None).unwrap();
    hall.enters("moritz", Role::Moderator, None).unwrap();
    for (name, booth) in [("ines", "de-zh"), ("ivo", "de-zh"), ("kim", "other")] {
        let mut entry = ticket(name, Role::Interpreter, None);
        entry.booth = Some(BoothId::new(booth));
        hall.enters_with(entry, false).unwrap();
        hall.opens(name, Source::Microphone);
    }
    hall.enters("sabine", Role::Speaker, Some("de")).unwrap();
    hall.enters("lin", Role::Speaker, Some("zh")).unwrap();
    hall
}

/// The same on air, with listeners.
fn live() -> Rehearsal {
    let mut hall = house();
    hall.does("helga", Command::Phase(phase::Command::Set(Phase::Live)))
        .unwrap();
    hall.publishes("sabine");
    hall.brings_up("sabine").unwrap();
    hall.enters("dora", Role::Attendee, Some("de")).unwrap();
    hall.enters("zhang", Role::Attendee, Some("zh")).unwrap();
    hall.floor("de", true);
    hall.microphone("ines", On).unwrap();
    hall
}

/// Who hears the microphone of `from`, and where.
fn heard(hall: &Rehearsal, from: &str) -> Vec<(&'static str, Line)> {
    let all = [
        "helga", "moritz", "sabine", "lin", "ines", "ivo", "kim", "dora", "zhang",
    ];
    let mut heard = Vec::new();
    for to in all {
        let lines = hall.lines(from, Source::Microphone, to);
        heard.extend(lines.into_iter().map(|line| (to, line)));
    }
    heard
}

fn calls(hall: &Rehearsal) -> Vec<view::Call> {
    hall.booth().calls
}

fn call(
    hall: &mut Rehearsal,
    who: &str,
    booth: Option<&str>,
    on: bool,
    text: &str,
) -> Result<(), Refusal> {
    let booth = booth.map(BoothId::new);
    let text = text.to_owned();
    let call = talk::Command::Call { booth, on, text };
    hall.does(who, Command::Talk(call))
}

#[test]
fn on_air_a_word_to_the_partner_is_kept_from_the_channel_which_stays_hers() {
    let mut hall = live();
    assert_eq!(
        heard(&hall, "ines"),
        [
            ("lin", Line::Channel),
            ("ivo", Line::PartnerSound(0)),
            ("zhang", Line::Channel),
        ]
    );
    hall.talks("ines", Talk::Partner).unwrap();
    assert_eq!(heard(&hall, "ines"), [("ivo", Line::PartnerSound(0))]);
    assert!(hall.seat("ines").talking && hall.seat("ines").on_air);
    hall.talks("ines", Talk::Nobody).unwrap();
    assert_eq!(heard(&hall, "ines").len(), 3);
    assert!(!hall.seat("ines").talking);
}

#[test]
fn off_air_and_armed_only_the_key_opens_the_line_to_the_partner() {
    let mut hall = live();
    for armed in [false, true] {
        if armed {
            hall.microphone("ivo", Armed).unwrap();
        }
        assert_eq!(heard(&hall, "ivo"), []);
        hall.talks("ivo", Talk::Partner).unwrap();
        assert_eq!(heard(&hall, "ivo"), [("ines", Line::PartnerSound(0))]);
        hall.talks("ivo", Talk::Nobody).unwrap();
    }
}

#[test]
fn a_talk_to_the_desk_is_for_the_staff_alone_and_two_at_once_have_a_line_each() {
    let mut hall = live();
    hall.talks("ines", Talk::Desk).unwrap();
    let desk = |line| [("helga", line), ("moritz", line)];
    assert_eq!(heard(&hall, "ines"), desk(Line::BackstageSound(3)));
    hall.talks("kim", Talk::Desk).unwrap();
    assert_eq!(heard(&hall, "kim"), desk(Line::BackstageSound(2)));
    // On stage the host still hears her booths.
    hall.brings_up("helga").unwrap();
    assert_eq!(heard(&hall, "ines"), desk(Line::BackstageSound(3)));
    hall.talks("ines", Talk::Nobody).unwrap();
    assert_eq!(heard(&hall, "kim"), desk(Line::BackstageSound(3)));
}

#[test]
fn a_talk_takes_the_last_line_from_the_fourth_backstage_and_gives_it_back() {
    let mut hall = live();
    for name in ["fritz", "franz", "fred"] {
        hall.enters(name, Role::Speaker, Some("de")).unwrap();
        hall.publishes(name);
    }
    let fourth = |hall: &Rehearsal| hall.lines("fred", Source::Microphone, "helga");
    assert_eq!(fourth(&hall), [Line::BackstageSound(3)]);
    hall.talks("ines", Talk::Desk).unwrap();
    assert!(fourth(&hall).is_empty());
    assert_eq!(
        hall.lines("fred", Source::Microphone, "lin"),
        [Line::BackstageSound(3)]
    );
    hall.talks("ines", Talk::Nobody).unwrap();
    assert_eq!(fourth(&hall), [Line::BackstageSound(3)]);
}

#[test]
fn the_staff_talks_to_one_booth_and_is_off_the_floor_meanwhile() {
    let mut hall = live();
    let booth = || Talk::Booth(BoothId::new("de-zh"));
    hall.opens("helga", Source::Microphone);
    assert_eq!(heard(&hall, "helga"), []);
    hall.talks("helga", booth()).unwrap();
    let to_booth = [
        ("ines", Line::PartnerSound(1)),
        ("ivo", Line::PartnerSound(1)),
    ];
    assert_eq!(heard(&hall, "helga"), to_booth);
    hall.talks("helga", Talk::Nobody).unwrap();

    hall.brings_up("helga").unwrap();
    hall.switches("helga", true, false, false).unwrap();
    assert!(heard(&hall, "helga").contains(&("dora", Line::Floor)));
    hall.talks("helga", booth()).unwrap();
    assert_eq!(heard(&hall, "helga"), to_booth);
    let unknown = Talk::Booth(BoothId::new("none"));
    assert_eq!(hall.talks("helga", unknown), Err(Refusal::NoSuchBooth));
}

#[test]
fn who_may_not_talk_is_refused() {
    let mut hall = live();
    let booth = || Talk::Booth(BoothId::new("de-zh"));
    for (who, to) in [
        ("helga", Talk::Partner),
        ("helga", Talk::Desk),
        ("sabine", Talk::Desk),
        ("ines", booth()),
        ("sabine", booth()),
        ("dora", Talk::Desk),
        ("dora", booth()),
    ] {
        assert_eq!(hall.talks(who, to), Err(Refusal::Forbidden), "{who}");
    }
    hall.brings_up("ivo").unwrap();
    assert_eq!(hall.talks("ivo", Talk::Desk), Err(Refusal::MayNotPublish));
}

#[test]
fn a_lost_connection_the_stage_and_a_mute_end_a_talk() {
    let mut hall = live();
    hall.talks("ivo", Talk::Partner).unwrap();
    hall.loses("ivo");
    assert!(!hall.seat("ivo").talking);
    hall.talks("kim", Talk::Desk).unwrap();
    let mute = crate::domain::stage::Command::Mute {
        participant: id("kim"),
        muted: true,
    };
    hall.does("helga", Command::Stage(mute)).unwrap();
    assert_eq!(heard(&hall, "kim"), []);
    assert_eq!(hall.talks("kim", Talk::Desk), Err(Refusal::MayNotPublish));
    hall.talks("ines", Talk::Partner).unwrap();
    hall.brings_up("ines").unwrap();
    assert!(!hall.seat("ines").talking);
}

#[test]
fn a_call_light_is_seen_at_both_ends_and_put_out_by_either() {
    let mut hall = live();
    call(&mut hall, "ines", None, true, "  no sound ").unwrap();
    hall.wait(1_000);
    call(&mut hall, "ines", None, true, "no sound at all").unwrap();
    call(&mut hall, "moritz", Some("de-zh"), true, "").unwrap();
    let lit = calls(&hall);
    let seen: Vec<_> = lit
        .iter()
        .map(|c| (c.name.as_str(), c.from_desk, c.text.as_str()))
        .collect();
    assert_eq!(
        seen,
        [("ines", false, "no sound at all"), ("moritz", true, "")]
    );
    assert_eq!(hall.welcome("ivo").booths[0].calls, lit);
    assert!(hall.welcome("kim").booths[0].calls.is_empty());
    call(&mut hall, "helga", Some("de-zh"), false, "").unwrap();
    assert!(calls(&hall).is_empty());
    call(&mut hall, "helga", Some("de-zh"), true, "").unwrap();
    call(&mut hall, "ivo", None, false, "").unwrap();
    assert!(calls(&hall).is_empty());
    let other = call(&mut hall, "ivo", Some("other"), true, "");
    assert_eq!(other, Err(Refusal::Forbidden));
    let long = "x".repeat(201);
    let limit = 200;
    assert_eq!(
        call(&mut hall, "ivo", None, true, &long),
        Err(Refusal::TextTooLong { limit })
    );
}

#[test]
fn whoever_talks_to_the_desk_without_a_light_has_one_as_long_as_she_talks() {
    let mut hall = live();
    hall.talks("ines", Talk::Desk).unwrap();
    assert!(calls(&hall).iter().any(|c| c.name == "ines" && c.talking));
    hall.talks("ines", Talk::Nobody).unwrap();
    assert!(calls(&hall).is_empty());
}

#[test]
fn the_briefing_room_is_for_its_members_and_closes_when_the_doors_open() {
    let mut hall = house();
    let join = |hall: &mut Rehearsal, who: &str, join| {
        hall.does(who, Command::Talk(talk::Command::Briefing { join }))
    };
    for who in ["sabine", "ines", "helga"] {
        join(&mut hall, who, true).unwrap();
    }
    hall.publishes("sabine");
    // Lin is not in the room: she hears her backstage as before.
    assert_eq!(
        heard(&hall, "sabine"),
        [
            ("helga", Line::Floor),
            ("moritz", Line::BackstageSound(0)),
            ("lin", Line::BackstageSound(0)),
            ("ines", Line::Floor),
        ]
    );
    assert_eq!(heard(&hall, "ines"), []);
    hall.talks("ines", Talk::Briefing).unwrap();
    assert_eq!(
        heard(&hall, "ines"),
        [("helga", Line::Floor), ("sabine", Line::Floor)]
    );
    assert_eq!(hall.talks("ivo", Talk::Briefing), Err(Refusal::Forbidden));
    assert!(hall.welcome("ines").you.briefing && !hall.welcome("ivo").you.briefing);
    assert_eq!(hall.welcome("ivo").briefing.len(), 3);

    join(&mut hall, "helga", false).unwrap();
    assert_eq!(hall.welcome("ivo").briefing.len(), 2);
    hall.does(
        "helga",
        Command::Phase(phase::Command::Set(Phase::DoorsOpen)),
    )
    .unwrap();
    assert!(hall.welcome("ivo").briefing.is_empty());
    assert_eq!(heard(&hall, "ines"), []);
    assert!(
        !heard(&hall, "sabine")
            .iter()
            .any(|(_, line)| *line == Line::Floor)
    );
    assert_eq!(join(&mut hall, "sabine", true), Err(Refusal::WrongPhase));
}

#[test]
fn nobody_of_the_hall_is_told_or_hears_anything_of_it() {
    let mut hall = live();
    hall.told("dora");
    let before = hall.receives("zhang");
    hall.opens("helga", Source::Microphone);
    hall.talks("helga", Talk::Booth(BoothId::new("other")))
        .unwrap();
    hall.talks("kim", Talk::Desk).unwrap();
    call(&mut hall, "kim", None, true, "help").unwrap();
    assert_eq!(hall.told("dora"), []);
    assert_eq!(hall.receives("zhang"), before);
}
