//! One text to the service and its answer back: `POST /translate`, JSON in, JSON out.
//!
//! The service is trusted with the text and with nothing else: its answer is bounded, and no redirect is followed.

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::client::conn::http1;
use hyper::header::{CONNECTION, CONTENT_TYPE, HOST};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use serde::{Deserialize, Serialize};

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
        let stream = self.way.connect().await.map_err(|_| Fault::Failed)?;
        let body = self.exchange(stream, body).await?;
        let made: Made = serde_json::from_slice(&body).map_err(|_| Fault::Unusable)?;
        Ok(made.translated_text)
    }

    /// One request on a connection of its own.
    async fn exchange(&self, stream: Box<dyn Stream>, body: Vec<u8>) -> Result<Bytes, Fault> {
        let request = Request::post("/translate")
            .header(HOST, self.way.authority())
            .header(CONTENT_TYPE, "application/json")
            .header(CONNECTION, "close")
            .body(Full::new(Bytes::from(body)))
            .map_err(|_| Fault::Failed)?;
        let ready = http1::handshake(TokioIo::new(stream)).await;
        let (mut sender, connection) = ready.map_err(|_| Fault::Failed)?;
        let answer = async move {
            let sent = sender.send_request(request).await;
            let answer = sent.map_err(|_| Fault::Failed)?;
            if answer.status() != StatusCode::OK {
                return Err(Fault::Failed);
            }
            let body = Limited::new(answer.into_body(), MOST_BYTES).collect().await;
            Ok(body.map_err(|_| Fault::Unusable)?.to_bytes())
        };
        // The connection is worked as long as the answer is read, and ends with it.
        tokio::join!(answer, connection).0
    }
}

/// The longest text allowed, escaped as JSON may be, with room for what a service adds.
const MOST_BYTES: usize = 128 << 10;
