//! Everybody comes at once, and goes at once, while somebody was there before and listens on.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;

use super::fan_out::{self, Plan};
use super::watch::Watch;
use crate::hall::{Habits, Hall};
use crate::podium::Podium;
use crate::report::Report;
use crate::sfu::roadshow::Roadshow;
use crate::sfu::{Join, Sfu};

/// How long joining may take for nearly everybody.
const SLOWEST_MS: f64 = 5_000.0;
/// From the last goodbye to the count.
const CALM: Duration = Duration::from_secs(3);

/// So many come within `ramp`, stay for `hold`, and go.
///
/// # Errors
/// When nobody can come in.
pub async fn run(
    binary: &Path,
    subscribers: usize,
    ramp: Duration,
    hold: Duration,
) -> Result<Report> {
    let roadshow = Roadshow::start(binary, "", subscribers + 1).await?;
    let podium = Podium::open()?;
    let speakers = fan_out::speakers(&roadshow, &podium, &super::three_voices()).await?;
    // Who was there before sits apart, so that she is counted apart.
    let quiet = Hall::open()?;
    let before = Join {
        number: subscribers,
        habits: Habits::default(),
    };
    let before = roadshow.join(&quiet, before).await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    quiet.forget();

    let plan = Plan {
        name: format!("join storm, {subscribers} in {} s", ramp.as_secs()),
        subscribers,
        ramp,
        hold,
        habits: |_| Habits::default(),
        lines: 3,
    };
    let (mut report, full) = fan_out::measure(&roadshow, &speakers, &plan).await?;
    let standing = before.seat.standing().await;
    let lost: u64 = standing.lines.iter().map(|line| line.lost).sum();
    let heard: u64 = standing.lines.iter().map(|line| line.unique).sum();
    report.set("lost_by_whom_was_there", fan_out::whole(lost));
    report.set("heard_by_whom_was_there", fan_out::whole(heard));
    report.expect(
        lost == 0,
        format!("who was there before lost {lost} packets"),
    );

    let full_house = Watch::look(&roadshow)?;
    for listener in full.listeners {
        drop(listener.hold);
        listener.seat.leave();
    }
    tokio::time::sleep(CALM).await;
    let left = full_house.until(&Watch::look(&roadshow)?);
    let leavers = fan_out::count(subscribers);
    report.set("cpu_ms_per_leave", left.server * 1e3 / leavers);
    let slowest = report.get("join_whole_ms_p99").unwrap_or_default();
    report.expect(
        slowest <= SLOWEST_MS,
        format!("joining took {slowest:.0} ms at the 99th percentile"),
    );
    Ok(report)
}
