//! Roadshow by WHIP (RFC 9725) and WHEP (draft-ietf-wish-whep): one call in, one call out, no signalling in between.

use std::net::IpAddr;
use std::path::Path;

use anyhow::{Context, Result, bail};
use tokio::runtime::Handle;

use super::{Join, Listener, PATIENCE, Sfu, Speaker, Took};
use crate::hall::Hall;
use crate::http::{Answer, Call};
use crate::moment;
use crate::peer::Connection;
use crate::peer::sdp::{Kind, Wish};
use crate::person::ticket;
use crate::podium::{self, Podium, Publisher, Source};
use crate::process::Cost;
use crate::server::Server;
use crate::sfu::roadshow::Roadshow;

/// A server of one's own whose people come by WHIP and WHEP.
pub struct Whip {
    roadshow: Roadshow,
    /// What listeners ask to hear.
    channel: &'static str,
    /// One ticket for each listener, as a WHEP client has no seat key to tell it from others.
    tickets: Vec<String>,
}

/// A session at the server; deleted when its owner goes.
pub struct Session {
    from: IpAddr,
    http: String,
    location: String,
    bearer: String,
}

impl Session {
    /// Restarts its ICE with this fragment; brings the server's.
    ///
    /// # Errors
    /// When the server declines.
    pub async fn restart(&self, fragment: String) -> Result<String> {
        let headers = [
            ("authorization", self.bearer.as_str()),
            ("content-type", "application/trickle-ice-sdpfrag"),
            ("if-match", "*"),
        ];
        let call = Call::new("PATCH", &self.location).with(&headers);
        let answer = call.send(Some(self.from), &self.http, &fragment).await?;
        if answer.status != 200 {
            bail!("PATCH: {} {}", answer.status, answer.body);
        }
        Ok(answer.body)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let (from, http) = (self.from, std::mem::take(&mut self.http));
        let (location, bearer) = (self.location.clone(), self.bearer.clone());
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(async move {
                let headers = [("authorization", bearer.as_str())];
                let call = Call::new("DELETE", &location).with(&headers);
                // A server that is gone has no session left to end.
                let _ = call.send(Some(from), &http, "").await;
            });
        }
    }
}

impl Whip {
    /// Starts a server for `seats` listeners of `channel`.
    ///
    /// # Errors
    /// When it does not become ready, or makes no tickets.
    pub async fn start(binary: &Path, seats: usize, channel: &'static str) -> Result<Self> {
        let roadshow = Roadshow::start(binary, "", seats).await?;
        let mut tickets = Vec::new();
        for number in 0..seats {
            let wish = serde_json::json!({ "role": "attendee", "name": format!("Load {number}") });
            let path = "/api/v1/shows/demo/tickets";
            let made = roadshow.server.api("POST", path, &wish).await?;
            let text = made["ticket"].as_str().context("no ticket was made")?;
            tickets.push(text.to_owned());
        }
        Ok(Self {
            roadshow,
            channel,
            tickets,
        })
    }

    fn server(&self) -> &Server {
        &self.roadshow.server
    }

    /// One more encoder, silent until told to speak.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn encode(
        &self,
        podium: &Podium,
        sources: &[Source],
        number: u32,
    ) -> Result<(Publisher, Session)> {
        let name = format!("encoder {number}");
        let link = self
            .server()
            .ticket("speaker", &name, &["--language", "de"]);
        let link = link.await?;
        let from = [127, 0, 0, 1].into();
        let (wishes, sends) = podium::wishes(sources, number);
        let mut connection = Connection::open(from, "actpass", moment::now())?;
        let offer = connection.offer(&wishes);
        let (answer, session) = self
            .post(from, "/whip/demo", ticket(&link)?, &offer)
            .await?;
        connection.accept(&answer.body, moment::now())?;
        let publisher = podium.take(connection, sources, sends).await?;
        publisher.stands(PATIENCE).await?;
        Ok((publisher, session))
    }

    async fn post(
        &self,
        from: IpAddr,
        path: &str,
        ticket: &str,
        offer: &str,
    ) -> Result<(Answer, Session)> {
        let bearer = format!("Bearer {ticket}");
        let headers = [
            ("authorization", bearer.as_str()),
            ("content-type", "application/sdp"),
        ];
        let call = Call::new("POST", path).with(&headers);
        let answer = call.send(Some(from), &self.server().http, offer).await?;
        if answer.status != 201 {
            bail!("POST {path}: {} {}", answer.status, answer.body);
        }
        let location = answer.header("location").context("no Location")?;
        // A location may be a whole address; the path is what a second call to the same server needs.
        let path = location
            .split_once("://")
            .map_or(Some(location), |(_, rest)| {
                rest.find('/').map(|at| &rest[at..])
            });
        let session = Session {
            from,
            http: self.server().http.clone(),
            location: path.context("a Location without a path")?.to_owned(),
            bearer,
        };
        Ok((answer, session))
    }
}

impl Sfu for Whip {
    fn cost(&self) -> Result<Cost> {
        self.roadshow.cost()
    }

    async fn forwarded(&self) -> Option<f64> {
        self.roadshow.forwarded().await
    }

    async fn left(&self) -> Option<(f64, f64)> {
        self.roadshow.left().await
    }

    async fn publish(&self, podium: &Podium, sources: &[Source], number: u32) -> Result<Speaker> {
        let (publisher, session) = self.encode(podium, sources, number).await?;
        Ok(Speaker {
            publisher,
            hold: Box::new(session),
        })
    }

    async fn join(&self, hall: &Hall, wish: Join) -> Result<Listener> {
        let from = super::address(wish.number);
        let came = moment::now();
        let mut connection = Connection::open(from, "actpass", came)?;
        let lines = [Kind::Video, Kind::Audio].map(|kind| Wish { kind, sends: None });
        let offer = connection.offer(&lines);
        let path = format!("/whep/demo?channel={}", self.channel);
        let ticket = self.tickets.get(wish.number).context("no ticket is left")?;
        let asked = moment::now();
        let (answer, session) = self.post(from, &path, ticket, &offer).await?;
        let agreed = moment::now();
        connection.accept(&answer.body, agreed)?;
        let seat = hall.take(connection, wish.habits).await?;
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
            hold: Box::new(session),
        })
    }
}
