//! What a log says and what it never says, at the most talkative level there is.

use std::fs::File;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use roadshow_load::crowd::Crowd;
use roadshow_load::leg::Look;
use roadshow_load::person::Person;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;

use crate::harness::{exchange, seat};

#[tokio::test(flavor = "multi_thread")]
async fn logs_name_room_and_peer_and_never_a_secret() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log");
    let mut child = Command::new(env!("CARGO_BIN_EXE_roadshow"))
        .args(["--listen", "127.0.0.1:0", "--data"])
        .arg(folder.path().join("data"))
        .env("RUST_LOG", "trace")
        .env("ROADSHOW__LOGGING__FORMAT", "json")
        .stdout(Stdio::piped())
        .stderr(File::create(&path).unwrap())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let (mut link, mut address) = (String::new(), String::new());
    while address.is_empty() {
        let line = tokio::time::timeout(Duration::from_secs(30), lines.next_line());
        let line = line.await.unwrap().unwrap().expect("the server is ready");
        if let Some(found) = line.trim().strip_prefix("speaker") {
            link = found.trim().to_owned();
        }
        if let Some(at) = line.split("http=").nth(1) {
            address = at.split(' ').next().unwrap().to_owned();
        }
    }

    let crowd = Crowd::start().unwrap();
    let mut person = Person::enter(&address, &link, &seat("Eva")).await.unwrap();
    person.receive(&crowd, Look::Headers).await.unwrap();
    let forged = Person::enter(&address, &format!("{link}x"), &seat("Mallory")).await;
    assert!(forged.is_err());
    drop(person);
    let code = "ACDE3467";
    let request = format!("GET /j/{code} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    let answer = exchange(&address, request.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");

    let entered = wait_for(&path, |entry| {
        entry.to_string().contains("at the door") && field(entry, "room").is_some()
    })
    .await;
    assert_eq!(field(&entered, "room"), Some(Value::from("demo")));
    assert!(
        field(&entered, "peer").is_some_and(|peer| peer.is_u64()),
        "{entered}"
    );

    let log = std::fs::read_to_string(&path).unwrap();
    let token = std::fs::read_to_string(folder.path().join("data/admin.token")).unwrap();
    let ticket = link.split("#ticket=").nth(1).unwrap();
    let signature = ticket.rsplit('.').next().unwrap();
    for secret in [
        signature,
        &seat("Eva"),
        &seat("Mallory"),
        token.trim(),
        "ice-pwd:",
        code,
    ] {
        assert!(!log.contains(secret), "the log tells {secret}");
    }
}

/// The first log line that fits, once it is there.
async fn wait_for(path: &Path, fits: impl Fn(&Value) -> bool) -> Value {
    for _ in 0..200 {
        let log = std::fs::read_to_string(path).unwrap();
        let mut entries = log
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok());
        if let Some(entry) = entries.find(&fits) {
            return entry;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("no such line: {}", std::fs::read_to_string(path).unwrap())
}

/// A field of the line itself or of a span around it.
fn field(entry: &Value, name: &str) -> Option<Value> {
    let spans = entry["spans"].as_array().into_iter().flatten();
    std::iter::once(entry)
        .chain(spans)
        .find_map(|place| place.get(name).cloned())
}
