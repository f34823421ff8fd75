//! What one peer must still be told: bounded, newest state first to stay, oldest first to leave.
//!
//! When a slow reader's queue is full, numbered changes are dropped and a fresh `welcome` is asked for as soon as she has
//! taken what is left; if she does not within ten seconds, she is bidden goodbye. Nothing here waits for a socket, and
//! nobody who fills an outbox waits for its reader.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use super::frame::{Frame, Part};
use crate::config::limits::Limits;
use crate::foundation::metrics::Metrics;
use crate::protocol::refusal::{Code, HELLO_REFUSED};
use crate::protocol::server::ServerMessage;

/// One peer's queue; filled by the room, emptied by the write loop.
pub(super) struct Outbox {
    backlog: Mutex<Backlog>,
    /// Something is there to be taken.
    filled: Notify,
    /// The reader has fallen behind, or the end was called for.
    pressed: Notify,
}

/// What the write loop takes.
#[derive(Debug)]
pub(super) enum Item {
    /// Send this.
    Frame(Arc<Frame>),
    /// All was taken by a reader who has missed changes: ask the room for a fresh welcome.
    Refresh,
    /// Close the connection; nothing follows.
    End(u16),
}

impl Outbox {
    /// An empty one.
    pub(super) fn new(limits: &Limits, metrics: Arc<Metrics>) -> Self {
        Self {
            backlog: Mutex::new(Backlog {
                frames: VecDeque::new(),
                bytes: 0,
                most_frames: limits.outbox_messages,
                most_bytes: limits.outbox_bytes,
                flow: Flow::Running,
                entering: None,
                end: None,
                metrics,
            }),
            filled: Notify::new(),
            pressed: Notify::new(),
        }
    }

    /// Queues one frame, or drops it where a fresh welcome will tell it again.
    pub(super) fn push(&self, frame: Arc<Frame>) {
        let mut backlog = self.lock();
        let was = backlog.flow;
        backlog.push(frame);
        if backlog.flow == Flow::Lagging && was != Flow::Lagging {
            self.pressed.notify_one();
        }
        drop(backlog);
        self.filled.notify_one();
    }

    /// Queues one message for this peer alone.
    pub(super) fn say(&self, message: &ServerMessage) {
        if let Some(frame) = Frame::reply(message) {
            self.push(Arc::new(frame));
        }
    }

    /// The number of the `hello` whose refusal closes the connection.
    pub(super) fn entering(&self, re: u32) {
        self.lock().entering = Some(re);
    }

    /// Says goodbye and closes; replies that wait go first, and nothing follows. Only the first call counts.
    pub(super) fn end(&self, code: Code, retry_after_ms: Option<u32>) {
        let goodbye = ServerMessage::Goodbye {
            code,
            message: code.message().to_owned(),
            retry_after_ms,
        };
        self.finish(Frame::reply(&goodbye), code.close());
    }

    /// Closes without a goodbye, for those who do not keep to the protocol below ours.
    pub(super) fn close(&self, close: u16) {
        self.finish(None, close);
    }

    /// The room did not let her in, or has seen her off: she will not be back.
    pub(super) fn is_done_with(&self) -> bool {
        let end = self.lock().end;
        end.is_some_and(|close| close == HELLO_REFUSED || close == Code::Left.close())
    }

    fn finish(&self, last: Option<Frame>, close: u16) {
        let mut backlog = self.lock();
        if backlog.end.is_some() {
            return;
        }
        backlog.drop_changes();
        if let Some(last) = last {
            backlog.append(Arc::new(last));
        }
        backlog.end = Some(close);
        drop(backlog);
        self.filled.notify_one();
        self.pressed.notify_one();
    }

    /// The next thing to do; waits for one.
    pub(super) async fn next(&self) -> Item {
        loop {
            if let Some(item) = self.lock().take() {
                return item;
            }
            self.filled.notified().await;
        }
    }

    /// The room was too busy for a refresh: `next` asks again.
    pub(super) fn refresh_again(&self) {
        let mut backlog = self.lock();
        if backlog.flow == Flow::Refreshing {
            backlog.flow = Flow::Lagging;
        }
        drop(backlog);
        self.filled.notify_one();
    }

