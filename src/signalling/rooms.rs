//! What signalling needs of the venue: a room by its show, and five things to ask of it.
//!
//! A seam, so that connections are tested without rooms; the venue's directory is the one behind it in a server.

use std::sync::Arc;

use futures_util::future::BoxFuture;

use crate::domain::command::{Caller, Request};
use crate::domain::id::{PeerId, ShowId};
use crate::venue::directory::{Directory, RoomFault};
use crate::venue::ports::Leg;
use crate::venue::room_handle::{Entering, RoomHandle};

/// Where rooms are found.
pub trait Rooms: Send + Sync {
    /// A number for a new connection.
    fn next_peer(&self) -> PeerId;
    /// The room of a show, opened if it is not alive.
    fn room<'a>(&'a self, show: &'a ShowId) -> BoxFuture<'a, Result<Arc<dyn Door>, RoomFault>>;
}

/// One room. Whatever is asked is answered by `Voice`.
pub trait Door: Send + Sync {
    /// Comes in, or comes back.
    fn enter(&self, entering: Entering);
    /// Asks something.
    fn request(&self, request: Request);
    /// Offers a media leg.
    fn offer(&self, caller: Caller, re: u32, leg: Leg, sdp: String);
    /// Wants a fresh welcome; `false`: the room is busy, ask again.
    fn refresh(&self, peer: PeerId) -> bool;
    /// The connection is gone.
    fn lose(&self, caller: Caller);
}

impl Rooms for Directory {
    fn next_peer(&self) -> PeerId {
        Self::next_peer(self)
    }

    fn room<'a>(&'a self, show: &'a ShowId) -> BoxFuture<'a, Result<Arc<dyn Door>, RoomFault>> {
        Box::pin(async move {
            let room = Self::room(self, show).await?;
            Ok(Arc::new(room) as Arc<dyn Door>)
        })
    }
}

impl Door for RoomHandle {
    fn enter(&self, entering: Entering) {
        Self::enter(self, entering);
    }

    fn request(&self, request: Request) {
        Self::request(self, request);
    }

    fn offer(&self, caller: Caller, re: u32, leg: Leg, sdp: String) {
        Self::offer(self, caller, re, leg, sdp);
    }

    fn refresh(&self, peer: PeerId) -> bool {
        Self::refresh(self, peer)
    }

    fn lose(&self, caller: Caller) {
        Self::lose(self, caller);
    }
}
