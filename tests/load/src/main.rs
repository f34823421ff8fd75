//! `roadshow-load`: one publisher and N subscribers against a server of its own; prints what a forwarded packet costs.

#![allow(clippy::indexing_slicing, reason = "a tool may fail loudly")]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use clap::Parser;
use futures_util::{StreamExt, stream};
use roadshow_load::crowd::{Crowd, LegHandle};
use roadshow_load::leg::Look;
use roadshow_load::person::Person;
use roadshow_load::publish::{Publishing, camera, voice};
use roadshow_load::server::Server;
use roadshow_load::show::Wish;
use serde_json::json;

/// Measures the server: CPU per forwarded packet, memory per subscriber, loss, added latency, time to join.
#[derive(Parser)]
struct Options {
    /// The server to start; beside this program if not named.
    #[arg(long)]
    server: Option<PathBuf>,
    /// Numbers of subscribers, one run each.
    #[arg(long, value_delimiter = ',', default_values_t = [50, 150, 300])]
    subscribers: Vec<usize>,
    /// Seconds of media in each run.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Video in kbit/s.
    #[arg(long, default_value_t = 2_200)]
    video: u32,
    /// Subscribers that decrypt everything and tell delays.
    #[arg(long, default_value_t = 3)]
    watchers: usize,
    /// Ten subscribers for three seconds; fails unless everything arrives.
    #[arg(long)]
    smoke: bool,
    #[command(subcommand)]
    instead: Option<Instead>,
}

/// What else can be run.
#[derive(clap::Subcommand)]
enum Instead {
    /// A scripted show with interpreters, judged by what its listeners hear.
    Show(ShowOptions),
    /// What sealing and sending alone cost on this machine, with the server's batching.
    Floor(FloorOptions),
}

#[derive(clap::Args)]
struct FloorOptions {
    /// Subscribers.
    #[arg(long, default_value_t = 150)]
    subscribers: usize,
    /// Bytes of a sealed packet.
    #[arg(long, default_value_t = 1_140)]
    packet_size: usize,
    /// Packets that leave to one subscriber together, on the average.
    #[arg(long, default_value_t = 8.0)]
    run_length: f64,
    /// Packets a second to each subscriber.
    #[arg(long, default_value_t = 250.0)]
    rate: f64,
    /// How long.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
}

#[derive(clap::Args)]
struct ShowOptions {
    /// Minutes it lasts; the first two hold everything once.
    #[arg(long, default_value_t = 2)]
    minutes: u64,
    /// Hours it lasts, instead.
    #[arg(long)]
    hours: Option<u64>,
    /// Of all chance.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Listeners of each language.
    #[arg(long, default_value_t = 10)]
    listeners: usize,
    /// Of all listeners, so many are Chromium pages.
    #[arg(long, default_value_t = 2)]
    browsers: usize,
    /// Tell everything that happened.
    #[arg(long)]
    verbose: bool,
}

#[tokio::main]
async fn main() -> Result<()> {
    let mut options = Options::parse();
    if options.smoke {
        (options.subscribers, options.seconds) = (vec![10], 3);
    }
    if let Some(Instead::Floor(options)) = &options.instead {
        let wish = roadshow_load::floor::Wish {
            subscribers: options.subscribers,
            packet_size: options.packet_size,
            run_length: options.run_length,
            rate: options.rate,
            length: Duration::from_secs(options.seconds),
        };
        let outcome = tokio::task::spawn_blocking(move || roadshow_load::floor::measure(&wish));
        say(&outcome.await??.to_string());
        return Ok(());
    }
    let server = match &options.server {
        Some(path) => path.clone(),
        None => std::env::current_exe()?.with_file_name("roadshow"),
    };
    if let Some(Instead::Show(options)) = &options.instead {
        return play(&server, options).await;
    }
    let mut whole = true;
    for count in &options.subscribers {
        let outcome = measure(&server, *count, &options).await?;
        say(&outcome.to_string());
        whole &= outcome.loss == 0.0 && outcome.silent == 0;
    }
    if options.smoke && !whole {
        bail!("packets were lost on loopback");
    }
    Ok(())
}

async fn play(server: &std::path::Path, options: &ShowOptions) -> Result<()> {
    let minutes = options.hours.map_or(options.minutes, |hours| hours * 60);
    let wish = Wish {
        seed: options.seed,
        length: Duration::from_secs(minutes * 60),
        listeners: options.listeners,
        browsers: options.browsers,
        verbose: options.verbose,
    };
    let outcome = roadshow_load::show::play(server, &wish, say).await?;
    say(&outcome.table());
    if !outcome.is_good() {
        bail!("a listener or a booth did not get what the rules promise");
    }
    Ok(())
}

/// What one run showed.
struct Outcome {
    subscribers: usize,
    cpu_us_per_packet: f64,
    rss_kib_per_subscriber: f64,
    packets_per_second: f64,
    loss: f64,
    silent: usize,
    delay_us: (u32, u32),
    joins: Vec<(&'static str, Vec<Duration>)>,
    cpu_ms_per_join: f64,
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(
            f,
            "{} subscribers: {:.2} us CPU per forwarded packet at {:.0} packets/s, {:.0} KiB per subscriber, loss {:.4} %, \
             silent {}, added latency p50 {:.2} ms p99 {:.2} ms, {:.2} ms CPU per join",
            self.subscribers,
            self.cpu_us_per_packet,
            self.packets_per_second,
            self.rss_kib_per_subscriber,
            self.loss * 100.0,
            self.silent,
            f64::from(self.delay_us.0) / 1000.0,
            f64::from(self.delay_us.1) / 1000.0,
            self.cpu_ms_per_join,
        )?;
        for (stage, times) in &self.joins {
            let ms = |at| quantile(times, at).unwrap_or_default().as_secs_f64() * 1e3;
            let (middle, worst) = (ms(0.5), ms(0.99));
            writeln!(f, "  join, {stage}: p50 {middle:.1} ms, p99 {worst:.1} ms")?;
        }
        Ok(())
    }
}

