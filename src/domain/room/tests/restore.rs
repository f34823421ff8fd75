//! The ledger has failed: what it never kept is taken back, what it has no part in goes on.

use crate::domain::booth::Microphone;
use crate::domain::effect::{Effects, Place};
use crate::domain::id::Source;
use crate::domain::notice::{Audience, What};
use crate::domain::questions;
use crate::domain::rehearsal::{Rehearsal, tongue};
use crate::domain::role::Role;

#[test]
fn durable_parts_go_back_and_sound_goes_on() {
    let mut hall = Rehearsal::live();
    hall.enters("sabine", Role::Speaker, Some("de")).unwrap();
    hall.enters("stefan", Role::Speaker, Some("de")).unwrap();
    hall.enters("ines", Role::Interpreter, None).unwrap();
    hall.enters("zhang", Role::Attendee, None).unwrap();
    hall.publishes("sabine");
    hall.publishes("stefan");
    hall.opens("ines", Source::Microphone);
    hall.brings_up("sabine").unwrap();
    hall.microphone("ines", Microphone::On).unwrap();
    let kept = hall.ledger.clone();

    hall.settles = false;
    hall.brings_up("stefan").unwrap();
    hall.enters("late", Role::Attendee, None).unwrap();
    hall.asks("zhang", "q1", "Lost?").unwrap();
    hall.tunes("zhang", "zh").unwrap();
    hall.hears(&["sabine"]);
    let mut out = Effects::default();
    hall.room.restore(kept.clone(), hall.now, &mut out);
    assert_eq!(out.records, []);
    let welcomes = |n: &&crate::domain::notice::Notice| n.what == What::Welcome { re: None };
    let welcome: Vec<_> = out.notices.iter().filter(welcomes).collect();
    assert_eq!(welcome.len(), 1);
    assert_eq!(welcome[0].to, Audience::Everyone);

    hall.ledger = kept;
    hall.wait(0);
    assert_eq!(hall.welcome("stefan").you.place, Place::Backstage);
    assert!(hall.welcome("helga").questions.is_empty());
    assert_eq!(hall.welcome("zhang").listening.channel, Some(tongue("zh")));
    assert_eq!(hall.welcome("late").you.place, Place::Hall);
    assert!(!hall.lines("ines", Source::Microphone, "zhang").is_empty());
    hall.settle();
    assert!(hall.lines("stefan", Source::Camera, "zhang").is_empty());

    // Whoever the ledger has forgotten is kept with her next act.
    hall.tunes("late", "de").unwrap();
    hall.tunes("zhang", "zh").unwrap();
    let ask = questions::Command::Approve(crate::domain::id::QuestionId::new("q1"));
    assert!(hall.queue("helga", ask).is_err());
    let held = hall.ledger.clone().sorted();
    assert_eq!(hall.room.snapshot().sorted(), held);
}
