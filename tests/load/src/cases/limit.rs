//! Too many from one address: whoever is above the limit is told so, and whoever is in stays.

use std::net::Ipv4Addr;
use std::path::Path;

use anyhow::Result;

use super::fan_out::count;
use crate::report::Report;
use crate::sfu::roadshow::Roadshow;

/// So many come from one address; `config` may lower the limit.
///
/// # Errors
/// When the server cannot be started.
pub async fn run(binary: &Path, subscribers: usize, config: &str) -> Result<Report> {
    let mut roadshow = Roadshow::start(binary, config, subscribers).await?;
    roadshow.from = Some(Ipv4Addr::new(127, 1, 0, 1).into());
    let mut report = Report::new(format!("{subscribers} from one address"));
    let (mut inside, mut refused) = (Vec::new(), Vec::new());
    for number in 0..subscribers {
        match roadshow.attend(number).await {
            Ok(person) => inside.push(roadshow.stay(person)),
            Err(fault) => refused.push(format!("{fault:#}")),
        }
    }
    report.set("came_in", count(inside.len()));
    report.set("refused", count(refused.len()));
    if let Some(words) = refused.first() {
        report.notes.push(format!("told: {words}"));
    }
    report.expect(!refused.is_empty(), "nobody was refused");
    report.expect(!inside.is_empty(), "nobody came in");
    Ok(report)
}
