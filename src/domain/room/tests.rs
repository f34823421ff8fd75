//! What holds after any sequence of operations, whoever asks for what.

mod crowd;
mod long_shows;
mod restore;

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::attendance::{Command as Attendance, Entry};
use crate::domain::booth;
use crate::domain::booth::Microphone;
use crate::domain::channels;
use crate::domain::command::Command;
use crate::domain::effect::{Flow, Observation, Place};
use crate::domain::hands;
use crate::domain::id::{BoothId, Line, PeerId, QuestionId, Source};
use crate::domain::phase::{self, Phase};
use crate::domain::questions;
use crate::domain::rehearsal::{Dice, Rehearsal, id, show, ticket, tongue};
use crate::domain::role::Role;
use crate::domain::show::Show;
use crate::domain::stage;
use crate::domain::talk::{self, Talk};
use crate::domain::view;
use crate::domain::{consent, fitness, limits, papers, run_sheet, signals};

const CAST: [(&str, Role, Option<&str>); 13] = [
    ("helga", Role::Host, None),
    ("moritz", Role::Moderator, Some("de")),
    ("sabine", Role::Speaker, Some("de")),
    ("stefan", Role::Speaker, Some("de")),
    ("lin", Role::Speaker, Some("zh")),
    ("ines", Role::Interpreter, None),
    ("ivo", Role::Interpreter, Some("zh")),
    ("kim", Role::Interpreter, None),
    ("sina", Role::Interpreter, None),
    ("anna", Role::Attendee, Some("de")),
    ("zhang", Role::Attendee, Some("zh")),
    ("olga", Role::Attendee, None),
    ("ward", Role::Attendee, Some("de")),
];

fn two_booths() -> Show {
    let mut plan = show();
    let mut second = plan.booths[0].clone();
    second.id = BoothId::new("zh-de");
    plan.booths.push(second);
    let mut sign = plan.booths[0].clone();
    sign.id = BoothId::new("sign");
    sign.sign = true;
    plan.booths.push(sign);
    plan
}

/// The ticket of somebody of the cast; one of them signs.
fn entry(name: &str, role: Role, language: Option<&str>) -> Entry {
    let mut entry = ticket(name, role, language);
    entry.booth = (name == "sina").then(|| BoothId::new("sign"));
    entry
}

/// Something beside the channels.
fn anything_beside(dice: &mut Dice) -> Command {
    let yes = dice.below(2) == 0;
    let booth = BoothId::new(*dice.pick(&["de-zh", "zh-de", "sign", "none"]));
    let text = (*dice.pick(&["", "words", "1,5 %"])).to_owned();
    match dice.index(15) {
        0..=4 => {
            let booth = Talk::Booth(booth);
            let all = [
                Talk::Nobody,
                Talk::Partner,
                Talk::Desk,
                booth,
                Talk::Briefing,
            ];
            Command::Talk(talk::Command::Talk(dice.pick(&all).clone()))
        }
        5 => Command::Talk(talk::Command::Call {
            booth: yes.then_some(booth),
            on: dice.below(3) > 0,
            text,
        }),
        6 => Command::Talk(talk::Command::Briefing {
            join: dice.below(4) > 0,
        }),
        7 => {
            use signals::Signal::{CannotHear, SlowDown};
            let signal = if yes { SlowDown } else { CannotHear };
            Command::Signals(signals::Command::Signal(signal))
        }
        8 => Command::Papers(papers::Command::Notes(text)),
        9 => Command::Papers(papers::Command::Glossary(vec![vec![text]])),
        10 => Command::Papers(if yes {
            papers::Command::Chat(text)
        } else {
            papers::Command::Number(text)
        }),
        11 => {
            let item = run_sheet::Item {
                title: text,
                minutes: 10,
                ..run_sheet::Item::default()
            };
            let items = vec![item; dice.index(3)];
            Command::RunSheet(if yes {
                run_sheet::Command::Set(items)
            } else {
                run_sheet::Command::At((dice.below(3) > 0).then_some(0))
            })
        }
        12 => Command::Consent(consent::Command::Give(consent::Consent {
            recording: yes,
            publishing: dice.below(2) == 0,
            ..Default::default()
        })),
        13 => Command::Limits(limits::Command::Set(if yes {
            limits::Pictures::None
        } else {
            limits::Pictures::Full
        })),
        _ => Command::Fitness(fitness::Command::Network { rtt_ms: 40 }),
    }
}

