use crate::domain::booth::Microphone::{Armed, Cough, Off, On};
use crate::domain::effect::{Flow, Observation, Place};
use crate::domain::id::{Line, Source};
use crate::domain::notice::{Stream, What};
use crate::domain::refusal::Refusal;
use crate::domain::rehearsal::{Rehearsal, show, ticket, tongue};
use crate::domain::role::Role;
use crate::domain::talk::Talk;
use crate::domain::view::{ChannelState, ListeningSource};

/// A German speaker on stage and heard, two interpreters, and a listener of each kind.
fn conference() -> Rehearsal {
    let mut hall = Rehearsal::live();
    hall.enters("sabine", Role::Speaker, Some("de")).unwrap();
    hall.publishes("sabine");
    hall.brings_up("sabine").unwrap();
    hall.enters("lin", Role::Speaker, Some("zh")).unwrap();
    hall.publishes("lin");
    hall.brings_up("lin").unwrap();
    for name in ["ines", "ivo"] {
        hall.enters(name, Role::Interpreter, None).unwrap();
        hall.opens(name, Source::Microphone);
    }
    hall.enters("dora", Role::Attendee, Some("de")).unwrap();
    hall.enters("zhang", Role::Attendee, Some("zh")).unwrap();
    hall.enters("olga", Role::Attendee, None).unwrap();
    hall.hears(&["sabine"]);
    hall
}

/// The same, with Ines on air in Chinese.
fn interpreted() -> Rehearsal {
    let mut hall = conference();
    hall.microphone("ines", On).unwrap();
    hall.voice("ines", true);
    hall
}

/// What somebody hears: the floor, an interpreter, or both.
fn ear(hall: &Rehearsal, name: &str) -> (bool, bool) {
    let floor = |from| !hall.lines(from, Source::Microphone, name).is_empty();
    let channel = |from| {
        hall.lines(from, Source::Microphone, name)
            .contains(&Line::Channel)
    };
    (
        floor("sabine") || floor("lin"),
        channel("ines") || channel("ivo"),
    )
}

const FLOOR: (bool, bool) = (true, false);
const CHANNEL: (bool, bool) = (false, true);
const BOTH: (bool, bool) = (true, true);
const SILENCE: (bool, bool) = (false, false);

#[test]
fn each_hears_her_own_language_and_the_original_is_the_floor() {
    let mut hall = conference();
    for name in ["dora", "zhang", "olga", "ines"] {
        assert_eq!(ear(&hall, name), FLOOR, "{name}");
    }
    hall.microphone("ines", On).unwrap();
    assert_eq!(ear(&hall, "zhang"), CHANNEL);
    for name in ["dora", "olga", "ivo"] {
        assert!(ear(&hall, name).0, "{name}");
        assert!(!ear(&hall, name).1, "{name}");
    }
    hall.microphone("ines", Off).unwrap();
    assert_eq!(ear(&hall, "zhang"), FLOOR);
}

#[test]
fn the_floor_stays_450_ms_under_a_channel_that_begins_so_that_pages_can_fade_it_out() {
    let mut hall = conference();
    hall.fades = true;
    hall.microphone("ines", On).unwrap();
    assert_eq!(ear(&hall, "zhang"), BOTH);
    hall.wait(449);
    assert_eq!(ear(&hall, "zhang"), BOTH);
    hall.wait(1);
    assert_eq!(ear(&hall, "zhang"), CHANNEL);
    // Back and on again: each beginning has its own fade, and the end has none.
    hall.microphone("ines", Off).unwrap();
    assert_eq!(ear(&hall, "zhang"), FLOOR);
    hall.microphone("ines", On).unwrap();
    assert_eq!(ear(&hall, "zhang"), BOTH);
    hall.wait(450);
    assert_eq!(ear(&hall, "zhang"), CHANNEL);
}

