use crate::domain::command::Command as Any;
use crate::domain::effect::Effects;
use crate::domain::id::QuestionId;
use crate::domain::notice::What;
use crate::domain::phase;
use crate::domain::questions::Command;
use crate::domain::refusal::Refusal;
use crate::domain::rehearsal::{Rehearsal, show, tongue};
use crate::domain::role::Role;
use crate::domain::translation::{Fault, Order, Part, Target};
use crate::domain::view::{self, VersionStatus};

/// A live show with a moderator, an interpreter and two listeners.
fn hall() -> Rehearsal {
    let mut hall = Rehearsal::live();
    hall.enters("moritz", Role::Moderator, None).unwrap();
    hall.enters("ines", Role::Interpreter, None).unwrap();
    for name in ["anna", "bea"] {
        hall.enters(name, Role::Attendee, None).unwrap();
    }
    hall
}

fn place(question: &str, part: Part, language: &str) -> Target {
    Target {
        question: QuestionId::new(question),
        part,
        language: tongue(language),
    }
}

fn asked_in_chinese(hall: &mut Rehearsal) {
    let ask = Command::Ask {
        id: QuestionId::new("q1"),
        text: "工厂在哪里?".to_owned(),
        language: tongue("zh"),
        anonymous: false,
    };
    hall.queue("anna", ask).unwrap();
}

fn approved(hall: &mut Rehearsal) {
    hall.queue("moritz", Command::Approve(QuestionId::new("q1")))
        .unwrap();
}

fn translates(
    hall: &mut Rehearsal,
    name: &str,
    part: Part,
    language: &str,
    text: &str,
) -> Result<(), Refusal> {
    let (place, text) = (place("q1", part, language), text.to_owned());
    hall.queue(name, Command::Translate { place, text })
}

/// What a reader sees of the first question in one language: words and whose they are, or how far it is.
fn version(hall: &Rehearsal, name: &str, part: Part, language: &str) -> Option<VersionStatus> {
    let questions = hall.welcome(name).questions;
    let mut versions = questions.first()?.versions.clone().into_iter();
    let fits = |v: &view::Version| v.part == part && v.language == tongue(language);
    versions.find(fits).map(|v| v.status)
}

fn words(status: Option<VersionStatus>) -> (String, Option<String>) {
    match status {
        Some(VersionStatus::Done { text, by, .. }) => (text, by),
        other => panic!("{other:?}"),
    }
}

/// The machine is there; what it is asked for at once.
fn has_machine(hall: &mut Rehearsal) -> Vec<Order> {
    let mut out = Effects::default();
    let languages = vec![tongue("de"), tongue("zh")];
    hall.room.set_machine(languages, 0, hall.now, &mut out);
    out.translations
}

fn machine_gives(hall: &mut Rehearsal, place: &Target, made: Result<&str, Fault>) {
    let mut out = Effects::default();
    hall.commit += 1;
    let made = made.map(str::to_owned);
    hall.room
        .handle_translation(place, made, hall.commit, hall.now, &mut out);
    for record in out.records {
        hall.ledger.apply(record);
    }
    hall.notices.extend(out.notices);
    hall.settle();
}

#[test]
fn an_interpreters_words_reach_everybody_and_a_correction_replaces_them() {
    let mut hall = hall();
    asked_in_chinese(&mut hall);
    let unseen = translates(&mut hall, "ines", Part::Question, "de", "Wo?");
    assert_eq!(unseen, Err(Refusal::NoSuchQuestion));
    translates(&mut hall, "moritz", Part::Question, "de", "Wo ist es?").unwrap();
    approved(&mut hall);
    assert_eq!(
        words(version(&hall, "bea", Part::Question, "de")),
        ("Wo ist es?".to_owned(), Some("moritz".to_owned()))
    );
    hall.notices.clear();
    translates(
        &mut hall,
        "ines",
        Part::Question,
        "de",
        " Wo steht die Fabrik? ",
    )
    .unwrap();
    let told = hall.told("bea");
    let told = told.iter().filter_map(|what| match what {
        What::Question(question) => Some(question.versions.len()),
        _ => None,
    });
    assert_eq!(told.collect::<Vec<_>>(), [1]);
    let corrected = ("Wo steht die Fabrik?".to_owned(), Some("ines".to_owned()));
    assert_eq!(
        words(version(&hall, "bea", Part::Question, "de")),
        corrected
    );
    hall.restart();
    hall.enters("bea", Role::Attendee, None).unwrap();
    assert_eq!(
        words(version(&hall, "bea", Part::Question, "de")),
        corrected
    );
    let kept = hall.ledger.questions[0].clone();
    assert_eq!(kept.text, "工厂在哪里?");
    assert_eq!(kept.translations.len(), 1);
}

#[test]
fn only_what_is_there_is_translated_into_another_language_of_the_show() {
    let mut hall = hall();
    asked_in_chinese(&mut hall);
    approved(&mut hall);
    let mut gives =
        |part, language, text: &str| translates(&mut hall, "ines", part, language, text);
    assert_eq!(gives(Part::Question, "zh", "?"), Err(Refusal::WrongState));
    assert_eq!(
        gives(Part::Question, "fr", "?"),
        Err(Refusal::UnknownLanguage)
    );
    assert_eq!(gives(Part::Answer, "de", "?"), Err(Refusal::WrongState));
    assert_eq!(gives(Part::Question, "de", " "), Err(Refusal::TextEmpty));
    let long = gives(Part::Question, "de", &"x".repeat(2_001));
    assert_eq!(long, Err(Refusal::TextTooLong { limit: 2_000 }));
    let listener = translates(&mut hall, "bea", Part::Question, "de", "?");
    assert_eq!(listener, Err(Refusal::Forbidden));
    assert_eq!(version(&hall, "bea", Part::Question, "de"), None);
}

