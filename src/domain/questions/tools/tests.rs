use crate::domain::command::Command as Any;
use crate::domain::id::QuestionId;
use crate::domain::question::{Addressed, State};
use crate::domain::questions::{Address, Command, Marks};
use crate::domain::refusal::Refusal;
use crate::domain::rehearsal::{Rehearsal, id, tongue};
use crate::domain::role::Role;
use crate::domain::run_sheet::{self, Item};
use crate::domain::view;

fn q(name: &str) -> QuestionId {
    QuestionId::new(name)
}

/// A live show with a moderator, a speaker and listeners who asked one question each; all are approved.
fn hall(askers: &[&str]) -> Rehearsal {
    let mut hall = Rehearsal::live();
    hall.enters("moritz", Role::Moderator, None).unwrap();
    hall.enters("sofia", Role::Speaker, None).unwrap();
    for name in ["anna", "bea", "cleo", "dora"] {
        hall.enters(name, Role::Attendee, None).unwrap();
    }
    for name in askers {
        hall.asks(name, &format!("of {name}"), "?").unwrap();
        hall.wait(10);
        staff(&mut hall, Command::Approve(q(&format!("of {name}")))).unwrap();
    }
    hall
}

fn staff(hall: &mut Rehearsal, command: Command) -> Result<(), Refusal> {
    hall.queue("moritz", command)
}

fn votes(hall: &mut Rehearsal, name: &str, question: &str) -> Result<(), Refusal> {
    let question = q(question);
    hall.queue(name, Command::Vote { question, up: true })
}

fn merges(hall: &mut Rehearsal, question: &str, into: &str) -> Result<(), Refusal> {
    let (question, into) = (q(question), q(into));
    staff(hall, Command::Merge { question, into })
}

fn marks(hall: &mut Rehearsal, question: &str, marks: Marks) -> Result<(), Refusal> {
    let question = q(question);
    staff(hall, Command::Mark { question, marks })
}

fn seen(hall: &Rehearsal, name: &str, question: &str) -> view::Question {
    let mut questions = hall.welcome(name).questions.into_iter();
    questions.find(|seen| seen.id == q(question)).unwrap()
}

fn order(hall: &Rehearsal, name: &str) -> Vec<String> {
    let questions = hall.welcome(name).questions.into_iter();
    questions.map(|q| q.id.as_str().to_owned()).collect()
}

#[test]
fn merged_questions_credit_all_askers_and_count_everybody_once() {
    let mut hall = hall(&["anna", "bea"]);
    // Dora wants both, Cleo one, and each asker the other's.
    for (name, question) in [
        ("dora", "of anna"),
        ("dora", "of bea"),
        ("cleo", "of bea"),
        ("anna", "of bea"),
    ] {
        votes(&mut hall, name, question).unwrap();
    }
    hall.wait(1_000);
    merges(&mut hall, "of bea", "of anna").unwrap();
    let left = seen(&hall, "dora", "of anna");
    assert_eq!(
        (left.votes, left.askers, left.also),
        (3, 2, vec!["bea".to_owned()])
    );
    assert_eq!(order(&hall, "dora"), ["of anna"]);
    // Bea, who asked the same, is an asker of it now, and reads where hers went.
    assert!(seen(&hall, "bea", "of anna").own);
    let merged = seen(&hall, "bea", "of bea");
    assert_eq!(
        (merged.state, merged.merged_into),
        (State::Dismissed, Some(q("of anna")))
    );
    assert_eq!(votes(&mut hall, "bea", "of anna"), Err(Refusal::Forbidden));
    let back = staff(&mut hall, Command::Approve(q("of bea")));
    assert_eq!(back, Err(Refusal::WrongState));
    hall.restart();
    hall.enters("bea", Role::Attendee, None).unwrap();
    let kept = seen(&hall, "bea", "of anna");
    assert_eq!((kept.votes, kept.own, kept.askers), (3, true, 2));
}

