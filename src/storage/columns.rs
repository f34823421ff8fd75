//! How the values of the rules stand in columns, and back: a value that cannot be read is a fault that names its column.
//!
//! No query is here.

use sqlx::sqlite::SqliteRow;
use sqlx::{Decode, Row, Sqlite, Type};

use crate::domain::device_check::Network;
use crate::domain::effect::Place;
use crate::domain::language::Language;
use crate::domain::phase::Phase;
use crate::domain::question::State;
use crate::domain::role::Role;
use crate::domain::run_sheet::Kind;
use crate::domain::show::{Interlock, Works};
use crate::domain::time::Moment;
use crate::venue::ports::LedgerFault;

/// A row whose columns are read by name.
pub(super) struct Fields<'r> {
    pub(super) table: &'static str,
    pub(super) row: &'r SqliteRow,
}

impl<'r> Fields<'r> {
    /// A column as the database holds it.
    pub(super) fn plain<T>(&self, column: &str) -> Result<T, LedgerFault>
    where
        T: Decode<'r, Sqlite> + Type<Sqlite>,
    {
        self.row
            .try_get(column)
            .map_err(|fault| self.bad(column, &fault.to_string()))
    }

    pub(super) fn flag(&self, column: &str) -> Result<bool, LedgerFault> {
        Ok(self.plain::<i64>(column)? != 0)
    }

    pub(super) fn moment(&self, column: &str) -> Result<Moment, LedgerFault> {
        let ms: i64 = self.plain(column)?;
        self.number(column, ms).map(Moment)
    }

    pub(super) fn optional_moment(&self, column: &str) -> Result<Option<Moment>, LedgerFault> {
        let ms: Option<i64> = self.plain(column)?;
        ms.map(|ms| self.number(column, ms).map(Moment)).transpose()
    }

    /// A number that fits where the rules want it.
    pub(super) fn count<T: TryFrom<i64>>(&self, column: &str) -> Result<T, LedgerFault> {
        let value: i64 = self.plain(column)?;
        self.number(column, value)
    }

    pub(super) fn language(&self, column: &str) -> Result<Language, LedgerFault> {
        self.word(column, Language::parse)
    }

    pub(super) fn optional_language(&self, column: &str) -> Result<Option<Language>, LedgerFault> {
        match self.plain::<Option<String>>(column)? {
            Some(_) => self.language(column).map(Some),
            None => Ok(None),
        }
    }

    /// A word that `parse` knows.
    pub(super) fn word<T>(
        &self,
        column: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, LedgerFault> {
        let word: String = self.plain(column)?;
        parse(&word).ok_or_else(|| self.bad(column, "an unknown value"))
    }

    pub(super) fn bad(&self, column: &str, what: &str) -> LedgerFault {
        LedgerFault::Failed(format!("{}.{column} holds {what}", self.table))
    }

    fn number<T: TryFrom<i64>>(&self, column: &str, value: i64) -> Result<T, LedgerFault> {
        T::try_from(value).map_err(|_| self.bad(column, "a number out of range"))
    }
}

/// Milliseconds as the database takes them.
pub(super) fn ms(at: Moment) -> i64 {
    i64::try_from(at.0).unwrap_or(i64::MAX)
}

pub(super) fn phase_word(phase: Phase) -> &'static str {
    match phase {
        Phase::Planned => "planned",
        Phase::DoorsOpen => "doors_open",
        Phase::Live => "live",
        Phase::Paused => "paused",
        Phase::Ended => "ended",
    }
}

pub(super) fn phase(word: &str) -> Option<Phase> {
    use Phase::{DoorsOpen, Ended, Live, Paused, Planned};
    let all = [Planned, DoorsOpen, Live, Paused, Ended];
    all.into_iter().find(|phase| phase_word(*phase) == word)
}

pub(super) fn place_word(place: Place) -> &'static str {
    match place {
        Place::Hall => "hall",
        Place::Backstage => "backstage",
        Place::Stage => "stage",
        Place::Booth => "booth",
    }
}

pub(super) fn place(word: &str) -> Option<Place> {
    let all = [Place::Hall, Place::Backstage, Place::Stage, Place::Booth];
    all.into_iter().find(|place| place_word(*place) == word)
}

pub(super) fn state_word(state: State) -> &'static str {
    match state {
        State::Asked => "asked",
        State::Approved => "approved",
        State::OnAir => "on_air",
        State::Answered => "answered",
        State::Dismissed => "dismissed",
    }
}

pub(super) fn state(word: &str) -> Option<State> {
    use State::{Answered, Approved, Asked, Dismissed, OnAir};
    let all = [Asked, Approved, OnAir, Answered, Dismissed];
    all.into_iter().find(|state| state_word(*state) == word)
}

pub(super) fn works_word(works: Works) -> &'static str {
    match works {
        Works::ByTurns => "by_turns",
        Works::ByDirection => "by_direction",
    }
}

pub(super) fn works(word: &str) -> Option<Works> {
    let all = [Works::ByTurns, Works::ByDirection];
    all.into_iter().find(|works| works_word(*works) == word)
}

pub(super) fn interlock_word(interlock: Interlock) -> &'static str {
    match interlock {
        Interlock::Refused => "refused",
        Interlock::OwnBooth => "own_booth",
        Interlock::Anyone => "anyone",
    }
}

pub(super) fn interlock(word: &str) -> Option<Interlock> {
    let all = [Interlock::Refused, Interlock::OwnBooth, Interlock::Anyone];
    all.into_iter()
        .find(|interlock| interlock_word(*interlock) == word)
}

pub(super) fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Pitch => "pitch",
        Kind::Talk => "talk",
        Kind::Panel => "panel",
        Kind::Break => "break",
        Kind::Questions => "questions",
    }
}

pub(super) fn kind(word: &str) -> Option<Kind> {
    use Kind::{Break, Panel, Pitch, Questions, Talk};
    let all = [Pitch, Talk, Panel, Break, Questions];
    all.into_iter().find(|kind| kind_word(*kind) == word)
}

pub(super) fn network_word(network: Network) -> &'static str {
    match network {
        Network::Open => "open",
        Network::Narrow => "narrow",
        Network::Blocked => "blocked",
        Network::Unknown => "unknown",
    }
}

pub(super) fn network(word: &str) -> Option<Network> {
    use Network::{Blocked, Narrow, Open, Unknown};
    let all = [Open, Narrow, Blocked, Unknown];
    all.into_iter()
        .find(|network| network_word(*network) == word)
}

pub(super) fn role(word: &str) -> Option<Role> {
    Role::parse(word)
}
