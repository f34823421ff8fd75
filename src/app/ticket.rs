//! `roadshow ticket`: one person's link, made with the key in the data directory; the server may be running or not.

use std::sync::Arc;

use anyhow::Context;
use clap::Args;

use super::command_line::Source;
use super::{addresses, data, demo};
use crate::admission::keyfile;
use crate::admission::seal::Seal;
use crate::config::Config;
use crate::domain::id::ShowId;
use crate::domain::show::Show;
use crate::foundation::chance;
use crate::foundation::clock::Clock;
use crate::foundation::metrics::Metrics;
use crate::foundation::shutdown::Shutdown;
use crate::http::problem::Problem;
use crate::http::tickets::{self, Wish};
use crate::storage::store::Store;
use crate::venue::ports::Ledger;

/// Whom the link is for.
#[derive(Args)]
pub(super) struct Order {
    /// The show's id
    #[arg(long)]
    show: String,
    /// host, moderator, speaker, interpreter or attendee
    #[arg(long)]
    role: String,
    /// The person's name
    #[arg(long)]
    name: String,
    /// The language spoken; for an interpreter it fixes the output
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// An interpreter's booth; without it the show's only one
    #[arg(long)]
    booth: Option<String>,
    /// How long the link is valid, such as 90m, 12h, 7d
    #[arg(long, value_name = "TIME")]
    valid: Option<String>,
    /// For an attendee's link to hand around: how many browsers may use it
    #[arg(long, value_name = "N")]
    seats: Option<u32>,
    #[command(flatten)]
    pub(super) source: Source,
}

/// The link; or what of the order does not fit.
pub(super) async fn link(config: &Config, order: &Order) -> anyhow::Result<Result<String, String>> {
    let folder = config.storage.data.as_path();
    data::make(folder)?;
    let id = ShowId::new(order.show.as_str());
    let Some(show) = find(config, &id).await? else {
        let known = format!(
            "there is no show `{id}` in {}: open it first, or say where it is with --data DIR",
            folder.display()
        );
        return Ok(Err(known));
    };
    let key = keyfile::ticket_key(folder, chance::bytes)?;
    let seal = Seal::new(&key, Clock::wall());
    let wish = Wish {
        role: order.role.clone(),
        name: order.name.clone(),
        language: order.language.clone(),
        booth: order.booth.clone(),
        valid: order.valid.clone(),
        seats: order.seats,
    };
    let valid = u64::from(config.admission.ticket_hours) * 3_600;
    let ticket = match tickets::fill_in(&show, &wish, chance::secret(), valid, |s| {
        seal.expiry_after(s)
    }) {
        Ok(ticket) => ticket,
        Err(problem) => return Ok(Err(words(&problem))),
    };
    let ticket = seal.sign(&ticket).context("the ticket cannot be made")?;
    Ok(Ok(tickets::link(&public_url(config)?, &show.id, &ticket)))
}

/// The problem as the command line says it: what begins with a field's name begins with the flag.
fn words(problem: &Problem) -> String {
    let detail = problem.detail().trim_end_matches('.');
    match detail.split_once(':') {
        Some((field, _)) if field.bytes().all(|byte| byte.is_ascii_lowercase()) => {
            format!("--{detail}")
        }
        _ => detail.to_owned(),
    }
}

/// What links begin with: as set, as the server last said, or as it would say.
fn public_url(config: &Config) -> anyhow::Result<String> {
    if config.http.public_url.is_empty()
        && let Some(kept) = data::kept_public_url(&config.storage.data)
    {
        return Ok(kept);
    }
    let machine = addresses::of_this_machine()?;
    Ok(addresses::public_url(
        config,
        config.http.listen.port(),
        &machine,
    ))
}

/// The show as the database has it; the demo show also before the server's first start.
async fn find(config: &Config, id: &ShowId) -> anyhow::Result<Option<Show>> {
    let (clock, ended) = (Clock::wall(), Shutdown::default());
    let metrics = Arc::new(Metrics::new());
    let store = Store::open(&config.storage.data, clock, metrics, &ended).await?;
    let shows = store.shows().await?;
    store.close().await;
    let demo = (config.storage.demo && id.as_str() == demo::ID).then(demo::show);
    Ok(shows.into_iter().find(|show| show.id == *id).or(demo))
}
