//! The command line: words and their defaults, and which case each command runs.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Result, bail};
use clap::{Args, Parser, Subcommand};
use roadshow_load::cases::compare::{self, Case, Traffic};
use roadshow_load::cases::fan_out;
use roadshow_load::cases::{delivery, hall, leak, limit, picture, pli, restart, smoke, storm};
use roadshow_load::floor;
use roadshow_load::process;
use roadshow_load::report::Report;
use roadshow_load::sfu::janus;
use roadshow_load::sfu::whip::Whip;
use roadshow_load::show::Wish;

/// Load without browsers: starts a server of its own on free ports, sends it what browsers would, tells what it costs.
///
/// The server is measured from outside, by what the system counts of its process, and by its metrics. Run it on a machine
/// that is otherwise idle. A run in which this tool was the bottleneck is marked VOID and counts for nothing.
#[derive(Parser)]
#[command(name = "roadshow-load")]
pub(crate) struct Command {
    /// The server to start; beside this program if not named.
    #[arg(long, global = true)]
    server: Option<PathBuf>,
    /// Reports as JSON, one object a line.
    #[arg(long, global = true)]
    json: bool,
    /// Every case with ten listeners; fails unless everything arrives. What the project's own checks run.
    #[arg(long)]
    smoke: bool,
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Subcommand)]
enum What {
    /// One picture and one voice to N listeners: CPU per packet, memory, loss, delay, steps of joining.
    Video(Forward),
    /// Three voices to N listeners.
    Audio(Forward),
    /// A full hall: three layers, two interpreters, floor and channel, 1 % loss on a tenth of the attendees.
    Hall(HallWish),
    /// One picture and one voice, published by WHIP and received by WHEP.
    Whip(Forward),
    /// An encoder restarts ICE from another port in the middle of its stream; its listeners must lose nothing.
    Restart(Crowd),
    /// Everybody comes at once and goes at once; somebody who was there before must lose nothing.
    Storm(Crowd),
    /// Every listener asks for key frames 50 times a second; how many requests reach the publisher.
    Pli(Crowd),
    /// Changes of the room to N listeners by WebSocket, without media: CPU per delivery.
    Delivery(Crowd),
    /// Joins and goodbyes, half of them broken off in the middle of the handshake: what the server keeps.
    Leak(Cycles),
    /// More people from one address than the limit allows: who is refused, and what they are told.
    Limit(Crowd),
    /// The same as `video` and `audio` with Janus (Debian's package `janus`) in a network namespace of its own.
    Janus(JanusWish),
    /// What sealing and sending alone cost on this machine, with the server's batching.
    Floor(FloorWish),
    /// The floor, Roadshow and Janus by turns, as one table with ratios.
    Compare(CompareWish),
    /// A scripted show with interpreters, judged by what its listeners hear.
    Show(ShowWish),
}

#[derive(Args, Clone)]
struct Forward {
    /// Numbers of listeners, one run each.
    #[arg(long, value_delimiter = ',', default_values_t = [50, 150, 300])]
    subscribers: Vec<usize>,
    /// Seconds in which packets are counted.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Listeners who come in a second.
    #[arg(long, default_value_t = 50)]
    pace: u32,
    /// Rate of the picture in kbit/s.
    #[arg(long, default_value_t = 2_200)]
    kbps: u32,
}

#[derive(Args, Clone)]
struct Crowd {
    /// Listeners.
    #[arg(long)]
    subscribers: Option<usize>,
    /// Seconds in which they come.
    #[arg(long, default_value_t = 10)]
    ramp: u64,
    /// Seconds they stay.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
}

#[derive(Args, Clone)]
struct HallWish {
    #[command(flatten)]
    crowd: Crowd,
    /// Nobody is on a bad network.
    #[arg(long)]
    clean: bool,
}

#[derive(Args, Clone)]
struct Cycles {
    /// Joins and goodbyes.
    #[arg(long, default_value_t = 2_000)]
    cycles: usize,
}

#[derive(Args, Clone)]
struct JanusWish {
    #[command(flatten)]
    forward: Forward,
    /// Three voices and no picture.
    #[arg(long)]
    audio: bool,
    /// Janus's threads for media; 0: one for each listener.
    #[arg(long, default_value_t = 2)]
    event_loops: u32,
}

#[derive(Args, Clone)]
struct FloorWish {
    /// Listeners.
    #[arg(long, default_value_t = 150)]
    subscribers: usize,
    /// Bytes of a sealed packet.
    #[arg(long, default_value_t = 1_140)]
    packet_size: usize,
    /// Packets that leave to one listener together, on the average.
    #[arg(long, default_value_t = 8.0)]
    run_length: f64,
    /// Packets a second to each listener.
    #[arg(long, default_value_t = 250.0)]
    rate: f64,
    /// How long.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
}

#[derive(Args, Clone)]
struct CompareWish {
    /// Numbers of listeners of a picture and a voice.
    #[arg(long, value_delimiter = ',', default_values_t = [50, 150, 300])]
    video: Vec<usize>,
    /// Numbers of listeners of three voices.
    #[arg(long, value_delimiter = ',', default_values_t = [300, 1_000])]
    audio: Vec<usize>,
    /// Rate of the picture in kbit/s.
    #[arg(long, default_value_t = 2_200)]
    kbps: u32,
    /// Seconds in which packets are counted.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// How often each is run; the median counts.
    #[arg(long, default_value_t = 1)]
    rounds: usize,
    /// Listeners who come in a second.
    #[arg(long, default_value_t = 50)]
    pace: u32,
}

