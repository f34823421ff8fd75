//! Secrets kept as files in the data directory: made once, readable by the server's user alone.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// Whether a secret was there before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Made now.
    Made,
    /// Read from its file.
    Kept,
}

/// A secret file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyfileFault {
    /// Others may read it.
    #[error("{} can be read by others: run chmod 600 on it, or remove it to get a new one", .0.display())]
    Exposed(PathBuf),
    /// Not what was written once.
    #[error("{} is damaged: restore it, or remove it to get a new one", .0.display())]
    Damaged(PathBuf),
    /// The system says no.
    #[error("cannot read or write {}: {source}", path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// The secret in `path`; made by `make` if there is none.
///
/// # Errors
/// The file cannot be read or written, or others can read it.
pub fn read_or_make(
    path: &Path,
    make: impl FnOnce() -> Vec<u8>,
) -> Result<(Vec<u8>, Origin), KeyfileFault> {
    let fault = |source| KeyfileFault::Io {
        path: path.to_owned(),
        source,
    };
    match fs::metadata(path) {
        Ok(data) if data.permissions().mode() & 0o077 != 0 => {
            Err(KeyfileFault::Exposed(path.to_owned()))
        }
        Ok(_) => Ok((fs::read(path).map_err(fault)?, Origin::Kept)),
        Err(missing) if missing.kind() == ErrorKind::NotFound => {
            let secret = make();
            write(path, &secret).map_err(fault)?;
            Ok((secret, Origin::Made))
        }
        Err(other) => Err(fault(other)),
    }
}

/// Writes a secret beside its place and moves it there, so that a crash leaves the old one or the new one.
///
/// # Errors
/// The file cannot be written.
pub fn write(path: &Path, secret: &[u8]) -> std::io::Result<()> {
    let beside = path.with_extension("new");
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&beside)?;
    file.write_all(secret)?;
    file.sync_all()?;
    fs::rename(&beside, path)
}

/// The key that signs tickets.
///
/// # Errors
/// The file cannot be used.
pub fn ticket_key(data: &Path, make: impl FnOnce() -> [u8; 32]) -> Result<[u8; 32], KeyfileFault> {
    let path = data.join(TICKET_KEY);
    let (bytes, _) = read_or_make(&path, || make().to_vec())?;
    bytes.try_into().map_err(|_| KeyfileFault::Damaged(path))
}

const TICKET_KEY: &str = "ticket.key";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_for_one_user() {
        let data = tempfile::tempdir().unwrap();
        let first = ticket_key(data.path(), || [7; 32]).unwrap();
        let second = ticket_key(data.path(), || [8; 32]).unwrap();
        assert_eq!((first, second), ([7; 32], [7; 32]));
        let mode = fs::metadata(data.path().join(TICKET_KEY))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn an_exposed_or_damaged_key_is_refused() {
        let data = tempfile::tempdir().unwrap();
        let path = data.path().join(TICKET_KEY);
        write(&path, b"short").unwrap();
        let fault = ticket_key(data.path(), || [7; 32]).unwrap_err();
        assert!(matches!(fault, KeyfileFault::Damaged(_)), "{fault}");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        let fault = ticket_key(data.path(), || [7; 32]).unwrap_err();
        assert!(matches!(fault, KeyfileFault::Exposed(_)), "{fault}");
    }
}
