//! One connection over queues instead of a socket.

use std::pin::Pin;

use futures_util::{sink, stream};
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::sleep;

use super::*;
use crate::domain::effect::FarewellReason;
use crate::domain::notice::What;
use crate::domain::view;
use crate::signalling::fakes::{House, SEAT};
use crate::venue::ports::Voice;

impl House {
    /// A browser that takes `window` messages before it must read.
    fn connect(&self, window: usize) -> Browser {
        let (_, half_open) = self
            .entrance
            .turnstile
            .connect([10, 0, 0, 1].into())
            .unwrap();
        let connection = Connection::new(self.entrance.clone(), half_open);
        let peer = connection.peer;
        let (says, heard) = mpsc::unbounded_channel();
        let (tells, told) = mpsc::channel(window);
        let stream = stream::unfold(heard, |mut heard| async move {
            heard.recv().await.map(|message| (message, heard))
        });
        let sink = sink::unfold(tells, |tells: mpsc::Sender<Message>, message| async move {
            tells.send(message).await.map(|()| tells)
        });
        let stream: Pin<Box<dyn Stream<Item = Result<Message, Error>> + Send>> = Box::pin(stream);
        let task = converse(stream, Box::pin(sink), connection);
        #[expect(clippy::disallowed_methods, reason = "the test waits for it itself")]
        let task = tokio::spawn(task);
        Browser {
            says,
            told,
            task,
            peer,
        }
    }

    async fn enter(&self, window: usize) -> Browser {
        let mut browser = self.connect(window);
        browser.say(&self.hello());
        assert_eq!(browser.hears().await, "ok 1");
        browser
    }
}

struct Browser {
    says: mpsc::UnboundedSender<Result<Message, Error>>,
    told: mpsc::Receiver<Message>,
    task: JoinHandle<()>,
    peer: PeerId,
}

impl Browser {
    fn say(&self, message: &Value) {
        self.send(Message::Text(message.to_string().into()));
    }

    fn send(&self, message: Message) {
        self.says.send(Ok(message)).unwrap();
    }

    /// The next message in a few words; pings apart.
    async fn hears(&mut self) -> String {
        loop {
            let Some(message) = self.told.recv().await else {
                return "nothing".into();
            };
            return match message {
                Message::Close(frame) => format!("close {}", frame.unwrap().code),
                Message::Text(text) => {
                    let message: Value = serde_json::from_str(&text).unwrap();
                    let kind = message["type"].as_str().unwrap();
                    match kind {
                        "ok" => format!("ok {}", message["re"]),
                        "refused" => {
                            format!(
                                "refused {} {}",
                                message["re"],
                                message["code"].as_str().unwrap()
                            )
                        }
                        "goodbye" => format!("goodbye {}", message["code"].as_str().unwrap()),
                        kind => kind.to_owned(),
                    }
                }
                Message::Ping(_) => continue,
                other => panic!("{other:?}"),
            };
        }
    }

    async fn hears_all(mut self) -> Vec<String> {
        drop(self.says);
        let mut words = Vec::new();
        while let Some(message) = self.told.recv().await {
            if let Message::Close(frame) = message {
                words.push(format!("close {}", frame.unwrap().code));
            }
        }
        self.task.await.unwrap();
        words
    }
}

fn raise_hand(id: u32) -> Value {
    json!({"id": id, "type": "raise_hand", "up": true})
}

#[tokio::test(start_paused = true)]
async fn a_hello_opens_the_door_and_the_end_is_told_to_the_room() {
    let house = House::new();
    let mut ada = house.connect(8);
    ada.say(&raise_hand(1));
    assert_eq!(ada.hears().await, "refused 1 hello_first");
    ada.say(&house.hello());
    assert_eq!(ada.hears().await, "ok 1");
    ada.say(&house.hello());
    assert_eq!(ada.hears().await, "refused 1 already_said_hello");
    ada.say(&raise_hand(2));
    assert_eq!(ada.hears().await, "ok 2");
    ada.say(&json!({"id": 3, "type": "offer", "leg": "receive", "sdp": "v=0"}));
    ada.hears_all().await;
    let asked = house.room.asked();
    assert_eq!(
        asked,
        ["enter ada", "request 2", "offer 3 of 3 bytes", "lose ada"]
    );
}

