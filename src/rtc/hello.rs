//! The two things we read in a page's DTLS hello: which SRTP profiles it has, and whether it is the one with the cookie.
//!
//! A handshake that fails for want of a profile leaves no trace in the engine's state, so it is foreseen here. A hello
//! in fragments is not read: only new browsers send such, and they have all profiles.

/// Whether this datagram is a hello that names SRTP profiles without the wanted one.
pub(super) fn lacks_profile(datagram: &[u8], wanted: u16) -> bool {
    profiles(datagram).is_some_and(|list| {
        list.chunks_exact(2)
            .all(|profile| profile != wanted.to_be_bytes())
    })
}

/// Whether this datagram is the whole second hello of a handshake, the one with the cookie, or a repetition of it.
pub(super) fn is_second(datagram: &[u8]) -> bool {
    let Some((record, rest)) = datagram.split_first_chunk::<13>() else {
        return false;
    };
    let Some(&[kind, l0, l1, l2, s0, s1, _, _, _, f0, f1, f2]) = rest.first_chunk() else {
        return false;
    };
    let is_first_epoch = matches!(record, [HANDSHAKE, _, _, 0, 0, ..]);
    let is_whole = [l0, l1, l2] == [f0, f1, f2];
    is_first_epoch && is_whole && kind == CLIENT_HELLO && [s0, s1] == [0, 1]
}

/// AEAD_AES_128_GCM in `use_srtp` (RFC 7714).
pub(super) const AEAD_AES_128_GCM: u16 = 0x0007;

fn profiles(datagram: &[u8]) -> Option<&[u8]> {
    let (record, rest) = datagram.split_first_chunk::<13>()?;
    let (handshake, body) = rest.split_first_chunk::<12>()?;
    let is_first_epoch = matches!(record, [HANDSHAKE, _, _, 0, 0, ..]);
    let [kind, l0, l1, l2, _, _, o0, o1, o2, f0, f1, f2] = *handshake;
    let is_whole = [o0, o1, o2] == [0; 3] && [l0, l1, l2] == [f0, f1, f2];
    if !is_first_epoch || kind != CLIENT_HELLO || !is_whole {
        return None;
    }
    let body = body.get(VERSION_AND_RANDOM..)?;
    let (_session, body) = short(body)?;
    let (_cookie, body) = short(body)?;
    let (_ciphers, body) = long(body)?;
    let (_compressions, body) = short(body)?;
    let (mut extensions, _) = long(body)?;
    while let Some((kind, rest)) = extensions.split_first_chunk::<2>() {
        let (value, rest) = long(rest)?;
        if u16::from_be_bytes(*kind) == USE_SRTP {
            return Some(long(value)?.0);
        }
        extensions = rest;
    }
    None
}

/// A value behind a length of one byte, and what follows it.
fn short(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first()?;
    rest.split_at_checked(usize::from(*length))
}

/// A value behind a length of two bytes, and what follows it.
fn long(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<2>()?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))
}

const HANDSHAKE: u8 = 22;
const CLIENT_HELLO: u8 = 1;
const VERSION_AND_RANDOM: usize = 34;
const USE_SRTP: u16 = 14;

#[cfg(test)]
mod tests {
    use super::*;

    fn hello(profiles: &[u8], fragment: u8) -> Vec<u8> {
        let mut body = vec![0xfe, 0xfd];
        body.extend([7; 32]);
        body.extend([0, 0, 0, 2, 0xc0, 0x2b, 1, 0]);
        let mut extensions = vec![0, 23, 0, 0, 0, 14];
        let length = u8::try_from(profiles.len()).unwrap();
        extensions.extend([0, length + 3, 0, length]);
        extensions.extend_from_slice(profiles);
        extensions.push(0);
        body.extend([0, u8::try_from(extensions.len()).unwrap()]);
        body.extend(extensions);
        let length = u8::try_from(body.len()).unwrap();
        let mut datagram = vec![22, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, length + 12];
        datagram.extend([1, 0, 0, length, 0, 0, 0, 0, fragment, 0, 0, length]);
        datagram.extend(body);
        datagram
    }

    #[test]
    fn a_hello_is_asked_for_its_profiles() {
        assert!(lacks_profile(&hello(&[0, 1, 0, 2], 0), AEAD_AES_128_GCM));
        assert!(!lacks_profile(&hello(&[0, 1, 0, 7], 0), AEAD_AES_128_GCM));
        assert!(
            !lacks_profile(&hello(&[0, 1], 9), AEAD_AES_128_GCM),
            "in fragments"
        );
    }

    #[test]
    fn the_hello_with_the_cookie_is_the_second() {
        let mut datagram = hello(&[0, 7], 0);
        assert!(!is_second(&datagram));
        datagram[18] = 1;
        assert!(is_second(&datagram));
        assert!(!is_second(&datagram[..18]));
        datagram[24] += 1;
        assert!(!is_second(&datagram), "in fragments");
        datagram[24] -= 1;
        datagram[4] = 1;
        assert!(!is_second(&datagram), "encrypted");
    }

    #[test]
    fn what_is_cut_short_says_nothing() {
        let whole = hello(&[0, 1], 0);
        for end in 0..whole.len() - 2 {
            assert!(!lacks_profile(&whole[..end], AEAD_AES_128_GCM), "{end}");
        }
    }
}
