//! The place of a scripted show: server, link, log, and how anybody gets in. Who she is and what she does is elsewhere.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::log::{Lines, Log};
use super::plan::{Plan, Voice};
use crate::crowd::{Crowd, LegHandle};
use crate::door::Door;
use crate::link::{Conditions, Link};
use crate::person::Person;
use crate::server::Server;
use crate::speech::millis;

/// One-way delay of everybody's link: 250 ms there and back.
pub const DELAY: Duration = Duration::from_millis(125);
/// What is lost on the way, in each direction.
pub const LOSS: f64 = 0.02;
/// The show's id.
pub const SHOW: &str = "scripted";
/// The booth of two.
pub const MAIN: &str = "de-zh";
/// The booth of one, who understands English.
pub const PIVOT: &str = "en-de";

/// The place.
pub struct Stage {
    /// The server.
    pub server: Server,
    /// Everybody's media.
    pub crowd: Crowd,
    /// The network.
    pub link: Link,
    /// What is seen.
    pub log: Log,
    /// What happens.
    pub plan: Plan,
    /// Of all chance.
    pub seed: u64,
    conditions: Conditions,
    http: SocketAddr,
    begun: OnceLock<Instant>,
}

/// Somebody's way in, for one connection after the other.
pub struct Way {
    /// Her port for signalling.
    pub door: Door,
    link: String,
    seat: String,
    conditions: Conditions,
}

impl Stage {
    /// Opens the house and the show.
    ///
    /// # Errors
    /// When the server does not start or declines.
    pub async fn open(binary: &Path, plan: Plan, seed: u64) -> Result<Arc<Self>> {
        // A handshake whose flights are lost is repeated after 1, 2 and 4 s.
        let config = "[media]
listen = \"127.0.0.1:0\"
announce = [\"127.0.0.2\"]
\
                      [limits]
handshakes_per_second = 1000
handshake_seconds = 12
";
        let server = Server::start(binary, config).await?;
        let media: SocketAddr = server.media.parse().context("the server's media port")?;
        // The server announces an address that is not its own: there the link stands.
        let near = SocketAddr::from(([127, 0, 0, 2], media.port()));
        let conditions = Conditions {
            delay: DELAY,
            loss: LOSS,
        };
        let link = Link::open(near, media, conditions, seed)?;
        let crowd = Crowd::start()?;
        let show = json!({
            "id": SHOW,
            "title": { "de": "Die Probe" },
            "languages": ["de", "zh", "en"],
            "booths": [
                { "id": MAIN, "languages": ["de", "zh"], "seats": 2 },
                { "id": PIVOT, "languages": ["en", "de"], "seats": 1 },
            ],
            "policy": { "auto_stage": true, "underneath": false },
        });
        server.api("POST", "/api/v1/shows", &show).await?;
        for phase in ["doors_open", "live"] {
            let path = format!("/api/v1/shows/{SHOW}/phase");
            server.api("PUT", &path, &json!({ "phase": phase })).await?;
        }
        let http = server.http.parse().context("the server's port")?;
        Ok(Arc::new(Self {
            log: Log::new(crowd.epoch),
            server,
            crowd,
            link,
            plan,
            seed,
            conditions,
            http,
            begun: OnceLock::new(),
        }))
    }

    /// The show begins now.
    #[expect(clippy::disallowed_methods, reason = "a show lives in real time")]
    pub fn begin(&self) -> Instant {
        *self.begun.get_or_init(Instant::now)
    }

    /// Milliseconds since the show began; `None` before.
    #[must_use]
    pub fn show_time(&self, at: Instant) -> Option<u32> {
        let begun = *self.begun.get()?;
        (at >= begun).then(|| millis(begun, at))
    }

    /// A personal link.
    ///
    /// # Errors
    /// When the server declines.
    pub async fn ticket(&self, wish: &Value) -> Result<String> {
        let path = format!("/api/v1/shows/{SHOW}/tickets");
        let ticket = self.server.api("POST", &path, wish).await?;
        Ok(ticket["url"]
            .as_str()
            .context("a ticket without a link")?
            .to_owned())
    }

    /// A way in through the network, for a person with this wish for a ticket; `place` tells her chance from others'.
    ///
    /// # Errors
    /// When the server declines.
    pub async fn way(&self, wish: &Value, place: u64) -> Result<Way> {
        self.way_under(wish, place, self.conditions).await
    }

    /// A way that neither delays nor loses anything.
    ///
    /// # Errors
    /// When the server declines.
    pub async fn short_way(&self, wish: &Value) -> Result<Way> {
        self.way_under(wish, 0, Conditions::default()).await
    }

    async fn way_under(&self, wish: &Value, place: u64, conditions: Conditions) -> Result<Way> {
        Ok(Way {
            door: Door::open(self.http, conditions, self.seed, place).await?,
            link: self.ticket(wish).await?,
            seat: format!(
                "seat-key-of-{:_>20}",
                wish["name"].as_str().unwrap_or_default()
            ),
            conditions,
        })
    }

    /// This stream of a leg is this voice.
    pub fn own(&self, leg: &LegHandle, line: usize, voice: Voice) {
        if let Some(ssrc) = leg.way.ssrcs.get(line) {
            self.log.own(*ssrc, voice);
        }
    }
}

impl Way {
    /// Comes in.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn enter(&self, stage: &Stage) -> Result<Person> {
        let address = self.door.address.to_string();
        let mut person = Person::enter(&address, &self.link, &self.seat).await?;
        person.stay_behind(&stage.link, self.conditions);
        Ok(person)
    }

    /// The personal link, by the door: for a page, which finds everything else by its address.
    ///
    /// # Errors
    /// When the link has no ticket.
    pub fn link_by_door(&self) -> Result<String> {
        let ticket = self
            .link
            .split_once('#')
            .context("a link without a ticket")?
            .1;
        let port = self.door.address.port();
        Ok(format!("http://localhost:{port}/s/{SHOW}#{ticket}"))
    }

    /// When the server had what she said last.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "a show lives in real time")]
    pub fn reached(&self) -> Instant {
        self.door.reached().unwrap_or_else(Instant::now)
    }
}

/// Which of a person's receive lines carry sound, by their names in the welcome.
#[must_use]
pub fn lines(person: &Person) -> Lines {
    let named = |name: &str| {
        let lines = person.welcome["media"]["receive"].as_array();
        let place = lines.and_then(|lines| lines.iter().position(|line| line["name"] == name));
        place.unwrap_or(usize::MAX)
    };
    Lines {
        floor: ["floor_1", "floor_2", "floor_3", "shared"].map(named),
        channel: named("channel"),
    }
}

/// Waits until a leg is connected.
///
/// # Errors
/// When it fails, or takes more than 15 s.
pub async fn connected(leg: &LegHandle) -> Result<()> {
    for _ in 0..300 {
        let standing = leg.standing().await;
        if standing.failed {
            anyhow::bail!("a media connection failed");
        }
        if standing.connected.is_some() {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    anyhow::bail!("a media connection did not stand within 15 s")
}
