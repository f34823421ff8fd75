//! Language tags: compared by primary subtag, so that `zh-Hans` and `zh` are one language to the ear.

use std::sync::Arc;

/// A spoken language by its primary subtag in lower case: `de`, `zh`, `en`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language(Arc<str>);

impl Language {
    /// Reads a BCP 47 tag and keeps the primary subtag; `None` unless that is two or three ASCII letters.
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next().unwrap_or_default();
        let fits =
            (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_alphabetic());
        fits.then(|| Self(primary.to_ascii_lowercase().into()))
    }

    /// The tag as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
