//! What the interpreters of a booth share: a number, a line, notes, a glossary.

use super::{Asked, Wish, durable, live};
use crate::domain::command::Command;
use crate::domain::papers;
use crate::protocol::client::papers::{BoothChat, SetGlossary, SetNotes, ShowNumber};
use crate::protocol::refusal::Code;

impl Asked for ShowNumber {
    fn wish(self) -> Result<Wish, Code> {
        let digits = digits(self.digits)?;
        live(Command::Papers(papers::Command::Number(digits)))
    }
}

impl Asked for BoothChat {
    fn wish(self) -> Result<Wish, Code> {
        live(Command::Papers(papers::Command::Chat(self.text)))
    }
}

impl Asked for SetNotes {
    fn wish(self) -> Result<Wish, Code> {
        let command = papers::Command::Notes(self.text);
        durable(self.key, Command::Papers(command))
    }
}

impl Asked for SetGlossary {
    fn wish(self) -> Result<Wish, Code> {
        let command = papers::Command::Glossary(self.rows);
        durable(self.key, Command::Papers(command))
    }
}

/// Digits and what stands between them.
fn digits(text: String) -> Result<String, Code> {
    let known = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | ' ');
    if text.chars().all(known) {
        Ok(text)
    } else {
        Err(Code::Malformed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_digits_and_what_stands_between_them() {
        assert!(digits("1,250.75 %".into()).is_ok() && digits(String::new()).is_ok());
        for text in ["12a", "1\n2", "十二", "-1"] {
            assert_eq!(digits(text.into()), Err(Code::Malformed), "{text}");
        }
    }
}
