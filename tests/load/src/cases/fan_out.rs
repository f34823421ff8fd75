//! Publishers to N listeners, who come one after another, stay, and go at once: what a forwarded packet costs.

use std::time::Duration;

use anyhow::{Result, bail};
use futures_util::{StreamExt, stream};

use super::watch::Watch;
use crate::hall::{Delays, Habits, Hall, Standing};
use crate::moment::quantile;
use crate::podium::{Podium, Source};
use crate::process;
use crate::report::Report;
use crate::sfu::{Join, Listener, Sfu, Speaker};

/// A run.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What the report is called.
    pub name: String,
    /// Listeners.
    pub subscribers: usize,
    /// How long they take to come in, evenly spread.
    pub ramp: Duration,
    /// How long everybody stays while packets are counted.
    pub hold: Duration,
    /// How listeners behave, by number.
    pub habits: fn(usize) -> Habits,
    /// Lines of each listener on which something comes.
    pub lines: usize,
}

/// Everybody in the hall after a run, for cases that go on.
pub struct Full {
    /// Where they sit.
    pub hall: Hall,
    /// Who they are.
    pub listeners: Vec<Listener>,
}

/// Between the last join and the count: key frames have come, allocations are made.
const SETTLE: Duration = Duration::from_secs(2);
/// Between the last packet and the count: repairs have come.
const REPAIR: Duration = Duration::from_millis(700);

/// Opens publishers and lets them speak.
///
/// # Errors
/// When the server refuses one.
pub async fn speakers(
    sfu: &impl Sfu,
    podium: &Podium,
    publishers: &[Vec<Source>],
) -> Result<Vec<Speaker>> {
    let mut speakers = Vec::new();
    for (sources, number) in publishers.iter().zip(1..) {
        let speaker = sfu.publish(podium, sources, number).await?;
        speaker.publisher.speak(true);
        speakers.push(speaker);
    }
    Ok(speakers)
}

/// The usual case from beginning to end.
///
/// # Errors
/// When the server refuses somebody.
pub async fn run(sfu: &impl Sfu, publishers: &[Vec<Source>], plan: &Plan) -> Result<Report> {
    let podium = Podium::open()?;
    let speakers = speakers(sfu, &podium, publishers).await?;
    let (report, full) = measure(sfu, &speakers, plan).await?;
    drop(full);
    Ok(report)
}

/// Joins, holds and counts, while `speakers` speak.
///
/// # Errors
/// When the server refuses somebody.
pub async fn measure(sfu: &impl Sfu, speakers: &[Speaker], plan: &Plan) -> Result<(Report, Full)> {
    let hall = Hall::open()?;
    let mut report = Report::new(&plan.name);
    report.set("subscribers", count(plan.subscribers));
    let empty = Watch::look(sfu)?;
    let (listeners, refused) = join(sfu, &hall, plan).await;
    if listeners.is_empty() {
        bail!("nobody came in: {}", refused.first().map_or("", |r| r));
    }
    let joined = Watch::look(sfu)?;
    let (standings, _) = hall.standings().await;
    let came_in_ramp = unique(&standings);
    tokio::time::sleep(SETTLE).await;

    let ports: Vec<u16> = standings.iter().map(|s| s.port).collect();
    let (drops, published) = (process::drops(&ports), sent(speakers).await);
    let (forwarded, left) = (sfu.forwarded().await, sfu.left().await);
    hall.forget();
    let before = Watch::look(sfu)?;
    tokio::time::sleep(plan.hold).await;
    let after = Watch::look(sfu)?;
    let (standings, delays) = hall.standings().await;
    let received = unique(&standings) + repeated(&standings);
    let published = sent(speakers).await - published;
    let forwarded = sfu.forwarded().await.zip(forwarded);
    let left = sfu.left().await.zip(left);
    // What is on its way arrives and is repaired before loss is counted.
    speakers.iter().for_each(|s| s.publisher.speak(false));
    tokio::time::sleep(REPAIR).await;
    let (standings, _) = hall.standings().await;
    let drops = process::drops(&ports).saturating_sub(drops);

    let passed = before.until(&after);
    let us = passed.server * 1e6 / received.max(1.0);
    report.set("cpu_us_per_packet", us);
    report.set("packets_per_second", received / passed.seconds);
    report.set("server_cores", passed.server / passed.seconds);
    if let Some((later, earlier)) = forwarded {
        report.set(
            "server_counts_per_second",
            (later - earlier) / passed.seconds,
        );
    }
    if let Some((later, earlier)) = left {
        let run = (later.0 - earlier.0) / (later.1 - earlier.1);
        report.set("mean_run", run.max(1.0));
    }
    let bytes: u64 = standings.iter().map(|standing| standing.bytes).sum();
    let packets = unique(&standings) + repeated(&standings);
    report.set("mean_packet_bytes", whole(bytes) / packets.max(1.0));
    report.set("published_per_second", published / passed.seconds);
    let joins = count(listeners.len());
    let rss = after.rss_kib() - empty.rss_kib();
    report.set("rss_kib_per_subscriber", rss / joins);
    let ramp = empty.until(&joined);
    // Forwarding went on while they came; what it costs is known by now.
    let joining = (ramp.server * 1e3 - came_in_ramp * us / 1e3).max(0.0);
    report.set("cpu_ms_per_join", joining / joins);
    losses(&mut report, &standings, plan, drops);
    latencies(&mut report, delays);
    steps(&mut report, &listeners);
    passed.tell(&mut report);
    report.expect(
        refused.is_empty(),
        format!(
            "{} were refused: {}",
            refused.len(),
            refused.first().map_or("", |r| r)
        ),
    );
    Ok((report, Full { hall, listeners }))
}

