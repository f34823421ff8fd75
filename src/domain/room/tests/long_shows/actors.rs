//! The people of a random show, and what they do: speakers who talk over each other, interpreters who lag, pause, cough,
//! hand over, are lost and come back, and hosts who correct. They know what people know, and no rule.

use super::model::{Choice, Model};
use crate::domain::booth::Microphone::{Armed, Cough, Off, On};
use crate::domain::booth::{HandOverAct, Microphone};
use crate::domain::command::Command;
use crate::domain::effect::Flow;
use crate::domain::id::Source;
use crate::domain::rehearsal::{Dice, Rehearsal, id, plan, show_of, ticket, tongue};
use crate::domain::role::Role;
use crate::domain::show::{BoothPlan, Interlock, Works};
use crate::domain::stage;
use crate::domain::{booth, channels};

pub(super) const SPEAKERS: [(&str, &str); 3] = [("sabine", "de"), ("lin", "zh"), ("emma", "en")];
pub(super) const LISTENERS: [(&str, &str, bool); 6] = [
    ("dora", "de", false),
    ("zhang", "zh", false),
    ("ella", "en", false),
    ("luc", "fr", false),
    ("dieter", "de", true),
    ("olga", "original", false),
];
const INTERPRETERS: [&str; 6] = ["ina", "jan", "kim", "lea", "mia", "noa"];

/// One show on its way.
pub(super) struct Show {
    pub(super) hall: Rehearsal,
    pub(super) model: Model,
    pub(super) story: Vec<String>,
    dominant: usize,
}

impl Show {
    pub(super) fn open(dice: &mut Dice) -> Self {
        let casts: [&[&str]; 7] = [
            &["de-zh"],
            &["de-zh", "zh-en"],
            &["zh-en", "en-fr"],
            &["de-zh", "zh-de"],
            &["de-en", "zh-en", "en-fr"],
            &["de-zh", "zh-en", "en-fr"],
            &["de-zh-en", "en-fr"],
        ];
        let names = *dice.pick(&casts);
        let booths: Vec<BoothPlan> = names
            .iter()
            .map(|name| plan(name, 2 + u8::from(dice.below(3) == 0), works(dice)))
            .collect();
        let mut plan = show_of(booths);
        plan.languages = ["de", "zh", "en", "fr"].map(tongue).to_vec();
        let interlocks = [Interlock::Refused, Interlock::OwnBooth, Interlock::Anyone];
        plan.policy.interlock = *dice.pick(&interlocks);
        let mut hall = Rehearsal::live_in(plan);
        hall.fades = true;
        for (name, language) in SPEAKERS {
            hall.speaker(name, language);
        }
        for (name, language, underneath) in LISTENERS {
            hall.enters(name, Role::Attendee, None).unwrap();
            let choice = match language {
                "original" => channels::Choice::Original,
                language => channels::Choice::Language(tongue(language)),
            };
            let listen = channels::Command::Listen { choice, underneath };
            hall.does(name, Command::Channels(listen)).unwrap();
        }
        // What people may do is settled here and after each act of the host; nothing else waits for a commit.
        hall.settles = false;
        let mut show = Self {
            hall,
            model: Model::default(),
            story: vec![format!("{names:?}")],
            dominant: 0,
        };
        for (index, name) in INTERPRETERS.into_iter().enumerate() {
            let booth = names[index % names.len()];
            let last = index + 1 == INTERPRETERS.len();
            if dice.below(8) > 0 || last && show.model.cast().is_empty() {
                show.enters(dice, name, booth);
            }
        }
        show
    }

