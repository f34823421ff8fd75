//! The administrator's token: from the settings, or made at first start and kept in the data directory.

use std::path::Path;

use ring::digest::{SHA256, digest};
use subtle::ConstantTimeEq;

use super::keyfile::{self, KeyfileFault, Origin};
use crate::config::admission::Secret;
use crate::foundation::chance;

/// Knows the administrator by a token; only its digest stays in memory.
pub struct Administrator {
    digest: Vec<u8>,
}

impl Administrator {
    /// The administrator of this data directory; with a token to be printed once if it was made now.
    ///
    /// # Errors
    /// The token's file cannot be used.
    pub fn open(data: &Path, configured: &Secret) -> Result<(Self, Option<String>), KeyfileFault> {
        if let Some(token) = configured.reveal() {
            return Ok((Self::new(token), None));
        }
        let path = data.join(TOKEN_FILE);
        let make = || format!("{}{}", chance::secret(), chance::secret()).into_bytes();
        let (bytes, origin) = keyfile::read_or_make(&path, make)?;
        let token = String::from_utf8(bytes)
            .ok()
            .map(|text| text.trim().to_owned())
            .filter(|text| text.len() >= TOKEN_CHARACTERS)
            .ok_or(KeyfileFault::Damaged(path))?;
        let administrator = Self::new(&token);
        Ok((administrator, (origin == Origin::Made).then_some(token)))
    }

    /// Whether `presented` is the token; takes the same time whatever it is.
    pub fn is(&self, presented: &str) -> bool {
        let presented = digest(&SHA256, presented.as_bytes());
        self.digest.ct_eq(presented.as_ref()).into()
    }

    fn new(token: &str) -> Self {
        Self {
            digest: digest(&SHA256, token.as_bytes()).as_ref().to_vec(),
        }
    }
}

const TOKEN_FILE: &str = "admin.token";

/// Shorter tokens can be guessed.
const TOKEN_CHARACTERS: usize = 32;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_told_once_and_stays() {
        let data = tempfile::tempdir().unwrap();
        let (_, told) = Administrator::open(data.path(), &Secret::default()).unwrap();
        let token = told.unwrap();
        let (again, told) = Administrator::open(data.path(), &Secret::default()).unwrap();
        assert_eq!(told, None);
        assert!(again.is(&token));
        assert!(!again.is(""));
        assert!(!again.is(&token.to_uppercase()));
    }

    #[test]
    fn a_configured_token_comes_first() {
        let data = tempfile::tempdir().unwrap();
        let secret = Secret::new("a token of more than thirty-two characters");
        let (administrator, told) = Administrator::open(data.path(), &secret).unwrap();
        assert_eq!(told, None);
        assert!(administrator.is(secret.reveal().unwrap()));
        assert!(!data.path().join(TOKEN_FILE).exists());
    }
}
