//! The stage of a scripted show: its speakers, its host, and the one who calls the acts at their time. The director knows
//! the script, and of the booth only who was asked to be active.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::interpreter::{Interpreter, Order};
use super::mind::LAG_MS;
use super::plan::{Act, Language, Voice};
use super::stage::{Stage, Way, connected};
use crate::crowd::LegHandle;
use crate::person::Person;
use crate::speech::{Mouth, Publishing, show, speak};

/// Somebody on the stage: she speaks as the plan says.
pub struct Speaker {
    /// Her id in the room.
    pub participant: String,
    orders: mpsc::Sender<Value>,
    send: LegHandle,
    _voice: Publishing,
}

impl Speaker {
    /// She comes on the stage with an open microphone.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn enter(
        stage: &Arc<Stage>,
        who: Voice,
        language: Language,
        place: u64,
    ) -> Result<Self> {
        let wish = json!({ "role": "speaker", "name": who.name(), "language": language.tag() });
        let way = stage.way(&wish, place).await?;
        let mut person = way.enter(stage).await?;
        let participant = person.welcome["you"]["participant"].as_str();
        let participant = participant.context("a welcome without a name")?.to_owned();
        let send = person.publish(&stage.crowd).await?;
        stage.own(&send, 0, who);
        stage.own(&send, 3, Voice::Film);
        connected(&send).await?;
        let voice = say(stage, &send, 0, who);
        person.ask(sources(false)).await?;
        let (orders, inbox) = mpsc::channel(16);
        listen(way, person, inbox, |_| {});
        Ok(Self {
            participant,
            orders,
            send,
            _voice: voice,
        })
    }

    /// Shares a film, sound and all, until what is returned is dropped.
    async fn share(&self, stage: &Arc<Stage>) -> [Publishing; 2] {
        let film = [show(&self.send, 2), say(stage, &self.send, 3, Voice::Film)];
        let _ = self.orders.send(sources(true)).await;
        film
    }
}

fn sources(screen: bool) -> Value {
    json!({ "type": "sources", "microphone": true, "camera": false, "screen": screen })
}

fn say(stage: &Arc<Stage>, send: &LegHandle, line: usize, who: Voice) -> Publishing {
    let here = Arc::clone(stage);
    let first = stage.log.next_number(who);
    speak(send, line, who as usize, first, move |now, number| {
        let said = here
            .show_time(now)
            .and_then(|at| here.plan.said_by(who, at));
        let language = said.and_then(|phrase| phrase.language);
        here.log.send(who, number, said.is_some(), language);
        Mouth {
            tag: who.tag(language),
            words: said.is_some(),
            down: 0,
        }
    })
}

/// Keeps a person connected: says what she is ordered to say, and shows `see` what she is told.
#[expect(clippy::disallowed_methods, reason = "ends when the handle is dropped")]
pub fn listen(
    way: Way,
    mut person: Person,
    mut orders: mpsc::Receiver<Value>,
    mut see: impl FnMut(&Value) + Send + 'static,
) {
    tokio::spawn(async move {
        let _way = way;
        loop {
            tokio::select! {
                order = orders.recv() => {
                    let Some(order) = order else { return };
                    if person.send(order).await.is_err() { return }
                }
                message = person.next() => {
                    let Ok(message) = message else { return };
                    see(&message);
                }
            }
        }
    });
}

/// Who calls the acts.
pub struct Director {
    stage: Arc<Stage>,
    host: mpsc::Sender<Value>,
    asker: mpsc::Sender<Value>,
    speakers: [Speaker; 3],
    booth: [Interpreter; 2],
    pivot: Interpreter,
    /// The place in `booth` of the one who shall be active.
    active: usize,
    film: Option<[Publishing; 2]>,
}

