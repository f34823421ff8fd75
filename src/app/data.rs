//! The data directory: made for one user, used by one server at a time, and what is kept there beside the database.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::admission::keyfile;
use crate::http::certificate;

/// The directory of a running server, locked against a second one.
pub(super) struct Data {
    path: PathBuf,
    _lock: File,
}

impl Data {
    /// Opens or makes the directory for a server.
    pub(super) fn lock(path: &Path) -> anyhow::Result<Self> {
        make(path)?;
        let file = path.join("lock");
        let lock = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&file);
        let lock = lock.with_context(|| format!("cannot write {}", file.display()))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self {
                path: path.to_owned(),
                _lock: lock,
            }),
            Err(TryLockError::WouldBlock) => bail!(
                "another server uses {}: stop it, or choose another directory with --data DIR",
                path.display()
            ),
            Err(TryLockError::Error(error)) => {
                Err(error).with_context(|| format!("cannot lock {}", file.display()))
            }
        }
    }

    /// Keeps what links begin with, so that `roadshow ticket` prints the same.
    pub(super) fn keep_public_url(&self, url: &str) -> anyhow::Result<()> {
        let path = self.path.join(PUBLIC_URL);
        keyfile::write(&path, url.as_bytes())
            .with_context(|| format!("cannot write {}", path.display()))
    }

    /// The files of the certificate for this network; made or renewed where needed.
    pub(super) fn certificate(
        &self,
        names: &[String],
        now_seconds: u64,
    ) -> anyhow::Result<(PathBuf, PathBuf)> {
        let (cert, key) = (
            self.path.join("lan-cert.pem"),
            self.path.join("lan-key.pem"),
        );
        let kept = fs::read_to_string(&cert).unwrap_or_default();
        if !(key.exists() && certificate::still_serves(&kept, names, now_seconds)) {
            let fresh =
                certificate::make(names, now_seconds).context("cannot make a certificate")?;
            keyfile::write(&key, fresh.key.as_bytes())?;
            keyfile::write(&cert, fresh.cert.as_bytes())?;
        }
        Ok((cert, key))
    }
}

/// Makes the directory if there is none, for this user alone.
pub(super) fn make(path: &Path) -> anyhow::Result<()> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(path);
    made.with_context(|| {
        format!(
            "cannot make the data directory {}: choose another with --data DIR",
            path.display()
        )
    })
}

/// What links began with when a server last ran here.
pub(super) fn kept_public_url(path: &Path) -> Option<String> {
    let url = fs::read_to_string(path.join(PUBLIC_URL)).ok()?;
    Some(url.trim().to_owned()).filter(|url| !url.is_empty())
}

const PUBLIC_URL: &str = "public-url";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_server_at_a_time_and_its_address_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/data");
        let data = Data::lock(&path).unwrap();
        let words = Data::lock(&path).err().unwrap().to_string();
        assert!(words.contains("another server"), "{words}");
        data.keep_public_url("http://localhost:1").unwrap();
        assert_eq!(
            kept_public_url(&path).as_deref(),
            Some("http://localhost:1")
        );
        drop(data);
        Data::lock(&path).unwrap();
    }

    #[test]
    fn a_certificate_is_kept_until_an_address_is_missing() {
        let folder = tempfile::tempdir().unwrap();
        let data = Data::lock(folder.path()).unwrap();
        let one = ["localhost".to_owned()];
        let two = ["localhost".to_owned(), "192.0.2.1".to_owned()];
        let (cert, _) = data.certificate(&one, 1_800_000_000).unwrap();
        let first = fs::read(&cert).unwrap();
        data.certificate(&one, 1_800_000_001).unwrap();
        assert_eq!(fs::read(&cert).unwrap(), first);
        data.certificate(&two, 1_800_000_002).unwrap();
        assert_ne!(fs::read(&cert).unwrap(), first);
    }
}
