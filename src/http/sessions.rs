//! The WHIP and WHEP sessions that stand: which resource is whose, and what a restart of ICE needs to know.
//!
//! Nothing here reaches a room; a session that has ended there is swept out when the next one begins. As many as there
//! are devices in rooms, and one of the sweep before.

use std::collections::{HashMap, HashSet, VecDeque};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;
use tokio::sync::oneshot::error::TryRecvError;

use crate::admission::capacity::Place;
use crate::domain::command::Caller;
use crate::domain::id::ShowId;
use crate::venue::device::DeviceEnd;

/// All sessions. Clones share them.
#[derive(Clone, Default)]
pub struct Sessions {
    table: Arc<Mutex<Table>>,
}

/// One session.
pub(super) struct Session {
    /// The ticket it was opened with.
    pub(super) ticket: String,
    /// From where.
    pub(super) address: IpAddr,
    /// In which show.
    pub(super) show: ShowId,
    /// As whom.
    pub(super) caller: Caller,
    /// Its offer, as its ICE session now stands.
    pub(super) offer: String,
    /// Names that ICE session; another one after each restart.
    pub(super) tag: String,
    /// How it ends.
    pub(super) ended: oneshot::Receiver<DeviceEnd>,
    /// The place it has on this server, for as long as it stands.
    pub(super) _place: Option<Place>,
    /// The seat it has of a ticket with several, for as long as it stands.
    pub(super) _seat: Option<Seat>,
}

/// What of a session a request is judged by.
#[derive(Clone)]
pub(super) struct Known {
    pub(super) show: ShowId,
    pub(super) caller: Caller,
    pub(super) offer: String,
    pub(super) tag: String,
}

/// A seat of a shared ticket; free again when this is dropped.
pub(super) struct Seat {
    sessions: Sessions,
    ticket: String,
    /// Which, from 0.
    pub(super) number: u32,
}

#[derive(Default)]
struct Table {
    sessions: HashMap<String, Session>,
    seats: HashSet<(String, u32)>,
    /// Tickets, each with an address, whose devices lack the newer protection; the newest last.
    older: VecDeque<(String, IpAddr)>,
}

impl Sessions {
    /// Opens one under this name.
    pub(super) fn open(&self, name: String, session: Session) {
        let swept = {
            let mut table = self.lock();
            let swept = table.sweep();
            table.sessions.insert(name, session);
            swept
        };
        // Their seats take the lock again.
        drop(swept);
    }

    /// The session of this name, for whoever holds its ticket.
    pub(super) fn find(&self, name: &str, ticket: &str) -> Option<Known> {
        let table = self.lock();
        let session = table.sessions.get(name).filter(|s| s.ticket == ticket)?;
        Some(Known {
            show: session.show.clone(),
            caller: session.caller.clone(),
            offer: session.offer.clone(),
            tag: session.tag.clone(),
        })
    }

    /// Its ICE session is another one now.
    pub(super) fn restarted(&self, name: &str, offer: String, tag: String) {
        if let Some(session) = self.lock().sessions.get_mut(name) {
            session.offer = offer;
            session.tag = tag;
        }
    }

    /// Ends one.
    pub(super) fn close(&self, name: &str) {
        let closed = {
            let mut table = self.lock();
            let closed = table.sessions.remove(name);
            closed.map(|session| table.learn(session))
        };
        drop(closed);
    }

    /// Whether devices with this ticket, from there, lack the newer protection.
    pub(super) fn is_older(&self, ticket: &str, address: IpAddr) -> bool {
        let swept = self.lock().sweep();
        drop(swept);
        let table = self.lock();
        table
            .older
            .iter()
            .any(|(t, a)| t == ticket && *a == address)
    }

