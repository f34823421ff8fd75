//! What comes when.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::Key;
use crate::protocol::views::RunSheetItem;

/// What `set_run_sheet` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct SetRunSheet {
    /// Retry key.
    pub key: Key,
    /// Up to 100 items.
    pub items: Vec<RunSheetItem>,
}

/// What `run_sheet_at` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct RunSheetAt {
    /// Retry key.
    pub key: Key,
    /// Its place, from 0; absent: none is on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub item: Option<u16>,
}
