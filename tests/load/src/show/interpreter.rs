//! An interpreter as people are: she follows what is said on the stage three seconds late, thinks between her sentences,
//! and works the keys of her console. She knows of the house what the wire tells her.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::log::Deed;
use super::mind::{CLOSED, Connection, Mind};
use super::plan::{Language, Voice};
use super::stage::{DELAY, MAIN, PIVOT, Stage, Way};

/// What she is told to do by the script.
#[derive(Clone, Debug, PartialEq)]
pub enum Order {
    /// Opens her microphone, as soon as the house lets her.
    On,
    /// Closes it, once she has finished.
    Off,
    /// Coughs, for so many milliseconds.
    Cough(u32),
    /// Stands by.
    Arm,
    /// One step of a hand-over.
    HandOver(&'static str),
    /// Presses the key at the next change of direction.
    WillPress,
    /// Has her booth work by direction, or by turns.
    Directions(bool),
    /// Corrects the language of a microphone.
    Correct(String, Language),
    /// Her network is gone, for so many milliseconds; then she comes in again.
    Lose(u32),
    /// Reloads her page, and opens her microphone again.
    Reload,
}

/// A hold on an interpreter; she leaves when it is dropped.
pub struct Interpreter {
    /// Where orders go.
    pub orders: mpsc::Sender<Order>,
}

impl Interpreter {
    /// She comes in and takes her seat.
    ///
    /// # Errors
    /// When the server refuses.
    #[expect(clippy::disallowed_methods, reason = "ends when the handle is dropped")]
    pub async fn enter(stage: &Arc<Stage>, who: Voice, place: u64) -> Result<Self> {
        let booth = if who == Voice::Paula { PIVOT } else { MAIN };
        let wish = json!({ "role": "interpreter", "name": who.name(), "booth": booth });
        let way = stage.way(&wish, place).await?;
        let mind = Arc::new(Mind::new(stage, who));
        let connection = Connection::open(stage, &way, &mind).await?;
        let (orders, inbox) = mpsc::channel(16);
        let human = Human {
            stage: Arc::clone(stage),
            way,
            mind,
            connection: Some(connection),
            booth,
            armed: None,
            presses: false,
            hand: None,
            wants_on: None,
        };
        tokio::spawn(human.live(inbox));
        Ok(Self { orders })
    }
}

struct Human {
    stage: Arc<Stage>,
    way: Way,
    mind: Arc<Mind>,
    connection: Option<Connection>,
    booth: &'static str,
    armed: Option<Language>,
    presses: bool,
    /// When her hand is on the key of the direction.
    hand: Option<tokio::time::Instant>,
    wants_on: Option<tokio::time::Instant>,
}

impl Human {
    async fn live(mut self, mut inbox: mpsc::Receiver<Order>) {
        if let Some(connection) = &self.connection {
            let welcome = connection.person.welcome.clone();
            for booth in welcome["booths"].as_array().into_iter().flatten() {
                self.see(booth);
            }
        }
        loop {
            let done = match self.next(&mut inbox).await {
                Next::Gone => return,
                Next::Ordered(order) => self.obey(order).await,
                Next::Told(message) => {
                    if message["type"] == "booth_changed" {
                        self.see(&message["booth"]);
                    }
                    self.act().await
                }
                Next::Nothing => self.act().await,
            };
            if let Err(fault) = done {
                self.note(format!("{}: {fault:#}", self.mind.who.name()));
            }
        }
    }

