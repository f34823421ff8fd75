//! Who is invited to a show: the list, people added to it as rows, and links that are taken back or replaced. For
//! administrators and the show's hosts alone: the list holds addresses and everybody's way in.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::caller::{Caller, IdempotencyKey};
use super::premises::Premises;
use super::problem::{Problem, ProblemView};
use crate::admission::ticket::Ticket;
use crate::domain::command::Office;
use crate::domain::id::{InvitationId, ParticipantId, ShowId};
use crate::domain::invitation::{self, Change, Invitation, MailFault};
use crate::domain::role::Role;
use crate::domain::show::Show;
use crate::domain::time::Moment;
use crate::domain::view::Arrivals;
use crate::foundation::chance;
use crate::protocol::time;

mod rows;

/// People to be invited.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPeople {
    /// One row for each; a row that cannot be taken keeps all of them out.
    people: Vec<NewPerson>,
}

/// Somebody to be invited.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPerson {
    /// `host`, `moderator`, `speaker`, `interpreter` or `attendee`.
    #[schema(example = "speaker")]
    role: String,
    /// The person's name.
    #[schema(example = "Eva Brandt")]
    name: String,
    /// The language she speaks and is written to: one of the show's.
    #[schema(example = "de")]
    language: Option<String>,
    /// An interpreter's booth; absent: the show's only one.
    #[schema(example = "de-zh")]
    booth: Option<String>,
    /// Her mail address.
    #[serde(default)]
    #[schema(example = "eva@example.org")]
    mail: String,
    /// Whom she comes from.
    #[serde(default)]
    #[schema(example = "volabo")]
    organisation: String,
}

/// Somebody invited.
#[derive(Serialize, ToSchema)]
pub(super) struct PersonView {
    /// The id of the invitation; stays when the link is replaced.
    id: String,
    /// `host`, `moderator`, `speaker`, `interpreter` or `attendee`.
    #[schema(example = "speaker")]
    role: &'static str,
    /// Her name.
    name: String,
    /// The language she speaks and is written to.
    language: Option<String>,
    /// An interpreter's booth.
    booth: Option<String>,
    /// Her mail address; may be empty.
    mail: String,
    /// Whom she comes from; may be empty.
    organisation: String,
    /// The code that can be read out instead of the link; absent once the link is taken back.
    #[schema(example = "ACDE3467")]
    code: Option<String>,
    /// Her link; absent once it is taken back.
    url: Option<String>,
    /// Until when link and code live, RFC 3339 in UTC.
    expires_at: String,
    /// She has come in by this link.
    opened: bool,
    /// Her sound or her devices were checked.
    checked: bool,
    /// Her sound is fit, and whoever goes on stage has done the device check.
    ready: bool,
    /// A mail can be sent to her from here.
    mailable: bool,
    /// When the last mail with this link was sent or tried, RFC 3339 in UTC.
    mailed_at: Option<String>,
    /// Why it was not sent: `late`, `refused` or `failed`.
    mail_fault: Option<&'static str>,
    /// What has arrived of her: `deck`, `names`, `glossary`, `transcript`.
    handed_in: Vec<&'static str>,
    /// What of it is late.
    late: Vec<&'static str>,
}

