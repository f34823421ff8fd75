//! One text to the service and its answer back: `POST /translate`, JSON in, JSON out.
//!
//! The service is trusted with the text and with nothing else: its answer is bounded, and no redirect is followed.

use std::io;

use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::way::{Stream, Way};
use crate::config::translation::Secret;
use crate::domain::translation::Fault;

/// The service and how it is reached.
pub(super) struct Service {
    pub(super) way: Way,
    pub(super) key: Secret,
}

/// What is to be translated, by the service's names for the languages.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    pub(super) q: &'a str,
    pub(super) source: &'a str,
    pub(super) target: &'a str,
}

#[derive(Serialize)]
struct Wish<'a> {
    q: &'a str,
    source: &'a str,
    target: &'a str,
    format: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    api_key: Option<&'a str>,
}

#[derive(Deserialize)]
struct Made {
    #[serde(rename = "translatedText")]
    translated_text: String,
}

impl Service {
    /// One text; waits as long as the service lets it.
    pub(super) async fn translate(&self, text: &Text<'_>) -> Result<String, Fault> {
        let wish = Wish {
            q: text.q,
            source: text.source,
            target: text.target,
            format: "text",
            api_key: self.key.reveal(),
        };
        let body = serde_json::to_vec(&wish).map_err(|_| Fault::Failed)?;
        let mut stream = self.way.connect().await.map_err(|_| Fault::Failed)?;
        let answer = self.exchange(&mut *stream, &body).await;
        let body = answer.map_err(|_| Fault::Failed)??;
        let made: Made = serde_json::from_slice(&body).map_err(|_| Fault::Unusable)?;
        Ok(made.translated_text)
    }

    /// HTTP/1.0 with one request for each connection: whoever is asked so may not answer in chunks, and hangs up behind
    /// the body.
    async fn exchange(
        &self,
        stream: &mut dyn Stream,
        body: &[u8],
    ) -> io::Result<Result<Vec<u8>, Fault>> {
        let head = format!(
            "POST /translate HTTP/1.0\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
             Connection: close\r\n\r\n",
            self.way.authority(),
            body.len()
        );
        stream.write_all(head.as_bytes()).await?;
        stream.write_all(body).await?;
        stream.flush().await?;
        let mut bytes = Vec::new();
        loop {
            match read(&bytes) {
                Progress::Whole(body) => return Ok(Ok(body)),
                Progress::Odd(fault) => return Ok(Err(fault)),
                Progress::Open => {}
            }
            if bytes.len() > MOST_BYTES {
                return Ok(Err(Fault::Unusable));
            }
            if stream.read_buf(&mut bytes).await? == 0 {
                return Ok(ended(&bytes));
            }
        }
    }
}

/// What has come of an answer so far.
enum Progress {
    /// More is to come, or the end.
    Open,
    /// As much as its head has promised.
    Whole(Vec<u8>),
    /// No answer that can be used.
    Odd(Fault),
}

fn read(bytes: &[u8]) -> Progress {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut answer = httparse::Response::new(&mut headers);
    let begin = match answer.parse(bytes) {
        Ok(httparse::Status::Complete(begin)) => begin,
        Ok(httparse::Status::Partial) => return Progress::Open,
        Err(_) => return Progress::Odd(Fault::Unusable),
    };
    if answer.code != Some(200) {
        return Progress::Odd(Fault::Failed);
    }
    let Some(length) = answer.headers.iter().find(|header| is_length(header)) else {
        return Progress::Open;
    };
    let length = std::str::from_utf8(length.value).ok();
    let Some(length) = length.and_then(|text| text.trim().parse::<usize>().ok()) else {
        return Progress::Odd(Fault::Unusable);
    };
    match bytes.get(begin..begin.saturating_add(length)) {
        Some(body) => Progress::Whole(body.to_vec()),
        None => Progress::Open,
    }
}

/// The service has hung up: the answer is whole if its head promised no length.
fn ended(bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut answer = httparse::Response::new(&mut headers);
    let Ok(httparse::Status::Complete(begin)) = answer.parse(bytes) else {
        return Err(Fault::Unusable);
    };
    if answer.headers.iter().any(is_length) {
        return Err(Fault::Unusable);
    }
    Ok(bytes.get(begin..).unwrap_or_default().to_vec())
}

fn is_length(header: &httparse::Header<'_>) -> bool {
    header.name.eq_ignore_ascii_case("content-length")
}

const MOST_HEADERS: usize = 64;

/// The longest text allowed, escaped as JSON may be, with room for what a service adds.
const MOST_BYTES: usize = 128 << 10;
