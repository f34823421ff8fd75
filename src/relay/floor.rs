//! The loudest few microphones of the floor, and what is known of every microphone.
//!
//! Nothing is mixed or decoded, and nobody is chosen for one listener: the set is one truth for the room. Which line
//! carries whom is the table's.

use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant};

use crate::domain::id::TrackId;

use super::loudness::Loudness;
use super::packet::Packet;
use super::pulse::Pulse;
use super::report::Report;

/// So many microphones are heard at a time.
const HEARD: usize = 3;

/// A voice takes somebody's place after being among the loudest for so long.
const ENTER: Duration = Duration::from_millis(300);

/// Nobody loses her place before she has not been among the loudest for so long.
const LEAVE: Duration = Duration::from_millis(1_500);

/// The set is looked at once in this time at most.
const EVERY: Duration = Duration::from_millis(20);

#[derive(Debug)]
struct Microphone {
    pulse: Pulse,
    loudness: Loudness,
    on_floor: bool,
    loud_since: Option<Instant>,
    loud_until: Option<Instant>,
}

#[derive(Clone, Copy, Debug)]
struct Candidate {
    track: TrackId,
    level: f32,
    speaking: bool,
}

/// The microphones of a room and who of them is heard on the floor.
#[derive(Debug, Default)]
pub(super) struct Floor {
    microphones: BTreeMap<TrackId, Microphone>,
    members: Vec<TrackId>,
    lead: Option<(TrackId, Instant)>,
    ranked: Vec<Candidate>,
    decided: Option<Instant>,
}

impl Floor {
    /// Watches a microphone from now on; one that is watched already goes on.
    pub(super) fn watch(&mut self, track: TrackId, now: Instant) {
        self.microphones.entry(track).or_insert_with(|| Microphone {
            pulse: Pulse::new(now),
            loudness: Loudness::new(),
            on_floor: false,
            loud_since: None,
            loud_until: None,
        });
    }

    /// Watches a microphone no longer; it is heard no longer.
    pub(super) fn forget(&mut self, track: TrackId, reports: &mut VecDeque<Report>) {
        self.microphones.remove(&track);
        let before = self.members.len();
        self.members.retain(|member| *member != track);
        if self.members.len() != before {
            reports.push_back(self.heard());
        }
    }

    /// Whether anybody is to hear this microphone on the floor.
    pub(super) fn put_on_floor(&mut self, track: TrackId, on_floor: bool) {
        if let Some(microphone) = self.microphones.get_mut(&track) {
            microphone.on_floor = on_floor;
        }
    }

    /// Who is heard, dominant first.
    pub(super) fn members(&self) -> &[TrackId] {
        &self.members
    }

    /// A microphone's packet came; true if another set is heard now.
    pub(super) fn hear(
        &mut self,
        track: TrackId,
        packet: &Packet,
        now: Instant,
        reports: &mut VecDeque<Report>,
    ) -> bool {
        let Some(microphone) = self.microphones.get_mut(&track) else {
            return false;
        };
        microphone.pulse.beat(now);
        microphone.loudness.hear(packet, now);
        microphone.tell(track, now, reports);
        let waited = self
            .decided
            .is_none_or(|at| now.saturating_duration_since(at) >= EVERY);
        microphone.on_floor && waited && self.decide(now, reports)
    }

    /// Tells what time alone has changed; true if another set is heard now.
    pub(super) fn handle_timeout(&mut self, now: Instant, reports: &mut VecDeque<Report>) -> bool {
        let mut told = false;
        for (track, microphone) in &mut self.microphones {
            told |= microphone.tell(*track, now, reports);
        }
        told && self.decide(now, reports)
    }

    /// When time alone may next change something.
    pub(super) fn deadline(&self) -> Option<Instant> {
        let microphones = self.microphones.values();
        microphones
            .flat_map(|m| m.pulse.deadline().into_iter().chain(m.loudness.deadline()))
            .min()
    }

    /// Decides anew who is heard; true if it changed, which is then also told.
    pub(super) fn decide(&mut self, now: Instant, reports: &mut VecDeque<Report>) -> bool {
        self.decided = Some(now);
        let before: [Option<TrackId>; HEARD] =
            std::array::from_fn(|i| self.members.get(i).copied());
        self.rank(now);
        let ranked = &self.ranked;
        self.members
            .retain(|member| ranked.iter().any(|candidate| candidate.track == *member));
        self.fill();
        self.challenge(now);
        self.put_dominant_first(now);
        let changed = !before.iter().flatten().eq(self.members.iter());
        if changed {
            reports.push_back(self.heard());
        }
        changed
    }

