//! A question's views → the wire's.

use super::tag;
use crate::domain::question::Addressed;
use crate::domain::time::Moment;
use crate::domain::view;
use crate::protocol::time::rfc3339;
use crate::protocol::views as wire;

impl From<&view::Version> for wire::TranslationView {
    fn from(version: &view::Version) -> Self {
        let mut view = Self {
            part: version.part.into(),
            language: tag(&version.language),
            status: wire::TranslationStatus::None,
            text: None,
            by: None,
            at: None,
            fault: None,
        };
        match &version.status {
            view::VersionStatus::Pending => view.status = wire::TranslationStatus::Pending,
            view::VersionStatus::Failed(fault) => view.fault = Some((*fault).into()),
            view::VersionStatus::Done { text, by, at } => {
                view.status = wire::TranslationStatus::Done;
                view.text = Some(text.clone());
                view.by.clone_from(by);
                view.at = Some(rfc3339(at.0));
            }
        }
        view
    }
}

impl From<&Addressed> for wire::ConcernView {
    fn from(addressed: &Addressed) -> Self {
        match addressed {
            Addressed::Speaker { participant, name } => Self::Speaker {
                participant: participant.clone(),
                name: name.clone(),
            },
            Addressed::Pitch(title) => Self::Pitch {
                title: title.clone(),
            },
        }
    }
}

impl From<&view::Question> for wire::QuestionView {
    fn from(question: &view::Question) -> Self {
        let time = |at: Moment| rfc3339(at.0);
        Self {
            id: question.id.clone(),
            text: question.text.clone(),
            language: tag(&question.language),
            state: question.state.into(),
            votes: question.votes,
            voted: question.voted,
            own: question.own,
            asker: question.asker.clone(),
            asked_at: rfc3339(question.asked_at.0),
            answer: question.answer.clone(),
            answer_language: question.answer_language.as_ref().map(tag),
            reason: question.reason.clone(),
            translations: question.versions.iter().map(Into::into).collect(),
            concerns: question.addressed.as_ref().map(Into::into),
            labels: question.labels.clone(),
            pinned: question.pinned,
            also: question.also.clone(),
            askers: question.askers,
            merged_into: question.merged_into.clone(),
            next_since: question.next_since.map(time),
            on_air_at: question.on_air_at.map(time),
        }
    }
}
