use crate::domain::command::Command;
use crate::domain::effect::Place;
use crate::domain::hands;
use crate::domain::id::{Line, Source};
use crate::domain::phase::{self, Phase};
use crate::domain::refusal::Refusal;
use crate::domain::rehearsal::{Rehearsal, id, show};
use crate::domain::role::Role;
use crate::domain::stage;

fn with_speaker_and_listener() -> Rehearsal {
    let mut hall = Rehearsal::live();
    hall.enters("sabine", Role::Speaker, Some("de")).unwrap();
    hall.enters("anna", Role::Attendee, Some("de")).unwrap();
    hall.publishes("sabine");
    hall
}

fn raises_hand(hall: &mut Rehearsal, name: &str) {
    let raise = Command::Hands(hands::Command::Raise { up: true });
    hall.does(name, raise).unwrap();
}

#[test]
fn backstage_is_for_the_staff_and_those_who_wait() {
    let mut hall = with_speaker_and_listener();
    hall.enters("stefan", Role::Speaker, None).unwrap();
    assert_eq!(
        hall.lines("sabine", Source::Microphone, "helga"),
        [Line::BackstageSound(0)]
    );
    assert_eq!(
        hall.lines("sabine", Source::Camera, "stefan"),
        [Line::BackstagePicture(0)]
    );
    assert!(hall.receives("anna").is_empty());
    assert!(hall.receives("sabine").is_empty());
}

#[test]
fn the_hall_hears_a_speaker_once_the_commit_is_kept_and_no_longer_than_she_is_up() {
    let mut hall = with_speaker_and_listener();
    hall.settles = false;
    hall.brings_up("sabine").unwrap();
    assert!(hall.receives("anna").is_empty());
    assert_eq!(hall.welcome("sabine").you.place, Place::Stage);
    hall.settle();
    assert_eq!(
        hall.lines("sabine", Source::Microphone, "anna"),
        [Line::Floor]
    );
    assert_eq!(hall.lines("sabine", Source::Camera, "anna"), [Line::Stage]);
    hall.takes_down("sabine").unwrap();
    assert!(hall.receives("anna").is_empty());
    assert_eq!(hall.welcome("sabine").you.place, Place::Backstage);
}

#[test]
fn going_live_waits_for_its_commit_and_a_break_does_not() {
    let mut hall = Rehearsal::of(show());
    let set = |phase| Command::Phase(phase::Command::Set(phase));
    hall.enters("helga", Role::Host, None).unwrap();
    hall.enters("sabine", Role::Speaker, None).unwrap();
    hall.does("helga", set(Phase::DoorsOpen)).unwrap();
    hall.enters("anna", Role::Attendee, None).unwrap();
    hall.publishes("sabine");
    hall.brings_up("sabine").unwrap();
    assert_eq!(
        hall.lines("sabine", Source::Microphone, "helga"),
        [Line::Floor]
    );
    assert!(hall.receives("anna").is_empty());
    hall.settles = false;
    hall.does("helga", set(Phase::Live)).unwrap();
    assert!(hall.receives("anna").is_empty());
    hall.settle();
    assert!(!hall.receives("anna").is_empty());
    hall.does("helga", set(Phase::Paused)).unwrap();
    assert!(hall.receives("anna").is_empty());
}

#[test]
fn an_attendee_comes_up_by_her_hand_only_and_goes_back_to_the_hall() {
    let mut hall = with_speaker_and_listener();
    hall.enters("bea", Role::Attendee, None).unwrap();
    assert_eq!(hall.brings_up("anna"), Err(Refusal::NotBackstage));
    assert_eq!(
        hall.switches("anna", true, true, false),
        Err(Refusal::MayNotPublish)
    );
    raises_hand(&mut hall, "anna");
    assert_eq!(hall.welcome("helga").hands.len(), 1);
    hall.brings_up("anna").unwrap();
    assert_eq!(hall.welcome("helga").hands.len(), 0);
    hall.publishes("anna");
    assert_eq!(hall.lines("anna", Source::Microphone, "bea"), [Line::Floor]);
    hall.takes_down("anna").unwrap();
    assert!(hall.receives("bea").is_empty());
    assert_eq!(hall.welcome("anna").you.place, Place::Hall);
    assert!(!hall.welcome("anna").you.may_publish);
}

