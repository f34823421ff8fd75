//! The command line: what it takes, what it prints, how it ends. The only place that writes to standard output.

use std::ffi::OsString;
use std::fmt::Display;
use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Args, Parser, Subcommand};

use super::{App, descriptors, signals, ticket};
use crate::config::Config;
use crate::config::load::{File, Flags, load};
use crate::config::logging::Format;
use crate::foundation::telemetry::{self, Lines};

/// A live webinar and roadshow server with simultaneous interpretation
#[derive(Parser)]
#[command(name = "roadshow", version, disable_help_subcommand = true)]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: Serve,
}

#[derive(Subcommand)]
enum Command {
    /// Start the server (also without any command)
    Serve(Serve),
    /// Print one person's link; the server may be running or not
    Ticket(ticket::Order),
    /// Read the configuration and say whether it can be used
    CheckConfig(Source),
    /// Print the configuration made of all sources, without secrets
    PrintConfig(Source),
}

/// Where settings come from.
#[derive(Args, Clone)]
pub(super) struct Source {
    /// Configuration file; every key is in config/roadshow.toml
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Directory of the database, keys and certificates
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

#[derive(Args)]
struct Serve {
    #[command(flatten)]
    source: Source,
    /// Address and port of HTTP, WebSocket and ICE-TCP; port 0 picks a free one
    #[arg(long, value_name = "ADDR:PORT")]
    listen: Option<SocketAddr>,
    /// Address and port of media by UDP
    #[arg(long, value_name = "ADDR:PORT")]
    media_listen: Option<SocketAddr>,
    /// Address and port of the metrics
    #[arg(long, value_name = "ADDR:PORT")]
    admin_listen: Option<SocketAddr>,
    /// Listen on all interfaces with a certificate made for this network
    #[arg(long)]
    lan: bool,
    /// Open no demo show
    #[arg(long)]
    no_demo: bool,
}

/// Runs one command; the process ends with what this returns.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let parsed = match CommandLine::try_parse_from(arguments) {
        Ok(parsed) => parsed,
        Err(help)
            if matches!(
                help.kind(),
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
            ) =>
        {
            say(help.to_string().trim_end());
            return ExitCode::SUCCESS;
        }
        Err(error) => return wrong_usage(&error),
    };
    let outcome = match parsed.command {
        None => serve(&parsed.serve),
        Some(Command::Serve(flags)) => serve(&flags),
        Some(Command::Ticket(order)) => print_ticket(&order),
        Some(Command::CheckConfig(source)) => {
            configuration(&source, Flags::default()).map(|_| say("the configuration can be used"))
        }
        Some(Command::PrintConfig(source)) => print_config(&source),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            complain(&failure.words);
            ExitCode::from(failure.code)
        }
    }
}

/// How a command ends that did not succeed.
struct Failure {
    code: u8,
    words: String,
}

impl Failure {
    /// Wrong usage or configuration.
    fn usage(words: impl Display) -> Self {
        Self {
            code: 2,
            words: words.to_string(),
        }
    }

    /// Anything else, with its causes in one sentence.
    fn other(error: &anyhow::Error) -> Self {
        Self {
            code: 1,
            words: format!("{error:#}"),
        }
    }
}

/// Prints a line on standard output; a reader that went away does not matter.
pub(super) fn say(line: impl Display) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn complain(words: &str) {
    let _ = writeln!(std::io::stderr(), "roadshow: {words}");
}

fn serve(flags: &Serve) -> Result<(), Failure> {
    let overrides = Flags {
        listen: flags.listen,
        media_listen: flags.media_listen,
        admin_listen: flags.admin_listen,
        data: None,
        lan: flags.lan,
        no_demo: flags.no_demo,
    };
    let config = configuration(&flags.source, overrides)?;
    let lines = match config.logging.format {
        Format::Auto => Lines::Auto,
        Format::Text => Lines::Text,
        Format::Json => Lines::Json,
    };
    let filter = std::env::var("RUST_LOG").unwrap_or_else(|_| config.logging.level.clone());
    telemetry::start(&filter, lines).map_err(Failure::usage)?;
    descriptors::raise();
    block_on(async {
        let signals = signals::listen()?;
        let app = App::start(config).await?;
        for line in app.announcement() {
            say(line);
        }
        signals.run(app).await;
        Ok(())
    })
}

fn print_ticket(order: &ticket::Order) -> Result<(), Failure> {
    let config = configuration(&order.source, Flags::default())?;
    let link = block_on(ticket::link(&config, order))?;
    match link {
        Ok(link) => {
            say(link);
            Ok(())
        }
        Err(wrong) => Err(Failure::usage(wrong)),
    }
}

fn print_config(source: &Source) -> Result<(), Failure> {
    let config = configuration(source, Flags::default())?;
    let text = toml::to_string(&config).map_err(|error| Failure::other(&error.into()))?;
    say(text.trim_end());
    Ok(())
}

fn configuration(source: &Source, mut flags: Flags) -> Result<Config, Failure> {
    let text = match &source.config {
        Some(path) => {
            let name = path.display().to_string();
            let text = std::fs::read_to_string(path)
                .map_err(|error| Failure::usage(format!("cannot read {name}: {error}")))?;
            Some((name, text))
        }
        None => None,
    };
    let file = text.as_ref().map(|(name, text)| File { name, text });
    let variables = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    flags.data.clone_from(&source.data);
    load(file, variables, flags).map_err(Failure::usage)
}

fn block_on<T>(work: impl Future<Output = anyhow::Result<T>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let runtime = runtime.map_err(|error| Failure::other(&error.into()))?;
    let outcome = runtime.block_on(work);
    // What does not end by itself after the orderly end does not hold up the process.
    runtime.shutdown_background();
    outcome.map_err(|error| Failure::other(&error))
}

/// The parser's words in one sentence.
fn wrong_usage(error: &clap::Error) -> ExitCode {
    let text = error.to_string();
    let first = text.split("\n\n").next().unwrap_or_default();
    let words: Vec<_> = first
        .trim_start_matches("error: ")
        .split_whitespace()
        .collect();
    complain(&format!("{}; see roadshow --help", words.join(" ")));
    ExitCode::from(2)
}
