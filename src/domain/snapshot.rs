//! The part of a room that survives a restart, and how records add up to it.

use std::collections::BTreeMap;

use super::banner::Banner;
use super::consent::Consent;
use super::device_check::Checked;
use super::effect::{PersonRecord, Record};
use super::id::{BoothId, Key, ParticipantId, QuestionId};
use super::language::Language;
use super::papers;
use super::phase::Phase;
use super::question::Question;
use super::run_sheet::RunSheet;
use super::show::{Interlock, Works};
use super::time::Moment;

/// All that the ledger keeps of a room.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Snapshot {
    /// The phase; `None`: never changed since the show was planned.
    pub phase: Option<Phase>,
    /// The floor's declared language and whether it is pinned.
    pub floor: Option<(Option<Language>, bool)>,
    /// People and their places, in the order they first entered.
    pub people: Vec<PersonRecord>,
    /// Booths: output and override.
    pub booths: Vec<(BoothId, Language, bool)>,
    /// How booths work, where somebody chose it.
    pub works: Vec<(BoothId, Works)>,
    /// Who may take a channel, where a host said it.
    pub interlocks: Vec<(Language, Interlock)>,
    /// Questions.
    pub questions: Vec<Question>,
    /// Votes.
    pub votes: Vec<(QuestionId, ParticipantId)>,
    /// Notes and glossaries of the booths.
    pub papers: BTreeMap<BoothId, papers::Kept>,
    /// The run sheet.
    pub run_sheet: RunSheet,
    /// Since when it is practised.
    pub practice: Option<Moment>,
    /// The announcement that stands.
    pub banner: Option<Banner>,
    /// The last device check of each.
    pub device_checks: Vec<(ParticipantId, Checked)>,
    /// All that people ever agreed to; of each person in the order she said it.
    pub consents: Vec<(ParticipantId, Moment, Consent)>,
    /// Keys applied within 24 hours.
    pub receipts: Vec<(ParticipantId, Key, Moment)>,
}

impl Snapshot {
    /// The snapshot after one more record. A storage that replays its records this way holds what it should.
    pub fn apply(&mut self, record: Record) {
        match record {
            Record::Phase(phase) => self.phase = Some(phase),
            Record::Floor { language, pinned } => self.floor = Some((language, pinned)),
            Record::Person(person) => {
                let who = person.participant.clone();
                replace(&mut self.people, |kept| kept.participant == who, *person);
            }
            // Spans of attendance are for reports; a room does not need them back.
            Record::Attended { .. } => {}
            Record::Booth {
                booth,
                output,
                override_latch,
            } => {
                let row = (booth, output, override_latch);
                let id = row.0.clone();
                replace(&mut self.booths, |kept| kept.0 == id, row);
            }
            Record::Works { booth, works } => {
                let id = booth.clone();
                replace(&mut self.works, |kept| kept.0 == id, (booth, works));
            }
            Record::Interlock {
                language,
                interlock,
            } => {
                let channel = language.clone();
                let row = (language, interlock);
                replace(&mut self.interlocks, |kept| kept.0 == channel, row);
            }
            Record::Question(question) => {
                let id = question.id.clone();
                replace(&mut self.questions, |kept| kept.id == id, *question);
            }
            Record::Vote {
                question,
                participant,
                up,
            } => {
                let vote = (question, participant);
                self.votes.retain(|kept| *kept != vote);
                if up {
                    self.votes.push(vote);
                }
            }
            Record::Consent {
                participant,
                at,
                consent,
            } => self.consents.push((participant, at, consent)),
            Record::Notes { booth, text } => self.papers.entry(booth).or_default().notes = text,
            Record::Glossary { booth, rows } => {
                self.papers.entry(booth).or_default().glossary = rows;
            }
            Record::RunSheet(sheet) => {
                self.run_sheet.items = sheet.items;
                self.run_sheet.current = sheet.current;
            }
            Record::Chapter(chapter) => self.run_sheet.chapters.push(chapter),
            Record::Practice(since) => self.practice = since,
            Record::Banner(banner) => self.banner = banner.map(|banner| *banner),
            Record::DeviceCheck {
                participant,
                checked,
            } => {
                let who = participant.clone();
                let row = (participant, checked);
                replace(&mut self.device_checks, |kept| kept.0 == who, row);
            }
            Record::Receipt {
                participant,
                key,
                at,
            } => self.receipts.push((participant, key, at)),
        }
    }

    /// The same with everything but people, whose order means something, in the order of its key.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.booths.sort_by(|a, b| a.0.cmp(&b.0));
        self.works.sort_by(|a, b| a.0.cmp(&b.0));
        self.interlocks.sort_by(|a, b| a.0.cmp(&b.0));
        self.questions.sort_by(|a, b| a.id.cmp(&b.id));
        self.votes.sort();
        self.device_checks.sort_by(|a, b| a.0.cmp(&b.0));
        self.consents.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        self.receipts.sort();
        self
    }
}

fn replace<T>(rows: &mut Vec<T>, same: impl Fn(&T) -> bool, row: T) {
    match rows.iter_mut().find(|kept| same(kept)) {
        Some(kept) => *kept = row,
        None => rows.push(row),
    }
}
