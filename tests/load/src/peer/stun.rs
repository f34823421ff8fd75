//! The ICE agent of one peer: checks that it sends, checks that it answers. Bytes only; no socket, no clock.
//!
//! One host candidate on this side, one on the other, and this side nominates at once, as browsers do with an ICE-lite
//! server. A full agent on the other side is answered too.

use ring::hmac;

use std::net::SocketAddr;

/// Name and password of one side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credentials {
    /// `a=ice-ufrag`.
    pub name: String,
    /// `a=ice-pwd`.
    pub password: String,
}

/// What a datagram that looks like STUN is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stun {
    /// The other side checks us, under this transaction.
    Request([u8; 12]),
    /// It has answered a check of ours.
    Success([u8; 12]),
    /// Anything else.
    Other,
}

/// Whether a datagram is STUN (RFC 7983).
pub fn is_stun(datagram: &[u8]) -> bool {
    datagram.len() >= HEADER && datagram.first().is_some_and(|first| *first < 4)
}

/// Reads a datagram that `is_stun`.
pub fn read(datagram: &[u8]) -> Stun {
    let transaction = datagram.get(8..20).and_then(|bytes| bytes.try_into().ok());
    match (datagram.first_chunk(), transaction) {
        (Some([0x00, 0x01]), Some(transaction)) => Stun::Request(transaction),
        (Some([0x01, 0x01]), Some(transaction)) => Stun::Success(transaction),
        _ => Stun::Other,
    }
}

/// A check that nominates the pair.
pub fn request(transaction: [u8; 12], ours: &Credentials, theirs: &Credentials) -> Vec<u8> {
    let mut message = begin(0x0001, transaction);
    let name = format!("{}:{}", theirs.name, ours.name);
    attribute(&mut message, 0x0006, name.as_bytes());
    attribute(&mut message, 0x0024, &PEER_REFLEXIVE_PRIORITY.to_be_bytes());
    attribute(&mut message, 0x802A, &[7; 8]);
    attribute(&mut message, 0x0025, &[]);
    finish(message, &theirs.password)
}

/// The answer to a check of the other side, which came from `from`.
pub fn response(transaction: [u8; 12], from: SocketAddr, ours: &Credentials) -> Vec<u8> {
    let mut message = begin(0x0101, transaction);
    if let SocketAddr::V4(from) = from {
        let port = from.port() ^ 0x2112;
        let mut mapped = vec![0, 1];
        mapped.extend_from_slice(&port.to_be_bytes());
        let mixed = from.ip().octets().into_iter().zip(COOKIE);
        mapped.extend(mixed.map(|(byte, cookie)| byte ^ cookie));
        attribute(&mut message, 0x0020, &mapped);
    }
    finish(message, &ours.password)
}

fn begin(kind: u16, transaction: [u8; 12]) -> Vec<u8> {
    let mut message = kind.to_be_bytes().to_vec();
    message.extend_from_slice(&[0, 0]);
    message.extend_from_slice(&COOKIE);
    message.extend_from_slice(&transaction);
    message
}

fn attribute(message: &mut Vec<u8>, kind: u16, value: &[u8]) {
    message.extend_from_slice(&kind.to_be_bytes());
    let length = u16::try_from(value.len()).unwrap_or_default();
    message.extend_from_slice(&length.to_be_bytes());
    message.extend_from_slice(value);
    message.resize(message.len().next_multiple_of(4), 0);
}

/// Adds MESSAGE-INTEGRITY and FINGERPRINT, each over a header that already counts it (RFC 8489, sections 14.5 and 14.7).
fn finish(mut message: Vec<u8>, password: &str) -> Vec<u8> {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, password.as_bytes());
    count(&mut message, 24);
    let proof = hmac::sign(&key, &message);
    attribute(&mut message, 0x0008, proof.as_ref());
    count(&mut message, 8);
    let checksum = crc32(&message) ^ 0x5354_554E;
    attribute(&mut message, 0x8028, &checksum.to_be_bytes());
    message
}

fn count(message: &mut [u8], still_to_come: usize) {
    let length = u16::try_from(message.len() + still_to_come - HEADER).unwrap_or_default();
    if let Some(place) = message.get_mut(2..4) {
        place.copy_from_slice(&length.to_be_bytes());
    }
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            let mask = (sum & 1).wrapping_neg();
            sum = (sum >> 1) ^ (0xEDB8_8320 & mask);
        }
    }
    !sum
}

const HEADER: usize = 20;
const COOKIE: [u8; 4] = [0x21, 0x12, 0xA4, 0x42];
/// Type preference 110, as RFC 8445 recommends for candidates that checks find.
const PEER_REFLEXIVE_PRIORITY: u32 = 110 << 24 | 0x00FF_FFFF;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_that_of_everybody() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn a_check_counts_its_own_length_and_is_read_back() {
        let side = |name: &str| Credentials {
            name: name.into(),
            password: format!("password of {name}"),
        };
        let message = request([3; 12], &side("a"), &side("server"));
        assert!(is_stun(&message));
        assert_eq!(read(&message), Stun::Request([3; 12]));
        let length = u16::from_be_bytes([message[2], message[3]]);
        assert_eq!(usize::from(length) + HEADER, message.len());
        let answer = response([3; 12], "127.0.0.1:5".parse().unwrap(), &side("server"));
        assert_eq!(read(&answer), Stun::Success([3; 12]));
        assert!(!is_stun(&[0x80; 40]), "media");
    }
}