#[test]
fn what_is_heard_is_what_is_announced_for_every_floor_state_and_choice() {
    use ListeningSource::{Channel as C, Floor as F};
    // (the floor, the interpreter's microphone, the override, the choice) → source and the channel that sounds.
    let table = [
        ("de", Off, false, "de", F, None),
        ("de", Off, false, "zh", F, None),
        ("de", Off, false, "original", F, None),
        ("de", On, false, "de", F, None),
        ("de", On, false, "zh", C, Some("zh")),
        ("de", On, false, "original", F, None),
        ("de", Cough, false, "zh", C, Some("zh")),
        ("de", Armed, false, "zh", F, None),
        ("zh", Off, false, "de", F, None),
        ("zh", Off, false, "zh", F, None),
        ("zh", On, false, "de", C, Some("de")),
        ("zh", On, false, "zh", F, None),
        ("zh", On, false, "original", F, None),
        ("zh", Armed, false, "de", F, None),
        ("none", Off, false, "zh", F, None),
        ("none", On, false, "zh", C, Some("zh")),
        ("none", On, false, "de", F, None),
        ("zh", On, true, "zh", C, Some("zh")),
        ("zh", On, true, "de", F, None),
        ("en", On, false, "zh", C, Some("zh")),
        ("en", On, false, "de", F, None),
        ("en", Off, false, "de", F, None),
    ];
    for (floor, microphone, latch, choice, source, channel) in table {
        let mut hall = conference();
        hall.floor(floor, true);
        if latch {
            hall.direction("ines", floor, true).unwrap();
        }
        if microphone == Cough {
            hall.microphone("ines", On).unwrap();
        }
        hall.microphone("ines", microphone).unwrap();
        hall.tunes("olga", choice).unwrap();
        let case = (floor, microphone, latch, choice);
        let heard = hall.welcome("olga").listening;
        assert_eq!(heard.source, source, "{case:?}");
        assert_eq!(heard.channel, channel.map(tongue), "{case:?}");
        let (on_floor, on_channel) = ear(&hall, "olga");
        assert_eq!(on_floor, source == F, "{case:?}");
        // A cough keeps the channel and sends nothing.
        let sounds = channel.is_some() && microphone != Cough;
        assert_eq!(on_channel, sounds, "{case:?}");
    }
}

#[test]
fn the_original_is_kept_underneath_by_choice() {
    use crate::domain::channels::{Choice, Command};
    let mut hall = interpreted();
    let listen = Command::Listen {
        choice: Choice::Language(tongue("zh")),
        underneath: true,
    };
    hall.does("zhang", crate::domain::command::Command::Channels(listen))
        .unwrap();
    assert_eq!(ear(&hall, "zhang"), BOTH);
    assert_eq!(
        hall.welcome("zhang").listening.source,
        ListeningSource::Channel
    );
    hall.tunes("zhang", "zh").unwrap();
    assert_eq!(ear(&hall, "zhang"), CHANNEL);
    let refused = hall.tunes("zhang", "fr");
    assert_eq!(refused, Err(Refusal::UnknownLanguage));
}

#[test]
fn a_cough_and_a_pause_change_nothing_of_the_channel() {
    let mut hall = interpreted();
    hall.voice("ines", false);
    hall.wait(30_000);
    assert_eq!(ear(&hall, "zhang"), CHANNEL);
    hall.microphone("ines", Cough).unwrap();
    hall.flow("ines", Flow::Stalled);
    hall.wait(30_000);
    assert_eq!(ear(&hall, "zhang"), SILENCE);
    assert_eq!(hall.channel("zh").state, ChannelState::Live);
    hall.flow("ines", Flow::Running);
    hall.microphone("ines", On).unwrap();
    assert_eq!(ear(&hall, "zhang"), CHANNEL);
}

#[test]
fn the_floor_follows_the_dominant_voice_after_a_second_and_a_half() {
    let mut hall = conference();
    assert_eq!(hall.welcome("olga").floor.language, Some(tongue("de")));
    hall.hears(&["lin", "sabine"]);
    hall.wait(1_000);
    hall.hears(&["sabine"]);
    hall.wait(5_000);
    assert_eq!(hall.welcome("olga").floor.language, Some(tongue("de")));
    hall.hears(&["lin"]);
    hall.wait(1_499);
    assert_eq!(hall.welcome("olga").floor.language, Some(tongue("de")));
    hall.wait(1);
    assert_eq!(hall.welcome("olga").floor.language, Some(tongue("zh")));
    hall.hears(&[]);
    hall.wait(5_000);
    assert_eq!(hall.welcome("olga").floor.language, Some(tongue("zh")));
}