#[test]
fn a_merged_asker_without_a_name_stays_so_and_only_fitting_questions_merge() {
    let mut hall = hall(&["anna"]);
    let ask = Command::Ask {
        id: q("hidden"),
        text: "?".to_owned(),
        language: tongue("zh"),
        anonymous: true,
    };
    hall.queue("cleo", ask).unwrap();
    assert_eq!(
        merges(&mut hall, "of anna", "hidden"),
        Err(Refusal::WrongState)
    );
    assert_eq!(
        merges(&mut hall, "hidden", "hidden"),
        Err(Refusal::WrongState)
    );
    assert_eq!(
        merges(&mut hall, "hidden", "none"),
        Err(Refusal::NoSuchQuestion)
    );
    merges(&mut hall, "hidden", "of anna").unwrap();
    let public = seen(&hall, "dora", "of anna");
    assert_eq!((public.askers, public.also), (2, Vec::new()));
    assert_eq!(seen(&hall, "moritz", "of anna").also, ["cleo"]);
    let mine = seen(&hall, "cleo", "of anna");
    assert!(mine.own && mine.also == ["cleo"]);
}

#[test]
fn marks_are_set_one_by_one_bounded_and_labels_are_the_staffs() {
    let mut hall = hall(&["anna", "bea"]);
    let labels = |labels: &[&str]| Marks {
        labels: Some(labels.iter().map(|l| (*l).to_owned()).collect()),
        ..Marks::default()
    };
    marks(
        &mut hall,
        "of bea",
        labels(&[" Preis ", "Preis", "Technik"]),
    )
    .unwrap();
    let pinned = Marks {
        pinned: Some(true),
        ..Marks::default()
    };
    marks(&mut hall, "of bea", pinned).unwrap();
    let speaker = Marks {
        to: Some(Address::Speaker(id("sofia"))),
        ..Marks::default()
    };
    marks(&mut hall, "of bea", speaker).unwrap();
    let staff_sees = seen(&hall, "moritz", "of bea");
    assert_eq!(staff_sees.labels, ["Preis", "Technik"]);
    let sees = seen(&hall, "cleo", "of bea");
    assert!(sees.pinned && sees.labels.is_empty());
    let sofia = Addressed::Speaker {
        participant: id("sofia"),
        name: "sofia".to_owned(),
    };
    assert_eq!(sees.addressed, Some(sofia));
    assert_eq!(order(&hall, "cleo"), ["of bea", "of anna"]);
    votes(&mut hall, "cleo", "of anna").unwrap();
    assert_eq!(order(&hall, "cleo"), ["of bea", "of anna"]);
    let many = marks(&mut hall, "of bea", labels(&["1", "2", "3", "4", "5", "6"]));
    assert_eq!(many, Err(Refusal::TextTooLong { limit: 5 }));
    let long = marks(&mut hall, "of bea", labels(&[&"x".repeat(31)]));
    assert_eq!(long, Err(Refusal::TextTooLong { limit: 30 }));
    let listener = Marks {
        to: Some(Address::Speaker(id("cleo"))),
        ..Marks::default()
    };
    let refused = marks(&mut hall, "of bea", listener);
    assert_eq!(refused, Err(Refusal::NoSuchParticipant));
    hall.restart();
    hall.enters("moritz", Role::Moderator, None).unwrap();
    assert_eq!(
        seen(&hall, "moritz", "of bea"),
        view::Question {
            votes: 0,
            ..staff_sees
        }
    );
}

#[test]
fn a_question_concerns_the_pitch_that_was_on() {
    let mut hall = hall(&[]);
    let item = Item {
        title: "Pumpen".to_owned(),
        minutes: 10,
        ..Item::default()
    };
    let sheet = |command| Any::RunSheet(command);
    hall.asks("anna", "early", "?").unwrap();
    hall.does("moritz", sheet(run_sheet::Command::Set(vec![item])))
        .unwrap();
    hall.does("moritz", sheet(run_sheet::Command::At(Some(0))))
        .unwrap();
    hall.asks("anna", "now", "?").unwrap();
    assert_eq!(seen(&hall, "anna", "early").addressed, None);
    let pitch = Addressed::Pitch("Pumpen".to_owned());
    assert_eq!(seen(&hall, "anna", "now").addressed, Some(pitch));
    let nobody = Marks {
        to: Some(Address::Everybody),
        ..Marks::default()
    };
    marks(&mut hall, "now", nobody).unwrap();
    assert_eq!(seen(&hall, "anna", "now").addressed, None);
}

