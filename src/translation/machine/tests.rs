use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::*;
use crate::config::translation::Secret;
use crate::domain::id::QuestionId;
use crate::domain::translation::{Part, Target};
use crate::translation::line::{MOST_IN_LINE, MOST_OF_ONE};

/// What a service does with a text.
#[derive(Clone, Copy)]
enum Manner {
    /// Gives it back in brackets.
    Answers,
    /// Takes it and says nothing more.
    Hangs,
    /// Says that it failed.
    Fails,
    /// Answers with something else.
    Says(&'static str),
    /// Answers without end.
    Floods,
    /// Hangs up in the middle.
    HangsUp,
}

/// A service of the protocol on a port of its own.
struct Service {
    url: String,
    bodies: Arc<Mutex<Vec<String>>>,
    most_at_once: Arc<AtomicUsize>,
    shutdown: Shutdown,
}

async fn service(manner: Manner) -> Service {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let service = Service {
        url,
        bodies: Arc::default(),
        most_at_once: Arc::default(),
        shutdown: Shutdown::default(),
    };
    let (bodies, most) = (service.bodies.clone(), service.most_at_once.clone());
    let now = Arc::new(AtomicUsize::new(0));
    let shutdown = service.shutdown.clone();
    service.shutdown.spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (bodies, most, now) = (bodies.clone(), most.clone(), now.clone());
            shutdown.spawn(async move {
                most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                let _ = serve(stream, manner, &bodies).await;
                now.fetch_sub(1, Ordering::SeqCst);
            });
        }
    });
    service
}

async fn serve(
    mut stream: TcpStream,
    manner: Manner,
    bodies: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let request = read(&mut stream).await?;
    assert!(
        request.starts_with("POST /translate HTTP/1.1\r\n"),
        "{request}"
    );
    let body = request.split("\r\n\r\n").nth(1).unwrap().to_owned();
    let wish: serde_json::Value = serde_json::from_str(&body).unwrap();
    bodies.lock().unwrap().push(body);
    let made = format!("[{}]", wish["q"].as_str().unwrap());
    let (status, body) = match manner {
        Manner::Answers => (
            200,
            serde_json::json!({ "translatedText": made }).to_string(),
        ),
        Manner::Hangs => {
            // Until the caller gives up.
            let _ = stream.read(&mut [0]).await;
            return Ok(());
        }
        Manner::Fails => (500, r#"{"error":"no memory"}"#.to_owned()),
        Manner::Says(words) => (200, words.to_owned()),
        Manner::Floods => {
            stream
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n\"")
                .await?;
            loop {
                stream.write_all(&[b'x'; 4_096]).await?;
            }
        }
        Manner::HangsUp => {
            return stream
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"tran")
                .await;
        }
    };
    let head = format!(
        "HTTP/1.1 {status} X\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body.as_bytes()).await
}

async fn read(stream: &mut TcpStream) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(": ")?;
                name.eq_ignore_ascii_case("content-length")
                    .then(|| value.parse::<usize>().unwrap())
            });
            if body.len() >= length.unwrap() {
                return Ok(text);
            }
        }
        if stream.read_buf(&mut bytes).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
    }
}

fn machine(url: &str, config: impl FnOnce(&mut Translation)) -> Machine {
    let mut settings = Translation {
        url: url.to_owned(),
        timeout_seconds: 1,
        ..Translation::default()
    };
    config(&mut settings);
    let metrics = Arc::new(Metrics::new());
    Machine::open(&settings, metrics, Shutdown::default())
        .unwrap()
        .unwrap()
}

fn order(asker: &str, text: &str) -> Order {
    Order {
        place: Target {
            question: QuestionId::new("q1"),
            part: Part::Question,
            language: Language::parse("de").unwrap(),
        },
        from: Language::parse("zh").unwrap(),
        text: text.to_owned(),
        asker: ParticipantId::new(asker),
    }
}

fn ask(machine: &Machine, text: &str) -> oneshot::Receiver<Result<String, Fault>> {
    asks(machine, "anna", text)
}

fn asks(machine: &Machine, asker: &str, text: &str) -> oneshot::Receiver<Result<String, Fault>> {
    let (answer, answered) = oneshot::channel();
    machine.translate(order(asker, text), answer);
    answered
}

#[test]
fn without_a_service_there_is_no_machine() {
    let metrics = Arc::new(Metrics::new());
    let machine = Machine::open(&Translation::default(), metrics, Shutdown::default());
    assert!(machine.unwrap().is_none());
}

