//! The way to the service: a TCP connection, with TLS where its address says `https`.

use std::io;
use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

/// Where the service is found.
pub(super) struct Way {
    host: String,
    port: u16,
    authority: String,
    tls: Option<(TlsConnector, ServerName<'static>)>,
}

/// The service cannot be reached as configured.
#[derive(Debug, thiserror::Error)]
pub enum WayFault {
    /// Not the address of a service.
    #[error("url `{0}` names no host")]
    Url(String),
    /// The authorities cannot be read.
    #[error("cannot read {path}: {problem}; authorities must name a PEM file")]
    Authorities {
        /// Which file.
        path: String,
        /// Why.
        problem: rustls::pki_types::pem::Error,
    },
    /// The TLS library declines its settings.
    #[error("TLS cannot be used: {0}")]
    Tls(#[from] rustls::Error),
}

/// A connection, of either kind.
pub(super) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

impl Way {
    /// The way to a service, `https` checked against the authorities of a PEM file.
    pub(super) fn to(url: &str, authorities: &str) -> Result<Self, WayFault> {
        let odd = || WayFault::Url(url.to_owned());
        let (scheme, authority) = url.split_once("://").ok_or_else(odd)?;
        let secure = scheme == "https";
        let (host, port) = match authority.rsplit_once(':') {
            // What follows the last colon of a bare IPv6 address is no port.
            Some((host, port)) if !port.ends_with(']') => {
                (host, Some(port.parse().map_err(|_| odd())?))
            }
            _ => (authority, None),
        };
        let host = host.trim_matches(['[', ']']).to_owned();
        let tls = if secure {
            let name = ServerName::try_from(host.clone()).map_err(|_| odd())?;
            Some((connector(authorities)?, name))
        } else {
            None
        };
        Ok(Self {
            host,
            port: port.unwrap_or(if secure { 443 } else { 80 }),
            authority: authority.to_owned(),
            tls,
        })
    }

    /// As a request names it.
    pub(super) fn authority(&self) -> &str {
        &self.authority
    }

    /// A new connection.
    pub(super) async fn connect(&self) -> io::Result<Box<dyn Stream>> {
        let stream = TcpStream::connect((self.host.as_str(), self.port)).await?;
        stream.set_nodelay(true)?;
        Ok(match &self.tls {
            Some((tls, name)) => Box::new(tls.connect(name.clone(), stream).await?),
            None => Box::new(stream),
        })
    }
}

fn connector(authorities: &str) -> Result<TlsConnector, WayFault> {
    let unread = |problem| WayFault::Authorities {
        path: authorities.to_owned(),
        problem,
    };
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(authorities).map_err(unread)? {
        // One that the library cannot use vouches for nobody; the others still do.
        let _ = roots.add(certificate.map_err(unread)?);
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}
