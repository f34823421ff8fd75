//! A video room with publishers and subscribers, as the cases want it.

use std::sync::Mutex;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::api::Api;
use super::process::Process;
use crate::hall::Hall;
use crate::moment;
use crate::peer::Connection;
use crate::podium::{self, Podium, Source};
use crate::process::Cost;
use crate::sfu::roadshow::Staying;
use crate::sfu::{Join, Listener, PATIENCE, Sfu, Speaker, Took, address};

const ROOM: u32 = 1;

/// A running Janus with one room.
pub struct Janus {
    process: Process,
    feeds: Mutex<Vec<Value>>,
    _room: Staying,
}

impl Janus {
    /// Starts it; only in a namespace of its own.
    ///
    /// # Errors
    /// When it does not become ready, or makes no room.
    pub async fn start(event_loops: u32) -> Result<Self> {
        let process = Process::start(event_loops).await?;
        let mut api = Api::open(address(0), &Process::api()).await?;
        let room = json!({
            "request": "create", "room": ROOM, "publishers": 16, "bitrate": 0, "fir_freq": 0,
            "audiocodec": "opus", "videocodec": "vp8", "transport_wide_cc_ext": true,
            "audiolevel_event": false, "notify_joining": false, "record": false,
        });
        api.ask(room, None).await?;
        Ok(Self {
            process,
            feeds: Mutex::default(),
            _room: staying(api),
        })
    }
}

#[expect(clippy::disallowed_methods, reason = "ends when its owner goes")]
fn staying(api: Api) -> Staying {
    Staying::new(tokio::spawn(api.stay()))
}

impl Sfu for Janus {
    fn cost(&self) -> Result<Cost> {
        self.process.cost()
    }

    async fn forwarded(&self) -> Option<f64> {
        None
    }

    async fn left(&self) -> Option<(f64, f64)> {
        None
    }

    async fn publish(&self, podium: &Podium, sources: &[Source], number: u32) -> Result<Speaker> {
        let from = address(0);
        let mut api = Api::open(from, &Process::api()).await?;
        let (wishes, sends) = podium::wishes(sources, number);
        // Janus would begin the handshake if it could choose; this client only answers for itself.
        let mut connection = Connection::open(from, "active", moment::now())?;
        let jsep = json!({ "type": "offer", "sdp": connection.offer(&wishes) });
        let body = json!({ "request": "joinandconfigure", "ptype": "publisher", "room": ROOM });
        let answer = api.ask(body, Some(jsep)).await?;
        let feed = answer["plugindata"]["data"]["id"].clone();
        let sdp = answer["jsep"]["sdp"].as_str().context("no answer")?;
        connection.accept(sdp, moment::now())?;
        let publisher = podium.take(connection, sources, sends).await?;
        publisher.stands(PATIENCE).await?;
        if let Ok(mut feeds) = self.feeds.lock() {
            feeds.push(json!({ "feed": feed }));
        }
        Ok(Speaker {
            publisher,
            hold: Box::new(staying(api)),
        })
    }

    async fn join(&self, hall: &Hall, wish: Join) -> Result<Listener> {
        let from = address(wish.number);
        let came = moment::now();
        let mut api = Api::open(from, &Process::api()).await?;
        let feeds = self.feeds.lock().map(|f| f.clone()).unwrap_or_default();
        let asked = moment::now();
        let body =
            json!({ "request": "join", "ptype": "subscriber", "room": ROOM, "streams": feeds });
        let offer = api.ask(body, None).await?;
        let sdp = offer["jsep"]["sdp"].as_str().context("no offer")?;
        let mut connection = Connection::open(from, "active", moment::now())?;
        let answer = connection.answer(sdp, moment::now())?;
        let jsep = json!({ "type": "answer", "sdp": answer });
        api.ask(json!({ "request": "start", "room": ROOM }), Some(jsep))
            .await?;
        let agreed = moment::now();
        let seat = hall.take(connection, wish.habits).await?;
        let hold = Box::new(staying(api));
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