#[test]
fn a_correction_holds_until_another_dominates_and_a_pin_until_it_is_taken_back() {
    let mut hall = conference();
    hall.floor("zh", false);
    hall.hears(&["sabine"]);
    hall.wait(5_000);
    assert_eq!(hall.welcome("olga").floor.language, Some(tongue("zh")));
    hall.hears(&["lin"]);
    hall.hears(&["sabine"]);
    hall.wait(1_500);
    assert_eq!(hall.welcome("olga").floor.language, Some(tongue("de")));
    hall.floor("none", true);
    hall.hears(&["lin"]);
    hall.wait(5_000);
    assert_eq!(hall.welcome("olga").floor.language, None);
    hall.floor("none", false);
    hall.hears(&["sabine"]);
    hall.wait(1_500);
    assert_eq!(hall.welcome("olga").floor.language, Some(tongue("de")));
}

#[test]
fn a_microphones_language_is_corrected_by_booth_host_or_owner_and_the_floor_follows_at_once() {
    use crate::domain::channels::Command;
    let mut hall = conference();
    let speaks = |who: &str, language: &str| {
        crate::domain::command::Command::Channels(Command::SetMicrophoneLanguage {
            participant: crate::domain::rehearsal::id(who),
            language: tongue(language),
        })
    };
    hall.does("ivo", speaks("sabine", "zh")).unwrap();
    assert_eq!(hall.welcome("olga").floor.language, Some(tongue("zh")));
    hall.does("sabine", speaks("sabine", "de")).unwrap();
    assert_eq!(hall.welcome("olga").floor.language, Some(tongue("de")));
    let foreign = hall.does("dora", speaks("sabine", "zh"));
    assert_eq!(foreign, Err(Refusal::Forbidden));
    let unknown = hall.does("helga", speaks("nobody", "zh"));
    assert_eq!(unknown, Err(Refusal::NoSuchParticipant));
    assert_eq!(hall.welcome("olga").floor.language, Some(tongue("de")));
}

#[test]
fn a_floor_change_arms_the_other_direction_and_leaves_the_tail() {
    let mut hall = interpreted();
    hall.floor("zh", false);
    assert_eq!(hall.booth().armed, Some(tongue("de")));
    assert_eq!(hall.booth().output, tongue("zh"));
    assert!(hall.seat("ines").on_air);
    let zhang = hall.welcome("zhang").listening;
    assert_eq!(zhang.source, ListeningSource::Floor);
    assert_eq!(zhang.channel, Some(tongue("zh")));
    assert_eq!(ear(&hall, "zhang"), BOTH);
    assert_eq!(ear(&hall, "dora"), FLOOR);
    assert_eq!(hall.channel("de").state, ChannelState::Fallback);
    hall.wait(5_999);
    assert_eq!(hall.booth().output, tongue("zh"));
    hall.wait(1);
    assert_eq!(hall.booth().output, tongue("de"));
    assert_eq!(hall.booth().armed, None);
    assert_eq!(ear(&hall, "zhang"), FLOOR);
    assert_eq!(ear(&hall, "dora"), CHANNEL);
}

#[test]
fn the_direction_cuts_at_the_first_pause_of_600_ms() {
    let mut hall = interpreted();
    hall.floor("zh", false);
    hall.wait(1_000);
    hall.voice("ines", false);
    hall.wait(300);
    hall.voice("ines", true);
    hall.wait(1_000);
    hall.voice("ines", false);
    hall.wait(599);
    assert_eq!(hall.booth().output, tongue("zh"));
    hall.wait(1);
    assert_eq!(hall.booth().output, tongue("de"));
    assert_eq!(ear(&hall, "dora"), CHANNEL);
}

#[test]
fn a_pause_that_began_before_the_turn_counts_from_the_turn() {
    let mut hall = interpreted();
    hall.voice("ines", false);
    hall.wait(900);
    hall.floor("zh", false);
    hall.wait(599);
    assert_eq!(hall.booth().armed, Some(tongue("de")));
    assert_eq!(ear(&hall, "zhang"), BOTH);
    // What she had left to say reaches those for whom it is.
    hall.voice("ines", true);
    hall.wait(2_000);
    assert_eq!(hall.booth().output, tongue("zh"));
    hall.voice("ines", false);
    hall.wait(600);
    assert_eq!(hall.booth().output, tongue("de"));
}

