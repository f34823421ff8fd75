//! The rules of sharing out, with plain numbers.

use super::*;
use crate::domain::id::PeerId;
use crate::relay::tests::start;

const CAMERA: Ladder = Ladder([Some(1_500_000), Some(500_000), Some(150_000)]);
const SCREEN: Ladder = Ladder([Some(1_000_000), None, None]);
const TOP: Level = Level::UpTo(Layer(0));
const MIDDLE: Level = Level::UpTo(Layer(1));
const SMALL: Level = Level::UpTo(Layer(2));

fn claim(line: Line, source: Source, ladder: Ladder, before: Level) -> Claim {
    Claim {
        key: LineKey::of_tests(0),
        line,
        track: TrackId {
            peer: PeerId(1),
            source,
        },
        urgency: urgency(line, source),
        ladder,
        before,
        level: before,
    }
}

fn camera(line: Line, before: Level) -> Claim {
    claim(line, Source::Camera, CAMERA, before)
}

fn screen(before: Level) -> Claim {
    claim(Line::Stage, Source::Screen, SCREEN, before)
}

/// The levels in order of urgency, and whether somebody would take more.
fn shared(mut claims: Vec<Claim>, stay: u64, climb: u64) -> (Vec<Level>, bool) {
    let hungry = share_out(&mut claims, Room { stay, climb }, Cap::Full);
    (claims.iter().map(|claim| claim.level).collect(), hungry)
}

#[test]
fn a_picture_gets_the_largest_layer_that_fits_and_rests_when_none_does() {
    let one = |stay| shared(vec![camera(Line::Stage, TOP)], stay, stay);
    assert_eq!(one(1_500_000), (vec![TOP], false));
    assert_eq!(one(1_499_999), (vec![MIDDLE], true));
    assert_eq!(one(499_999), (vec![SMALL], true));
    assert_eq!(one(149_999), (vec![Level::Paused], true));
}

#[test]
fn climbing_needs_proof_and_a_margin_and_staying_does_not() {
    let from = |before, stay, climb| shared(vec![camera(Line::Stage, before)], stay, climb).0[0];
    assert_eq!(from(MIDDLE, 2_000_000, 1_400_000), MIDDLE, "not proven");
    assert_eq!(from(TOP, 1_500_000, 0), TOP);
    assert_eq!(from(MIDDLE, 1_550_000, 1_550_000), MIDDLE, "no margin");
    assert_eq!(from(MIDDLE, 1_600_000, 1_600_000), TOP);
    assert_eq!(from(Level::Paused, 160_000, 150_000), Level::Paused);
    assert_eq!(from(Level::Paused, 170_000, 170_000), SMALL);
}

#[test]
fn a_screen_comes_before_a_camera_and_sign_language_is_never_starved() {
    let claims = || {
        vec![
            camera(Line::Inset, TOP),
            camera(Line::Sign, TOP),
            screen(TOP),
        ]
    };
    // In order of urgency: sign, screen, inset.
    assert_eq!(shared(claims(), 5_000_000, 0).0, [TOP, TOP, TOP]);
    assert_eq!(shared(claims(), 1_700_000, 0).0, [MIDDLE, TOP, SMALL]);
    assert_eq!(
        shared(claims(), 1_200_000, 0).0,
        [SMALL, TOP, Level::Paused]
    );
    assert_eq!(
        shared(claims(), 400_000, 0).0,
        [SMALL, Level::Paused, SMALL]
    );
    assert_eq!(
        shared(claims(), 0, 0).0,
        [SMALL, Level::Paused, Level::Paused]
    );
    let stage = vec![camera(Line::Inset, TOP), camera(Line::Stage, TOP)];
    assert_eq!(shared(stage, 900_000, 0).0, [MIDDLE, SMALL]);
}

#[test]
fn a_subscriber_may_ask_for_less_than_her_network_carries() {
    let mut claims = vec![camera(Line::Stage, TOP), screen(TOP)];
    let room = Room {
        stay: 10_000_000,
        climb: 10_000_000,
    };
    assert!(!share_out(&mut claims, room, Cap::Small));
    let levels: Vec<Level> = claims.iter().map(|claim| claim.level).collect();
    assert_eq!(levels, [TOP, SMALL], "a screen has no smaller one");
    assert!(!share_out(&mut claims, room, Cap::Sound));
    assert!(claims.iter().all(|claim| claim.level == Level::Paused));
}

#[test]
fn a_layer_that_does_not_send_is_stood_in_for() {
    let now = start();
    let ago = |ms| now.checked_sub(Duration::from_millis(ms));
    let shown = |last| stand_ins(last, now).map(|layer| layer.0);
    assert_eq!(shown([ago(10), ago(5), ago(1)]), [0, 1, 2]);
    assert_eq!(shown([ago(1_000), ago(5), ago(1)]), [1, 1, 2]);
    assert_eq!(shown([ago(10), None, None]), [0, 0, 0], "a small camera");
    assert_eq!(shown([None, None, ago(999)]), [2, 2, 2]);
    assert_eq!(
        shown([ago(3_000), ago(2_000), ago(2_500)]),
        [1, 1, 1],
        "the last that sent"
    );
    assert_eq!(shown([None, None, None]), [0, 0, 0]);
}
