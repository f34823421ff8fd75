//! How loud a microphone is and whether it carries speech, by the level its packets tell (RFC 6464).
//!
//! Nothing is decoded. Speech is what stands out from the noise of the room, and everything loud, be it a lasting
//! tone. A pause is known `PAUSE` after it began, with the next packet (20 ms); how long it has lasted by then is told
//! with it. Packets that do not come are no pause: it takes quiet ones to prove it, or so long without any that the
//! microphone counts as gone. Without the extension a microphone counts as moderately loud speech.

use std::time::{Duration, Instant};

use super::noise::Noise;
use super::packet::Packet;

/// The level of a microphone that tells none.
const UNTOLD: f32 = -40.0;

/// Silence.
const SILENCE: f32 = -127.0;

/// Speech has paused after so long without; what is shorter lies within a word.
const PAUSE: Duration = Duration::from_millis(100);

/// Speech has ended after so long without any packet: the microphone is gone.
const GONE: Duration = Duration::from_millis(400);

/// How far one packet moves the smoothed level up, and down: a voice rises fast and falls slowly.
const RISE: f32 = 0.4;
const FALL: f32 = 0.1;

/// The loudness of one microphone.
#[derive(Debug)]
pub(super) struct Loudness {
    level: f32,
    noise: Noise,
    flags_voice: bool,
    /// When speech was last heard.
    spoke: Option<Instant>,
    /// Quiet packets have come since.
    is_quiet: bool,
    /// A packet has come.
    came: bool,
    /// What was told last; an open microphone that has not spoken yet makes a pause, and that is told too.
    told: Option<bool>,
}

impl Loudness {
    /// Silent until a packet comes.
    pub(super) fn new() -> Self {
        Self {
            level: SILENCE,
            noise: Noise::default(),
            flags_voice: false,
            spoke: None,
            is_quiet: true,
            came: false,
            told: None,
        }
    }

    /// A packet came.
    pub(super) fn hear(&mut self, packet: &Packet, now: Instant) {
        let told = packet.audio_level.map(|level| -f32::from(level.min(127)));
        let level = told.unwrap_or(UNTOLD);
        let share = if level > self.level { RISE } else { FALL };
        self.level += (level - self.level) * share;
        // A publisher that never sets the flag does not know voices; one that has set it once does.
        self.flags_voice |= packet.voice && told.is_some();
        let voice = packet.voice || !self.flags_voice;
        let speech = match told {
            Some(level) => self.noise.stands_out(level, now) && voice,
            None => true,
        };
        self.came = true;
        self.is_quiet = !speech;
        if speech {
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
            .is_some_and(|spoke| now.saturating_duration_since(spoke) < self.patience())
    }

    /// Speech or a pause, and for how long already, if that is news.
    pub(super) fn news(&mut self, now: Instant) -> Option<(bool, Duration)> {
        let speaking = self.speaking(now);
        let lasts = self.spoke.filter(|_| !speaking);
        let lasts = lasts.map_or(Duration::ZERO, |spoke| now.saturating_duration_since(spoke));
        if !self.came {
            return None;
        }
        (self.told.replace(speaking) != Some(speaking)).then_some((speaking, lasts))
    }

    /// When a pause may begin although no packet comes.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.spoke
            .filter(|_| self.told == Some(true))
            .and_then(|spoke| spoke.checked_add(GONE))
    }

    fn patience(&self) -> Duration {
        if self.is_quiet { PAUSE } else { GONE }
    }
}