/// Who is invited.
#[utoipa::path(get, path = "/api/v1/shows/{show}/people", tag = "people", security(("bearer" = [])),
    params(("show" = str, Path, description = "The show's id")), responses(
    (status = 200, description = "Everybody invited, in the order they were", body = [PersonView]),
    (status = "4XX", description = "Refused", body = ProblemView),
    (status = "5XX", description = "Try again", body = ProblemView),
))]
pub(super) async fn list(
    State(premises): State<Premises>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Vec<PersonView>>, Problem> {
    let show = run_by(&premises, &caller, id)?;
    Ok(Json(views(&premises, &show, |_| true).await?))
}

/// Invites people: all rows, or none and the row that is wrong.
#[utoipa::path(post, path = "/api/v1/shows/{show}/people", tag = "people", security(("bearer" = [])),
    params(("show" = str, Path, description = "The show's id"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key invites the same rows once")),
    request_body = NewPeople, responses(
    (status = 201, description = "Those who were added, each with link and code", body = [PersonView]),
    (status = "4XX", description = "Refused; names the row and what to do", body = ProblemView),
    (status = "5XX", description = "Try again", body = ProblemView),
))]
pub(super) async fn add(
    State(premises): State<Premises>,
    caller: Caller,
    Path(id): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    body: Result<Json<NewPeople>, JsonRejection>,
) -> Result<(StatusCode, Json<Vec<PersonView>>), Problem> {
    let show = run_by(&premises, &caller, id)?;
    let Json(wish) = body?;
    let turn = premises.office.lock().await;
    let list = premises.guests.guests(show.id.clone()).await?;
    let name = |row: usize| match &key {
        Some(key) => InvitationId::new(
            premises
                .seal
                .name(&format!("invitation {} {key} {row}", show.id)),
        ),
        None => InvitationId::new(chance::id()),
    };
    let now = Moment(premises.clock.unix_ms());
    let kept = rows::invited(&show, wish.people, &list, name, now)?;
    let ids: Vec<_> = kept.iter().map(|person| person.id.clone()).collect();
    let new: Vec<_> = kept
        .into_iter()
        .filter(|person| list.person(&person.id).is_none())
        .collect();
    if !new.is_empty() {
        let change = Change {
            kept: new,
            ..Change::default()
        };
        premises.guests.change(show.id.clone(), change).await?;
    }
    drop(turn);
    let added = views(&premises, &show, |person| ids.contains(&person.id)).await?;
    Ok((StatusCode::CREATED, Json(added)))
}

/// Takes somebody from the list; her link opens nothing any more, and whoever came in by it leaves.
#[utoipa::path(delete, path = "/api/v1/shows/{show}/people/{person}", tag = "people", security(("bearer" = [])),
    params(("show" = str, Path, description = "The show's id"), ("person" = str, Path, description = "The invitation's id")),
    responses(
    (status = 204, description = "She is not on the list"),
    (status = "4XX", description = "Refused", body = ProblemView),
    (status = "5XX", description = "Try again", body = ProblemView),
))]
pub(super) async fn drop_person(
    State(premises): State<Premises>,
    caller: Caller,
    Path((id, person)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let show = run_by(&premises, &caller, id)?;
    let _turn = premises.office.lock().await;
    let person = find(&premises, &show, person).await?;
    let change = Change {
        dropped: vec![person.id],
        withdrawn: vec![person.ticket.clone()],
        ..Change::default()
    };
    premises.guests.change(show.id.clone(), change).await?;
    end(&premises, &show, person.ticket).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Replaces somebody's link and code; the old ones open nothing any more, and whoever came in by them leaves.
#[utoipa::path(post, path = "/api/v1/shows/{show}/people/{person}/link", tag = "people", security(("bearer" = [])),
    params(("show" = str, Path, description = "The show's id"), ("person" = str, Path, description = "The invitation's id")),
    responses(
    (status = 200, description = "The person with her new link and code", body = PersonView),
    (status = "4XX", description = "Refused", body = ProblemView),
    (status = "5XX", description = "Try again", body = ProblemView),
))]
pub(super) async fn replace_link(
    State(premises): State<Premises>,
    caller: Caller,
    Path((id, person)): Path<(String, String)>,
) -> Result<Json<PersonView>, Problem> {
    change_link(&premises, &caller, id, person, |person, now| {
        rows::new_link(person, now);
        person.withdrawn = false;
    })
    .await
}

/// Takes somebody's link and code back; whoever came in by them leaves.
#[utoipa::path(delete, path = "/api/v1/shows/{show}/people/{person}/link", tag = "people", security(("bearer" = [])),
    params(("show" = str, Path, description = "The show's id"), ("person" = str, Path, description = "The invitation's id")),
    responses(
    (status = 200, description = "The person without a link", body = PersonView),
    (status = "4XX", description = "Refused", body = ProblemView),
    (status = "5XX", description = "Try again", body = ProblemView),
))]
pub(super) async fn withdraw_link(
    State(premises): State<Premises>,
    caller: Caller,
    Path((id, person)): Path<(String, String)>,
) -> Result<Json<PersonView>, Problem> {
    change_link(&premises, &caller, id, person, |person, _| {
        person.withdrawn = true;
    })
    .await
}

/// The show, if the caller runs it.
pub(super) fn run_by(
    premises: &Premises,
    caller: &Caller,
    id: String,
) -> Result<std::sync::Arc<Show>, Problem> {
    let id = ShowId::new(id);
    caller.must_run(&id)?;
    premises
        .directory
        .show(&id)
        .ok_or_else(Problem::no_such_show)
}

/// One person of the list.
pub(super) async fn find(
    premises: &Premises,
    show: &Show,
    person: String,
) -> Result<Invitation, Problem> {
    let list = premises.guests.guests(show.id.clone()).await?;
    let found = list.person(&InvitationId::new(person)).cloned();
    found.ok_or_else(|| {
        Problem::new(
            StatusCode::NOT_FOUND,
            "no_such_person",
            "Nobody on the list has this id; load the list again.",
        )
    })
}

