//! A person with a ticket: the signalling a browser would speak, as plain JSON.

use std::collections::VecDeque;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::handshake::client::Request;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, client_async, connect_async};

use crate::crowd::{Crowd, LegHandle};
use crate::leg::{Kind, Look, SrtpProtectionProfile, Wanted};
use crate::link::{Conditions, Link};

/// How long anything may take before a person complains.
const PATIENCE: Duration = Duration::from_secs(15);

/// One connected person.
pub struct Person {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    next: u32,
    heard: VecDeque<Value>,
    behind: Option<(Link, Conditions)>,
    /// The last welcome.
    pub welcome: Value,
}

impl Person {
    /// Connects and says hello; the welcome is kept.
    ///
    /// # Errors
    /// When the server refuses, with its code.
    pub async fn enter(address: &str, link: &str, seat: &str) -> Result<Self> {
        let mut person = Self::connect(address).await?;
        person.hello(link, seat).await?;
        Ok(person)
    }

    /// The same, calling from an address of her own.
    ///
    /// # Errors
    /// When the server refuses, with its code.
    pub async fn enter_from(from: IpAddr, address: &str, link: &str, seat: &str) -> Result<Self> {
        let socket = TcpSocket::new_v4()?;
        socket.bind((from, 0).into())?;
        let stream = timeout(PATIENCE, socket.connect(address.parse()?))
            .await
            .context("connecting took too long")??;
        stream.set_nodelay(true)?;
        let opening = client_async(opening(address)?, MaybeTlsStream::Plain(stream));
        let (socket, _) = timeout(PATIENCE, opening)
            .await
            .context("connecting took too long")?
            .map_err(refusal)?;
        let mut person = Self::on(socket);
        person.hello(link, seat).await?;
        Ok(person)
    }

    /// Connects and says nothing yet.
    ///
    /// # Errors
    /// When the server does not take the connection.
    pub async fn connect(address: &str) -> Result<Self> {
        let (socket, _) = timeout(PATIENCE, connect_async(opening(address)?))
            .await
            .context("connecting took too long")??;
        Ok(Self::on(socket))
    }

    fn on(socket: WebSocketStream<MaybeTlsStream<TcpStream>>) -> Self {
        Self {
            socket,
            next: 0,
            heard: VecDeque::new(),
            behind: None,
            welcome: Value::Null,
        }
    }

    async fn hello(&mut self, link: &str, seat: &str) -> Result<()> {
        let ticket = ticket(link)?;
        let hello = json!({ "type": "hello", "ticket": ticket, "seat": seat });
        self.welcome = self.ask(hello).await?;
        Ok(())
    }