    /// Something happens, and a while passes.
    pub(super) fn act(&mut self, dice: &mut Dice) -> String {
        let told = match dice.below(100) {
            0..=29 => self.somebody_speaks(dice),
            30..=49 => self.an_interpreter_talks_or_pauses(dice),
            50..=84 => self.an_interpreter_presses(dice),
            85..=92 => self.a_connection_suffers(dice),
            _ => {
                let told = self.the_host_acts(dice);
                self.hall.settle();
                told
            }
        };
        self.model.look(&self.hall);
        let ms = match dice.below(12) {
            0 => 6_500,
            1 | 2 => 2_100,
            _ => dice.below(700),
        };
        // Nothing is looked at in the midst of a wait, so a wait goes from deadline to deadline.
        let until = self.hall.now.after(ms);
        while self.hall.now < until {
            let deadline = self.hall.room.poll_deadline().unwrap_or(until);
            let next = deadline.min(until).max(self.hall.now.after(1));
            self.hall.wait(next.since(self.hall.now));
            self.model.look(&self.hall);
        }
        self.hall.notices.clear();
        self.hall.farewells.clear();
        let told = format!("{} {told}", self.hall.now.0);
        self.story.push(told.clone());
        told
    }

    fn enters(&mut self, dice: &mut Dice, name: &'static str, booth: &str) {
        let fixed = booth.split('-').next().filter(|_| dice.below(9) == 0);
        let mut entry = ticket(name, Role::Interpreter, fixed);
        entry.booth = Some(crate::domain::id::BoothId::new(booth));
        if self.hall.enters_with(entry, true).is_ok() {
            self.model.came(name, booth, self.hall.now);
            if dice.below(10) > 0 {
                self.opens(name);
            }
        }
    }

    fn opens(&mut self, name: &'static str) {
        self.model.flows(name, Some(Flow::Running), self.hall.now);
        self.hall.opens(name, Source::Microphone);
    }

    fn somebody_speaks(&mut self, dice: &mut Dice) -> String {
        if dice.below(3) == 0 {
            self.dominant = dice.index(SPEAKERS.len());
        }
        let mut heard = vec![SPEAKERS[self.dominant].0];
        // Others talk into it, or call something for a moment.
        let other = SPEAKERS[dice.index(SPEAKERS.len())].0;
        match dice.below(6) {
            0 => heard.insert(0, other),
            1 => heard.push(other),
            2 => heard.clear(),
            _ => {}
        }
        heard.dedup();
        for (name, _) in SPEAKERS {
            self.hall.voice(name, heard.contains(&name));
        }
        self.model.dominates(heard.first().copied(), self.hall.now);
        self.hall.hears(&heard);
        format!("speak {heard:?}")
    }

    fn an_interpreter_talks_or_pauses(&mut self, dice: &mut Dice) -> String {
        let name = self.model.somebody(dice);
        let speaks = dice.below(2) == 0;
        self.model.talks(name, speaks, self.hall.now);
        self.hall.voice(name, speaks);
        format!("{name} speaks: {speaks}")
    }

    fn an_interpreter_presses(&mut self, dice: &mut Dice) -> String {
        let name = self.model.somebody(dice);
        let language = *dice.pick(&["de", "zh", "en", "fr"]);
        let (what, outcome) = match dice.below(40) {
            0..=13 => self.presses(dice.pick(&[On, On, On, Armed]), name),
            14..=16 => self.presses(&Off, name),
            17 | 18 => self.presses(&Cough, name),
            19..=21 => self.presses(&Armed, name),
            22..=25 => {
                let latch = dice.below(6) == 0;
                let outcome = self.hall.direction(name, language, latch);
                (format!("direction {language} {latch}"), outcome)
            }
            26..=35 => {
                use HandOverAct::{Accept, Cut, Decline, Offer, Request};
                let act = *dice.pick(&[Request, Offer, Accept, Accept, Decline, Cut, Cut, Cut]);
                let outcome = self.hall.step(name, act);
                if outcome.is_ok() && matches!(act, Request | Accept) {
                    self.model.asked(name);
                }
                (format!("{act:?}"), outcome)
            }
            36 | 37 => {
                let covers = dice.below(3) > 0;
                (format!("covers {covers}"), self.hall.covers(name, covers))
            }
            _ => {
                let to = *dice.pick(&["automatic", "automatic", "floor", language]);
                let outcome = self.hall.listens_to(name, to);
                if outcome.is_ok() {
                    self.model.chooses(name, Choice::of(to));
                }
                (format!("listens to {to}"), outcome)
            }
        };
        format!("{name} {what}: {outcome:?}")
    }

