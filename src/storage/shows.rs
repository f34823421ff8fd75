//! The plans of shows, and which key has made which.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sqlx::{SqliteConnection, query};

use super::columns::{Fields, interlock, interlock_word, ms, works, works_word};
use super::sqlite::fault;
use crate::domain::id::{BoothId, Key, ShowId};
use crate::domain::language::Language;
use crate::domain::show::{BoothPlan, Policy, Show, Works};
use crate::domain::time::Moment;
use crate::venue::ports::{Added, LedgerFault};

/// Adds a show, or finds the one that `key` has made since `since`.
pub(super) async fn add(
    db: &mut SqliteConnection,
    show: &Show,
    key: Option<&Key>,
    since: Moment,
    now: Moment,
) -> Result<Added, LedgerFault> {
    if let Some(key) = key
        && let Some(made) = made_by(db, key, since).await?
    {
        return Ok(Added::Show(Box::new(made)));
    }
    let inserted = insert(db, show).await.map_err(fault)?;
    if !inserted {
        return Ok(Added::Taken);
    }
    if let Some(key) = key {
        query(
            "INSERT INTO show_keys (made_by, show_id, made_at) VALUES ($1, $2, $3) \
             ON CONFLICT (made_by) DO UPDATE SET show_id = excluded.show_id, made_at = excluded.made_at",
        )
        .bind(key.as_str())
        .bind(show.id.as_str())
        .bind(ms(now))
        .execute(db)
        .await
        .map_err(fault)?;
    }
    Ok(Added::Show(Box::new(show.clone())))
}

/// All shows, ordered by id.
pub(super) async fn load(db: &mut SqliteConnection) -> Result<Vec<Show>, LedgerFault> {
    let rows = query("SELECT * FROM shows ORDER BY id")
        .fetch_all(db)
        .await
        .map_err(fault)?;
    let table = "shows";
    rows.iter()
        .map(|row| show(&Fields { table, row }))
        .collect()
}

/// Forgets keys older than `before`.
pub(super) async fn prune(db: &mut SqliteConnection, before: Moment) -> sqlx::Result<()> {
    query("DELETE FROM show_keys WHERE made_at < $1")
        .bind(ms(before))
        .execute(db)
        .await?;
    Ok(())
}

async fn made_by(
    db: &mut SqliteConnection,
    key: &Key,
    since: Moment,
) -> Result<Option<Show>, LedgerFault> {
    let row = query(
        "SELECT shows.* FROM show_keys JOIN shows ON shows.id = show_keys.show_id \
         WHERE show_keys.made_by = $1 AND show_keys.made_at >= $2",
    )
    .bind(key.as_str())
    .bind(ms(since))
    .fetch_optional(db)
    .await
    .map_err(fault)?;
    let table = "shows";
    row.map(|row| show(&Fields { table, row: &row }))
        .transpose()
}

/// `false` when the id is taken.
async fn insert(db: &mut SqliteConnection, show: &Show) -> sqlx::Result<bool> {
    let done = query(
        "INSERT INTO shows (id, title, languages, booths, starts_at, zones, listed, auto_stage, \
         anonymous_questions, underneath, test_picture, capacity, interlock, text, ends_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT (id) DO NOTHING",
    )
    .bind(show.id.as_str())
    .bind(json!(show.title).to_string())
    .bind(tags(&show.languages).to_string())
    .bind(Value::Array(show.booths.iter().map(booth_text).collect()).to_string())
    .bind(show.starts_at.map(ms))
    .bind(json!(show.zones).to_string())
    .bind(i64::from(show.public))
    .bind(i64::from(show.policy.auto_stage))
    .bind(i64::from(show.policy.anonymous_questions))
    .bind(i64::from(show.policy.underneath))
    .bind(i64::from(show.policy.test_picture))
    .bind(i64::from(show.policy.capacity))
    .bind(interlock_word(show.policy.interlock))
    .bind(json!(show.text).to_string())
    .bind(show.ends_at.map(ms))
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

fn show(fields: &Fields<'_>) -> Result<Show, LedgerFault> {
    Ok(Show {
        id: ShowId::new(fields.plain::<String>("id")?),
        title: fields.word("title", titles)?,
        text: fields.word("text", titles)?,
        languages: fields.word("languages", |text| languages(&parsed(text)?))?,
        booths: fields.word("booths", booths)?,
        starts_at: fields.optional_moment("starts_at")?,
        ends_at: fields.optional_moment("ends_at")?,
        zones: fields.word("zones", |text| strings(&parsed(text)?))?,
        public: fields.flag("listed")?,
        policy: Policy {
            auto_stage: fields.flag("auto_stage")?,
            anonymous_questions: fields.flag("anonymous_questions")?,
            underneath: fields.flag("underneath")?,
            test_picture: fields.flag("test_picture")?,
            capacity: fields.count("capacity")?,
            interlock: fields.word("interlock", interlock)?,
        },
    })
}

fn booth_text(booth: &BoothPlan) -> Value {
    json!({
        "id": booth.id.as_str(),
        "languages": tags(&booth.languages),
        "seats": booth.seats,
        "works": works_word(booth.works),
        "sign": booth.sign,
    })
}

fn booths(text: &str) -> Option<Vec<BoothPlan>> {
    parsed(text)?.as_array()?.iter().map(booth).collect()
}

fn booth(value: &Value) -> Option<BoothPlan> {
    Some(BoothPlan {
        id: BoothId::new(value.get("id")?.as_str()?),
        languages: languages(value.get("languages")?)?,
        seats: u8::try_from(value.get("seats")?.as_u64()?).ok()?,
        // Shows planned before booths could work by direction, or sign, say nothing of either.
        works: match value.get("works") {
            Some(word) => works(word.as_str()?)?,
            None => Works::ByTurns,
        },
        sign: value.get("sign").is_some_and(|sign| sign == &json!(true)),
    })
}

fn titles(text: &str) -> Option<BTreeMap<String, String>> {
    let value = parsed(text)?;
    let pairs = value.as_object()?.iter();
    pairs
        .map(|(tag, title)| Some((tag.clone(), title.as_str()?.to_owned())))
        .collect()
}

fn tags(languages: &[Language]) -> Value {
    languages.iter().map(Language::as_str).collect()
}

fn languages(value: &Value) -> Option<Vec<Language>> {
    strings(value)?
        .iter()
        .map(|tag| Language::parse(tag))
        .collect()
}

fn strings(value: &Value) -> Option<Vec<String>> {
    let items = value.as_array()?.iter();
    items.map(|item| item.as_str().map(str::to_owned)).collect()
}

fn parsed(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}
