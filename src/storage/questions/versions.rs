//! A question's versions in other languages, and those who asked the same: rows that only come and change, never go.

use sqlx::{SqliteConnection, query};

use crate::domain::id::{ParticipantId, QuestionId, ShowId};
use crate::domain::question::{CoAsker, Question};
use crate::domain::translation::{By, Part, Translation};
use crate::storage::columns::{Fields, ms};
use crate::storage::sqlite::fault;
use crate::venue::ports::LedgerFault;

pub(super) async fn keep(
    db: &mut SqliteConnection,
    show: &ShowId,
    question: &Question,
) -> sqlx::Result<()> {
    for made in &question.translations {
        let (participant, name) = match &made.by {
            By::Person { participant, name } => (Some(participant.as_str()), Some(name)),
            By::Machine => (None, None),
        };
        query(
            "INSERT INTO question_translations (show_id, question, part, language, text, participant, name, made_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
             ON CONFLICT (show_id, question, part, language) DO UPDATE SET text = excluded.text, \
             participant = excluded.participant, name = excluded.name, made_at = excluded.made_at",
        )
        .bind(show.as_str())
        .bind(question.id.as_str())
        .bind(part_word(made.part))
        .bind(made.language.as_str())
        .bind(&made.text)
        .bind(participant)
        .bind(name)
        .bind(ms(made.at))
        .execute(&mut *db)
        .await?;
    }
    for (place, asker) in (0_i64..).zip(&question.also) {
        query(
            "INSERT INTO question_askers (show_id, question, place, participant, name, anonymous) \
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (show_id, question, place) DO NOTHING",
        )
        .bind(show.as_str())
        .bind(question.id.as_str())
        .bind(place)
        .bind(asker.participant.as_str())
        .bind(&asker.name)
        .bind(i64::from(asker.anonymous))
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

/// Adds versions and askers to the questions they belong to.
pub(super) async fn load(
    db: &mut SqliteConnection,
    show: &ShowId,
    questions: &mut [Question],
) -> Result<(), LedgerFault> {
    let rows = query(
        "SELECT question, part, language, text, participant, name, made_at FROM question_translations \
         WHERE show_id = $1 ORDER BY question, part DESC, language",
    )
    .bind(show.as_str())
    .fetch_all(&mut *db)
    .await
    .map_err(fault)?;
    for row in &rows {
        let table = "question_translations";
        let fields = Fields { table, row };
        let made = translation(&fields)?;
        if let Some(question) = of(questions, &fields)? {
            question.translations.push(made);
        }
    }
    let rows = query(
        "SELECT question, participant, name, anonymous FROM question_askers \
         WHERE show_id = $1 ORDER BY question, place",
    )
    .bind(show.as_str())
    .fetch_all(&mut *db)
    .await
    .map_err(fault)?;
    for row in &rows {
        let table = "question_askers";
        let fields = Fields { table, row };
        let asker = CoAsker {
            participant: ParticipantId::new(fields.plain::<String>("participant")?),
            name: fields.plain("name")?,
            anonymous: fields.flag("anonymous")?,
        };
        if let Some(question) = of(questions, &fields)? {
            question.also.push(asker);
        }
    }
    Ok(())
}

fn of<'q>(
    questions: &'q mut [Question],
    fields: &Fields<'_>,
) -> Result<Option<&'q mut Question>, LedgerFault> {
    let id = QuestionId::new(fields.plain::<String>("question")?);
    Ok(questions.iter_mut().find(|question| question.id == id))
}

fn translation(fields: &Fields<'_>) -> Result<Translation, LedgerFault> {
    let participant: Option<String> = fields.plain("participant")?;
    let name: Option<String> = fields.plain("name")?;
    let by = participant
        .zip(name)
        .map_or(By::Machine, |(participant, name)| By::Person {
            participant: ParticipantId::new(participant),
            name,
        });
    Ok(Translation {
        part: fields.word("part", part)?,
        language: fields.language("language")?,
        text: fields.plain("text")?,
        by,
        at: fields.moment("made_at")?,
    })
}

fn part_word(part: Part) -> &'static str {
    match part {
        Part::Question => "question",
        Part::Answer => "answer",
    }
}

fn part(word: &str) -> Option<Part> {
    Part::ALL.into_iter().find(|part| part_word(*part) == word)
}