impl Director {
    /// Lets everybody who acts come in.
    ///
    /// # Errors
    /// When the server refuses somebody.
    pub async fn enter(stage: &Arc<Stage>) -> Result<Self> {
        let (host, orders) = mpsc::channel(16);
        let way = stage
            .short_way(&json!({ "role": "host", "name": "Hanna" }))
            .await?;
        let person = way.enter(stage).await?;
        listen(way, person, orders, watch(stage, host.clone()));
        let (asker, orders) = mpsc::channel(16);
        let wish = json!({ "role": "attendee", "name": "Mei", "language": "zh" });
        let way = stage.way(&wish, 90).await?;
        let person = way.enter(stage).await?;
        listen(way, person, orders, |_| {});
        let (stefan, lin, emma, ines, ivan, paula) = tokio::try_join!(
            Speaker::enter(stage, Voice::Stefan, Language::De, 1),
            Speaker::enter(stage, Voice::Lin, Language::Zh, 2),
            Speaker::enter(stage, Voice::Emma, Language::En, 3),
            Interpreter::enter(stage, Voice::Ines, 4),
            Interpreter::enter(stage, Voice::Ivan, 5),
            Interpreter::enter(stage, Voice::Paula, 6),
        )?;
        Ok(Self {
            stage: Arc::clone(stage),
            host,
            asker,
            speakers: [stefan, lin, emma],
            booth: [ines, ivan],
            pivot: paula,
            active: 0,
            film: None,
        })
    }

    /// The active interpreter opens her microphone before anybody speaks.
    pub async fn rehearse(&self) {
        self.order(self.active, Order::On).await;
    }

    /// Calls the acts of the plan, each at its time, until the show is over.
    pub async fn run(&mut self, begun: Instant) {
        let begun = tokio::time::Instant::from_std(begun);
        let acts = self.stage.plan.acts.clone();
        for (at, act) in acts {
            tokio::time::sleep_until(begun + Duration::from_millis(u64::from(at))).await;
            self.note(format!("act: {act:?}"));
            self.call(at, act).await;
        }
        let length = Duration::from_millis(u64::from(self.stage.plan.length));
        tokio::time::sleep_until(begun + length).await;
    }

    async fn call(&mut self, at: u32, act: Act) {
        match act {
            Act::FilmBegins => {
                self.film = Some(self.speakers[0].share(&self.stage).await);
                self.floor("none", true).await;
                // She finishes what was said before.
                self.later(LAG_MS + 600, self.active, Order::Off);
            }
            Act::FilmEnds => {
                let _ = self.speakers[0].orders.send(sources(false)).await;
                self.film = None;
                let next = self.stage.plan.phrases.iter().find(|p| p.from + 1_500 > at);
                if let Some(language) = next.and_then(|phrase| phrase.language) {
                    self.floor(language.tag(), false).await;
                }
                self.order(self.active, Order::On).await;
            }
            Act::ReadOut => self.read_out().await,
            Act::SpeaksChinese(on) => {
                let language = if on { Language::Zh } else { Language::De };
                let whose = self.speakers[0].participant.clone();
                self.order(self.active, Order::Correct(whose, language))
                    .await;
            }
            Act::HandOver => {
                let (from, to) = (self.active, 1 - self.active);
                self.order(to, Order::HandOver("request")).await;
                self.later(900, from, Order::HandOver("accept"));
                self.later(1_900, to, Order::HandOver("cut"));
                self.active = to;
            }
            Act::Cough(ms) => self.order(self.active, Order::Cough(ms)).await,
            Act::Lose { armed, ms } => {
                let lost = self.active;
                if armed {
                    self.order(1 - lost, Order::Arm).await;
                    self.active = 1 - lost;
                } else {
                    self.later(ms + 1_200, lost, Order::On);
                }
                self.later(1_200, lost, Order::Lose(ms));
            }
            Act::Reload => self.order(self.active, Order::Reload).await,
            Act::WillPress => self.order(self.active, Order::WillPress).await,
            Act::Directions(true) => {
                self.order(1 - self.active, Order::Arm).await;
                self.later(600, self.active, Order::Directions(true));
            }
            Act::Directions(false) => {
                // The floor has turned, and the person with it.
                self.active = 1 - self.active;
                self.order(self.active, Order::Directions(false)).await;
                self.later(300, 1 - self.active, Order::Off);
            }
            Act::Pivot(true) => send(&self.pivot, Order::On).await,
            Act::Pivot(false) => send(&self.pivot, Order::Off).await,
        }
    }

