//! What the handlers need, put together by `app.rs`; nothing here decides anything.

use std::sync::Arc;

use axum::http::HeaderValue;

use super::doors::Doors;
use super::sessions::Sessions;
use crate::admission::administrator::Administrator;
use crate::admission::capacity::Capacity;
use crate::admission::pace::Pace;
use crate::admission::seal::Seal;
use crate::foundation::clock::Clock;
use crate::foundation::metrics::Metrics;
use crate::venue::directory::Directory;
use crate::venue::ports::{Invitations, Post};

/// The server as a handler sees it. Clones see the same one.
#[derive(Clone)]
pub struct Premises {
    /// Shows and rooms.
    pub directory: Directory,
    /// Who is invited.
    pub guests: Arc<dyn Invitations>,
    /// Carries mail to them.
    pub post: Arc<dyn Post>,
    /// Held while a guest list is read and written back, so that two changes do not undo each other.
    pub office: Arc<tokio::sync::Mutex<()>>,
    /// The time.
    pub clock: Clock,
    /// Signs and checks tickets.
    pub seal: Arc<Seal>,
    /// How often anyone may try.
    pub pace: Arc<Pace>,
    /// Knows the administrator.
    pub administrator: Arc<Administrator>,
    /// Whether anybody is let in.
    pub doors: Doors,
    /// Whether there is room for one more player.
    pub capacity: Capacity,
    /// WHIP and WHEP sessions.
    pub sessions: Sessions,
    /// `Link` headers for ICE servers that devices are told.
    pub ice_links: Arc<[HeaderValue]>,
    /// Counters.
    pub metrics: Arc<Metrics>,
    /// What links begin with, without a slash at the end.
    pub public_url: Arc<str>,
    /// A proxy in front says who calls and by which scheme.
    pub behind_proxy: bool,
    /// Seconds a ticket is valid where nothing else is asked for.
    pub ticket_seconds: u64,
    /// Bytes of a request's body at most.
    pub body_bytes: usize,
}
