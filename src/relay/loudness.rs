//! How loud a microphone is and whether it carries speech, by the level its packets tell (RFC 6464).
//!
//! Nothing is decoded. Without the extension a microphone counts as moderately loud speech.

use std::time::{Duration, Instant};

use super::packet::Packet;

/// The level of a microphone that tells none.
const UNTOLD: f32 = -40.0;

/// Silence.
const SILENCE: f32 = -127.0;

/// Speech is louder than this.
const SPEECH: f32 = -50.0;

/// Speech has paused after so long without.
const PAUSE: Duration = Duration::from_millis(100);

/// How far one packet moves the smoothed level up, and down: a voice rises fast and falls slowly.
const RISE: f32 = 0.4;
const FALL: f32 = 0.1;

/// The loudness of one microphone.
#[derive(Debug)]
pub(super) struct Loudness {
    level: f32,
    flags_voice: bool,
    spoke: Option<Instant>,
    told: bool,
}

impl Loudness {
    /// Silent until a packet comes.
    pub(super) fn new() -> Self {
        Self {
            level: SILENCE,
            flags_voice: false,
            spoke: None,
            told: false,
        }
    }

    /// A packet came.
    pub(super) fn hear(&mut self, packet: &Packet, now: Instant) {
        let level = packet
            .audio_level
            .map_or(UNTOLD, |level| -f32::from(level.min(127)));
        let share = if level > self.level { RISE } else { FALL };
        self.level += (level - self.level) * share;
        // A publisher that never sets the flag does not know voices; one that has set it once does.
        self.flags_voice |= packet.voice && packet.audio_level.is_some();
        let voice = packet.voice || !self.flags_voice || packet.audio_level.is_none();
        if level > SPEECH && voice {
            self.spoke = Some(now);
        }
    }

    /// The smoothed level in dBov.
    pub(super) fn level(&self) -> f32 {
        self.level
    }

    /// True while there is speech.
    pub(super) fn speaking(&self, now: Instant) -> bool {
        self.spoke
            .is_some_and(|spoke| now.saturating_duration_since(spoke) < PAUSE)
    }

    /// Speech or a pause, if that is news.
    pub(super) fn news(&mut self, now: Instant) -> Option<bool> {
        let speaking = self.speaking(now);
        (std::mem::replace(&mut self.told, speaking) != speaking).then_some(speaking)
    }

    /// When a pause may begin although no packet comes.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.spoke
            .filter(|_| self.told)
            .and_then(|spoke| spoke.checked_add(PAUSE))
    }
}
