//! Questions and votes.

mod versions;

use serde_json::json;
use sqlx::{SqliteConnection, query};

use super::columns::{Fields, ms, state, state_word};
use super::sqlite::fault;
use crate::domain::id::{ParticipantId, QuestionId, ShowId};
use crate::domain::language::Language;
use crate::domain::question::{Addressed, Question};
use crate::domain::snapshot::Snapshot;
use crate::venue::ports::LedgerFault;

pub(super) async fn keep(
    db: &mut SqliteConnection,
    show: &ShowId,
    question: &Question,
) -> sqlx::Result<()> {
    let (speaker, to) = match &question.addressed {
        None => (None, None),
        Some(Addressed::Speaker { participant, name }) => (Some(participant.as_str()), Some(name)),
        Some(Addressed::Pitch(title)) => (None, Some(title)),
    };
    query(
        "INSERT INTO questions (show_id, id, asker, asker_name, anonymous, text, language, state, asked_at, \
         answer, reason, queue_rank, answer_language, addressed_speaker, addressed_to, labels, pinned, merged_into, \
         next_since, on_air_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) \
         ON CONFLICT (show_id, id) DO UPDATE SET asker = excluded.asker, asker_name = excluded.asker_name, \
         anonymous = excluded.anonymous, text = excluded.text, language = excluded.language, \
         state = excluded.state, asked_at = excluded.asked_at, answer = excluded.answer, \
         reason = excluded.reason, queue_rank = excluded.queue_rank, answer_language = excluded.answer_language, \
         addressed_speaker = excluded.addressed_speaker, addressed_to = excluded.addressed_to, \
         labels = excluded.labels, pinned = excluded.pinned, merged_into = excluded.merged_into, \
         next_since = excluded.next_since, on_air_at = excluded.on_air_at",
    )
    .bind(show.as_str())
    .bind(question.id.as_str())
    .bind(question.asker.as_str())
    .bind(&question.asker_name)
    .bind(i64::from(question.anonymous))
    .bind(&question.text)
    .bind(question.language.as_str())
    .bind(state_word(question.state))
    .bind(ms(question.asked_at))
    .bind(&question.answer)
    .bind(&question.reason)
    .bind(question.rank)
    .bind(question.answer_language.as_ref().map(Language::as_str))
    .bind(speaker)
    .bind(to)
    .bind(json!(question.labels).to_string())
    .bind(i64::from(question.pinned))
    .bind(question.merged_into.as_ref().map(QuestionId::as_str))
    .bind(question.next_since.map(ms))
    .bind(question.on_air_at.map(ms))
    .execute(&mut *db)
    .await?;
    versions::keep(db, show, question).await
}

pub(super) async fn keep_vote(
    db: &mut SqliteConnection,
    show: &ShowId,
    question: &QuestionId,
    participant: &ParticipantId,
    up: bool,
) -> sqlx::Result<()> {
    let statement = if up {
        "INSERT INTO votes (show_id, question, participant) VALUES ($1, $2, $3) \
         ON CONFLICT (show_id, question, participant) DO NOTHING"
    } else {
        "DELETE FROM votes WHERE show_id = $1 AND question = $2 AND participant = $3"
    };
    query(statement)
        .bind(show.as_str())
        .bind(question.as_str())
        .bind(participant.as_str())
        .execute(db)
        .await?;
    Ok(())
}

/// Reads the questions and votes of a snapshot.
pub(super) async fn load(
    db: &mut SqliteConnection,
    show: &ShowId,
    into: &mut Snapshot,
) -> Result<(), LedgerFault> {
    let rows = query(
        "SELECT id, asker, asker_name, anonymous, text, language, state, asked_at, answer, reason, queue_rank, \
         answer_language, addressed_speaker, addressed_to, labels, pinned, merged_into, next_since, on_air_at \
         FROM questions WHERE show_id = $1 ORDER BY asked_at, id",
    )
    .bind(show.as_str())
    .fetch_all(&mut *db)
    .await
    .map_err(fault)?;
    for row in &rows {
        let table = "questions";
        into.questions.push(question(&Fields { table, row })?);
    }
    versions::load(db, show, &mut into.questions).await?;
    let rows = query(
        "SELECT question, participant FROM votes WHERE show_id = $1 ORDER BY question, participant",
    )
    .bind(show.as_str())
    .fetch_all(&mut *db)
    .await
    .map_err(fault)?;
    for row in &rows {
        let table = "votes";
        let fields = Fields { table, row };
        into.votes.push((
            QuestionId::new(fields.plain::<String>("question")?),
            ParticipantId::new(fields.plain::<String>("participant")?),
        ));
    }
    Ok(())
}

fn question(fields: &Fields<'_>) -> Result<Question, LedgerFault> {
    let speaker: Option<String> = fields.plain("addressed_speaker")?;
    let addressed = fields
        .plain::<Option<String>>("addressed_to")?
        .map(|to| match speaker {
            Some(speaker) => Addressed::Speaker {
                participant: ParticipantId::new(speaker),
                name: to,
            },
            None => Addressed::Pitch(to),
        });
    let merged_into: Option<String> = fields.plain("merged_into")?;
    Ok(Question {
        id: QuestionId::new(fields.plain::<String>("id")?),
        asker: ParticipantId::new(fields.plain::<String>("asker")?),
        asker_name: fields.plain("asker_name")?,
        anonymous: fields.flag("anonymous")?,
        text: fields.plain("text")?,
        language: fields.language("language")?,
        state: fields.word("state", state)?,
        asked_at: fields.moment("asked_at")?,
        answer: fields.plain("answer")?,
        answer_language: fields.optional_language("answer_language")?,
        reason: fields.plain("reason")?,
        rank: fields.plain("queue_rank")?,
        translations: Vec::new(),
        addressed,
        labels: fields.word("labels", |text| serde_json::from_str(text).ok())?,
        pinned: fields.flag("pinned")?,
        also: Vec::new(),
        merged_into: merged_into.map(QuestionId::new),
        next_since: fields.optional_moment("next_since")?,
        on_air_at: fields.optional_moment("on_air_at")?,
    })
}