#[test]
fn the_direction_cuts_when_the_interpreter_says_so() {
    let mut hall = interpreted();
    hall.floor("zh", false);
    let own = hall.direction("ines", "zh", false);
    assert_eq!(own, Err(Refusal::SpeaksFloorLanguage));
    assert_eq!(hall.booth().armed, Some(tongue("de")));
    hall.direction("ines", "de", false).unwrap();
    assert_eq!(ear(&hall, "dora"), CHANNEL);
    assert_eq!(ear(&hall, "zhang"), FLOOR);
    assert_eq!(hall.ledger.booths[0].1, tongue("de"));
}

#[test]
fn a_floor_that_changes_back_disarms() {
    let mut hall = interpreted();
    hall.floor("zh", false);
    hall.wait(1_000);
    hall.floor("de", false);
    assert_eq!(hall.booth().armed, None);
    hall.wait(10_000);
    assert_eq!(hall.booth().output, tongue("zh"));
    assert_eq!(ear(&hall, "zhang"), CHANNEL);
}

#[test]
fn with_nobody_speaking_the_direction_turns_at_once() {
    let mut hall = conference();
    hall.floor("zh", false);
    assert_eq!(hall.booth().output, tongue("de"));
    hall.microphone("ines", On).unwrap();
    assert_eq!(ear(&hall, "dora"), CHANNEL);
}

#[test]
fn a_latched_override_speaks_into_the_floors_language_and_keeps_doing_so() {
    let mut hall = interpreted();
    hall.direction("ines", "de", true).unwrap();
    assert!(hall.booth().override_latch);
    assert_eq!(ear(&hall, "dora"), CHANNEL);
    hall.floor("zh", false);
    hall.floor("de", false);
    hall.wait(10_000);
    assert_eq!(hall.booth().output, tongue("de"));
    hall.direction("ines", "zh", false).unwrap();
    assert!(!hall.booth().override_latch);
    assert_eq!(ear(&hall, "dora"), FLOOR);
    assert_eq!(
        hall.direction("ines", "en", false),
        Err(Refusal::UnknownLanguage)
    );
}

#[test]
fn two_never_speak_on_one_channel() {
    let mut hall = interpreted();
    assert_eq!(hall.microphone("ivo", On), Err(Refusal::ChannelOccupied));
    assert_eq!(hall.seat("ivo").microphone, Off);
    hall.microphone("ivo", Armed).unwrap();
    hall.microphone("ines", Off).unwrap();
    assert_eq!(hall.seat("ivo").microphone, Armed);
    assert_eq!(ear(&hall, "zhang"), FLOOR);
    hall.microphone("ivo", On).unwrap();
    assert_eq!(ear(&hall, "zhang"), CHANNEL);
}

#[test]
fn an_armed_partner_takes_over_at_once_when_the_connection_dies() {
    let mut hall = interpreted();
    hall.microphone("ivo", Armed).unwrap();
    hall.flow("ines", Flow::Hesitating);
    assert_eq!(hall.seat("ines").microphone, On);
    hall.flow("ines", Flow::Stalled);
    assert_eq!(hall.seat("ivo").microphone, On);
    assert_eq!(hall.seat("ines").microphone, Off);
    assert_eq!(ear(&hall, "zhang"), CHANNEL);
    hall.flow("ines", Flow::Running);
    assert!(hall.seat("ivo").on_air && !hall.seat("ines").on_air);
}

#[test]
fn a_partner_whose_packets_are_yet_to_come_has_two_seconds() {
    let mut hall = interpreted();
    hall.flow("ivo", Flow::Stalled);
    hall.microphone("ivo", Armed).unwrap();
    hall.loses("ines");
    hall.flow("ines", Flow::Hesitating);
    assert_eq!(hall.seat("ivo").microphone, On);
    assert_eq!(hall.channel("zh").state, ChannelState::Held);
    hall.wait(1_500);
    hall.flow("ivo", Flow::Running);
    assert_eq!(hall.channel("zh").state, ChannelState::Live);
}

