//! Going back to what the ledger holds, after it has definitely not kept what it was given.
//!
//! The snapshot is read by a task of its own: the room goes on meanwhile, and declines what must be kept.

use tokio::sync::oneshot;

use super::RoomTask;
use crate::domain::effect::Effects;
use crate::domain::snapshot::Snapshot;
use crate::domain::time::Moment;
use crate::venue::ports::LedgerFault;

/// Going back to what the ledger holds.
pub(super) enum Recovery {
    /// Not needed.
    Idle,
    /// The snapshot is being read.
    Loading(oneshot::Receiver<Result<Snapshot, LedgerFault>>),
    /// It could not be read and is asked for again then.
    Again(Moment),
}

impl RoomTask {
    /// The ledger has definitely not kept what it was given.
    pub(super) fn go_back(&mut self, fault: &LedgerFault) {
        tracing::error!(room = %self.room.show().id, %fault, "records are lost, going back to what is kept");
        self.commits.drop_all();
        self.dispatch.refuse_held(&self.room);
        self.load();
    }

    pub(super) fn load(&mut self) {
        let ledger = self.world.ports.ledger.clone();
        let show = self.room.show().id.clone();
        let (done, loaded) = oneshot::channel();
        self.world.closing.spawn(async move {
            let _ = done.send(ledger.load(show).await);
        });
        self.recovery = Recovery::Loading(loaded);
    }

    pub(super) fn handle_loaded(&mut self, loaded: Result<Snapshot, LedgerFault>, now: Moment) {
        match loaded {
            Ok(snapshot) => {
                self.recovery = Recovery::Idle;
                let mut out = Effects::default();
                self.room.restore(snapshot, now, &mut out);
                self.absorb(out);
                self.dispatch.restored(&self.room);
            }
            Err(fault) => {
                tracing::warn!(room = %self.room.show().id, %fault, "the ledger cannot be read yet");
                self.recovery = Recovery::Again(now.after(RELOAD_MS));
            }
        }
    }
}

impl Recovery {
    pub(super) fn is_idle(&self) -> bool {
        matches!(self, Self::Idle)
    }

    /// The snapshot, once it is read; never returns while none is being read.
    pub(super) async fn loaded(&mut self) -> Result<Snapshot, LedgerFault> {
        match self {
            Self::Loading(loaded) => loaded
                .await
                .unwrap_or_else(|_| Err(LedgerFault::Failed("reading was broken off".into()))),
            _ => std::future::pending().await,
        }
    }
}

/// Between two tries to read the snapshot.
const RELOAD_MS: u64 = 1_000;
