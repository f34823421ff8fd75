//! What comes when: the items of the show in order, whom each expects, which of them is on, and when each began.
//!
//! What moving on means for the floor and for people is `conduct`'s business.

use std::collections::BTreeMap;

use super::effect::Record;
use super::fact::Turn;
use super::id::ParticipantId;
use super::language::Language;
use super::papers::{fits, within};
use super::refusal::Refusal;
use super::time::Moment;

/// What can be asked of the run sheet.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Replaces the items.
    Set(Vec<Item>),
    /// Moves the show to an item, by its place from 0; `None`: none is on.
    At(Option<u16>),
}

/// What kind of item it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A company presents itself.
    Pitch,
    /// Somebody speaks.
    #[default]
    Talk,
    /// Several speak with each other.
    Panel,
    /// Nobody speaks.
    Break,
    /// The audience asks.
    Questions,
}

/// One item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// What kind.
    pub kind: Kind,
    /// The title of a pitch, a talk, a break.
    pub title: String,
    /// The same in other languages; where one is missing, `title` stands for it.
    pub titles: BTreeMap<Language, String>,
    /// Who speaks, as it is written for readers; may be empty.
    pub speaker: String,
    /// Who is expected: those of the names in `speaker` who have been in the room, and whom the staff has added.
    pub people: Vec<ParticipantId>,
    /// The language spoken.
    pub language: Option<Language>,
    /// Planned length.
    pub minutes: u16,
    /// What the booth should know.
    pub notes: String,
    /// The decks shown in it, by ids that mean nothing here.
    pub decks: Vec<String>,
}

/// Where a part of the show begins; what recordings are divided by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// When it began.
    pub at: Moment,
    /// The title of the item then.
    pub title: String,
}

/// What comes when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunSheet {
    /// In order.
    pub items: Vec<Item>,
    /// The place of what is on, from 0, and since when.
    pub current: Option<(u16, Moment)>,
    /// When items began, in that order. The first 1,000 are kept, later ones are not marked.
    pub chapters: Vec<Chapter>,
}

impl RunSheet {
    /// The title of what is on.
    pub(super) fn title(&self) -> Option<&str> {
        let (place, _) = self.current?;
        let item = self.items.get(usize::from(place))?;
        Some(&item.title)
    }

    /// `runs`: the show does, so that what begins is a chapter of it.
    pub(super) fn handle(
        &mut self,
        command: Command,
        runs: bool,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        match command {
            Command::Set(items) => {
                check(&items)?;
                let (old, new) = (written(&self.items), written(&items));
                self.current = self.current.and_then(|(place, since)| {
                    let on = old.get(usize::from(place))?;
                    let same = new.iter().position(|item| item == on);
                    let named = || new.iter().position(|item| item.title == on.title);
                    // A new title at the same place, with everything around it as it was, is the same item.
                    let retitled = || {
                        let place = usize::from(place);
                        let others = |list: &[Item]| -> Vec<Item> {
                            let mut others = list.to_vec();
                            others.remove(place);
                            others
                        };
                        let alike = old.len() == new.len();
                        (alike && others(&old) == others(&new)).then_some(place)
                    };
                    let place = u16::try_from(same.or_else(named).or_else(retitled)?).ok()?;
                    Some((place, since))
                });
                self.items = items;
            }
            Command::At(place) => {
                if place.is_some_and(|place| usize::from(place) >= self.items.len()) {
                    return Err(Refusal::WrongState);
                }
                if place == self.current.map(|(place, _)| place) {
                    return Ok(());
                }
                self.current = place.map(|place| (place, turn.now));
                if runs {
                    self.mark(turn);
                }
            }
        }
        self.keep(turn);
        Ok(())
    }

    /// What is on.
    pub fn on(&self) -> Option<&Item> {
        let (place, _) = self.current?;
        self.items.get(usize::from(place))
    }

    /// What comes after it, or first while nothing is on.
    pub fn next(&self) -> Option<&Item> {
        let place = self.current.map_or(0, |(place, _)| usize::from(place) + 1);
        self.items.get(place)
    }

    /// Everybody whom some item expects.
    pub(super) fn people(&self) -> impl Iterator<Item = &ParticipantId> {
        self.items.iter().flat_map(|item| &item.people)
    }

    /// Somebody of this name is here: every item that names her expects her from now on.
    pub(super) fn bind(&mut self, who: &ParticipantId, name: &str, turn: &mut Turn) {
        let wanted = folded(name);
        let mut bound = false;
        for item in &mut self.items {
            let named = names(&item.speaker).any(|written| folded(written) == wanted);
            if named && !item.people.contains(who) && item.people.len() < PEOPLE {
                item.people.push(who.clone());
                bound = true;
            }
        }
        if bound {
            turn.touch(who);
            self.keep(turn);
        }
    }

    /// Nothing is on any more.
    pub(super) fn rewind(&mut self, turn: &mut Turn) {
        if self.current.take().is_some() {
            self.keep(turn);
        }
    }

    /// What is on begins a chapter.
    pub(super) fn mark(&mut self, turn: &mut Turn) {
        let title = self.on().map(|item| item.title.clone());
        let Some(title) = title.filter(|_| self.chapters.len() < CHAPTERS) else {
            return;
        };
        let chapter = Chapter {
            at: turn.now,
            title,
        };
        self.chapters.push(chapter.clone());
        turn.out.records.push(Record::Chapter(chapter));
    }

    /// Records items and place; chapters are recorded one by one.
    fn keep(&self, turn: &mut Turn) {
        let sheet = Self {
            chapters: Vec::new(),
            ..self.clone()
        };
        turn.out.records.push(Record::RunSheet(Box::new(sheet)));
    }
}

/// The items as somebody wrote them: whom they expect is found out beside.
fn written(items: &[Item]) -> Vec<Item> {
    let items = items.iter().map(|item| Item {
        people: Vec::new(),
        ..item.clone()
    });
    items.collect()
}

/// The single names of a line such as `Anna Kern, 李明 & Jonas`.
fn names(line: &str) -> impl Iterator<Item = &str> {
    let parts = line.split([
        ',', ';', '/', '&', '+', '|', '\n', '、', '，', '；', '·', '／',
    ]);
    parts.map(str::trim).filter(|name| !name.is_empty())
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Whether items may stand on a run sheet.
///
/// # Errors
/// When an item has no title, or there is too much of something.
pub fn check(items: &[Item]) -> Result<(), Refusal> {
    within(items.len(), ITEMS)?;
    for item in items {
        if item.title.trim().is_empty() {
            return Err(Refusal::TextEmpty);
        }
        fits(&item.title, TITLE_CHARACTERS)?;
        fits(&item.speaker, TITLE_CHARACTERS)?;
        fits(&item.notes, NOTES_CHARACTERS)?;
        within(item.titles.len(), TITLES)?;
        for title in item.titles.values() {
            fits(title, TITLE_CHARACTERS)?;
        }
        within(item.people.len(), PEOPLE)?;
        within(item.decks.len(), DECKS)?;
        for deck in &item.decks {
            fits(deck, DECK_CHARACTERS)?;
        }
    }
    Ok(())
}

const ITEMS: usize = 100;
const TITLE_CHARACTERS: usize = 200;
const TITLES: usize = 32;
const NOTES_CHARACTERS: usize = 2_000;
const PEOPLE: usize = 20;
const DECKS: usize = 20;
const DECK_CHARACTERS: usize = 64;
const CHAPTERS: usize = 1_000;