    fn heard(&self) -> Report {
        Report::Heard(self.members.iter().map(|track| track.peer).collect())
    }

    fn rank(&mut self, now: Instant) {
        self.ranked.clear();
        for (track, microphone) in &self.microphones {
            if microphone.on_floor && microphone.pulse.alive(now) {
                let level = microphone.loudness.level();
                let speaking = microphone.loudness.speaking(now);
                self.ranked.push(Candidate {
                    track: *track,
                    level,
                    speaking,
                });
            }
        }
        self.ranked.sort_by(|a, b| b.level.total_cmp(&a.level));
        for (place, candidate) in self.ranked.iter().enumerate() {
            let Some(microphone) = self.microphones.get_mut(&candidate.track) else {
                continue;
            };
            if place < HEARD && candidate.speaking {
                microphone.loud_since.get_or_insert(now);
                microphone.loud_until = Some(now);
            } else {
                microphone.loud_since = None;
            }
        }
    }

    /// A free place is taken at once: nobody has to make room.
    fn fill(&mut self) {
        for candidate in &self.ranked {
            if self.members.len() < HEARD && !self.members.contains(&candidate.track) {
                self.members.push(candidate.track);
            }
        }
    }

    /// Whoever has been among the loudest for long enough takes the place of one who has not been for long enough.
    fn challenge(&mut self, now: Instant) {
        let since = |at: Option<Instant>| at.map(|at| now.saturating_duration_since(at));
        for challenger in self.ranked.iter().take(HEARD) {
            let microphone = self.microphones.get(&challenger.track);
            let waited = microphone.and_then(|microphone| since(microphone.loud_since));
            if self.members.contains(&challenger.track)
                || waited.is_none_or(|waited| waited < ENTER)
            {
                continue;
            }
            let quietest = self.ranked.iter().skip(HEARD).rev().find(|other| {
                let microphone = self.microphones.get(&other.track);
                let quiet = microphone.and_then(|microphone| since(microphone.loud_until));
                self.members.contains(&other.track) && quiet.is_none_or(|quiet| quiet >= LEAVE)
            });
            let leaver = quietest.map(|quietest| quietest.track);
            if let Some(place) = self
                .members
                .iter_mut()
                .find(|member| Some(**member) == leaver)
            {
                *place = challenger.track;
            }
        }
    }

    /// The first place goes to the loudest who speaks: soon if the dominant one is silent, late if she speaks too.
    fn put_dominant_first(&mut self, now: Instant) {
        let speaking = |candidate: &&Candidate| candidate.speaking;
        let members = self
            .ranked
            .iter()
            .filter(|c| self.members.contains(&c.track));
        let loudest = members
            .clone()
            .find(speaking)
            .map(|candidate| candidate.track);
        let Some(loudest) = loudest.filter(|loudest| self.members.first() != Some(loudest)) else {
            self.lead = None;
            return;
        };
        let dominant_speaks = members
            .filter(speaking)
            .any(|c| self.members.first() == Some(&c.track));
        let needed = if dominant_speaks { LEAVE } else { ENTER };
        let (_, since) = *self.lead.get_or_insert((loudest, now));
        if self.lead.is_some_and(|(leader, _)| leader != loudest) {
            self.lead = Some((loudest, now));
        } else if now.saturating_duration_since(since) >= needed {
            self.members.retain(|member| *member != loudest);
            self.members.insert(0, loudest);
            self.lead = None;
        }
    }
}

impl Microphone {
    /// Tells what is new of it; true if something was.
    fn tell(&mut self, track: TrackId, now: Instant, reports: &mut VecDeque<Report>) -> bool {
        let flow = self
            .pulse
            .news(now)
            .map(|flow| Report::Flow { track, flow });
        let voice = self
            .loudness
            .news(now)
            .map(|(speaking, lasts)| Report::Voice {
                track,
                speaking,
                for_ms: u32::try_from(lasts.as_millis()).unwrap_or(u32::MAX),
            });
        let told = flow.is_some() || voice.is_some();
        reports.extend(flow.into_iter().chain(voice));
        told
    }
}
