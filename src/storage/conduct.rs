//! What is kept of how a show is conducted: run sheet and chapters, practice, the announcement, device checks.

use std::collections::BTreeMap;

use serde_json::json;
use sqlx::{SqliteConnection, query};

use super::columns::{Fields, kind, kind_word, ms, network, network_word};
use super::sqlite::fault;
use crate::domain::banner::Banner;
use crate::domain::device_check::Checked;
use crate::domain::id::{ParticipantId, ShowId};
use crate::domain::language::Language;
use crate::domain::run_sheet::{Chapter, Item, RunSheet};
use crate::domain::snapshot::Snapshot;
use crate::domain::time::Moment;
use crate::venue::ports::LedgerFault;

pub(super) async fn keep_run_sheet(
    db: &mut SqliteConnection,
    show: &ShowId,
    sheet: &RunSheet,
) -> sqlx::Result<()> {
    query(
        "INSERT INTO run_sheets (show_id, current_item, current_since) VALUES ($1, $2, $3) \
         ON CONFLICT (show_id) DO UPDATE SET current_item = excluded.current_item, \
         current_since = excluded.current_since",
    )
    .bind(show.as_str())
    .bind(sheet.current.map(|(place, _)| i64::from(place)))
    .bind(sheet.current.map(|(_, since)| ms(since)))
    .execute(&mut *db)
    .await?;
    query("DELETE FROM run_sheet_items WHERE show_id = $1")
        .bind(show.as_str())
        .execute(&mut *db)
        .await?;
    for (place, item) in (0_i64..).zip(&sheet.items) {
        query(
            "INSERT INTO run_sheet_items (show_id, place, title, speaker, language, minutes, notes, kind, titles, \
             people, decks) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        )
        .bind(show.as_str())
        .bind(place)
        .bind(&item.title)
        .bind(&item.speaker)
        .bind(item.language.as_ref().map(Language::as_str))
        .bind(i64::from(item.minutes))
        .bind(&item.notes)
        .bind(kind_word(item.kind))
        .bind(texts(&item.titles))
        .bind(json!(item.people.iter().map(ParticipantId::as_str).collect::<Vec<_>>()).to_string())
        .bind(json!(item.decks).to_string())
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

pub(super) async fn keep_chapter(
    db: &mut SqliteConnection,
    show: &ShowId,
    chapter: &Chapter,
) -> sqlx::Result<()> {
    query(
        "INSERT INTO chapters (show_id, number, began_at, title) VALUES ($1, \
         (SELECT COALESCE(MAX(number), 0) + 1 FROM chapters WHERE show_id = $1), $2, $3)",
    )
    .bind(show.as_str())
    .bind(ms(chapter.at))
    .bind(&chapter.title)
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn keep_practice(
    db: &mut SqliteConnection,
    show: &ShowId,
    since: Option<Moment>,
) -> sqlx::Result<()> {
    query(
        "INSERT INTO rooms (show_id, practice_since) VALUES ($1, $2) \
         ON CONFLICT (show_id) DO UPDATE SET practice_since = excluded.practice_since",
    )
    .bind(show.as_str())
    .bind(since.map(ms))
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn keep_banner(
    db: &mut SqliteConnection,
    show: &ShowId,
    banner: Option<&Banner>,
) -> sqlx::Result<()> {
    let Some(banner) = banner else {
        query("DELETE FROM banners WHERE show_id = $1")
            .bind(show.as_str())
            .execute(db)
            .await?;
        return Ok(());
    };
    query(
        "INSERT INTO banners (show_id, texts, put_at) VALUES ($1, $2, $3) \
         ON CONFLICT (show_id) DO UPDATE SET texts = excluded.texts, put_at = excluded.put_at",
    )
    .bind(show.as_str())
    .bind(texts(&banner.texts))
    .bind(ms(banner.at))
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn keep_device_check(
    db: &mut SqliteConnection,
    show: &ShowId,
    participant: &ParticipantId,
    checked: &Checked,
) -> sqlx::Result<()> {
    query(
        "INSERT INTO device_checks (show_id, participant, score, network, camera, done_at) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (show_id, participant) DO UPDATE SET \
         score = excluded.score, network = excluded.network, camera = excluded.camera, done_at = excluded.done_at",
    )
    .bind(show.as_str())
    .bind(participant.as_str())
    .bind(checked.score.map(i64::from))
    .bind(network_word(checked.network))
    .bind(i64::from(checked.camera))
    .bind(ms(checked.at))
    .execute(db)
    .await?;
    Ok(())
}

/// Reads all of it into a snapshot.
pub(super) async fn load(
    db: &mut SqliteConnection,
    show: &ShowId,
    into: &mut Snapshot,
) -> Result<(), LedgerFault> {
    into.run_sheet = run_sheet(db, show).await?;
    let row = query("SELECT practice_since FROM rooms WHERE show_id = $1")
        .bind(show.as_str())
        .fetch_optional(&mut *db)
        .await
        .map_err(fault)?;
    if let Some(row) = &row {
        let table = "rooms";
        into.practice = Fields { table, row }.optional_moment("practice_since")?;
    }
    let row = query("SELECT texts, put_at FROM banners WHERE show_id = $1")
        .bind(show.as_str())
        .fetch_optional(&mut *db)
        .await
        .map_err(fault)?;
    if let Some(row) = &row {
        let table = "banners";
        let fields = Fields { table, row };
        into.banner = Some(Banner {
            texts: fields.word("texts", by_language)?,
            at: fields.moment("put_at")?,
        });
    }
    let rows = query(
        "SELECT participant, score, network, camera, done_at FROM device_checks WHERE show_id = $1 \
         ORDER BY participant",
    )
    .bind(show.as_str())
    .fetch_all(&mut *db)
    .await
    .map_err(fault)?;
    for row in &rows {
        let table = "device_checks";
        let fields = Fields { table, row };
        let score = match fields.plain::<Option<i64>>("score")? {
            Some(_) => Some(fields.count("score")?),
            None => None,
        };
        let checked = Checked {
            score,
            network: fields.word("network", network)?,
            camera: fields.flag("camera")?,
            at: fields.moment("done_at")?,
        };
        let who = ParticipantId::new(fields.plain::<String>("participant")?);
        into.device_checks.push((who, checked));
    }
    Ok(())
}

async fn run_sheet(db: &mut SqliteConnection, show: &ShowId) -> Result<RunSheet, LedgerFault> {
    let row = query("SELECT current_item, current_since FROM run_sheets WHERE show_id = $1")
        .bind(show.as_str())
        .fetch_optional(&mut *db)
        .await
        .map_err(fault)?;
    let chapters = chapters(db, show).await?;
    let Some(row) = &row else {
        return Ok(RunSheet {
            chapters,
            ..RunSheet::default()
        });
    };
    let table = "run_sheets";
    let fields = Fields { table, row };
    let place = match fields.plain::<Option<i64>>("current_item")? {
        Some(_) => Some(fields.count("current_item")?),
        None => None,
    };
    let current = place.zip(fields.optional_moment("current_since")?);
    let rows = query(
        "SELECT title, speaker, language, minutes, notes, kind, titles, people, decks FROM run_sheet_items \
         WHERE show_id = $1 ORDER BY place",
    )
    .bind(show.as_str())
    .fetch_all(&mut *db)
    .await
    .map_err(fault)?;
    let item = |row| {
        let table = "run_sheet_items";
        let fields = Fields { table, row };
        Ok(Item {
            title: fields.plain("title")?,
            speaker: fields.plain("speaker")?,
            language: fields.optional_language("language")?,
            minutes: fields.count("minutes")?,
            notes: fields.plain("notes")?,
            kind: fields.word("kind", kind)?,
            titles: fields.word("titles", by_language)?,
            people: fields
                .word("people", |text| {
                    serde_json::from_str::<Vec<String>>(text).ok()
                })?
                .into_iter()
                .map(ParticipantId::new)
                .collect(),
            decks: fields.word("decks", |text| serde_json::from_str(text).ok())?,
        })
    };
    let items: Result<_, LedgerFault> = rows.iter().map(item).collect();
    let items = items?;
    Ok(RunSheet {
        items,
        current,
        chapters,
    })
}

async fn chapters(db: &mut SqliteConnection, show: &ShowId) -> Result<Vec<Chapter>, LedgerFault> {
    let rows = query("SELECT began_at, title FROM chapters WHERE show_id = $1 ORDER BY number")
        .bind(show.as_str())
        .fetch_all(db)
        .await
        .map_err(fault)?;
    let chapter = |row| {
        let table = "chapters";
        let fields = Fields { table, row };
        Ok(Chapter {
            at: fields.moment("began_at")?,
            title: fields.plain("title")?,
        })
    };
    rows.iter().map(chapter).collect()
}

fn texts(texts: &BTreeMap<Language, String>) -> String {
    let by_tag: BTreeMap<_, _> = texts
        .iter()
        .map(|(language, text)| (language.as_str(), text))
        .collect();
    json!(by_tag).to_string()
}

fn by_language(text: &str) -> Option<BTreeMap<Language, String>> {
    let by_tag: BTreeMap<String, String> = serde_json::from_str(text).ok()?;
    let texts = by_tag.into_iter();
    texts
        .map(|(tag, text)| Some((Language::parse(&tag)?, text)))
        .collect()
}