fn anything(dice: &mut Dice, step: usize) -> Command {
    let whom = id(dice.pick(&CAST).0);
    let yes = dice.below(2) == 0;
    let languages: [&str; 3] = ["de", "zh", "en"];
    let language = tongue(languages[dice.index(3)]);
    let question = QuestionId::new(format!("q{}", dice.index(20)));
    match dice.index(34) {
        0..=2 => Command::Stage(stage::Command::BringUp(whom)),
        3 => Command::Stage(stage::Command::TakeDown(whom)),
        4 => Command::Stage(stage::Command::Spotlight(yes.then_some(whom))),
        5 => Command::Stage(stage::Command::Mute {
            participant: whom,
            muted: yes,
        }),
        6..=8 => Command::Stage(stage::Command::Sources {
            microphone: dice.below(4) > 0,
            camera: dice.below(4) > 0,
            screen: yes,
        }),
        9 => Command::Stage(stage::Command::Publish),
        10 | 11 => Command::Hands(hands::Command::Raise {
            up: dice.below(4) > 0,
        }),
        12..=14 => {
            use Microphone::{Armed, Cough, Off, On};
            let to = *dice.pick(&[On, On, Off, Cough, Armed]);
            Command::Booth(booth::Command::Microphone(to))
        }
        15 => Command::Booth(booth::Command::Direction {
            language,
            override_latch: dice.below(4) == 0,
        }),
        16 | 17 => Command::Channels(channels::Command::Listen {
            choice: if yes {
                channels::Choice::Original
            } else {
                channels::Choice::Language(language)
            },
            underneath: dice.below(3) == 0,
        }),
        18 => Command::Channels(channels::Command::SetFloorLanguage {
            language: (dice.below(5) > 0).then_some(language),
            pin: yes,
        }),
        19 => Command::Channels(channels::Command::SetMicrophoneLanguage {
            participant: whom,
            language,
        }),
        20 => {
            let steps = [Phase::Live, Phase::Live, Phase::Paused, Phase::DoorsOpen];
            Command::Phase(phase::Command::Set(*dice.pick(&steps)))
        }
        21 => Command::Questions(questions::Command::Ask {
            id: QuestionId::new(format!("q{step}")),
            text: "?".to_owned(),
            language,
            anonymous: yes,
        }),
        22 => Command::Questions(questions::Command::Vote { question, up: yes }),
        23 => Command::Questions(questions::Command::Approve(question)),
        24 => Command::Questions(questions::Command::PutOnAir(question)),
        26.. => anything_beside(dice),
        _ => Command::Attendance(Attendance::SetName("x".to_owned())),
    }
}

fn anything_seen(dice: &mut Dice, hall: &Rehearsal) -> Observation {
    let source = *dice.pick(&[
        Source::Microphone,
        Source::Microphone,
        Source::Camera,
        Source::Screen,
        Source::ScreenSound,
    ]);
    let name = dice.pick(&CAST).0;
    let track = hall.track(name, source);
    let microphone = hall.track(name, Source::Microphone);
    match dice.index(8) {
        0..=2 => Observation::TrackOpened {
            track,
            codec: "any".to_owned(),
        },
        3 => Observation::TrackClosed(track),
        4 => Observation::Flow {
            track: microphone,
            flow: *dice.pick(&[
                Flow::Running,
                Flow::Running,
                Flow::Hesitating,
                Flow::Stalled,
            ]),
        },
        5 => Observation::Voice {
            track: microphone,
            speaking: dice.below(2) == 0,
            for_ms: 0,
        },
        _ => {
            let peers = [dice.pick(&CAST).0, dice.pick(&CAST).0];
            Observation::Heard(peers.iter().map(|name| hall.peer(name)).collect())
        }
    }
}

/// One random step of a show: somebody comes, goes, asks, is seen, or time passes.
fn step(dice: &mut Dice, hall: &mut Rehearsal, n: usize) {
    let &(name, role, language) = dice.pick(&CAST);
    hall.settles = dice.below(3) > 0;
    match dice.index(40) {
        0..=2 => {
            let mut entry = entry(name, role, language);
            if dice.below(8) == 0 {
                entry.seat = "another device".to_owned();
            }
            let _ = hall.enters_with(entry, dice.below(2) == 0);
        }
        3 => hall.loses(name),
        4 if dice.below(4) == 0 => {
            let _ = hall.does(name, Command::Attendance(Attendance::Leave));
        }
        4 | 5 => hall.wait(dice.below(3_000)),
        6 if dice.below(10) == 0 => hall.wait(61_000),
        6 => hall.settle(),
        7..=20 => {
            let seen = anything_seen(dice, hall);
            hall.sees(seen);
        }
        _ => {
            let key = format!("k{}", dice.index(40));
            let command = anything(dice, n);
            // The staff and the interpreters act more often than chance would have them.
            let name = *dice.pick(&[
                "helga", "ines", "ivo", "sina", "lin", "sabine", name, name, name,
            ]);
            let _ = if dice.below(3) == 0 {
                hall.does_once(name, &key, command)
            } else {
                hall.does(name, command)
            };
        }
    }
}