#[tokio::test(start_paused = true)]
async fn a_hello_that_is_refused_closes_and_reaches_no_room() {
    let house = House::new();
    let hello = |ticket: &str, seat: &str| json!({"id": 1, "type": "hello", "ticket": ticket, "seat": seat});
    for (hello, code) in [
        (hello("nonsense", SEAT), "ticket_invalid"),
        (hello(&house.ticket("demo", 1, 0), SEAT), "ticket_expired"),
        (hello(&house.ticket("other", 1, 60), SEAT), "no_such_show"),
        (hello(&house.ticket("demo", 1, 60), "short"), "seat_invalid"),
    ] {
        let mut stranger = house.connect(8);
        stranger.say(&hello);
        assert_eq!(stranger.hears().await, format!("refused 1 {code}"));
        assert_eq!(stranger.hears().await, "close 1008");
        assert_eq!(stranger.hears_all().await, [""; 0]);
    }
    assert!(house.room.asked().is_empty());
}

#[tokio::test(start_paused = true)]
async fn who_says_nothing_is_sent_away_after_ten_seconds() {
    let house = House::new();
    let start = Instant::now();
    let mut silent = house.connect(8);
    assert_eq!(silent.hears().await, "beat");
    assert_eq!(silent.hears().await, "beat");
    assert_eq!(silent.hears().await, "goodbye hello_timeout");
    assert_eq!((Instant::now() - start).as_secs(), 10);
    assert_eq!(silent.hears().await, "close 1008");
}

#[tokio::test(start_paused = true)]
async fn a_page_that_listens_hears_a_beat_every_four_seconds_until_it_is_dead() {
    let house = House::new();
    let mut ada = house.enter(8).await;
    let start = Instant::now();
    let mut beats = 0;
    while ada.hears().await == "beat" {
        beats += 1;
        assert_eq!((Instant::now() - start).as_secs(), beats * 4);
        if beats == 5 {
            ada.send(Message::Pong(Default::default()));
        }
    }
    assert_eq!((Instant::now() - start).as_secs(), 20 + 30);
    assert_eq!(house.room.asked(), ["enter ada", "lose ada"]);
}

#[tokio::test(start_paused = true)]
async fn bad_texts_are_answered_and_the_connection_lives() {
    let house = House::new();
    let mut ada = house.enter(8).await;
    let long = "x".repeat(65 << 10);
    let longest = "x".repeat(129 << 10);
    for (text, answer) in [
        ("{".to_owned(), "refused 0 malformed"),
        (
            r#"{"id":2,"type":"shout"}"#.to_owned(),
            "refused 2 unknown_type",
        ),
        (
            r#"{"id":2,"id":3,"type":"leave"}"#.to_owned(),
            "refused 0 duplicate_field",
        ),
        ("[".repeat(9_999), "refused 0 too_deep"),
        (
            json!({"id": 2, "type": "set_name", "name": long}).to_string(),
            "refused 2 too_large",
        ),
        (
            json!({"id": 2, "type": "offer", "leg": "send", "sdp": longest}).to_string(),
            "refused 2 too_large",
        ),
    ] {
        ada.send(Message::Text(text.into()));
        assert_eq!(ada.hears().await, answer);
    }
    ada.send(Message::Binary(vec![0; 4].into()));
    assert_eq!(ada.hears().await, "refused 0 malformed");
    ada.say(&json!({"id": 3, "type": "offer", "leg": "send", "sdp": long}));
    ada.say(&raise_hand(4));
    assert_eq!(ada.hears().await, "ok 4");
    let asked = house.room.asked();
    assert_eq!(asked, ["enter ada", "offer 3 of 66560 bytes", "request 4"]);
}

#[tokio::test(start_paused = true)]
async fn a_flood_is_slowed_down_then_ended_and_a_bystander_does_not_notice() {
    let house = House::new();
    let mut flood = house.enter(1_000).await;
    let mut calm = house.enter(8).await;
    for id in 0..200 {
        flood.say(&raise_hand(id));
    }
    let mut words = Vec::new();
    loop {
        let word = flood.hears().await;
        let is_last = word.starts_with("close");
        words.push(word);
        if is_last {
            break;
        }
    }
    let count = |start: &str| words.iter().filter(|word| word.starts_with(start)).count();
    assert_eq!(count("ok"), 59, "a burst, less the hello");
    assert_eq!(count("refused"), 60);
    assert_eq!(words[60], "refused 60 too_fast");
    assert_eq!(words[words.len() - 2..], ["goodbye too_fast", "close 1008"]);
    calm.say(&raise_hand(7));
    assert_eq!(calm.hears().await, "ok 7");
}

