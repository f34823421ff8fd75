//! What the interpreters of a booth share on paper: notes, glossary, private chat and the number pad's digits. Nobody but
//! they reads it.
//!
//! Notes and glossary are kept; the chat and the digits live in memory only.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::effect::Record;
use super::fact::Turn;
use super::id::{BoothId, ParticipantId};
use super::refusal::Refusal;
use super::time::Moment;

/// What can be asked of a booth's papers; the caller's own booth is meant.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Replaces the notes.
    Notes(String),
    /// Replaces the glossary: rows of terms, one column for each of the booth's languages.
    Glossary(Vec<Vec<String>>),
    /// Adds a line to the chat.
    Chat(String),
    /// Shows digits on the partner's console; empty clears them.
    Number(String),
}

/// What is kept of a booth's papers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Free text.
    pub notes: String,
    /// Rows of terms, one column for each of the booth's languages.
    pub glossary: Vec<Vec<String>>,
}

/// One line of a booth's chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Counts from 1 in this booth.
    pub number: u32,
    /// Who wrote it.
    pub participant: ParticipantId,
    /// Name.
    pub name: String,
    /// What.
    pub text: String,
    /// When.
    pub at: Moment,
}

/// Digits that stand on the partner's console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// Who wrote them.
    pub participant: ParticipantId,
    /// The digits.
    pub digits: String,
    /// When.
    pub at: Moment,
}

/// Who writes, and in which booth.
#[derive(Clone, Copy, Debug)]
pub(super) struct Writer<'a> {
    pub(super) who: &'a ParticipantId,
    pub(super) name: &'a str,
    pub(super) booth: &'a BoothId,
    /// How many languages the booth has.
    pub(super) columns: usize,
}

/// The papers of all booths.
#[derive(Debug, Default)]
pub(super) struct Papers {
    kept: BTreeMap<BoothId, Kept>,
    chats: BTreeMap<BoothId, VecDeque<Line>>,
    numbers: BTreeMap<BoothId, Number>,
    /// Changed since the last look.
    changed: BTreeSet<BoothId>,
    /// Written since the last look.
    written: Vec<(BoothId, Line)>,
}

impl Papers {
    pub(super) fn open(kept: BTreeMap<BoothId, Kept>) -> Self {
        Self {
            kept,
            ..Self::default()
        }
    }

    /// Takes over what a failed ledger does not touch.
    pub(super) fn carry(&mut self, old: Self) {
        self.chats = old.chats;
        self.numbers = old.numbers;
        self.written = old.written;
    }

    pub(super) fn handle(
        &mut self,
        writer: Writer<'_>,
        command: Command,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let booth = writer.booth.clone();
        match command {
            Command::Notes(text) => {
                fits(&text, NOTES_CHARACTERS)?;
                self.changed.insert(booth.clone());
                self.kept
                    .entry(booth.clone())
                    .or_default()
                    .notes
                    .clone_from(&text);
                turn.out.records.push(Record::Notes { booth, text });
            }
            Command::Glossary(rows) => {
                within(rows.len(), GLOSSARY_ROWS)?;
                for row in &rows {
                    within(row.len(), writer.columns)?;
                    row.iter()
                        .try_for_each(|term| fits(term, TERM_CHARACTERS))?;
                }
                self.changed.insert(booth.clone());
                self.kept
                    .entry(booth.clone())
                    .or_default()
                    .glossary
                    .clone_from(&rows);
                turn.out.records.push(Record::Glossary { booth, rows });
            }
            Command::Chat(text) => self.write(writer, text.trim(), turn.now)?,
            Command::Number(digits) => {
                let digits = digits.trim();
                fits(digits, DIGITS)?;
                self.numbers.remove(&booth);
                if !digits.is_empty() {
                    let number = Number {
                        participant: writer.who.clone(),
                        digits: digits.to_owned(),
                        at: turn.now,
                    };
                    self.numbers.insert(booth, number);
                }
            }
        }
        Ok(())
    }

    pub(super) fn expire(&mut self, now: Moment) {
        self.numbers
            .retain(|_, number| number.at.after(NUMBER_MS) > now);
    }

    pub(super) fn deadline(&self) -> Option<Moment> {
        let numbers = self.numbers.values();
        numbers.map(|number| number.at.after(NUMBER_MS)).min()
    }

    /// Notes and glossary of a booth.
    pub(super) fn of(&self, booth: &BoothId) -> Kept {
        self.kept.get(booth).cloned().unwrap_or_default()
    }

    /// The last lines of a booth's chat.
    pub(super) fn chat(&self, booth: &BoothId) -> Vec<Line> {
        let chat = self.chats.get(booth);
        chat.into_iter().flatten().cloned().collect()
    }

    /// The digits that stand in a booth.
    pub(super) fn number(&self, booth: &BoothId) -> Option<&Number> {
        self.numbers.get(booth)
    }

    /// The booths whose papers changed since the last call.
    pub(super) fn take_changed(&mut self) -> BTreeSet<BoothId> {
        std::mem::take(&mut self.changed)
    }

    /// What was written since the last call.
    pub(super) fn take_written(&mut self) -> Vec<(BoothId, Line)> {
        std::mem::take(&mut self.written)
    }

    /// As the ledger knows them.
    pub(super) fn kept(&self) -> BTreeMap<BoothId, Kept> {
        self.kept.clone()
    }

    fn write(&mut self, writer: Writer<'_>, text: &str, now: Moment) -> Result<(), Refusal> {
        if text.is_empty() {
            return Err(Refusal::TextEmpty);
        }
        fits(text, CHAT_CHARACTERS)?;
        let chat = self.chats.entry(writer.booth.clone()).or_default();
        let line = Line {
            number: chat.back().map_or(1, |last| last.number.saturating_add(1)),
            participant: writer.who.clone(),
            name: writer.name.to_owned(),
            text: text.to_owned(),
            at: now,
        };
        if chat.len() >= CHAT_LINES {
            chat.pop_front();
        }
        chat.push_back(line.clone());
        self.written.push((writer.booth.clone(), line));
        Ok(())
    }
}

/// The text has at most so many characters.
pub(super) fn fits(text: &str, limit: usize) -> Result<(), Refusal> {
    within(text.chars().count(), limit)
}

/// There are at most so many.
pub(super) fn within(count: usize, limit: usize) -> Result<(), Refusal> {
    if count <= limit {
        return Ok(());
    }
    let limit = u32::try_from(limit).unwrap_or(u32::MAX);
    Err(Refusal::TextTooLong { limit })
}

const NOTES_CHARACTERS: usize = 20_000;
const GLOSSARY_ROWS: usize = 1_000;
const TERM_CHARACTERS: usize = 120;
const CHAT_CHARACTERS: usize = 500;
const CHAT_LINES: usize = 100;
const DIGITS: usize = 16;
const NUMBER_MS: u64 = 30_000;
