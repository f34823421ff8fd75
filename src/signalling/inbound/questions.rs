//! The queue of questions.

use super::{Asked, Wish, durable, live, tag};
use crate::domain::command::Command;
use crate::domain::id::QuestionId;
use crate::domain::questions::{self, Address, Marks};
use crate::domain::translation::{Part, Target};
use crate::foundation::chance;
use crate::protocol::client::questions::{
    AnswerQuestion, Approve, Ask, AskMachine, Concern, Dismiss, MarkQuestion, MergeQuestions,
    MoveQuestion, NextQuestion, PutOnAir, TranslateQuestion, Vote,
};
use crate::protocol::refusal::Code;
use crate::protocol::views::QuestionPart;

impl Asked for Ask {
    fn wish(self) -> Result<Wish, Code> {
        let command = questions::Command::Ask {
            id: QuestionId::new(chance::id()),
            text: self.text,
            language: tag(&self.language)?,
            anonymous: self.anonymous,
        };
        durable(self.key, Command::Questions(command))
    }
}

impl Asked for Vote {
    fn wish(self) -> Result<Wish, Code> {
        let command = questions::Command::Vote {
            question: self.question,
            up: self.up,
        };
        durable(self.key, Command::Questions(command))
    }
}

impl Asked for Approve {
    fn wish(self) -> Result<Wish, Code> {
        let command = questions::Command::Approve(self.question);
        durable(self.key, Command::Questions(command))
    }
}

impl Asked for Dismiss {
    fn wish(self) -> Result<Wish, Code> {
        let command = questions::Command::Dismiss {
            question: self.question,
            reason: self.reason,
        };
        durable(self.key, Command::Questions(command))
    }
}

impl Asked for PutOnAir {
    fn wish(self) -> Result<Wish, Code> {
        let command = questions::Command::PutOnAir(self.question);
        durable(self.key, Command::Questions(command))
    }
}

impl Asked for AnswerQuestion {
    fn wish(self) -> Result<Wish, Code> {
        let command = questions::Command::Answer {
            question: self.question,
            text: self.text,
            language: self.language.as_deref().map(tag).transpose()?,
        };
        durable(self.key, Command::Questions(command))
    }
}

impl Asked for MoveQuestion {
    fn wish(self) -> Result<Wish, Code> {
        let command = questions::Command::Move {
            question: self.question,
            before: self.before,
        };
        durable(self.key, Command::Questions(command))
    }
}

impl Asked for TranslateQuestion {
    fn wish(self) -> Result<Wish, Code> {
        let command = questions::Command::Translate {
            place: target(self.question, self.part, &self.language)?,
            text: self.text,
        };
        durable(self.key, Command::Questions(command))
    }
}

impl Asked for AskMachine {
    fn wish(self) -> Result<Wish, Code> {
        let place = target(self.question, self.part, &self.language)?;
        live(Command::Questions(questions::Command::AskMachine(place)))
    }
}

impl Asked for MarkQuestion {
    fn wish(self) -> Result<Wish, Code> {
        let to = self.concerns.map(|concern| match concern {
            Concern::Everybody => Address::Everybody,
            Concern::Speaker { participant } => Address::Speaker(participant),
            Concern::Pitch { title } => Address::Pitch(title),
        });
        let command = questions::Command::Mark {
            question: self.question,
            marks: Marks {
                labels: self.labels,
                pinned: self.pinned,
                to,
            },
        };
        durable(self.key, Command::Questions(command))
    }
}

impl Asked for MergeQuestions {
    fn wish(self) -> Result<Wish, Code> {
        let command = questions::Command::Merge {
            question: self.question,
            into: self.into,
        };
        durable(self.key, Command::Questions(command))
    }
}

impl Asked for NextQuestion {
    fn wish(self) -> Result<Wish, Code> {
        let command = questions::Command::Next(self.question);
        durable(self.key, Command::Questions(command))
    }
}

/// One translation by where it belongs.
fn target(
    question: QuestionId,
    part: Option<QuestionPart>,
    language: &str,
) -> Result<Target, Code> {
    Ok(Target {
        question,
        part: part.map_or(Part::Question, Into::into),
        language: tag(language)?,
    })
}
