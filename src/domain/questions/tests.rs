use std::collections::{BTreeMap, BTreeSet};

use crate::domain::command::Command as Any;
use crate::domain::id::QuestionId;
use crate::domain::notice::{Stream, What};
use crate::domain::question::State;
use crate::domain::questions::Command;
use crate::domain::refusal::Refusal;
use crate::domain::rehearsal::{Dice, Rehearsal, id, tongue};
use crate::domain::role::Role;
use crate::domain::view;

fn q(name: &str) -> QuestionId {
    QuestionId::new(name)
}

fn hall() -> Rehearsal {
    let mut hall = Rehearsal::live();
    hall.enters("moritz", Role::Moderator, None).unwrap();
    for name in ["anna", "bea", "cleo"] {
        hall.enters(name, Role::Attendee, None).unwrap();
    }
    hall
}

fn approves(hall: &mut Rehearsal, question: &str) {
    hall.queue("moritz", Command::Approve(q(question))).unwrap();
}

fn votes(hall: &mut Rehearsal, name: &str, question: &str, up: bool) -> Result<(), Refusal> {
    let question = q(question);
    hall.queue(name, Command::Vote { question, up })
}

fn places(hall: &mut Rehearsal, question: &str, before: Option<&str>) -> Result<(), Refusal> {
    let (question, before) = (q(question), before.map(q));
    hall.queue("moritz", Command::Move { question, before })
}

fn order(hall: &Rehearsal, name: &str) -> Vec<String> {
    let questions = hall.welcome(name).questions.into_iter();
    questions.map(|q| q.id.as_str().to_owned()).collect()
}

fn seen(hall: &Rehearsal, name: &str, question: &str) -> Option<view::Question> {
    let mut questions = hall.welcome(name).questions.into_iter();
    questions.find(|seen| seen.id == q(question))
}

fn told_of(told: &[What], question: &str) -> Vec<view::Question> {
    let of = told.iter().filter_map(|what| match what {
        What::Question(view) if view.id == q(question) => Some(*view.clone()),
        _ => None,
    });
    of.collect()
}

#[test]
fn a_question_is_seen_by_its_asker_and_the_staff_until_it_is_approved() {
    let mut hall = hall();
    hall.asks("anna", "q1", "Where is the factory?").unwrap();
    assert!(seen(&hall, "bea", "q1").is_none());
    assert!(seen(&hall, "anna", "q1").unwrap().own);
    assert!(!seen(&hall, "moritz", "q1").unwrap().own);
    hall.notices.clear();
    approves(&mut hall, "q1");
    let bea = hall.told("bea");
    let told = told_of(&bea, "q1");
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].state, State::Approved);
    assert_eq!(told[0].voted, None);
    assert!(bea.contains(&What::Queue(vec![q("q1")])));
}

#[test]
fn a_dismissed_question_goes_with_its_reason_to_the_asker_and_without_to_those_who_saw_it() {
    let mut hall = hall();
    hall.asks("anna", "q1", "Seen?").unwrap();
    hall.asks("anna", "q2", "Never seen?").unwrap();
    approves(&mut hall, "q1");
    for question in ["q1", "q2"] {
        hall.notices.clear();
        let reason = "off topic".to_owned();
        let question = q(question);
        hall.queue("moritz", Command::Dismiss { question, reason })
            .unwrap();
        let notices = hall.notices.clone();
        let asker = hall.told("anna");
        hall.notices = notices;
        let other = hall.told("bea");
        assert!(asker.iter().any(
            |w| matches!(w, What::Question(v) if v.reason.as_deref() == Some("off topic") && v.own)
        ));
        let told: Vec<_> = told_of(&other, "q1");
        if told_of(&asker, "q1").is_empty() {
            assert!(told_of(&other, "q2").is_empty());
        } else {
            assert_eq!(told[0].state, State::Dismissed);
            assert_eq!(told[0].reason, None);
        }
    }
    assert!(order(&hall, "bea").is_empty());
    assert_eq!(order(&hall, "anna"), ["q1", "q2"]);
    approves(&mut hall, "q2");
    assert_eq!(seen(&hall, "bea", "q2").unwrap().reason, None);
}

