use crate::domain::booth::HandOverAct::{self, Accept, Cut, Decline, Offer, Request};
use crate::domain::booth::Microphone::{Armed, Cough, Off, On};
use crate::domain::effect::Flow;
use crate::domain::id::Source;
use crate::domain::refusal::Refusal::{self, Forbidden, NoHandOver, NoPartner};
use crate::domain::rehearsal::{Rehearsal, plan, show_of};
use crate::domain::role::Role;
use crate::domain::show::Works;
use crate::domain::view::{ChannelState, HandOverState};

/// Xenia is on air in Chinese; Yan and Zoe sit beside her.
fn booth() -> Rehearsal {
    let mut hall = Rehearsal::live_in(show_of(vec![plan("de-zh", 3, Works::ByTurns)]));
    hall.speaker("sabine", "de");
    for name in ["xenia", "yan", "zoe"] {
        hall.interpreter(name, "de-zh");
    }
    hall.enters("zhang", Role::Attendee, Some("zh")).unwrap();
    hall.hears(&["sabine"]);
    hall.microphone("xenia", On).unwrap();
    hall.voice("xenia", true);
    hall
}

fn state(hall: &Rehearsal) -> Option<HandOverState> {
    hall.booth().hand_over.map(|h| h.state)
}

/// A booth in which the hand-over from Xenia to Yan stands like this.
fn at(wanted: Option<HandOverState>) -> Rehearsal {
    let mut hall = booth();
    let steps: &[(&str, HandOverAct)] = match wanted {
        None => &[],
        Some(HandOverState::Requested) => &[("yan", Request)],
        Some(HandOverState::Offered) => &[("xenia", Offer)],
        Some(HandOverState::Armed) => &[("yan", Request), ("xenia", Accept)],
        Some(HandOverState::Cutting) => &[("xenia", Offer), ("yan", Accept), ("yan", Cut)],
    };
    for (who, act) in steps {
        hall.step(who, *act).unwrap();
    }
    assert_eq!(state(&hall), wanted);
    hall
}

/// Who the listeners of Chinese hear.
fn heard(hall: &Rehearsal) -> Vec<String> {
    let ear = hall.ear("zhang", &["xenia", "yan", "zoe"]).into_iter();
    ear.map(|(from, _)| from).collect()
}

#[test]
fn every_step_in_every_state_by_everybody() {
    use HandOverState::{Armed, Cutting, Offered, Requested};
    let done = Ok(None);
    let stays = |state| Ok(Some(state));
    type Outcome = Result<Option<HandOverState>, Refusal>;
    // state, act → what it comes to by Xenia, who speaks, by Yan, and by Zoe
    let table: [(Option<HandOverState>, HandOverAct, [Outcome; 3]); 25] = [
        (
            None,
            Request,
            [Err(NoHandOver), stays(Requested), stays(Requested)],
        ),
        (
            None,
            Offer,
            [stays(Offered), Err(NoHandOver), Err(NoHandOver)],
        ),
        (
            None,
            Accept,
            [Err(NoHandOver), Err(NoHandOver), Err(NoHandOver)],
        ),
        (
            None,
            Decline,
            [Err(NoHandOver), Err(NoHandOver), Err(NoHandOver)],
        ),
        (
            None,
            Cut,
            [Err(NoHandOver), Err(NoHandOver), Err(NoHandOver)],
        ),
        (
            Some(Requested),
            Request,
            [Err(NoHandOver), stays(Requested), Err(Forbidden)],
        ),
        (
            Some(Requested),
            Offer,
            [stays(Armed), Err(NoHandOver), Err(Forbidden)],
        ),
        (
            Some(Requested),
            Accept,
            [stays(Armed), Err(NoHandOver), Err(Forbidden)],
        ),
        (
            Some(Requested),
            Decline,
            [done.clone(), done.clone(), Err(Forbidden)],
        ),
        (
            Some(Requested),
            Cut,
            [Err(NoHandOver), Err(NoHandOver), Err(Forbidden)],
        ),
        (
            Some(Offered),
            Request,
            [Err(NoHandOver), stays(Armed), Err(Forbidden)],
        ),
        (
            Some(Offered),
            Offer,
            [stays(Offered), Err(NoHandOver), Err(Forbidden)],
        ),
        (
            Some(Offered),
            Accept,
            [Err(NoHandOver), stays(Armed), Err(Forbidden)],
        ),
        (
            Some(Offered),
            Decline,
            [done.clone(), done.clone(), Err(Forbidden)],
        ),
        (
            Some(Offered),
            Cut,
            [Err(NoHandOver), Err(NoHandOver), Err(Forbidden)],
        ),
        (
            Some(Armed),
            Request,
            [Err(NoHandOver), stays(Armed), Err(Forbidden)],
        ),
        (
            Some(Armed),
            Offer,
            [stays(Armed), Err(NoHandOver), Err(Forbidden)],
        ),
        (
            Some(Armed),
            Accept,
            [Err(NoHandOver), Err(NoHandOver), Err(Forbidden)],
        ),
        (
            Some(Armed),
            Decline,
            [done.clone(), done.clone(), Err(Forbidden)],
        ),
        (
            Some(Armed),
            Cut,
            [stays(Cutting), stays(Cutting), Err(Forbidden)],
        ),
        (
            Some(Cutting),
            Request,
            [Err(NoHandOver), stays(Cutting), Err(Forbidden)],
        ),
        (
            Some(Cutting),
            Offer,
            [stays(Cutting), Err(NoHandOver), Err(Forbidden)],
        ),
        (
            Some(Cutting),
            Accept,
            [Err(NoHandOver), Err(NoHandOver), Err(Forbidden)],
        ),
        (
            Some(Cutting),
            Decline,
            [done.clone(), done.clone(), Err(Forbidden)],
        ),
        (Some(Cutting), Cut, [done.clone(), done, Err(Forbidden)]),
    ];
    for (from, act, outcomes) in table {
        for (who, outcome) in ["xenia", "yan", "zoe"].into_iter().zip(outcomes) {
            let mut hall = at(from);
            let came = hall.step(who, act).map(|()| state(&hall));
            assert_eq!(came, outcome, "{from:?}, {act:?} by {who}");
            assert_eq!(heard(&hall).len(), 1, "{from:?}, {act:?} by {who}");
            if outcome.is_err() {
                assert_eq!(state(&hall), from, "{act:?} by {who}");
            }
        }
    }
}

