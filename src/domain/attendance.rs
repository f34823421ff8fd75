//! Who is here: join, leave, grace, capacity. Where people are is the business of stage and booths.

use std::collections::BTreeMap;

use super::channels::Choice;
use super::effect::{Farewell, FarewellReason, PersonRecord, Record};
use super::fact::{Fact, Turn};
use super::id::{BoothId, ParticipantId, PeerId, Source};
use super::language::Language;
use super::refusal::Refusal;
use super::role::Role;
use super::time::Moment;
use super::tracks::Tracks;

mod people;

use people::People;

/// What a ticket says of the person who enters.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The person; for a ticket with several seats the seat's own identity.
    pub participant: ParticipantId,
    /// Role.
    pub role: Role,
    /// Name.
    pub name: String,
    /// Language spoken; for an interpreter it fixes her output.
    pub language: Option<Language>,
    /// An interpreter's booth.
    pub booth: Option<BoothId>,
    /// The seat key of her browser.
    pub seat: String,
    /// The ticket's id; one ticket may carry several seats.
    pub ticket: String,
    /// How many seats the ticket has; with more than one, each person may choose her name.
    pub seats: u32,
}

/// What can be asked of the attendance.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Comes in, or comes back.
    Enter {
        /// The person.
        entry: Box<Entry>,
        /// Take the place over from another device.
        move_here: bool,
    },
    /// An encoder connects (WHIP): it publishes her camera and microphone in place of her page, or without one.
    Encode(Box<Entry>),
    /// A player connects (WHEP): it receives one picture and one sound.
    Watch {
        /// The person; players are listeners of their own, whatever ticket they hold.
        entry: Box<Entry>,
        /// What to hear.
        choice: Choice,
    },
    /// The connection is gone; grace begins.
    Lose,
    /// Leaves for good.
    Leave,
    /// Wants to be called otherwise.
    SetName(String),
    /// Wants to know who is here, after the one she knows of last.
    List {
        /// The last one of the page before; `None` for the first page.
        after: Option<ParticipantId>,
    },
}

/// Somebody who is or was in the room.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) role: Role,
    pub(super) name: String,
    pub(super) language: Option<Language>,
    pub(super) booth: Option<BoothId>,
    /// The staff gave her that booth, whatever her ticket says.
    pub(super) assigned: bool,
    /// The browser that holds the place; empty once the seat is free for another.
    pub(super) seat: String,
    pub(super) ticket: String,
    pub(super) seats: u32,
    /// The connection; stays while grace lasts, because its media may outlive its signalling. None while only an
    /// encoder is connected.
    pub(super) peer: Option<PeerId>,
    /// Her encoder's connection.
    pub(super) encoder: Option<PeerId>,
    /// She is a player: one picture, one sound.
    pub(super) plays: bool,
    pub(super) standing: Standing,
    pub(super) seen: Moment,
    /// Counts those who ever entered.
    order: u64,
}

/// How somebody stands with the room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Connected.
    Here,
    /// The connection is gone since; the place is kept.
    Lost(Moment),
    /// Absent since; the place is free.
    Gone(Moment),
}

impl Person {
    pub(super) fn is_connected(&self) -> bool {
        self.standing == Standing::Here
    }

    /// Until when her place is kept while her connection is lost.
    pub(super) fn kept_until(&self) -> Option<Moment> {
        match self.standing {
            Standing::Lost(since) => Some(since.after(GRACE_MS)),
            Standing::Here | Standing::Gone(_) => None,
        }
    }

    pub(super) fn may_rename(&self) -> bool {
        self.seats > 1
    }

    /// The connection that publishes this of her: camera and microphone are the encoder's as soon as they arrive by it.
    pub(super) fn carrier(&self, source: Source, tracks: &Tracks) -> Option<PeerId> {
        let replaces = matches!(source, Source::Microphone | Source::Camera);
        let encoder = self.encoder.filter(|_| replaces);
        encoder
            .filter(|encoder| tracks.codec(*encoder, source).is_some())
            .or(self.peer)
            .or(encoder)
    }
}

/// Everybody who is or was in the room.
#[derive(Debug, Default)]
pub(super) struct Attendance {
    people: People,
    by_peer: BTreeMap<PeerId, ParticipantId>,
    entered: u64,
}

