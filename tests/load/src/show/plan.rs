//! What happens in the scripted show, drawn from a seed before it begins: who says what when, and what goes wrong.
//!
//! Times are milliseconds since the show began. What interpreters say is not here: they follow what they hear.

use crate::chance::Chance;

/// A language of the show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// German.
    De,
    /// Chinese.
    Zh,
    /// English, which only the second booth understands.
    En,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::De, Self::Zh, Self::En];

    /// As it is written on the wire.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::De => "de",
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    /// Reads a tag; `None` for `none` and whatever is not spoken here.
    #[must_use]
    pub fn read(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }
}

/// Whose voice it is; the number is that of the tone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Voice {
    /// Speaks German.
    Stefan,
    /// Speaks Chinese.
    Lin,
    /// Speaks English.
    Emma,
    /// The sound of the shared film.
    Film,
    /// Interprets between German and Chinese.
    Ines,
    /// Her partner.
    Ivan,
    /// Interprets from English into German, alone.
    Paula,
}

impl Voice {
    /// Everybody who is ever heard.
    pub const ALL: [Self; 7] = [
        Self::Stefan,
        Self::Lin,
        Self::Emma,
        Self::Film,
        Self::Ines,
        Self::Ivan,
        Self::Paula,
    ];
    /// Those in booths.
    pub const INTERPRETERS: [Self; 3] = [Self::Ines, Self::Ivan, Self::Paula];

    /// Her name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Stefan => "Stefan",
            Self::Lin => "Lin",
            Self::Emma => "Emma",
            Self::Film => "the film",
            Self::Ines => "Ines",
            Self::Ivan => "Ivan",
            Self::Paula => "Paula",
        }
    }

    /// The tag of her packets when they carry `language`; `None`: no language.
    #[must_use]
    pub fn tag(self, language: Option<Language>) -> u8 {
        let place = language.map_or(3, |language| language as u8);
        self as u8 * 4 + place
    }

    /// Whose packet, and in which language.
    #[must_use]
    pub fn read(tag: u8) -> Option<(Self, Option<Language>)> {
        let voice = Self::ALL.get(usize::from(tag / 4))?;
        Some((*voice, Language::ALL.get(usize::from(tag % 4)).copied()))
    }
}

/// Words without a pause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// Who says it.
    pub who: Voice,
    /// In which language; a film has none.
    pub language: Option<Language>,
    /// When it begins.
    pub from: u32,
    /// When it has ended.
    pub to: u32,
}

/// Something that somebody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// A film begins: the host shares it and sets the floor's language to none; the booth closes.
    FilmBegins,
    /// It has ended.
    FilmEnds,
    /// A Chinese question is put on air, and read out in German.
    ReadOut,
    /// The German speaker reads in Chinese from now on: the booth corrects with one key, or takes it back.
    SpeaksChinese(bool),
    /// The partner asks for the turn, gets it and cuts.
    HandOver,
    /// The active interpreter coughs for so many milliseconds.
    Cough(u32),
    /// Her link goes dead and stays so for a while; her partner has armed before, or has not.
    Lose {
        /// The partner is armed.
        armed: bool,
        /// How long.
        ms: u32,
    },
    /// She reloads her page.
    Reload,
    /// At the next change of direction she does not wait for her pause but presses the key.
    WillPress,
    /// The second booth opens, or closes.
    Pivot(bool),
    /// The booth works by direction from now on, both standing ready: the floor turns once, and with it the person. Then by
    /// turns again.
    Directions(bool),
}

/// The whole show.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// What is said on the stage, in order of beginning.
    pub phrases: Vec<Phrase>,
    /// What is done, in order.
    pub acts: Vec<(u32, Act)>,
    /// When it ends.
    pub length: u32,
}

impl Plan {
    /// A show of so many milliseconds.
    #[must_use]
    pub fn draw(seed: u64, length: u32) -> Self {
        let mut draft = Draft {
            plan: Self::default(),
            chance: Chance::new(seed, 1),
            at: 0,
        };
        draft.once();
        while draft.at + 20_000 < length {
            draft.another();
        }
        let mut plan = draft.plan;
        plan.length = draft.at;
        plan.phrases.sort_by_key(|phrase| phrase.from);
        plan.acts.sort_by_key(|(at, _)| *at);
        plan
    }

    /// What `who` says at this moment.
    #[must_use]
    pub fn said_by(&self, who: Voice, at: u32) -> Option<&Phrase> {
        self.around(at).find(|phrase| phrase.who == who)
    }

    /// What is said on the stage at this moment; of two voices that which began first.
    #[must_use]
    pub fn said(&self, at: u32) -> Option<&Phrase> {
        self.around(at).next()
    }

