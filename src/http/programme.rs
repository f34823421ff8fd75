//! The run sheet by HTTP: as it comes with a new show, and the programme as everybody may read it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::premises::Premises;
use super::problem::Problem;
use crate::domain::id::ShowId;
use crate::domain::language::Language;
use crate::domain::run_sheet::{self, Item};
use crate::domain::view;
use crate::protocol::views::SlotKind;

/// One item of the run sheet of a new show.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewItem {
    /// `pitch`, `talk`, `panel`, `break` or `questions`.
    #[serde(default)]
    #[schema(value_type = String, example = "pitch")]
    kind: SlotKind,
    /// Title, 1 to 200 characters.
    #[schema(example = "Neue Pumpen")]
    title: String,
    /// The same in other languages, by tag.
    #[serde(default)]
    #[schema(example = json!({"zh": "新型泵"}))]
    titles: BTreeMap<String, String>,
    /// Who speaks; whoever comes in under one of these names is expected.
    #[serde(default)]
    #[schema(example = "王芳")]
    speaker: String,
    /// The language spoken.
    #[schema(example = "zh")]
    language: Option<String>,
    /// Planned length in minutes.
    #[serde(default)]
    minutes: u16,
    /// What the crew should know; nobody else reads it.
    #[serde(default)]
    notes: String,
    /// The decks shown in it, by their ids.
    #[serde(default)]
    decks: Vec<String>,
}

/// One item of the programme.
#[derive(Serialize, ToSchema)]
pub(super) struct ProgrammeItem {
    /// `pitch`, `talk`, `panel`, `break` or `questions`.
    #[schema(value_type = String, example = "pitch")]
    kind: SlotKind,
    /// Title.
    title: String,
    /// The same in other languages, by tag.
    titles: BTreeMap<String, String>,
    /// Who speaks.
    speaker: String,
    /// The language spoken.
    language: Option<String>,
    /// Planned length in minutes.
    minutes: u16,
}

/// The items that come with a new show.
pub(super) fn items(wished: Vec<NewItem>) -> Result<Vec<Item>, Problem> {
    let items: Option<Vec<_>> = wished.into_iter().map(item).collect();
    let items = items.filter(|items| run_sheet::check(items).is_ok());
    items.ok_or_else(|| {
        Problem::invalid(
            "run_sheet: at most 100 items, each with a title of 1 to 200 characters, notes of at most 2,000, and languages by their tags.",
        )
    })
}

/// Writes the run sheet of a show that has none: one that was made before by the same key keeps what it has.
pub(super) async fn set(
    premises: &Premises,
    show: &ShowId,
    items: Vec<Item>,
) -> Result<(), Problem> {
    let room = premises.directory.room(show).await?;
    if !items.is_empty() && room.programme().await?.items.is_empty() {
        room.office(run_sheet::Command::Set(items)).await?;
    }
    Ok(())
}

/// The programme as it is told.
pub(super) fn shown(programme: view::Programme) -> Vec<ProgrammeItem> {
    let items = programme.items.into_iter();
    items
        .map(|item| ProgrammeItem {
            kind: item.kind.into(),
            title: item.title,
            titles: item
                .titles
                .into_iter()
                .map(|(language, title)| (language.to_string(), title))
                .collect(),
            speaker: item.speaker,
            language: item.language.map(|language| language.to_string()),
            minutes: item.minutes,
        })
        .collect()
}

fn item(wished: NewItem) -> Option<Item> {
    let titles = wished.titles.into_iter();
    let titles: Option<_> = titles
        .map(|(tag, title)| Some((Language::parse(&tag)?, title)))
        .collect();
    Some(Item {
        kind: wished.kind.into(),
        title: wished.title,
        titles: titles?,
        speaker: wished.speaker,
        people: Vec::new(),
        language: match wished.language {
            Some(tag) => Some(Language::parse(&tag)?),
            None => None,
        },
        minutes: wished.minutes,
        notes: wished.notes,
        decks: wished.decks,
    })
}
