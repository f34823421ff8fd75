//! What everybody was last told, and the notices that bring them up to date. What is told is what is, never a guess.
//!
//! Shared views are compared whole; personal ones only of those who were touched, or whose sound changed. Counts are
//! told at a pace, so that a person who comes or votes is not a message to everybody.

use std::collections::BTreeMap;

use super::channel::Feed;
use super::effect::{PersonRecord, Record};
use super::fact::Turn;
use super::id::{ParticipantId, QuestionId};
use super::language::Language;
use super::notice::{Audience, Notice, Stream, What};
use super::pace::Pace;
use super::parts::Parts;
use super::portrait::{Counts, Reader};
use super::questions::WasPublic;
use super::time::Moment;
use super::view;

mod beside;
mod sound;

use beside::ToldBeside;
use sound::tell_sound;

/// What was last told, and kept.
#[derive(Debug)]
pub(super) struct Told {
    shared: Shared,
    counts: Counts,
    people: BTreeMap<ParticipantId, Personal>,
    kept: BTreeMap<ParticipantId, PersonRecord>,
    heard: Vec<ParticipantId>,
    hall_queue: Vec<QuestionId>,
    staff_queue: Vec<QuestionId>,
    presence: Pace,
    votes: Pace,
    beside: ToldBeside,
}

/// The views that many share; counts are left out.
#[derive(Debug, PartialEq)]
struct Shared {
    room: view::Room,
    stage: view::Stage,
    backstage: view::Backstage,
    floor: view::Floor,
    channels: Vec<view::Channel>,
    booths: Vec<view::Booth>,
    hands: Vec<view::Hand>,
}

/// What one person, or the staff about her, was told.
#[derive(Debug, PartialEq)]
struct Personal {
    you: view::You,
    person: view::Person,
    listening: view::Listening,
}

impl Told {
    /// Everything as it is now, as if everybody knew; the ledger knows `kept`.
    pub(super) fn of(parts: &Parts, kept: Vec<PersonRecord>) -> Self {
        let people = parts.attendance.in_order().into_iter();
        let feeds = parts.feeds();
        Self {
            shared: Shared::of(parts),
            counts: parts.counts(),
            people: people
                .map(|(who, _)| who)
                .filter_map(|who| Some((who.clone(), Personal::of(parts, &feeds, who)?)))
                .collect(),
            kept: kept
                .into_iter()
                .map(|record| (record.participant.clone(), record))
                .collect(),
            heard: heard(parts),
            hall_queue: hall_queue(parts),
            staff_queue: staff_queue(parts),
            presence: Pace::default(),
            votes: Pace::default(),
            beside: ToldBeside::of(parts),
        }
    }

    /// Records what is to be kept of those who were touched.
    pub(super) fn keep(&mut self, parts: &Parts, turn: &mut Turn) {
        let touched = turn.touched().iter();
        let records = touched.filter_map(|who| {
            let person = parts.attendance.person(who)?;
            Some(parts.record(who, person))
        });
        let records: Vec<_> = records
            .filter(|record| self.kept.get(&record.participant) != Some(record))
            .collect();
        for record in records {
            let who = record.participant.clone();
            turn.out
                .records
                .push(Record::Person(Box::new(record.clone())));
            self.kept.insert(who, record);
        }
    }

    /// Tells what changed. `stream` is for what depends on the ledger; sound never waits.
    pub(super) fn announce(&mut self, parts: &mut Parts, stream: Stream, turn: &mut Turn) {
        self.tell_shared(parts, stream, turn);
        self.tell_people(parts, stream, turn);
        self.tell_questions(parts, stream, turn);
        self.tell_heard(parts, turn);
        self.tell_counts(parts, turn);
        self.beside.announce(parts, stream, turn);
    }

    /// When the next counts may be told.
    pub(super) fn deadline(&self) -> Option<Moment> {
        [
            self.presence.due(),
            self.votes.due(),
            self.beside.deadline(),
        ]
        .into_iter()
        .flatten()
        .min()
    }

