//! Changes of the room to N listeners by WebSocket: what a delivery costs, and when the last one has it.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use futures_util::{StreamExt, stream};
use serde_json::{Value, json};

use super::fan_out::{count, whole};
use super::watch::Watch;
use crate::moment;
use crate::person::Person;
use crate::report::Report;
use crate::sfu::roadshow::Roadshow;

/// Between changes: below what one person may send.
const EVERY: Duration = Duration::from_millis(100);
/// After a change of which it is counted how many messages it makes; shorter than the silence that makes the server beat.
const SILENCE: Duration = Duration::from_secs(1);
/// How long a change may take to reach everybody before it is given up.
const PATIENCE: Duration = Duration::from_secs(5);

/// So many listeners, without media, are told of a question on air ten times a second.
///
/// # Errors
/// When the server refuses somebody.
pub async fn run(
    binary: &Path,
    subscribers: usize,
    ramp: Duration,
    hold: Duration,
) -> Result<Report> {
    let roadshow = Roadshow::start(binary, "", subscribers).await?;
    let mut host = roadshow.enter("host", 1, &[]).await?;
    let questions = [
        question(&roadshow, &mut host, 1).await?,
        question(&roadshow, &mut host, 2).await?,
    ];
    let empty = Watch::look(&roadshow)?;
    let every = ramp / u32::try_from(subscribers.max(1))?;
    let began = tokio::time::Instant::now();
    let people = stream::iter(0..subscribers).map(|number| {
        let roadshow = &roadshow;
        async move {
            let turn = u32::try_from(number).unwrap_or(u32::MAX);
            tokio::time::sleep_until(began + every * turn).await;
            roadshow.attend(number).await
        }
    });
    let people: Vec<Result<Person>> = people.buffer_unordered(64).collect().await;
    let people: Vec<Person> = people.into_iter().collect::<Result<_>>()?;
    let people: Vec<_> = people.into_iter().map(|p| roadshow.stay(p)).collect();
    tokio::time::sleep(Duration::from_secs(1)).await;

    let mut report = Report::new(format!("delivery to {subscribers} listeners"));
    let everybody = u64::try_from(people.len())?.max(1);
    let mut messages = 0;
    for warm_up in 0..2 {
        let known = roadshow.delivered();
        host.ask(on_air(&questions, warm_up)).await?;
        tokio::time::sleep(SILENCE).await;
        messages = ((roadshow.delivered() - known) / everybody).max(1);
    }
    let (before, told) = (Watch::look(&roadshow)?, roadshow.delivered());
    let (mut times, mut turn, mut unreached) = (Vec::new(), 2_usize, 0_usize);
    let until = moment::now() + hold;
    while moment::now() < until {
        let (known, sent) = (roadshow.delivered(), moment::now());
        host.ask(on_air(&questions, turn)).await?;
        turn += 1;
        while roadshow.delivered() - known < messages * everybody && sent.elapsed() < PATIENCE {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        let took = sent.elapsed();
        if took < PATIENCE {
            times.push(took);
        } else {
            unreached += 1;
        }
        tokio::time::sleep(EVERY.saturating_sub(took)).await;
    }
    let after = Watch::look(&roadshow)?;
    let passed = before.until(&after);
    let deliveries = whole(roadshow.delivered() - told);
    report.set("subscribers", count(people.len()));
    report.set(
        "cpu_us_per_delivery",
        passed.server * 1e6 / deliveries.max(1.0),
    );
    report.set("deliveries_per_second", deliveries / passed.seconds);
    report.set("server_cores", passed.server / passed.seconds);
    let rss = before.rss_kib() - empty.rss_kib();
    report.set("rss_kib_per_connection", rss / count(people.len()));
    report.spread("reaches_everybody", times);
    passed.tell(&mut report);
    report.expect(
        unreached == 0,
        format!("{unreached} changes did not reach everybody within 5 s"),
    );
    Ok(report)
}

/// The other question goes on air.
fn on_air(questions: &[Value; 2], turn: usize) -> Value {
    json!({ "type": "put_on_air", "key": key(100 + turn), "question": questions[turn % 2] })
}

/// An approved question; its id.
async fn question(roadshow: &Roadshow, host: &mut Person, number: usize) -> Result<Value> {
    let mut asker = roadshow
        .enter("attendee", u32::try_from(number)?, &[])
        .await?;
    let text = format!("Question number {number}?");
    let ask = json!({ "type": "ask", "key": key(number), "text": text, "language": "en", "anonymous": false });
    asker.ask(ask).await?;
    let heard = host.hear(PATIENCE, |message| {
        message["type"] == "question_changed" && message["question"]["text"] == text
    });
    let heard = heard.await?;
    let id = heard["question"].get("id").context("no id")?.clone();
    let approve = json!({ "type": "approve", "key": key(10 + number), "question": id });
    host.ask(approve).await?;
    Ok(id)
}

fn key(number: usize) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}
