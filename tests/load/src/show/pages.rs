//! Listeners who are pages: Chromium is run by `web-client/stories/listen.mjs`, which meters what leaves for the loudspeaker.
//!
//! A page has no packets to look at: whom it plays is told by tone, and only pages know how loud it all is.

use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

use super::log::{Diary, STEP_MS};
use super::plan::{Language, Voice};
use super::stage::{DELAY, Stage, Way};

/// One page.
pub struct Page {
    /// Whose.
    pub name: String,
    /// What its ticket says it hears.
    pub language: Language,
    /// Whom it has played.
    pub diary: Diary,
    /// How loud it was in each step, in tenths of a dB of full scale.
    pub levels: Vec<i16>,
    _way: Way,
}

/// The pages of a show, in one browser.
pub struct Pages {
    /// In the order of their opening.
    pub pages: Vec<Page>,
    lines: Lines<BufReader<ChildStdout>>,
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
                levels: Vec::new(),
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
        let wall = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs_f64();
        let zero = (wall
            - Instant::now()
                .duration_since(stage.crowd.epoch)
                .as_secs_f64())
            * 1_000.0;
        let mut pages = Self {
            pages,
            lines: BufReader::new(output).lines(),
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

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "milliseconds and tenths of a dB"
    )]
    fn write(&mut self, value: &Value) {
        let page = value["page"].as_u64().and_then(|n| usize::try_from(n).ok());
        let (Some(page), Some(at)) = (
            page.and_then(|n| self.pages.get_mut(n)),
            value["at"].as_f64(),
        ) else {
            return;
        };
        let from = (at - self.zero) as u32;
        let levels = value["rms"].as_array().into_iter().flatten();
        let tones = value["tones"].as_array().into_iter().flatten();
        for (place, (level, tones)) in (0..).zip(levels.zip(tones)) {
            let at = (from + place * STEP_MS).saturating_sub(DELAY.as_millis() as u32);
            let tone = |voice: Voice| tones[voice as usize].as_f64().unwrap_or(SILENT_DB);
            let step = page.diary.step(at);
            let loudest = Voice::ALL.map(tone).into_iter().fold(SILENT_DB, f64::max);
            let heard = HEARD_DB.max(loudest - MASKED_DB);
            for voice in Voice::ALL.into_iter().filter(|voice| tone(*voice) > heard) {
                if Voice::INTERPRETERS.contains(&voice) {
                    step.channel = voice.tag(None) + 1;
                } else {
                    step.floor |= 1 << voice as u8;
                }
            }
            let place = (at / STEP_MS) as usize;
            if page.levels.len() <= place {
                page.levels.resize(place + 1, (SILENT_DB * 10.0) as i16);
            }
            page.levels[place] = (level.as_f64().unwrap_or(SILENT_DB) * 10.0) as i16;
        }
    }
}

/// The moments at which a level changed by more than 6 dB in 100 ms, up or down, in steps.
///
/// Out of silence a sound begins 30 dB below its level: what is quieter counts as that.
#[must_use]
pub fn jumps(levels: &[i16], from: u32, to: u32) -> Vec<(u32, bool)> {
    const SPAN: usize = 100 / STEP_MS as usize;
    let (first, last) = ((from / STEP_MS) as usize, (to / STEP_MS) as usize);
    let heard = levels
        .get(first..last.min(levels.len()))
        .unwrap_or_default();
    let heard: Vec<i16> = heard
        .iter()
        .map(|level| (*level).max(FAINT_TENTHS))
        .collect();
    let mut jumps: Vec<(u32, bool)> = Vec::new();
    for (place, pair) in (0_u32..).zip(heard.windows(SPAN + 1)) {
        let change = pair[SPAN] - pair[0];
        let at = from + place * STEP_MS;
        let known = jumps.last().is_some_and(|(before, _)| before + 300 > at);
        if change.abs() > MOST_TENTHS && !known {
            jumps.push((at, change > 0));
        }
    }
    jumps
}

const OPENING: Duration = Duration::from_secs(40);
/// A tone at its full level is at −12 dB.
const HEARD_DB: f64 = -32.0;
/// What is so much below another tone is not told from what that one spills.
const MASKED_DB: f64 = 16.0;
const SILENT_DB: f64 = -120.0;
/// 30 dB below a tone's full level.
const FAINT_TENTHS: i16 = -420;
/// 6 dB, and what a meter of 20 ms cannot tell.
const MOST_TENTHS: i16 = 65;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ramp_of_6_db_in_100_ms_is_none_and_a_step_is_one() {
        let ramp: Vec<i16> = (0..60).map(|step| (-420 + step * 12).min(-120)).collect();
        assert_eq!(jumps(&ramp, 0, 1_200), []);
        let mut step = vec![-1_200; 20];
        step.extend([-120; 20]);
        assert_eq!(jumps(&step, 0, 800), [(300, true)]);
        step.extend([-130; 20]);
        step.extend([-600; 20]);
        assert_eq!(jumps(&step, 0, 1_600), [(300, true), (1_100, false)]);
    }
}
