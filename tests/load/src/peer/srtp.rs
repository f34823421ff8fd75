//! SRTP and SRTCP with AEAD_AES_128_GCM (RFC 7714), both directions of one connection.
//!
//! A client of its own, so that a packet that is only counted costs nothing and one that is looked at costs a decryption.
//! Packet indices come from the caller: whoever counts sequence numbers knows how often they have wrapped.

use anyhow::{Context, Result, anyhow, ensure};
use ring::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use rtc::crypto::{BlockCipherAlgorithm, RTCCrypto};

/// Bytes the tag adds to a packet.
pub const TAG: usize = 16;
/// Bytes of keying material that a DTLS client exports for this profile (RFC 5764, section 4.2).
pub const MATERIAL: usize = 2 * (16 + 12);

/// What one side sends with.
struct Session {
    rtp: LessSafeKey,
    rtp_salt: [u8; 12],
    rtcp: LessSafeKey,
    rtcp_salt: [u8; 12],
}

/// Both directions.
pub struct Srtp {
    ours: Session,
    theirs: Session,
    next_report: u32,
}

impl Srtp {
    /// Takes keying material as the DTLS client, or as the server, exported it.
    ///
    /// # Errors
    /// When the material has another length, or the provider has no AES.
    pub fn new(material: &[u8], is_client: bool, crypto: &dyn RTCCrypto) -> Result<Self> {
        ensure!(
            material.len() == MATERIAL,
            "keying material of a wrong length"
        );
        let (keys, salts) = material.split_at(32);
        let session = |at: usize| -> Result<Session> {
            let key = keys.get(at * 16..at * 16 + 16).context("a key")?;
            let salt = salts.get(at * 12..at * 12 + 12).context("a salt")?;
            Session::new(key, salt, crypto)
        };
        let (client, server) = (session(0)?, session(1)?);
        let (ours, theirs) = if is_client {
            (client, server)
        } else {
            (server, client)
        };
        Ok(Self {
            ours,
            theirs,
            next_report: 1,
        })
    }

    /// Seals an RTP packet whose header has `header` bytes; `index` is its extended sequence number.
    ///
    /// # Errors
    /// When the packet is shorter than its header.
    pub fn seal(&self, packet: &mut Vec<u8>, header: usize, index: u64) -> Result<()> {
        let nonce = rtp_nonce(&self.ours.rtp_salt, ssrc(packet, 8)?, index);
        let (head, body) = packet.split_at_mut_checked(header).context("a header")?;
        let tag = self
            .ours
            .rtp
            .seal_in_place_separate_tag(nonce, Aad::from(&*head), body)
            .map_err(|_| anyhow!("the cipher refused"))?;
        packet.extend_from_slice(tag.as_ref());
        Ok(())
    }

    /// Opens an RTP packet in place; the payload without the tag.
    ///
    /// # Errors
    /// When it is not what the other side has sealed under this index.
    pub fn open<'p>(
        &self,
        packet: &'p mut [u8],
        header: usize,
        index: u64,
    ) -> Result<&'p mut [u8]> {
        let nonce = rtp_nonce(&self.theirs.rtp_salt, ssrc(packet, 8)?, index);
        let (head, body) = packet.split_at_mut_checked(header).context("a header")?;
        self.theirs
            .rtp
            .open_in_place(nonce, Aad::from(&*head), body)
            .map_err(|_| anyhow!("a packet that does not open"))
    }

    /// Seals a compound RTCP packet.
    ///
    /// # Errors
    /// When it is shorter than a header.
    pub fn seal_report(&mut self, packet: &mut Vec<u8>) -> Result<()> {
        let index = self.next_report;
        self.next_report = index.wrapping_add(1) & 0x7FFF_FFFF;
        let trailer = (index | 0x8000_0000).to_be_bytes();
        let nonce = rtcp_nonce(&self.ours.rtcp_salt, ssrc(packet, 4)?, index);
        let (head, body) = packet.split_at_mut_checked(8).context("a header")?;
        let mut covered = head.to_vec();
        covered.extend_from_slice(&trailer);
        let tag = self
            .ours
            .rtcp
            .seal_in_place_separate_tag(nonce, Aad::from(&covered), body)
            .map_err(|_| anyhow!("the cipher refused"))?;
        packet.extend_from_slice(tag.as_ref());
        packet.extend_from_slice(&trailer);
        Ok(())
    }

    /// Opens a compound RTCP packet in place; without tag and trailer.
    ///
    /// # Errors
    /// When it is not what the other side has sealed.
    pub fn open_report<'p>(&self, packet: &'p mut [u8]) -> Result<&'p [u8]> {
        let sender = ssrc(packet, 4)?;
        let (rest, trailer) = packet
            .split_last_chunk_mut::<4>()
            .context("a report without a trailer")?;
        let index = u32::from_be_bytes(*trailer) & 0x7FFF_FFFF;
        let nonce = rtcp_nonce(&self.theirs.rtcp_salt, sender, index);
        let (head, body) = rest.split_at_mut_checked(8).context("a header")?;
        let mut covered = head.to_vec();
        covered.extend_from_slice(trailer);
        let length = self
            .theirs
            .rtcp
            .open_in_place(nonce, Aad::from(&covered), body)
            .map_err(|_| anyhow!("a report that does not open"))?
            .len();
        packet.get(..8 + length).context("a report")
    }
}

