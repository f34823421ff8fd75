//! Which pages may open a connection. Authority is the ticket, never a cookie; this keeps foreign pages from trying.

use std::net::IpAddr;

/// The names and addresses under which pages of this server are opened.
#[derive(Clone, Debug, Default)]
pub struct OwnHosts {
    /// What links begin with: `https://show.example:8443`.
    pub public_url: String,
    /// Addresses we listen on.
    pub addresses: Vec<IpAddr>,
}

/// Whether a request with these headers comes from one of our own pages, or from no page at all.
///
/// An `Origin` must be the scheme and `Host` of its own request, and that host must be one of `own`: so neither another
/// site nor a name that somebody points at our address gets in. Loopback counts as `localhost`.
pub(super) fn is_welcome(
    origin: Option<&str>,
    host: Option<&str>,
    is_tls: bool,
    own: &OwnHosts,
) -> bool {
    let Some(origin) = origin else {
        return true;
    };
    let scheme = if is_tls { "https" } else { "http" };
    let Some((found, authority)) = origin.split_once("://") else {
        return false;
    };
    let Some(called) = host.and_then(|host| Authority::parse(scheme, host)) else {
        return false;
    };
    found.eq_ignore_ascii_case(scheme)
        && Authority::parse(scheme, authority).as_ref() == Some(&called)
        && called.is_one_of(own)
}

/// A host and a port.
#[derive(Debug, PartialEq, Eq)]
struct Authority {
    host: String,
    port: u16,
}

impl Authority {
    fn parse(scheme: &str, text: &str) -> Option<Self> {
        let (host, port) = match text.rsplit_once(':') {
            // The colons of a bare IPv6 address stand inside its brackets.
            Some((host, port)) if !port.contains(']') => (host, Some(port)),
            _ => (text, None),
        };
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
        let bracketed = host.strip_prefix('[').and_then(|h| h.strip_suffix(']'));
        let sound = match bracketed {
            Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
            None => !host.is_empty() && host.bytes().all(fits),
        };
        let port = match (port, scheme) {
            (Some(port), _) if port.bytes().all(|byte| byte.is_ascii_digit()) => {
                port.parse().ok()?
            }
            (Some(_), _) => return None,
            (None, "https") => 443,
            (None, _) => 80,
        };
        sound.then(|| Self {
            host: host.to_ascii_lowercase(),
            port,
        })
    }

    fn is_one_of(&self, own: &OwnHosts) -> bool {
        if self.host == "localhost" {
            return true;
        }
        let bare = self.host.trim_matches(['[', ']']);
        if let Ok(address) = bare.parse::<IpAddr>() {
            let address = address.to_canonical();
            let listens = |own: &IpAddr| own.to_canonical() == address;
            if address.is_loopback() || own.addresses.iter().any(listens) {
                return true;
            }
        }
        let Some((scheme, rest)) = own.public_url.split_once("://") else {
            return false;
        };
        let authority = rest.split('/').next().unwrap_or_default();
        Self::parse(scheme, authority).is_some_and(|public| public.host == self.host)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_and_programs_are_welcome() {
        let own = OwnHosts {
            public_url: "https://show.example".into(),
            addresses: vec!["192.168.1.5".parse().unwrap(), "fd00::5".parse().unwrap()],
        };
        let (http, https) = (false, true);
        for (origin, host, is_tls, welcome) in [
            // A program without a page.
            (None, Some("show.example"), https, true),
            (None, Some("evil.example"), http, true),
            // Our pages, by each of our names.
            (
                Some("https://show.example"),
                Some("show.example"),
                https,
                true,
            ),
            (
                Some("https://show.example"),
                Some("show.example:443"),
                https,
                true,
            ),
            (
                Some("https://SHOW.example"),
                Some("show.EXAMPLE"),
                https,
                true,
            ),
            (
                Some("https://show.example:8443"),
                Some("show.example:8443"),
                https,
                true,
            ),
            (
                Some("http://localhost:8080"),
                Some("localhost:8080"),
                http,
                true,
            ),
            (
                Some("http://127.0.0.1:8080"),
                Some("127.0.0.1:8080"),
                http,
                true,
            ),
            (Some("http://[::1]:8080"), Some("[::1]:8080"), http, true),
            (
                Some("https://192.168.1.5:8080"),
                Some("192.168.1.5:8080"),
                https,
                true,
            ),
            (Some("https://[fd00::5]"), Some("[fd00::5]"), https, true),
            // Another page, port or scheme.
            (
                Some("https://evil.example"),
                Some("show.example"),
                https,
                false,
            ),
            (
                Some("https://localhost:8081"),
                Some("localhost:8080"),
                https,
                false,
            ),
            (
                Some("http://show.example"),
                Some("show.example"),
                https,
                false,
            ),
            (
                Some("https://show.example"),
                Some("show.example"),
                http,
                false,
            ),
            (
                Some("https://show.example.evil.example"),
                Some("show.example"),
                https,
                false,
            ),
            // A foreign name that points at us, and an address that is not ours.
            (
                Some("http://evil.example"),
                Some("evil.example"),
                http,
                false,
            ),
            (Some("http://192.168.1.6"), Some("192.168.1.6"), http, false),
            // Not an origin at all.
            (Some("null"), Some("localhost"), http, false),
            (Some(""), Some("localhost"), http, false),
            (Some("http://"), Some(""), http, false),
            (Some("http://localhost"), None, http, false),
            (Some("file://localhost"), Some("localhost"), http, false),
            (
                Some("http://user@localhost"),
                Some("user@localhost"),
                http,
                false,
            ),
            (Some("http://localhost:x"), Some("localhost:x"), http, false),
            (Some("http://localhost/"), Some("localhost"), http, false),
        ] {
            assert_eq!(
                is_welcome(origin, host, is_tls, &own),
                welcome,
                "{origin:?} at {host:?}, tls {is_tls}"
            );
        }
    }

    #[test]
    fn without_a_public_name_only_addresses_are_ours() {
        let own = OwnHosts::default();
        assert!(is_welcome(
            Some("http://localhost"),
            Some("localhost"),
            false,
            &own
        ));
        assert!(!is_welcome(Some("http://x"), Some("x"), false, &own));
    }
}
