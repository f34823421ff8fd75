//! The outcome of a scripted show as a table: a row for each listener and booth, and whether it is good enough.

use std::fmt::Write;

use super::judge::{BoothRow, ListenerRow, seconds};

/// Everything that was judged.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Listeners.
    pub listeners: Vec<ListenerRow>,
    /// Booths.
    pub booths: Vec<BoothRow>,
    /// Decisions about the floor that were wrong or missing.
    pub floor: Vec<String>,
    /// Milliseconds judged.
    pub judged: u32,
}

/// One limit and what was measured against it.
struct Check {
    what: &'static str,
    limit: &'static str,
    measured: String,
    good: bool,
}

impl Outcome {
    /// Whether everything is within its limit.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.checks().iter().all(|check| check.good)
    }

    /// The table, for a terminal.
    #[must_use]
    pub fn table(&self) -> String {
        let mut out = String::new();
        let _ = writeln!(
            out,
            "{:<16}{:>9}{:>12}{:>14}{:>8}{:>14}",
            "listener", "heard", "wrong lang.", "unconnected", "jumps", "change p95"
        );
        for row in &self.listeners {
            let jumps = row.jumps.map_or("-".to_owned(), |jumps| jumps.to_string());
            let p95 = quantile(&row.changes, 0.95).map_or("-".to_owned(), |ms| format!("{ms} ms"));
            let _ = writeln!(
                out,
                "{:<16}{:>9}{:>12}{:>14}{jumps:>8}{p95:>14}",
                row.name,
                seconds(row.judged),
                seconds(row.wrong),
                seconds(row.unconnected),
            );
            tell(&mut out, &row.moments);
        }
        let _ = writeln!(
            out,
            "{:<16}{:>9}{:>12}{:>14}{:>14}",
            "booth", "words", "clipped", "false alarms", "two voices"
        );
        for row in &self.booths {
            let _ = writeln!(
                out,
                "{:<16}{:>9}{:>12}{:>14}{:>14}",
                row.name, row.words, row.clipped, row.false_alarms, row.double
            );
            tell(&mut out, &row.moments);
        }
        for complaint in &self.floor {
            let _ = writeln!(out, "{complaint}");
        }
        for check in self.checks() {
            let verdict = if check.good { "ok" } else { "FAIL" };
            let _ = writeln!(
                out,
                "{verdict:<5}{}: {} ({})",
                check.what, check.measured, check.limit
            );
        }
        let _ = writeln!(out, "{}", if self.is_good() { "PASS" } else { "FAIL" });
        out
    }

    fn checks(&self) -> Vec<Check> {
        let hours = f64::from(self.judged.max(1)) / 3_600_000.0;
        let worst =
            |of: fn(&ListenerRow) -> u32| self.listeners.iter().map(of).max().unwrap_or_default();
        let all = |of: fn(&BoothRow) -> u32| self.booths.iter().map(of).sum::<u32>();
        let alarms = self
            .booths
            .iter()
            .map(|row| row.false_alarms)
            .max()
            .unwrap_or_default();
        let jumps: u32 = self.listeners.iter().filter_map(|row| row.jumps).sum();
        let changes: Vec<u32> = self
            .listeners
            .iter()
            .flat_map(|row| row.changes.iter().copied())
            .collect();
        let p95 = quantile(&changes, 0.95).unwrap_or_default();
        let unconnected = worst(|row| row.unconnected);
        // In less than an hour what an hour allows is allowed.
        let allowed = |an_hour: f64| an_hour * hours.max(1.0);
        let check = |what, limit, measured: String, good| Check {
            what,
            limit,
            measured,
            good,
        };
        let heard = self.listeners.iter().map(|row| row.judged).min();
        let blurred = self.judged.saturating_sub(heard.unwrap_or_default());
        vec![
            check(
                "not judged, as this machine stood still",
                "at most a fifth",
                seconds(blurred),
                blurred <= self.judged / 5,
            ),
            check(
                "wrong language, worst listener",
                "0",
                seconds(worst(|row| row.wrong)),
                worst(|row| row.wrong) == 0,
            ),
            check(
                "not connected to the right source, worst listener",
                "at most 2 s an hour",
                seconds(unconnected),
                f64::from(unconnected) <= allowed(2_000.0),
            ),
            check(
                "jumps over 6 dB, all pages",
                "0",
                jumps.to_string(),
                jumps == 0,
            ),
            check(
                "words clipped, all booths",
                "0 packets",
                all(|row| row.clipped).to_string(),
                all(|row| row.clipped) == 0,
            ),
            check(
                "two voices on a channel",
                "0",
                all(|row| row.double).to_string(),
                all(|row| row.double) == 0,
            ),
            check(
                "false alarms, worst booth",
                "at most 1 an hour",
                alarms.to_string(),
                f64::from(alarms) <= allowed(1.0),
            ),
            check(
                "change to right source, p95 of all",
                "at most 1 s",
                format!("{p95} ms of {} changes", changes.len()),
                p95 <= 1_000,
            ),
            check(
                "decisions about the floor",
                "as planned",
                format!("{} wrong", self.floor.len()),
                self.floor.is_empty(),
            ),
        ]
    }
}

fn tell(out: &mut String, moments: &[(u32, u32, &'static str)]) {
    for (from, to, what) in moments.iter().take(8) {
        let _ = writeln!(
            out,
            "    {what} at {} for {}",
            seconds(*from),
            seconds(to - from)
        );
    }
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an index"
)]
fn quantile(values: &[u32], at: f64) -> Option<u32> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let index = (sorted.len() as f64 * at) as usize;
    sorted
        .get(index.min(sorted.len().saturating_sub(1)))
        .copied()
}
