//! The queue: order, votes, limits per person. What a single question may become is in `question`.
//!
//! Its versions in further languages are in `questions/versions`, the staff's own tools in `questions/tools`.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::effect::Record;
use super::fact::Turn;
use super::id::{ParticipantId, QuestionId};
use super::language::Language;
use super::question::{Question, State};
use super::refusal::Refusal;
use super::time::Moment;
use super::translation::{Part, Target};

mod tools;
mod versions;

pub use self::tools::{Address, Marks};
use self::versions::Machine;

/// What can be asked of the queue.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// A new question.
    Ask {
        /// The id it gets, made by whoever owns chance.
        id: QuestionId,
        /// Its text.
        text: String,
        /// The language it is written in.
        language: Language,
        /// Without a name.
        anonymous: bool,
    },
    /// Vote, or take the vote back.
    Vote {
        /// Which.
        question: QuestionId,
        /// `true` to vote.
        up: bool,
    },
    /// Let the audience see it.
    Approve(QuestionId),
    /// Decline it.
    Dismiss {
        /// Which.
        question: QuestionId,
        /// Why.
        reason: String,
    },
    /// Ask it now.
    PutOnAir(QuestionId),
    /// It is answered.
    Answer {
        /// Which.
        question: QuestionId,
        /// In writing.
        text: Option<String>,
        /// The language of the text; that of the question unless it is said.
        language: Option<Language>,
    },
    /// Place it in the queue.
    Move {
        /// Which.
        question: QuestionId,
        /// Before which; `None`: behind all that were placed.
        before: Option<QuestionId>,
    },
    /// Gives a question or its answer in another language, or corrects what was given.
    Translate {
        /// Which, and into which language.
        place: Target,
        /// The words.
        text: String,
    },
    /// Asks the machine once more.
    AskMachine(Target),
    /// Sets what the staff notes on it.
    Mark {
        /// Which.
        question: QuestionId,
        /// What.
        marks: Marks,
    },
    /// Another asks the same: its askers and votes go over to that one.
    Merge {
        /// Which.
        question: QuestionId,
        /// Into which.
        into: QuestionId,
    },
    /// Shows stage and booth what comes next; `None`: nothing does.
    Next(Option<QuestionId>),
}

/// Who asks something of the queue.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asker<'a> {
    pub(super) who: &'a ParticipantId,
    pub(super) name: &'a str,
    pub(super) staff: bool,
}

/// What of the rest of the room the queue is asked in.
#[derive(Clone, Copy)]
pub(super) struct Circumstances<'a> {
    /// The show allows questions without a name.
    pub(super) anonymous_allowed: bool,
    /// The languages of the show.
    pub(super) languages: &'a [Language],
    /// What is on by the run sheet.
    pub(super) pitch: Option<&'a str>,
    /// The name of somebody who is known here.
    pub(super) name: &'a dyn Fn(&ParticipantId) -> Option<String>,
}

/// The questions of a room.
#[derive(Debug, Default)]
pub(super) struct Questions {
    all: BTreeMap<QuestionId, Question>,
    votes: BTreeMap<QuestionId, BTreeSet<ParticipantId>>,
    /// Changed since the last look; a question the audience could see before is told of its end.
    changed: BTreeMap<QuestionId, WasPublic>,
    voted: BTreeSet<QuestionId>,
    machine: Machine,
    /// How long stage and booth see a question before it may be on air, in milliseconds.
    lead_ms: u64,
}

/// Whether the audience could see a question before it changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WasPublic {
    Yes,
    No,
}

impl WasPublic {
    fn of(question: &Question) -> Self {
        if question.is_public() {
            Self::Yes
        } else {
            Self::No
        }
    }
}

impl Questions {
    pub(super) fn open(questions: Vec<Question>, votes: Vec<(QuestionId, ParticipantId)>) -> Self {
        let mut queue = Self {
            all: questions.into_iter().map(|q| (q.id.clone(), q)).collect(),
            ..Self::default()
        };
        for (question, who) in votes {
            queue.votes.entry(question).or_default().insert(who);
        }
        queue
    }

