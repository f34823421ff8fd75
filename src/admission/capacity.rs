//! Whether there is room for one more: by how many are here, and by how busy the media threads are.
//!
//! Those who make the show always find room, those who come back find it before strangers do, and whoever is in stays
//! in. No rule of a show is here: its own number of seats is the room's business.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::config::admission::Admission;
use crate::domain::id::{ParticipantId, ShowId};
use crate::domain::role::Role;
use crate::foundation::clock::Clock;
use crate::foundation::load::Load;
use crate::foundation::metrics::{Metrics, ReasonLabel, Word};

/// Counts attendees over all shows. Clones count together.
#[derive(Clone)]
pub struct Capacity {
    inner: Arc<Inner>,
}

/// No room now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the server is full, try again in {} s", .retry_after.as_secs())]
pub struct Full {
    /// When to try again; spread, so that not all who were turned away come back at once.
    pub retry_after: Duration,
}

/// Whether somebody says that she was here before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// She has something to resume.
    Returns,
    /// She has not.
    IsNew,
}

type Person = (ShowId, ParticipantId);

struct Inner {
    settings: Admission,
    load: Load,
    clock: Clock,
    metrics: Arc<Metrics>,
    books: Mutex<Books>,
}

#[derive(Default)]
struct Books {
    /// Connections of each attendee who is here.
    here: HashMap<Person, u32>,
    /// Since when a place is kept for whoever has lost her connection.
    kept: HashMap<Person, Instant>,
    /// The same in the order they went; an entry whose time differs from `kept` means nothing any more.
    went: VecDeque<(Instant, Person)>,
    turned_away: u64,
}

impl Capacity {
    /// Ceilings as in `settings`, over what `load` tells.
    pub fn new(settings: &Admission, load: Load, clock: Clock, metrics: Arc<Metrics>) -> Self {
        let inner = Inner {
            settings: settings.clone(),
            load,
            clock,
            metrics,
            books: Mutex::default(),
        };
        Self {
            inner: Arc::new(inner),
        }
    }

    /// A place for one connection of this person, for as long as it is held.
    ///
    /// # Errors
    /// There is none now.
    pub fn admit(
        &self,
        show: &ShowId,
        who: &ParticipantId,
        role: Role,
        claim: Claim,
    ) -> Result<Place, Full> {
        let mut place = Place {
            capacity: self.clone(),
            person: (role == Role::Attendee).then(|| (show.clone(), who.clone())),
            is_kept: true,
        };
        let Some(person) = &place.person else {
            return Ok(place);
        };
        let mut books = self.books();
        books.forget(self.inner.clock.instant());
        if let Some(reason) = self.lacks(&books, person, claim) {
            let retry_after = self.retry_after(&mut books);
            drop(books);
            // Nothing to give back.
            place.person = None;
            let label = ReasonLabel { reason };
            self.inner.metrics.turned_away.get_or_create(&label).inc();
            return Err(Full { retry_after });
        }
        books.kept.remove(person);
        let connections = books.here.entry(person.clone()).or_default();
        *connections = connections.saturating_add(1);
        drop(books);
        Ok(place)
    }

    /// What there is not enough of for this person.
    fn lacks(&self, books: &Books, person: &Person, claim: Claim) -> Option<Word> {
        let settings = &self.inner.settings;
        if books.here.contains_key(person) {
            return None;
        }
        let is_known = books.kept.contains_key(person);
        let most = usize::try_from(settings.attendees).unwrap_or(usize::MAX);
        let (taken, busy_percent) = match claim {
            // Her own place is among those kept.
            _ if is_known => (books.here.len(), returning(settings.busy_percent)),
            // Only somebody from before a restart has a word for it and no place: she goes before those who have neither.
            Claim::Returns => (books.here.len(), returning(settings.busy_percent)),
            Claim::IsNew => {
                let taken = books.here.len().saturating_add(books.kept.len());
                (taken, settings.busy_percent)
            }
        };
        let busy = self.inner.load.busy();
        if taken >= most {
            Some("attendees")
        } else if busy.percent >= busy_percent {
            Some("busy")
        } else if busy.packets >= settings.packets_per_second && !is_known {
            Some("packets")
        } else {
            None
        }
    }

    fn retry_after(&self, books: &mut Books) -> Duration {
        let base = Duration::from_secs(self.inner.settings.full_retry_seconds.into());
        books.turned_away = books.turned_away.wrapping_add(1);
        let step = u32::try_from(books.turned_away % SPREAD).unwrap_or_default();
        base.saturating_add(base.saturating_mul(step) / SPREAD_STEPS)
    }

    fn leave(&self, person: &Person, is_kept: bool) {
        let mut books = self.books();
        let Entry::Occupied(mut connections) = books.here.entry(person.clone()) else {
            return;
        };
        if *connections.get() > 1 {
            *connections.get_mut() -= 1;
            return;
        }
        connections.remove();
        if is_kept {
            let now = self.inner.clock.instant();
            books.kept.insert(person.clone(), now);
            books.went.push_back((now, person.clone()));
        }
    }

    fn books(&self) -> MutexGuard<'_, Books> {
        let books = self.inner.books.lock();
        books.unwrap_or_else(PoisonError::into_inner)
    }
}

impl Books {
    /// Places are kept for as long as the rooms keep them.
    fn forget(&mut self, now: Instant) {
        while let Some((since, person)) = self.went.front() {
            if now.saturating_duration_since(*since) < GRACE {
                return;
            }
            if self.kept.get(person) == Some(since) {
                self.kept.remove(person);
            }
            self.went.pop_front();
        }
    }
}

/// A place that is given back when this is dropped, and kept for a while for whoever held it.
pub struct Place {
    capacity: Capacity,
    person: Option<Person>,
    is_kept: bool,
}

impl Place {
    /// She was not let in after all, or has left for good: nothing is kept for her.
    pub fn give_up(&mut self) {
        self.is_kept = false;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(person) = self.person.take() {
            self.capacity.leave(&person, self.is_kept);
        }
    }
}

/// Those who come back may come until half of what strangers leave free is used too.
fn returning(busy_percent: u32) -> u32 {
    busy_percent.saturating_add(100_u32.saturating_sub(busy_percent) / 2)
}

/// The grace of a lost connection in a room.
const GRACE: Duration = Duration::from_secs(60);
/// Those who are turned away come back over as long again as they must wait.
const SPREAD: u64 = 64;
const SPREAD_STEPS: u32 = 64;

#[cfg(test)]
mod tests;
