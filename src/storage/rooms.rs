//! What a room keeps of itself: phase, floor, booths, receipts.

use sqlx::{SqliteConnection, query};

use super::columns::{Fields, interlock, interlock_word, ms, phase, phase_word, works, works_word};
use super::sqlite::fault;
use crate::domain::id::{BoothId, Key, ParticipantId, ShowId};
use crate::domain::language::Language;
use crate::domain::phase::Phase;
use crate::domain::show::{Interlock, Works};
use crate::domain::snapshot::Snapshot;
use crate::domain::time::Moment;
use crate::venue::ports::LedgerFault;

pub(super) async fn keep_phase(
    db: &mut SqliteConnection,
    show: &ShowId,
    phase: Phase,
) -> sqlx::Result<()> {
    query(
        "INSERT INTO rooms (show_id, phase) VALUES ($1, $2) \
         ON CONFLICT (show_id) DO UPDATE SET phase = excluded.phase",
    )
    .bind(show.as_str())
    .bind(phase_word(phase))
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn keep_floor(
    db: &mut SqliteConnection,
    show: &ShowId,
    language: Option<&Language>,
    pinned: bool,
) -> sqlx::Result<()> {
    query(
        "INSERT INTO rooms (show_id, floor_known, floor_language, floor_pinned) VALUES ($1, 1, $2, $3) \
         ON CONFLICT (show_id) DO UPDATE SET floor_known = 1, floor_language = excluded.floor_language, \
         floor_pinned = excluded.floor_pinned",
    )
    .bind(show.as_str())
    .bind(language.map(Language::as_str))
    .bind(i64::from(pinned))
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn keep_booth(
    db: &mut SqliteConnection,
    show: &ShowId,
    booth: &BoothId,
    output: &Language,
    override_latch: bool,
) -> sqlx::Result<()> {
    query(
        "INSERT INTO booths (show_id, booth, output, override_latch) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (show_id, booth) DO UPDATE SET output = excluded.output, \
         override_latch = excluded.override_latch",
    )
    .bind(show.as_str())
    .bind(booth.as_str())
    .bind(output.as_str())
    .bind(i64::from(override_latch))
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn keep_works(
    db: &mut SqliteConnection,
    show: &ShowId,
    booth: &BoothId,
    works: Works,
) -> sqlx::Result<()> {
    query(
        "INSERT INTO booth_works (show_id, booth, works) VALUES ($1, $2, $3) \
         ON CONFLICT (show_id, booth) DO UPDATE SET works = excluded.works",
    )
    .bind(show.as_str())
    .bind(booth.as_str())
    .bind(works_word(works))
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn keep_interlock(
    db: &mut SqliteConnection,
    show: &ShowId,
    language: &Language,
    interlock: Interlock,
) -> sqlx::Result<()> {
    query(
        "INSERT INTO interlocks (show_id, language, interlock) VALUES ($1, $2, $3) \
         ON CONFLICT (show_id, language) DO UPDATE SET interlock = excluded.interlock",
    )
    .bind(show.as_str())
    .bind(language.as_str())
    .bind(interlock_word(interlock))
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn keep_receipt(
    db: &mut SqliteConnection,
    show: &ShowId,
    participant: &ParticipantId,
    key: &Key,
    at: Moment,
) -> sqlx::Result<()> {
    query(
        "INSERT INTO receipts (show_id, participant, command_key, applied_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (show_id, participant, command_key) DO UPDATE SET applied_at = excluded.applied_at",
    )
    .bind(show.as_str())
    .bind(participant.as_str())
    .bind(key.as_str())
    .bind(ms(at))
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets receipts older than `before`.
pub(super) async fn prune(db: &mut SqliteConnection, before: Moment) -> sqlx::Result<()> {
    query("DELETE FROM receipts WHERE applied_at < $1")
        .bind(ms(before))
        .execute(db)
        .await?;
    Ok(())
}

/// Reads the room's own part of a snapshot; receipts since `since`.
pub(super) async fn load(
    db: &mut SqliteConnection,
    show: &ShowId,
    since: Moment,
    into: &mut Snapshot,
) -> Result<(), LedgerFault> {
    let row = query(
        "SELECT phase, floor_known, floor_language, floor_pinned FROM rooms WHERE show_id = $1",
    )
    .bind(show.as_str())
    .fetch_optional(&mut *db)
    .await
    .map_err(fault)?;
    if let Some(row) = &row {
        let fields = Fields {
            table: "rooms",
            row,
        };
        if fields.plain::<Option<String>>("phase")?.is_some() {
            into.phase = Some(fields.word("phase", phase)?);
        }
        if fields.flag("floor_known")? {
            let language = fields.optional_language("floor_language")?;
            into.floor = Some((language, fields.flag("floor_pinned")?));
        }
    }
    let rows =
        query("SELECT booth, output, override_latch FROM booths WHERE show_id = $1 ORDER BY booth")
            .bind(show.as_str())
            .fetch_all(&mut *db)
            .await
            .map_err(fault)?;
    for row in &rows {
        let table = "booths";
        let fields = Fields { table, row };
        let booth = BoothId::new(fields.plain::<String>("booth")?);
        into.booths.push((
            booth,
            fields.language("output")?,
            fields.flag("override_latch")?,
        ));
    }
    load_choices(db, show, into).await?;
    let rows = query(
        "SELECT participant, command_key, applied_at FROM receipts \
         WHERE show_id = $1 AND applied_at >= $2 ORDER BY applied_at, participant, command_key",
    )
    .bind(show.as_str())
    .bind(ms(since))
    .fetch_all(&mut *db)
    .await
    .map_err(fault)?;
    for row in &rows {
        let table = "receipts";
        let fields = Fields { table, row };
        into.receipts.push((
            ParticipantId::new(fields.plain::<String>("participant")?),
            Key::new(fields.plain::<String>("command_key")?),
            fields.moment("applied_at")?,
        ));
    }
    Ok(())
}

/// What people chose for single booths and channels.
async fn load_choices(
    db: &mut SqliteConnection,
    show: &ShowId,
    into: &mut Snapshot,
) -> Result<(), LedgerFault> {
    let rows = query("SELECT booth, works FROM booth_works WHERE show_id = $1 ORDER BY booth")
        .bind(show.as_str())
        .fetch_all(&mut *db)
        .await
        .map_err(fault)?;
    for row in &rows {
        let table = "booth_works";
        let fields = Fields { table, row };
        let booth = BoothId::new(fields.plain::<String>("booth")?);
        into.works.push((booth, fields.word("works", works)?));
    }
    let rows =
        query("SELECT language, interlock FROM interlocks WHERE show_id = $1 ORDER BY language")
            .bind(show.as_str())
            .fetch_all(&mut *db)
            .await
            .map_err(fault)?;
    for row in &rows {
        let table = "interlocks";
        let fields = Fields { table, row };
        let said = fields.word("interlock", interlock)?;
        into.interlocks.push((fields.language("language")?, said));
    }
    Ok(())
}
