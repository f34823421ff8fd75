//! What one listener hears at one moment, and what she could have heard. It knows no patience and counts nothing.

use std::collections::HashMap;

use super::log::{Diary, Evidence, STEP_MS, Step};
use super::plan::{Language, Voice};
use super::rules::Right;

/// One listener at one moment.
pub(super) struct Ear<'a> {
    pub(super) diary: &'a Diary,
    pub(super) place: usize,
    pub(super) gap: u32,
}

impl Ear<'_> {
    /// The steps of the last moment, latest first.
    fn recent(&self) -> impl Iterator<Item = &Step> {
        let first = self.place.saturating_sub((self.gap / STEP_MS) as usize);
        let last = (self.place + 1).min(self.diary.steps.len());
        self.diary
            .steps
            .get(first..last)
            .unwrap_or_default()
            .iter()
            .rev()
    }

    pub(super) fn is_connected(&self, right: Right, flows: &Flows) -> bool {
        match right {
            Right::Held => true,
            Right::Channel(voice) => {
                self.recent().any(|step| voice_of(*step) == Some(voice))
                    || !flows.flows(voice, self.place)
            }
            Right::Floor | Right::Tail(_) => self.recent().any(|step| step.floor != 0),
        }
    }

    pub(super) fn hears_wrong(
        &self,
        right: Right,
        language: Language,
        floor: Option<Language>,
    ) -> bool {
        let Some(step) = self.diary.steps.get(self.place) else {
            return false;
        };
        let foreign = step.channel != 0
            && Voice::read(step.channel - 1)
                .and_then(|(_, spoken)| spoken)
                .is_some_and(|spoken| spoken != language);
        let floor_beneath = step.floor != 0 && floor.is_some() && floor != Some(language);
        match right {
            // Fallback and the wait for the cut: the floor is what she is meant to hear.
            Right::Floor | Right::Tail(_) => foreign,
            Right::Channel(_) | Right::Held => foreign || floor_beneath,
        }
    }

    /// From `since` to the first packet of the right source, which is at most a gap old.
    pub(super) fn waited(&self, right: Right, since: u32) -> u32 {
        let first = (since / STEP_MS) as usize;
        let steps = self.diary.steps.get(first..=self.place).unwrap_or_default();
        let came = steps.iter().position(|step| match right {
            Right::Channel(voice) => voice_of(*step) == Some(voice),
            _ => step.floor != 0,
        });
        u32::try_from(came.unwrap_or(steps.len()))
            .unwrap_or(u32::MAX)
            .saturating_mul(STEP_MS)
    }
}

fn voice_of(step: Step) -> Option<Voice> {
    Voice::read(step.channel.checked_sub(1)?).map(|(voice, _)| voice)
}

/// When packets of each interpreter reached the server.
pub(super) struct Flows(HashMap<Voice, Vec<bool>>);

impl Flows {
    pub(super) fn new(evidence: &Evidence, steps: usize) -> Self {
        let mut flows = HashMap::new();
        for voice in Voice::INTERPRETERS {
            let mut came = vec![false; steps];
            for packet in evidence.packets.get(&voice).into_iter().flatten() {
                if let Some(step) = came.get_mut((packet.at / STEP_MS) as usize) {
                    *step = true;
                }
            }
            flows.insert(voice, came);
        }
        Self(flows)
    }

    /// Enough came in the last 300 ms that some should have been heard.
    fn flows(&self, voice: Voice, place: usize) -> bool {
        let Some(came) = self.0.get(&voice) else {
            return false;
        };
        let recent = came
            .get(place.saturating_sub(15)..place)
            .unwrap_or_default();
        recent.iter().filter(|came| **came).count() > 8
    }
}