fn lines_of(role: Role) -> fn(Line) -> bool {
    match role {
        Role::Attendee => |line| {
            matches!(
                line,
                Line::Stage | Line::Inset | Line::Sign | Line::Floor | Line::Shared | Line::Channel
            )
        },
        Role::Interpreter => |line| {
            lines_of(Role::Attendee)(line)
                || matches!(
                    line,
                    Line::PartnerPicture(0..=1) | Line::PartnerSound(0..=1)
                )
        },
        Role::Host | Role::Moderator | Role::Speaker => |line| {
            lines_of(Role::Attendee)(line)
                || matches!(
                    line,
                    Line::BackstagePicture(0..=3) | Line::BackstageSound(0..=3)
                )
        },
    }
}

/// What the checks look at, gathered once for each step.
struct Sight {
    people: BTreeMap<PeerId, (&'static str, Role, view::Welcome)>,
    presenters: Vec<view::Presenter>,
    seats: Vec<view::Seat>,
    /// Those of the booths that speak.
    voices: Vec<view::Seat>,
}

impl Sight {
    fn of(hall: &Rehearsal) -> Self {
        let desk = hall.welcome("helga");
        let people = CAST.into_iter().filter_map(|(name, role, _)| {
            let welcome = hall.room.welcome(&id(name))?;
            Some((hall.peer(name), (name, role, welcome)))
        });
        let backstage = desk.backstage.unwrap().presenters;
        let spoken = desk.booths.iter().filter(|b| !b.sign);
        let voices = spoken.flat_map(|b| b.seats.clone()).collect();
        Self {
            people: people.collect(),
            presenters: [desk.stage.presenters, backstage].concat(),
            voices,
            seats: desk.booths.into_iter().flat_map(|b| b.seats).collect(),
        }
    }

    fn presenter(&self, you: &view::You) -> &view::Presenter {
        let mut all = self.presenters.iter();
        all.find(|p| p.participant == you.participant).unwrap()
    }

    fn seat(&self, you: &view::You) -> &view::Seat {
        let mut all = self.seats.iter();
        all.find(|p| p.participant == you.participant).unwrap()
    }
}

/// Holds every entry of every route against the rules; says which lines were in use.
fn nobody_receives_what_she_may_not(hall: &Rehearsal, sight: &Sight) -> BTreeSet<Line> {
    let mut used = BTreeSet::new();
    let mut taken = BTreeSet::new();
    for (track, audience) in &hall.routes {
        for (peer, line) in audience {
            let (_, from_role, from) = &sight.people[&track.peer];
            let (name, role, to) = &sight.people[peer];
            used.insert(*line);
            assert!(lines_of(*role)(*line), "{role:?} has no {line:?}");
            let talk = talk_of(hall, &from.you);
            let briefed = from.you.briefing && to.you.briefing;
            let once = *line == Line::Floor || taken.insert((*peer, *line));
            assert!(once, "{name} has {line:?} twice");
            assert_ne!(track.peer, *peer, "{name} receives herself");
            let voice = track.source == Source::Microphone;
            assert!(!(voice && from.you.muted), "{} is muted", from.you.name);
            match line {
                Line::Sound => panic!("no order names it"),
                // In the briefing room an interpreter is heard as long as she presses her key.
                Line::Floor if briefed && hall.room.phase() == Phase::Planned => {
                    let pressed = *talk == Talk::Briefing;
                    let on_stage = from.you.place == Place::Stage;
                    let open = (*from_role != Role::Interpreter || on_stage)
                        && hall
                            .room
                            .parts
                            .stage
                            .sources(&from.you.participant)
                            .microphone;
                    assert!(pressed || open);
                }
                Line::Stage | Line::Inset | Line::Floor | Line::Shared => {
                    assert_eq!(from.you.place, Place::Stage);
                    assert!(is_on(sight.presenter(&from.you), track.source));
                    assert!(!voice || *talk == Talk::Nobody);
                    let inside = role.is_staff() || *role == Role::Interpreter;
                    let open = hall.room.phase() == Phase::Live;
                    assert!(open || inside || to.you.place == Place::Stage);
                }
                Line::Channel => {
                    let place = (*from_role, from.you.place);
                    assert_eq!(place, (Role::Interpreter, Place::Booth));
                    let seat = sight.seat(&from.you);
                    assert_eq!(seat.microphone, Microphone::On);
                    assert_eq!(*talk, Talk::Nobody);
                    assert_eq!(to.listening.channel.as_ref(), Some(&seat.output));
                }
                Line::BackstageSound(_) if *talk == Talk::Desk => {
                    assert_eq!(*from_role, Role::Interpreter);
                    assert!(role.is_staff());
                }
                Line::BackstagePicture(_) | Line::BackstageSound(_) => {
                    assert!(!voice || !briefed);
                    assert_eq!(*from_role, Role::Speaker);
                    assert!(role.is_staff() || *role == Role::Speaker);
                    assert!(is_on(sight.presenter(&from.you), track.source));
                }
                Line::PartnerSound(place) if from_role.is_staff() => {
                    assert_eq!(*place, 1);
                    assert_eq!(*role, Role::Interpreter);
                    let own = to.you.booth.clone().map(Talk::Booth);
                    assert_eq!(Some(talk), own.as_ref());
                }
                Line::PartnerPicture(_) | Line::PartnerSound(_) => {
                    assert_eq!(to.you.booth, from.you.booth);
                    let state = sight.seat(&from.you).microphone;
                    let live = state == Microphone::On && *talk == Talk::Nobody;
                    assert!(!voice || live || *talk == Talk::Partner);
                }
                Line::Sign => {
                    assert_eq!(track.source, Source::Camera);
                    assert_eq!(from.you.booth, Some(BoothId::new("sign")));
                    assert_eq!(sight.seat(&from.you).microphone, Microphone::On);
                }
            }
        }
    }
    used
}

fn talk_of<'a>(hall: &'a Rehearsal, you: &view::You) -> &'a Talk {
    hall.room.parts.beside.talks.talk_of(&you.participant)
}

