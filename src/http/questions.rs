//! The queue of questions, as the ticket's role may see it.

pub(super) mod export;

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use utoipa::ToSchema;

use super::caller::Caller;
use super::premises::Premises;
use super::problem::{Problem, ProblemView};
use crate::domain::id::ShowId;
use crate::domain::question::{Addressed, State as QuestionState};
use crate::domain::role::Role;
use crate::domain::translation::Part;
use crate::domain::view::{self, VersionStatus};
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
    /// The language the answer is written in.
    answer_language: Option<String>,
    /// Why it was dismissed; for the asker and the staff.
    reason: Option<String>,
    /// Question and answer in the other languages of the show, where there is something to say.
    translations: Vec<TranslationView>,
    /// The person, or the item of the run sheet, it concerns.
    concerns: Option<String>,
    /// The staff's labels; empty for everybody else.
    labels: Vec<String>,
    /// Stands before all others in the queue.
    pinned: bool,
    /// How many asked it.
    askers: u32,
    /// The question it was merged into; for the asker and the staff.
    merged_into: Option<String>,
}

/// One of a question's texts in one more language.
#[derive(Serialize, ToSchema)]
pub(super) struct TranslationView {
    /// `question` or `answer`.
    part: &'static str,
    /// Into which language.
    language: String,
    /// `none`, `pending` or `done`.
    status: &'static str,
    /// The words, once it is done.
    text: Option<String>,
    /// Who made it.
    by: Option<String>,
    /// A machine made it.
    machine: bool,
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
        state: state(question.state),
        votes: question.votes,
        own: question.own,
        asker: question.asker,
        asked_at: time::rfc3339(question.asked_at.0),
        answer: question.answer,
        answer_language: question
            .answer_language
            .map(|language| language.to_string()),
        reason: question.reason,
        translations: question.versions.into_iter().map(translation).collect(),
        concerns: question.addressed.map(|addressed| match addressed {
            Addressed::Speaker { name, .. } => name,
            Addressed::Pitch(title) => title,
        }),
        labels: question.labels,
        pinned: question.pinned,
        askers: question.askers,
        merged_into: question.merged_into.map(|id| id.to_string()),
    }
}

fn translation(version: view::Version) -> TranslationView {
    let (status, text, by) = match version.status {
        VersionStatus::Pending => ("pending", None, None),
        VersionStatus::Failed(_) => ("none", None, None),
        VersionStatus::Done { text, by, .. } => ("done", Some(text), by),
    };
    TranslationView {
        part: part(version.part),
        language: version.language.to_string(),
        status,
        machine: text.is_some() && by.is_none(),
        text,
        by,
    }
}

fn part(part: Part) -> &'static str {
    match part {
        Part::Question => "question",
        Part::Answer => "answer",
    }
}

fn state(state: QuestionState) -> &'static str {
    match state {
        QuestionState::Asked => "asked",
        QuestionState::Approved => "approved",
        QuestionState::OnAir => "on_air",
        QuestionState::Answered => "answered",
        QuestionState::Dismissed => "dismissed",
    }
}
