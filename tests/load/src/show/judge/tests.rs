use super::super::log::{Deed, Packet, Step};
use super::super::rules;
use super::*;

const SPAN: (u32, u32) = (0, 10_000);
const PATIENCE: Patience = Patience {
    change: 500,
    gap: 300,
    wrong: STEP_MS,
};

/// A German floor, and Ines into Chinese from the beginning to the end.
fn evidence() -> Evidence {
    let mut evidence = Evidence::default();
    evidence.floor.push((0, Some(Language::De)));
    evidence.deeds.push((0, Voice::Ines, Deed::On));
    let packets = (0..500).map(|number| Packet {
        at: number * 20,
        number,
        words: true,
        language: Some(Language::Zh),
    });
    evidence.packets.insert(Voice::Ines, packets.collect());
    evidence
}

/// What somebody heard who was on the channel but for this time, when she heard `instead`.
fn diary(away: std::ops::Range<u32>, instead: Step) -> Diary {
    let mut diary = Diary::default();
    let on_channel = Step {
        floor: 0,
        channel: Voice::Ines.tag(Some(Language::Zh)) + 1,
    };
    for at in (0..SPAN.1).step_by(20) {
        *diary.step(at) = if away.contains(&at) {
            instead
        } else {
            on_channel
        };
    }
    diary.came.insert(Voice::Ines, vec![true; 500]);
    diary
}

fn judge(evidence: &Evidence, diary: &Diary) -> ListenerRow {
    let truth = rules::read(evidence, SPAN.1);
    listener("zh", Language::Zh, diary, &truth, evidence, SPAN, PATIENCE)
}

#[test]
fn who_is_connected_has_a_clean_row() {
    let row = judge(&evidence(), &diary(0..0, Step::default()));
    assert_eq!((row.wrong, row.unconnected, row.judged), (0, 0, 10_000));
}

#[test]
fn silence_is_not_connected_and_the_floor_is_another_language() {
    let row = judge(&evidence(), &diary(4_000..6_000, Step::default()));
    assert_eq!(row.wrong, 0);
    assert!(
        (1_600..=2_000).contains(&row.unconnected),
        "{}",
        row.unconnected
    );
    let floor = Step {
        floor: 1,
        channel: 0,
    };
    let row = judge(&evidence(), &diary(4_000..6_000, floor));
    assert_eq!(row.wrong, 2_000);
}

#[test]
fn a_page_is_wrong_for_longer_than_a_concealed_loss_sounds() {
    let evidence = evidence();
    let truth = rules::read(&evidence, SPAN.1);
    let page = Patience {
        wrong: WRONG_MS,
        ..PATIENCE
    };
    let wrong = |diary: &Diary| {
        let row = listener("zh", Language::Zh, diary, &truth, &evidence, SPAN, page);
        (row.wrong, row.moments.first().map(|(from, ..)| *from))
    };
    let floor = Step {
        floor: 1,
        channel: Voice::Ines.tag(None) + 1,
    };
    assert_eq!(wrong(&diary(4_000..4_120, floor)), (0, None));
    assert_eq!(wrong(&diary(4_000..4_140, floor)), (140, Some(4_000)));
    assert_eq!(wrong(&diary(4_000..5_000, floor)), (1_000, Some(4_000)));
}

#[test]
fn a_voice_on_a_page_is_in_the_language_that_its_packets_have() {
    let mut evidence = evidence();
    let heard = diary(
        0..10_000,
        Step {
            floor: 0,
            channel: Voice::Ines.tag(None) + 1,
        },
    );
    assert_eq!(judge(&evidence, &heard).wrong, 0);
    for packet in evidence.packets.get_mut(&Voice::Ines).unwrap() {
        packet.language = Some(Language::De);
    }
    assert!(judge(&evidence, &heard).wrong > 9_000);
}

#[test]
fn gains_that_step_and_switches_that_are_cut_are_jumps() {
    let mut evidence = evidence();
    evidence.deeds.push((4_000, Voice::Ines, Deed::Off));
    let truth = rules::read(&evidence, SPAN.1);
    let jumps = |cut: u32, gain: Option<u32>| {
        let mut meter = Meter::default();
        for at in (0..SPAN.1).step_by(20) {
            let _ = meter.write(at, |voice| match voice {
                Voice::Stefan if at >= cut => -12,
                _ => -120,
            });
        }
        meter.jumps.extend(gain.map(|at| (at, true)));
        let mut row = ListenerRow::default();
        loudness(&mut row, Language::Zh, &meter, &truth, &evidence, SPAN);
        row.jumps
    };
    assert_eq!(jumps(4_200, None), Some(1), "the floor breaks in");
    assert_eq!(jumps(8_000, None), Some(0), "a speaker begins");
    assert_eq!(jumps(8_000, Some(6_000)), Some(1));
}

#[test]
fn the_floor_is_right_once_she_is_off() {
    let mut evidence = evidence();
    evidence.deeds.push((4_000, Voice::Ines, Deed::Off));
    let floor = Step {
        floor: 1,
        channel: 0,
    };
    let row = judge(&evidence, &diary(4_400..10_000, floor));
    assert_eq!((row.wrong, row.unconnected), (0, 0));
    assert_eq!(row.changes.last(), Some(&400));
    let late = judge(&evidence, &diary(5_000..10_000, floor));
    assert_eq!(late.unconnected, 500);
}

#[test]
fn words_that_the_rules_gave_a_line_must_have_come() {
    let evidence = evidence();
    let truth = rules::read(&evidence, SPAN.1);
    let mut heard = diary(0..0, Step::default());
    let count = |heard: &Diary| {
        let ears = [(Language::Zh, heard)];
        booth("de-zh", &[Voice::Ines], &ears, &truth, &evidence, SPAN).clipped
    };
    assert_eq!(count(&heard), 0);
    heard.came.entry(Voice::Ines).or_default()[200..210].fill(false);
    assert_eq!(count(&heard), 10);
}

#[test]
fn what_happened_while_the_machine_stood_still_is_not_judged() {
    let mut evidence = evidence();
    evidence.stalls.push(5_000);
    let row = judge(&evidence, &diary(4_800..5_400, Step::default()));
    assert_eq!(row.unconnected, 0);
    assert!(row.judged < 8_500);
}

#[test]
fn a_floor_that_turns_for_an_interjection_is_complained_of() {
    let plan = Plan::draw(1, 120_000);
    let mut evidence = Evidence::default();
    let mut before = Some(None);
    for phrase in plan.phrases.iter().filter(|p| p.to - p.from > 1_500) {
        if before != Some(phrase.language) {
            evidence.floor.push((phrase.from + 1_800, phrase.language));
            before = Some(phrase.language);
        }
    }
    assert_eq!(floor(&plan, &evidence, 0), Vec::<String>::new());
    evidence.floor.insert(1, (9_500, Some(Language::Zh)));
    evidence.floor.insert(2, (9_900, Some(Language::De)));
    assert_eq!(floor(&plan, &evidence, 0).len(), 2);
}

#[test]
fn moments_grow_at_both_ends_and_need_no_order() {
    let mut moments = Vec::new();
    for at in [5_000, 5_000 + STEP_MS, 9_000, 5_000 - STEP_MS] {
        note(&mut moments, at, "clipped");
    }
    note(&mut moments, 9_000, "two voices");
    let one = (5_000 - STEP_MS, 5_000 + 2 * STEP_MS, "clipped");
    let other = (9_000, 9_000 + STEP_MS, "clipped");
    let third = (9_000, 9_000 + STEP_MS, "two voices");
    assert_eq!(moments, [one, other, third]);
}
