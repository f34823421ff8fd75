//! What an interpreter says and when: the content of three seconds ago, in her own rhythm, from the page she has open.
//! Which keys she presses is in `interpreter`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::time::Instant;

use anyhow::Result;

use super::log::Deed;
use super::plan::{Language, Voice, rhythm};
use super::stage::{Stage, Way, connected};
use crate::crowd::LegHandle;
use crate::person::Person;
use crate::speech::{Mouth, Publishing, STEPS, speak};

/// What her mouth needs to know; shared with the task that speaks.
pub(super) struct Mind {
    pub(super) who: Voice,
    stage: Arc<Stage>,
    /// The place of the language she speaks into.
    pub(super) output: AtomicU8,
    pub(super) on_air: AtomicBool,
    /// She says no more, whatever there is to say.
    pub(super) finished: AtomicBool,
    /// She says nothing for a moment.
    pub(super) breathes: AtomicBool,
    /// Steps by which her microphone shall be down.
    pub(super) down: AtomicU8,
    pauses: Vec<(u32, u32)>,
}

impl Mind {
    pub(super) fn new(stage: &Arc<Stage>, who: Voice) -> Self {
        Self {
            who,
            output: AtomicU8::new(Language::Zh as u8),
            on_air: AtomicBool::new(false),
            finished: AtomicBool::new(false),
            breathes: AtomicBool::new(false),
            down: AtomicU8::new(CLOSED),
            pauses: rhythm(stage.seed, who, stage.plan.length),
            stage: Arc::clone(stage),
        }
    }

    fn output(&self) -> Option<Language> {
        let place = usize::from(self.output.load(Ordering::Relaxed));
        Language::ALL.get(place).copied()
    }

    /// Whether she has words now: somebody said something three seconds ago that is not in the language she speaks.
    fn speaks(&self, now: Instant) -> bool {
        let is = |flag: &AtomicBool| flag.load(Ordering::Relaxed);
        if !is(&self.on_air) || is(&self.finished) || is(&self.breathes) {
            return false;
        }
        let (Some(at), Some(output)) = (self.stage.show_time(now), self.output()) else {
            return false;
        };
        let after = self.pauses.partition_point(|(_, to)| *to <= at);
        if self.pauses.get(after).is_some_and(|(from, _)| *from <= at) {
            return false;
        }
        let said = |ago: u32| self.stage.plan.said(at.checked_sub(ago)?)?.language;
        let understood = |language: Language| match self.who {
            Voice::Paula => language == Language::En,
            _ => language != Language::En && language != output,
        };
        // What comes by way of the other booth comes late twice.
        let by_pivot = self.who != Voice::Paula
            && output == Language::Zh
            && said(LAG_MS * 2) == Some(Language::En);
        said(LAG_MS).is_some_and(understood) || by_pivot
    }
}

/// Her page, from its opening to its end.
pub(super) struct Connection {
    pub(super) person: Person,
    pub(super) send: LegHandle,
    pub(super) voice: Publishing,
}

impl Connection {
    pub(super) async fn open(stage: &Arc<Stage>, way: &Way, mind: &Arc<Mind>) -> Result<Self> {
        let mut person = way.enter(stage).await?;
        stage.log.deed(way.reached(), mind.who, Deed::Enter);
        let send = person.publish(&stage.crowd).await?;
        stage.own(&send, 0, mind.who);
        connected(&send).await?;
        let (here, first) = (Arc::clone(mind), stage.log.next_number(mind.who));
        let (mut down, mut since) = (STEPS, 0);
        let voice = speak(&send, 0, mind.who as usize, first, move |now, number| {
            let goal = usize::from(here.down.load(Ordering::Relaxed)).min(STEPS);
            since += 1;
            if down != goal && since >= PACKETS_OF_A_STEP {
                down = if down < goal { down + 1 } else { down - 1 };
                since = 0;
            }
            let (words, language) = (here.speaks(now), here.output());
            here.stage.log.send(here.who, number, words, language);
            Mouth {
                tag: here.who.tag(language),
                words,
                down,
            }
        });
        Ok(Self {
            person,
            send,
            voice,
        })
    }
}

/// How far she speaks behind the speaker.
pub const LAG_MS: u32 = 3_000;
/// Turned down as far as it goes.
pub(super) const CLOSED: u8 = u8::MAX;
/// Packets of 6 dB: 120 ms, so never more than 6 dB in 100.
const PACKETS_OF_A_STEP: usize = 6;