    /// Stays and reads until the connection ends: messages are counted and not looked at.
    pub async fn stay(mut self, messages: Arc<AtomicU64>) {
        while let Some(Ok(message)) = self.socket.next().await {
            if message.is_text() {
                messages.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    /// Her media goes by this link, under these conditions.
    pub fn stay_behind(&mut self, link: &Link, conditions: Conditions) {
        self.behind = Some((link.clone(), conditions));
    }

    /// The next message, those kept meanwhile first.
    ///
    /// # Errors
    /// When the connection ends.
    pub async fn next(&mut self) -> Result<Value> {
        match self.heard.pop_front() {
            Some(message) => Ok(message),
            None => self.next_message().await,
        }
    }

    /// Sends a request and waits for its reply; what arrives meanwhile is kept for `hear`.
    ///
    /// # Errors
    /// When it is refused, with the code first, or the connection ends.
    pub async fn ask(&mut self, message: Value) -> Result<Value> {
        let id = self.send(message).await?;
        self.reply(id).await
    }

    /// Sends a request without waiting; returns its number.
    ///
    /// # Errors
    /// When the connection has ended.
    pub async fn send(&mut self, mut message: Value) -> Result<u32> {
        self.next += 1;
        message["id"] = self.next.into();
        self.send_text(message.to_string()).await?;
        Ok(self.next)
    }

    /// Sends any text.
    ///
    /// # Errors
    /// When the connection has ended.
    pub async fn send_text(&mut self, text: String) -> Result<()> {
        Ok(self.socket.send(Message::text(text)).await?)
    }

    /// Waits for the reply of a request.
    ///
    /// # Errors
    /// When it is refused, with the code first, or the connection ends.
    pub async fn reply(&mut self, id: u32) -> Result<Value> {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        loop {
            let left = deadline.saturating_duration_since(tokio::time::Instant::now());
            let message = timeout(left, self.next_message())
                .await
                .context("no reply came")??;
            if message["re"] != id {
                self.heard.push_back(message);
                continue;
            }
            if message["type"] == "refused" {
                bail!(
                    "{}: {}",
                    message["code"].as_str().unwrap_or_default(),
                    message["message"]
                );
            }
            return Ok(message);
        }
    }

    /// The next message that fits; those before it are dropped.
    ///
    /// # Errors
    /// When none comes within `within`, or the connection ends.
    pub async fn hear(
        &mut self,
        within: Duration,
        mut fits: impl FnMut(&Value) -> bool,
    ) -> Result<Value> {
        let deadline = tokio::time::Instant::now() + within;
        loop {
            let left = deadline.saturating_duration_since(tokio::time::Instant::now());
            let message = match self.heard.pop_front() {
                Some(message) => message,
                None => timeout(left, self.next_message())
                    .await
                    .context("nothing that fits was heard")??,
            };
            if fits(&message) {
                return Ok(message);
            }
        }
    }

    /// Opens the receive leg with the lines that the welcome names.
    ///
    /// # Errors
    /// When server or engine decline.
    pub async fn receive(&mut self, crowd: &Crowd, look: Look) -> Result<LegHandle> {
        self.receive_with(crowd, look, Vec::new()).await
    }

    /// The same, offering only these SRTP profiles.
    ///
    /// # Errors
    /// When server or engine decline.
    pub async fn receive_with(
        &mut self,
        crowd: &Crowd,
        look: Look,
        profiles: Vec<SrtpProtectionProfile>,
    ) -> Result<LegHandle> {
        let lines = self.welcome["media"]["receive"]
            .as_array()
            .context("the welcome names no lines")?;
        let lines = lines
            .iter()
            .map(|l| {
                if l["kind"] == "video" {
                    Kind::Video
                } else {
                    Kind::Audio
                }
            })
            .collect();
        self.leg(
            "receive",
            crowd,
            Wanted {
                lines,
                sends: false,
                look,
                profiles,
            },
        )
        .await
    }

    /// Opens the send leg: microphone, camera, screen, screen sound.
    ///
    /// # Errors
    /// When server or engine decline.
    pub async fn publish(&mut self, crowd: &Crowd) -> Result<LegHandle> {
        let lines = vec![Kind::Audio, Kind::Video, Kind::Video, Kind::Audio];
        self.leg(
            "send",
            crowd,
            Wanted {
                lines,
                sends: true,
                look: Look::Payloads,
                profiles: Vec::new(),
            },
        )
        .await
    }

    async fn leg(&mut self, name: &str, crowd: &Crowd, wanted: Wanted) -> Result<LegHandle> {
        let (leg, sdp) = crowd.open(wanted).await?;
        if let Some((link, conditions)) = &self.behind {
            link.expect(leg.way.local, Some(*conditions));
        }
        let answer = self
            .ask(json!({ "type": "offer", "leg": name, "sdp": sdp }))
            .await?;
        leg.answer(
            answer["sdp"]
                .as_str()
                .context("an answer without SDP")?
                .to_owned(),
        )
        .await?;
        Ok(leg)
    }

    async fn next_message(&mut self) -> Result<Value> {
        loop {
            match self.socket.next().await.context("the connection ended")?? {
                Message::Text(text) => return Ok(serde_json::from_str(&text)?),
                Message::Close(frame) => bail!("closed: {frame:?}"),
                _ => {}
            }
        }
    }
}

/// The ticket in a link.
///
/// # Errors
/// When it has none.
pub fn ticket(link: &str) -> Result<&str> {
    let ticket = link.split("#ticket=").nth(1);
    ticket.context("the link has no ticket")
}

fn opening(address: &str) -> Result<Request> {
    let mut request = format!("ws://{address}/ws").into_client_request()?;
    request.headers_mut().insert(
        "sec-websocket-protocol",
        HeaderValue::from_static("roadshow.v1"),
    );
    Ok(request)
}

/// What the server says of a connection that it does not take.
fn refusal(error: Error) -> anyhow::Error {
    match error {
        Error::Http(answer) => {
            let body = answer.body().as_deref().unwrap_or_default();
            anyhow!("{}: {}", answer.status(), String::from_utf8_lossy(body))
        }
        other => other.into(),
    }
}