#[test]
fn staff_go_up_from_the_hall_and_hear_no_backstage_there() {
    let mut hall = with_speaker_and_listener();
    hall.brings_up("helga").unwrap();
    hall.publishes("helga");
    assert_eq!(hall.lines("helga", Source::Camera, "anna"), [Line::Stage]);
    assert!(hall.receives("helga").is_empty());
    hall.takes_down("helga").unwrap();
    assert_eq!(hall.welcome("helga").you.place, Place::Hall);
    assert!(!hall.receives("helga").is_empty());
}

#[test]
fn a_muted_voice_goes_nowhere_until_it_is_given_back_and_kept() {
    let mut hall = with_speaker_and_listener();
    hall.brings_up("sabine").unwrap();
    let mute = |muted| {
        Command::Stage(stage::Command::Mute {
            participant: id("sabine"),
            muted,
        })
    };
    hall.does("helga", mute(true)).unwrap();
    assert!(hall.lines("sabine", Source::Microphone, "anna").is_empty());
    assert!(!hall.lines("sabine", Source::Camera, "anna").is_empty());
    hall.settles = false;
    hall.does("helga", mute(false)).unwrap();
    assert!(hall.lines("sabine", Source::Microphone, "anna").is_empty());
    hall.settle();
    assert!(!hall.lines("sabine", Source::Microphone, "anna").is_empty());
}

#[test]
fn what_is_switched_off_is_not_sent() {
    let mut hall = with_speaker_and_listener();
    hall.brings_up("sabine").unwrap();
    hall.switches("sabine", false, true, false).unwrap();
    assert!(hall.lines("sabine", Source::Microphone, "anna").is_empty());
    hall.switches("sabine", true, false, false).unwrap();
    assert!(hall.lines("sabine", Source::Camera, "anna").is_empty());
    assert!(!hall.lines("sabine", Source::Microphone, "anna").is_empty());
}

#[test]
fn the_stage_holds_twelve() {
    let mut hall = Rehearsal::live();
    for n in 0..13 {
        hall.enters(&format!("speaker {n}"), Role::Speaker, None)
            .unwrap();
    }
    for n in 0..12 {
        hall.brings_up(&format!("speaker {n}")).unwrap();
    }
    assert_eq!(hall.brings_up("speaker 12"), Err(Refusal::StageFull));
    assert_eq!(hall.welcome("helga").stage.presenters.len(), 12);
}

#[test]
fn auto_stage_brings_a_speaker_up_as_she_comes() {
    let mut plan = show();
    plan.policy.auto_stage = true;
    let mut hall = Rehearsal::of(plan);
    hall.enters("sabine", Role::Speaker, None).unwrap();
    assert_eq!(hall.welcome("sabine").you.place, Place::Stage);
    assert_eq!(hall.ledger.people[0].place, Place::Stage);
}

#[test]
fn nobody_unknown_comes_up_and_nobody_else_goes_down() {
    let mut hall = with_speaker_and_listener();
    assert_eq!(hall.brings_up("nobody"), Err(Refusal::NoSuchParticipant));
    assert_eq!(hall.takes_down("nobody"), Err(Refusal::NoSuchParticipant));
    assert_eq!(hall.takes_down("sabine"), Err(Refusal::NotOnStage));
    let front = Command::Stage(stage::Command::Spotlight(Some(id("sabine"))));
    assert_eq!(hall.does("helga", front), Err(Refusal::NotOnStage));
    let up = Command::Stage(stage::Command::BringUp(id("sabine")));
    assert_eq!(hall.does("anna", up), Err(Refusal::Forbidden));
    assert!(hall.receives("anna").is_empty());
}

#[test]
fn a_new_stage_place_is_told_after_its_commit_only() {
    use crate::domain::notice::{Stream, What};
    let mut hall = with_speaker_and_listener();
    hall.settles = false;
    hall.notices.clear();
    hall.brings_up("sabine").unwrap();
    // A change that would leave at once must not carry the uncommitted place with it.
    hall.switches("sabine", true, false, false).unwrap();
    let stages = hall
        .notices
        .iter()
        .filter(|n| matches!(n.what, What::Stage(_) | What::Backstage(_) | What::You(_)));
    let streams: Vec<_> = stages.map(|n| n.stream).collect();
    assert!(streams.len() >= 3);
    assert!(streams.iter().all(|s| *s == Stream::Durable));
    hall.settle();
    hall.notices.clear();
    hall.switches("sabine", true, true, false).unwrap();
    let mut stages = hall
        .notices
        .iter()
        .filter(|n| matches!(n.what, What::Stage(_)));
    assert!(stages.all(|n| n.stream == Stream::Live));
}
