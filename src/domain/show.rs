//! The plan that a room is opened from.

use std::collections::BTreeMap;

use super::id::{BoothId, ShowId};
use super::language::Language;
use super::time::Moment;

/// A planned occasion.
#[derive(Clone, Debug, PartialEq)]
pub struct Show {
    /// Its id.
    pub id: ShowId,
    /// Title by language tag, as people wrote it.
    pub title: BTreeMap<String, String>,
    /// What it is about, by language tag; may be empty.
    pub text: BTreeMap<String, String>,
    /// Languages of the show; each is a channel.
    pub languages: Vec<Language>,
    /// The booths.
    pub booths: Vec<BoothPlan>,
    /// Planned start.
    pub starts_at: Option<Moment>,
    /// Planned end.
    pub ends_at: Option<Moment>,
    /// IANA time zones whose clocks the pages show.
    pub zones: Vec<String>,
    /// Listed in the lobby.
    pub public: bool,
    /// What is allowed.
    pub policy: Policy,
}

/// A booth of the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct BoothPlan {
    /// Its id.
    pub id: BoothId,
    /// Two or more working languages.
    pub languages: Vec<Language>,
    /// One to three.
    pub seats: u8,
    /// How it shares its work.
    pub works: Works,
    /// Signs instead of speaking: a picture, no channel.
    pub sign: bool,
}

/// Who may take an occupied channel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Interlock {
    /// Nobody: the one who has it hands it over.
    #[default]
    Refused,
    /// Somebody of the same booth.
    OwnBooth,
    /// Anyone.
    Anyone,
}

/// How a booth shares its work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Works {
    /// One interpreter works both ways until the hand-over.
    #[default]
    ByTurns,
    /// Each partner owns one direction; the change of direction changes the person.
    ByDirection,
}

/// What a show allows.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// A speaker who connects is on stage at once.
    pub auto_stage: bool,
    /// Questions may be asked without a name.
    pub anonymous_questions: bool,
    /// The original stays underneath unless a listener says otherwise.
    pub underneath: bool,
    /// Offers a test picture and tone at the device check.
    pub test_picture: bool,
    /// How many people may be in at once.
    pub capacity: u32,
    /// Who may take an occupied channel, until a host says otherwise for one of them.
    pub interlock: Interlock,
}