#[tokio::test(start_paused = true)]
async fn a_replaced_connection_is_told_and_no_other_is() {
    let house = House::new();
    let mut old = house.enter(8).await;
    let mut new = house.enter(8).await;
    house.room.hub.farewell(old.peer, FarewellReason::Replaced);
    assert_eq!(old.hears().await, "goodbye replaced");
    assert_eq!(old.hears().await, "close 1000");
    assert_eq!(old.hears_all().await, [""; 0]);
    new.say(&raise_hand(2));
    assert_eq!(new.hears().await, "ok 2");
}

#[tokio::test(start_paused = true)]
async fn a_reader_who_does_not_read_is_cut_after_ten_seconds_and_others_hear_everything() {
    let house = House::new();
    let stuck = house.enter(1).await;
    let mut ada = house.enter(600).await;
    for seq in 1..=600 {
        let hands = What::Booth(Box::new(view::Booth {
            booth: crate::domain::id::BoothId::new(format!("b{seq}")),
            languages: Vec::new(),
            output: crate::domain::language::Language::parse("de").unwrap(),
            armed: None,
            cuts_by: None,
            override_latch: false,
            works: crate::domain::show::Works::ByTurns,
            sign: false,
            seats: Vec::new(),
            hand_over: None,
            relay_for: Vec::new(),
            alarms: Vec::new(),
            calls: Vec::new(),
            number: None,
            listeners: 0,
        }));
        house
            .room
            .hub
            .tell(&[stuck.peer, ada.peer], Some(seq), &hands);
        assert_eq!(ada.hears().await, "booth_changed");
    }
    let start = Instant::now();
    let Browser {
        mut told,
        task,
        says,
        ..
    } = stuck;
    task.await.unwrap();
    let waited = (Instant::now() - start).as_secs();
    assert!((10..=14).contains(&waited), "{waited}");
    // Only what the network had taken is ever seen, and nothing was asked of the room for it.
    let mut seen = 0;
    while told.recv().await.is_some() {
        seen += 1;
    }
    assert!(seen <= 2, "{seen}");
    drop(says);
    assert!(!house.room.asked().contains(&"refresh".to_owned()));
}

#[tokio::test(start_paused = true)]
async fn a_reader_who_catches_up_gets_a_fresh_welcome() {
    let house = House::new();
    let mut slow = house.enter(1).await;
    for seq in 1..=600 {
        let what = What::Question(Box::new(question(seq)));
        house.room.hub.tell(&[slow.peer], Some(seq), &what);
    }
    sleep(Duration::from_secs(5)).await;
    while slow.hears().await == "question_changed" {}
    assert_eq!(house.room.asked(), ["enter ada", "refresh"]);
}

fn question(seq: u32) -> view::Question {
    view::Question {
        id: crate::domain::id::QuestionId::new(format!("q{seq}")),
        text: "Why?".into(),
        language: crate::domain::language::Language::parse("de").unwrap(),
        state: crate::domain::question::State::Asked,
        votes: 0,
        voted: None,
        own: false,
        asker: None,
        asked_at: Default::default(),
        answer: None,
        answer_language: None,
        reason: None,
        versions: Vec::new(),
        addressed: None,
        labels: Vec::new(),
        pinned: false,
        also: Vec::new(),
        askers: 1,
        merged_into: None,
        next_since: None,
        on_air_at: None,
    }
}

#[tokio::test(start_paused = true)]
async fn whoever_is_not_in_a_room_is_told_that_the_server_restarts() {
    let house = House::new();
    let mut early = house.connect(8);
    house.entrance.parts.shutdown.request();
    assert_eq!(early.hears().await, "goodbye restarting");
    assert_eq!(early.hears().await, "close 1012");
}

#[tokio::test(start_paused = true)]
async fn one_person_has_five_connections_and_another_is_not_touched_by_it() {
    let house = House::new();
    let mut places = Vec::new();
    for _ in 0..5 {
        places.push(house.enter(8).await);
    }
    let mut sixth = house.connect(8);
    sixth.say(&house.hello());
    assert_eq!(sixth.hears().await, "refused 1 too_many_connections");
    assert_eq!(sixth.hears().await, "close 1008");
    let mut other = house.connect(8);
    let shared = house.ticket("demo", 50, 60);
    other.say(&json!({"id": 1, "type": "hello", "ticket": shared, "seat": SEAT}));
    assert_eq!(other.hears().await, "ok 1");
}
