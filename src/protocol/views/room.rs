//! The room, the reader, and the words that many views share.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::conduct::{BannerView, Cue};
use super::people::ConsentView;
use crate::domain::id::{BoothId, ParticipantId, ShowId};

/// Text by language tag.
pub type Texts = BTreeMap<String, String>;

/// A role, as on the ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Produces and steers the show.
    Host,
    /// Looks after questions and chat.
    Moderator,
    /// Speaks on the stage.
    Speaker,
    /// Sits in a booth.
    Interpreter,
    /// Listens and asks.
    Attendee,
}

/// Where a show stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
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

/// Where a participant is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Among the listeners.
    Hall,
    /// Seen and heard by those backstage and the staff.
    Backstage,
    /// Seen and heard by all.
    Stage,
    /// In an interpreter's booth.
    Booth,
}

/// The reader.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct YouView {
    /// Own id.
    pub participant: ParticipantId,
    /// Own role.
    pub role: Role,
    /// Own name.
    pub name: String,
    /// May the name be changed (a ticket for several seats)?
    pub may_rename: bool,
    /// The language one speaks, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub language: Option<String>,
    /// Own booth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub booth: Option<BoothId>,
    /// Where one is.
    pub place: Place,
    /// May open the send leg now.
    pub may_publish: bool,
    /// Own hand is raised.
    pub hand: bool,
    /// Silenced by a host.
    pub muted: bool,
    /// In the briefing room.
    pub briefing: bool,
    /// What calls one to the stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub cue: Option<Cue>,
    /// What one agrees to.
    pub consent: ConsentView,
}

/// The room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct RoomView {
    /// The show's id.
    pub show: ShowId,
    /// Title by language.
    pub title: Texts,
    /// Languages of the show.
    pub languages: Vec<String>,
    /// Phase.
    pub phase: Phase,
    /// Planned start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub starts_at: Option<String>,
    /// IANA time zones whose clocks the pages show.
    pub zones: Vec<String>,
    /// May questions be asked without a name?
    pub anonymous_questions: bool,
    /// The host's default for the original underneath.
    pub underneath: bool,
    /// Offers the test picture and tone at the device check.
    pub test_picture: bool,
    /// It is practised: the doors are closed, and nothing of it is kept.
    #[serde(default, skip_serializing_if = "is_false")]
    #[ts(optional, as = "Option<bool>")]
    pub practice: bool,
    /// The host's announcement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub banner: Option<BannerView>,
}

fn is_false(b: &bool) -> bool {
    !b
}
