//! One token, one deadline: every task is started here, so that every one is waited for when the server drains.

use std::future::Future;
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Starts tasks and ends them in an orderly way. Clones share one shutdown.
#[derive(Clone, Debug, Default)]
pub struct Shutdown {
    token: CancellationToken,
    tasks: TaskTracker,
}

impl Shutdown {
    /// Starts a task that is waited for; it should end soon after `requested` does.
    #[expect(clippy::disallowed_methods, reason = "the one place that starts tasks")]
    pub fn spawn<F>(&self, task: F) -> JoinHandle<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        tokio::spawn(self.tasks.track_future(task))
    }

    /// Starts a plain thread that is waited for, for work with its own event loop.
    ///
    /// # Errors
    /// When the system has no thread left.
    pub fn thread(&self, name: &str, run: impl FnOnce() + Send + 'static) -> std::io::Result<()> {
        let guard = self.tasks.token();
        std::thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || {
                run();
                drop(guard);
            })?;
        Ok(())
    }

    /// Asks everything to end.
    pub fn request(&self) {
        self.token.cancel();
    }

    /// Whether the end was asked for.
    pub fn is_requested(&self) -> bool {
        self.token.is_cancelled()
    }

    /// Returns once the end was asked for.
    pub async fn requested(&self) {
        self.token.cancelled().await;
    }

    /// Waits until every task has ended, `within` at most; `true` if all did.
    pub async fn finished(&self, within: Duration) -> bool {
        self.tasks.close();
        tokio::time::timeout(within, self.tasks.wait())
            .await
            .is_ok()
    }
}
