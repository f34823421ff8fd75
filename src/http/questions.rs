//! The queue of questions, as the ticket's role may see it.

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use utoipa::ToSchema;

use super::caller::Caller;
use super::premises::Premises;
use super::problem::{Problem, ProblemView};
use crate::domain::id::ShowId;
use crate::domain::question::State as QuestionState;
use crate::domain::role::Role;
use crate::domain::view;
use crate::protocol::time;

/// One question.
#[derive(Serialize, ToSchema)]
pub(super) struct QuestionView {
    /// Its id.
    id: String,
    /// What is asked.
    text: String,
    /// The language it is written in.
    language: String,
    /// `asked`, `approved`, `on_air`, `answered` or `dismissed`.
    state: &'static str,
    /// How many voted for it.
    votes: u32,
    /// The caller asked it.
    own: bool,
    /// The asker's name, unless anonymous to the caller.
    asker: Option<String>,
    /// When it was asked, RFC 3339 in UTC.
    asked_at: String,
    /// The written answer.
    answer: Option<String>,
    /// Why it was dismissed; for the asker and the staff.
    reason: Option<String>,
}

/// The questions in queue order.
#[utoipa::path(get, path = "/api/v1/shows/{show}/questions", tag = "questions", security(("bearer" = [])),
    params(("show" = str, Path, description = "The show's id")), responses(
    (status = 200, description = "The queue as the caller may see it", body = [QuestionView]),
    (status = "4XX", description = "Refused", body = ProblemView),
    (status = "5XX", description = "Try again", body = ProblemView),
))]
pub(super) async fn list(
    State(premises): State<Premises>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Vec<QuestionView>>, Problem> {
    let id = ShowId::new(id);
    let (role, person) = match &caller {
        Caller::Stranger => return Err(Problem::unauthorised()),
        Caller::Administrator => (Role::Host, None),
        Caller::Holder(ticket) if ticket.show != id => return Err(Problem::no_such_show()),
        Caller::Holder(ticket) => (ticket.role, ticket.person()),
    };
    let room = premises.directory.room(&id).await?;
    let questions = room.questions(role, person).await?;
    Ok(Json(questions.into_iter().map(to_view).collect()))
}

fn to_view(question: view::Question) -> QuestionView {
    QuestionView {
        id: question.id.to_string(),
        text: question.text,
        language: question.language.to_string(),
        state: match question.state {
            QuestionState::Asked => "asked",
            QuestionState::Approved => "approved",
            QuestionState::OnAir => "on_air",
            QuestionState::Answered => "answered",
            QuestionState::Dismissed => "dismissed",
        },
        votes: question.votes,
        own: question.own,
        asker: question.asker,
        asked_at: time::rfc3339(question.asked_at.0),
        answer: question.answer,
        reason: question.reason,
    }
}
