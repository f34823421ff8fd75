//! Roadshow by its WebSocket: each attendee holds her connection and all lines that the server names.

use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, Result};
use serde_json::json;
use tokio::task::JoinHandle;

use super::{Join, Listener, PATIENCE, Sfu, Speaker, Took};
use crate::hall::Hall;
use crate::moment;
use crate::peer::Connection;
use crate::peer::sdp::{Kind, Wish};
use crate::person::Person;
use crate::podium::{self, Podium, Source};
use crate::process::Cost;
use crate::server::Server;

/// A server of one's own with the demo show, and links into it.
pub struct Roadshow {
    /// The process.
    pub server: Server,
    attendee: String,
    /// Messages that listeners have received.
    pub messages: Arc<AtomicU64>,
    /// What listeners ask to hear: a language, and whether the floor stays underneath; otherwise the original.
    pub listens: Option<(&'static str, bool)>,
    /// Where all listeners call from; otherwise each fifty from an address of their own.
    pub from: Option<IpAddr>,
}

/// Ends a task when its owner goes.
pub struct Staying(JoinHandle<()>);

impl Staying {
    /// Owns this task.
    pub fn new(task: JoinHandle<()>) -> Self {
        Self(task)
    }
}

impl Drop for Staying {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Roadshow {
    /// Starts a server for `seats` listeners; `config` goes on behind what every run needs.
    ///
    /// # Errors
    /// When it does not become ready.
    pub async fn start(binary: &Path, config: &str, seats: usize) -> Result<Self> {
        let config = format!("[media]\nannounce = [\"127.0.0.1\"]\n{config}");
        let server = Server::start(binary, &config).await?;
        let seats = seats.max(1).to_string();
        let attendee = server
            .ticket("attendee", "Load", &["--seats", &seats])
            .await?;
        Ok(Self {
            server,
            attendee,
            messages: Arc::default(),
            listens: None,
            from: None,
        })
    }

    /// Somebody enters with a ticket of her own.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn enter(&self, role: &str, number: u32, more: &[&str]) -> Result<Person> {
        let name = format!("{role} {number}");
        let link = self.server.ticket(role, &name, more).await?;
        let seat = format!("seat-of-{role}-number-{number:06}");
        Person::enter(&self.server.http, &link, &seat).await
    }

    /// One more interpreter of the demo show's booth, on air or standing by.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn interpret(&self, podium: &Podium, number: u32, on_air: bool) -> Result<Speaker> {
        let mut person = self
            .enter("interpreter", number, &["--booth", "de-zh"])
            .await?;
        let speaker = send(&mut person, podium, &[Source::Voice], number).await?;
        if on_air {
            let on = json!({ "type": "microphone", "state": "on" });
            person.ask(on).await?;
        }
        Ok(Speaker {
            hold: Box::new(self.stay(person)),
            ..speaker
        })
    }

    /// Keeps somebody's place; what she is told is counted.
    #[expect(clippy::disallowed_methods, reason = "ends when its owner goes")]
    pub fn stay(&self, person: Person) -> Staying {
        Staying::new(tokio::spawn(person.stay(Arc::clone(&self.messages))))
    }

    /// An attendee who is in and has offered nothing yet.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn attend(&self, number: usize) -> Result<Person> {
        let seat = format!("seat-of-attendee-{number:06}");
        let from = self.from.unwrap_or_else(|| super::address(number));
        Person::enter_from(from, &self.server.http, &self.attendee, &seat).await
    }

    /// Messages that listeners have received so far.
    pub fn delivered(&self) -> u64 {
        self.messages.load(Ordering::Relaxed)
    }
}

