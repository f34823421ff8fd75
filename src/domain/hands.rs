//! Raised hands, in the order they went up.

/// What can be asked of the hands.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Up or down.
    Raise {
        /// `true` for up.
        up: bool,
    },
}
