//! TLS of the web port: a certificate and its key, changed while running when the files change.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use rustls::ServerConfig;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use tokio_rustls::TlsAcceptor;

/// A certificate in use. Clones share it.
#[derive(Clone, Debug)]
pub struct Tls {
    current: Arc<Current>,
    provider: Arc<CryptoProvider>,
}

/// A certificate or key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsFault {
    /// The file cannot be read.
    #[error("cannot read {}: {problem}; it must be a PEM file", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        problem: rustls::pki_types::pem::Error,
    },
    /// The two do not fit, or are of a kind that is not supported.
    #[error("certificate and key cannot be used together: {0}")]
    Pair(#[from] rustls::Error),
}

impl Tls {
    /// TLS with the certificate chain and key of two PEM files.
    ///
    /// # Errors
    /// They cannot be read or do not fit.
    pub fn from_files(cert: &Path, key: &Path) -> Result<Self, TlsFault> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let current = Current(RwLock::new(read(cert, key, &provider)?));
        Ok(Self {
            current: Arc::new(current),
            provider,
        })
    }

    /// Reads the files again; on a fault the certificate in use stays.
    ///
    /// # Errors
    /// They cannot be read or do not fit.
    pub fn reload(&self, cert: &Path, key: &Path) -> Result<(), TlsFault> {
        let fresh = read(cert, key, &self.provider)?;
        *self
            .current
            .0
            .write()
            .unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(())
    }

    /// Accepts TLS 1.2 and 1.3 connections.
    ///
    /// # Errors
    /// The crypto provider lacks something.
    pub fn acceptor(&self) -> Result<TlsAcceptor, TlsFault> {
        let mut config = ServerConfig::builder_with_provider(self.provider.clone())
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_cert_resolver(self.current.clone());
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(TlsAcceptor::from(Arc::new(config)))
    }

    /// The server's own certificate as DER, for its fingerprint.
    pub fn leaf(&self) -> Vec<u8> {
        let current = self.current.get();
        current
            .cert
            .first()
            .map(|cert| cert.to_vec())
            .unwrap_or_default()
    }
}

#[derive(Debug)]
struct Current(RwLock<Arc<CertifiedKey>>);

impl Current {
    fn get(&self) -> Arc<CertifiedKey> {
        self.0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl ResolvesServerCert for Current {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.get())
    }
}

fn read(cert: &Path, key: &Path, provider: &CryptoProvider) -> Result<Arc<CertifiedKey>, TlsFault> {
    let fault = |path: &Path| {
        let path = path.to_owned();
        move |problem| TlsFault::File { path, problem }
    };
    let chain: Result<Vec<_>, _> = CertificateDer::pem_file_iter(cert)
        .map_err(fault(cert))?
        .collect();
    let chain = chain.map_err(fault(cert))?;
    let key_der = PrivateKeyDer::from_pem_file(key).map_err(fault(key))?;
    Ok(Arc::new(CertifiedKey::from_der(chain, key_der, provider)?))
}