impl Attendance {
    /// Everybody whose seat was not given up counts as lost since `now`.
    pub(super) fn open(kept: &[PersonRecord], now: Moment) -> Self {
        let mut attendance = Self::default();
        for record in kept {
            let order = attendance.next_order();
            let standing = if record.seat.is_empty() {
                Standing::Gone(now)
            } else {
                Standing::Lost(now)
            };
            let person = Person {
                role: record.role,
                name: record.name.clone(),
                language: record.language.clone(),
                booth: record.booth.clone(),
                assigned: record.assigned,
                seat: record.seat.clone(),
                ticket: record.ticket.clone(),
                seats: record.seats,
                peer: None,
                encoder: None,
                plays: false,
                standing,
                seen: record.seen,
                order,
            };
            attendance.people.insert(record.participant.clone(), person);
        }
        attendance
    }

    /// Comes in, or comes back. `booth` is the seat an interpreter would get, `capacity` how many people fit.
    pub(super) fn enter(
        &mut self,
        peer: PeerId,
        entry: Entry,
        move_here: bool,
        booth: Option<BoothId>,
        capacity: u32,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let who = entry.participant.clone();
        let known = self.people.get(&who);
        let has_page = |p: &Person| p.is_connected() && p.peer.is_some();
        if known.is_some_and(|p| has_page(p) && p.seat != entry.seat && !move_here) {
            return Err(Refusal::AlreadyIn);
        }
        // A full hall keeps the audience out, never those who make the show.
        if entry.role == Role::Attendee
            && self.present(&who).is_none()
            && self.people.present() >= usize::try_from(capacity).unwrap_or(usize::MAX)
        {
            return Err(Refusal::ShowFull);
        }
        let given_on = self.seat_given_on(&entry, turn.now)?;
        if let Some(absent) = given_on {
            self.people.change(&absent, |person| person.seat.clear());
            turn.touch(&absent);
        }
        self.arrive(Some(peer), entry, booth, turn);
        Ok(())
    }

    /// Is here from now on: by her page, or for want of one by something else.
    fn arrive(
        &mut self,
        page: Option<PeerId>,
        entry: Entry,
        booth: Option<BoothId>,
        turn: &mut Turn,
    ) {
        let who = entry.participant.clone();
        let old = self.people.get(&who);
        let was_connected = old.is_some_and(Person::is_connected);
        let encoder = old.and_then(|p| p.encoder);
        if let Some(replaced) = old.and_then(|p| p.peer).filter(|old| Some(*old) != page) {
            self.by_peer.remove(&replaced);
            if was_connected {
                turn.out.farewells.push(Farewell {
                    peer: replaced,
                    why: FarewellReason::Replaced,
                });
            }
        }
        if old.is_some_and(|p| p.role != entry.role) {
            turn.tell(Fact::Left(who.clone()));
        }
        let order = old.map(|p| p.order);
        let chosen = old.filter(|p| p.may_rename()).map(|p| p.name.clone());
        let spoken = old
            .filter(|p| p.role == entry.role && p.role != Role::Interpreter)
            .and_then(|p| p.language.clone());
        let assigned = booth.is_some() && booth.as_ref() == self.assigned(&entry);
        let person = Person {
            role: entry.role,
            name: chosen.unwrap_or(entry.name),
            language: spoken.or(entry.language),
            booth,
            assigned,
            seat: entry.seat,
            ticket: entry.ticket,
            seats: entry.seats,
            peer: page,
            encoder,
            plays: false,
            standing: Standing::Here,
            seen: turn.now,
            order: order.unwrap_or_else(|| self.next_order()),
        };
        self.people.insert(who.clone(), person);
        if let Some(peer) = page {
            self.by_peer.insert(peer, who.clone());
        }
        if !was_connected {
            turn.out.records.push(attended(&who, true, turn.now));
        }
        turn.tell(Fact::Entered(who));
    }

    /// The connection is gone; one that was replaced before changes nothing.
    pub(super) fn lose(&mut self, who: &ParticipantId, peer: PeerId, turn: &mut Turn) {
        let Some(person) = self.people.get(who) else {
            return;
        };
        let here = person.is_connected() && person.peer == Some(peer);
        let (plays, pages, encodes) = (person.plays, person.peer, person.encoder);
        if encodes == Some(peer) {
            self.by_peer.remove(&peer);
            self.people.change(who, |person| person.encoder = None);
            turn.tell(Fact::EncodesNoMore(who.clone()));
            if pages.is_some() {
                return;
            }
        } else if !here {
            return;
        } else if plays || encodes.is_some() {
            self.by_peer.remove(&peer);
            self.people.change(who, |person| person.peer = None);
            // A player has no place that is kept for her; whoever encodes is still here by that.
            if plays {
                self.leave(who, turn);
            }
            return;
        }
        self.people.change(who, |person| {
            person.standing = Standing::Lost(turn.now);
            person.seen = turn.now;
        });
        turn.out.records.push(attended(who, false, turn.now));
        turn.tell(Fact::Lost(who.clone()));
    }