fn is_on(presenter: &view::Presenter, source: Source) -> bool {
    match source {
        Source::Microphone => presenter.microphone,
        Source::Camera => presenter.camera,
        Source::Screen | Source::ScreenSound => presenter.screen,
    }
}

fn never_two_on_one_channel(sight: &Sight) {
    for language in ["de", "zh"] {
        let mut seats = sight.voices.iter();
        let live = seats
            .by_ref()
            .filter(|s| s.on_air && s.output == tongue(language));
        assert!(live.count() <= 1, "two on {language}");
    }
}

#[test]
fn after_ten_thousand_random_steps_nobody_ever_received_what_she_may_not() {
    let mut used = BTreeSet::new();
    for seed in 0..10 {
        let mut dice = Dice::new(seed);
        let mut hall = Rehearsal::of(two_booths());
        for (name, role, language) in CAST {
            let _ = hall.enters_with(entry(name, role, language), false);
        }
        for n in 0..1_000 {
            step(&mut dice, &mut hall, n);
            if hall.room.welcome(&id("helga")).is_none() {
                hall.enters("helga", Role::Host, None).unwrap();
            }
            let sight = Sight::of(&hall);
            used.extend(nobody_receives_what_she_may_not(&hall, &sight));
            never_two_on_one_channel(&sight);
        }
    }
    // The steps have been everywhere; what was never given would prove nothing.
    let partners = [
        Line::PartnerSound(0),
        Line::PartnerPicture(0),
        Line::PartnerSound(1),
    ];
    let backstage = [
        Line::BackstageSound(1),
        Line::BackstagePicture(1),
        Line::BackstageSound(3),
    ];
    let hall = [
        Line::Stage,
        Line::Inset,
        Line::Floor,
        Line::Shared,
        Line::Channel,
        Line::Sign,
    ];
    let all = [&hall[..], &partners, &backstage].concat();
    assert!(all.iter().all(|line| used.contains(line)), "{used:?}");
}

#[test]
fn the_snapshot_is_what_the_records_add_up_to_and_a_room_opened_from_it_is_the_same() {
    for seed in 100..110 {
        let mut dice = Dice::new(seed);
        let mut hall = Rehearsal::of(two_booths());
        for (name, role, language) in CAST {
            let _ = hall.enters_with(entry(name, role, language), false);
        }
        for n in 0..400 {
            step(&mut dice, &mut hall, n);
            let held = hall.ledger.clone().sorted();
            assert_eq!(hall.room.snapshot().sorted(), held, "seed {seed}, step {n}");
            if n % 100 == 99 {
                hall.restart();
                assert_eq!(hall.room.snapshot().sorted(), held, "seed {seed}, step {n}");
            }
        }
    }
}
