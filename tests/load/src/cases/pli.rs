//! A storm of key-frame requests: how many of them reach the publisher.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;

use super::fan_out::{self, Plan};
use crate::hall::Habits;
use crate::podium::Podium;
use crate::report::Report;
use crate::sfu::roadshow::Roadshow;

/// What a publisher may be asked for in any second.
const MOST_A_SECOND: usize = 2;

/// So many listeners ask fifty times a second each.
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
    let podium = Podium::open()?;
    let speakers = fan_out::speakers(&roadshow, &podium, &super::picture(600)).await?;
    let plan = Plan {
        name: format!("key-frame storm, {subscribers} listeners ask 50 times a second"),
        subscribers,
        ramp,
        hold,
        habits: |_| Habits {
            asks_every: Some(Duration::from_millis(20)),
            ..Habits::default()
        },
        lines: 2,
    };
    let (mut report, full) = fan_out::measure(&roadshow, &speakers, &plan).await?;
    let mut asked = Vec::new();
    for speaker in &speakers {
        asked.extend(speaker.publisher.published().await.asked);
    }
    drop(full);
    let most = most_in_a_second(&asked);
    report.set("key_frames_asked", fan_out::count(asked.len()));
    report.set("key_frames_most_a_second", fan_out::count(most));
    report.expect(
        most <= MOST_A_SECOND,
        format!("the publisher was asked {most} times within a second"),
    );
    report.expect(!asked.is_empty(), "the publisher was never asked");
    Ok(report)
}

/// The most moments within any second; they come in order.
fn most_in_a_second(moments: &[Instant]) -> usize {
    let within = |first: usize| {
        let after = moments.iter().skip(first);
        // A hair less than a second, as whoever asks every 500 ms is not exact.
        after
            .take_while(|at| at.duration_since(moments[first]) < Duration::from_millis(950))
            .count()
    };
    (0..moments.len()).map(within).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_second_is_found() {
        let start = crate::moment::now();
        let at = |ms: &[u64]| -> Vec<Instant> {
            ms.iter()
                .map(|ms| start + Duration::from_millis(*ms))
                .collect()
        };
        assert_eq!(most_in_a_second(&at(&[])), 0);
        assert_eq!(most_in_a_second(&at(&[0, 500, 1_000, 1_500])), 2);
        assert_eq!(most_in_a_second(&at(&[0, 2_000, 2_100, 2_200, 4_000])), 3);
    }
}
