//! Whether a person's sound is fit for a show: what her page's sound check found, and whether her output leaks since.

/// What can be asked of the fitness.
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Debug, PartialEq)]
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
