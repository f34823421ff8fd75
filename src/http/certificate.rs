//! A certificate of our own for the local network: browsers warn of it once, and then give a microphone.

use std::net::IpAddr;
use std::time::Duration;

use rcgen::{CertificateParams, DnType, KeyPair, date_time_ymd};

/// A certificate and its key as PEM text.
pub struct OwnCertificate {
    /// The certificate, below a line that says what it covers.
    pub cert: String,
    /// The key.
    pub key: String,
}

/// Makes a certificate for these names and addresses.
///
/// # Errors
/// A name that cannot stand in a certificate, or no randomness.
pub fn make(names: &[String], now_seconds: u64) -> Result<OwnCertificate, rcgen::Error> {
    let mut params = CertificateParams::new(names.to_vec())?;
    params
        .distinguished_name
        .push(DnType::CommonName, "Roadshow on this network");
    let epoch = date_time_ymd(1970, 1, 1);
    params.not_before = epoch + Duration::from_secs(now_seconds.saturating_sub(DAY));
    params.not_after = epoch + Duration::from_secs(now_seconds.saturating_add(VALID));
    let key = KeyPair::generate()?;
    let cert = params.self_signed(&key)?;
    let covers = cover_line(names, now_seconds.saturating_add(VALID - MARGIN));
    Ok(OwnCertificate {
        cert: covers + &cert.pem(),
        key: key.serialize_pem(),
    })
}

/// Whether a kept certificate still serves: all names covered, and not about to expire.
pub fn still_serves(cert: &str, names: &[String], now_seconds: u64) -> bool {
    let Some((until, covered)) = cert.lines().next().and_then(read_cover_line) else {
        return false;
    };
    now_seconds < until && names.iter().all(|name| covered.contains(&name.as_str()))
}

/// The names of a machine: what it is called, localhost, and its addresses.
pub fn names(host: &str, addresses: &[IpAddr]) -> Vec<String> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.';
    let host = Some(host.trim()).filter(|host| !host.is_empty() && host.bytes().all(fits));
    let mut names = vec!["localhost".to_owned()];
    if let Some(host) = host {
        names.push(host.to_owned());
        if !host.contains('.') {
            names.push(format!("{host}.local"));
        }
    }
    names.extend(addresses.iter().map(ToString::to_string));
    names.sort();
    names.dedup();
    names
}

fn cover_line(names: &[String], until: u64) -> String {
    format!("covers-until {until} {}\n", names.join(" "))
}

fn read_cover_line(line: &str) -> Option<(u64, Vec<&str>)> {
    let mut words = line.strip_prefix("covers-until ")?.split(' ');
    Some((words.next()?.parse().ok()?, words.collect()))
}

const DAY: u64 = 86_400;

/// Apple's browsers take no certificate that lasts longer than 825 days.
const VALID: u64 = 800 * DAY;
const MARGIN: u64 = 30 * DAY;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::tls::Tls;

    #[test]
    fn a_certificate_covers_its_names_until_shortly_before_its_end() {
        let now = 1_800_000_000;
        let names = names(
            "stage",
            &["192.0.2.1".parse().unwrap(), "::1".parse().unwrap()],
        );
        assert_eq!(
            names,
            ["192.0.2.1", "::1", "localhost", "stage", "stage.local"]
        );
        let own = make(&names, now).unwrap();
        assert!(still_serves(&own.cert, &names, now));
        assert!(still_serves(
            &own.cert,
            &names[..1],
            now + VALID - MARGIN - 1
        ));
        assert!(!still_serves(&own.cert, &names, now + VALID - MARGIN));
        assert!(!still_serves(&own.cert, &["192.0.2.2".to_owned()], now));
        assert!(!still_serves("", &[], now));
    }

    #[test]
    fn a_certificate_is_taken_by_tls_and_a_wrong_pair_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let (cert, key) = (folder.path().join("a.pem"), folder.path().join("b.pem"));
        let own = make(&["localhost".to_owned()], 1_800_000_000).unwrap();
        std::fs::write(&cert, &own.cert).unwrap();
        std::fs::write(&key, &own.key).unwrap();
        let tls = Tls::from_files(&cert, &key).unwrap();
        let first = tls.leaf();
        tls.acceptor().unwrap();
        let other = make(&["localhost".to_owned()], 1_800_000_000).unwrap();
        std::fs::write(&key, &other.key).unwrap();
        assert!(tls.reload(&cert, &key).is_err());
        assert_eq!(tls.leaf(), first);
        std::fs::write(&cert, &other.cert).unwrap();
        tls.reload(&cert, &key).unwrap();
        assert_ne!(tls.leaf(), first);
    }

    #[test]
    fn a_hostile_host_name_stays_out() {
        assert_eq!(names("a b\n", &[]), ["localhost"]);
        assert_eq!(names("", &[]), ["localhost"]);
    }
}
