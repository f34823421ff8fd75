//! Where browsers find the server.

use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

/// Section `http`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Http {
    /// Address and port of HTTP, WebSocket and ICE-TCP; port 0 picks a free one.
    pub listen: SocketAddr,
    /// Address and port of the metrics; a free port when `listen` has port 0.
    pub admin_listen: SocketAddr,
    /// What links begin with; empty: made from the address really bound.
    pub public_url: String,
    /// A proxy in front speaks TLS: allows a plain address that is not loopback, and believes its `X-Forwarded-For` and
    /// `X-Forwarded-Proto`.
    pub behind_proxy: bool,
    /// All interfaces, with TLS from a certificate made at first start: for showing it in the same network.
    pub lan: bool,
    /// Certificate and key of https and wss; read again on SIGHUP.
    pub tls: Tls,
}

/// Section `http.tls`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tls {
    /// PEM file with the certificate chain; empty: no TLS.
    pub cert: String,
    /// PEM file with the private key; empty: no TLS.
    pub key: String,
}

impl Default for Http {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            admin_listen: SocketAddr::from(([127, 0, 0, 1], 8082)),
            public_url: String::new(),
            behind_proxy: false,
            lan: false,
            tls: Tls::default(),
        }
    }
}