    fn around(&self, at: u32) -> impl Iterator<Item = &Phrase> {
        // No phrase is longer than this.
        let first = self
            .phrases
            .partition_point(|phrase| phrase.from + 10_000 < at);
        let begun = self.phrases.get(first..).unwrap_or_default().iter();
        begun
            .take_while(move |phrase| phrase.from <= at)
            .filter(move |phrase| at < phrase.to)
    }
}

/// When an interpreter pauses while there is something to say: words for 2 to 6 s, then 1.2 to 4 s of thought.
#[must_use]
pub fn rhythm(seed: u64, who: Voice, length: u32) -> Vec<(u32, u32)> {
    let mut chance = Chance::new(seed, 100 + who as u64);
    let mut pauses = Vec::new();
    let mut at = 0;
    while at < length + 60_000 {
        at += chance.between(2_000, 6_000);
        let pause = chance.between(1_200, 4_000);
        pauses.push((at, at + pause));
        at += pause;
    }
    pauses
}

struct Draft {
    plan: Plan,
    chance: Chance,
    at: u32,
}

impl Draft {
    /// Every element once, as close together as people can work.
    fn once(&mut self) {
        self.turn(Voice::Stefan, Language::De, 17_000);
        self.interject(Voice::Lin, Language::Zh, 9_000);
        self.act(11_500, Act::Cough(2_000));
        self.act(14_000, Act::Directions(true));
        self.act(15_000, Act::WillPress);
        self.turn(Voice::Lin, Language::Zh, 18_000);
        self.act(6_000, Act::Directions(false));
        self.act(8_000, Act::HandOver);
        self.film(13_000);
        self.turn(Voice::Stefan, Language::De, 18_000);
        self.act(6_000, Act::ReadOut);
        self.act(
            9_000,
            Act::Lose {
                armed: true,
                ms: 5_000,
            },
        );
        self.english(16_000);
        self.turn(Voice::Lin, Language::Zh, 20_000);
        self.act(
            7_500,
            Act::Lose {
                armed: false,
                ms: 5_000,
            },
        );
        self.act(18_000, Act::Directions(true));
        self.turn(Voice::Stefan, Language::De, 15_000);
        self.act(9_000, Act::Directions(false));
        self.act(11_000, Act::Reload);
    }

    /// Another turn of 20 to 90 s, with something in it.
    fn another(&mut self) {
        let length = self.chance.between(20_000, 90_000);
        let german = self
            .plan
            .phrases
            .last()
            .is_none_or(|phrase| phrase.who != Voice::Stefan);
        match (german, self.chance.between(0, 8)) {
            (false, 0) => return self.english(length),
            (_, 1) => return self.film(length.min(45_000)),
            (_, 2) => return self.by_direction(german, length),
            (true, _) => self.turn(Voice::Stefan, Language::De, length),
            (false, _) => self.turn(Voice::Lin, Language::Zh, length),
        }
        let (speaker, other) = if german {
            (Voice::Stefan, Voice::Lin)
        } else {
            (Voice::Lin, Voice::Stefan)
        };
        if self.chance.unit() < 0.5 {
            let language = if german { Language::Zh } else { Language::De };
            self.interject(other, language, length - 6_000);
        }
        let at = 8_500;
        match self.chance.between(0, 8) {
            0 => self.act(at, Act::HandOver),
            1 => self.act(at, Act::Cough(self.chance.clone().between(500, 4_000))),
            2 => self.act(
                at,
                Act::Lose {
                    armed: true,
                    ms: 5_000,
                },
            ),
            3 => self.act(
                at,
                Act::Lose {
                    armed: false,
                    ms: 5_000,
                },
            ),
            4 => self.act(at, Act::Reload),
            5 if speaker == Voice::Stefan => self.act(at, Act::ReadOut),
            6 => self.act(length - 3_000, Act::WillPress),
            _ if speaker == Voice::Stefan && length > 45_000 => self.read_in_chinese(),
            _ => {}
        }
    }

    /// The partners share the work by direction while one speaker follows the other.
    fn by_direction(&mut self, german: bool, length: u32) {
        let mut speakers = [(Voice::Stefan, Language::De), (Voice::Lin, Language::Zh)];
        if !german {
            speakers.reverse();
        }
        let [(first, its), (second, others)] = speakers;
        self.turn(first, its, length);
        self.act(length - 2_000, Act::Directions(true));
        self.turn(second, others, 20_000);
        self.act(10_000, Act::Directions(false));
    }

