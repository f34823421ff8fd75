//! Who and what is on the stage, backstage and on the floor.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::room::Role;
use crate::domain::id::{BoothId, ParticipantId};

/// A person on the stage or backstage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct PresenterView {
    /// Who.
    pub participant: ParticipantId,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Language spoken, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub language: Option<String>,
    /// Voice is on.
    pub microphone: bool,
    /// Camera is on.
    pub camera: bool,
    /// A screen is shared.
    pub screen: bool,
    /// Silenced by a host.
    pub muted: bool,
    /// False while the connection is lost and the place is kept.
    pub connected: bool,
    /// Until when it is kept then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub until: Option<String>,
}

/// A picture that a line carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct PictureView {
    /// Whose.
    pub participant: ParticipantId,
    /// A shared screen; otherwise the camera.
    pub screen: bool,
    /// The codec it is sent in (`h264`, `vp8`, …), once known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub codec: Option<String>,
}

/// Who and what is on the stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct StageView {
    /// The people, in the order they came up.
    pub presenters: Vec<PresenterView>,
    /// Whom the host put in front.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub spotlight: Option<ParticipantId>,
    /// What the line `stage` carries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub picture: Option<PictureView>,
    /// What the line `inset` carries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub inset: Option<PictureView>,
    /// What the line `sign` carries: the sign-language interpreter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub sign: Option<PictureView>,
    /// Who signs; listeners are told of no booth and nobody in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub sign_name: Option<String>,
    /// Is the sound of a shared screen on the line `shared`?
    pub shared_sound: bool,
}

/// Who is backstage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct BackstageView {
    /// The people, in the order they came; the first four are on the lines `backstage_1` to `backstage_4`, and one's
    /// own line is silent.
    pub presenters: Vec<PresenterView>,
}

/// The floor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct FloorView {
    /// The language spoken, or `none`.
    pub language: String,
    /// Fixed by booth or host.
    pub pinned: bool,
    /// An interpreter is on stage: everybody hears the floor.
    pub consecutive: bool,
}

/// A raised hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct HandView {
    /// Who.
    pub participant: ParticipantId,
    /// Name.
    pub name: String,
    /// Language spoken, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub language: Option<String>,
    /// Since when.
    pub since: String,
}

/// What an interpreter signals to the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
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

/// A lamp that a signal has lit; it goes out ten seconds after the last one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LampView {
    /// What is asked for.
    pub signal: Signal,
    /// Which booths ask; empty for the stage, which is not told.
    pub booths: Vec<BoothId>,
}