    fn tell_shared(&mut self, parts: &Parts, stream: Stream, turn: &mut Turn) {
        let now = Shared::of(parts);
        let old = std::mem::replace(&mut self.shared, now);
        let now = &self.shared;
        if now.room != old.room {
            tell(
                turn,
                Audience::Everyone,
                stream,
                What::Room(now.room.clone()),
            );
        }
        if now.stage != old.stage {
            tell(
                turn,
                Audience::Everyone,
                stream,
                What::Stage(now.stage.clone()),
            );
        }
        if now.backstage != old.backstage {
            let what = What::Backstage(now.backstage.clone());
            tell(turn, Audience::Backstage, stream, what);
        }
        if now.hands != old.hands {
            tell(
                turn,
                Audience::Staff,
                stream,
                What::Hands(now.hands.clone()),
            );
        }
        if now.floor != old.floor {
            let what = What::Floor(now.floor.clone());
            tell(turn, Audience::Everyone, Stream::Live, what);
        }
        let sound_changed = now.channels != old.channels;
        if sound_changed || now.booths != old.booths {
            let counts = parts.counts();
            tell_sound(
                parts,
                turn,
                &counts,
                |language| {
                    let before = old
                        .channels
                        .iter()
                        .find(|c| c.language == language.language);
                    let after = now
                        .channels
                        .iter()
                        .find(|c| c.language == language.language);
                    before != after
                },
                |booth| {
                    let before = old.booths.iter().find(|b| b.booth == booth.booth);
                    let after = now.booths.iter().find(|b| b.booth == booth.booth);
                    before != after
                },
            );
        }
        if sound_changed || now.floor != old.floor {
            for (who, _) in parts.attendance.everybody() {
                turn.touch(who);
            }
        } else if now.booths != old.booths {
            for (_, seat) in parts.booths.seats() {
                turn.touch(&seat.who);
            }
        }
    }

    fn tell_people(&mut self, parts: &Parts, stream: Stream, turn: &mut Turn) {
        let feeds = parts.feeds();
        let mut listening = Vec::new();
        for who in turn.take_touched() {
            let Some(now) = Personal::of(parts, &feeds, &who) else {
                continue;
            };
            let old = self.people.get(&who);
            let connected = parts
                .attendance
                .person(&who)
                .is_some_and(super::attendance::Person::is_connected);
            let own = || Audience::Person(who.clone());
            if connected && old.is_some_and(|old| old.you != now.you) {
                tell(turn, own(), stream, What::You(now.you.clone()));
            }
            // In another booth she may see other things: she is told everything.
            if connected && old.is_some_and(|old| old.you.booth != now.you.booth) {
                tell(turn, own(), stream, What::Welcome { re: None });
            }
            if connected && old.is_some_and(|old| old.listening != now.listening) {
                group(&mut listening, &now.listening, &who);
            }
            if old.is_none_or(|old| old.person != now.person) {
                let what = What::Person(now.person.clone());
                tell(turn, Audience::Staff, stream, what);
            }
            self.people.insert(who, now);
        }
        for (heard, people) in listening {
            let to = Audience::People(people);
            tell(turn, to, Stream::Live, What::Listening(heard));
        }
    }

    fn tell_questions(&mut self, parts: &mut Parts, stream: Stream, turn: &mut Turn) {
        let changed = parts.questions.take_changed();
        for (id, was_public) in &changed {
            tell_question(parts, id, *was_public, stream, turn);
        }
        if parts.questions.has_votes_to_tell() {
            self.votes.want();
        }
        let votes_due = self.votes.take(turn.now);
        if votes_due {
            let voted = parts.questions.take_voted().into_iter();
            let votes: Vec<_> = voted
                .map(|id| {
                    let votes = parts.questions.votes(&id);
                    (id, votes)
                })
                .collect();
            tell(
                turn,
                Audience::Everyone,
                Stream::Durable,
                What::Votes(votes),
            );
        }
        if votes_due || !changed.is_empty() {
            self.tell_order(parts, stream, turn);
        }
    }

    fn tell_order(&mut self, parts: &Parts, stream: Stream, turn: &mut Turn) {
        let staff = staff_queue(parts);
        if staff != self.staff_queue {
            self.staff_queue.clone_from(&staff);
            tell(turn, Audience::Staff, stream, What::Queue(staff));
        }
        let hall = hall_queue(parts);
        if hall != self.hall_queue {
            self.hall_queue.clone_from(&hall);
            let audience = Audience::Hall { except: None };
            tell(turn, audience, stream, What::Queue(hall));
        }
    }

