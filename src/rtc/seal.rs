//! SRTP protection in place, with AEAD_AES_128_GCM (RFC 7714).
//!
//! One sealer per receive leg, one `Progress` per SSRC. An AES-GCM nonce must never repeat: a packet index that was
//! sealed before, or that lies so far back that nobody remembers, is refused. No other profile passes here.

use ring::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use rtc::crypto::{BlockCipherAlgorithm, RTCCrypto};

use super::keys::Master;

/// Bytes the tag adds to a packet.
pub(super) const TAG: usize = 16;

/// Seals the packets of one leg.
pub(super) struct Sealer {
    key: LessSafeKey,
    salt: [u8; 12],
}

/// What one SSRC has sealed so far: the highest index and which of those before it, as far back as the relay repairs.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Progress {
    highest: Option<u64>,
    /// A ring of bits: that of an index is its place modulo `REMEMBERED`.
    sealed: [u64; WORDS],
}

/// Why a packet was not sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum SealFault {
    /// This index was sealed before, or is older than anybody remembers.
    #[error("a packet index would be used twice")]
    Reused,
    /// Shorter than its header, or the cipher refused.
    #[error("the packet cannot be sealed")]
    Broken,
}

impl Sealer {
    /// Derives the session key and salt; `None` if the provider cannot.
    pub(super) fn new(master: &Master, crypto: &dyn RTCCrypto) -> Option<Self> {
        let derive = |label: u8| {
            let mut block = [0; 16];
            block
                .iter_mut()
                .zip(master.salt)
                .for_each(|(byte, salt)| *byte = salt);
            if let Some(byte) = block.get_mut(7) {
                *byte ^= label;
            }
            crypto
                .block_encrypt(BlockCipherAlgorithm::Aes128, &master.key, &mut block)
                .ok()?;
            Some(block)
        };
        let key = derive(0)?;
        let salt = derive(2)?;
        Some(Self {
            key: LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key).ok()?),
            salt: *salt.first_chunk()?,
        })
    }

    /// Seals `packet` in place: a whole RTP packet with a header of `header` bytes and room for the tag at its end.
    /// `index` is the extended sequence number; its low 16 bits are the header's.
    ///
    /// # Errors
    /// When the index was used before; the packet is then worthless and must not leave.
    pub(super) fn seal(
        &self,
        progress: &mut Progress,
        index: u64,
        packet: &mut [u8],
        header: usize,
    ) -> Result<(), SealFault> {
        let (&[_, _, high, low, _, _, _, _, s0, s1, s2, s3], _) =
            packet.split_first_chunk::<12>().ok_or(SealFault::Broken)?;
        if !index.to_be_bytes().ends_with(&[high, low]) {
            return Err(SealFault::Broken);
        }
        progress.claim(index)?;
        let [_, _, r0, r1, r2, r3, q0, q1] = index.to_be_bytes();
        let counter = [0, 0, s0, s1, s2, s3, r0, r1, r2, r3, q0, q1];
        let mut nonce = self.salt;
        nonce
            .iter_mut()
            .zip(counter)
            .for_each(|(byte, value)| *byte ^= value);
        let (head, rest) = packet
            .split_at_mut_checked(header)
            .ok_or(SealFault::Broken)?;
        let (body, tail) = rest
            .split_last_chunk_mut::<TAG>()
            .ok_or(SealFault::Broken)?;
        let tag = self
            .key
            .seal_in_place_separate_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(&*head),
                body,
            )
            .map_err(|_| SealFault::Broken)?;
        tail.copy_from_slice(tag.as_ref());
        Ok(())
    }
}

impl Progress {
    /// Notes that `index` is used now, unless it was before or nobody can tell.
    fn claim(&mut self, index: u64) -> Result<(), SealFault> {
        let highest = *self.highest.get_or_insert(index);
        if let Some(ahead) = index.checked_sub(highest).filter(|ahead| *ahead > 0) {
            if ahead >= REMEMBERED {
                self.sealed = [0; WORDS];
            } else {
                for between in highest.saturating_add(1)..=index {
                    let (word, bit) = self.place(between)?;
                    *word &= !bit;
                }
            }
            self.highest = Some(index);
        } else if highest.abs_diff(index) >= REMEMBERED {
            return Err(SealFault::Reused);
        }
        let (word, bit) = self.place(index)?;
        if *word & bit != 0 {
            return Err(SealFault::Reused);
        }
        *word |= bit;
        Ok(())
    }