#[derive(Args, Clone)]
struct ShowWish {
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

/// Tells reports, and remembers whether one had a fault.
struct Teller {
    json: bool,
    faults: usize,
}

impl Teller {
    fn tell(&mut self, report: &Report) {
        self.faults += report.faults.len();
        if self.json {
            say(&report.json().to_string());
        } else {
            say(&report.to_string());
        }
    }
}

/// Runs what the command line says.
///
/// # Errors
/// When it cannot be run, or a report has a fault.
pub(crate) async fn run(command: Command) -> Result<()> {
    process::take_descriptors();
    let server = match &command.server {
        Some(path) => path.clone(),
        None => std::env::current_exe()?.with_file_name("roadshow"),
    };
    let mut teller = Teller {
        json: command.json,
        faults: 0,
    };
    let (told, server) = (&mut teller, server.as_path());
    if command.smoke {
        smoke::run(server, |report| told.tell(&report)).await?;
        return teller.end();
    }
    let Some(what) = command.what else {
        bail!("nothing to do: `roadshow-load --help` lists the commands");
    };
    match what {
        What::Video(wish) => {
            for case in wish.cases(Traffic::Video(wish.kbps)) {
                told.tell(&compare::roadshow(server, case).await?);
            }
        }
        What::Audio(wish) => {
            for case in wish.cases(Traffic::Audio) {
                told.tell(&compare::roadshow(server, case).await?);
            }
        }
        What::Whip(wish) => {
            for case in wish.cases(Traffic::Video(wish.kbps)) {
                let whip = Whip::start(server, case.subscribers, "floor").await?;
                let plan = case.plan("roadshow by WHIP and WHEP");
                told.tell(&fan_out::run(&whip, &picture(wish.kbps), &plan).await?);
            }
        }
        What::Restart(wish) => {
            told.tell(&restart::run(server, wish.of(10), wish.hold()).await?);
        }
        What::Hall(wish) => {
            let hall = hall::Wish {
                subscribers: wish.crowd.of(500),
                ramp: wish.crowd.ramp(),
                hold: wish.crowd.hold(),
                lossy: !wish.clean,
            };
            told.tell(&hall::run(server, hall).await?);
        }
        What::Storm(wish) => {
            let report = storm::run(server, wish.of(1_000), wish.ramp(), wish.hold());
            told.tell(&report.await?);
        }
        What::Pli(wish) => {
            let report = pli::run(server, wish.of(200), wish.ramp(), wish.hold());
            told.tell(&report.await?);
        }
        What::Delivery(wish) => {
            let report = delivery::run(server, wish.of(300), wish.ramp(), wish.hold());
            told.tell(&report.await?);
        }
        What::Leak(wish) => told.tell(&leak::run(server, wish.cycles).await?),
        What::Limit(wish) => told.tell(&limit::run(server, wish.of(620), "").await?),
        What::Janus(wish) => {
            if let Some(code) = janus::enter_namespace()? {
                std::process::exit(code);
            }
            let traffic = if wish.audio {
                Traffic::Audio
            } else {
                Traffic::Video(wish.forward.kbps)
            };
            for case in wish.forward.cases(traffic) {
                told.tell(&compare::janus(case, wish.event_loops).await?);
            }
        }
        What::Floor(wish) => {
            let wish = floor::Wish {
                subscribers: wish.subscribers,
                packet_size: wish.packet_size,
                run_length: wish.run_length,
                rate: wish.rate,
                length: Duration::from_secs(wish.seconds),
            };
            let outcome = tokio::task::spawn_blocking(move || floor::measure(&wish));
            say(&outcome.await??.to_string());
        }
        What::Compare(wish) => {
            let json = command.json;
            let wish = compare::Wish {
                video: wish.video,
                audio: wish.audio,
                kbps: wish.kbps,
                hold: Duration::from_secs(wish.seconds),
                rounds: wish.rounds,
                pace: wish.pace,
            };
            let table = compare::run(server, &wish, |report| told.tell(report)).await?;
            if !json {
                say(&table.to_string());
            }
        }
        What::Show(wish) => return show(server, &wish).await,
    }
    teller.end()
}

impl Teller {
    fn end(self) -> Result<()> {
        match self.faults {
            0 => Ok(()),
            faults => bail!("{faults} faults"),
        }
    }
}

impl Forward {
    fn cases(&self, traffic: Traffic) -> impl Iterator<Item = Case> {
        let (pace, hold) = (self.pace, Duration::from_secs(self.seconds));
        self.subscribers.iter().map(move |subscribers| Case {
            traffic,
            subscribers: *subscribers,
            pace,
            hold,
        })
    }
}

impl Crowd {
    fn of(&self, usual: usize) -> usize {
        self.subscribers.unwrap_or(usual)
    }

    fn ramp(&self) -> Duration {
        Duration::from_secs(self.ramp)
    }

    fn hold(&self) -> Duration {
        Duration::from_secs(self.seconds)
    }
}

async fn show(server: &std::path::Path, wish: &ShowWish) -> Result<()> {
    let minutes = wish.hours.map_or(wish.minutes, |hours| hours * 60);
    let wish = Wish {
        seed: wish.seed,
        length: Duration::from_secs(minutes * 60),
        listeners: wish.listeners,
        browsers: wish.browsers,
        verbose: wish.verbose,
    };
    let outcome = roadshow_load::show::play(server, &wish, say).await?;
    say(&outcome.table());
    if !outcome.is_good() {
        bail!("a listener or a booth did not get what the rules promise");
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "a command's answer")]
fn say(text: &str) {
    println!("{text}");
}
