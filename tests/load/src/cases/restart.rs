//! An encoder restarts ICE in the middle of its stream, from another port: whoever listens loses nothing.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;

use super::fan_out::{self, Plan};
use crate::hall::{Habits, Hall};
use crate::podium::{Podium, Source};
use crate::process;
use crate::report::Report;
use crate::sfu::whip::Whip;

/// So many players hear one encoder for `hold`, before and after.
///
/// # Errors
/// When the server refuses somebody, or the restart.
pub async fn run(binary: &Path, subscribers: usize, hold: Duration) -> Result<Report> {
    let whip = Whip::start(binary, subscribers, "floor").await?;
    let podium = Podium::open()?;
    let (encoder, session) = whip.encode(&podium, &[Source::Voice], 1).await?;
    encoder.speak(true);
    let hall = Hall::open()?;
    let plan = Plan {
        name: format!("ICE restart of an encoder, {subscribers} players"),
        subscribers,
        ramp: Duration::from_millis(500),
        hold,
        habits: |_| Habits::default(),
        lines: 1,
    };
    let (players, refused) = fan_out::join(&whip, &hall, &plan).await;
    let mut report = Report::new(&plan.name);
    tokio::time::sleep(hold).await;
    let (before, _) = heard(&hall).await;
    encoder
        .restart(|fragment| session.restart(fragment))
        .await?;
    tokio::time::sleep(hold).await;
    let (afterwards, lost) = heard(&hall).await;
    let (standings, _) = hall.standings().await;
    let ports: Vec<u16> = standings.iter().map(|standing| standing.port).collect();
    let drops = process::drops(&ports);

    report.set("sounds_before", fan_out::whole(before));
    report.set("sounds_afterwards", fan_out::whole(afterwards - before));
    report.set("audio_lost", fan_out::whole(lost));
    report.set("client_socket_drops", fan_out::whole(drops));
    report.expect(refused.is_empty(), "somebody was refused");
    report.expect(before > 0, "nothing was heard before the restart");
    report.expect(afterwards > before, "nothing is heard after the restart");
    report.expect(lost <= drops, format!("{lost} sounds were lost"));
    drop(players);
    Ok(report)
}

/// Sounds that all players have received and lost so far.
async fn heard(hall: &Hall) -> (u64, u64) {
    let (standings, _) = hall.standings().await;
    let lines = || standings.iter().flat_map(|standing| &standing.lines);
    let sounds = || lines().filter(|line| !line.is_video);
    (
        sounds().map(|line| line.unique).sum(),
        sounds().map(|line| line.lost).sum(),
    )
}
