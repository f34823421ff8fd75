//! Sockets and names: binding the one port number, and what links and candidates say.

use std::io::{self, ErrorKind};
use std::net::{IpAddr, SocketAddr, UdpSocket};

use anyhow::{Context, bail};
use tokio::net::TcpListener;

use crate::config::Config;

/// The sockets of a server.
pub(super) struct Sockets {
    /// HTTP, WebSocket and ICE-TCP.
    pub(super) web: TcpListener,
    /// Metrics.
    pub(super) admin: TcpListener,
    /// Media; absent if UDP is off.
    pub(super) media: Option<UdpSocket>,
}

/// Binds everything; a port number of 0 becomes one that is free for TCP and UDP alike.
pub(super) async fn bind(config: &Config) -> anyhow::Result<Sockets> {
    let (web, media) = bind_pair(config).await?;
    let admin = config.http.admin_listen;
    let admin = TcpListener::bind(admin)
        .await
        .map_err(|error| in_use("metrics", "--admin-listen", admin, &error))?;
    Ok(Sockets { web, admin, media })
}

async fn bind_pair(config: &Config) -> anyhow::Result<(TcpListener, Option<UdpSocket>)> {
    let wanted = config.http.listen;
    for _ in 0..ATTEMPTS {
        let web = TcpListener::bind(wanted)
            .await
            .map_err(|error| in_use("web", "--listen", wanted, &error))?;
        if !config.media.udp {
            return Ok((web, None));
        }
        let everywhere = SocketAddr::from(([0, 0, 0, 0], 0));
        let mut udp = config.media.listen.unwrap_or(everywhere);
        let own_number = udp.port() == 0;
        if own_number {
            udp.set_port(web.local_addr()?.port());
        }
        match UdpSocket::bind(udp) {
            Ok(media) => return Ok((web, Some(media))),
            Err(error)
                if error.kind() == ErrorKind::AddrInUse && own_number && wanted.port() == 0 => {}
            Err(error) => return Err(in_use("media", "--media-listen", udp, &error)),
        }
    }
    bail!("no port number is free for TCP and UDP alike: choose one with --listen")
}

fn in_use(what: &str, flag: &str, at: SocketAddr, error: &io::Error) -> anyhow::Error {
    match error.kind() {
        ErrorKind::AddrInUse => anyhow::anyhow!(
            "the {what} address {at} is in use: stop the program that uses it, or choose another with {flag} ADDR:PORT"
        ),
        ErrorKind::PermissionDenied => anyhow::anyhow!(
            "the {what} address {at} is not ours to use: choose a port above 1023 with {flag} ADDR:PORT, or give the \
             server CAP_NET_BIND_SERVICE"
        ),
        ErrorKind::AddrNotAvailable => anyhow::anyhow!(
            "the {what} address {at} is not one of this machine: choose another with {flag} ADDR:PORT"
        ),
        _ => anyhow::anyhow!("cannot listen for {what} on {at}: {error}"),
    }
}

/// The addresses of this machine, loopback last.
pub(super) fn of_this_machine() -> anyhow::Result<Vec<IpAddr>> {
    let interfaces = if_addrs::get_if_addrs().context("cannot read this machine's addresses")?;
    // A link-local IPv6 address means nothing without the name of an interface.
    let far = |ip: &IpAddr| !matches!(ip, IpAddr::V6(v6) if v6.is_unicast_link_local());
    let mut addresses: Vec<_> = interfaces
        .iter()
        .map(if_addrs::Interface::ip)
        .filter(far)
        .collect();
    addresses.sort_by_key(|ip| (ip.is_loopback(), ip.is_ipv6(), *ip));
    addresses.dedup();
    Ok(addresses)
}

/// The addresses that candidates name.
pub(super) fn announced(config: &Config, bound: IpAddr, machine: &[IpAddr]) -> Vec<IpAddr> {
    let set = &config.media.announce;
    match bound {
        _ if !set.is_empty() => set.clone(),
        any if any.is_unspecified() => {
            let fits = |ip: &&IpAddr| any.is_ipv6() || ip.is_ipv4();
            machine.iter().filter(fits).copied().collect()
        }
        one => vec![one],
    }
}

/// What links begin with.
pub(super) fn public_url(config: &Config, port: u16, machine: &[IpAddr]) -> String {
    if !config.http.public_url.is_empty() {
        return config.http.public_url.trim_end_matches('/').to_owned();
    }
    let scheme = if config.http.lan || !config.http.tls.cert.is_empty() {
        "https"
    } else {
        "http"
    };
    let near = machine.iter().find(|ip| ip.is_ipv4() && !ip.is_loopback());
    match near.filter(|_| config.http.lan) {
        Some(ip) => format!("{scheme}://{}", SocketAddr::new(*ip, port)),
        None => format!("{scheme}://localhost:{port}"),
    }
}

const ATTEMPTS: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    fn on(listen: &str) -> Config {
        let mut config = Config::default();
        config.http.listen = listen.parse().unwrap();
        config.http.admin_listen = "127.0.0.1:0".parse().unwrap();
        config
    }

    #[tokio::test]
    async fn port_zero_gives_one_number_for_both() {
        let sockets = bind(&on("127.0.0.1:0")).await.unwrap();
        let (web, media) = (sockets.web.local_addr().unwrap(), sockets.media.unwrap());
        assert_eq!(web.port(), media.local_addr().unwrap().port());
        assert!(media.local_addr().unwrap().ip().is_unspecified());
    }

    #[tokio::test]
    async fn a_taken_port_is_said_in_a_sentence() {
        let taken = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let config = on(&taken.local_addr().unwrap().to_string());
        let words = bind(&config).await.err().unwrap().to_string();
        assert!(
            words.contains("in use") && words.contains("--listen"),
            "{words}"
        );
    }

    #[test]
    fn links_and_candidates_say_what_was_set_or_bound() {
        let machine: Vec<IpAddr> = ["192.0.2.5", "127.0.0.1", "::1"]
            .map(|ip| ip.parse().unwrap())
            .to_vec();
        let mut config = Config::default();
        assert_eq!(public_url(&config, 8080, &machine), "http://localhost:8080");
        let any: IpAddr = [0, 0, 0, 0].into();
        assert_eq!(announced(&config, any, &machine), &machine[..2]);
        assert_eq!(
            announced(&config, [127, 0, 0, 1].into(), &machine),
            [IpAddr::from([127, 0, 0, 1])]
        );
        config.http.lan = true;
        assert_eq!(
            public_url(&config, 8443, &machine),
            "https://192.0.2.5:8443"
        );
        config.http.public_url = "https://show.example.org".to_owned();
        config.media.announce = vec!["203.0.113.1".parse().unwrap()];
        assert_eq!(
            public_url(&config, 8443, &machine),
            "https://show.example.org"
        );
        assert_eq!(announced(&config, any, &machine), config.media.announce);
    }
}
