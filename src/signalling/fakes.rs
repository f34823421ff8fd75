//! A house for tests: an entrance with good tickets, before a room that lets everybody in and only writes down what it
//! is asked.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use futures_util::future::BoxFuture;
use serde_json::{Value, json};
use tokio::sync::Notify;

use super::enter::{Entrance, Parts};
use super::hub::Hub;
use super::rooms::{Door, Rooms};
use crate::admission::capacity::Capacity;
use crate::admission::pace::Pace;
use crate::admission::seal::Seal;
use crate::admission::ticket::Ticket;
use crate::config::admission::Admission;
use crate::config::limits::Limits;
use crate::domain::command::{Caller, Request};
use crate::domain::id::{PeerId, ShowId};
use crate::domain::notice::What;
use crate::domain::role::Role;
use crate::foundation::clock::Clock;
use crate::foundation::load::Load;
use crate::foundation::shutdown::Shutdown;
use crate::venue::directory::RoomFault;
use crate::venue::ports::{Leg, Voice};
use crate::venue::room_handle::Entering;

/// A request with this number breaks the connection that carries it.
pub(super) const BREAKS: u32 = 666;
pub(super) const SEAT: &str = "seat-key-of-a-browser";

/// A room that lets everybody in and remembers what it was asked.
#[derive(Default)]
pub(super) struct Room {
    pub(super) hub: Arc<Hub>,
    asked: Mutex<Vec<String>>,
    noted: Notify,
    last_peer: AtomicU64,
}

impl Room {
    fn note(&self, what: String) {
        self.asked.lock().unwrap().push(what);
        self.noted.notify_one();
    }

    /// Returns once this was asked.
    pub(super) async fn until_asked(&self, what: &str) {
        while !self.asked().iter().any(|asked| asked == what) {
            self.noted.notified().await;
        }
    }

    pub(super) fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }

    fn reply(&self, peer: PeerId, re: u32) {
        let outcome = Ok(());
        self.hub.tell(&[peer], None, &What::Reply { re, outcome });
    }
}

/// Every show is this room, but the one that does not exist.
pub(super) struct Street(Arc<Room>);

impl Rooms for Street {
    fn next_peer(&self) -> PeerId {
        PeerId(self.0.last_peer.fetch_add(1, Ordering::Relaxed))
    }

    fn room<'a>(&'a self, show: &'a ShowId) -> BoxFuture<'a, Result<Arc<dyn Door>, RoomFault>> {
        let found = match show.as_str() {
            "demo" => Ok(Arc::new(Street(self.0.clone())) as Arc<dyn Door>),
            _ => Err(RoomFault::NoSuchShow),
        };
        Box::pin(async { found })
    }
}

impl Door for Street {
    fn enter(&self, entering: Entering) {
        self.0.note(format!("enter {}", entering.entry.participant));
        self.0.reply(entering.peer, entering.re);
    }

    fn request(&self, request: Request) {
        assert!(request.re != BREAKS, "as asked");
        self.0.note(format!("request {}", request.re));
        self.0.reply(request.caller.peer, request.re);
    }

    fn offer(&self, _: Caller, re: u32, _: Leg, sdp: String) {
        self.0.note(format!("offer {re} of {} bytes", sdp.len()));
    }

    fn refresh(&self, _: PeerId) -> bool {
        self.0.note("refresh".into());
        true
    }

    fn lose(&self, caller: Caller) {
        self.0.note(format!("lose {}", caller.participant));
    }
}

pub(super) struct House {
    pub(super) entrance: Arc<Entrance>,
    pub(super) room: Arc<Room>,
}

impl House {
    pub(super) fn new() -> Self {
        Self::with(Limits::default())
    }

    /// A house with these limits.
    pub(super) fn with(limits: Limits) -> Self {
        Self::of(limits, &Admission::default())
    }

    /// A house with these limits, and room for so many.
    pub(super) fn of(limits: Limits, admission: &Admission) -> Self {
        let hub = Arc::new(Hub::new(Arc::default()));
        let room = Arc::new(Room {
            hub: hub.clone(),
            ..Room::default()
        });
        let (clock, _) = Clock::pretended();
        let entrance = Entrance::new(Parts {
            hub,
            rooms: Arc::new(Street(room.clone())),
            seal: Arc::new(Seal::new(&[7; 32], clock.clone())),
            pace: Arc::new(Pace::new(admission, clock.clone())),
            capacity: Capacity::new(admission, Load::default(), clock, Arc::default()),
            limits,
            metrics: Arc::default(),
            shutdown: Shutdown::default(),
        });
        Self {
            entrance: Arc::new(entrance),
            room,
        }
    }

    pub(super) fn ticket(&self, show: &str, seats: u32, seconds: u64) -> String {
        let ticket = Ticket {
            show: ShowId::new(show),
            role: Role::Attendee,
            name: "Ada".into(),
            language: None,
            booth: None,
            expires_at: self.entrance.parts.seal.expiry_after(seconds),
            id: "ada".into(),
            seats,
        };
        self.entrance.parts.seal.sign(&ticket).unwrap()
    }

    pub(super) fn hello(&self) -> Value {
        json!({"id": 1, "type": "hello", "ticket": self.ticket("demo", 1, 60), "seat": SEAT})
    }
}
