//! What passes while a run is held: the server's use of the processor, and this tool's own.

use std::time::{Duration, Instant};

use anyhow::Result;

use crate::hall;
use crate::moment;
use crate::podium;
use crate::process::{self, Cost};
use crate::report::Report;
use crate::sfu::Sfu;

/// Share of one core from which a thread of this tool is the bottleneck.
const BUSY: f64 = 0.8;
/// Share of the time that a thread waits for a core from which its own lateness is measured.
const STARVED: f64 = 0.5;

/// One look.
pub(super) struct Watch {
    at: Instant,
    server: Cost,
    client: Cost,
    threads: Vec<(&'static str, Duration, Duration)>,
}

/// What has passed between two looks.
pub(super) struct Passed {
    /// Seconds.
    pub(super) seconds: f64,
    /// Seconds of a core that the server used.
    pub(super) server: f64,
    client: f64,
    threads: Vec<(&'static str, f64, f64)>,
}

impl Watch {
    pub(super) fn look(sfu: &impl Sfu) -> Result<Self> {
        let threads = [hall::THREAD, podium::THREAD];
        Ok(Self {
            at: moment::now(),
            server: sfu.cost()?,
            client: process::cost(std::process::id())?,
            threads: threads
                .into_iter()
                .filter_map(|name| process::thread(name).map(|(ran, waited)| (name, ran, waited)))
                .collect(),
        })
    }

    pub(super) fn until(&self, later: &Self) -> Passed {
        let seconds = later.at.duration_since(self.at).as_secs_f64();
        let share = |earlier: Duration, later: Duration| {
            later.saturating_sub(earlier).as_secs_f64() / seconds.max(1e-3)
        };
        let threads = self.threads.iter().zip(&later.threads);
        Passed {
            seconds,
            server: later
                .server
                .cpu
                .saturating_sub(self.server.cpu)
                .as_secs_f64(),
            client: share(self.client.cpu, later.client.cpu),
            threads: threads
                .map(|(a, b)| (a.0, share(a.1, b.1), share(a.2, b.2)))
                .collect(),
        }
    }

    pub(super) fn rss_kib(&self) -> f64 {
        self.server.rss_kib
    }
}

impl Passed {
    /// Tells this tool's own use, and whether it was the bottleneck.
    pub(super) fn tell(&self, report: &mut Report) {
        report.set("client_cores", self.client);
        for (name, ran, waited) in &self.threads {
            report.set(format!("client_{name}_share"), *ran);
            if *ran > BUSY {
                let percent = ran * 100.0;
                report.void.push(format!(
                    "this tool was the bottleneck: its thread `{name}` used {percent:.0} % of a core"
                ));
            }
            if *waited > STARVED {
                let percent = waited * 100.0;
                report.void.push(format!(
                    "the machine was too busy: this tool's thread `{name}` waited for a core {percent:.0} % of the time"
                ));
            }
        }
    }
}