    /// Where an index is remembered.
    fn place(&mut self, index: u64) -> Result<(&mut u64, u64), SealFault> {
        let at = usize::try_from(index % REMEMBERED / 64).map_err(|_| SealFault::Broken)?;
        let word = self.sealed.get_mut(at).ok_or(SealFault::Broken)?;
        Ok((word, 1 << (index % 64)))
    }
}

/// Indices an SSRC remembers, as many as a line of the relay.
const REMEMBERED: u64 = 1_024;
const WORDS: usize = 16;

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;
    use rtc::crypto::RTCCryptoProvider;
    use rtc::crypto::providers::RingProvider;

    use super::*;

    fn sealer() -> Sealer {
        let master = Master {
            key: [7; 16],
            salt: [9; 12],
        };
        Sealer::new(&master, RingProvider::new().crypto()).unwrap()
    }

    fn packet(sequence: u16, body: &[u8]) -> Vec<u8> {
        let mut packet = vec![0x80, 111];
        packet.extend(sequence.to_be_bytes());
        packet.extend([0, 0, 0, 1, 0, 0, 0, 2]);
        packet.extend(body);
        packet.extend([0; TAG]);
        packet
    }

    #[test]
    fn the_same_index_is_never_sealed_twice() {
        let (sealer, mut progress) = (sealer(), Progress::default());
        let mut first = packet(65_535, b"voice");
        sealer.seal(&mut progress, 65_535, &mut first, 12).unwrap();
        let mut again = packet(65_535, b"other");
        assert_eq!(
            sealer.seal(&mut progress, 65_535, &mut again, 12),
            Err(SealFault::Reused)
        );
        assert_eq!(&again[12..17], b"other", "nothing was encrypted");
        let mut wrapped = packet(65_535, b"voice");
        sealer
            .seal(&mut progress, 65_535 + 65_536, &mut wrapped, 12)
            .unwrap();
        assert_ne!(first, wrapped, "the next round has another nonce");
    }

    #[test]
    fn late_packets_around_the_wrap_are_sealed_once() {
        let mut progress = Progress::default();
        for index in [65_534, 65_537, 65_535, 65_538, 65_536] {
            assert_eq!(progress.claim(index), Ok(()));
        }
        assert_eq!(progress.claim(65_535), Err(SealFault::Reused));
    }

    #[test]
    fn beyond_what_is_remembered_nothing_goes_back() {
        let mut progress = Progress::default();
        progress.claim(2_000).unwrap();
        assert_eq!(progress.claim(2_000 - 1_023), Ok(()));
        assert_eq!(progress.claim(2_000 - 1_024), Err(SealFault::Reused));
        assert_eq!(progress.claim(0), Err(SealFault::Reused));
        progress.claim(u64::MAX).unwrap();
        assert_eq!(progress.claim(2_000), Err(SealFault::Reused));
    }

    #[test]
    fn a_packet_that_is_not_what_it_says_is_refused() {
        let (sealer, mut progress) = (sealer(), Progress::default());
        for (mut packet, index, header) in [
            (packet(1, b""), 1, 40),
            (packet(1, b""), 2, 12),
            (vec![0; 5], 0, 0),
        ] {
            assert_eq!(
                sealer.seal(&mut progress, index, &mut packet, header),
                Err(SealFault::Broken)
            );
        }
    }

    proptest! {
        #[test]
        fn no_walk_repeats_an_index(
            steps in prop::collection::vec(-1_300_i64..3_000, 1..400), start in 0_u64..200_000,
        ) {
            let mut progress = Progress::default();
            let mut given = HashSet::new();
            let mut position = start;
            for step in steps {
                position = position.saturating_add_signed(step);
                if progress.claim(position).is_ok() {
                    prop_assert!(given.insert(position));
                }
            }
        }
    }
}