#[expect(clippy::disallowed_methods, reason = "a load tool lives in real time")]
async fn measure(binary: &std::path::Path, count: usize, options: &Options) -> Result<Outcome> {
    let server = Server::start(binary, "[limits]\nhandshakes_per_second = 1000\n").await?;
    let crowd = Crowd::start()?;
    let empty = server.cost()?;

    let link = server
        .ticket("speaker", "Load", &["--language", "de"])
        .await?;
    let mut speaker = Person::enter(&server.http, &link, "seat-of-the-one-speaker").await?;
    let send = speaker.publish(&crowd).await?;
    speaker
        .ask(json!({ "type": "sources", "microphone": true, "camera": true, "screen": false }))
        .await?;
    connected(&send).await?;

    let link = server
        .ticket("attendee", "Load", &["--seats", &count.to_string()])
        .await?;
    let joined = stream::iter(0..count)
        .map(|n| {
            let look = if n < options.watchers {
                Look::Payloads
            } else {
                Look::Headers
            };
            join(&server, &crowd, &link, n, look)
        })
        .buffer_unordered(16)
        .collect::<Vec<_>>()
        .await;
    let joined = joined.into_iter().collect::<Result<Vec<_>>>()?;
    let full = server.cost()?;

    // Everybody sees pictures before anything is counted.
    let publishing = [voice(&send, 0, 1), camera(&send, 1, 2, options.video)];
    tokio::time::sleep(Duration::from_secs(2)).await;
    joined.iter().for_each(|(_, leg, _)| leg.forget());
    let (before, started) = (server.cost()?, Instant::now());
    tokio::time::sleep(Duration::from_secs(options.seconds)).await;
    let (after, elapsed) = (server.cost()?, started.elapsed());
    let mut standings = Vec::new();
    for (_, leg, _) in &joined {
        standings.push(leg.standing().await);
    }
    publishing.iter().for_each(Publishing::cut);

    let lines = || standings.iter().flat_map(|s| &s.arrived);
    let packets: u64 = lines().map(|line| line.packets).sum();
    let lost: u64 = lines().map(roadshow_load::leg::Arrived::lost).sum();
    let mut delays: Vec<u32> = lines()
        .flat_map(|line| line.delays_us.iter().copied())
        .collect();
    delays.sort_unstable();
    let stages = ["hello to welcome", "offer to answer", "answer to connected"];
    let joins = stages
        .iter()
        .enumerate()
        .map(|(i, stage)| (*stage, joined.iter().map(|j| j.2[i]).collect()))
        .collect();
    #[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
    let (packets, lost, subscribers) = (packets as f64, lost as f64, count as f64);
    Ok(Outcome {
        subscribers: count,
        cpu_us_per_packet: (after.cpu - before.cpu).as_secs_f64() * 1e6 / packets.max(1.0),
        rss_kib_per_subscriber: (after.rss_kib - empty.rss_kib) / subscribers,
        packets_per_second: packets / elapsed.as_secs_f64(),
        loss: lost / (packets + lost).max(1.0),
        silent: standings
            .iter()
            .filter(|s| s.arrived.iter().filter(|l| l.packets > 0).count() < 2)
            .count(),
        delay_us: (
            quantile(&delays, 0.5).unwrap_or(0),
            quantile(&delays, 0.99).unwrap_or(0),
        ),
        joins,
        cpu_ms_per_join: (full.cpu - empty.cpu).as_secs_f64() * 1e3 / subscribers,
    })
}

/// One attendee: welcomed, connected; and how long each step took.
#[expect(clippy::disallowed_methods, reason = "a load tool lives in real time")]
async fn join(
    server: &Server,
    crowd: &Crowd,
    link: &str,
    n: usize,
    look: Look,
) -> Result<(Person, LegHandle, [Duration; 3])> {
    let start = Instant::now();
    let mut person = Person::enter(&server.http, link, &format!("seat-of-attendee-{n:06}")).await?;
    let welcomed = Instant::now();
    let leg = person.receive(crowd, look).await?;
    let answered = Instant::now();
    let stood = connected(&leg).await?;
    Ok((
        person,
        leg,
        [
            welcomed - start,
            answered - welcomed,
            stood.saturating_duration_since(answered),
        ],
    ))
}

async fn connected(leg: &LegHandle) -> Result<Instant> {
    for _ in 0..400 {
        let standing = leg.standing().await;
        if standing.failed {
            bail!("a media connection failed");
        }
        if let Some(at) = standing.connected {
            return Ok(at);
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    bail!("a media connection did not stand within 10 s")
}

fn quantile<T: Copy + Ord>(values: &[T], at: f64) -> Option<T> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "an index"
    )]
    let index = (sorted.len() as f64 * at) as usize;
    sorted
        .get(index.min(sorted.len().saturating_sub(1)))
        .copied()
}

#[expect(clippy::print_stdout, reason = "a command's answer")]
fn say(text: &str) {
    println!("{text}");
}
