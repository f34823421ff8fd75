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
        flows: &Flows,
    ) -> bool {
        let Some(step) = self.diary.steps.get(self.place) else {
            return false;
        };
        let heard = step.channel.checked_sub(1).and_then(Voice::read);
        let foreign = heard.is_some_and(|(voice, spoken)| match spoken {
            Some(spoken) => spoken != language,
            // By tone alone it is whatever she has just said.
            None => !flows.speaks(voice, language, self.place),
        });
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

/// When packets of each interpreter reached the server, and in which language.
pub(super) struct Flows(HashMap<Voice, Vec<Option<Said>>>);

/// The language of a packet, if its voice means one.
type Said = Option<Language>;

impl Flows {
    pub(super) fn new(evidence: &Evidence, steps: usize) -> Self {
        let mut flows = HashMap::new();
        for voice in Voice::INTERPRETERS {
            let mut came = vec![None; steps];
            for packet in evidence.packets.get(&voice).into_iter().flatten() {
                if let Some(step) = came.get_mut((packet.at / STEP_MS) as usize) {
                    *step = Some(packet.language);
                }
            }
            flows.insert(voice, came);
        }
        Self(flows)
    }

    /// Enough came in the last 300 ms that some should have been heard.
    fn flows(&self, voice: Voice, place: usize) -> bool {
        self.recent(voice, place, 300).flatten().count() > 8
    }

    /// What a page plays now may be in this language, or nobody can tell.
    fn speaks(&self, voice: Voice, language: Language, place: usize) -> bool {
        let mut said = self.recent(voice, place, PLAYING_MS).flatten().peekable();
        said.peek().is_none() || said.any(|said| *said == Some(language))
    }

    fn recent(&self, voice: Voice, place: usize, ms: u32) -> impl Iterator<Item = &Option<Said>> {
        let came = self.0.get(&voice).map_or(&[][..], Vec::as_slice);
        let first = place.saturating_sub((ms / STEP_MS) as usize);
        came.get(first..place).unwrap_or_default().iter()
    }
}

/// From a packet's arrival at the server to its sound on a page, at most, less the way.
const PLAYING_MS: u32 = 600;