#[test]
fn texts_are_cleaned_and_measured() {
    let mut hall = hall();
    assert_eq!(
        hall.asks("anna", "q0", " \n\u{7} "),
        Err(Refusal::TextEmpty)
    );
    let long = hall.asks("anna", "q0", &"ä".repeat(501));
    assert_eq!(long, Err(Refusal::TextTooLong { limit: 500 }));
    hall.asks("anna", "q1", &"问".repeat(500)).unwrap();
    hall.asks("anna", "q2", "  a\u{1b}[31m\nb ").unwrap();
    assert_eq!(seen(&hall, "anna", "q2").unwrap().text, "a[31m\nb");
    let (question, reason) = (q("q2"), "x".repeat(201));
    let dismissed = hall.queue("moritz", Command::Dismiss { question, reason });
    assert_eq!(dismissed, Err(Refusal::TextTooLong { limit: 200 }));
    approves(&mut hall, "q2");
    let (question, text) = (q("q2"), Some("x".repeat(2_001)));
    let answered = hall.queue(
        "moritz",
        Command::Answer {
            question,
            text,
            language: None,
        },
    );
    assert_eq!(answered, Err(Refusal::TextTooLong { limit: 2_000 }));
    assert_eq!(seen(&hall, "bea", "q2").unwrap().state, State::Approved);
}

#[test]
fn five_questions_of_one_person_wait_at_a_time() {
    let mut hall = hall();
    for n in 0..5 {
        hall.asks("anna", &format!("q{n}"), "?").unwrap();
    }
    assert_eq!(hall.asks("anna", "q5", "?"), Err(Refusal::TooManyQuestions));
    hall.asks("bea", "q6", "?").unwrap();
    approves(&mut hall, "q0");
    hall.asks("anna", "q5", "?").unwrap();
}

#[test]
fn an_anonymous_asker_is_known_to_the_staff_only_and_where_the_show_allows_it() {
    let anonymous = |question: &str| {
        Any::Questions(Command::Ask {
            id: q(question),
            text: "Who am I?".to_owned(),
            language: tongue("zh"),
            anonymous: true,
        })
    };
    let mut open = hall();
    open.does("anna", anonymous("q1")).unwrap();
    approves(&mut open, "q1");
    assert_eq!(seen(&open, "bea", "q1").unwrap().asker, None);
    let staff = seen(&open, "moritz", "q1").unwrap().asker;
    assert_eq!(staff.as_deref(), Some("anna"));
    let mut plan = crate::domain::rehearsal::show();
    plan.policy.anonymous_questions = false;
    let mut named = Rehearsal::of(plan);
    named.enters("helga", Role::Host, None).unwrap();
    let open = crate::domain::phase::Command::Set(crate::domain::phase::Phase::Live);
    named.does("helga", Any::Phase(open)).unwrap();
    named.enters("anna", Role::Attendee, None).unwrap();
    let refused = named.does("anna", anonymous("q1"));
    assert_eq!(refused, Err(Refusal::AnonymousNotAllowed));
}

#[test]
fn one_vote_a_person_taken_back_at_will_and_never_for_oneself() {
    let mut hall = hall();
    hall.asks("anna", "q1", "?").unwrap();
    let early = votes(&mut hall, "bea", "q1", true);
    assert_eq!(early, Err(Refusal::NoSuchQuestion));
    let staff = votes(&mut hall, "moritz", "q1", true);
    assert_eq!(staff, Err(Refusal::WrongState));
    approves(&mut hall, "q1");
    for _ in 0..3 {
        votes(&mut hall, "bea", "q1", true).unwrap();
    }
    votes(&mut hall, "cleo", "q1", true).unwrap();
    assert_eq!(seen(&hall, "bea", "q1").unwrap().votes, 2);
    assert_eq!(seen(&hall, "bea", "q1").unwrap().voted, Some(true));
    votes(&mut hall, "bea", "q1", false).unwrap();
    votes(&mut hall, "bea", "q1", false).unwrap();
    assert_eq!(seen(&hall, "bea", "q1").unwrap().votes, 1);
    let own = votes(&mut hall, "anna", "q1", true);
    assert_eq!(own, Err(Refusal::Forbidden));
}

