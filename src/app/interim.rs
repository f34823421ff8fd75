//! Media and a ledger in memory.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::sync::{mpsc, oneshot};

use crate::domain::effect::Record;
use crate::domain::id::{Key, PeerId, ShowId};
use crate::domain::role::Role;
use crate::domain::show::Show;
use crate::domain::snapshot::Snapshot;
use crate::venue::ports::{
    Added, Ledger, LedgerFault, Leg, Media, MediaOrder, MediaReport, Negotiation, NegotiationFault,
};

pub(super) struct NoMedia;

impl Media for NoMedia {
    fn attach(&self, _: PeerId, _: ShowId, _: Role, _: mpsc::Sender<MediaReport>) {}
    fn detach(&self, _: PeerId) {}
    fn route(&self, _: &ShowId, _: MediaOrder) {}
}

impl Negotiation for NoMedia {
    fn negotiate(
        &self,
        _: PeerId,
        _: Leg,
        _: String,
        answer: oneshot::Sender<Result<String, NegotiationFault>>,
    ) {
        let _ = answer.send(Err(NegotiationFault::Full));
    }
}

#[derive(Default)]
pub(super) struct Memory {
    shows: Mutex<HashMap<ShowId, Show>>,
}

impl Ledger for Memory {
    fn shows(&self) -> BoxFuture<'_, Result<Vec<Show>, LedgerFault>> {
        async {
            Ok(self
                .shows
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .values()
                .cloned()
                .collect())
        }
        .boxed()
    }

    fn add_show(&self, show: Show, _: Option<Key>) -> BoxFuture<'_, Result<Added, LedgerFault>> {
        async move {
            let mut shows = self.shows.lock().unwrap_or_else(PoisonError::into_inner);
            if shows.contains_key(&show.id) {
                return Ok(Added::Taken);
            }
            shows.insert(show.id.clone(), show.clone());
            Ok(Added::Show(Box::new(show)))
        }
        .boxed()
    }

    fn load(&self, _: ShowId) -> BoxFuture<'_, Result<Snapshot, LedgerFault>> {
        async { Ok(Snapshot::default()) }.boxed()
    }

    fn append(
        &self,
        _: ShowId,
        _: Vec<Record>,
    ) -> Result<oneshot::Receiver<Result<(), LedgerFault>>, Vec<Record>> {
        let (done, kept) = oneshot::channel();
        let _ = done.send(Ok(()));
        Ok(kept)
    }
}