    /// A free seat of a ticket that has so many; `None` when all are taken.
    pub(super) fn seat(&self, ticket: &str, seats: u32) -> Option<Seat> {
        let swept = self.lock().sweep();
        drop(swept);
        let mut table = self.lock();
        let free = |number: &u32| !table.seats.contains(&(ticket.to_owned(), *number));
        let number = (0..seats).find(free)?;
        table.seats.insert((ticket.to_owned(), number));
        drop(table);
        Some(Seat {
            sessions: self.clone(),
            ticket: ticket.to_owned(),
            number,
        })
    }

    fn lock(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let seat = (std::mem::take(&mut self.ticket), self.number);
        self.sessions.lock().seats.remove(&seat);
    }
}

impl Table {
    /// Takes out what has ended.
    fn sweep(&mut self) -> Vec<Session> {
        let mut kept = HashMap::with_capacity(self.sessions.len());
        let mut swept = Vec::new();
        for (name, mut session) in std::mem::take(&mut self.sessions) {
            match session.ended.try_recv() {
                Err(TryRecvError::Empty) => {
                    kept.insert(name, session);
                }
                Ok(DeviceEnd::LacksProtection) => {
                    self.remember(&session);
                    swept.push(session);
                }
                Err(TryRecvError::Closed) => swept.push(session),
            }
        }
        self.sessions = kept;
        swept
    }

    /// What its end teaches, before it is dropped.
    fn learn(&mut self, mut session: Session) -> Session {
        if session.ended.try_recv() == Ok(DeviceEnd::LacksProtection) {
            self.remember(&session);
        }
        session
    }

    fn remember(&mut self, session: &Session) {
        let older = (session.ticket.clone(), session.address);
        self.older.retain(|known| *known != older);
        self.older.push_back(older);
        if self.older.len() > MOST_OLDER {
            self.older.pop_front();
        }
    }
}

/// Devices remembered for their want of protection; the one that is forgotten needs one POST more.
const MOST_OLDER: usize = 1_024;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{ParticipantId, PeerId};

    fn session(sessions: &Sessions, seat: Option<Seat>) -> oneshot::Sender<DeviceEnd> {
        let (end, ended) = oneshot::channel();
        let session = Session {
            ticket: "t1".into(),
            address: IpAddr::from([192, 0, 2, 1]),
            show: ShowId::new("demo"),
            caller: Caller {
                participant: ParticipantId::new("t1"),
                peer: PeerId(1),
            },
            offer: "v=0".into(),
            tag: "a".into(),
            ended,
            _place: None,
            _seat: seat,
        };
        sessions.open("name".into(), session);
        end
    }

    #[test]
    fn a_session_is_found_by_its_ticket_alone_and_gone_with_its_device() {
        let sessions = Sessions::default();
        let end = session(&sessions, None);
        assert!(sessions.find("name", "t1").is_some());
        assert!(sessions.find("name", "t2").is_none());
        assert!(sessions.find("other", "t1").is_none());
        drop(end);
        assert!(!sessions.is_older("t1", [192, 0, 2, 1].into()));
        assert!(sessions.find("name", "t1").is_none(), "swept");
    }

    #[test]
    fn a_device_without_the_newer_protection_is_known_where_it_was() {
        let sessions = Sessions::default();
        session(&sessions, None)
            .send(DeviceEnd::LacksProtection)
            .unwrap();
        // Whether it is ended by its owner first or not.
        sessions.close("name");
        assert!(sessions.is_older("t1", [192, 0, 2, 1].into()));
        assert!(!sessions.is_older("t1", [192, 0, 2, 2].into()));
        assert!(!sessions.is_older("t2", [192, 0, 2, 1].into()));
    }

    #[test]
    fn seats_of_a_ticket_run_out_and_come_back() {
        let sessions = Sessions::default();
        let first = sessions.seat("t1", 2);
        let second = sessions.seat("t1", 2);
        assert_eq!(second.as_ref().map(|seat| seat.number), Some(1));
        assert!(sessions.seat("t1", 2).is_none());
        assert!(sessions.seat("t2", 2).is_some());
        let end = session(&sessions, first);
        drop(end);
        assert_eq!(sessions.seat("t1", 2).map(|seat| seat.number), Some(0));
    }
}