impl Session {
    fn new(key: &[u8], salt: &[u8], crypto: &dyn RTCCrypto) -> Result<Self> {
        // RFC 3711, section 4.3: the label stands at the eighth byte from the left of the padded salt.
        let derive = |label: u8| -> Result<[u8; 16]> {
            let mut block = [0; 16];
            block[..12].copy_from_slice(salt);
            block[7] ^= label;
            crypto
                .block_encrypt(BlockCipherAlgorithm::Aes128, key, &mut block)
                .map_err(|fault| anyhow!("{fault}"))?;
            Ok(block)
        };
        let cipher = |label: u8| -> Result<LessSafeKey> {
            let key = UnboundKey::new(&AES_128_GCM, &derive(label)?);
            Ok(LessSafeKey::new(key.map_err(|_| anyhow!("no AES"))?))
        };
        let salted = |label: u8| -> Result<[u8; 12]> {
            derive(label)?.first_chunk().copied().context("a salt")
        };
        Ok(Self {
            rtp: cipher(0)?,
            rtp_salt: salted(2)?,
            rtcp: cipher(3)?,
            rtcp_salt: salted(5)?,
        })
    }
}

fn ssrc(packet: &[u8], at: usize) -> Result<[u8; 4]> {
    let bytes = packet.get(at..at + 4).context("a packet too short")?;
    Ok(bytes.try_into()?)
}

fn rtp_nonce(salt: &[u8; 12], ssrc: [u8; 4], index: u64) -> Nonce {
    let [_, _, r0, r1, r2, r3, q0, q1] = index.to_be_bytes();
    let [s0, s1, s2, s3] = ssrc;
    mixed(salt, [0, 0, s0, s1, s2, s3, r0, r1, r2, r3, q0, q1])
}

fn rtcp_nonce(salt: &[u8; 12], ssrc: [u8; 4], index: u32) -> Nonce {
    let [i0, i1, i2, i3] = index.to_be_bytes();
    let [s0, s1, s2, s3] = ssrc;
    mixed(salt, [0, 0, s0, s1, s2, s3, 0, 0, i0, i1, i2, i3])
}

fn mixed(salt: &[u8; 12], counter: [u8; 12]) -> Nonce {
    let mut nonce = *salt;
    nonce
        .iter_mut()
        .zip(counter)
        .for_each(|(byte, value)| *byte ^= value);
    Nonce::assume_unique_for_key(nonce)
}

#[cfg(test)]
mod tests {
    use rtc::crypto::RTCCryptoProvider;
    use rtc::crypto::providers::RingProvider;

    use super::*;

    fn pair() -> (Srtp, Srtp) {
        let material: Vec<u8> = (0..u8::try_from(MATERIAL).unwrap()).collect();
        let side =
            |is_client| Srtp::new(&material, is_client, RingProvider::new().crypto()).unwrap();
        (side(true), side(false))
    }

    #[test]
    fn what_one_side_seals_the_other_opens() {
        let (mut client, server) = pair();
        let mut packet = vec![0x80, 111, 0, 7, 0, 0, 0, 1, 9, 9, 9, 9];
        packet.extend(b"sound");
        let plain = packet.clone();
        client.seal(&mut packet, 12, 65_536 + 7).unwrap();
        assert_eq!(packet.len(), plain.len() + TAG);
        let mut wrong = packet.clone();
        assert!(server.open(&mut wrong, 12, 7).is_err(), "another round");
        assert_eq!(server.open(&mut packet, 12, 65_536 + 7).unwrap(), b"sound");

        let mut report = vec![0x80, 201, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8];
        let plain = report.clone();
        client.seal_report(&mut report).unwrap();
        let mut second = plain.clone();
        client.seal_report(&mut second).unwrap();
        assert_ne!(report, second, "every report has its own index");
        assert_eq!(server.open_report(&mut report).unwrap(), plain);
        assert_eq!(server.open_report(&mut second).unwrap(), plain);
        assert!(client.open_report(&mut report).is_err(), "its own");
    }
}
