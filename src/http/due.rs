//! By when decks, names, glossaries and transcripts are due, and who is late with them: set by the office, read by everybody
//! who makes the show, from the day it is planned.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::caller::Caller;
use super::people::{self, PersonView};
use super::premises::Premises;
use super::problem::{Problem, ProblemView};
use crate::domain::id::ShowId;
use crate::domain::invitation::{Change, GuestList, Invitation, Paper};
use crate::domain::role::Role;
use crate::domain::time::Moment;
use crate::protocol::time;

/// One paper that is asked for.
#[derive(Serialize, ToSchema)]
pub(super) struct DueView {
    /// `deck`, `names`, `glossary` or `transcript`.
    #[schema(example = "deck")]
    paper: &'static str,
    /// By when, RFC 3339 in UTC.
    due_at: String,
    /// That day has passed.
    over: bool,
    /// Who has not handed it in yet; a speaker is told of herself alone.
    missing: Vec<String>,
}

/// What somebody has handed in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct HandedIn {
    /// All that has arrived: `deck`, `names`, `glossary`, `transcript`.
    #[schema(example = json!(["deck"]))]
    handed_in: Vec<String>,
}

/// What is due, and who has not handed it in.
#[utoipa::path(get, path = "/api/v1/shows/{show}/due", tag = "people", security(("bearer" = [])),
    params(("show" = str, Path, description = "The show's id")), responses(
    (status = 200, description = "Papers with their days", body = [DueView]),
    (status = "4XX", description = "Refused", body = ProblemView),
    (status = "5XX", description = "Try again", body = ProblemView),
))]
pub(super) async fn list(
    State(premises): State<Premises>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Vec<DueView>>, Problem> {
    let id = ShowId::new(id);
    let own = match &caller {
        Caller::Stranger => return Err(Problem::unauthorised()),
        Caller::Administrator => None,
        Caller::Holder(ticket) if ticket.show != id => return Err(Problem::no_such_show()),
        Caller::Holder(ticket) => match ticket.role {
            Role::Attendee => return Err(Problem::forbidden()),
            Role::Speaker => Some(ticket.id.as_str()),
            Role::Host | Role::Moderator | Role::Interpreter => None,
        },
    };
    premises
        .directory
        .show(&id)
        .ok_or_else(Problem::no_such_show)?;
    let list = premises.guests.guests(id).await?;
    let now = Moment(premises.clock.unix_ms());
    Ok(Json(views(&list, now, |person| {
        own.is_none_or(|own| person.ticket == own)
    })))
}

/// Sets by when papers are due; those that are not named stay as they are.
#[utoipa::path(put, path = "/api/v1/shows/{show}/due", tag = "people", security(("bearer" = [])),
    params(("show" = str, Path, description = "The show's id")), request_body = BTreeMap<String, Option<String>>, responses(
    (status = 200, description = "Papers with their days", body = [DueView]),
    (status = "4XX", description = "Refused", body = ProblemView),
    (status = "5XX", description = "Try again", body = ProblemView),
))]
pub(super) async fn set(
    State(premises): State<Premises>,
    caller: Caller,
    Path(id): Path<String>,
    body: Result<Json<BTreeMap<String, Option<String>>>, JsonRejection>,
) -> Result<Json<Vec<DueView>>, Problem> {
    let show = people::run_by(&premises, &caller, id)?;
    let Json(wish) = body?;
    let mut due = BTreeMap::new();
    for (paper, at) in wish {
        let paper = paper_named(&paper)?;
        let at = match at {
            Some(text) => Some(time::parse(&text).map(Moment).ok_or_else(|| {
                Problem::invalid("A point in time such as 2027-03-01T09:00:00Z, or null.")
            })?),
            None => None,
        };
        due.insert(paper, at);
    }
    let change = Change {
        due,
        ..Change::default()
    };
    premises.guests.change(show.id.clone(), change).await?;
    let list = premises.guests.guests(show.id.clone()).await?;
    let now = Moment(premises.clock.unix_ms());
    Ok(Json(views(&list, now, |_| true)))
}

/// Notes what has arrived of somebody.
#[utoipa::path(put, path = "/api/v1/shows/{show}/people/{person}/papers", tag = "people", security(("bearer" = [])),
    params(("show" = str, Path, description = "The show's id"), ("person" = str, Path, description = "The invitation's id")),
    request_body = HandedIn, responses(
    (status = 200, description = "The person as she stands now", body = PersonView),
    (status = "4XX", description = "Refused", body = ProblemView),
    (status = "5XX", description = "Try again", body = ProblemView),
))]
pub(super) async fn hand_in(
    State(premises): State<Premises>,
    caller: Caller,
    Path((id, person)): Path<(String, String)>,
    body: Result<Json<HandedIn>, JsonRejection>,
) -> Result<Json<PersonView>, Problem> {
    let show = people::run_by(&premises, &caller, id)?;
    let Json(wish) = body?;
    let handed_in: Result<_, _> = wish
        .handed_in
        .iter()
        .map(|name| paper_named(name))
        .collect();
    let handed_in = handed_in?;
    let turn = premises.office.lock().await;
    let person = people::find(&premises, &show, person).await?;
    let id = person.id.clone();
    let change = Change {
        kept: vec![Invitation {
            handed_in,
            ..person
        }],
        ..Change::default()
    };
    premises.guests.change(show.id.clone(), change).await?;
    drop(turn);
    people::view_of(&premises, &show, &id).await
}

fn views(list: &GuestList, now: Moment, told: impl Fn(&Invitation) -> bool) -> Vec<DueView> {
    let due = list.due.iter();
    due.map(|(paper, at)| DueView {
        paper: paper.as_str(),
        due_at: time::rfc3339(at.0),
        over: *at < now,
        missing: list
            .missing(*paper)
            .filter(|person| told(person))
            .map(|person| person.name.clone())
            .collect(),
    })
    .collect()
}

fn paper_named(name: &str) -> Result<Paper, Problem> {
    Paper::parse(name)
        .ok_or_else(|| Problem::invalid("Papers are deck, names, glossary and transcript."))
}
