//! Logs: text for people on a terminal, one JSON object a line elsewhere, on standard error. Fields `room` and `peer`
//! come from spans; secrets are never among them.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::Directive;

/// How lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// Text on a terminal, JSON elsewhere.
    Auto,
    /// Text.
    Text,
    /// JSON.
    Json,
}

/// A filter that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error(
    "the log level `{0}` is none: use one such as `info`, or a list such as `info,roadshow::rtc=debug`"
)]
pub struct TelemetryFault(String);

/// Starts logging; `filter` is a level or a list of levels by module.
///
/// # Errors
/// A filter that cannot be read.
pub fn start(filter: &str, lines: Lines) -> Result<(), TelemetryFault> {
    let fault = || TelemetryFault(filter.to_owned());
    let mut wanted: EnvFilter = filter.parse().map_err(|_| fault())?;
    for quiet in QUIET {
        wanted = wanted.add_directive(quiet.parse::<Directive>().map_err(|_| fault())?);
    }
    let terminal = std::io::stderr().is_terminal();
    let builder = tracing_subscriber::fmt()
        .with_env_filter(wanted)
        .with_writer(std::io::stderr)
        .with_ansi(terminal);
    let text = lines == Lines::Text || (lines == Lines::Auto && terminal);
    // A second start, as in tests of a whole server, keeps the first.
    let _ = if text {
        builder.try_init()
    } else {
        builder.json().flatten_event(true).try_init()
    };
    Ok(())
}

/// What others would write at their lowest levels: messages in full with their tickets, headers, statements.
const QUIET: [&str; 6] = [
    "tungstenite=info",
    "tokio_tungstenite=info",
    "hyper=info",
    "hyper_util=info",
    "rustls=info",
    "sqlx=warn",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_that_is_none_is_refused_with_what_to_do() {
        let fault = start("info,=,x=loud", Lines::Json).unwrap_err();
        assert!(fault.to_string().contains("use one such as"), "{fault}");
    }
}
