//! The queue as a file. For the staff everything that was asked, or what is left to answer, for one pitch or for all; for a
//! speaker what the hall saw of it and what concerns her, so that her company can answer it afterwards.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;

use crate::domain::id::ShowId;
use crate::domain::language::Language;
use crate::domain::question::{Addressed, State as QuestionState};
use crate::domain::role::Role;
use crate::domain::translation::Part;
use crate::domain::view::{self, VersionStatus};
use crate::http::caller::Caller;
use crate::http::premises::Premises;
use crate::http::problem::{Problem, ProblemView};
use crate::http::table::{Cell, Table};
use crate::protocol::time::rfc3339;

/// Which questions are wanted.
#[derive(Default, Deserialize)]
pub(in crate::http) struct Wanted {
    /// Only what nobody has answered.
    #[serde(default)]
    unanswered: bool,
    /// Only what concerns the item of the run sheet with this title.
    pitch: Option<String>,
}

/// The questions as CSV: for the staff all of them, for a speaker those of the hall that concern her.
#[utoipa::path(get, path = "/api/v1/shows/{show}/questions.csv", tag = "questions", security(("bearer" = [])),
    params(("show" = str, Path, description = "The show's id"),
        ("unanswered" = Option<bool>, Query, description = "Only what nobody has answered"),
        ("pitch" = Option<String>, Query, description = "Only what concerns the item of the run sheet with this title")),
    responses(
    (status = 200, description = "UTF-8 with a byte-order mark; no cell is a formula", content_type = "text/csv", body = String),
    (status = "4XX", description = "Refused", body = ProblemView),
    (status = "5XX", description = "Try again", body = ProblemView),
))]
pub(in crate::http) async fn csv(
    State(premises): State<Premises>,
    caller: Caller,
    Path(id): Path<String>,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Response, Problem> {
    let (table, name) = table(&premises, &caller, id, wanted).await?;
    table.as_csv(&name)
}

/// The questions as a spreadsheet: for the staff all of them, for a speaker those of the hall that concern her.
#[utoipa::path(get, path = "/api/v1/shows/{show}/questions.xlsx", tag = "questions", security(("bearer" = [])),
    params(("show" = str, Path, description = "The show's id"),
        ("unanswered" = Option<bool>, Query, description = "Only what nobody has answered"),
        ("pitch" = Option<String>, Query, description = "Only what concerns the item of the run sheet with this title")),
    responses(
    (status = 200, description = "A workbook with one sheet; no cell is a formula",
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>),
    (status = "4XX", description = "Refused", body = ProblemView),
    (status = "5XX", description = "Try again", body = ProblemView),
))]
pub(in crate::http) async fn xlsx(
    State(premises): State<Premises>,
    caller: Caller,
    Path(id): Path<String>,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Response, Problem> {
    let (table, name) = table(&premises, &caller, id, wanted).await?;
    table.as_xlsx(&name)
}

async fn table(
    premises: &Premises,
    caller: &Caller,
    id: String,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<(Table, String), Problem> {
    let Query(wanted) = wanted.map_err(|fault| Problem::invalid(fault.body_text()))?;
    let id = ShowId::new(id);
    let speaker = match caller {
        Caller::Stranger => return Err(Problem::unauthorised()),
        Caller::Administrator => None,
        Caller::Holder(ticket) if ticket.show != id => return Err(Problem::no_such_show()),
        Caller::Holder(ticket) if ticket.role.is_staff() => None,
        Caller::Holder(ticket) if ticket.role == Role::Speaker => {
            Some(ticket.person().ok_or_else(Problem::forbidden)?)
        }
        Caller::Holder(_) => return Err(Problem::forbidden()),
    };
    let room = premises.directory.room(&id).await?;
    let mut questions = match speaker {
        None => room.questions(Role::Host, None).await?,
        Some(speaker) => room.questions_to(speaker).await?,
    };
    questions.retain(|question| wanted.takes(question));
    let table = rows(&questions, &room.show().languages);
    Ok((table, format!("questions-{id}")))
}

impl Wanted {
    fn takes(&self, question: &view::Question) -> bool {
        let concerns = |title: &String| match &question.addressed {
            Some(Addressed::Pitch(pitch)) => pitch == title,
            _ => false,
        };
        let done = matches!(
            question.state,
            QuestionState::Answered | QuestionState::Dismissed
        );
        !(self.unanswered && done) && self.pitch.as_ref().is_none_or(concerns)
    }
}

/// One row a question; question and answer have a column for each language of the show.
fn rows(questions: &[view::Question], languages: &[Language]) -> Table {
    let mut columns: Vec<String> = [
        "asked_at", "state", "votes", "asked_by", "concerns", "language", "question",
    ]
    .map(str::to_owned)
    .to_vec();
    columns.extend(
        languages
            .iter()
            .map(|language| format!("question_{language}")),
    );
    columns.extend(["answer_language", "answer"].map(str::to_owned));
    columns.extend(
        languages
            .iter()
            .map(|language| format!("answer_{language}")),
    );
    columns.extend(["translated_by", "labels", "reason"].map(str::to_owned));
    let rows = questions.iter().map(|question| row(question, languages));
    Table {
        columns,
        rows: rows.collect(),
    }
}

fn row(question: &view::Question, languages: &[Language]) -> Vec<Cell> {
    let askers = question.asker.iter().chain(&question.also).cloned();
    let concerns = question
        .addressed
        .as_ref()
        .map(|addressed| match addressed {
            Addressed::Speaker { name, .. } => name.clone(),
            Addressed::Pitch(title) => title.clone(),
        });
    let mut cells = vec![
        rfc3339(question.asked_at.0).into(),
        super::state(question.state).into(),
        Cell::Number(question.votes),
        askers.collect::<Vec<_>>().join("; ").into(),
        concerns.into(),
        question.language.to_string().into(),
        question.text.clone().into(),
    ];
    let words = |part, language| text_in(question, part, language).into();
    cells.extend(
        languages
            .iter()
            .map(|language| words(Part::Question, language)),
    );
    let answered = question.answer_language.as_ref().map(Language::to_string);
    cells.extend([answered.into(), question.answer.clone().into()]);
    cells.extend(
        languages
            .iter()
            .map(|language| words(Part::Answer, language)),
    );
    cells.extend([
        translators(question).into(),
        question.labels.join("; ").into(),
        question.reason.clone().into(),
    ]);
    cells
}

/// A text as it reads in a language: as it was written, or translated.
fn text_in(question: &view::Question, part: Part, language: &Language) -> Option<String> {
    let original = match part {
        Part::Question => Some((&question.text, &question.language)),
        Part::Answer => question
            .answer
            .as_ref()
            .zip(question.answer_language.as_ref()),
    };
    if let Some((text, _)) = original.filter(|(_, written)| *written == language) {
        return Some(text.clone());
    }
    let mut versions = question.versions.iter();
    let version = versions.find(|v| v.part == part && v.language == *language)?;
    match &version.status {
        VersionStatus::Done { text, .. } => Some(text.clone()),
        VersionStatus::Pending | VersionStatus::Failed(_) => None,
    }
}

/// Whose words the translations are, such as `question de: Ines`.
fn translators(question: &view::Question) -> String {
    let made = question.versions.iter().filter_map(|version| {
        let VersionStatus::Done { by, .. } = &version.status else {
            return None;
        };
        let part = super::part(version.part);
        let by = by.as_deref().unwrap_or("machine translation");
        Some(format!("{part} {}: {by}", version.language))
    });
    made.collect::<Vec<_>>().join("; ")
}
