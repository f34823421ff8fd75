//! Questions and votes.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::{ParticipantId, QuestionId};

/// Where a question stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QuestionState {
    /// Waiting for approval.
    Asked,
    /// In the queue.
    Approved,
    /// Being asked now.
    OnAir,
    /// Done.
    Answered,
    /// Declined.
    Dismissed,
}

/// One question, as this reader may see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct QuestionView {
    /// Its id.
    pub id: QuestionId,
    /// What is asked.
    pub text: String,
    /// The language it is written in.
    pub language: String,
    /// Where it stands.
    pub state: QuestionState,
    /// How many voted for it.
    pub votes: u32,
    /// The reader voted for it; absent in changes told to many, where the reader's own vote stays as it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub voted: Option<bool>,
    /// The reader asked it.
    pub own: bool,
    /// The asker's name; absent if anonymous to this reader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub asker: Option<String>,
    /// When it was asked.
    pub asked_at: String,
    /// The written answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub answer: Option<String>,
    /// The language the answer is written in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub answer_language: Option<String>,
    /// Why it was dismissed; for the asker and the staff.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reason: Option<String>,
    /// Question and answer in the other languages of the show, where there is something to say.
    pub translations: Vec<TranslationView>,
    /// Whom it concerns; absent: everybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub concerns: Option<ConcernView>,
    /// The staff's labels; empty for everybody else.
    pub labels: Vec<String>,
    /// Stands before all others in the queue.
    pub pinned: bool,
    /// Names of others who asked the same, at most 20, without those who are anonymous to this reader.
    pub also: Vec<String>,
    /// How many asked it.
    pub askers: u32,
    /// The question it was merged into; for the asker and the staff.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub merged_into: Option<QuestionId>,
    /// Since when it is the next one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub next_since: Option<String>,
    /// When it goes on air by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub on_air_at: Option<String>,
}

/// Which of a question's two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QuestionPart {
    /// What is asked.
    Question,
    /// The written answer.
    Answer,
}

/// How far a translation is. A language of the show that is not named has none, and none is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TranslationStatus {
    /// There is none; `fault` says why the machine made none.
    None,
    /// The machine is asked for it.
    Pending,
    /// It is there.
    Done,
}

/// Why the machine made no translation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TranslationFault {
    /// Too much was under way.
    Busy,
    /// It did not answer in time.
    Late,
    /// It could not be reached, or declined.
    Failed,
    /// It answered something that is no translation.
    Unusable,
}

/// One of a question's texts in one more language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct TranslationView {
    /// Of which text.
    pub part: QuestionPart,
    /// Into which language.
    pub language: String,
    /// How far it is.
    pub status: TranslationStatus,
    /// The words, once it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub text: Option<String>,
    /// Who made it; absent: the machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub by: Option<String>,
    /// When it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub at: Option<String>,
    /// Why the machine made none; for the staff.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub fault: Option<TranslationFault>,
}

/// Whom a question concerns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ConcernView {
    /// One person.
    Speaker {
        /// Who.
        participant: ParticipantId,
        /// Name.
        name: String,
    },
    /// An item of the run sheet.
    Pitch {
        /// Its title.
        title: String,
    },
}

/// One question's votes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct VoteView {
    /// Which question.
    pub question: QuestionId,
    /// How many voted for it.
    pub votes: u32,
}