#[test]
fn without_a_partner_the_channel_is_held_for_two_seconds_and_taken_up_again_within_ten() {
    let mut hall = interpreted();
    hall.flow("ines", Flow::Stalled);
    assert_eq!(hall.channel("zh").state, ChannelState::Held);
    hall.wait(1_999);
    assert_eq!(
        hall.welcome("zhang").listening.source,
        ListeningSource::Channel
    );
    hall.wait(1);
    assert_eq!(hall.channel("zh").state, ChannelState::Fallback);
    assert_eq!(ear(&hall, "zhang"), FLOOR);
    hall.wait(7_000);
    hall.flow("ines", Flow::Running);
    assert_eq!(ear(&hall, "zhang"), CHANNEL);
    hall.flow("ines", Flow::Stalled);
    hall.wait(10_000);
    assert_eq!(hall.seat("ines").microphone, Off);
    hall.flow("ines", Flow::Running);
    assert_eq!(ear(&hall, "zhang"), FLOOR);
}

#[test]
fn a_colleague_may_take_over_by_hand_while_the_channel_is_held() {
    let mut hall = interpreted();
    hall.flow("ines", Flow::Stalled);
    hall.microphone("ivo", On).unwrap();
    assert!(hall.seat("ivo").on_air);
    hall.flow("ines", Flow::Running);
    assert!(!hall.seat("ines").on_air);
    assert_eq!(hall.seat("ines").microphone, Off);
}

#[test]
fn lost_signalling_alone_ends_no_voice() {
    let mut hall = interpreted();
    hall.loses("ines");
    hall.wait(20_000);
    assert_eq!(ear(&hall, "zhang"), CHANNEL);
    hall.flow("ines", Flow::Hesitating);
    assert_eq!(hall.channel("zh").state, ChannelState::Held);
    hall.wait(2_000);
    assert_eq!(ear(&hall, "zhang"), FLOOR);
    assert_eq!(hall.seat("ines").microphone, Off);
    hall.wait(40_000);
    assert_eq!(hall.booth().seats.len(), 1);
}

#[test]
fn after_a_return_the_microphone_is_closed_until_the_page_opens_it() {
    let mut hall = interpreted();
    hall.enters("ines", Role::Interpreter, None).unwrap();
    assert_eq!(hall.seat("ines").microphone, Off);
    assert_eq!(hall.channel("zh").state, ChannelState::Held);
    hall.opens("ines", Source::Microphone);
    assert_eq!(ear(&hall, "zhang"), SILENCE);
    hall.wait(1_000);
    hall.microphone("ines", On).unwrap();
    assert_eq!(ear(&hall, "zhang"), CHANNEL);
    hall.enters("ines", Role::Interpreter, None).unwrap();
    hall.opens("ines", Source::Microphone);
    hall.wait(2_000);
    assert_eq!(ear(&hall, "zhang"), FLOOR);
}

#[test]
fn a_closed_track_is_a_lost_connection() {
    let mut hall = interpreted();
    let track = hall.track("ines", Source::Microphone);
    hall.sees(Observation::TrackClosed(track));
    assert_eq!(hall.channel("zh").state, ChannelState::Held);
    hall.wait(2_000);
    assert_eq!(ear(&hall, "zhang"), FLOOR);
}

#[test]
fn the_interpreter_on_stage_makes_the_floor_consecutive() {
    let mut hall = interpreted();
    hall.brings_up("ines").unwrap();
    hall.publishes("ines");
    assert_eq!(hall.seat("ines").microphone, Off);
    assert_eq!(
        hall.lines("ines", Source::Microphone, "zhang"),
        [Line::Floor]
    );
    assert_eq!(hall.channel("de").state, ChannelState::Floor);
    assert_eq!(hall.channel("zh").state, ChannelState::Floor);
    hall.microphone("ivo", On).unwrap();
    assert_eq!(ear(&hall, "zhang"), FLOOR);
    hall.takes_down("ines").unwrap();
    assert_eq!(hall.welcome("ines").you.place, Place::Booth);
    assert_eq!(ear(&hall, "zhang"), CHANNEL);
}

