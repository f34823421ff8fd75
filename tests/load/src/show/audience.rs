//! The listeners of a scripted show who are no browsers: each behind the network, and for each language one to whom
//! nothing is late or lost, who tells what the server sent.

use std::sync::Arc;

use anyhow::Result;
use serde_json::json;
use tokio::sync::mpsc;

use super::director::listen;
use super::log::{Diary, Lines};
use super::plan::Language;
use super::stage::{DELAY, Stage, connected, lines};
use crate::crowd::LegHandle;
use crate::leg::Look;

/// Somebody in the hall.
pub struct Listener {
    /// Her name.
    pub name: String,
    /// What she chose to hear.
    pub language: Language,
    /// What she has heard.
    pub diary: Diary,
    leg: LegHandle,
    lines: Lines,
    delay: u32,
    _stays: mpsc::Sender<serde_json::Value>,
}

impl Listener {
    /// She comes in, behind the network, and chooses her language.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn enter(stage: &Arc<Stage>, language: Language, place: u64) -> Result<Self> {
        Self::come(
            stage,
            language,
            format!("{}-{place}", language.tag()),
            Some(place),
        )
        .await
    }

    /// The same beside the network.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn monitor(stage: &Arc<Stage>, language: Language) -> Result<Self> {
        Self::come(stage, language, format!("{}-monitor", language.tag()), None).await
    }

    async fn come(
        stage: &Arc<Stage>,
        language: Language,
        name: String,
        place: Option<u64>,
    ) -> Result<Self> {
        let wish = json!({ "role": "attendee", "name": name, "language": language.tag() });
        let (way, delay) = match place {
            Some(place) => (stage.way(&wish, 100 + place).await?, DELAY),
            None => (stage.short_way(&wish).await?, std::time::Duration::ZERO),
        };
        let mut person = way.enter(stage).await?;
        let lines = lines(&person);
        let leg = person.receive(&stage.crowd, Look::Payloads).await?;
        let choice = json!({ "type": "listen", "language": language.tag(), "underneath": false });
        person.ask(choice).await?;
        connected(&leg).await?;
        let (stays, orders) = mpsc::channel(1);
        listen(way, person, orders, |_| {});
        Ok(Self {
            name,
            language,
            diary: Diary::default(),
            leg,
            lines,
            delay: u32::try_from(delay.as_millis()).unwrap_or_default(),
            _stays: stays,
        })
    }

    /// Writes down what has come since the last call.
    pub async fn write(&mut self, stage: &Stage) {
        let heard = self.leg.take_heard().await;
        self.diary
            .write(&heard, self.lines, stage.crowd.epoch, self.delay);
    }
}