    /// Returns once the reader has fallen behind and not taken what was left within `patience`, or has not taken her
    /// goodbye within `parting`.
    pub(super) async fn overdue(&self, patience: Duration, parting: Duration) {
        loop {
            self.pressed.notified().await;
            let is_over = self.lock().end.is_some();
            tokio::time::sleep(if is_over { parting } else { patience }).await;
            let backlog = self.lock();
            if is_over || backlog.flow == Flow::Lagging {
                return;
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Backlog> {
        // A panic elsewhere leaves a queue that is still a queue.
        self.backlog.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The queue itself: no task, no waking.
struct Backlog {
    frames: VecDeque<Arc<Frame>>,
    bytes: usize,
    most_frames: usize,
    most_bytes: usize,
    flow: Flow,
    entering: Option<u32>,
    end: Option<u16>,
    metrics: Arc<Metrics>,
}

/// ```text
/// Running ── full ──► Lagging ── drained ──► Refreshing
///    ▲                   ▲────── room busy ──────┘ │
///    └──────────────── welcome ────────────────────┘
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flow {
    /// Everything is queued.
    Running,
    /// Changes were dropped; what is left is being sent.
    Lagging,
    /// All is sent, a welcome is on its way.
    Refreshing,
}

impl Backlog {
    fn push(&mut self, frame: Arc<Frame>) {
        if self.end.is_some() {
            return;
        }
        match &frame.part {
            Part::Reply { re, ok } => {
                if re.is_some() && self.entering == *re {
                    self.entering = None;
                    if !ok {
                        self.end = Some(HELLO_REFUSED);
                    }
                }
            }
            Part::Welcome { re, seq } => {
                if re.is_some() && self.entering == *re {
                    self.entering = None;
                }
                self.retain(|waiting| !waiting.is_told_by_welcome(*seq));
                self.flow = Flow::Running;
                self.append(frame);
                return;
            }
            Part::Change { .. } | Part::State(_) => {
                if self.flow != Flow::Running && frame.is_dropped_when_full() {
                    self.metrics.ws_outbox_dropped.inc();
                    return;
                }
                self.retain(|waiting| !frame.supersedes(waiting));
            }
        }
        self.append(frame);
        if self.is_full() {
            self.drop_changes();
            self.flow = Flow::Lagging;
        }
        // Only what cannot be told again is left: a reader who asks and never listens.
        if self.is_full() {
            self.frames.clear();
            self.bytes = 0;
            self.end = Some(Code::TooSlow.close());
        }
    }

    fn append(&mut self, frame: Arc<Frame>) {
        self.bytes = self.bytes.saturating_add(frame.text.len());
        self.frames.push_back(frame);
    }

    fn is_full(&self) -> bool {
        // One frame alone is always taken, however large.
        self.frames.len() > 1
            && (self.frames.len() > self.most_frames || self.bytes > self.most_bytes)
    }

    fn drop_changes(&mut self) {
        let before = self.frames.len();
        self.retain(|waiting| !waiting.is_dropped_when_full());
        let dropped = before.saturating_sub(self.frames.len());
        self.metrics
            .ws_outbox_dropped
            .inc_by(u64::try_from(dropped).unwrap_or_default());
    }

    fn retain(&mut self, keep: impl Fn(&Frame) -> bool) {
        let bytes = &mut self.bytes;
        self.frames.retain(|waiting| {
            let kept = keep(waiting);
            if !kept {
                *bytes = bytes.saturating_sub(waiting.text.len());
            }
            kept
        });
    }

    fn take(&mut self) -> Option<Item> {
        if let Some(frame) = self.frames.pop_front() {
            self.bytes = self.bytes.saturating_sub(frame.text.len());
            return Some(Item::Frame(frame));
        }
        if let Some(close) = self.end {
            return Some(Item::End(close));
        }
        if self.flow == Flow::Lagging {
            self.flow = Flow::Refreshing;
            return Some(Item::Refresh);
        }
        None
    }
}

#[cfg(test)]
mod tests;
