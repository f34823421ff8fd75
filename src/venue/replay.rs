//! The last numbered changes of a room, for whoever lost her connection for a moment.
//!
//! Holds what has left and judges no audience: who may see a change is asked of the room when it is replayed.

use std::collections::{BTreeMap, HashMap, VecDeque};

use crate::domain::effect::Place;
use crate::domain::id::{BoothId, ParticipantId};
use crate::domain::language::Language;
use crate::domain::notice::{Audience, What};
use crate::domain::role::Role;
use crate::domain::view::{self, VersionStatus};

/// A ring of changes, bounded by number and by weight.
#[derive(Default)]
pub(super) struct Ring {
    changes: VecDeque<Change>,
    bytes: usize,
    /// Changes up to this number have fallen out.
    outrun: u32,
}

/// A change as it left.
pub(super) struct Change {
    pub(super) seq: u32,
    pub(super) to: Audience,
    pub(super) what: What,
    bytes: usize,
}

impl Ring {
    /// Takes the change that left with `seq`.
    pub(super) fn push(&mut self, seq: u32, to: Audience, what: What) {
        let bytes = weight(&what);
        self.bytes += bytes;
        self.changes.push_back(Change {
            seq,
            to,
            what,
            bytes,
        });
        while self.changes.len() > MOST_CHANGES || self.bytes > MOST_BYTES {
            let Some(oldest) = self.changes.pop_front() else {
                break;
            };
            self.bytes -= oldest.bytes;
            self.outrun = oldest.seq;
        }
    }

    /// The changes after `seq`; `None` when some of them have fallen out.
    pub(super) fn after(&self, seq: u32) -> Option<impl Iterator<Item = &Change>> {
        (seq >= self.outrun).then(|| self.changes.iter().filter(move |c| c.seq > seq))
    }
}

/// Since which change each person has had the role and place that decide what she may see.
#[derive(Default)]
pub(super) struct Standings {
    people: HashMap<ParticipantId, Standing>,
}

struct Standing {
    role: Role,
    place: Place,
    booth: Option<BoothId>,
    since: u32,
}

impl Standings {
    /// Notes what she was told of herself with the change `seq`.
    pub(super) fn note(&mut self, you: &view::You, seq: u32) {
        if !self.people.get(&you.participant).is_some_and(|s| s.is(you)) {
            let standing = Standing {
                role: you.role,
                place: you.place,
                booth: you.booth.clone(),
                since: seq,
            };
            self.people.insert(you.participant.clone(), standing);
        }
    }

    /// Whether she stands now where she stood when change `seq` left: only then a replay tells her all she missed.
    pub(super) fn unchanged(&self, you: &view::You, seq: u32) -> bool {
        self.people
            .get(&you.participant)
            .is_some_and(|s| s.is(you) && s.since <= seq)
    }
}

impl Standing {
    fn is(&self, you: &view::You) -> bool {
        self.role == you.role && self.place == you.place && self.booth == you.booth
    }
}

/// About how many bytes a change takes, mostly its texts.
fn weight(what: &What) -> usize {
    const PER_THING: usize = 160;
    // A string of its own in a row of its own.
    const PER_TERM: usize = 40;
    let things = match what {
        What::Stage(stage) => 2 + stage.presenters.len(),
        What::Backstage(backstage) => 1 + backstage.presenters.len(),
        What::Booth(booth) => 1 + booth.seats.len(),
        What::Hands(hands) => 1 + hands.len(),
        What::Queue(order) => 1 + order.len() / 2,
        What::Papers(papers) => {
            let terms = papers.glossary.iter().flatten().map(String::len);
            let text = papers.notes.len() + terms.map(|term| term + PER_TERM).sum::<usize>();
            2 + text / PER_THING
        }
        What::ChatLine(line) => 2 + line.text.len() / PER_THING,
        What::RunSheet(sheet) => {
            let texts = sheet
                .items
                .iter()
                .map(|i| i.title.len() + i.speaker.len() + i.notes.len() + all(&i.titles));
            let more = sheet.items.iter().map(|i| i.people.len() + i.decks.len());
            let things = 2 * sheet.items.len() + sheet.chapters.len() + more.sum::<usize>();
            2 + things + texts.sum::<usize>() / PER_THING
        }
        What::Programme(programme) => {
            let items = programme.items.iter();
            let texts = items.map(|i| i.title.len() + i.speaker.len() + all(&i.titles));
            2 + 2 * programme.items.len() + texts.sum::<usize>() / PER_THING
        }
        What::Question(question) => {
            let versions = question
                .versions
                .iter()
                .map(|version| match &version.status {
                    VersionStatus::Done { text, .. } => text.len() + PER_TERM,
                    VersionStatus::Pending | VersionStatus::Failed(_) => PER_TERM,
                });
            let texts = [&question.answer, &question.reason, &question.asker];
            let own =
                question.text.len() + texts.into_iter().flatten().map(String::len).sum::<usize>();
            let names = question.also.iter().map(|name| name.len() + PER_TERM);
            3 + (own + versions.sum::<usize>() + names.sum::<usize>()) / PER_THING
        }
        What::Briefing(people) => 1 + people.len(),
        What::Room(room) => {
            let banner = room.banner.as_ref();
            let banner = banner.map_or(0, |banner| 1 + all(&banner.texts) / PER_THING);
            4 + room.show.title.len() + room.show.booths.len() + banner
        }
        _ => 2,
    };
    things * PER_THING
}

/// The length of a text in all its languages.
fn all(texts: &BTreeMap<Language, String>) -> usize {
    texts.values().map(|text| text.len() + PER_TEXT).sum()
}

/// The tag and the quotes of a text among others.
const PER_TEXT: usize = 16;
const MOST_CHANGES: usize = 2_000;
const MOST_BYTES: usize = 1 << 20;