/// Everybody comes, each at her time; and why some did not.
pub async fn join(sfu: &impl Sfu, hall: &Hall, plan: &Plan) -> (Vec<Listener>, Vec<String>) {
    let began = tokio::time::Instant::now();
    let every = plan.ramp / u32::try_from(plan.subscribers.max(1)).unwrap_or(u32::MAX);
    let joins = (0..plan.subscribers).map(|number| {
        let habits = (plan.habits)(number);
        async move {
            let at = began + every * u32::try_from(number).unwrap_or(u32::MAX);
            tokio::time::sleep_until(at).await;
            sfu.join(hall, Join { number, habits }).await
        }
    });
    let joins = stream::iter(joins).buffer_unordered(plan.subscribers.max(1));
    let (mut listeners, mut refused) = (Vec::new(), Vec::new());
    for join in joins.collect::<Vec<_>>().await {
        match join {
            Ok(listener) => listeners.push(listener),
            Err(fault) => refused.push(format!("{fault:#}")),
        }
    }
    (listeners, refused)
}

/// The steps of joining.
pub fn steps(report: &mut Report, listeners: &[Listener]) {
    let all: Vec<_> = listeners.iter().map(|l| l.took.steps()).collect();
    let names = all.first().map(|steps| steps.map(|(name, _)| name));
    for (place, name) in names.into_iter().flatten().enumerate() {
        let times = all.iter().map(|steps| steps[place].1).collect();
        report.spread(&format!("join_{name}"), times);
    }
}

fn losses(report: &mut Report, standings: &[Standing], plan: &Plan, drops: u64) {
    let lines = || standings.iter().flat_map(|s| &s.lines);
    let of = |video: bool| lines().filter(move |line| line.is_video == video);
    let link = |kind: usize| standings.iter().map(|s| s.lost_by_link[kind]).sum::<u64>();
    for (name, is_video) in [("audio", false), ("video", true)] {
        let lost: u64 = of(is_video).map(|line| line.lost).sum();
        let came: u64 = of(is_video).map(|line| line.unique).sum();
        if came + lost == 0 {
            continue;
        }
        let share = whole(lost) / whole(came + lost);
        report.set(format!("{name}_lost"), whole(lost));
        report.set(format!("{name}_loss_percent"), share * 100.0);
        let by_link = link(usize::from(is_video));
        if by_link > 0 {
            report.set(format!("{name}_lost_by_link"), whole(by_link));
        }
    }
    report.set("repaired", whole(lines().map(|line| line.repaired).sum()));
    report.set("repeated", repeated(standings));
    report.set("redundant", whole(lines().map(|line| line.redundant).sum()));
    report.set("client_socket_drops", whole(drops));
    let broken: u64 = standings.iter().map(|s| s.broken).sum();
    let silent = standings.iter().filter(|standing| {
        let heard = standing.lines.iter().filter(|line| line.unique > 0);
        heard.count() < plan.lines
    });
    let silent = silent.count();
    report.set("silent", count(silent));
    report.expect(silent == 0, format!("{silent} listeners lack a line"));
    report.expect(
        broken == 0,
        format!("{broken} packets could not be decrypted"),
    );
    if drops > 0 {
        report.void.push(format!(
            "this tool was too slow: the system dropped {drops} datagrams at its sockets"
        ));
    }
}

fn latencies(report: &mut Report, delays: Delays) {
    let both = [delays.audio.clone(), delays.video.clone()].concat();
    for (name, mut delays) in [
        ("latency", both),
        ("latency_audio", delays.audio),
        ("latency_video", delays.video),
    ] {
        delays.sort_unstable();
        for (label, share) in [("p50", 0.5), ("p99", 0.99)] {
            if let Some(us) = quantile(&delays, share) {
                report.set(format!("{name}_ms_{label}"), f64::from(us) / 1e3);
            }
        }
    }
}

async fn sent(speakers: &[Speaker]) -> f64 {
    let mut packets = 0;
    for speaker in speakers {
        let published = speaker.publisher.published().await;
        packets += published.packets.iter().sum::<u64>();
    }
    whole(packets)
}

fn unique(standings: &[Standing]) -> f64 {
    let lines = standings.iter().flat_map(|s| &s.lines);
    whole(lines.map(|line| line.unique).sum())
}

fn repeated(standings: &[Standing]) -> f64 {
    let lines = standings.iter().flat_map(|s| &s.lines);
    whole(lines.map(|line| line.duplicates).sum())
}

#[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
pub(super) fn whole(value: u64) -> f64 {
    value as f64
}

pub(super) fn count(value: usize) -> f64 {
    whole(u64::try_from(value).unwrap_or_default())
}