#[test]
fn an_answer_is_translated_like_a_question_and_votes_count_once() {
    let mut hall = hall();
    asked_in_chinese(&mut hall);
    approved(&mut hall);
    let question = QuestionId::new("q1");
    let vote = Command::Vote {
        question: question.clone(),
        up: true,
    };
    hall.queue("bea", vote.clone()).unwrap();
    translates(&mut hall, "ines", Part::Question, "de", "Wo?").unwrap();
    hall.queue("bea", vote).unwrap();
    let answer = Command::Answer {
        question,
        text: Some("In Ulm.".to_owned()),
        language: Some(tongue("de")),
    };
    hall.queue("moritz", answer).unwrap();
    let into_its_own = translates(&mut hall, "ines", Part::Answer, "de", "In Ulm.");
    assert_eq!(into_its_own, Err(Refusal::WrongState));
    translates(&mut hall, "ines", Part::Answer, "zh", "在乌尔姆。").unwrap();
    let seen = hall.welcome("bea").questions[0].clone();
    assert_eq!((seen.votes, seen.answer_language), (1, Some(tongue("de"))));
    assert_eq!(
        words(version(&hall, "anna", Part::Answer, "zh")).0,
        "在乌尔姆。"
    );
}

#[test]
fn a_machine_is_asked_at_once_and_marked_as_what_it_is() {
    let mut hall = hall();
    assert_eq!(has_machine(&mut hall), []);
    asked_in_chinese(&mut hall);
    let place = place("q1", Part::Question, "de");
    assert_eq!(
        version(&hall, "moritz", Part::Question, "de"),
        Some(VersionStatus::Pending)
    );
    machine_gives(&mut hall, &place, Ok("Wo ist die Fabrik?"));
    assert_eq!(
        words(version(&hall, "moritz", Part::Question, "de")),
        ("Wo ist die Fabrik?".to_owned(), None)
    );
    let again = hall.queue("moritz", Command::AskMachine(place));
    assert_eq!(again, Err(Refusal::WrongState));
}

#[test]
fn a_person_wins_over_the_machine_whichever_comes_later() {
    let mut hall = hall();
    has_machine(&mut hall);
    asked_in_chinese(&mut hall);
    let place = place("q1", Part::Question, "de");
    translates(&mut hall, "moritz", Part::Question, "de", "Von Hand").unwrap();
    machine_gives(&mut hall, &place, Ok("Von der Maschine"));
    assert_eq!(
        words(version(&hall, "moritz", Part::Question, "de")).0,
        "Von Hand"
    );
    machine_gives(&mut hall, &place, Err(Fault::Late));
    assert_eq!(
        words(version(&hall, "moritz", Part::Question, "de")).0,
        "Von Hand"
    );
}

#[test]
fn a_machine_that_fails_leaves_the_question_untouched_and_tells_the_staff_alone() {
    let mut hall = hall();
    has_machine(&mut hall);
    asked_in_chinese(&mut hall);
    approved(&mut hall);
    let place = place("q1", Part::Question, "de");
    let before = hall.ledger.clone();
    for (made, fault) in [
        (Err(Fault::Late), Fault::Late),
        (Ok(" "), Fault::Unusable),
        (Ok(&*"x".repeat(2_001)), Fault::Unusable),
    ] {
        machine_gives(&mut hall, &place, made);
        let status = version(&hall, "moritz", Part::Question, "de");
        assert_eq!(status, Some(VersionStatus::Failed(fault)));
        assert_eq!(version(&hall, "bea", Part::Question, "de"), None);
        assert_eq!(hall.ledger.questions, before.questions);
        hall.queue("moritz", Command::AskMachine(place.clone()))
            .unwrap();
        let status = version(&hall, "bea", Part::Question, "de");
        assert_eq!(status, Some(VersionStatus::Pending));
    }
    hall.queue("moritz", Command::PutOnAir(QuestionId::new("q1")))
        .unwrap();
}

#[test]
fn a_room_that_opens_again_asks_for_what_is_missing() {
    let mut hall = hall();
    asked_in_chinese(&mut hall);
    approved(&mut hall);
    hall.restart();
    let wanted: Vec<_> = has_machine(&mut hall)
        .into_iter()
        .map(|order| order.place)
        .collect();
    assert_eq!(wanted, [place("q1", Part::Question, "de")]);
    hall.enters("helga", Role::Host, None).unwrap();
    let over = Command::Dismiss {
        question: QuestionId::new("q1"),
        reason: String::new(),
    };
    hall.queue("helga", over).unwrap();
    hall.restart();
    assert_eq!(has_machine(&mut hall), []);
}

#[test]
fn after_practice_the_machine_is_asked_as_before_and_what_it_still_brings_belongs_nowhere() {
    let mut hall = Rehearsal::of(show());
    hall.enters("helga", Role::Host, None).unwrap();
    hall.enters("sabine", Role::Speaker, None).unwrap();
    has_machine(&mut hall);
    let practises = |hall: &mut Rehearsal, on| {
        hall.does("helga", Any::Phase(phase::Command::Practise(on)))
            .unwrap();
    };
    practises(&mut hall, true);
    hall.asks("sabine", "q1", "Why?").unwrap();
    practises(&mut hall, false);
    let late = place("q1", Part::Question, "zh");
    machine_gives(&mut hall, &late, Ok("为什么?"));
    assert!(hall.ledger.questions.is_empty());
    practises(&mut hall, true);
    hall.asks("sabine", "q1", "Why?").unwrap();
    assert_eq!(
        version(&hall, "helga", Part::Question, "zh"),
        Some(VersionStatus::Pending)
    );
}
