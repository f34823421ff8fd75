//! Which page may talk to us: an `Origin` must be this server itself, by a name that is this server's.
//!
//! Authority is the ticket, never a cookie, so a missing `Origin` (a script) is fine. How a request came in is told by
//! the port and, behind a proxy, by the proxy's headers.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, header};

/// How a request came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// The caller's address.
    pub client: SocketAddr,
    /// Our own address that was called.
    pub local: SocketAddr,
    /// By TLS.
    pub secure: bool,
}

impl Arrival {
    /// The arrival as the proxy in front saw it; the last entry is the proxy's own.
    #[must_use]
    pub fn forwarded(mut self, headers: &HeaderMap) -> Self {
        if let Some(client) = last(headers, "x-forwarded-for").and_then(|text| text.parse().ok()) {
            self.client = SocketAddr::new(client, 0);
        }
        self.secure = last(headers, "x-forwarded-proto") == Some("https");
        self
    }

    /// `https` or `http`.
    pub fn scheme(&self) -> &'static str {
        if self.secure { "https" } else { "http" }
    }
}

/// Whether the page that asks, if it says which it is, is one of ours.
pub fn is_ours(headers: &HeaderMap, arrival: &Arrival, public_url: &str) -> bool {
    let mut origins = headers.get_all(header::ORIGIN).iter();
    let Some(origin) = origins.next() else {
        return true;
    };
    let (Ok(origin), Some(host), None) = (origin.to_str(), host(headers), origins.next()) else {
        return false;
    };
    let scheme = arrival.scheme();
    let same = origin
        .strip_prefix(scheme)
        .and_then(|rest| rest.strip_prefix("://"))
        .is_some_and(|named| without_port(named, scheme) == without_port(host, scheme));
    same && is_named(host, scheme, arrival.local.ip(), public_url)
}

/// The one `Host` of a request, if it is one.
pub fn host(headers: &HeaderMap) -> Option<&str> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return None;
    };
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b".-_:[]".contains(&byte);
    host.to_str()
        .ok()
        .filter(|host| !host.is_empty() && host.bytes().all(fits))
}

/// Whether `host` is a name of this server: localhost, the address that was called, or the public one.
fn is_named(host: &str, scheme: &str, local: IpAddr, public_url: &str) -> bool {
    let name = name(host);
    let address = name.trim_matches(['[', ']']).parse::<IpAddr>();
    let public = public_url
        .split_once("://")
        .is_some_and(|(public, named)| without_port(named, public) == without_port(host, scheme));
    name.eq_ignore_ascii_case("localhost")
        || address.is_ok_and(|ip| ip.is_loopback() || ip.to_canonical() == local.to_canonical())
        || public
}

/// The host without its port.
pub(super) fn name(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    }
}

/// The host in lower case, without the port that the scheme implies.
fn without_port(host: &str, scheme: &str) -> String {
    let port = if scheme == "https" { ":443" } else { ":80" };
    host.strip_suffix(port).unwrap_or(host).to_ascii_lowercase()
}

fn last<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let line = headers.get_all(name).iter().next_back()?.to_str().ok()?;
    line.rsplit(',').next().map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(origin: Option<&str>, host: &str, secure: bool) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, origin.parse().unwrap());
        }
        let arrival = Arrival {
            client: SocketAddr::from(([192, 0, 2, 7], 4000)),
            local: SocketAddr::from(([192, 0, 2, 1], 8080)),
            secure,
        };
        is_ours(&headers, &arrival, "https://show.example.org")
    }

    #[test]
    fn our_own_pages_and_scripts_are_taken() {
        for (origin, host, secure) in [
            (None, "anything.example", false),
            (Some("http://localhost:8080"), "localhost:8080", false),
            (Some("http://127.0.0.1:8080"), "127.0.0.1:8080", false),
            (Some("http://[::1]:8080"), "[::1]:8080", false),
            (Some("https://192.0.2.1:8080"), "192.0.2.1:8080", true),
            (Some("https://show.example.org"), "show.example.org", true),
            (
                Some("https://show.example.org"),
                "Show.Example.org:443",
                true,
            ),
        ] {
            assert!(asked(origin, host, secure), "{origin:?} {host}");
        }
    }

    #[test]
    fn foreign_null_and_lookalike_pages_are_not() {
        for (origin, host, secure) in [
            ("null", "localhost:8080", false),
            ("", "localhost:8080", false),
            ("http://evil.example", "localhost:8080", false),
            ("https://localhost:8080", "localhost:8080", false),
            ("http://localhost:8081", "localhost:8080", false),
            ("http://localhost", "localhost:8080", false),
            (
                "http://localhost.evil.example:8080",
                "localhost:8080",
                false,
            ),
            (
                "http://localhost:8080.evil.example",
                "localhost:8080",
                false,
            ),
            ("http://localhost:8080/", "localhost:8080", false),
            (
                "http://localhost:8080@evil.example",
                "localhost:8080",
                false,
            ),
            // A name that points here without being ours: DNS rebinding.
            ("http://evil.example:8080", "evil.example:8080", false),
            ("https://192.0.2.9:8080", "192.0.2.9:8080", true),
            ("http://show.example.org", "show.example.org", true),
            ("https://xshow.example.org", "xshow.example.org", true),
        ] {
            assert!(!asked(Some(origin), host, secure), "{origin} {host}");
        }
    }

    #[test]
    fn a_proxy_says_who_calls_and_its_own_entry_is_the_last() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "6.6.6.6, 203.0.113.5".parse().unwrap());
        headers.insert("x-forwarded-proto", "https".parse().unwrap());
        let arrival = Arrival {
            client: SocketAddr::from(([127, 0, 0, 1], 4000)),
            local: SocketAddr::from(([127, 0, 0, 1], 8080)),
            secure: false,
        };
        let seen = arrival.forwarded(&headers);
        assert_eq!(seen.client.ip().to_string(), "203.0.113.5");
        assert_eq!(seen.scheme(), "https");
    }
}
