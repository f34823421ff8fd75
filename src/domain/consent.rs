//! What each person agrees to, four yeses apart from each other, stored with their time and withdrawable.

/// What can be asked of the consents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// What the caller agrees to from now on.
    Give(Consent),
}

/// Four separate yeses; none is given until it is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Consent {
    /// Her voice may be recorded.
    pub recording: bool,
    /// The recording may be published.
    pub publishing: bool,
    /// A machine may process her voice live.
    pub live_processing: bool,
    /// Any other use by a machine.
    pub machine_use: bool,
}
