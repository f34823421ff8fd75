//! `roadshow-load`: load without browsers. The commands; what they do is in the library.

#![allow(clippy::indexing_slicing, reason = "a tool may fail loudly")]

mod command;

use anyhow::Result;
use clap::Parser;

#[tokio::main]
async fn main() -> Result<()> {
    command::run(command::Command::parse()).await
}
