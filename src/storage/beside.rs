//! What is kept beside the channels: the booths' papers, and what people agree to.

use serde_json::json;
use sqlx::{SqliteConnection, query};

use super::columns::{Fields, ms};
use super::sqlite::fault;
use crate::domain::consent::Consent;
use crate::domain::id::{BoothId, ParticipantId, ShowId};
use crate::domain::papers;
use crate::domain::snapshot::Snapshot;
use crate::domain::time::Moment;
use crate::venue::ports::LedgerFault;

pub(super) async fn keep_notes(
    db: &mut SqliteConnection,
    show: &ShowId,
    booth: &BoothId,
    text: &str,
) -> sqlx::Result<()> {
    query(
        "INSERT INTO papers (show_id, booth, notes) VALUES ($1, $2, $3) \
         ON CONFLICT (show_id, booth) DO UPDATE SET notes = excluded.notes",
    )
    .bind(show.as_str())
    .bind(booth.as_str())
    .bind(text)
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn keep_glossary(
    db: &mut SqliteConnection,
    show: &ShowId,
    booth: &BoothId,
    rows: &[Vec<String>],
) -> sqlx::Result<()> {
    query(
        "INSERT INTO papers (show_id, booth, glossary) VALUES ($1, $2, $3) \
         ON CONFLICT (show_id, booth) DO UPDATE SET glossary = excluded.glossary",
    )
    .bind(show.as_str())
    .bind(booth.as_str())
    .bind(json!(rows).to_string())
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn keep_consent(
    db: &mut SqliteConnection,
    show: &ShowId,
    participant: &ParticipantId,
    at: Moment,
    consent: Consent,
) -> sqlx::Result<()> {
    query(
        "INSERT INTO consents (show_id, number, participant, said_at, recording, publishing, live_processing, \
         machine_use) VALUES ($1, (SELECT COALESCE(MAX(number), 0) + 1 FROM consents WHERE show_id = $1), \
         $2, $3, $4, $5, $6, $7)",
    )
    .bind(show.as_str())
    .bind(participant.as_str())
    .bind(ms(at))
    .bind(i64::from(consent.recording))
    .bind(i64::from(consent.publishing))
    .bind(i64::from(consent.live_processing))
    .bind(i64::from(consent.machine_use))
    .execute(db)
    .await?;
    Ok(())
}

/// Reads papers and consents of a snapshot.
pub(super) async fn load(
    db: &mut SqliteConnection,
    show: &ShowId,
    into: &mut Snapshot,
) -> Result<(), LedgerFault> {
    let rows = query("SELECT booth, notes, glossary FROM papers WHERE show_id = $1 ORDER BY booth")
        .bind(show.as_str())
        .fetch_all(&mut *db)
        .await
        .map_err(fault)?;
    for row in &rows {
        let table = "papers";
        let fields = Fields { table, row };
        let kept = papers::Kept {
            notes: fields.plain("notes")?,
            glossary: fields.word("glossary", |text| serde_json::from_str(text).ok())?,
        };
        let booth = BoothId::new(fields.plain::<String>("booth")?);
        into.papers.insert(booth, kept);
    }
    let rows = query(
        "SELECT participant, said_at, recording, publishing, live_processing, machine_use FROM consents \
         WHERE show_id = $1 ORDER BY number",
    )
    .bind(show.as_str())
    .fetch_all(&mut *db)
    .await
    .map_err(fault)?;
    for row in &rows {
        let table = "consents";
        let fields = Fields { table, row };
        let consent = Consent {
            recording: fields.flag("recording")?,
            publishing: fields.flag("publishing")?,
            live_processing: fields.flag("live_processing")?,
            machine_use: fields.flag("machine_use")?,
        };
        let who = ParticipantId::new(fields.plain::<String>("participant")?);
        into.consents
            .push((who, fields.moment("said_at")?, consent));
    }
    Ok(())
}
