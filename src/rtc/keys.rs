//! The SRTP keys of one connection, taken where the engine derives them.
//!
//! The engine keeps its keys to itself, but its key derivation asks a crypto provider of ours to encrypt a block with
//! the master key. This provider notes the master key and hands everything on to a real one. It is not a cipher, and
//! it never prints what it has seen.

use std::sync::{Arc, Mutex, PoisonError};

use rtc::crypto::{
    ActiveKeyExchange, AeadAlgorithm, AeadCipher, BlockCipherAlgorithm, CbcAlgorithm, CbcCipher,
    CryptoAlgorithm, CryptoError, HashAlgorithm, HmacAlgorithm, KeyExchangeAlgorithm, Mac,
    PublicKey, RTCCrypto, RTCCryptoProvider, RTCRandom, SignatureScheme, SigningKey, StreamCipher,
    StreamCipherAlgorithm,
};

/// Notes the master keys of one connection; one instance per connection.
pub(super) struct Keys {
    provider: Arc<dyn RTCCryptoProvider>,
    seen: Mutex<Vec<Master>>,
}

/// A master key and salt of AES-128-GCM (RFC 7714).
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Master {
    /// 128 bits.
    pub(super) key: [u8; 16],
    /// 96 bits.
    pub(super) salt: [u8; 12],
}

impl Keys {
    /// Wraps the provider that does the work.
    pub(super) fn new(provider: Arc<dyn RTCCryptoProvider>) -> Self {
        Self {
            provider,
            seen: Mutex::new(Vec::new()),
        }
    }

    /// The key we send with, once the handshake is over and if it is AES-128-GCM.
    ///
    /// The engine derives the local keys first, then the peer's; each starts with label 0, so the first block of a
    /// new master key is its salt. A GCM salt has 96 bits, an AES-CM salt 112: the last two bytes tell them apart.
    pub(super) fn ours(&self) -> Option<Master> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        (seen.len() >= 2).then(|| seen.first().cloned()).flatten()
    }

    fn note(&self, key: &[u8], block: &[u8]) {
        let (Ok(key), Some((salt, [0, 0, 0, 0]))) =
            (<[u8; 16]>::try_from(key), block.split_first_chunk::<12>())
        else {
            return;
        };
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.iter().all(|master| master.key != key) {
            seen.push(Master { key, salt: *salt });
        }
    }
}

impl RTCCryptoProvider for Keys {
    fn name(&self) -> &'static str {
        "keys"
    }

    fn crypto(&self) -> &dyn RTCCrypto {
        self
    }

    fn random(&self) -> &dyn RTCRandom {
        self.provider.random()
    }
}

impl RTCCrypto for Keys {
    fn block_encrypt(
        &self,
        algorithm: BlockCipherAlgorithm,
        key: &[u8],
        block: &mut [u8],
    ) -> Result<(), CryptoError> {
        self.note(key, block);
        self.provider.crypto().block_encrypt(algorithm, key, block)
    }

    fn supports(&self, algorithm: CryptoAlgorithm) -> bool {
        self.provider.crypto().supports(algorithm)
    }

    fn hash(&self, algorithm: HashAlgorithm, data: &[u8]) -> Result<Vec<u8>, CryptoError> {
        self.provider.crypto().hash(algorithm, data)
    }

    fn new_hmac(&self, algorithm: HmacAlgorithm, key: &[u8]) -> Result<Box<dyn Mac>, CryptoError> {
        self.provider.crypto().new_hmac(algorithm, key)
    }

    fn new_stream_cipher(
        &self,
        algorithm: StreamCipherAlgorithm,
        key: &[u8],
    ) -> Result<Box<dyn StreamCipher>, CryptoError> {
        self.provider.crypto().new_stream_cipher(algorithm, key)
    }

    fn new_aead(
        &self,
        algorithm: AeadAlgorithm,
        key: &[u8],
    ) -> Result<Box<dyn AeadCipher>, CryptoError> {
        self.provider.crypto().new_aead(algorithm, key)
    }

    fn new_cbc(
        &self,
        algorithm: CbcAlgorithm,
        key: &[u8],
    ) -> Result<Box<dyn CbcCipher>, CryptoError> {
        self.provider.crypto().new_cbc(algorithm, key)
    }

    fn start_key_exchange(
        &self,
        algorithm: KeyExchangeAlgorithm,
    ) -> Result<Box<dyn ActiveKeyExchange>, CryptoError> {
        self.provider.crypto().start_key_exchange(algorithm)
    }

    fn generate_signing_key(
        &self,
        scheme: SignatureScheme,
    ) -> Result<Arc<dyn SigningKey>, CryptoError> {
        self.provider.crypto().generate_signing_key(scheme)
    }

    fn import_signing_key(
        &self,
        scheme: SignatureScheme,
        der: &[u8],
    ) -> Result<Arc<dyn SigningKey>, CryptoError> {
        self.provider.crypto().import_signing_key(scheme, der)
    }

    fn verify_signature(
        &self,
        scheme: SignatureScheme,
        key: PublicKey<'_>,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), CryptoError> {
        self.provider
            .crypto()
            .verify_signature(scheme, key, message, signature)
    }
}