#[test]
fn agreeing_arms_by_a_press_of_her_own_and_taking_it_back_closes_again() {
    let mut hall = at(Some(HandOverState::Requested));
    assert_eq!(hall.seat("yan").microphone, Off);
    hall.step("xenia", Accept).unwrap();
    assert_eq!(hall.seat("yan").microphone, Armed);
    hall.step("xenia", Decline).unwrap();
    assert_eq!(hall.seat("yan").microphone, Off);
    hall.microphone("yan", Armed).unwrap();
    hall.step("yan", Request).unwrap();
    hall.step("xenia", Accept).unwrap();
    hall.step("yan", Decline).unwrap();
    assert_eq!(hall.seat("yan").microphone, Armed);
}

#[test]
fn what_nobody_answers_is_over_after_a_minute_and_an_agreement_waits() {
    for asked in [HandOverState::Requested, HandOverState::Offered] {
        let mut hall = at(Some(asked));
        let until = hall.booth().hand_over.unwrap().until;
        assert_eq!(until, Some(hall.now.after(60_000)));
        hall.wait(59_999);
        assert_eq!(state(&hall), Some(asked));
        hall.wait(1);
        assert_eq!(state(&hall), None);
        assert_eq!(hall.seat("yan").microphone, Off);
    }
    let mut hall = at(Some(HandOverState::Armed));
    hall.wait(600_000);
    assert_eq!(state(&hall), Some(HandOverState::Armed));
}

#[test]
fn the_cut_comes_in_the_first_pause_of_200_ms() {
    let mut hall = at(Some(HandOverState::Cutting));
    hall.wait(1_000);
    hall.voice("xenia", false);
    hall.wait(199);
    hall.voice("xenia", true);
    hall.wait(500);
    hall.voice("xenia", false);
    hall.wait(199);
    assert_eq!(heard(&hall), ["xenia"]);
    hall.wait(1);
    assert_eq!(heard(&hall), ["yan"]);
    assert_eq!(hall.seat("xenia").microphone, Off);
    assert_eq!(hall.seat("yan").microphone, On);
    assert_eq!(hall.booth().hand_over, None);
}

#[test]
fn it_comes_after_three_seconds_without_a_pause_and_at_once_in_one_that_is_under_way() {
    let mut hall = at(Some(HandOverState::Cutting));
    hall.wait(2_999);
    assert_eq!(heard(&hall), ["xenia"]);
    hall.wait(1);
    assert_eq!(heard(&hall), ["yan"]);

    let mut hall = at(Some(HandOverState::Armed));
    hall.voice("xenia", false);
    hall.wait(200);
    assert_eq!(heard(&hall), ["xenia"]);
    hall.step("xenia", Cut).unwrap();
    assert_eq!(heard(&hall), ["yan"]);

    let mut hall = at(Some(HandOverState::Armed));
    hall.microphone("xenia", Cough).unwrap();
    hall.step("yan", Cut).unwrap();
    assert_eq!(heard(&hall), ["yan"]);
}