#[test]
fn a_ticket_language_fixes_the_output_and_each_partner_owns_a_direction() {
    let mut hall = Rehearsal::live();
    hall.enters("sabine", Role::Speaker, Some("de")).unwrap();
    hall.publishes("sabine");
    hall.brings_up("sabine").unwrap();
    hall.enters("lin", Role::Interpreter, Some("zh")).unwrap();
    hall.enters("udo", Role::Interpreter, Some("de")).unwrap();
    hall.opens("lin", Source::Microphone);
    hall.opens("udo", Source::Microphone);
    hall.enters("dora", Role::Attendee, Some("de")).unwrap();
    hall.enters("zhang", Role::Attendee, Some("zh")).unwrap();
    hall.floor("de", false);
    hall.microphone("lin", On).unwrap();
    assert_eq!(
        hall.microphone("udo", On),
        Err(Refusal::SpeaksFloorLanguage)
    );
    assert_eq!(hall.direction("lin", "de", false), Err(Refusal::Forbidden));
    hall.voice("lin", true);
    hall.floor("zh", false);
    let both = hall.welcome("zhang").listening;
    assert_eq!(
        (both.source, both.channel),
        (ListeningSource::Floor, Some(tongue("zh")))
    );
    hall.microphone("udo", On).unwrap();
    assert!(hall.seat("udo").on_air);
    hall.voice("lin", false);
    hall.wait(600);
    assert!(!hall.seat("lin").on_air);
    assert_eq!(hall.welcome("zhang").listening.channel, None);
    hall.floor("de", false);
    hall.wait(6_000);
    assert!(hall.seat("lin").on_air && !hall.seat("udo").on_air);
}

#[test]
fn a_second_booth_finds_the_channel_occupied() {
    let mut plan = show();
    let mut second = plan.booths[0].clone();
    second.id = crate::domain::id::BoothId::new("de-zh-2");
    plan.booths.push(second);
    let mut hall = Rehearsal::of(plan);
    hall.enters("helga", Role::Host, None).unwrap();
    for (name, booth) in [("ines", "de-zh"), ("xaver", "de-zh-2")] {
        let mut entry = ticket(name, Role::Interpreter, None);
        entry.booth = Some(crate::domain::id::BoothId::new(booth));
        hall.enters_with(entry, false).unwrap();
        hall.opens(name, Source::Microphone);
    }
    hall.microphone("ines", On).unwrap();
    assert_eq!(hall.microphone("xaver", On), Err(Refusal::ChannelOccupied));
    hall.direction("xaver", "de", false).unwrap();
    hall.microphone("xaver", On).unwrap();
    let back = hall.direction("xaver", "zh", false);
    assert_eq!(back, Err(Refusal::ChannelOccupied));
    hall.floor("de", false);
    hall.wait(6_000);
    assert_eq!(hall.seat("ines").microphone, On);
    let booths = hall.welcome("helga").booths;
    assert_eq!(booths[1].seats[0].microphone, Off);
}

#[test]
fn a_booth_has_its_seats_and_no_others() {
    let mut hall = conference();
    let third = hall.enters("kim", Role::Interpreter, None);
    assert_eq!(third, Err(Refusal::BoothFull));
    let mut elsewhere = ticket("kim", Role::Interpreter, None);
    elsewhere.booth = Some(crate::domain::id::BoothId::new("fr-en"));
    assert_eq!(
        hall.enters_with(elsewhere, false),
        Err(Refusal::NoSuchBooth)
    );
    hall.loses("ivo");
    hall.wait(60_000);
    hall.enters("kim", Role::Interpreter, None).unwrap();
    assert_eq!(
        hall.enters("ivo", Role::Interpreter, None),
        Err(Refusal::BoothFull)
    );
}

