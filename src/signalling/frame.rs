//! One message, encoded once for everybody who gets it, and what an outbox must know of it to drop it wisely.

use axum::extract::ws::Utf8Bytes;

use crate::domain::id::{BoothId, ParticipantId, QuestionId};
use crate::domain::language::Language;
use crate::protocol::server::ServerMessage;

/// Encoded text; shared by all outboxes.
#[derive(Debug)]
pub(super) struct Frame {
    /// The JSON.
    pub(super) text: Utf8Bytes,
    /// The message's `type`, for the counters.
    pub(super) kind: &'static str,
    /// What it does for its reader.
    pub(super) part: Part,
}

/// What a message does for its reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Answers a request, or says something once: never dropped.
    Reply {
        /// The request's number, if it answers one.
        re: Option<u32>,
        /// Carried out.
        ok: bool,
    },
    /// Replaces all the reader knew.
    Welcome {
        /// The `hello` it answers.
        re: Option<u32>,
        /// Changes up to this number are included.
        seq: u32,
    },
    /// A numbered change.
    Change {
        /// The room's number.
        seq: u32,
        /// What changed.
        of: Subject,
    },
    /// State without a number.
    State(Subject),
}

/// What a view is about; a newer one of the same subject replaces an older one that has not been sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    Room,
    Stage,
    Backstage,
    Floor,
    Channel(Language),
    Booth(BoothId),
    Person(ParticipantId),
    Hands,
    /// `personal`: says whether the reader has voted, which a view for many does not.
    Question {
        id: QuestionId,
        personal: bool,
    },
    Queue,
    You,
    Listening,
    Presence,
    Votes(Vec<QuestionId>),
    Heard,
    Lamps,
    Papers,
    /// Each line is said once.
    ChatLine(u32),
    RunSheet,
    Programme,
    Briefing,
    Levels,
    Timings,
    Layers,
    Resting,
    Health,
}

impl Frame {
    /// Encodes a message.
    pub(super) fn new(message: &ServerMessage, part: Part) -> Option<Self> {
        match serde_json::to_string(message) {
            Ok(text) => Some(Self {
                text: text.into(),
                kind: message.kind(),
                part,
            }),
            Err(error) => {
                tracing::error!(%error, kind = message.kind(), "a message cannot be encoded");
                None
            }
        }
    }

    /// Encodes a message that is said once.
    pub(super) fn reply(message: &ServerMessage) -> Option<Self> {
        let (re, ok) = match message {
            ServerMessage::Refused { re, .. } => (Some(*re), false),
            ServerMessage::Ok { re }
            | ServerMessage::Answer { re, .. }
            | ServerMessage::People { re, .. } => (Some(*re), true),
            _ => (None, true),
        };
        Self::new(message, Part::Reply { re, ok })
    }

    /// Whether a reader who gets this has no use for `older` any more.
    pub(super) fn supersedes(&self, older: &Self) -> bool {
        let (Some(new), Some(old)) = (self.subject(), older.subject()) else {
            return false;
        };
        match (new, old) {
            (Subject::Votes(new), Subject::Votes(old)) => old.iter().all(|id| new.contains(id)),
            (
                Subject::Question { id, personal },
                Subject::Question {
                    id: old,
                    personal: said,
                },
            ) => id == old && (*personal || !said),
            (new, old) => new == old,
        }
    }

    /// Whether a welcome with changes up to `seq` says this too.
    pub(super) fn is_told_by_welcome(&self, seq: u32) -> bool {
        match &self.part {
            Part::Change { seq: own, .. } => *own <= seq,
            Part::State(of) => *of != Subject::Heard,
            Part::Reply { .. } | Part::Welcome { .. } => false,
        }
    }

    /// Whether a slow reader goes without: a fresh welcome tells it again. The rest is at most one frame a subject.
    pub(super) fn is_dropped_when_full(&self) -> bool {
        matches!(
            self.part,
            Part::Change { .. } | Part::State(Subject::Votes(_))
        )
    }

    fn subject(&self) -> Option<&Subject> {
        match &self.part {
            Part::Change { of, .. } | Part::State(of) => Some(of),
            Part::Reply { .. } | Part::Welcome { .. } => None,
        }
    }
}
