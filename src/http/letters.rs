//! Mail to one of the invited, written by the office. Whether it was sent or not is kept with the person; the list is as it
//! was whatever becomes of it.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use super::caller::Caller;
use super::people::{self, PersonView};
use super::premises::Premises;
use super::problem::{Problem, ProblemView};
use crate::domain::invitation::{Change, Invitation, Mailed};
use crate::domain::time::Moment;
use crate::venue::ports::Letter;

/// A mail to be sent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewLetter {
    /// One line, 1 to 200 characters.
    #[schema(example = "Your link: Spring roadshow")]
    subject: String,
    /// Plain text, 1 to 10,000 characters.
    text: String,
}

/// Sends one mail; the answer says whether it went out.
#[utoipa::path(post, path = "/api/v1/shows/{show}/people/{person}/mail", tag = "people", security(("bearer" = [])),
    params(("show" = str, Path, description = "The show's id"), ("person" = str, Path, description = "The invitation's id")),
    request_body = NewLetter, responses(
    (status = 200, description = "Sent, or `mail_fault` says why not", body = PersonView),
    (status = "4XX", description = "Refused", body = ProblemView),
    (status = "5XX", description = "Try again", body = ProblemView),
))]
pub(super) async fn send(
    State(premises): State<Premises>,
    caller: Caller,
    Path((id, person)): Path<(String, String)>,
    body: Result<Json<NewLetter>, JsonRejection>,
) -> Result<Json<PersonView>, Problem> {
    let show = people::run_by(&premises, &caller, id)?;
    let Json(wish) = body?;
    let fits = |text: &str, most: usize| (1..=most).contains(&text.trim().chars().count());
    let one_line = !wish.subject.chars().any(char::is_control);
    if !(one_line && fits(&wish.subject, SUBJECT) && fits(&wish.text, TEXT)) {
        return Err(Problem::invalid(
            "subject: one line of 1 to 200 characters; text: 1 to 10,000 characters.",
        ));
    }
    if !premises.post.is_open() {
        return Err(Problem::new(
            StatusCode::CONFLICT,
            "mail_off",
            "No mail server is configured; copy the mail instead, or set mail.server.",
        ));
    }
    let person = people::find(&premises, &show, person).await?;
    if person.mail.is_empty() {
        return Err(Problem::invalid("mail: this person has no address."));
    }
    let letter = Letter {
        name: person.name.clone(),
        mail: person.mail.clone(),
        subject: wish.subject,
        text: wish.text,
    };
    let fault = premises.post.send(letter).await.err();
    let at = Moment(premises.clock.unix_ms());
    let id = person.id.clone();
    // Looked up again: much may have changed while the mail was under way.
    let turn = premises.office.lock().await;
    let person = people::find(&premises, &show, id.to_string()).await?;
    let change = Change {
        kept: vec![Invitation {
            mailed: Some(Mailed { at, fault }),
            ..person
        }],
        ..Change::default()
    };
    premises.guests.change(show.id.clone(), change).await?;
    drop(turn);
    people::view_of(&premises, &show, &id).await
}

const SUBJECT: usize = 200;
const TEXT: usize = 10_000;
