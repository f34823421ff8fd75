//! Whether a person's sound is fit for a show: what her page's sound check found, and whether her output leaks since.
//!
//! What a page claims is brought into its bounds, and never trusted for more than a mark in a list.

use std::collections::BTreeMap;

use super::fact::{Fact, Turn};
use super::id::ParticipantId;
use super::role::Role;

/// What can be asked of the fitness.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Command {
    /// What the caller's page found.
    Check {
        /// The result.
        check: SoundCheck,
        /// Her output has come back by her microphone since.
        leaking: bool,
    },
    /// The round trip that her page measures.
    Network {
        /// In milliseconds.
        rtt_ms: u32,
    },
}

/// A microphone's grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// Good for interpreters and listeners.
    Good,
    /// Will do.
    Fair,
    /// Get another one.
    Poor,
}

/// What a sound check found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SoundCheck {
    /// 0 to 100.
    pub score: u8,
    /// The grade that goes with it.
    pub grade: Grade,
    /// The highest frequency that still comes through, in Hz.
    pub band_hz: u32,
    /// Loudness of speech before the trim, in LUFS.
    pub level_lufs: f32,
    /// Noise between the words, in dBFS.
    pub noise_db: f32,
    /// The microphone clips.
    pub clipping: bool,
    /// What the trim adds, in dB.
    pub trim_db: f32,
    /// How loud the output comes back at the microphone, in dB.
    pub leak_db: Option<f32>,
    /// The browser cancels echoes.
    pub echo_cancelling: bool,
    /// She wears closed headphones, as she says herself.
    pub headphones: Option<bool>,
}

/// What is known of a person's sound.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitness {
    /// Fit to be heard; `false` while not checked.
    pub fit: bool,
    /// What the check found.
    pub check: Option<SoundCheck>,
    /// Her output has come back by her microphone since.
    pub leaking: bool,
}

/// What the pages have found.
#[derive(Debug, Default)]
pub(super) struct Checks {
    checks: BTreeMap<ParticipantId, (SoundCheck, bool)>,
    round_trips: BTreeMap<ParticipantId, u32>,
}

impl Checks {
    pub(super) fn handle(&mut self, who: &ParticipantId, command: Command, turn: &mut Turn) {
        match command {
            Command::Check { check, leaking } => {
                self.checks.insert(who.clone(), (bounded(check), leaking));
                turn.touch(who);
            }
            Command::Network { rtt_ms } => {
                let rtt_ms = rtt_ms.min(LONGEST_TRIP_MS);
                self.round_trips.insert(who.clone(), rtt_ms);
            }
        }
    }

    pub(super) fn notice(&mut self, fact: &Fact) {
        match fact {
            Fact::Left(who) => {
                self.checks.remove(who);
                self.round_trips.remove(who);
            }
            Fact::Entered(who) | Fact::Lost(who) => {
                self.round_trips.remove(who);
            }
            _ => {}
        }
    }

    /// How fit somebody's sound is for what her role does.
    pub(super) fn of(&self, who: &ParticipantId, role: Role) -> Fitness {
        let Some((check, leaking)) = self.checks.get(who) else {
            return Fitness {
                fit: false,
                check: None,
                leaking: false,
            };
        };
        Fitness {
            fit: is_fit(role, check, *leaking),
            check: Some(*check),
            leaking: *leaking,
        }
    }

    /// How good somebody's microphone is, 0 to 100, once it was tried.
    pub(super) fn score(&self, who: &ParticipantId) -> Option<u8> {
        self.checks.get(who).map(|(check, _)| check.score)
    }

    /// The round trip that somebody's page measures, in milliseconds.
    pub(super) fn round_trip(&self, who: &ParticipantId) -> Option<u32> {
        self.round_trips.get(who).copied()
    }
}

/// Interpreters wear closed headphones; everybody else passes the leak test, or has her browser cancel echoes.
fn is_fit(role: Role, check: &SoundCheck, leaking: bool) -> bool {
    if check.grade == Grade::Poor {
        return false;
    }
    if role == Role::Interpreter {
        return check.headphones == Some(true) && !leaking;
    }
    let tight = check.leak_db.is_some_and(|leak| leak < LEAK_DB) && !leaking;
    !check.clipping && (tight || check.echo_cancelling)
}

/// Numbers from a page, brought to where they mean something.
fn bounded(check: SoundCheck) -> SoundCheck {
    let within = |value: f32, least: f32, most: f32| {
        if value.is_nan() {
            least
        } else {
            value.clamp(least, most)
        }
    };
    SoundCheck {
        score: check.score.min(100),
        band_hz: check.band_hz.min(24_000),
        level_lufs: within(check.level_lufs, -100.0, 0.0),
        noise_db: within(check.noise_db, -140.0, 0.0),
        trim_db: within(check.trim_db, -40.0, 40.0),
        // What cannot be a number is no passed test.
        leak_db: check
            .leak_db
            .filter(|leak| !leak.is_nan())
            .map(|leak| within(leak, -140.0, 20.0)),
        ..check
    }
}

const LEAK_DB: f32 = -45.0;
const LONGEST_TRIP_MS: u32 = 60_000;