    fn presses(
        &mut self,
        key: &Microphone,
        name: &'static str,
    ) -> (String, Result<(), crate::domain::refusal::Refusal>) {
        let before = self.model.microphone(&self.hall, name);
        let outcome = self.hall.microphone(name, *key);
        if outcome.is_ok() {
            self.model.pressed(name, *key, before, self.hall.now);
        }
        (format!("{key:?}"), outcome)
    }

    fn a_connection_suffers(&mut self, dice: &mut Dice) -> String {
        let name = self.model.somebody(dice);
        match dice.below(6) {
            0 => {
                self.model.loses(name, self.hall.now);
                self.hall.loses(name);
                format!("{name} loses her signalling")
            }
            1 | 2 => {
                let booth = self.model.booth_of(name);
                self.enters(dice, name, &booth);
                format!("{name} comes back")
            }
            _ if !self.model.has_track(name) => {
                self.opens(name);
                format!("{name} opens her track")
            }
            _ => {
                let flows = [
                    Flow::Running,
                    Flow::Running,
                    Flow::Running,
                    Flow::Hesitating,
                    Flow::Stalled,
                ];
                let flow = *dice.pick(&flows);
                self.model.flows(name, Some(flow), self.hall.now);
                self.hall.flow(name, flow);
                format!("{name} {flow:?}")
            }
        }
    }

    fn the_host_acts(&mut self, dice: &mut Dice) -> String {
        let name = self.model.somebody(dice);
        let language = *dice.pick(&["de", "zh", "en", "none"]);
        match dice.below(10) {
            0..=3 => {
                let pin = dice.below(4) == 0;
                self.model.declares(language, pin, self.hall.now);
                self.hall.floor(language, pin);
                format!("the floor is {language}, pinned: {pin}")
            }
            4 => {
                let rules = [Interlock::Refused, Interlock::OwnBooth, Interlock::Anyone];
                let rule = *dice.pick(&rules);
                let channel = *dice.pick(&["de", "zh", "en", "fr"]);
                self.hall.interlock(channel, rule);
                format!("interlock of {channel}: {rule:?}")
            }
            5 => {
                let (booth, works) = (self.model.booth_of(name), works(dice));
                self.hall.works("helga", &booth, works).unwrap();
                format!("{booth} works {works:?}")
            }
            6 => {
                let command = stage::Command::Mute {
                    participant: id(name),
                    muted: dice.below(2) == 0,
                };
                let outcome = self.hall.does("helga", Command::Stage(command.clone()));
                if let (Ok(()), stage::Command::Mute { muted, .. }) = (outcome, &command) {
                    self.model.muted(name, *muted);
                }
                format!("{command:?}")
            }
            7 => {
                let outcome = self.hall.brings_up(name);
                format!("{name} is brought up: {outcome:?}")
            }
            8 => {
                for name in self.model.cast() {
                    let _ = self.hall.takes_down(name);
                }
                "the interpreters are taken down".to_owned()
            }
            _ => {
                let booth = self.model.other_booth(dice);
                let (participant, to) = (id(name), crate::domain::id::BoothId::new(booth.clone()));
                let assign = booth::Command::Assign {
                    participant,
                    booth: to,
                };
                let outcome = self.hall.does("helga", Command::Booth(assign));
                if outcome.is_ok() {
                    self.model.moved(name, &booth);
                }
                format!("{name} is seated in {booth}: {outcome:?}")
            }
        }
    }
}

fn works(dice: &mut Dice) -> Works {
    *dice.pick(&[Works::ByTurns, Works::ByDirection])
}
