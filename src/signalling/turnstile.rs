//! How many connections there may be: from one address, of one person, and without a hello.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use crate::config::limits::Limits;
use crate::domain::id::{ParticipantId, ShowId};

/// Counts connections. Clones count together.
#[derive(Clone)]
pub(super) struct Turnstile {
    addresses: Count<IpAddr>,
    people: Count<(ShowId, ParticipantId)>,
    half_open: Count<()>,
}

impl Turnstile {
    /// Nobody is in.
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            addresses: Count::new(limits.connections_per_address),
            people: Count::new(limits.connections_per_person),
            half_open: Count::new(limits.half_open),
        }
    }

    /// A new connection: two places, one for as long as it lasts and one until it has said hello.
    pub(super) fn connect(&self, address: IpAddr) -> Option<(Place<IpAddr>, Place<()>)> {
        let address = self.addresses.take(address.to_canonical())?;
        Some((address, self.half_open.take(())?))
    }

    /// A connection that turns out to be this person's.
    pub(super) fn enter(
        &self,
        show: ShowId,
        who: ParticipantId,
    ) -> Option<Place<(ShowId, ParticipantId)>> {
        self.people.take((show, who))
    }
}

/// How many places are taken under each name.
struct Count<K> {
    most: u32,
    taken: Arc<Mutex<HashMap<K, u32>>>,
}

impl<K> Clone for Count<K> {
    fn clone(&self) -> Self {
        Self {
            most: self.most,
            taken: self.taken.clone(),
        }
    }
}

impl<K: Clone + Eq + Hash> Count<K> {
    fn new(most: u32) -> Self {
        Self {
            most,
            taken: Arc::default(),
        }
    }

    fn take(&self, key: K) -> Option<Place<K>> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.get(&key).copied().unwrap_or_default();
        if count >= self.most {
            return None;
        }
        taken.insert(key.clone(), count.saturating_add(1));
        drop(taken);
        Some(Place {
            key,
            count: self.clone(),
        })
    }
}

/// A place that is given back when this is dropped.
pub(super) struct Place<K: Clone + Eq + Hash> {
    key: K,
    count: Count<K>,
}

impl<K: Clone + Eq + Hash> Drop for Place<K> {
    fn drop(&mut self) {
        let mut taken = self
            .count
            .taken
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        match taken.get_mut(&self.key) {
            Some(count) if *count > 1 => *count -= 1,
            _ => {
                taken.remove(&self.key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_is_full_while_another_is_not_and_places_come_back() {
        let limits = Limits {
            connections_per_address: 2,
            ..Limits::default()
        };
        let turnstile = Turnstile::new(&limits);
        let (busy, calm) = ([10, 0, 0, 1].into(), [10, 0, 0, 2].into());
        let first = turnstile.connect(busy);
        let second = turnstile.connect(busy);
        assert!(first.is_some() && second.is_some());
        assert!(turnstile.connect(busy).is_none());
        assert!(turnstile.connect(calm).is_some());
        drop(first);
        assert!(turnstile.connect(busy).is_some());
    }

    #[test]
    fn silent_connections_are_few_and_a_hello_makes_room() {
        let limits = Limits {
            half_open: 1,
            ..Limits::default()
        };
        let turnstile = Turnstile::new(&limits);
        let address = [10, 0, 0, 1].into();
        let (place, half_open) = turnstile.connect(address).unwrap();
        assert!(turnstile.connect(address).is_none());
        drop(half_open);
        assert!(turnstile.connect(address).is_some());
        drop(place);
        let taken = turnstile.addresses.taken.lock().unwrap();
        assert!(taken.is_empty(), "nothing is kept of who has gone");
    }
}
