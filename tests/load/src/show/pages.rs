//! Listeners who are pages: Chromium is run by `web-client/stories/listen.mjs`, which meters what leaves for the loudspeaker.
//!
//! A page has no packets to look at: whom it plays is told by tone, and only pages know how evenly.

use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use super::judge::WRONG_MS;
use super::log::{Diary, STEP_MS};
use super::meter::Meter;
use super::plan::{Language, Voice};
use super::stage::{DELAY, Stage, Way};
use crate::speech::millis;

/// One page.
pub struct Page {
    /// Whose.
    pub name: String,
    /// What its ticket says it hears.
    pub language: Language,
    /// Whom it has played.
    pub diary: Diary,
    /// How loud, and how evenly.
    pub meter: Meter,
    _way: Way,
}

impl Page {
    /// Somebody has been heard for a while.
    fn plays_since(&self, from: u32) -> bool {
        let heard = |voice| self.meter.longest(voice, from, u32::MAX) >= PLAYING_MS;
        Voice::ALL.into_iter().any(heard)
    }
}

/// The pages of a show, in one browser.
pub struct Pages {
    /// In the order of their opening.
    pub pages: Vec<Page>,
    lines: Lines<BufReader<ChildStdout>>,
    orders: ChildStdin,
    zero: f64,
    _browser: Child,
}

impl Pages {
    /// Opens so many pages, each behind the network.
    ///
    /// # Errors
    /// When the browser does not start or the server refuses.
    #[expect(clippy::disallowed_methods, reason = "a show lives in real time")]
    pub async fn open(stage: &Arc<Stage>, count: usize) -> Result<Self> {
        let mut pages = Vec::new();
        let mut links = Vec::new();
        for place in 0..count {
            let language = if place % 2 == 0 {
                Language::De
            } else {
                Language::Zh
            };
            let name = format!("{}-page", language.tag());
            let wish = json!({ "role": "attendee", "name": name, "language": language.tag() });
            let way = stage.way(&wish, 200 + place as u64).await?;
            links.push(way.link_by_door()?);
            pages.push(Page {
                name,
                language,
                diary: Diary::default(),
                meter: Meter::default(),
                _way: way,
            });
        }
        let script =
            PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../web-client/stories/listen.mjs");
        let mut browser = Command::new("node")
            .arg(script)
            .args(&links)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .context("node cannot be started")?;
        let output = browser.stdout.take().context("no output")?;
        let orders = browser.stdin.take().context("no input")?;
        let wall = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs_f64();
        let zero = (wall
            - Instant::now()
                .duration_since(stage.crowd.epoch)
                .as_secs_f64())
            * 1_000.0;
        let mut pages = Self {
            pages,
            lines: BufReader::new(output).lines(),
            orders,
            zero,
            _browser: browser,
        };
        tokio::time::timeout(OPENING, pages.ready())
            .await
            .context("the pages did not open in time")??;
        Ok(pages)
    }

    async fn ready(&mut self) -> Result<()> {
        while let Some(line) = self.lines.next_line().await? {
            let value: Value = serde_json::from_str(&line)?;
            if value["ready"].is_number() {
                return Ok(());
            }
            self.write(&value);
        }
        bail!("the browser ended before its pages were open")
    }

    /// Writes down what the pages have played, for as long as this is awaited; safe to drop.
    ///
    /// # Errors
    /// When the browser ends.
    pub async fn follow(&mut self) -> Result<()> {
        while let Some(line) = self.lines.next_line().await? {
            let value = serde_json::from_str(&line)?;
            self.write(&value);
        }
        bail!("the browser has ended")
    }

    /// Plays a step and a foreign tone into every page, before there is anything to judge: a meter that does not find them
    /// would find nothing else.
    ///
    /// # Errors
    /// When the browser ends, or a meter finds too little.
    #[expect(clippy::disallowed_methods, reason = "a show lives in real time")]
    pub async fn try_meters(&mut self, epoch: Instant) -> Result<()> {
        let waiting = millis(epoch, Instant::now());
        while self.pages.iter().any(|page| !page.plays_since(waiting)) {
            let line = tokio::time::timeout(OPENING, self.lines.next_line()).await;
            let line = line.context("a page plays nothing")??;
            let line = line.context("the browser has ended")?;
            self.write(&serde_json::from_str(&line)?);
        }
        let from = millis(epoch, Instant::now());
        self.orders.write_all(b"try\n").await?;
        if let Ok(ended) = tokio::time::timeout(TRIAL, self.follow()).await {
            ended?;
        }
        let to = millis(epoch, Instant::now());
        for Page { name, meter, .. } in &self.pages {
            let steps = meter.jumps.iter().filter(|(at, _)| *at >= from).count();
            let tone = meter.longest(Voice::Film, from, to);
            // The silence before it is part of a beginning.
            let edges = meter.edges_of(&[Voice::Film], from.saturating_sub(1_000), to);
            if steps < 2 || tone < WRONG_MS || !edges.iter().any(|edge| edge.comes) {
                bail!(
                    "{name}: of a trial its meter found {steps} steps, {tone} ms of a tone, {edges:?}"
                );
            }
        }
        Ok(())
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "milliseconds and dB"
    )]
    fn write(&mut self, value: &Value) {
        let page = value["page"].as_u64().and_then(|n| usize::try_from(n).ok());
        let Some(page) = page.and_then(|n| self.pages.get_mut(n)) else {
            return;
        };
        // By the server's clock, as everybody's diary.
        let own = |at: f64| ((at - self.zero) as u32).saturating_sub(DELAY.as_millis() as u32);
        if let Some(at) = value["jump"].as_f64() {
            let louder = value["db"].as_f64().is_some_and(|db| db > 0.0);
            page.meter.jumps.push((own(at), louder));
        }
        let Some(from) = value["at"].as_f64().map(own) else {
            return;
        };
        let windows = value["tones"].as_array().into_iter().flatten();
        for (at, tones) in (from..).step_by(STEP_MS as usize).zip(windows) {
            let tone = |voice: Voice| tones[voice as usize].as_i64().unwrap_or(i64::MIN) as i8;
            let heard = page.meter.write(at, tone);
            *page.diary.step(at) = heard;
        }
    }
}

const OPENING: Duration = Duration::from_secs(40);
/// A ramp is over by then.
const PLAYING_MS: u32 = 1_000;
/// Two steps 400 ms apart, and what a page's messages take.
const TRIAL: Duration = Duration::from_secs(2);