#[test]
fn the_microphone_keys_mean_the_cut_once_it_is_agreed() {
    let mut hall = at(Some(HandOverState::Armed));
    hall.microphone("yan", On).unwrap();
    assert_eq!(state(&hall), Some(HandOverState::Cutting));
    hall.microphone("yan", On).unwrap();
    assert_eq!(heard(&hall), ["yan"]);

    let mut hall = at(Some(HandOverState::Armed));
    hall.microphone("xenia", Off).unwrap();
    assert_eq!(heard(&hall), ["yan"]);
    assert_eq!(hall.seat("xenia").microphone, Off);

    let mut hall = at(Some(HandOverState::Armed));
    hall.microphone("yan", Off).unwrap();
    assert_eq!(state(&hall), None);
    hall.microphone("xenia", Off).unwrap();
    assert_eq!(hall.seat("yan").microphone, Off);
    assert_eq!(hall.channel("zh").state, ChannelState::Fallback);
}

#[test]
fn a_partner_who_does_not_arrive_is_waited_for_and_then_nothing_comes_of_it() {
    let mut hall = at(Some(HandOverState::Armed));
    hall.flow("yan", Flow::Stalled);
    hall.step("yan", Cut).unwrap();
    hall.wait(4_000);
    assert_eq!(heard(&hall), ["xenia"]);
    hall.flow("yan", Flow::Running);
    assert_eq!(heard(&hall), ["yan"]);

    let mut hall = at(Some(HandOverState::Armed));
    hall.flow("yan", Flow::Stalled);
    hall.step("yan", Cut).unwrap();
    hall.wait(4_999);
    assert_eq!(state(&hall), Some(HandOverState::Cutting));
    hall.wait(1);
    assert_eq!(state(&hall), None);
    assert_eq!(heard(&hall), ["xenia"]);
}

#[test]
fn a_lost_connection_puts_the_armed_partner_on_air_at_once() {
    for stands in [HandOverState::Armed, HandOverState::Cutting] {
        let mut hall = at(Some(stands));
        hall.flow("xenia", Flow::Stalled);
        assert_eq!(heard(&hall), ["yan"]);
        assert_eq!(hall.booth().hand_over, None);
        hall.flow("xenia", Flow::Running);
        assert_eq!(heard(&hall), ["yan"]);
    }
    let mut hall = at(Some(HandOverState::Offered));
    hall.flow("xenia", Flow::Stalled);
    assert_eq!(hall.booth().hand_over, None);
    assert_eq!(hall.seat("yan").microphone, Off);
    assert_eq!(hall.channel("zh").state, ChannelState::Held);
}

#[test]
fn a_partner_who_goes_ends_it_and_the_offer_goes_to_the_next() {
    let mut hall = at(Some(HandOverState::Armed));
    hall.loses("yan");
    assert_eq!(hall.booth().hand_over, None);
    hall.step("xenia", Offer).unwrap();
    let to = hall.booth().hand_over.unwrap().to;
    assert_eq!(to.as_str(), "zoe");
    hall.loses("zoe");
    assert_eq!(hall.step("xenia", Offer), Err(NoPartner));
}

#[test]
fn with_nobody_on_air_there_is_nothing_to_hand_over() {
    let mut hall = booth();
    hall.microphone("xenia", Off).unwrap();
    assert_eq!(hall.step("yan", Request), Err(NoPartner));
    assert_eq!(hall.step("yan", Offer), Err(NoHandOver));
    hall.microphone("xenia", On).unwrap();
    let mute = crate::domain::stage::Command::Mute {
        participant: crate::domain::rehearsal::id("yan"),
        muted: true,
    };
    hall.does("helga", crate::domain::command::Command::Stage(mute))
        .unwrap();
    assert_eq!(hall.step("yan", Request), Err(Refusal::MayNotPublish));
}

#[test]
fn a_floor_change_on_the_way_turns_the_booth_with_the_cut() {
    let mut hall = at(Some(HandOverState::Cutting));
    hall.enters("dora", Role::Attendee, Some("de")).unwrap();
    hall.floor("zh", false);
    assert_eq!(heard(&hall), ["xenia"]);
    hall.voice("xenia", false);
    hall.wait(200);
    assert!(heard(&hall).is_empty());
    let lines = hall.lines("yan", Source::Microphone, "dora");
    assert_eq!(lines, [crate::domain::id::Line::Channel]);
}