/// The connection that a welcome asks a listener for, and its offer.
///
/// # Errors
/// When the welcome names no lines, or the system has no socket left.
pub fn receiving(person: &Person, from: IpAddr) -> Result<(Connection, String)> {
    let lines = person.welcome["media"]["receive"]
        .as_array()
        .context("the welcome names no lines")?;
    let lines: Vec<Wish> = lines
        .iter()
        .map(|line| Wish {
            kind: if line["kind"] == "video" {
                Kind::Video
            } else {
                Kind::Audio
            },
            sends: None,
        })
        .collect();
    let connection = Connection::open(from, "actpass", moment::now())?;
    let offer = connection.offer(&lines);
    Ok((connection, offer))
}

/// Opens the send leg of a person: microphone, camera, screen, screen sound, of which only `sources` will carry anything.
async fn send(
    person: &mut Person,
    podium: &Podium,
    sources: &[Source],
    number: u32,
) -> Result<Speaker> {
    let silent = [Kind::Audio, Kind::Video, Kind::Video, Kind::Audio].map(Source::Silent);
    let used = sources.len().min(silent.len());
    let lines = [sources, &silent[used..]].concat();
    let (wishes, sends) = podium::wishes(&lines, number);
    let mut connection = Connection::open([127, 0, 0, 1].into(), "actpass", moment::now())?;
    let offer = json!({ "type": "offer", "leg": "send", "sdp": connection.offer(&wishes) });
    let answer = person.ask(offer).await?;
    let sdp = answer["sdp"].as_str().context("an answer without SDP")?;
    connection.accept(sdp, moment::now())?;
    let publisher = podium.take(connection, &lines, sends).await?;
    publisher.stands(PATIENCE).await?;
    Ok(Speaker {
        publisher,
        hold: Box::new(()),
    })
}

impl Sfu for Roadshow {
    fn cost(&self) -> Result<Cost> {
        self.server.cost()
    }

    async fn forwarded(&self) -> Option<f64> {
        let metrics = self.server.metrics().await.ok()?;
        metrics.sum("roadshow_relay_packets_total", "direction=\"out\"")
    }

    async fn left(&self) -> Option<(f64, f64)> {
        let metrics = self.server.metrics().await.ok()?;
        let of = |unit| metrics.sum("roadshow_udp_sent_total", unit);
        Some((of("unit=\"datagram\"")?, of("unit=\"message\"")?))
    }

    async fn publish(&self, podium: &Podium, sources: &[Source], number: u32) -> Result<Speaker> {
        let mut person = self.enter("speaker", number, &["--language", "de"]).await?;
        let speaker = send(&mut person, podium, sources, number).await?;
        let camera = sources.iter().any(|s| matches!(s, Source::Camera(_)));
        person
            .ask(
                json!({ "type": "sources", "microphone": true, "camera": camera, "screen": false }),
            )
            .await?;
        Ok(Speaker {
            hold: Box::new(self.stay(person)),
            ..speaker
        })
    }

    async fn join(&self, hall: &Hall, wish: Join) -> Result<Listener> {
        let from = self.from.unwrap_or_else(|| super::address(wish.number));
        let came = moment::now();
        let mut person = self.attend(wish.number).await?;
        let (mut connection, offer) = receiving(&person, from)?;
        let asked = moment::now();
        let offer = json!({ "type": "offer", "leg": "receive", "sdp": offer });
        let answer = person.ask(offer).await?;
        let agreed = moment::now();
        let sdp = answer["sdp"].as_str().context("an answer without SDP")?;
        connection.accept(sdp, agreed)?;
        let seat = hall.take(connection, wish.habits).await?;
        if let Some((language, underneath)) = self.listens {
            person
                .ask(json!({ "type": "listen", "language": language, "underneath": underneath }))
                .await?;
        }
        let hold = Box::new(self.stay(person));
        let standing = seat.first_media(PATIENCE).await?;
        let heard = standing.first_media.unwrap_or(agreed);
        Ok(Listener {
            seat,
            took: Took {
                came,
                asked,
                agreed,
                stood: standing.up_since.unwrap_or(heard),
                heard,
            },
            hold,
        })
    }
}