/// One person as she is shown.
pub(super) async fn view_of(
    premises: &Premises,
    show: &Show,
    id: &InvitationId,
) -> Result<Json<PersonView>, Problem> {
    let mut found = views(premises, show, |person| person.id == *id).await?;
    found.pop().map(Json).ok_or_else(Problem::no_such_show)
}

/// The link that an invitation stands for; the code leads to the same.
pub(super) fn link(
    premises: &Premises,
    show: &Show,
    person: &Invitation,
) -> Result<String, Problem> {
    let ticket = Ticket {
        show: show.id.clone(),
        role: person.role,
        name: person.name.clone(),
        // A language on an interpreter's ticket would fix her output to one direction.
        language: person
            .language
            .clone()
            .filter(|_| person.role != Role::Interpreter),
        booth: person.booth.clone(),
        expires_at: expires_at(premises, show, person).0 / 1_000,
        id: person.ticket.clone(),
        seats: 1,
    };
    let signed = premises.seal.sign(&ticket)?;
    Ok(super::tickets::link(
        &premises.public_url,
        &show.id,
        &signed,
    ))
}

/// Until when link and code live.
pub(super) fn expires_at(premises: &Premises, show: &Show, person: &Invitation) -> Moment {
    let otherwise_ms = premises.ticket_seconds.saturating_mul(1_000);
    invitation::lives_until(show, person.issued_at, otherwise_ms)
}

async fn change_link(
    premises: &Premises,
    caller: &Caller,
    id: String,
    person: String,
    change: impl FnOnce(&mut Invitation, Moment) + Send,
) -> Result<Json<PersonView>, Problem> {
    let show = run_by(premises, caller, id)?;
    let turn = premises.office.lock().await;
    let mut person = find(premises, &show, person).await?;
    let old = person.ticket.clone();
    change(&mut person, Moment(premises.clock.unix_ms()));
    let id = person.id.clone();
    let change = Change {
        kept: vec![person],
        withdrawn: vec![old.clone()],
        ..Change::default()
    };
    premises.guests.change(show.id.clone(), change).await?;
    end(premises, &show, old).await?;
    drop(turn);
    view_of(premises, &show, &id).await
}

/// What was kept comes into force: nobody enters by this ticket, and whoever did leaves.
async fn end(premises: &Premises, show: &Show, ticket: String) -> Result<(), Problem> {
    premises.seal.withdraw([ticket.clone()]);
    let room = premises.directory.room(&show.id).await?;
    Ok(room.office(Office::Withdraw(ticket)).await?)
}

async fn views(
    premises: &Premises,
    show: &Show,
    wanted: impl Fn(&Invitation) -> bool,
) -> Result<Vec<PersonView>, Problem> {
    let list = premises.guests.guests(show.id.clone()).await?;
    let room = premises.directory.room(&show.id).await?;
    let arrivals = room.arrivals().await?;
    let now = Moment(premises.clock.unix_ms());
    let people = list.people.iter().filter(|person| wanted(person));
    people
        .map(|person| {
            let late = list.late(person, now);
            let late = late.into_iter().map(|paper| paper.as_str()).collect();
            view(premises, show, person, &arrivals, late)
        })
        .collect()
}

fn view(
    premises: &Premises,
    show: &Show,
    person: &Invitation,
    arrivals: &Arrivals,
    late: Vec<&'static str>,
) -> Result<PersonView, Problem> {
    let arrival = arrivals.get(&ParticipantId::new(person.ticket.as_str()));
    let open = !person.withdrawn;
    Ok(PersonView {
        id: person.id.to_string(),
        role: person.role.as_str(),
        name: person.name.clone(),
        language: person.language.as_ref().map(ToString::to_string),
        booth: person.booth.as_ref().map(ToString::to_string),
        mail: person.mail.clone(),
        organisation: person.organisation.clone(),
        code: open.then(|| person.code.as_str().to_owned()),
        url: open.then(|| link(premises, show, person)).transpose()?,
        expires_at: time::rfc3339(expires_at(premises, show, person).0),
        mailable: open && !person.mail.is_empty() && premises.post.is_open(),
        mailed_at: person.mailed.map(|mailed| time::rfc3339(mailed.at.0)),
        mail_fault: person
            .mailed
            .and_then(|mailed| mailed.fault)
            .map(MailFault::as_str),
        opened: arrival.is_some(),
        checked: arrival.is_some_and(|arrival| arrival.checked),
        ready: arrival.is_some_and(|arrival| arrival.ready),
        handed_in: person
            .handed_in
            .iter()
            .map(|paper| paper.as_str())
            .collect(),
        late,
    })
}