    fn tell_heard(&mut self, parts: &Parts, turn: &mut Turn) {
        let now = heard(parts);
        if now != self.heard {
            self.heard.clone_from(&now);
            tell(turn, Audience::Everyone, Stream::Live, What::Heard(now));
        }
    }

    fn tell_counts(&mut self, parts: &Parts, turn: &mut Turn) {
        let counts = parts.counts();
        if counts != self.counts {
            self.presence.want();
        }
        if !self.presence.take(turn.now) {
            return;
        }
        let old = std::mem::replace(&mut self.counts, counts.clone());
        let what = What::Presence(counts.presence.clone());
        tell(turn, Audience::Everyone, Stream::Live, what);
        let (channels, booths) = (parts.channel_views(&old), parts.booth_views(&old));
        tell_sound(
            parts,
            turn,
            &counts,
            |now| {
                channels
                    .iter()
                    .any(|c| c.language == now.language && c != now)
            },
            |now| booths.iter().any(|b| b.booth == now.booth && b != now),
        );
    }
}

impl Shared {
    fn of(parts: &Parts) -> Self {
        let counts = Counts::default();
        Self {
            room: parts.room_view(),
            stage: parts.stage_view(),
            backstage: parts.backstage_view(),
            floor: parts.floor_view(),
            channels: parts.channel_views(&counts),
            booths: parts.booth_views(&counts),
            hands: parts.hand_views(),
        }
    }
}

impl Personal {
    fn of(parts: &Parts, feeds: &[(&Language, Feed<'_>)], who: &ParticipantId) -> Option<Self> {
        let person = parts.attendance.person(who)?;
        Some(Self {
            you: parts.you(who, person),
            person: parts.person_view(who, person),
            listening: parts.listening(who, person.role, feeds),
        })
    }
}

/// A channel that changes is heard alike by many: they are one audience.
fn group(
    groups: &mut Vec<(view::Listening, Vec<ParticipantId>)>,
    heard: &view::Listening,
    who: &ParticipantId,
) {
    match groups.iter_mut().find(|(other, _)| other == heard) {
        Some((_, people)) => people.push(who.clone()),
        None => groups.push((heard.clone(), vec![who.clone()])),
    }
}

/// Staff first, then the audience if it may or could see it, those who asked it last: theirs is the last word on it.
fn tell_question(
    parts: &Parts,
    id: &QuestionId,
    was_public: WasPublic,
    stream: Stream,
    turn: &mut Turn,
) {
    let Some(q) = parts.questions.get(id) else {
        return;
    };
    let view = |staff, who| What::Question(Box::new(parts.question_view(q, Reader { staff, who })));
    tell(turn, Audience::Staff, stream, view(true, None));
    if q.is_public() || was_public == WasPublic::Yes {
        let except = Some(q.asker.clone());
        let hall = Audience::Hall { except };
        tell(turn, hall, stream, view(false, None));
    }
    for asker in q.askers() {
        let role = parts.attendance.person(asker).map(|p| p.role);
        let staff = role.is_some_and(super::role::Role::is_staff);
        let own = Audience::Person(asker.clone());
        tell(turn, own, stream, view(staff, Some(asker)));
    }
}

fn heard(parts: &Parts) -> Vec<ParticipantId> {
    let owner = |peer: &_| parts.attendance.owner(*peer).cloned();
    let heard = parts.tracks.heard().iter().filter_map(owner);
    heard.filter(|who| parts.stage.carries(who)).collect()
}

fn staff_queue(parts: &Parts) -> Vec<QuestionId> {
    queue(parts, true)
}

fn hall_queue(parts: &Parts) -> Vec<QuestionId> {
    queue(parts, false)
}

fn queue(parts: &Parts, staff: bool) -> Vec<QuestionId> {
    let reader = Reader { staff, who: None };
    let visible = parts.questions.in_order(|q| reader.sees(q));
    visible.into_iter().map(|q| q.id.clone()).collect()
}

pub(super) fn tell(turn: &mut Turn, to: Audience, stream: Stream, what: What) {
    turn.out.notices.push(Notice { to, stream, what });
}
