//! One HTTP call, one connection: enough for tickets, metrics, WHIP and WHEP.

use std::net::IpAddr;
use std::time::Duration;

use anyhow::{Context, Result};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpSocket;

/// How long a call may take.
const PATIENCE: Duration = Duration::from_secs(15);

/// A call.
pub struct Call<'c> {
    method: &'c str,
    path: &'c str,
    headers: &'c [(&'c str, &'c str)],
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Status code.
    pub status: u16,
    head: String,
    /// Body.
    pub body: String,
}

impl<'c> Call<'c> {
    /// A call without headers of its own.
    pub fn new(method: &'c str, path: &'c str) -> Self {
        Self {
            method,
            path,
            headers: &[],
        }
    }

    /// With these headers.
    #[must_use]
    pub fn with(mut self, headers: &'c [(&'c str, &'c str)]) -> Self {
        self.headers = headers;
        self
    }

    /// Sends it, from an address of one's own if one is given, and reads the answer to its end.
    ///
    /// # Errors
    /// When the server cannot be reached, or does not answer.
    pub async fn send(self, from: Option<IpAddr>, to: &str, body: &str) -> Result<Answer> {
        let answer = self.exchange(from, to, body);
        tokio::time::timeout(PATIENCE, answer)
            .await
            .context("a call took too long")?
    }

    async fn exchange(self, from: Option<IpAddr>, to: &str, body: &str) -> Result<Answer> {
        let socket = TcpSocket::new_v4()?;
        if let Some(from) = from {
            socket.bind((from, 0).into())?;
        }
        let mut stream = socket.connect(to.parse()?).await?;
        stream.set_nodelay(true)?;
        let (method, path, length) = (self.method, self.path, body.len());
        let mut text = format!(
            "{method} {path} HTTP/1.1\r\nhost: {to}\r\nconnection: close\r\ncontent-length: {length}\r\n"
        );
        for (name, value) in self.headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str("\r\n");
        text.push_str(body);
        stream.write_all(text.as_bytes()).await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        let status = head.split(' ').nth(1).and_then(|word| word.parse().ok());
        Ok(Answer {
            status: status.context("no status")?,
            head: head.to_owned(),
            body: body.to_owned(),
        })
    }
}

impl Answer {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines.find_map(|(key, value)| key.eq_ignore_ascii_case(name).then_some(value.trim()))
    }
}
