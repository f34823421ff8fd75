//! Signals from the booths to the stage: lamps that go out by themselves, anonymous to the speaker.

use std::collections::BTreeMap;

use super::id::{BoothId, ParticipantId};
use super::refusal::Refusal;
use super::time::Moment;

/// What can be asked of the signals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Lights a lamp.
    Signal(Signal),
}

/// What an interpreter signals to the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Signal {
    /// Please speak more slowly.
    SlowDown,
    /// The booth cannot hear.
    CannotHear,
    /// Please use the microphone.
    UseMicrophone,
    /// Please repeat the figures.
    RepeatFigures,
}

/// The lamps that are lit, and who lit them when.
#[derive(Debug, Default)]
pub(super) struct Signals {
    /// The latest signal of each booth; one lamp for all of a kind.
    lit: BTreeMap<Signal, BTreeMap<BoothId, Moment>>,
    /// When each interpreter last sent each kind.
    sent: BTreeMap<(ParticipantId, Signal), Moment>,
}

impl Signals {
    pub(super) fn handle(
        &mut self,
        who: &ParticipantId,
        booth: &BoothId,
        command: Command,
        now: Moment,
    ) -> Result<(), Refusal> {
        let Command::Signal(signal) = command;
        let key = (who.clone(), signal);
        let last = self.sent.get(&key);
        if last.is_some_and(|last| now.since(*last) < APART_MS) {
            return Err(Refusal::Busy);
        }
        self.sent.insert(key, now);
        let lamp = self.lit.entry(signal).or_default();
        lamp.insert(booth.clone(), now);
        Ok(())
    }

    pub(super) fn expire(&mut self, now: Moment) {
        for booths in self.lit.values_mut() {
            booths.retain(|_, last| last.after(LIT_MS) > now);
        }
        self.lit.retain(|_, booths| !booths.is_empty());
        self.sent.retain(|_, last| last.after(APART_MS) > now);
    }

    pub(super) fn deadline(&self) -> Option<Moment> {
        let all = self.lit.values().flat_map(BTreeMap::values);
        all.map(|last| last.after(LIT_MS)).min()
    }

    /// Each lamp that is lit, and the booths that ask.
    pub(super) fn lit(&self) -> impl Iterator<Item = (Signal, impl Iterator<Item = &BoothId>)> {
        self.lit
            .iter()
            .map(|(signal, booths)| (*signal, booths.keys()))
    }
}

const LIT_MS: u64 = 10_000;
const APART_MS: u64 = 1_000;
