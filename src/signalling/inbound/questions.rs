//! The queue of questions.

use super::{Asked, Wish, durable, tag};
use crate::domain::command::Command;
use crate::domain::id::QuestionId;
use crate::domain::questions;
use crate::foundation::chance;
use crate::protocol::client::questions::{
    AnswerQuestion, Approve, Ask, Dismiss, MoveQuestion, PutOnAir, Vote,
};
use crate::protocol::refusal::Code;

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
