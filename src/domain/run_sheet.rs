//! What comes when: the items of the show in order, and which of them is on.
//!
//! Moving on is a mark for the booth and the staff; nothing else follows from it.

use super::effect::Record;
use super::fact::Turn;
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

/// One item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The title of a pitch, a talk, a break.
    pub title: String,
    /// Who speaks; may be empty.
    pub speaker: String,
    /// The language spoken.
    pub language: Option<Language>,
    /// Planned length.
    pub minutes: u16,
    /// What the booth should know.
    pub notes: String,
}

/// What comes when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunSheet {
    /// In order.
    pub items: Vec<Item>,
    /// The place of what is on, from 0, and since when.
    pub current: Option<(u16, Moment)>,
}

impl RunSheet {
    /// The title of what is on.
    pub(super) fn title(&self) -> Option<&str> {
        let (place, _) = self.current?;
        let item = self.items.get(usize::from(place))?;
        Some(&item.title)
    }

    pub(super) fn handle(&mut self, command: Command, turn: &mut Turn) -> Result<(), Refusal> {
        match command {
            Command::Set(items) => {
                check(&items)?;
                self.current = self.current.and_then(|(place, since)| {
                    let on = self.items.get(usize::from(place))?;
                    let same = items.iter().position(|item| item == on);
                    let named = || items.iter().position(|item| item.title == on.title);
                    // A new title at the same place, with everything around it as it was, is the same item.
                    let retitled = || {
                        let place = usize::from(place);
                        let others = |list: &[Item]| -> Vec<Item> {
                            let mut others = list.to_vec();
                            others.remove(place);
                            others
                        };
                        let alike = self.items.len() == items.len();
                        (alike && others(&self.items) == others(&items)).then_some(place)
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
            }
        }
        turn.out
            .records
            .push(Record::RunSheet(Box::new(self.clone())));
        Ok(())
    }
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
    }
    Ok(())
}

const ITEMS: usize = 100;
const TITLE_CHARACTERS: usize = 200;
const NOTES_CHARACTERS: usize = 2_000;