    /// For 20 s the German speaker reads in Chinese.
    fn read_in_chinese(&mut self) {
        let from = self.turn_start() + 10_000;
        let read = self.plan.phrases.iter_mut().filter(|phrase| {
            phrase.who == Voice::Stefan && (from..from + 20_000).contains(&phrase.from)
        });
        let mut span: Option<(u32, u32)> = None;
        for phrase in read {
            phrase.language = Some(Language::Zh);
            let (begins, _) = span.unwrap_or((phrase.from, phrase.to));
            span = Some((begins, phrase.to));
        }
        // The booth says so between two sentences, and takes it back between two.
        if let Some((begins, ends)) = span {
            self.plan
                .acts
                .push((begins - 100, Act::SpeaksChinese(true)));
            self.plan.acts.push((ends + 100, Act::SpeaksChinese(false)));
        }
    }

    fn act(&mut self, into: u32, act: Act) {
        let start = self.turn_start();
        self.plan.acts.push((start + into, act));
    }

    /// Where the turn that was drawn last began.
    fn turn_start(&self) -> u32 {
        self.plan.length
    }

    /// Somebody speaks for `length`, and begins before the other has quite ended.
    fn turn(&mut self, who: Voice, language: Language, length: u32) {
        self.plan.length = self.at;
        let end = self.at + length;
        let mut from = self.at.saturating_sub(self.chance.between(200, 700));
        // Nobody begins with half a sentence.
        let mut to = from + self.chance.between(3_500, 5_000);
        loop {
            let to_end = if end.saturating_sub(to) < 2_000 {
                end
            } else {
                to
            };
            self.say(who, Some(language), from, to_end);
            if to_end == end {
                break;
            }
            from = to + self.chance.between(300, 1_400);
            to = from + self.chance.between(2_000, 6_000);
            if from + 800 >= end {
                break;
            }
            to = to.min(end);
        }
        self.at = end;
    }

    /// English, which goes through the second booth.
    fn english(&mut self, length: u32) {
        self.turn(Voice::Emma, Language::En, length);
        self.act(3_500, Act::Pivot(true));
        self.act(length + 4_500, Act::Pivot(false));
    }

    fn film(&mut self, length: u32) {
        self.plan.length = self.at;
        self.act(500, Act::FilmBegins);
        let end = self.at + length;
        let mut from = self.at + 1_500;
        while from + 4_000 < end {
            self.say(Voice::Film, None, from, from + 3_500);
            from += 3_500 + self.chance.between(300, 900);
        }
        self.at = end;
        self.act(length, Act::FilmEnds);
        self.at += 500;
    }

    /// A word or two between.
    fn interject(&mut self, who: Voice, language: Language, into: u32) {
        let from = self.turn_start() + into;
        let to = from + self.chance.between(500, 1_000);
        self.say(who, Some(language), from, to);
    }

    fn say(&mut self, who: Voice, language: Option<Language>, from: u32, to: u32) {
        self.plan.phrases.push(Phrase {
            who,
            language,
            from,
            to,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_minutes_hold_everything_once() {
        let plan = Plan::draw(1, 120_000);
        assert!(
            (105_000..=120_000).contains(&plan.length),
            "{}",
            plan.length
        );
        let has = |wanted: fn(&Act) -> bool| plan.acts.iter().any(|(_, act)| wanted(act));
        assert!(has(|act| *act == Act::FilmBegins));
        assert!(has(|act| *act == Act::ReadOut));
        assert!(has(|act| *act == Act::HandOver));
        assert!(has(|act| *act == Act::Reload));
        assert!(has(|act| *act == Act::Directions(true)));
        assert!(has(|act| matches!(act, Act::Lose { armed: true, .. })));
        assert!(has(|act| matches!(act, Act::Lose { armed: false, .. })));
    }

    #[test]
    fn a_long_show_changes_its_floor_every_20_to_90_seconds_and_repeats_by_seed() {
        let plan = Plan::draw(7, 7_200_000);
        assert_eq!(plan.phrases, Plan::draw(7, 7_200_000).phrases);
        assert_ne!(plan.phrases, Plan::draw(8, 7_200_000).phrases);
        assert!(plan.phrases.iter().all(|phrase| phrase.from < phrase.to));
        assert!(
            plan.phrases
                .iter()
                .all(|phrase| phrase.to - phrase.from <= 10_000)
        );
        assert!(plan.length <= 7_200_000 + 90_000);
    }

    #[test]
    fn what_somebody_reads_in_is_changed_between_two_sentences() {
        for seed in 1..20 {
            let plan = Plan::draw(seed, 1_200_000);
            for (at, _) in plan
                .acts
                .iter()
                .filter(|(_, act)| matches!(act, Act::SpeaksChinese(_)))
            {
                let says = plan.said_by(Voice::Stefan, *at);
                assert_eq!(says, None, "seed {seed}");
            }
        }
    }

    #[test]
    fn a_tag_tells_whose_voice_it_is_and_in_which_language() {
        for voice in Voice::ALL {
            for language in [None, Some(Language::De), Some(Language::En)] {
                assert_eq!(Voice::read(voice.tag(language)), Some((voice, language)));
            }
        }
    }
}
