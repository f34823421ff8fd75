//! One connection: its read loop and, beside it, its write loop (`writer.rs`), until either ends.
//!
//! Whatever a client sends is answered, counted, or ends this connection; it never reaches another one but as a command
//! that a room has allowed.

use std::pin::pin;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::Error;
use axum::extract::ws::Message;
use futures_util::{Sink, Stream, StreamExt};
use tokio::time::{Instant, timeout, timeout_at};

use super::enter::Entrance;
use super::hello::{Guest, NotAdmitted, admit};
use super::inbound::{Hello, Wish, wish};
use super::outbound;
use super::outbox::Outbox;
use super::pace::{Pace, Verdict};
use super::rooms::Door;
use super::turnstile::Place;
use super::writer::Writer;
use crate::admission::capacity;
use crate::domain::command::{Caller, Request};
use crate::domain::id::{ParticipantId, PeerId, ShowId};
use crate::foundation::metrics::{MessageLabel, Metrics, StageLabel, Word};
use crate::protocol::client::ClientMessage;
use crate::protocol::envelope;
use crate::protocol::refusal::Code;
use crate::protocol::server::ServerMessage;

/// A connection's state; when it is dropped, hub and room know that it is gone.
pub(super) struct Connection {
    pub(super) peer: PeerId,
    since: Instant,
    entrance: Arc<Entrance>,
    outbox: Arc<Outbox>,
    half_open: Option<Place<()>>,
    inside: Option<Inside>,
    door: Arc<OnceLock<Arc<dyn Door>>>,
    pace: Pace,
}

/// What a connection has after its hello.
struct Inside {
    caller: Caller,
    _place: Place<(ShowId, ParticipantId)>,
    seat: capacity::Place,
}

/// Why reading ended.
enum Over {
    /// The far end is gone.
    Gone,
    /// We end it, and say why.
    Goodbye(Code),
    /// It broke the WebSocket protocol.
    Broken(u16),
}

/// Talks until the end of the connection.
pub(super) async fn converse<S, K>(mut stream: S, sink: K, mut connection: Connection)
where
    S: Stream<Item = Result<Message, Error>> + Unpin,
    K: Sink<Message> + Unpin,
{
    let outbox = connection.outbox.clone();
    let writer = Writer {
        sink,
        outbox: outbox.clone(),
        door: connection.door.clone(),
        peer: connection.peer,
        metrics: connection.entrance.parts.metrics.clone(),
        ping: seconds(connection.entrance.parts.limits.ping_seconds),
    };
    let mut writing = pin!(writer.run());
    let over = tokio::select! {
        over = connection.read(&mut stream) => Some(over),
        () = &mut writing => None,
    };
    match over {
        Some(Over::Gone) => return,
        Some(Over::Goodbye(code)) => {
            let retry = (code == Code::Restarting).then_some(RETRY_MS);
            outbox.end(code, retry);
            writing.await;
        }
        Some(Over::Broken(close)) => {
            outbox.close(close);
            writing.await;
        }
        None => {}
    }
    // What is still on its way here is taken, so that the network does not answer it by throwing our goodbye away.
    let drained = async { while let Some(Ok(_)) = stream.next().await {} };
    let _ = timeout(PARTING, drained).await;
}

impl Connection {
    /// A connection that has not said hello.
    pub(super) fn new(entrance: Arc<Entrance>, half_open: Place<()>) -> Self {
        let parts = &entrance.parts;
        let peer = parts.rooms.next_peer();
        let outbox = Arc::new(Outbox::new(&parts.limits, parts.metrics.clone()));
        let pace = Pace::new(&parts.limits, Instant::now());
        parts.hub.connect(peer, outbox.clone());
        Self {
            peer,
            since: Instant::now(),
            entrance,
            outbox,
            half_open: Some(half_open),
            inside: None,
            door: Arc::default(),
            pace,
        }
    }

    async fn read<S>(&mut self, stream: &mut S) -> Over
    where
        S: Stream<Item = Result<Message, Error>> + Unpin,
    {
        let shutdown = self.entrance.parts.shutdown.clone();
        let limits = &self.entrance.parts.limits;
        let (hello, silence) = (
            seconds(limits.hello_seconds),
            seconds(limits.silence_seconds),
        );
        let hello_by = Instant::now() + hello;
        let mut dead_by = Instant::now() + silence;
        loop {
            let is_inside = self.inside.is_some();
            let until = if is_inside { dead_by } else { hello_by };
            let next = tokio::select! {
                next = timeout_at(until, stream.next()) => next,
                // Whoever is in a room is bidden farewell by it.
                () = shutdown.requested(), if !is_inside => return Over::Goodbye(Code::Restarting),
            };
            let message = match next {
                Ok(Some(Ok(Message::Close(_))) | None) => return Over::Gone,
                Ok(Some(Ok(message))) => message,
                Ok(Some(Err(error))) => return broken(error),
                Err(_) if is_inside => return Over::Gone,
                Err(_) => return Over::Goodbye(Code::HelloTimeout),
            };
            let now = Instant::now();
            dead_by = now + silence;
            let verdict = self.pace.take(now);
            match (verdict, message) {
                (Verdict::Enough, _) => return Over::Goodbye(Code::TooFast),
                (Verdict::Wait(wait), Message::Text(text)) => self.slow_down(&text, wait),
                (Verdict::Go, Message::Text(text)) => self.handle_text(&text).await,
                (_, Message::Binary(_)) => {
                    self.count("binary");
                    self.refuse(0, Code::Malformed, Some("send text, not binary"));
                }
                (_, Message::Ping(_) | Message::Pong(_) | Message::Close(_)) => {}
            }
        }
    }

