//! File descriptors: every browser takes one, and systems give a process only the first 1,024 unless it asks for more.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Raises the limit as far as the system lets this process, and says so once. Where it cannot, the server runs with what
/// there is.
pub(super) fn raise() {
    let given = getrlimit(Resource::Nofile);
    let wanted = Rlimit {
        current: given.maximum,
        maximum: given.maximum,
    };
    let now = match setrlimit(Resource::Nofile, wanted) {
        Ok(()) => wanted.current,
        Err(error) => {
            tracing::warn!(%error, "the limit of file descriptors cannot be raised");
            given.current
        }
    };
    // None is a limit.
    let before = given.current.unwrap_or(u64::MAX);
    match now.unwrap_or(u64::MAX) {
        now if now < FULL_HALL => {
            tracing::warn!(
                before,
                now,
                "file descriptors do not suffice for a full hall"
            );
        }
        now => tracing::info!(before, now, "file descriptors"),
    }
}

/// 1,000 people by WebSocket, each with two connections of media by TCP, and what the server itself has open.
const FULL_HALL: u64 = 4_096;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_descriptors_that_there_may_be_are_asked_for() {
        raise();
        let limit = getrlimit(Resource::Nofile);
        assert_eq!(limit.current, limit.maximum);
    }
}
