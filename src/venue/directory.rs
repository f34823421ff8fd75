//! The rooms alive in this process: open, find, close.
//!
//! Shows are known by heart, rooms are opened on demand from the ledger and closed when nobody was in for a while. No
//! rule is here, and no room's state.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use dashmap::DashMap;
use tokio::sync::OnceCell;
use tracing::Instrument;

use super::ports::{Added, LedgerFault, Ports};
use super::room_handle::{self, RoomHandle};
use super::room_task::{Ended, RoomTask, World};
use crate::domain::id::{Key, PeerId, ShowId};
use crate::domain::room::Room;
use crate::domain::show::Show;
use crate::domain::time::Moment;
use crate::foundation::clock::Clock;
use crate::foundation::metrics::Metrics;
use crate::foundation::shutdown::Shutdown;

/// All shows and the rooms alive. Clones share them.
#[derive(Clone)]
pub struct Directory {
    inner: Arc<Inner>,
}

/// Why there is no room to enter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoomFault {
    /// No such show.
    #[error("no such show")]
    NoSuchShow,
    /// The server is about to end; another takes over.
    #[error("the server restarts, try again in a moment")]
    Closing,
    /// The room cannot be opened from the ledger.
    #[error("the room cannot be opened: {0}")]
    Ledger(#[from] LedgerFault),
}

struct Inner {
    ports: Ports,
    clock: Clock,
    metrics: Arc<Metrics>,
    room_inbox: usize,
    question_lead: Duration,
    shows: DashMap<ShowId, Arc<Show>>,
    rooms: DashMap<ShowId, Slot>,
    last_peer: AtomicU64,
    /// All room tasks, and the word that they shall end.
    closing: Shutdown,
}

/// Whoever comes first opens the room; the others wait for the same one.
type Slot = Arc<OnceCell<RoomHandle>>;

impl Directory {
    /// Reads all shows from the ledger; `room_inbox` requests may wait for one room, and stage and booth see a question
    /// for `question_lead` before it is on air.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn open(
        ports: Ports,
        clock: Clock,
        metrics: Arc<Metrics>,
        room_inbox: usize,
        question_lead: Duration,
    ) -> Result<Self, LedgerFault> {
        let shows = DashMap::new();
        for show in ports.ledger.shows().await? {
            shows.insert(show.id.clone(), Arc::new(show));
        }
        let inner = Inner {
            ports,
            clock,
            metrics,
            room_inbox,
            question_lead,
            shows,
            rooms: DashMap::new(),
            last_peer: AtomicU64::new(0),
            closing: Shutdown::default(),
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// All shows, public and private, ordered by id.
    pub fn shows(&self) -> Vec<Arc<Show>> {
        let mut shows: Vec<_> = self.inner.shows.iter().map(|s| s.value().clone()).collect();
        shows.sort_by(|a, b| a.id.cmp(&b.id));
        shows
    }

    /// One show.
    pub fn show(&self, id: &ShowId) -> Option<Arc<Show>> {
        self.inner.shows.get(id).map(|show| show.value().clone())
    }

    /// Plans a show; kept before it is known. The same `key` within 24 hours returns the show it made.
    ///
    /// # Errors
    /// When the ledger cannot keep it.
    pub async fn add_show(&self, show: Show, key: Option<Key>) -> Result<Added, LedgerFault> {
        let added = self.inner.ports.ledger.add_show(show, key).await?;
        if let Added::Show(show) = &added {
            self.inner
                .shows
                .entry(show.id.clone())
                .or_insert_with(|| Arc::new(Show::clone(show)));
        }
        Ok(added)
    }

    /// The room of a show, opened from the ledger if it is not alive; who asks at the same time gets the same room.
    ///
    /// # Errors
    /// When there is no such show, the ledger cannot be read, or the venue closes.
    pub async fn room(&self, id: &ShowId) -> Result<RoomHandle, RoomFault> {
        if self.inner.closing.is_requested() {
            return Err(RoomFault::Closing);
        }
        // Cloned under the map's lock, so that a room that is about to close sees this handle.
        if let Some(handle) = self
            .inner
            .rooms
            .get(id)
            .and_then(|slot| slot.get().cloned())
        {
            return Ok(handle);
        }
        let show = self.show(id).ok_or(RoomFault::NoSuchShow)?;
        let slot = self.inner.rooms.entry(id.clone()).or_default().clone();
        let handle = slot
            .get_or_try_init(|| self.open_room(show, slot.clone()))
            .await?;
        Ok(handle.clone())
    }

    /// A number for a new connection.
    pub fn next_peer(&self) -> PeerId {
        PeerId(self.inner.last_peer.fetch_add(1, Ordering::Relaxed) + 1)
    }

    /// Orderly end: nobody comes in any more, each room finishes what it has taken in, waits for the ledger, and bids
    /// everybody farewell. Returns when all have; `false` if some had not `within` this time.
    pub async fn close(&self, within: Duration) -> bool {
        self.inner.closing.request();
        self.inner.closing.finished(within).await
    }

    async fn open_room(&self, show: Arc<Show>, slot: Slot) -> Result<RoomHandle, RoomFault> {
        let inner = &self.inner;
        let snapshot = inner.ports.ledger.load(show.id.clone()).await?;
        if inner.closing.is_requested() {
            return Err(RoomFault::Closing);
        }
        let now = Moment(inner.clock.unix_ms());
        let mut room = Room::open(show.clone(), snapshot.clone(), now);
        let lead = inner.question_lead.as_millis();
        room.set_lead(u64::try_from(lead).unwrap_or(u64::MAX));
        let (handle, inbox) = room_handle::pair(
            show.clone(),
            room.phase(),
            inner.room_inbox,
            inner.ports.voice.clone(),
        );
        let world = World {
            ports: inner.ports.clone(),
            clock: inner.clock.clone(),
            metrics: inner.metrics.clone(),
            closing: inner.closing.clone(),
        };
        let task = RoomTask::new(room, &snapshot, inbox, world);
        let kept = self.clone().keep(task, show.id.clone(), slot);
        // Of the highest level, so that no filter takes the field from a warning.
        let span = tracing::error_span!("room", room = %show.id);
        inner.closing.spawn(kept.instrument(span));
        Ok(handle)
    }

    /// Runs a room until its end and forgets it then.
    async fn keep(self, mut task: RoomTask, id: ShowId, slot: Slot) {
        let rooms = &self.inner.rooms;
        self.inner.metrics.rooms.inc();
        loop {
            let ended = task.run().await;
            let forgotten = rooms.remove_if(&id, |_, other| {
                // An idle room stays while somebody beside this map holds a handle: she may be on the way in.
                Arc::ptr_eq(other, &slot) && (ended != Ended::Idle || task.handles() <= 1)
            });
            // Forgotten first, so that whoever is sent away finds a fresh room.
            if ended != Ended::Idle || forgotten.is_some() {
                task.bid_farewell(ended);
                break;
            }
        }
        self.inner.metrics.rooms.dec();
    }
}