    pub(super) fn handle(
        &mut self,
        asker: Asker<'_>,
        command: Command,
        at: Circumstances<'_>,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        match command {
            Command::Ask {
                id,
                text,
                language,
                anonymous,
            } => {
                if anonymous && !at.anonymous_allowed {
                    return Err(Refusal::AnonymousNotAllowed);
                }
                self.ask(asker, &id, &text, language, anonymous, turn)?;
                self.concern_pitch(&id, at.pitch);
                self.keep(&id, WasPublic::No, turn);
                self.want_versions(&id, Part::Question, at.languages, turn);
                Ok(())
            }
            Command::Vote { question, up } => self.vote(asker, &question, up, turn),
            Command::Approve(id) => self.change(&id, turn, Question::approve),
            Command::Dismiss { question, reason } => {
                let reason = optional(&reason, REASON_CHARACTERS)?;
                self.change(&question, turn, |q| q.dismiss(reason))
            }
            Command::PutOnAir(id) => self.put_on_air_in_time(&id, turn),
            Command::Answer {
                question,
                text,
                language,
            } => {
                let text = text.map(|text| required(&text, ANSWER_CHARACTERS));
                let text = text.transpose()?;
                self.change(&question, turn, |q| {
                    let language = language.unwrap_or_else(|| q.language.clone());
                    q.answer(text.map(|text| (text, language)))
                })?;
                self.want_versions(&question, Part::Answer, at.languages, turn);
                Ok(())
            }
            Command::Move { question, before } => self.place(&question, before.as_ref(), turn),
            Command::Translate { place, text } => {
                self.translate(asker, &place, &text, at.languages, turn)
            }
            Command::AskMachine(place) => self.ask_machine(asker, place, turn),
            Command::Mark { question, marks } => self.mark(&question, marks, at.name, turn),
            Command::Merge { question, into } => self.merge(&question, &into, turn),
            Command::Next(question) => self.set_next(question.as_ref(), turn),
        }
    }

    /// The questions that `sees` lets pass, in queue order.
    pub(super) fn in_order(&self, sees: impl Fn(&Question) -> bool) -> Vec<&Question> {
        let mut questions: Vec<_> = self.all.values().filter(|q| sees(q)).collect();
        questions.sort_by(|a, b| self.standing(a).cmp(&self.standing(b)));
        questions
    }

    pub(super) fn get(&self, id: &QuestionId) -> Option<&Question> {
        self.all.get(id)
    }

    pub(super) fn votes(&self, id: &QuestionId) -> u32 {
        let count = self.votes.get(id).map_or(0, BTreeSet::len);
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    pub(super) fn has_voted(&self, id: &QuestionId, who: &ParticipantId) -> bool {
        self.votes
            .get(id)
            .is_some_and(|voters| voters.contains(who))
    }

    /// What changed since the last call, votes apart.
    pub(super) fn take_changed(&mut self) -> BTreeMap<QuestionId, WasPublic> {
        std::mem::take(&mut self.changed)
    }

    /// There are votes that nobody was told of.
    pub(super) fn has_votes_to_tell(&self) -> bool {
        !self.voted.is_empty()
    }

    /// The questions whose votes changed since the last call.
    pub(super) fn take_voted(&mut self) -> BTreeSet<QuestionId> {
        std::mem::take(&mut self.voted)
    }

    /// How long stage and booth see a question before it may be on air.
    pub(super) fn set_lead(&mut self, ms: u64) {
        self.lead_ms = ms;
    }

    /// The durable part went back; what the machine is asked for, and how this room does things, stays.
    pub(super) fn carry(&mut self, old: Self) {
        self.lead_ms = old.lead_ms;
        self.machine = old.machine;
    }

    /// Nobody has asked anything; how this room does things, and what the machine knows, stays.
    pub(super) fn forget(&mut self) {
        let machine = self.machine.forgotten();
        *self = Self {
            lead_ms: self.lead_ms,
            machine,
            ..Self::default()
        };
    }

    /// When time alone changes something next.
    pub(super) fn deadline(&self) -> Option<Moment> {
        self.all.values().filter_map(|q| q.on_air_at).min()
    }

    pub(super) fn kept(&self) -> (Vec<Question>, Vec<(QuestionId, ParticipantId)>) {
        let pair = |(id, voters): (&QuestionId, &BTreeSet<ParticipantId>)| {
            let id = id.clone();
            let pairs = voters.iter().map(move |who| (id.clone(), who.clone()));
            pairs.collect::<Vec<_>>()
        };
        let votes = self.votes.iter().flat_map(pair).collect();
        (self.all.values().cloned().collect(), votes)
    }

    fn ask(
        &mut self,
        asker: Asker<'_>,
        id: &QuestionId,
        text: &str,
        language: Language,
        anonymous: bool,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let text = required(text, QUESTION_CHARACTERS)?;
        let open = self
            .all
            .values()
            .filter(|q| q.asker == *asker.who && q.state == State::Asked);
        if open.count() >= OPEN_PER_PERSON {
            return Err(Refusal::TooManyQuestions);
        }
        if self.all.contains_key(id) {
            return Err(Refusal::Busy);
        }
        let question = Question {
            id: id.clone(),
            asker: asker.who.clone(),
            asker_name: asker.name.to_owned(),
            anonymous,
            text,
            language,
            state: State::Asked,
            asked_at: turn.now,
            answer: None,
            answer_language: None,
            reason: None,
            rank: None,
            translations: Vec::new(),
            addressed: None,
            labels: Vec::new(),
            pinned: false,
            also: Vec::new(),
            merged_into: None,
            next_since: None,
            on_air_at: None,
        };
        self.all.insert(id.clone(), question);
        Ok(())
    }

    fn vote(
        &mut self,
        asker: Asker<'_>,
        id: &QuestionId,
        up: bool,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let question = self.visible(asker, id)?;
        if question.is_of(asker.who) {
            return Err(Refusal::Forbidden);
        }
        if !question.takes_votes() {
            return Err(Refusal::WrongState);
        }
        let voters = self.votes.entry(id.clone()).or_default();
        let changed = if up {
            voters.insert(asker.who.clone())
        } else {
            voters.remove(asker.who)
        };
        if changed {
            self.voted.insert(id.clone());
            turn.out.records.push(Record::Vote {
                question: id.clone(),
                participant: asker.who.clone(),
                up,
            });
        }
        Ok(())
    }

    /// What this caller may see of the queue holds no more than this.
    fn visible(&self, asker: Asker<'_>, id: &QuestionId) -> Result<&Question, Refusal> {
        let sees = |q: &&Question| asker.staff || q.is_of(asker.who) || q.is_public();
        let question = self.all.get(id).filter(sees);
        question.ok_or(Refusal::NoSuchQuestion)
    }

    fn put_on_air(&mut self, id: &QuestionId, turn: &mut Turn) -> Result<(), Refusal> {
        let on_air = self.all.values().find(|q| q.state == State::OnAir);
        let on_air = on_air.map(|q| q.id.clone());
        self.change(id, turn, Question::put_on_air)?;
        match on_air {
            Some(before) => self.change(&before, turn, Question::put_back),
            None => Ok(()),
        }
    }

    /// Places a question before another. Ranked ones stand before all that votes decide, so whatever stands before the
    /// place she chose is ranked with it.
    fn place(
        &mut self,
        id: &QuestionId,
        before: Option<&QuestionId>,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let approved = |id: &QuestionId| match self.all.get(id) {
            None => Err(Refusal::NoSuchQuestion),
            Some(q) if q.state != State::Approved => Err(Refusal::WrongState),
            Some(q) => Ok(q.rank),
        };
        approved(id)?;
        before.map(approved).transpose()?;
        if before == Some(id) {
            return Ok(());
        }
        let others = self.in_order(|q| q.state == State::Approved && q.id != *id);
        let placed = others.iter().rposition(|q| q.pinned || q.rank.is_some());
        let ranked = placed.map_or(0, |last| last.saturating_add(1));
        let place = before.and_then(|before| others.iter().position(|q| q.id == *before));
        let place = place.unwrap_or(ranked);
        let mut order: Vec<_> = others.iter().map(|q| q.id.clone()).collect();
        order.insert(place, id.clone());
        order.truncate(ranked.max(place).saturating_add(1));
        for (rank, id) in (1..).zip(&order) {
            if self.all.get(id).is_some_and(|q| q.rank != Some(rank)) {
                self.change(id, turn, |q| {
                    q.rank = Some(rank);
                    Ok(())
                })?;
            }
        }
        Ok(())
    }

    fn change(
        &mut self,
        id: &QuestionId,
        turn: &mut Turn,
        how: impl FnOnce(&mut Question) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let question = self.all.get_mut(id).ok_or(Refusal::NoSuchQuestion)?;
        let was_public = WasPublic::of(question);
        how(question)?;
        self.keep(id, was_public, turn);
        Ok(())
    }

    fn keep(&mut self, id: &QuestionId, was_public: WasPublic, turn: &mut Turn) {
        if let Some(question) = self.all.get(id) {
            let record = Record::Question(Box::new(question.clone()));
            turn.out.records.push(record);
            self.changed.entry(id.clone()).or_insert(was_public);
        }
    }

    /// What the queue is ordered by: on air, pinned, placed by the host, by votes, not yet approved, answered, dismissed.
    fn standing<'a>(&self, q: &'a Question) -> impl Ord + use<'a> {
        let group = match (q.state, q.rank) {
            (State::OnAir, _) => 0,
            (State::Approved, _) if q.pinned => 1,
            (State::Approved, Some(_)) => 2,
            (State::Approved, None) => 3,
            (State::Asked, _) => 4,
            (State::Answered, _) => 5,
            (State::Dismissed, _) => 6,
        };
        // Among the pinned, those placed stand first.
        let rank = match group {
            1 => Some(q.rank.unwrap_or(i64::MAX)),
            2 => q.rank,
            _ => None,
        };
        let votes = if matches!(group, 1 | 3) {
            self.votes(&q.id)
        } else {
            0
        };
        let latest_first = if group == 5 { q.asked_at.0 } else { 0 };
        (
            group,
            rank,
            Reverse(votes),
            Reverse(latest_first),
            q.asked_at,
            &q.id,
        )
    }
}

/// Text without control characters (but line ends), trimmed, of 1 to `limit` characters.
fn required(text: &str, limit: u32) -> Result<String, Refusal> {
    optional(text, limit)?.ok_or(Refusal::TextEmpty)
}

/// The same, where nothing is a text too.
fn optional(text: &str, limit: u32) -> Result<Option<String>, Refusal> {
    let clean = |c: &char| *c == '\n' || !c.is_control();
    let text: String = text.chars().filter(clean).collect();
    let text = text.trim();
    let length = text.chars().count();
    if length > usize::try_from(limit).unwrap_or(usize::MAX) {
        return Err(Refusal::TextTooLong { limit });
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

const QUESTION_CHARACTERS: u32 = 500;
const REASON_CHARACTERS: u32 = 200;
const ANSWER_CHARACTERS: u32 = 2_000;
const OPEN_PER_PERSON: usize = 5;

#[cfg(test)]
mod tests;
