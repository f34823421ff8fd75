//! The host's announcement: one short text that everybody reads until it is taken away. Who may write it is in the
//! permission table.

use std::collections::BTreeMap;

use super::effect::Record;
use super::fact::Turn;
use super::language::Language;
use super::papers::{fits, within};
use super::refusal::Refusal;
use super::time::Moment;

/// What can be asked of the banner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Puts this up in the place of what stands there; no text at all takes it away.
    Put(BTreeMap<Language, String>),
}

/// An announcement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Banner {
    /// By language; a reader whose own is missing gets another.
    pub texts: BTreeMap<Language, String>,
    /// Since when it stands.
    pub at: Moment,
}

/// Puts up what is asked, or takes it away.
pub(super) fn handle(
    banner: &mut Option<Banner>,
    command: Command,
    turn: &mut Turn,
) -> Result<(), Refusal> {
    let Command::Put(texts) = command;
    within(texts.len(), LANGUAGES)?;
    let mut said = BTreeMap::new();
    for (language, text) in texts {
        let text = text.trim();
        fits(text, CHARACTERS)?;
        if !text.is_empty() {
            said.insert(language, text.to_owned());
        }
    }
    *banner = (!said.is_empty()).then_some(Banner {
        texts: said,
        at: turn.now,
    });
    turn.out
        .records
        .push(Record::Banner(banner.clone().map(Box::new)));
    Ok(())
}

const LANGUAGES: usize = 32;
const CHARACTERS: usize = 200;
