//! How a show is conducted, as the wire tells it.

use std::collections::BTreeMap;

use super::{all, tag};
use crate::domain::banner::Banner;
use crate::domain::device_check::Checked;
use crate::domain::language::Language;
use crate::domain::run_sheet::{Chapter, Item, RunSheet};
use crate::domain::view;
use crate::protocol::time::rfc3339;
use crate::protocol::views as wire;

impl From<&RunSheet> for wire::RunSheetView {
    fn from(sheet: &RunSheet) -> Self {
        Self {
            items: all(&sheet.items),
            current: sheet.current.map(|(place, _)| place),
            since: sheet.current.map(|(_, since)| rfc3339(since.0)),
            chapters: all(&sheet.chapters),
        }
    }
}

impl From<&Item> for wire::RunSheetItem {
    fn from(item: &Item) -> Self {
        Self {
            kind: item.kind.into(),
            title: item.title.clone(),
            titles: texts(&item.titles),
            speaker: item.speaker.clone(),
            people: item.people.clone(),
            language: item.language.as_ref().map(tag),
            minutes: item.minutes,
            notes: item.notes.clone(),
            decks: item.decks.clone(),
        }
    }
}

impl From<&Chapter> for wire::ChapterView {
    fn from(chapter: &Chapter) -> Self {
        Self {
            at: rfc3339(chapter.at.0),
            title: chapter.title.clone(),
        }
    }
}

impl From<&view::Programme> for wire::ProgrammeView {
    fn from(programme: &view::Programme) -> Self {
        Self {
            items: all(&programme.items),
            current: programme.current.map(|(place, _)| place),
            since: programme.current.map(|(_, since)| rfc3339(since.0)),
        }
    }
}

impl From<&view::ProgrammeItem> for wire::ProgrammeItem {
    fn from(item: &view::ProgrammeItem) -> Self {
        Self {
            kind: item.kind.into(),
            title: item.title.clone(),
            titles: texts(&item.titles),
            speaker: item.speaker.clone(),
            language: item.language.as_ref().map(tag),
            minutes: item.minutes,
        }
    }
}

impl From<&Banner> for wire::BannerView {
    fn from(banner: &Banner) -> Self {
        Self {
            texts: texts(&banner.texts),
            at: rfc3339(banner.at.0),
        }
    }
}

impl From<&Checked> for wire::CheckedView {
    fn from(checked: &Checked) -> Self {
        Self {
            score: checked.score,
            network: checked.network.into(),
            camera: checked.camera,
            at: rfc3339(checked.at.0),
        }
    }
}

fn texts(texts: &BTreeMap<Language, String>) -> wire::Texts {
    let texts = texts.iter();
    texts
        .map(|(language, text)| (tag(language), text.clone()))
        .collect()
}
