//! Text that must not be printed. Not encrypted: it only keeps a value out of logs, errors and `print-config`.

use serde::{Deserialize, Serialize, Serializer};

/// A secret; empty means unset.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Wraps `text`.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for the one place that compares it; `None` if unset.
    pub fn reveal(&self) -> Option<&str> {
        (!self.0.is_empty()).then_some(self.0.as_str())
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.0.is_empty() { "unset" } else { REDACTED })
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(if self.0.is_empty() { "" } else { REDACTED })
    }
}

const REDACTED: &str = "(redacted)";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_in_no_text_made_of_it() {
        let secret = Secret::new("MARK-1234");
        let json = serde_json::to_string(&secret).unwrap();
        assert!(!format!("{secret:?} {json}").contains("MARK"));
        assert_eq!(secret.reveal(), Some("MARK-1234"));
        assert_eq!(Secret::default().reveal(), None);
    }
}
