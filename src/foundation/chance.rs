//! The one source of chance: ids, secrets, jitter.

#![expect(clippy::disallowed_methods, reason = "the one source of chance")]

use rand::RngExt;
use uuid::Uuid;

/// A sortable id for things people make: questions, tickets.
pub fn id() -> String {
    Uuid::now_v7().simple().to_string()
}

/// 128 bits nobody can guess, as 32 hexadecimal digits.
pub fn secret() -> String {
    Uuid::new_v4().simple().to_string()
}

/// Random bytes, for keys.
pub fn bytes<const N: usize>() -> [u8; N] {
    rand::rng().random()
}
