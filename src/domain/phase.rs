//! Where the show stands.

/// planned → doors open → live ⇄ paused → ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// Not open yet.
    Planned,
    /// People gather.
    DoorsOpen,
    /// On.
    Live,
    /// A break.
    Paused,
    /// Over.
    Ended,
}

/// What can be asked of the phase.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Move on.
    Set(Phase),
}
