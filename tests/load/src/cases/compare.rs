//! The floor, Roadshow and Janus in one run, by turns, and one table of what each spends.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::fan_out::{self, Plan};
use super::{picture, smoke, three_voices};
use crate::floor;
use crate::hall::Habits;
use crate::report::{Report, number};
use crate::sfu::janus;
use crate::sfu::roadshow::Roadshow;

/// What is forwarded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Traffic {
    /// One picture of so many kbit/s, and a voice.
    Video(u32),
    /// Three voices.
    Audio,
}

/// One measurement, of whatever server.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// What is forwarded.
    pub traffic: Traffic,
    /// To how many.
    pub subscribers: usize,
    /// Joins a second.
    pub pace: u32,
    /// How long packets are counted.
    pub hold: Duration,
}

/// What a comparison runs.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Numbers of listeners of a picture and a voice.
    pub video: Vec<usize>,
    /// Numbers of listeners of three voices.
    pub audio: Vec<usize>,
    /// Rate of the picture in kbit/s.
    pub kbps: u32,
    /// How long packets are counted.
    pub hold: Duration,
    /// How often each is run; the median counts.
    pub rounds: usize,
    /// Joins a second.
    pub pace: u32,
}

impl Case {
    /// What publishers send.
    pub fn publishers(&self) -> Vec<Vec<crate::podium::Source>> {
        match self.traffic {
            Traffic::Video(kbps) => picture(kbps),
            Traffic::Audio => three_voices(),
        }
    }

    /// The plan of a run.
    pub fn plan(&self, whose: &str) -> Plan {
        let what = match self.traffic {
            Traffic::Video(kbps) => format!("video {kbps} kbit/s + audio"),
            Traffic::Audio => "audio only, three channels".to_owned(),
        };
        Plan {
            name: format!("{whose}: {what}, {} listeners", self.subscribers),
            subscribers: self.subscribers,
            ramp: Duration::from_secs(1) * u32::try_from(self.subscribers).unwrap_or(1)
                / self.pace.max(1),
            hold: self.hold,
            habits: |_| Habits::default(),
            lines: match self.traffic {
                Traffic::Video(_) => 2,
                Traffic::Audio => 3,
            },
        }
    }

    /// The words of the command line that measure Janus so.
    fn words(&self) -> Vec<String> {
        let words = [
            "janus",
            "--json",
            "--subscribers",
            &self.subscribers.to_string(),
            "--seconds",
            &self.hold.as_secs().to_string(),
            "--pace",
            &self.pace.to_string(),
        ];
        let mut words: Vec<String> = words.into_iter().map(str::to_owned).collect();
        match self.traffic {
            Traffic::Video(kbps) => words.extend(["--kbps".to_owned(), kbps.to_string()]),
            Traffic::Audio => words.push("--audio".to_owned()),
        }
        words
    }
}

/// Measures Roadshow.
///
/// # Errors
/// When the server refuses somebody.
pub async fn roadshow(binary: &Path, case: Case) -> Result<Report> {
    let roadshow = Roadshow::start(binary, "", case.subscribers).await?;
    let plan = case.plan("roadshow");
    let mut report = fan_out::run(&roadshow, &case.publishers(), &plan).await?;
    smoke::whole(&mut report);
    Ok(report)
}

/// Measures Janus; only in a namespace of its own.
///
/// # Errors
/// When Janus refuses somebody.
pub async fn janus(case: Case, event_loops: u32) -> Result<Report> {
    let janus = janus::Janus::start(event_loops).await?;
    fan_out::run(&janus, &case.publishers(), &case.plan("janus")).await
}

/// Measures what sealing and sending the same packets in the same runs costs, and nothing else.
///
/// # Errors
/// When sockets cannot be had.
pub async fn floor(case: Case, like: &Report) -> Result<Report> {
    let figure = |name: &str| like.get(name).unwrap_or_default();
    let (bytes, run) = (figure("mean_packet_bytes"), figure("mean_run").max(1.0));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "bytes of a packet"
    )]
    let wish = floor::Wish {
        subscribers: case.subscribers,
        packet_size: bytes as usize,
        run_length: run,
        rate: figure("packets_per_second") / fan_out::count(case.subscribers.max(1)),
        length: case.hold,
    };
    let outcome = tokio::task::spawn_blocking(move || floor::measure(&wish)).await??;
    let packets = fan_out::whole(outcome.packets.max(1));
    let mut report = Report::new(case.plan("floor").name);
    report.set("subscribers", fan_out::count(case.subscribers));
    report.set(
        "cpu_us_per_packet",
        outcome.cpu.as_secs_f64() * 1e6 / packets,
    );
    report.set("packets_per_second", packets / case.hold.as_secs_f64());
    report.set(
        "server_cores",
        outcome.cpu.as_secs_f64() / case.hold.as_secs_f64(),
    );
    report.set(
        "mean_run",
        packets / fan_out::whole(outcome.messages.max(1)),
    );
    report.set("mean_packet_bytes", bytes);
    report.set(
        "audio_loss_percent",
        fan_out::whole(outcome.lost) * 100.0 / packets,
    );
    Ok(report)
}

/// The same by another process of this program, in a namespace.
async fn janus_apart(case: Case) -> Result<Report> {
    let command = janus::apart(case.words().into_iter())?;
    let output = tokio::process::Command::from(command)
        .stderr(Stdio::inherit())
        .output()
        .await
        .context("cannot start the tool in a namespace")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().last().unwrap_or_default();
    let Ok(value) = serde_json::from_str::<Value>(line) else {
        bail!("the run with Janus failed: {text}");
    };
    Ok(Report::read(&value))
}

