//! People, as the staff sees them: consent, sound, delay.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::conduct::{CheckedView, Cue, Step};
use super::room::{Place, Role};
use crate::domain::id::ParticipantId;

/// What a person agrees to, each for itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConsentView {
    /// Her voice may be recorded.
    pub recording: bool,
    /// The recording may be published.
    pub publishing: bool,
    /// A machine may process her voice live, for captions.
    pub live_processing: bool,
    /// Any other use by a machine.
    pub machine_use: bool,
    /// When she last said so; absent: not asked yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub at: Option<String>,
}

/// A microphone's grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Good for interpreters and listeners.
    Good,
    /// Will do.
    Fair,
    /// Get another one.
    Poor,
}

/// What the sound check of a page found; what was not checked is absent.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, TS)]
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
    /// How loud the output comes back at the microphone, in dB; passes below −45.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub leak_db: Option<f32>,
    /// The browser cancels echoes.
    pub echo_cancelling: bool,
    /// Interpreters: wears closed headphones, as she says herself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub headphones: Option<bool>,
}

/// Whether a person's sound is fit, and why not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct FitnessView {
    /// Fit to be heard; `false` while not checked.
    pub fit: bool,
    /// What the check found; absent until it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub check: Option<SoundCheck>,
    /// Her output has come back by her microphone since the check.
    pub leaking: bool,
}

/// How late and how much apart one publisher's sound and picture arrive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TimingView {
    /// Whose.
    pub participant: ParticipantId,
    /// One way from her microphone to the server, in milliseconds; absent until measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub delay_ms: Option<u32>,
    /// How much later the sound comes than the picture, in milliseconds; within −45 … +125 nobody notices (ITU-R
    /// BT.1359, sound late is positive here).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub skew_ms: Option<i32>,
}

/// A person, for the staff.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct PersonView {
    /// Who.
    pub participant: ParticipantId,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Where.
    pub place: Place,
    /// Language spoken, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub language: Option<String>,
    /// False while the connection is lost and the place is kept.
    pub connected: bool,
    /// Left: to be taken off the list.
    pub gone: bool,
    /// What she agrees to.
    pub consent: ConsentView,
    /// Whether her sound is fit.
    pub fitness: FitnessView,
    /// How far she is on her way to the stage.
    pub step: Step,
    /// What calls her there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub cue: Option<Cue>,
    /// What her last device check found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub checked: Option<CheckedView>,
}
