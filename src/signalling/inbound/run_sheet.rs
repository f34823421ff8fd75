//! What comes when.

use super::{Asked, Wish, durable, tag, texts};
use crate::domain::command::Command;
use crate::domain::run_sheet;
use crate::protocol::client::run_sheet::{RunSheetAt, SetRunSheet};
use crate::protocol::refusal::Code;
use crate::protocol::views;

impl Asked for SetRunSheet {
    fn wish(self) -> Result<Wish, Code> {
        let items: Result<_, _> = self.items.into_iter().map(item).collect();
        let command = run_sheet::Command::Set(items?);
        durable(self.key, Command::RunSheet(command))
    }
}

impl Asked for RunSheetAt {
    fn wish(self) -> Result<Wish, Code> {
        let command = run_sheet::Command::At(self.item);
        durable(self.key, Command::RunSheet(command))
    }
}

fn item(item: views::RunSheetItem) -> Result<run_sheet::Item, Code> {
    Ok(run_sheet::Item {
        kind: item.kind.into(),
        title: item.title,
        titles: texts(item.titles)?,
        speaker: item.speaker,
        people: item.people,
        language: item.language.as_deref().map(tag).transpose()?,
        minutes: item.minutes,
        notes: item.notes,
        decks: item.decks,
    })
}