/// Everything by turns; reports are told as they come.
///
/// # Errors
/// When a server refuses somebody.
pub async fn run(binary: &Path, wish: &Wish, mut tell: impl FnMut(&Report)) -> Result<Table> {
    let case = |traffic, subscribers: &usize| Case {
        traffic,
        subscribers: *subscribers,
        pace: wish.pace,
        hold: wish.hold,
    };
    let video = wish
        .video
        .iter()
        .map(|n| case(Traffic::Video(wish.kbps), n));
    let audio = wish.audio.iter().map(|n| case(Traffic::Audio, n));
    let with_janus = janus::is_installed();
    let mut table = Table::default();
    if !with_janus {
        table
            .notes
            .push("Janus is not installed (`apt-get install janus`) and is left out".into());
    }
    for case in video.chain(audio) {
        let mut runs: [Vec<Report>; 3] = Default::default();
        for _ in 0..wish.rounds.max(1) {
            runs[0].push(roadshow(binary, case).await?);
            runs[0].last().into_iter().for_each(&mut tell);
            if let Some(like) = runs[0].last() {
                runs[2].push(floor(case, like).await?);
            }
            runs[2].last().into_iter().for_each(&mut tell);
            if with_janus {
                runs[1].push(janus_apart(case).await?);
                runs[1].last().into_iter().for_each(&mut tell);
            }
        }
        table.rows.push(Row {
            case,
            roadshow: median(&runs[0]),
            janus: median(&runs[1]),
            floor: median(&runs[2]),
        });
    }
    Ok(table)
}

/// The run in the middle by cost per packet; a void run only if there is no other.
fn median(runs: &[Report]) -> Option<Report> {
    let cost = |report: &Report| report.get("cpu_us_per_packet").unwrap_or(f64::MAX);
    let mut good: Vec<&Report> = runs.iter().filter(|run| run.void.is_empty()).collect();
    if good.is_empty() {
        good = runs.iter().collect();
    }
    good.sort_by(|a, b| cost(a).total_cmp(&cost(b)));
    good.get(good.len() / 2).map(|report| (*report).clone())
}

/// One case of all servers.
#[derive(Clone, Debug)]
pub struct Row {
    /// What was forwarded.
    pub case: Case,
    /// What Roadshow did.
    pub roadshow: Option<Report>,
    /// What Janus did.
    pub janus: Option<Report>,
    /// What sealing and sending alone did.
    pub floor: Option<Report>,
}

/// All cases.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// By case.
    pub rows: Vec<Row>,
    /// What else is to be said.
    pub notes: Vec<String>,
}

/// What is put side by side: the figure's name, and what stands above it.
const FIGURES: [(&str, &str); 8] = [
    ("cpu_us_per_packet", "us/packet"),
    ("server_cores", "cores"),
    ("rss_kib_per_subscriber", "KiB/sub"),
    ("cpu_ms_per_join", "ms/join"),
    ("join_media_ms_p50", "join p50"),
    ("latency_ms_p50", "lat p50"),
    ("latency_ms_p99", "lat p99"),
    ("mean_run", "mean run"),
];

impl std::fmt::Display for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:<34}", "")?;
        for (_, head) in FIGURES {
            write!(f, "{head:>10}")?;
        }
        writeln!(f, "{:>10}  void", "lost %")?;
        for row in &self.rows {
            for (whose, report) in [
                ("floor", &row.floor),
                ("roadshow", &row.roadshow),
                ("janus", &row.janus),
            ] {
                let Some(report) = report else { continue };
                line(f, whose, row.case, report)?;
            }
            for (head, other) in [
                ("  roadshow / floor", &row.floor),
                ("  roadshow / janus", &row.janus),
            ] {
                ratios(f, head, row.roadshow.as_ref(), other.as_ref())?;
            }
        }
        for note in &self.notes {
            writeln!(f, "{note}")?;
        }
        Ok(())
    }
}

fn ratios(
    f: &mut std::fmt::Formatter<'_>,
    head: &str,
    ours: Option<&Report>,
    other: Option<&Report>,
) -> std::fmt::Result {
    let (Some(ours), Some(other)) = (ours, other) else {
        return Ok(());
    };
    write!(f, "{head:<34}")?;
    for (name, _) in FIGURES {
        let ratio = ours.get(name).zip(other.get(name)).map(|(a, b)| a / b);
        let ratio = ratio.filter(|ratio| ratio.is_finite());
        write!(f, "{:>10}", ratio.map_or("-".into(), number))?;
    }
    writeln!(f)
}

fn line(
    f: &mut std::fmt::Formatter<'_>,
    whose: &str,
    case: Case,
    report: &Report,
) -> std::fmt::Result {
    let what = match case.traffic {
        Traffic::Video(kbps) => format!("{whose}, video {kbps}, N={}", case.subscribers),
        Traffic::Audio => format!("{whose}, audio x3, N={}", case.subscribers),
    };
    write!(f, "{what:<34}")?;
    for (name, _) in FIGURES {
        let value = report.get(name).map_or("-".into(), number);
        write!(f, "{value:>10}")?;
    }
    let lost = ["audio_loss_percent", "video_loss_percent"];
    let lost = lost.into_iter().filter_map(|name| report.get(name));
    let lost = number(lost.fold(0.0, f64::max));
    let void = if report.void.is_empty() { "" } else { "void" };
    writeln!(f, "{lost:>10}  {void}")
}
