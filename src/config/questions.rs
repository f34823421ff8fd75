//! How questions are led.

use serde::{Deserialize, Serialize};

/// Section `questions`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Questions {
    /// Seconds for which stage and booth see a question before it is on air; with 0 it is on air at once.
    pub lead_seconds: u32,
}