#[tokio::test]
async fn a_text_goes_out_with_its_languages_and_comes_back() {
    let service = service(Manner::Answers).await;
    let machine = machine(&service.url, |config| {
        config.key = Secret::new("MARK-key");
        config.languages = vec!["de".to_owned(), "zh-Hans".to_owned()];
    });
    assert!(machine.knows(&Language::parse("zh").unwrap()));
    assert!(!machine.knows(&Language::parse("fr").unwrap()));
    let made = ask(&machine, "为什么? \"<b>").await.unwrap();
    assert_eq!(made, Ok("[为什么? \"<b>]".to_owned()));
    let bodies = service.bodies.lock().unwrap().clone();
    let sent: serde_json::Value = serde_json::from_str(&bodies[0]).unwrap();
    let wanted = serde_json::json!({
        "q": "为什么? \"<b>", "source": "zh-Hans", "target": "de", "format": "text", "api_key": "MARK-key",
    });
    assert_eq!(sent, wanted);
    assert!(
        machine
            .metrics
            .render()
            .contains("roadshow_translations_total{outcome=\"done\"} 1")
    );
}

#[tokio::test]
async fn whatever_a_service_does_wrong_has_its_own_end() {
    let cases = [
        (Manner::Hangs, Fault::Late),
        (Manner::Fails, Fault::Failed),
        (Manner::HangsUp, Fault::Unusable),
        (Manner::Floods, Fault::Unusable),
        (Manner::Says("<html>"), Fault::Unusable),
        (Manner::Says("{\"translatedText\":7}"), Fault::Unusable),
        (
            Manner::Says("{\"error\":\"no such language\"}"),
            Fault::Unusable,
        ),
    ];
    for (manner, fault) in cases {
        let service = service(manner).await;
        let machine = machine(&service.url, |_| {});
        assert_eq!(ask(&machine, "?").await.unwrap(), Err(fault));
    }
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", nobody.local_addr().unwrap());
    drop(nobody);
    let machine = machine(&url, |_| {});
    assert_eq!(ask(&machine, "?").await.unwrap(), Err(Fault::Failed));
}

#[tokio::test]
async fn a_service_that_hangs_holds_up_so_many_at_once_and_everybody_for_a_bounded_time() {
    let service = service(Manner::Hangs).await;
    let machine = machine(&service.url, |config| config.at_once = 2);
    let most = 2 + MOST_IN_LINE;
    let asker = |place: usize| asks(&machine, &place.to_string(), "?");
    let orders: Vec<_> = (0..most + 3).map(asker).collect();
    let mut ends = Vec::new();
    for order in orders {
        ends.push(order.await.unwrap().unwrap_err());
    }
    assert_eq!(ends.iter().filter(|end| **end == Fault::Busy).count(), 3);
    assert_eq!(ends.iter().filter(|end| **end == Fault::Late).count(), most);
    assert!(service.most_at_once.load(Ordering::SeqCst) <= 2);
}

#[tokio::test]
async fn one_persons_flood_leaves_the_others_their_turn() {
    let hanging = service(Manner::Hangs).await;
    let machine = machine(&hanging.url, |config| {
        config.at_once = 2;
        config.timeout_seconds = 60;
    });
    let flood: Vec<_> = (0..MOST_OF_ONE + 5)
        .map(|_| asks(&machine, "flora", "?"))
        .collect();
    let _hers = asks(&machine, "anna", "her own");
    // Flora has one desk and a full line; what is beyond is declined, and the other desk was Anna's at once.
    let is_hers = |body: &String| body.contains("her own");
    while !hanging.bodies.lock().unwrap().iter().any(is_hers) {
        tokio::task::yield_now().await;
    }
    assert!(hanging.bodies.lock().unwrap().len() <= 2);
    let declined = |mut order: oneshot::Receiver<_>| order.try_recv() == Ok(Err(Fault::Busy));
    assert_eq!(
        flood
            .into_iter()
            .map(declined)
            .filter(|declined| *declined)
            .count(),
        4
    );
}

#[tokio::test]
async fn an_https_service_wants_authorities_that_can_be_read() {
    let config = Translation {
        url: "https://translate.example.org".to_owned(),
        authorities: "/nowhere/authorities.pem".to_owned(),
        ..Translation::default()
    };
    let opened = Machine::open(&config, Arc::new(Metrics::new()), Shutdown::default());
    let fault = opened.err().map(|fault| fault.to_string()).unwrap();
    assert!(fault.contains("/nowhere/authorities.pem"), "{fault}");
}
