//! Joins and goodbyes without end, half of them broken off in the middle of the handshake: what the server keeps.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use futures_util::{StreamExt, stream};
use serde_json::json;

use super::fan_out::{count, speakers};
use crate::hall::{Habits, Hall};
use crate::moment;
use crate::podium::Podium;
use crate::process::{self, Holdings};
use crate::report::Report;
use crate::sfu::roadshow::{Roadshow, receiving};
use crate::sfu::{PATIENCE, Sfu, address};

/// At a time.
const AT_ONCE: usize = 8;
/// Seats, used in turn: enough that no limit on one seat bites.
const SEATS: usize = 256;
/// Looks at the server's memory.
const LOOKS: usize = 40;
/// Until what was broken off is given up: half a minute for whoever never sent a check, and the grace for people.
const CALM: Duration = Duration::from_secs(100);
/// KiB a cycle may leave behind.
const MOST_KIB: f64 = 1.0;
/// Descriptors that may differ: a connection that just ends, a file of the database.
const SLACK: usize = 4;

/// So many cycles.
///
/// # Errors
/// When the server refuses somebody.
pub async fn run(binary: &Path, cycles: usize) -> Result<Report> {
    let roadshow = Roadshow::start(binary, "", SEATS).await?;
    let podium = Podium::open()?;
    let speakers = speakers(&roadshow, &podium, &super::three_voices()).await?;
    let hall = Hall::open()?;
    let pid = roadshow.server.pid().context("the server has ended")?;
    // The first ones let every pool and table reach the size it keeps.
    for number in 0..2 * AT_ONCE {
        cycle(&roadshow, &hall, number).await?;
    }
    let start = process::holdings(pid)?;
    let mut looks = Vec::new();
    let batch = (cycles / LOOKS).max(1);
    let mut done = 0;
    while done < cycles {
        let now = batch.min(cycles - done);
        let all = stream::iter(done..done + now).map(|number| cycle(&roadshow, &hall, number));
        let all: Vec<Result<()>> = all.buffer_unordered(AT_ONCE).collect().await;
        all.into_iter().collect::<Result<()>>()?;
        done += now;
        looks.push((count(done), roadshow.cost()?.rss_kib));
    }
    let end = settled(pid, start).await?;
    drop(speakers);

    let mut report = Report::new(format!("leak check, {cycles} cycles"));
    let slope = slope(&looks[looks.len() / 2..]);
    report.set("cycles", count(cycles));
    report.set("rss_kib_per_cycle_last_half", slope);
    report.set("rss_kib_first", looks.first().map_or(0.0, |look| look.1));
    report.set("rss_kib_last", looks.last().map_or(0.0, |look| look.1));
    report.set("descriptors_before", count(start.descriptors));
    report.set("descriptors_after", count(end.descriptors));
    report.set("maps_before", count(start.maps));
    report.set("maps_after", count(end.maps));
    report.expect(
        end.descriptors <= start.descriptors + SLACK,
        "descriptors were not given back",
    );
    // Over few cycles the slope is that of pools which still fill.
    if cycles >= 1_000 {
        report.expect(
            slope <= MOST_KIB,
            format!("memory grows by {slope:.2} KiB a cycle"),
        );
    }
    Ok(report)
}

/// One comes in and goes: properly, or in the middle of the handshake and without a word.
async fn cycle(roadshow: &Roadshow, hall: &Hall, number: usize) -> Result<()> {
    let seat = number % SEATS;
    let mut person = roadshow.attend(seat).await?;
    let (mut connection, offer) = receiving(&person, address(seat))?;
    let offer = json!({ "type": "offer", "leg": "receive", "sdp": offer });
    let answer = person.ask(offer).await?;
    let sdp = answer["sdp"].as_str().context("an answer without SDP")?;
    connection.accept(sdp, moment::now())?;
    let breaks_off = number % 2 == 1;
    let habits = Habits {
        breaks_off,
        ..Habits::default()
    };
    let listener = hall.take(connection, habits).await?;
    if breaks_off {
        listener.shakes(PATIENCE).await?;
        listener.vanish();
        return Ok(());
    }
    listener.first_media(PATIENCE).await?;
    listener.leave();
    person.ask(json!({ "type": "leave" })).await?;
    Ok(())
}

/// What the server holds once it has given back what it will.
async fn settled(pid: u32, start: Holdings) -> Result<Holdings> {
    let deadline = moment::now() + CALM;
    loop {
        let now = process::holdings(pid)?;
        if now.descriptors <= start.descriptors || moment::now() > deadline {
            return Ok(now);
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

/// Least squares.
fn slope(points: &[(f64, f64)]) -> f64 {
    let n = count(points.len()).max(1.0);
    let mean = |pick: fn(&(f64, f64)) -> f64| points.iter().map(pick).sum::<f64>() / n;
    let (x, y) = (mean(|p| p.0), mean(|p| p.1));
    let above: f64 = points.iter().map(|p| (p.0 - x) * (p.1 - y)).sum();
    let below: f64 = points.iter().map(|p| (p.0 - x).powi(2)).sum();
    if below > 0.0 { above / below } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slope_is_that_of_the_line() {
        assert!((slope(&[(0.0, 5.0), (1.0, 7.0), (2.0, 9.0)]) - 2.0).abs() < 1e-9);
        assert!(slope(&[(3.0, 5.0)]).abs() < 1e-9, "one point has none");
    }
}
