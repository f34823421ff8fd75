//! The write loop of one connection: what its outbox holds, a beat into silence, a ping into the network.
//!
//! A reader who does not read is not waited for: her outbox drops what can be told again, and patience ends.

use std::pin::pin;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes};
use futures_util::{Sink, SinkExt};
use tokio::time::{Instant, sleep, timeout};

use super::frame::Frame;
use super::heartbeat::{Heartbeat, Pulse};
use super::outbox::{Item, Outbox};
use super::rooms::Door;
use super::socket::{PARTING, RETRY_MS, count};
use crate::domain::id::PeerId;
use crate::foundation::metrics::Metrics;
use crate::protocol::refusal::Code;
use crate::protocol::server::ServerMessage;

/// The write loop's side of a connection.
pub(super) struct Writer<K> {
    pub(super) sink: K,
    pub(super) outbox: Arc<Outbox>,
    pub(super) door: Arc<OnceLock<Arc<dyn Door>>>,
    pub(super) peer: PeerId,
    pub(super) metrics: Arc<Metrics>,
    /// How often the far end is asked for a pong.
    pub(super) ping: Duration,
}

impl<K: Sink<Message> + Unpin> Writer<K> {
    /// Writes until the connection ends.
    pub(super) async fn run(mut self) {
        let outbox = self.outbox.clone();
        let mut overdue = pin!(outbox.overdue(PATIENCE, PARTING));
        let mut heartbeat = Heartbeat::new(Instant::now(), self.ping);
        loop {
            let message = tokio::select! {
                biased;
                pulse = heartbeat.next() => match pulse {
                    Pulse::Ping => {
                        heartbeat.pinged(Instant::now());
                        Message::Ping(Default::default())
                    }
                    Pulse::Beat => self.beat(),
                },
                item = outbox.next() => match item {
                    Item::Frame(frame) => self.text(&frame),
                    Item::End(close) => closing(close),
                    Item::Refresh => {
                        self.refresh().await;
                        continue;
                    }
                },
            };
            let is_last = matches!(message, Message::Close(_));
            let is_ping = matches!(message, Message::Ping(_));
            tokio::select! {
                sent = self.sink.send(message) => if sent.is_err() || is_last {
                    return;
                },
                () = &mut overdue => return self.give_up().await,
            }
            if !is_ping {
                heartbeat.sent(Instant::now());
            }
        }
    }

    /// The reader does not read: a goodbye is tried, and nothing depends on it.
    async fn give_up(mut self) {
        self.outbox.end(Code::TooSlow, Some(RETRY_MS));
        let parting = async {
            loop {
                let message = match self.outbox.next().await {
                    Item::Frame(frame) => self.text(&frame),
                    Item::End(close) => closing(close),
                    Item::Refresh => continue,
                };
                let is_last = matches!(message, Message::Close(_));
                if self.sink.send(message).await.is_err() || is_last {
                    return;
                }
            }
        };
        let _ = timeout(PARTING, parting).await;
    }

    async fn refresh(&self) {
        let is_asked = self.door.get().is_some_and(|door| door.refresh(self.peer));
        if !is_asked {
            sleep(REFRESH_AGAIN).await;
            self.outbox.refresh_again();
        }
    }

    fn beat(&self) -> Message {
        match Frame::reply(&ServerMessage::Beat) {
            Some(frame) => self.text(&frame),
            None => Message::Text(Utf8Bytes::default()),
        }
    }

    fn text(&self, frame: &Frame) -> Message {
        count(&self.metrics, "out", frame.kind);
        Message::Text(frame.text.clone())
    }
}

fn closing(code: u16) -> Message {
    Message::Close(Some(CloseFrame {
        code,
        reason: Utf8Bytes::default(),
    }))
}

/// How long a reader who has fallen behind may take for what is left.
const PATIENCE: Duration = Duration::from_secs(10);
/// When a busy room is asked again.
const REFRESH_AGAIN: Duration = Duration::from_millis(500);
