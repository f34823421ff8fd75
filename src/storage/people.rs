//! People, their places, and when they came and left.

use sqlx::{SqliteConnection, query};

use super::columns::{Fields, ms, place, place_word, role};
use super::sqlite::fault;
use crate::domain::channels::Choice;
use crate::domain::effect::PersonRecord;
use crate::domain::id::{BoothId, ParticipantId, ShowId};
use crate::domain::language::Language;
use crate::domain::snapshot::Snapshot;
use crate::domain::time::Moment;
use crate::venue::ports::LedgerFault;

pub(super) async fn keep(
    db: &mut SqliteConnection,
    show: &ShowId,
    person: &PersonRecord,
) -> sqlx::Result<()> {
    query(
        "INSERT INTO people (show_id, participant, role, name, language, booth, assigned, owns, seat, ticket, seats, \
         place, hand_at, choice, underneath, muted, seen_at, came_as) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, \
         (SELECT COALESCE(MAX(came_as), 0) + 1 FROM people WHERE show_id = $1)) \
         ON CONFLICT (show_id, participant) DO UPDATE SET role = excluded.role, name = excluded.name, \
         language = excluded.language, booth = excluded.booth, assigned = excluded.assigned, owns = excluded.owns, \
         seat = excluded.seat, ticket = excluded.ticket, seats = excluded.seats, place = excluded.place, hand_at = excluded.hand_at, choice = excluded.choice, \
         underneath = excluded.underneath, muted = excluded.muted, seen_at = excluded.seen_at",
    )
    .bind(show.as_str())
    .bind(person.participant.as_str())
    .bind(person.role.as_str())
    .bind(&person.name)
    .bind(person.language.as_ref().map(Language::as_str))
    .bind(person.booth.as_ref().map(BoothId::as_str))
    .bind(i64::from(person.assigned))
    .bind(person.owns.as_ref().map(Language::as_str))
    .bind(&person.seat)
    .bind(&person.ticket)
    .bind(i64::from(person.seats))
    .bind(place_word(person.place))
    .bind(person.hand.map(ms))
    .bind(match &person.choice {
        Choice::Original => None,
        Choice::Language(language) => Some(language.as_str()),
    })
    .bind(i64::from(person.underneath))
    .bind(i64::from(person.muted))
    .bind(ms(person.seen))
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn keep_attendance(
    db: &mut SqliteConnection,
    show: &ShowId,
    participant: &ParticipantId,
    came: bool,
    at: Moment,
) -> sqlx::Result<()> {
    query("INSERT INTO attendance (show_id, participant, came, at) VALUES ($1, $2, $3, $4)")
        .bind(show.as_str())
        .bind(participant.as_str())
        .bind(i64::from(came))
        .bind(ms(at))
        .execute(db)
        .await?;
    Ok(())
}

/// Reads the people of a snapshot.
pub(super) async fn load(
    db: &mut SqliteConnection,
    show: &ShowId,
    into: &mut Snapshot,
) -> Result<(), LedgerFault> {
    let rows = query(
        "SELECT participant, role, name, language, booth, assigned, owns, seat, ticket, seats, place, hand_at, \
         choice, underneath, muted, seen_at FROM people WHERE show_id = $1 ORDER BY came_as",
    )
    .bind(show.as_str())
    .fetch_all(db)
    .await
    .map_err(fault)?;
    for row in &rows {
        let table = "people";
        into.people.push(person(&Fields { table, row })?);
    }
    Ok(())
}

fn person(fields: &Fields<'_>) -> Result<PersonRecord, LedgerFault> {
    let choice = match fields.optional_language("choice")? {
        Some(language) => Choice::Language(language),
        None => Choice::Original,
    };
    Ok(PersonRecord {
        participant: ParticipantId::new(fields.plain::<String>("participant")?),
        role: fields.word("role", role)?,
        name: fields.plain("name")?,
        language: fields.optional_language("language")?,
        booth: fields.plain::<Option<String>>("booth")?.map(BoothId::new),
        assigned: fields.flag("assigned")?,
        owns: fields.optional_language("owns")?,
        seat: fields.plain("seat")?,
        ticket: fields.plain("ticket")?,
        seats: fields.count("seats")?,
        place: fields.word("place", place)?,
        hand: fields.optional_moment("hand_at")?,
        choice,
        underneath: fields.flag("underneath")?,
        muted: fields.flag("muted")?,
        seen: fields.moment("seen_at")?,
    })
}