#[test]
fn a_speaker_is_handed_what_the_hall_saw_and_what_concerns_her() {
    let mut hall = hall(&["anna", "bea", "cleo", "dora"]);
    let item = |title: &str, people: &[&str]| Item {
        title: title.to_owned(),
        people: people.iter().map(|name| id(name)).collect(),
        minutes: 10,
        ..Item::default()
    };
    let items = vec![item("Pumpen", &["sofia"]), item("Ventile", &[])];
    hall.does("moritz", Any::RunSheet(run_sheet::Command::Set(items)))
        .unwrap();
    hall.asks("anna", "not approved", "?").unwrap();
    let pitch = |title: &str| Address::Pitch(title.to_owned());
    for (question, to) in [
        ("of anna", pitch("Pumpen")),
        ("of bea", pitch("Ventile")),
        ("of cleo", Address::Speaker(id("sofia"))),
        ("of dora", Address::Speaker(id("moritz"))),
        ("not approved", pitch("Pumpen")),
    ] {
        let to = Some(to);
        marks(
            &mut hall,
            question,
            Marks {
                labels: Some(vec!["internal".to_owned()]),
                pinned: None,
                to,
            },
        )
        .unwrap();
    }
    let handed = hall.room.questions_to(&id("sofia"));
    let names: Vec<_> = handed.iter().map(|q| q.id.as_str()).collect();
    assert_eq!(names, ["of anna", "of cleo"]);
    assert!(handed.iter().all(|q| q.labels.is_empty()));
    assert!(hall.room.questions_to(&id("cleo")).is_empty());
}

#[test]
fn the_next_question_is_shown_before_it_is_on_air() {
    let mut hall = hall(&["anna", "bea"]);
    hall.room.set_lead(5_000);
    staff(&mut hall, Command::Next(Some(q("of bea")))).unwrap();
    let since = seen(&hall, "sofia", "of bea").next_since;
    assert_eq!(since, Some(hall.now));
    hall.wait(2_000);
    staff(&mut hall, Command::PutOnAir(q("of bea"))).unwrap();
    assert_eq!(seen(&hall, "sofia", "of bea").state, State::Approved);
    hall.restart();
    hall.room.set_lead(5_000);
    for (name, role) in [("moritz", Role::Moderator), ("sofia", Role::Speaker)] {
        hall.enters(name, role, None).unwrap();
    }
    hall.wait(2_900);
    assert_eq!(seen(&hall, "sofia", "of bea").state, State::Approved);
    hall.wait(200);
    let on_air = seen(&hall, "sofia", "of bea");
    assert_eq!(
        (on_air.state, on_air.next_since, on_air.on_air_at),
        (State::OnAir, None, None)
    );
    // Wanted twice, it does not wait; another that is next gives way.
    staff(&mut hall, Command::PutOnAir(q("of anna"))).unwrap();
    assert_eq!(seen(&hall, "sofia", "of anna").state, State::Approved);
    staff(&mut hall, Command::PutOnAir(q("of anna"))).unwrap();
    assert_eq!(seen(&hall, "sofia", "of anna").state, State::OnAir);
    assert_eq!(seen(&hall, "sofia", "of bea").state, State::Approved);
}

#[test]
fn one_question_is_next_and_what_leaves_the_queue_is_not() {
    let mut hall = hall(&["anna", "bea"]);
    let next = |hall: &Rehearsal| {
        let questions = hall.welcome("sofia").questions.into_iter();
        let next = questions.filter(|q| q.next_since.is_some());
        next.map(|q| q.id.as_str().to_owned()).collect::<Vec<_>>()
    };
    staff(&mut hall, Command::Next(Some(q("of anna")))).unwrap();
    staff(&mut hall, Command::Next(Some(q("of bea")))).unwrap();
    assert_eq!(next(&hall), ["of bea"]);
    let reason = String::new();
    let question = q("of bea");
    staff(&mut hall, Command::Dismiss { question, reason }).unwrap();
    assert!(next(&hall).is_empty());
    let gone = staff(&mut hall, Command::Next(Some(q("of bea"))));
    assert_eq!(gone, Err(Refusal::WrongState));
    staff(&mut hall, Command::Next(Some(q("of anna")))).unwrap();
    staff(&mut hall, Command::Next(None)).unwrap();
    assert!(next(&hall).is_empty());
    // Without a lead it is on air at once.
    staff(&mut hall, Command::PutOnAir(q("of anna"))).unwrap();
    assert_eq!(seen(&hall, "sofia", "of anna").state, State::OnAir);
}
