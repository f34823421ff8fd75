//! The signals of the system: end in an orderly way, end at once, read certificates again.

use anyhow::Context;
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::App;

/// The signals we listen to from the very start, so that none is lost while the server comes up.
pub(super) struct Signals {
    terminate: Signal,
    interrupt: Signal,
    hang_up: Signal,
}

/// Starts listening.
pub(super) fn listen() -> anyhow::Result<Signals> {
    let listen = |kind| signal(kind).context("cannot listen to signals");
    Ok(Signals {
        terminate: listen(SignalKind::terminate())?,
        interrupt: listen(SignalKind::interrupt())?,
        hang_up: listen(SignalKind::hangup())?,
    })
}

impl Signals {
    /// Runs the server until the first signal and through its orderly end; a second signal cuts that short.
    pub(super) async fn run(mut self, app: App) {
        loop {
            tokio::select! {
                _ = self.terminate.recv() => break,
                _ = self.interrupt.recv() => break,
                _ = self.hang_up.recv() => app.reload_certificate(),
            }
        }
        tokio::select! {
            () = app.close() => return,
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
        tracing::warn!("ended at once by a second signal");
    }
}
