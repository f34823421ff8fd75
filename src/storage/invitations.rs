//! Who is invited, which tickets were taken back, and by when papers are due. Not who came: that is `people.rs`.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use sqlx::{SqliteConnection, query};

use super::columns::{Fields, ms, role};
use super::sqlite::fault;
use crate::domain::id::{BoothId, InvitationId, ShowId};
use crate::domain::invitation::{Change, Code, GuestList, Invitation, MailFault, Mailed, Paper};
use crate::domain::language::Language;
use crate::domain::time::Moment;
use crate::venue::ports::LedgerFault;

/// Keeps a change; the caller's transaction makes it whole.
pub(super) async fn change(
    db: &mut SqliteConnection,
    show: &ShowId,
    change: &Change,
    now: Moment,
) -> sqlx::Result<()> {
    for id in &change.dropped {
        query("DELETE FROM invitations WHERE show_id = $1 AND id = $2")
            .bind(show.as_str())
            .bind(id.as_str())
            .execute(&mut *db)
            .await?;
    }
    for person in &change.kept {
        keep(db, show, person).await?;
    }
    for ticket in &change.withdrawn {
        query("INSERT INTO withdrawn_tickets (ticket, withdrawn_at) VALUES ($1, $2) ON CONFLICT (ticket) DO NOTHING")
            .bind(ticket)
            .bind(ms(now))
            .execute(&mut *db)
            .await?;
    }
    for (paper, due) in &change.due {
        keep_due(db, show, *paper, *due).await?;
    }
    Ok(())
}

/// The people of a show in the order they were invited, and what is due of them.
pub(super) async fn load(
    db: &mut SqliteConnection,
    show: &ShowId,
) -> Result<GuestList, LedgerFault> {
    let mut list = GuestList::default();
    let rows = query("SELECT * FROM invitations WHERE show_id = $1 ORDER BY place")
        .bind(show.as_str())
        .fetch_all(&mut *db)
        .await
        .map_err(fault)?;
    for row in &rows {
        let table = "invitations";
        list.people.push(person(&Fields { table, row })?);
    }
    let rows = query("SELECT paper, due_at FROM due_dates WHERE show_id = $1")
        .bind(show.as_str())
        .fetch_all(&mut *db)
        .await
        .map_err(fault)?;
    for row in &rows {
        let table = "due_dates";
        let fields = Fields { table, row };
        list.due.insert(
            fields.word("paper", Paper::parse)?,
            fields.moment("due_at")?,
        );
    }
    Ok(list)
}

/// Who has this code.
pub(super) async fn by_code(
    db: &mut SqliteConnection,
    code: &Code,
) -> Result<Option<(ShowId, Invitation)>, LedgerFault> {
    let row = query("SELECT * FROM invitations WHERE code = $1")
        .bind(code.as_str())
        .fetch_optional(db)
        .await
        .map_err(fault)?;
    row.map(|row| {
        let table = "invitations";
        let fields = Fields { table, row: &row };
        let show = ShowId::new(fields.plain::<String>("show_id")?);
        Ok((show, person(&fields)?))
    })
    .transpose()
}

/// The ids of all tickets that were taken back.
pub(super) async fn withdrawn(db: &mut SqliteConnection) -> Result<Vec<String>, LedgerFault> {
    let rows = query("SELECT ticket FROM withdrawn_tickets")
        .fetch_all(db)
        .await
        .map_err(fault)?;
    let table = "withdrawn_tickets";
    rows.iter()
        .map(|row| Fields { table, row }.plain("ticket"))
        .collect()
}

async fn keep(db: &mut SqliteConnection, show: &ShowId, person: &Invitation) -> sqlx::Result<()> {
    let handed_in: Value = person
        .handed_in
        .iter()
        .map(|paper| paper.as_str())
        .collect();
    query(
        "INSERT INTO invitations (show_id, id, role, name, language, booth, mail, organisation, code, ticket, \
         issued_at, withdrawn, handed_in, mailed_at, mail_fault, place) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, \
         (SELECT COALESCE(MAX(place), 0) + 1 FROM invitations WHERE show_id = $1)) \
         ON CONFLICT (show_id, id) DO UPDATE SET role = excluded.role, name = excluded.name, \
         language = excluded.language, booth = excluded.booth, mail = excluded.mail, \
         organisation = excluded.organisation, code = excluded.code, ticket = excluded.ticket, \
         issued_at = excluded.issued_at, withdrawn = excluded.withdrawn, handed_in = excluded.handed_in, \
         mailed_at = excluded.mailed_at, mail_fault = excluded.mail_fault",
    )
    .bind(show.as_str())
    .bind(person.id.as_str())
    .bind(person.role.as_str())
    .bind(&person.name)
    .bind(person.language.as_ref().map(Language::as_str))
    .bind(person.booth.as_ref().map(BoothId::as_str))
    .bind(&person.mail)
    .bind(&person.organisation)
    .bind(person.code.as_str())
    .bind(&person.ticket)
    .bind(ms(person.issued_at))
    .bind(i64::from(person.withdrawn))
    .bind(json!(handed_in).to_string())
    .bind(person.mailed.map(|mailed| ms(mailed.at)))
    .bind(person.mailed.and_then(|mailed| mailed.fault).map(MailFault::as_str))
    .execute(db)
    .await?;
    Ok(())
}

async fn keep_due(
    db: &mut SqliteConnection,
    show: &ShowId,
    paper: Paper,
    due: Option<Moment>,
) -> sqlx::Result<()> {
    let statement = match due {
        Some(_) => {
            "INSERT INTO due_dates (show_id, paper, due_at) VALUES ($1, $2, $3) \
             ON CONFLICT (show_id, paper) DO UPDATE SET due_at = excluded.due_at"
        }
        None => "DELETE FROM due_dates WHERE show_id = $1 AND paper = $2",
    };
    let mut statement = query(statement).bind(show.as_str()).bind(paper.as_str());
    if let Some(due) = due {
        statement = statement.bind(ms(due));
    }
    statement.execute(db).await?;
    Ok(())
}

fn person(fields: &Fields<'_>) -> Result<Invitation, LedgerFault> {
    Ok(Invitation {
        id: InvitationId::new(fields.plain::<String>("id")?),
        role: fields.word("role", role)?,
        name: fields.plain("name")?,
        language: fields.optional_language("language")?,
        booth: fields.plain::<Option<String>>("booth")?.map(BoothId::new),
        mail: fields.plain("mail")?,
        organisation: fields.plain("organisation")?,
        code: fields.word("code", Code::parse)?,
        ticket: fields.plain("ticket")?,
        issued_at: fields.moment("issued_at")?,
        withdrawn: fields.flag("withdrawn")?,
        handed_in: fields.word("handed_in", papers)?,
        mailed: mailed(fields)?,
    })
}

fn mailed(fields: &Fields<'_>) -> Result<Option<Mailed>, LedgerFault> {
    let Some(at) = fields.optional_moment("mailed_at")? else {
        return Ok(None);
    };
    let fault = match fields.plain::<Option<String>>("mail_fault")? {
        Some(_) => Some(fields.word("mail_fault", MailFault::parse)?),
        None => None,
    };
    Ok(Some(Mailed { at, fault }))
}

fn papers(text: &str) -> Option<BTreeSet<Paper>> {
    let names: Vec<String> = serde_json::from_str(text).ok()?;
    names.iter().map(|name| Paper::parse(name)).collect()
}