#[test]
fn the_queue_stands_on_air_then_placed_then_by_votes_then_as_asked() {
    let mut hall = hall();
    for n in 1..=5 {
        hall.asks("anna", &format!("q{n}"), "?").unwrap();
        hall.wait(10);
        approves(&mut hall, &format!("q{n}"));
    }
    assert_eq!(order(&hall, "bea"), ["q1", "q2", "q3", "q4", "q5"]);
    votes(&mut hall, "bea", "q4", true).unwrap();
    assert_eq!(order(&hall, "bea"), ["q4", "q1", "q2", "q3", "q5"]);
    places(&mut hall, "q5", Some("q4")).unwrap();
    assert_eq!(order(&hall, "bea"), ["q5", "q4", "q1", "q2", "q3"]);
    places(&mut hall, "q3", Some("q1")).unwrap();
    assert_eq!(order(&hall, "bea"), ["q5", "q4", "q3", "q1", "q2"]);
    votes(&mut hall, "bea", "q2", true).unwrap();
    votes(&mut hall, "cleo", "q2", true).unwrap();
    assert_eq!(order(&hall, "bea"), ["q5", "q4", "q3", "q2", "q1"]);
    places(&mut hall, "q5", None).unwrap();
    assert_eq!(order(&hall, "bea"), ["q4", "q3", "q5", "q2", "q1"]);
    hall.queue("moritz", Command::PutOnAir(q("q1"))).unwrap();
    assert_eq!(order(&hall, "bea"), ["q1", "q4", "q3", "q5", "q2"]);
    hall.queue("moritz", Command::PutOnAir(q("q2"))).unwrap();
    assert_eq!(seen(&hall, "bea", "q1").unwrap().state, State::Approved);
    for question in ["q2", "q4"] {
        let (question, text) = (q(question), Some("Yes.".to_owned()));
        hall.queue(
            "moritz",
            Command::Answer {
                question,
                text,
                language: None,
            },
        )
        .unwrap();
    }
    assert_eq!(order(&hall, "bea"), ["q3", "q5", "q1", "q4", "q2"]);
    let gone = places(&mut hall, "q3", Some("q4"));
    assert_eq!(gone, Err(Refusal::WrongState));
    hall.restart();
    hall.enters("bea", Role::Attendee, None).unwrap();
    assert_eq!(order(&hall, "bea"), ["q3", "q5", "q1", "q4", "q2"]);
}

#[test]
fn votes_are_told_in_sums_and_a_hosts_order_at_once() {
    let mut hall = Rehearsal::live();
    hall.enters("moritz", Role::Moderator, None).unwrap();
    hall.enters("anna", Role::Attendee, None).unwrap();
    for question in ["q1", "q2"] {
        hall.asks("anna", question, "?").unwrap();
        approves(&mut hall, question);
    }
    for n in 0..30 {
        let name = format!("listener {n}");
        hall.enters(&name, Role::Attendee, None).unwrap();
    }
    hall.wait(1_000);
    hall.notices.clear();
    for n in 0..30 {
        votes(&mut hall, &format!("listener {n}"), "q2", true).unwrap();
        hall.wait(30);
    }
    hall.wait(1_000);
    let sums = hall.notices.iter().filter_map(|n| match &n.what {
        What::Votes(votes) => Some((votes.clone(), n.stream)),
        _ => None,
    });
    let sums: Vec<_> = sums.collect();
    assert!((2..=4).contains(&sums.len()), "{}", sums.len());
    assert_eq!(sums[sums.len() - 1], (vec![(q("q2"), 30)], Stream::Durable));
    let last = hall.told("anna").into_iter().rev();
    let queue = last.filter(|w| matches!(w, What::Queue(_)));
    assert_eq!(queue.last(), Some(What::Queue(vec![q("q2"), q("q1")])));
    places(&mut hall, "q1", Some("q2")).unwrap();
    let told = hall.told("anna");
    assert!(told.contains(&What::Queue(vec![q("q1"), q("q2")])));
}

/// What the queue should do, written a second time and more simply.
#[derive(Default)]
struct Model {
    states: BTreeMap<usize, (usize, State)>,
    votes: BTreeMap<usize, BTreeSet<usize>>,
}

impl Model {
    fn state(&self, question: usize) -> Option<State> {
        self.states.get(&question).map(|(_, state)| *state)
    }

    fn waiting(&self, who: usize) -> usize {
        let own = self.states.values().filter(|s| **s == (who, State::Asked));
        own.count()
    }

    fn set(&mut self, question: usize, state: State) -> bool {
        let entry = self.states.get_mut(&question);
        entry.map(|entry| entry.1 = state).is_some()
    }

    fn moves(&mut self, question: usize, from: &[State], to: State) -> bool {
        self.state(question)
            .is_some_and(|state| from.contains(&state))
            && self.set(question, to)
    }

    fn votes(&mut self, who: usize, question: usize, up: bool) -> bool {
        let Some((asker, state)) = self.states.get(&question) else {
            return false;
        };
        let allowed = *asker != who && matches!(state, State::Approved | State::OnAir);
        if allowed {
            let voters = self.votes.entry(question).or_default();
            if up {
                voters.insert(who);
            } else {
                voters.remove(&who);
            }
        }
        allowed
    }
}

const PEOPLE: usize = 12;