    /// Leaves for good.
    pub(super) fn leave(&mut self, who: &ParticipantId, turn: &mut Turn) {
        self.part_from(who, FarewellReason::Left, turn);
    }

    /// Everybody who came in by this ticket leaves for good.
    pub(super) fn withdraw(&mut self, ticket: &str, turn: &mut Turn) {
        let holders = self
            .everybody()
            .filter(|(_, person)| person.ticket == ticket);
        let holders: Vec<_> = holders.map(|(who, _)| who.clone()).collect();
        for who in holders {
            self.part_from(&who, FarewellReason::Withdrawn, turn);
        }
    }

    fn part_from(&mut self, who: &ParticipantId, why: FarewellReason, turn: &mut Turn) {
        let peers = self.people.change(who, |person| {
            person.standing = Standing::Gone(turn.now);
            person.seen = turn.now;
            person.seat.clear();
            [person.peer.take(), person.encoder.take()]
        });
        let Some(peers) = peers else {
            return;
        };
        for peer in peers.into_iter().flatten() {
            self.by_peer.remove(&peer);
            turn.out.farewells.push(Farewell { peer, why });
        }
        turn.out.records.push(attended(who, false, turn.now));
        turn.tell(Fact::Left(who.clone()));
    }

    /// An encoder connects; it replaces an older one and asks nothing. `booth` as in `enter`.
    pub(super) fn encode(
        &mut self,
        peer: PeerId,
        entry: Entry,
        booth: Option<BoothId>,
        turn: &mut Turn,
    ) {
        let who = entry.participant.clone();
        if !self.people.get(&who).is_some_and(Person::is_connected) {
            self.arrive(None, entry, booth, turn);
        }
        let replaced = self
            .people
            .change(&who, |person| person.encoder.replace(peer));
        if let Some(replaced) = replaced.flatten() {
            self.by_peer.remove(&replaced);
            turn.tell(Fact::EncodesNoMore(who.clone()));
            turn.out.farewells.push(Farewell {
                peer: replaced,
                why: FarewellReason::Replaced,
            });
        }
        self.by_peer.insert(peer, who.clone());
        turn.tell(Fact::Encodes(who));
    }

    /// A player connects; it replaces an older one of the same ticket and asks nothing.
    pub(super) fn watch(
        &mut self,
        peer: PeerId,
        entry: Entry,
        capacity: u32,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let who = entry.participant.clone();
        self.enter(peer, entry, true, None, capacity, turn)?;
        self.people.change(&who, |person| person.plays = true);
        Ok(())
    }

    pub(super) fn rename(
        &mut self,
        who: &ParticipantId,
        name: &str,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let person = self.people.get(who).ok_or(Refusal::NotIn)?;
        if !person.may_rename() {
            return Err(Refusal::Forbidden);
        }
        let name = name.trim();
        let fits = (1..=NAME_CHARACTERS).contains(&name.chars().count());
        if !fits || name.chars().any(char::is_control) {
            return Err(Refusal::BadName);
        }
        self.people
            .change(who, |person| name.clone_into(&mut person.name));
        turn.touch(who);
        Ok(())
    }

    pub(super) fn notice(&mut self, fact: &Fact) {
        match fact {
            Fact::Speaks(who, language) => {
                self.people
                    .change(who, |person| person.language = Some(language.clone()));
            }
            Fact::Assigned(who, booth) => {
                self.people.change(who, |person| {
                    person.booth = Some(booth.clone());
                    person.assigned = true;
                });
            }
            _ => {}
        }
    }

    /// The booth that the staff gave to whoever comes in with this ticket.
    pub(super) fn assigned(&self, entry: &Entry) -> Option<&BoothId> {
        let person = self.people.get(&entry.participant);
        let person = person.filter(|p| p.assigned && p.ticket == entry.ticket);
        person.and_then(|p| p.booth.as_ref())
    }

    /// Frees the places of those whose grace is over.
    pub(super) fn expire(&mut self, turn: &mut Turn) {
        while let Some((since, who)) = self.people.first_lost() {
            if since.after(GRACE_MS) > turn.now {
                return;
            }
            let who = who.clone();
            let peer = self.people.change(&who, |person| {
                person.standing = Standing::Gone(since);
                // A seat of a shared link stays with its browser until another browser needs it.
                if person.seats <= 1 {
                    person.seat.clear();
                }
                person.peer.take()
            });
            if let Some(peer) = peer.flatten() {
                self.by_peer.remove(&peer);
            }
            turn.tell(Fact::Left(who));
        }
    }

