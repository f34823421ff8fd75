//! Every case in small: ten listeners, a second or two. Presence and absence are judged, times only told.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;

use super::fan_out::{self, Plan};
use super::{delivery, hall, leak, limit, picture, pli, storm, three_voices};
use crate::hall::Habits;
use crate::report::Report;
use crate::sfu::roadshow::Roadshow;
use crate::sfu::whip::Whip;

const TEN: usize = 10;
const RAMP: Duration = Duration::from_millis(500);
const HOLD: Duration = Duration::from_millis(1_500);

/// All cases, one after another; each report is told as it comes.
///
/// # Errors
/// When a case cannot be run at all.
pub async fn run(binary: &Path, mut tell: impl FnMut(Report)) -> Result<()> {
    for (name, publishers, lines) in [
        ("video", picture(2_200), 2),
        ("audio only", three_voices(), 3),
    ] {
        let roadshow = Roadshow::start(binary, "", TEN).await?;
        let mut report = fan_out::run(&roadshow, &publishers, &plan(name, lines)).await?;
        whole(&mut report);
        tell(report);
    }
    let whip = Whip::start(binary, TEN, "floor").await?;
    let by_calls = plan("encoder and players", 2);
    let mut report = fan_out::run(&whip, &picture(2_200), &by_calls).await?;
    whole(&mut report);
    tell(report);
    let wish = hall::Wish {
        subscribers: TEN,
        ramp: RAMP,
        hold: HOLD,
        lossy: true,
    };
    tell(hall::run(binary, wish).await?);
    tell(storm::run(binary, TEN, RAMP, HOLD).await?);
    tell(pli::run(binary, TEN, RAMP, 2 * HOLD).await?);
    tell(delivery::run(binary, TEN, RAMP, HOLD).await?);
    let few = "[limits]\nconnections_per_address = 5\n";
    tell(limit::run(binary, TEN, few).await?);
    tell(leak::run(binary, 40).await?);
    Ok(())
}

/// A run of ten.
pub fn plan(name: &str, lines: usize) -> Plan {
    Plan {
        name: format!("{name}, {TEN} listeners"),
        subscribers: TEN,
        ramp: RAMP,
        hold: HOLD,
        habits: |_| Habits::default(),
        lines,
    }
}

/// On one machine nothing may be lost, unless this tool did not read it.
pub fn whole(report: &mut Report) {
    let drops = report.get("client_socket_drops").unwrap_or_default();
    for kind in ["audio_lost", "video_lost"] {
        let lost = report.get(kind).unwrap_or_default();
        report.expect(
            lost <= drops,
            format!("{lost} packets were lost on loopback ({kind})"),
        );
    }
}