#[test]
fn partners_hear_the_live_one_always_and_each_other_by_push_to_talk() {
    let mut hall = interpreted();
    let heard = |hall: &Rehearsal, from, to| hall.lines(from, Source::Microphone, to);
    assert_eq!(heard(&hall, "ines", "ivo"), [Line::PartnerSound(0)]);
    assert!(heard(&hall, "ivo", "ines").is_empty());
    hall.microphone("ivo", Armed).unwrap();
    assert!(heard(&hall, "ivo", "ines").is_empty());
    hall.talks("ivo", Talk::Partner).unwrap();
    assert_eq!(heard(&hall, "ivo", "ines"), [Line::PartnerSound(0)]);
    hall.microphone("ines", Cough).unwrap();
    assert!(heard(&hall, "ines", "ivo").is_empty());
    hall.switches("ivo", false, true, false).unwrap();
    hall.opens("ivo", Source::Camera);
    assert_eq!(
        hall.lines("ivo", Source::Camera, "ines"),
        [Line::PartnerPicture(0)]
    );
    assert!(hall.lines("ivo", Source::Camera, "zhang").is_empty());
}

#[test]
fn changes_of_sound_never_wait_for_a_commit() {
    let mut hall = conference();
    hall.settles = false;
    hall.asks("dora", "q1", "Is this kept?").unwrap();
    hall.notices.clear();
    hall.microphone("ines", On).unwrap();
    let sound = |what: &What| {
        matches!(
            what,
            What::Channel(_) | What::Booth(_) | What::Listening(_) | What::Reply { .. }
        )
    };
    let told: Vec<_> = hall.notices.iter().filter(|n| sound(&n.what)).collect();
    assert!(told.len() >= 4);
    assert!(told.iter().all(|n| n.stream == Stream::Live));
    assert_eq!(ear(&hall, "zhang"), CHANNEL);
}

#[test]
fn an_opened_microphone_has_two_seconds_to_be_heard_and_then_blocks_nobody() {
    let mut hall = conference();
    hall.flow("ines", Flow::Stalled);
    hall.microphone("ines", On).unwrap();
    assert_eq!(ear(&hall, "zhang"), FLOOR);
    assert_eq!(hall.microphone("ivo", On), Err(Refusal::ChannelOccupied));
    hall.wait(2_000);
    assert_eq!(hall.seat("ines").microphone, On);
    hall.microphone("ivo", On).unwrap();
    assert_eq!(hall.seat("ines").microphone, Off);
    assert_eq!(ear(&hall, "zhang"), CHANNEL);
    hall.microphone("ivo", Off).unwrap();
    hall.microphone("ines", On).unwrap();
    hall.wait(1_000);
    hall.flow("ines", Flow::Running);
    assert_eq!(ear(&hall, "zhang"), CHANNEL);
}

#[test]
fn an_interpreter_on_stage_does_not_decide_the_floors_language() {
    let mut hall = Rehearsal::live();
    hall.enters("ines", Role::Interpreter, Some("zh")).unwrap();
    hall.enters("sabine", Role::Speaker, Some("de")).unwrap();
    hall.brings_up("sabine").unwrap();
    hall.brings_up("ines").unwrap();
    hall.hears(&["sabine"]);
    hall.hears(&["ines"]);
    hall.wait(10_000);
    assert_eq!(hall.welcome("helga").floor.language, Some(tongue("de")));
}

#[test]
fn who_changes_her_role_or_booth_leaves_no_seat_behind() {
    let mut plan = show();
    let mut second = plan.booths[0].clone();
    second.id = crate::domain::id::BoothId::new("de-zh-2");
    plan.booths.push(second);
    let mut hall = Rehearsal::of(plan);
    let seats = |hall: &Rehearsal| {
        let booths = hall.welcome("helga").booths.into_iter();
        booths.map(|b| b.seats.len()).collect::<Vec<_>>()
    };
    hall.enters("helga", Role::Host, None).unwrap();
    hall.enters("ines", Role::Speaker, None).unwrap();
    let mut entry = ticket("ines", Role::Interpreter, None);
    hall.enters_with(entry.clone(), false).unwrap();
    assert_eq!(seats(&hall), [1, 0]);
    let backstage = hall.welcome("helga").backstage.unwrap();
    assert!(backstage.presenters.is_empty());
    entry.booth = Some(crate::domain::id::BoothId::new("de-zh-2"));
    hall.enters_with(entry, false).unwrap();
    assert_eq!(seats(&hall), [0, 1]);
    hall.enters("ines", Role::Speaker, None).unwrap();
    assert_eq!(seats(&hall), [0, 0]);
    assert_eq!(hall.welcome("ines").you.place, Place::Backstage);
}