    async fn handle_text(&mut self, text: &str) {
        let limits = &self.entrance.parts.limits;
        let parsed = envelope::parse(text);
        let is_long = matches!(&parsed, Ok(request) if is_long(&request.message));
        let most = if is_long {
            limits.offer_bytes
        } else {
            limits.message_bytes
        };
        let re = match &parsed {
            Ok(request) => request.id,
            Err(fault) => fault.re,
        };
        if text.len() > most {
            self.count("too_large");
            return self.refuse(re, Code::TooLarge, None);
        }
        let request = match parsed {
            Ok(request) => request,
            Err(fault) => {
                self.count("unreadable");
                return self.refuse(re, fault.code, fault.detail.as_deref());
            }
        };
        self.count(request.message.kind());
        match (wish(request.message), &self.inside) {
            (Err(code), _) => self.refuse(re, code, None),
            (Ok(Wish::Enter(hello)), None) => self.enter(re, hello).await,
            (Ok(Wish::Enter(_)), Some(_)) => self.refuse(re, Code::AlreadySaidHello, None),
            (Ok(_), None) => self.refuse(re, Code::HelloFirst, None),
            (Ok(Wish::Offer { leg, sdp }), Some(inside)) => {
                if let Some(door) = self.door.get() {
                    door.offer(inside.caller.clone(), re, leg, sdp);
                }
            }
            (Ok(Wish::Command(key, command)), Some(inside)) => {
                if let Some(door) = self.door.get() {
                    door.request(Request {
                        caller: inside.caller.clone(),
                        re,
                        key,
                        command,
                    });
                }
            }
        }
    }

    async fn enter(&mut self, re: u32, hello: Hello) {
        // From here on a refusal, ours or the room's, closes the connection after it was told.
        self.outbox.entering(re);
        match admit(&self.entrance, self.peer, re, hello).await {
            Err(NotAdmitted(code, retry_after_ms)) => {
                tracing::debug!(code = code.as_str(), "not admitted");
                self.outbox.say(&ServerMessage::Refused {
                    re,
                    code,
                    message: code.message().to_owned(),
                    retry_after_ms,
                });
            }
            Ok(Guest {
                show,
                door,
                entering,
                place,
                seat,
            }) => {
                let participant = entering.entry.participant.clone();
                tracing::Span::current().record("room", show.as_str());
                tracing::debug!(%participant, "at the door");
                self.inside = Some(Inside {
                    caller: Caller {
                        participant,
                        peer: self.peer,
                    },
                    _place: place,
                    seat,
                });
                self.half_open = None;
                self.entrance
                    .parts
                    .metrics
                    .join
                    .get_or_create(&StageLabel { stage: "hello" })
                    .observe(self.since.elapsed().as_secs_f64());
                self.door.get_or_init(|| door).enter(entering);
            }
        }
    }

    fn slow_down(&self, text: &str, wait: Duration) {
        self.count("too_fast");
        let re = match envelope::parse(text) {
            Ok(request) => request.id,
            Err(fault) => fault.re,
        };
        self.outbox.say(&ServerMessage::Refused {
            re,
            code: Code::TooFast,
            message: Code::TooFast.message().to_owned(),
            retry_after_ms: Some(u32::try_from(wait.as_millis()).map_or(u32::MAX, |ms| ms.max(1))),
        });
    }

    fn refuse(&self, re: u32, code: Code, detail: Option<&str>) {
        self.outbox.say(&outbound::refused(re, code, detail));
    }

    fn count(&self, kind: Word) {
        count(&self.entrance.parts.metrics, "in", kind);
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.entrance.parts.hub.disconnect(self.peer);
        if let (Some(door), Some(mut inside)) = (self.door.get(), self.inside.take()) {
            if self.outbox.is_done_with() {
                inside.seat.give_up();
            }
            door.lose(inside.caller);
        }
    }
}

/// Counts one message.
pub(super) fn count(metrics: &Metrics, direction: Word, kind: Word) {
    metrics
        .ws_messages
        .get_or_create(&MessageLabel {
            direction,
            r#type: kind,
        })
        .inc();
}

/// What a fault below our protocol means for the connection.
fn broken(error: Error) -> Over {
    use tungstenite::Error as Fault;

    match error.into_inner().downcast_ref::<Fault>() {
        Some(Fault::Capacity(_)) => Over::Goodbye(Code::TooLarge),
        Some(Fault::Utf8(_)) => Over::Broken(1007),
        Some(Fault::Protocol(_)) => Over::Broken(1002),
        _ => Over::Gone,
    }
}

/// A limit as a duration.
fn seconds(limit: u32) -> Duration {
    Duration::from_secs(u64::from(limit))
}

/// How long a goodbye may take.
pub(super) const PARTING: Duration = Duration::from_secs(2);
/// When a connection that was ended for a reason that passes may come back.
pub(super) const RETRY_MS: u32 = 1_000;

/// Messages that carry a whole description, or a whole paper.
fn is_long(message: &ClientMessage) -> bool {
    use ClientMessage::{Offer, SetGlossary, SetNotes, SetRunSheet};
    matches!(
        message,
        Offer { .. } | SetGlossary { .. } | SetNotes { .. } | SetRunSheet { .. }
    )
}

#[cfg(test)]
mod tests;
