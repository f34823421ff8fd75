//! Signals from the booths to the stage: lamps that go out by themselves, anonymous to the speaker.

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