    /// A Chinese question: asked, approved, put on air; the German speaker reads it out in German.
    async fn read_out(&self) {
        let text = "这个产品什么时候在中国上市？";
        let ask = json!({ "type": "ask", "key": key(), "text": text, "language": "zh", "anonymous": true });
        let _ = self.asker.send(ask).await;
    }

    async fn floor(&self, language: &str, pin: bool) {
        let wish = json!({ "type": "set_floor_language", "language": language, "pin": pin });
        let _ = self.host.send(wish).await;
    }

    async fn order(&self, whom: usize, order: Order) {
        send(&self.booth[whom], order).await;
    }

    #[expect(clippy::disallowed_methods, reason = "ends by itself within seconds")]
    fn later(&self, ms: u32, whom: usize, order: Order) {
        let orders = self.booth[whom].orders.clone();
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(u64::from(ms))).await;
            let _ = orders.send(order).await;
        });
    }

    #[expect(clippy::disallowed_methods, reason = "a show lives in real time")]
    fn note(&self, text: String) {
        self.stage.log.note(Instant::now(), text);
    }
}

async fn send(whom: &Interpreter, order: Order) {
    let _ = whom.orders.send(order).await;
}

/// What the host's desk shows: decisions and alarms go to the log, and questions on the air.
fn watch(stage: &Arc<Stage>, host: mpsc::Sender<Value>) -> impl FnMut(&Value) + Send + 'static {
    let stage = Arc::clone(stage);
    let mut lit: Vec<(String, Vec<Value>)> = Vec::new();
    #[expect(clippy::disallowed_methods, reason = "a show lives in real time")]
    move |message| {
        let now = Instant::now();
        match message["type"].as_str().unwrap_or_default() {
            "floor_changed" => {
                let language = message["floor"]["language"].as_str().unwrap_or_default();
                stage.log.floor(now, Language::read(language));
            }
            "booth_changed" => {
                let booth = &message["booth"];
                let id = booth["booth"].as_str().unwrap_or_default().to_owned();
                let alarms = booth["alarms"].as_array().cloned().unwrap_or_default();
                let before = lit.iter().position(|(known, _)| *known == id);
                let before = before.map(|at| lit.swap_remove(at).1).unwrap_or_default();
                for alarm in alarms.iter().filter(|alarm| !before.contains(alarm)) {
                    stage
                        .log
                        .alarm(now, &id, alarm["alarm"].as_str().unwrap_or_default());
                }
                if let Some(output) = booth["output"].as_str().and_then(Language::read) {
                    stage.log.direction(now, &id, output);
                }
                lit.push((id, alarms));
                stage.log.note(now, describe(booth));
            }
            "heard" => stage.log.note(now, format!("heard {}", message["loudest"])),
            "channel_changed" => {
                let channel = &message["channel"];
                stage.log.note(
                    now,
                    format!("channel {}: {}", channel["language"], channel["state"]),
                );
            }
            "question_changed" => {
                let question = &message["question"];
                let step = match question["state"].as_str() {
                    Some("asked") => "approve",
                    Some("approved") => "put_on_air",
                    _ => return,
                };
                let wish = json!({ "type": step, "key": key(), "question": question["id"] });
                let _ = host.try_send(wish);
            }
            _ => {}
        }
    }
}

fn describe(booth: &Value) -> String {
    let seats = booth["seats"].as_array().into_iter().flatten();
    let seats = seats.map(|seat| {
        let on_air = if seat["on_air"] == true {
            ", on air"
        } else {
            ""
        };
        format!("{} {}{on_air}", seat["name"], seat["microphone"])
    });
    let seats: Vec<String> = seats.collect();
    format!(
        "booth {}: output {}, armed {}, {}",
        booth["booth"],
        booth["output"],
        booth["armed"],
        seats.join("; ")
    )
}

/// A retry key that nobody else has made.
fn key() -> String {
    use std::sync::atomic::{AtomicU32, Ordering};
    static MADE: AtomicU32 = AtomicU32::new(1);
    format!(
        "00000000-0000-4000-8000-{:012}",
        MADE.fetch_add(1, Ordering::Relaxed)
    )
}
