//! Whether the server lets anybody in: starting, open, or draining.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The doors of the server. Clones are the same doors; closed until `open`.
#[derive(Clone, Debug, Default)]
pub struct Doors(Arc<AtomicBool>);

impl Doors {
    /// Everything is up.
    pub fn open(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// Nobody comes in any more; those inside are told by their rooms.
    pub fn close(&self) {
        self.0.store(false, Ordering::Release);
    }

    /// Whether somebody may come in.
    pub fn are_open(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}