    pub(super) fn deadline(&self) -> Option<Moment> {
        let (since, _) = self.people.first_lost()?;
        Some(since.after(GRACE_MS))
    }

    /// The caller, if this is the connection she is here by.
    pub(super) fn caller(&self, who: &ParticipantId, peer: PeerId) -> Option<&Person> {
        self.people
            .get(who)
            .filter(|p| p.is_connected() && p.peer == Some(peer))
    }

    /// Somebody who is or was here.
    pub(super) fn person(&self, who: &ParticipantId) -> Option<&Person> {
        self.people.get(who)
    }

    /// Somebody who is here, or whose place is kept.
    pub(super) fn present(&self, who: &ParticipantId) -> Option<&Person> {
        self.person(who)
            .filter(|p| !matches!(p.standing, Standing::Gone(_)))
    }

    /// Whether this is the connection of her encoder.
    pub(super) fn is_encoder(&self, who: &ParticipantId, peer: PeerId) -> bool {
        self.people
            .get(who)
            .is_some_and(|p| p.encoder == Some(peer))
    }

    /// Whose connection this is.
    pub(super) fn owner(&self, peer: PeerId) -> Option<&ParticipantId> {
        self.by_peer.get(&peer)
    }

    /// Everybody here or with a place kept.
    pub(super) fn everybody(&self) -> impl Iterator<Item = (&ParticipantId, &Person)> {
        self.people
            .iter()
            .filter(|(_, p)| !matches!(p.standing, Standing::Gone(_)))
    }

    /// Those of them who make the show: all but attendees.
    pub(super) fn crew(&self) -> impl Iterator<Item = (&ParticipantId, &Person)> {
        self.people.crew()
    }

    /// Everybody ever, in the order they first entered.
    pub(super) fn in_order(&self) -> Vec<(&ParticipantId, &Person)> {
        let mut people: Vec<_> = self.people.iter().collect();
        people.sort_by_key(|(_, p)| p.order);
        people
    }

    /// Takes over what a failed ledger does not touch: who is connected, and how.
    pub(super) fn carry(&mut self, old: Self) {
        for (who, person) in old.people.iter() {
            if matches!(person.standing, Standing::Gone(_)) {
                continue;
            }
            let mut person = person.clone();
            let order = self.people.get(who).map(|kept| kept.order);
            person.order = order.unwrap_or_else(|| self.next_order());
            if let Some(kept) = self.people.get(who) {
                person.name.clone_from(&kept.name);
                person.language.clone_from(&kept.language);
            }
            self.people.insert(who.clone(), person);
        }
        self.by_peer = old.by_peer;
    }

    fn next_order(&mut self) -> u64 {
        self.entered = self.entered.saturating_add(1);
        self.entered
    }

    /// Whose seat of a shared link the newcomer gets; `None` if one is free.
    fn seat_given_on(&self, entry: &Entry, now: Moment) -> Result<Option<ParticipantId>, Refusal> {
        let holds = self.people.get(&entry.participant);
        let holds = holds.is_some_and(|p| p.ticket == entry.ticket && !p.seat.is_empty());
        let others = self.people.seats_of(&entry.ticket);
        let others = others.saturating_sub(usize::from(holds));
        let seats = usize::try_from(entry.seats.max(1)).unwrap_or(usize::MAX);
        if entry.seats <= 1 || others < seats {
            return Ok(None);
        }
        let holders = self.people.iter().filter(|(who, p)| {
            p.ticket == entry.ticket && !p.seat.is_empty() && **who != entry.participant
        });
        let absent = holders.filter_map(|(who, p)| match p.standing {
            Standing::Gone(since) if now.since(since) >= ABSENT_MS => Some((since, who)),
            _ => None,
        });
        let longest = absent.min().map(|(_, who)| who.clone());
        longest.map(Some).ok_or(Refusal::ShowFull)
    }
}

fn attended(who: &ParticipantId, came: bool, at: Moment) -> Record {
    Record::Attended {
        participant: who.clone(),
        came,
        at,
    }
}

const GRACE_MS: u64 = 60_000;
const ABSENT_MS: u64 = 10 * 60_000;
const NAME_CHARACTERS: usize = 80;

#[cfg(test)]
mod tests;
