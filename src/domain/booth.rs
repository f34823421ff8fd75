//! Active and stand-by interpreter, direction, cough.

use super::language::Language;

/// An interpreter's microphone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Microphone {
    /// On air.
    On,
    /// Off on purpose.
    Off,
    /// Silenced for a moment; still on air.
    Cough,
    /// Ready to take over.
    Armed,
}

/// What an interpreter can ask of her booth.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Her microphone.
    Microphone(Microphone),
    /// Her output language.
    Direction {
        /// The language to speak from now on.
        language: Language,
        /// Speak into it whatever the floor's is.
        override_latch: bool,
    },
}