#[test]
fn a_thousand_operations_by_many_agree_with_the_model_and_all_see_one_order() {
    use State::{Answered, Approved, Asked, Dismissed, OnAir};
    for seed in 0..3 {
        let mut dice = Dice::new(seed);
        let mut hall = hall();
        let names: Vec<_> = (0..PEOPLE).map(|n| format!("listener {n}")).collect();
        for name in &names {
            hall.enters(name, Role::Attendee, None).unwrap();
        }
        let mut model = Model::default();
        for step in 0..1_000 {
            hall.wait(dice.below(40));
            let who = dice.index(PEOPLE);
            let about = dice.index(model.states.len() + 1);
            let question = q(&format!("q{about}"));
            let (did, expected) = match dice.index(10) {
                0 | 1 => {
                    let new = model.states.len();
                    let fits = model.waiting(who) < 5;
                    if fits {
                        model.states.insert(new, (who, Asked));
                    }
                    (hall.asks(&names[who], &format!("q{new}"), "?"), fits)
                }
                2 => (
                    hall.queue("moritz", Command::Approve(question)),
                    model.moves(about, &[Asked, Dismissed], Approved),
                ),
                3 => {
                    let reason = "no".to_owned();
                    (
                        hall.queue("moritz", Command::Dismiss { question, reason }),
                        model.moves(about, &[Asked, Approved], Dismissed),
                    )
                }
                4 => {
                    let before = model.states.iter().find(|(_, (_, s))| *s == OnAir);
                    let before = before.map(|(question, _)| *question);
                    let moved = model.moves(about, &[Approved], OnAir);
                    if let Some(before) = before.filter(|_| moved) {
                        model.set(before, Approved);
                    }
                    (hall.queue("moritz", Command::PutOnAir(question)), moved)
                }
                5 if dice.below(2) == 0 => {
                    let text = Some("yes".to_owned());
                    (
                        hall.queue(
                            "moritz",
                            Command::Answer {
                                question,
                                text,
                                language: None,
                            },
                        ),
                        model.moves(about, &[Approved, OnAir], Answered),
                    )
                }
                5 => {
                    let text = None;
                    (
                        hall.queue(
                            "moritz",
                            Command::Answer {
                                question,
                                text,
                                language: None,
                            },
                        ),
                        model.moves(about, &[OnAir], Answered),
                    )
                }
                6 => {
                    let before = dice.index(model.states.len() + 1);
                    let approved = |n| model.state(n) == Some(Approved);
                    let expected = approved(about) && approved(before);
                    let before = format!("q{before}");
                    (
                        places(&mut hall, question.as_str(), Some(&before)),
                        expected,
                    )
                }
                _ => {
                    let up = dice.below(3) > 0;
                    let did = votes(&mut hall, &names[who], question.as_str(), up);
                    (did, model.votes(who, about, up))
                }
            };
            assert_eq!(did.is_ok(), expected, "seed {seed}, step {step}: {did:?}");
            if dice.below(20) == 0 {
                hall.loses(&names[who]);
                hall.enters(&names[who], Role::Attendee, None).unwrap();
            }
            if dice.below(200) == 0 {
                hall.restart();
                hall.enters("moritz", Role::Moderator, None).unwrap();
                for name in &names {
                    hall.enters(name, Role::Attendee, None).unwrap();
                }
            }
            if step % 50 == 49 {
                agree(&hall, &model, &names);
            }
        }
    }
}

fn agree(hall: &Rehearsal, model: &Model, names: &[String]) {
    let all = hall.welcome("moritz").questions;
    assert_eq!(all.len(), model.states.len());
    for seen in &all {
        let n: usize = seen.id.as_str()[1..].parse().unwrap();
        let (asker, state) = model.states[&n];
        assert_eq!(seen.state, state);
        assert_eq!(seen.asker.as_ref(), Some(&names[asker]));
        let voters = model.votes.get(&n).map_or(0, BTreeSet::len);
        assert_eq!(seen.votes as usize, voters);
    }
    let on_air = all.iter().filter(|q| q.state == State::OnAir).count();
    assert!(on_air <= 1);
    for name in names {
        let mine = |q: &&view::Question| {
            q.asker.as_ref() == Some(name) || !matches!(q.state, State::Asked | State::Dismissed)
        };
        let expected: Vec<_> = all.iter().filter(mine).map(|q| q.id.clone()).collect();
        let questions = hall.room.questions(Role::Attendee, Some(&id(name)));
        let seen: Vec<_> = questions.into_iter().map(|q| q.id).collect();
        assert_eq!(seen, expected);
    }
}
