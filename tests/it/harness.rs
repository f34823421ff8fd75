//! A real server for a story, and the people in it.

use std::path::Path;
use std::time::Duration;

use roadshow_load::crowd::{Crowd, LegHandle, Standing};
use roadshow_load::person::Person;
use roadshow_load::server::Server;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A server of one's own on free ports, with the demo show, and a thread for everybody's media.
pub(crate) struct House {
    pub(crate) server: Server,
    pub(crate) crowd: Crowd,
}

impl House {
    /// Opens with the built-in settings.
    pub(crate) async fn open() -> Self {
        Self::open_with("").await
    }

    /// Opens with settings.
    pub(crate) async fn open_with(config: &str) -> Self {
        let server = Server::start(Path::new(env!("CARGO_BIN_EXE_roadshow")), config)
            .await
            .unwrap();
        Self {
            server,
            crowd: Crowd::start().unwrap(),
        }
    }

    /// Somebody with a ticket of her own enters the demo show.
    pub(crate) async fn person(&self, role: &str, name: &str, more: &[&str]) -> Person {
        let link = self.server.ticket(role, name, more).await.unwrap();
        self.enter(&link, name).await
    }

    /// Somebody enters with this link; her seat key is made of her name.
    pub(crate) async fn enter(&self, link: &str, name: &str) -> Person {
        Person::enter(&self.server.http, link, &seat(name))
            .await
            .unwrap()
    }

    /// Opens another show by HTTP, live and with everybody who speaks on stage.
    pub(crate) async fn show(&self, id: &str, languages: &[&str], booths: Value) {
        let token = self.administrator();
        let plan = json!({
            "id": id, "title": { "en": id }, "languages": languages, "booths": booths,
            "policy": { "auto_stage": true },
        });
        let (status, body) = self.http("POST", "/api/v1/shows", &token, Some(plan)).await;
        assert_eq!(status, 201, "{body}");
        let path = format!("/api/v1/shows/{id}/phase");
        let live = json!({ "phase": "live" });
        let (status, body) = self.http("PUT", &path, &token, Some(live)).await;
        assert!(status < 300, "{body}");
    }

    /// Somebody with a ticket of her own enters a show; `more` are further fields of the ticket.
    pub(crate) async fn person_of(
        &self,
        show: &str,
        role: &str,
        name: &str,
        more: &[(&str, &str)],
    ) -> Person {
        let link = self.link_of(show, role, name, more).await;
        self.enter(&link, name).await
    }

    /// The link of such a ticket, for whoever comes back with it.
    pub(crate) async fn link_of(
        &self,
        show: &str,
        role: &str,
        name: &str,
        more: &[(&str, &str)],
    ) -> String {
        let mut wish = json!({ "role": role, "name": name });
        for (field, value) in more {
            wish[*field] = (*value).into();
        }
        let path = format!("/api/v1/shows/{show}/tickets");
        let (status, body) = self
            .http("POST", &path, &self.administrator(), Some(wish))
            .await;
        assert_eq!(status, 201, "{body}");
        body["url"].as_str().unwrap().to_owned()
    }

    /// The administrator's token.
    pub(crate) fn administrator(&self) -> String {
        let file = self.server.data().join("admin.token");
        std::fs::read_to_string(file).unwrap().trim().to_owned()
    }

    /// One HTTP call; status and JSON body.
    pub(crate) async fn http(
        &self,
        method: &str,
        path: &str,
        bearer: &str,
        body: Option<Value>,
    ) -> (u16, Value) {
        let body = body.map(|b| b.to_string()).unwrap_or_default();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {bearer}\r\ncontent-type: application/json\r\n\
             content-length: {}\r\nconnection: close\r\n\r\n{body}",
            self.server.http,
            body.len()
        );
        let answer = exchange(&self.server.http, request.as_bytes()).await;
        let status = answer
            .split(' ')
            .nth(1)
            .and_then(|s| s.parse().ok())
            .unwrap();
        let body = answer.split("\r\n\r\n").nth(1).unwrap_or_default();
        (status, serde_json::from_str(body).unwrap_or(Value::Null))
    }
}

/// A seat key for somebody of this name.
pub(crate) fn seat(name: &str) -> String {
    let name = name.replace(' ', "-");
    format!("seat-key-of-{name:_>20}")
}

/// Sends bytes, as far as they are taken, and reads until the server closes.
pub(crate) async fn exchange(address: &str, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // What is too long is answered before it has been read.
    let _ = stream.write_all(request).await;
    let mut answer = Vec::new();
    let _ = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut answer)).await;
    String::from_utf8_lossy(&answer).into_owned()
}

/// Waits until a leg stands as wanted.
pub(crate) async fn until(
    leg: &LegHandle,
    what: &str,
    fits: impl Fn(&Standing) -> bool,
) -> Standing {
    for _ in 0..600 {
        let standing = leg.standing().await;
        if fits(&standing) {
            return standing;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("waited 15 s for: {what}")
}

/// Whether a line hears this owner now: at least ten packets of hers in the last half second.
pub(crate) fn hears(standing: &Standing, line: usize, owner: u8) -> bool {
    let Some(last) = standing.arrived[line].owners.last().map(|o| o.0) else {
        return false;
    };
    let recent = standing.arrived[line]
        .owners
        .iter()
        .filter(|(at, tag)| *tag == owner && last - *at < Duration::from_millis(500));
    last.elapsed() < Duration::from_millis(500) && recent.count() >= 10
}