    async fn next(&mut self, inbox: &mut mpsc::Receiver<Order>) -> Next {
        let told = async {
            match &mut self.connection {
                Some(connection) => connection.person.next().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            order = inbox.recv() => order.map_or(Next::Gone, Next::Ordered),
            message = told => match message {
                Ok(message) => Next::Told(message),
                // A page without its socket is told nothing; the script says when it comes back.
                Err(_) => { self.connection = None; Next::Nothing }
            },
            () = tokio::time::sleep(REACTION) => Next::Nothing,
        }
    }

    /// Looks at her console.
    fn see(&mut self, booth: &Value) {
        if booth["booth"] != self.booth {
            return;
        }
        let seats = booth["seats"].as_array();
        let own = seats.and_then(|s| s.iter().find(|s| s["name"] == self.mind.who.name()));
        let Some(own) = own else {
            return;
        };
        let language = |value: &Value| value.as_str().and_then(Language::read);
        if let Some(output) = language(&own["output"]) {
            self.mind.output.store(output as u8, Ordering::Relaxed);
        }
        let on_air = own["on_air"] == true;
        self.mind.on_air.store(on_air, Ordering::Relaxed);
        if on_air {
            self.wants_on = None;
        }
        self.armed = language(&booth["armed"]);
    }

    /// Does what she has wanted to do for a moment.
    async fn act(&mut self) -> Result<()> {
        if self.presses {
            self.press().await?;
        }
        if self
            .wants_on
            .is_some_and(|until| until > tokio::time::Instant::now())
        {
            self.open().await?;
        }
        Ok(())
    }

    /// Presses the key of the direction as soon as her hand is there, unless the direction has turned by then.
    async fn press(&mut self) -> Result<()> {
        let now = tokio::time::Instant::now();
        match (self.armed, self.hand) {
            (Some(_), None) => self.hand = Some(now + REACTION),
            (Some(language), Some(there)) if there <= now => {
                (self.presses, self.hand) = (false, None);
                // She takes a breath until her console shows that the key has done it.
                self.mind.breathes.store(true, Ordering::Relaxed);
                let key =
                    json!({ "type": "direction", "language": language.tag(), "override": false });
                self.ask(key).await?;
                self.did(Deed::Direction(language));
                self.mind.output.store(language as u8, Ordering::Relaxed);
                self.mind.breathes.store(false, Ordering::Relaxed);
            }
            (None, Some(_)) => (self.presses, self.hand) = (false, None),
            _ => {}
        }
        Ok(())
    }

    async fn obey(&mut self, order: Order) -> Result<()> {
        match order {
            Order::On => {
                self.wants_on = Some(tokio::time::Instant::now() + PATIENCE);
                self.open().await?;
            }
            Order::Off => self.close("off", Deed::Off).await?,
            Order::Cough(ms) => {
                self.close("cough", Deed::Cough).await?;
                tokio::time::sleep(Duration::from_millis(u64::from(ms))).await;
                self.open().await?;
            }
            Order::Arm => {
                self.mind.finished.store(false, Ordering::Relaxed);
                self.mind.down.store(0, Ordering::Relaxed);
                self.microphone("armed").await?;
                self.did(Deed::Arm);
            }
            Order::HandOver(act) => {
                self.mind.finished.store(false, Ordering::Relaxed);
                // Her microphone is as loud as it will be before anybody hears it.
                self.mind.down.store(0, Ordering::Relaxed);
                self.ask(json!({ "type": "hand_over", "act": act })).await?;
                if act == "cut" {
                    self.did(Deed::Cut);
                }
                self.note(format!("{} hands over: {act}", self.mind.who.name()));
            }
            Order::WillPress => self.presses = true,
            Order::Directions(on) => {
                let works = if on { "by_direction" } else { "by_turns" };
                self.ask(json!({ "type": "set_booth", "booth": self.booth, "works": works }))
                    .await?;
                self.did(Deed::Directions(on));
            }
            Order::Correct(participant, language) => {
                let key = json!({ "type": "set_microphone_language", "participant": participant, "language": language.tag() });
                self.ask(key).await?;
            }
            Order::Lose(ms) => self.lose(ms).await?,
            Order::Reload => self.reload().await?,
        }
        Ok(())
    }

    /// Opens the microphone; declined, she tries again until she is out of patience.
    async fn open(&mut self) -> Result<()> {
        self.mind.finished.store(false, Ordering::Relaxed);
        if self.microphone("on").await.is_ok() {
            self.wants_on = None;
            self.mind.down.store(0, Ordering::Relaxed);
            self.did(Deed::On);
        }
        Ok(())
    }

    /// Turns her microphone down as her page does, then closes it.
    async fn close(&mut self, state: &str, deed: Deed) -> Result<()> {
        self.mind.finished.store(true, Ordering::Relaxed);
        self.mind.down.store(CLOSED, Ordering::Relaxed);
        tokio::time::sleep(RAMP).await;
        self.microphone(state).await?;
        self.did(deed);
        Ok(())
    }

    async fn lose(&mut self, ms: u32) -> Result<()> {
        let Some(lost) = self.connection.take() else {
            return Ok(());
        };
        self.note(format!("{}: network gone", self.mind.who.name()));
        self.stage.link.cut(lost.send.way.local, true);
        self.way.door.cut(true);
        self.mind.on_air.store(false, Ordering::Relaxed);
        tokio::time::sleep(Duration::from_millis(u64::from(ms))).await;
        lost.voice.end();
        lost.send.close();
        drop(lost);
        self.way.door.cut(false);
        self.come_back().await
    }

    async fn reload(&mut self) -> Result<()> {
        let Some(left) = self.connection.take() else {
            return Ok(());
        };
        left.voice.end();
        left.send.close();
        drop(left);
        // The goodbye takes as long as everything.
        #[expect(clippy::disallowed_methods, reason = "a show lives in real time")]
        let heard = Instant::now() + DELAY;
        self.stage.log.deed(heard, self.mind.who, Deed::Leave);
        self.mind.on_air.store(false, Ordering::Relaxed);
        tokio::time::sleep(LOADING).await;
        self.come_back().await?;
        self.wants_on = Some(tokio::time::Instant::now() + PATIENCE);
        self.open().await
    }

    async fn come_back(&mut self) -> Result<()> {
        self.mind.down.store(CLOSED, Ordering::Relaxed);
        let connection = Connection::open(&self.stage, &self.way, &self.mind).await?;
        let booths = connection.person.welcome["booths"].clone();
        self.connection = Some(connection);
        for booth in booths.as_array().into_iter().flatten() {
            self.see(booth);
        }
        Ok(())
    }

    async fn microphone(&mut self, state: &str) -> Result<()> {
        self.ask(json!({ "type": "microphone", "state": state }))
            .await
    }

    async fn ask(&mut self, message: Value) -> Result<()> {
        let connection = self.connection.as_mut().context("she is not connected")?;
        let what = message.to_string();
        connection.person.ask(message).await.map(drop).context(what)
    }

    fn did(&self, deed: Deed) {
        self.stage.log.deed(self.way.reached(), self.mind.who, deed);
    }

    #[expect(clippy::disallowed_methods, reason = "a show lives in real time")]
    fn note(&self, text: String) {
        self.stage.log.note(Instant::now(), text);
    }
}

enum Next {
    Ordered(Order),
    Told(Value),
    Nothing,
    Gone,
}

/// From eye to hand.
const REACTION: Duration = Duration::from_millis(300);
/// How long she goes on trying to open her microphone.
const PATIENCE: Duration = Duration::from_secs(8);
/// How long a page takes to load.
const LOADING: Duration = Duration::from_millis(800);
/// From full to closed.
const RAMP: Duration = Duration::from_millis(720);
