//! The Janus API over one WebSocket: a session, a handle of the video room, requests and their events.

use std::net::IpAddr;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::{WebSocketStream, client_async};

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// One connection with one session and one handle.
pub(super) struct Api {
    socket: WebSocketStream<TcpStream>,
    next: u64,
    session: u64,
    handle: u64,
}

impl Api {
    /// Connects, opens a session and attaches to the video room.
    pub(super) async fn open(from: IpAddr, to: &str) -> Result<Self> {
        let socket = TcpSocket::new_v4()?;
        socket.bind((from, 0).into())?;
        let stream = timeout(PATIENCE, socket.connect(to.parse()?)).await??;
        stream.set_nodelay(true)?;
        let mut request = format!("ws://{to}/").into_client_request()?;
        request.headers_mut().insert(
            "sec-websocket-protocol",
            HeaderValue::from_static("janus-protocol"),
        );
        let (socket, _) = timeout(PATIENCE, client_async(request, stream)).await??;
        let mut api = Self {
            socket,
            next: 0,
            session: 0,
            handle: 0,
        };
        let created = api.call(json!({ "janus": "create" })).await?;
        api.session = created["data"]["id"].as_u64().context("no session")?;
        let plugin = json!({ "janus": "attach", "plugin": "janus.plugin.videoroom" });
        let attached = api.call(plugin).await?;
        api.handle = attached["data"]["id"].as_u64().context("no handle")?;
        Ok(api)
    }

    /// A request to the video room; the whole answer.
    pub(super) async fn ask(&mut self, body: Value, jsep: Option<Value>) -> Result<Value> {
        let mut message = json!({ "janus": "message", "body": body });
        if let Some(jsep) = jsep {
            message["jsep"] = jsep;
        }
        let answer = self.call(message).await?;
        let data = &answer["plugindata"]["data"];
        if data.get("error").is_some() {
            bail!("Janus refuses: {data}");
        }
        Ok(answer)
    }

    /// Reads until the connection ends.
    pub(super) async fn stay(mut self) {
        while let Some(Ok(_)) = self.socket.next().await {}
    }

    async fn call(&mut self, mut message: Value) -> Result<Value> {
        self.next += 1;
        let transaction = self.next.to_string();
        message["transaction"] = transaction.clone().into();
        if self.session != 0 {
            message["session_id"] = self.session.into();
        }
        if self.handle != 0 {
            message["handle_id"] = self.handle.into();
        }
        self.socket.send(Message::text(message.to_string())).await?;
        timeout(PATIENCE, self.answer(&transaction))
            .await
            .context("Janus does not answer")?
    }

    async fn answer(&mut self, transaction: &str) -> Result<Value> {
        loop {
            let message = self.socket.next().await.context("Janus hangs up")??;
            let Message::Text(text) = message else {
                continue;
            };
            let answer: Value = serde_json::from_str(&text)?;
            if answer["transaction"] != transaction || answer["janus"] == "ack" {
                continue;
            }
            if answer["janus"] == "error" {
                bail!("Janus refuses: {}", answer["error"]);
            }
            return Ok(answer);
        }
    }
}
