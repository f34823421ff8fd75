//! Where data is kept.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Section `storage`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Storage {
    /// Directory of the database, keys and certificates; made at first start, readable by the server's user alone.
    pub data: PathBuf,
    /// Opens the demo show at start.
    pub demo: bool,
}

impl Default for Storage {
    fn default() -> Self {
        Self {
            data: PathBuf::from("data"),
            demo: true,
        }
    }
}
