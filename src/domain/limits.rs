//! How large the pictures are that somebody wants at most: to save data. Belongs to the person, not to her connection.
//!
//! What her network carries is the media side's own business.

use std::collections::BTreeMap;

use super::id::ParticipantId;

/// The most that somebody wants to see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pictures {
    /// Everything.
    #[default]
    Full,
    /// Small pictures.
    Small,
    /// None: sound only.
    None,
}

/// What can be asked of the limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// From now on no more than this.
    Set(Pictures),
}

/// Everybody's limit.
#[derive(Debug, Default)]
pub(super) struct Limits {
    /// Those who want less than everything.
    less: BTreeMap<ParticipantId, Pictures>,
}

impl Limits {
    /// Does what is asked.
    pub(super) fn handle(&mut self, who: &ParticipantId, command: &Command) {
        let Command::Set(pictures) = command;
        match pictures {
            Pictures::Full => self.less.remove(who),
            less => self.less.insert(who.clone(), *less),
        };
    }

    /// The most that somebody wants to see.
    pub(super) fn of(&self, who: &ParticipantId) -> Pictures {
        self.less.get(who).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_stays_until_it_is_lifted() {
        let mut limits = Limits::default();
        let (one, other) = (ParticipantId::new("one"), ParticipantId::new("other"));
        limits.handle(&one, &Command::Set(Pictures::Small));
        assert_eq!(
            (limits.of(&one), limits.of(&other)),
            (Pictures::Small, Pictures::Full)
        );
        limits.handle(&one, &Command::Set(Pictures::Full));
        assert!(limits.less.is_empty());
    }
}
