//! Candidates: which addresses a page is told to try, and which of them a datagram has called.
//!
//! ICE-lite: the server never contacts anybody first, so a page's own candidates are not read. What is announced may
//! differ from what is bound (a public address before a translating router).

use std::net::{IpAddr, SocketAddr};

use rtc::ice::candidate::CandidateConfig;
use rtc::ice::candidate::candidate_host::CandidateHostConfig;
use rtc::ice::tcp_type::TcpType;
use rtc::peer_connection::transport::{RTCIceCandidate, RTCIceCandidateInit};

use super::gate::{Path, Transport};

/// What candidates say.
#[derive(Clone, Debug)]
pub(super) struct Announced {
    addresses: Vec<IpAddr>,
    udp: Option<u16>,
    tcp: Option<u16>,
}

impl Announced {
    /// Every address with every port there is.
    pub(super) fn new(addresses: Vec<IpAddr>, udp: Option<u16>, tcp: Option<u16>) -> Self {
        Self {
            addresses,
            udp,
            tcp,
        }
    }

    /// The candidates of a leg, as the engine takes them.
    pub(super) fn candidates(&self) -> Vec<RTCIceCandidateInit> {
        let ports = [(Transport::Udp, self.udp), (Transport::Tcp, self.tcp)];
        ports
            .into_iter()
            .filter_map(|(transport, port)| Some((transport, port?)))
            .flat_map(|(transport, port)| {
                self.addresses
                    .iter()
                    .filter_map(move |address| candidate(transport, *address, port))
            })
            .collect()
    }

    /// The candidate that a datagram on `path` has called, as the engine knows it.
    pub(super) fn called(&self, path: &Path) -> SocketAddr {
        let port = match path.transport {
            Transport::Udp => self.udp,
            Transport::Tcp => self.tcp,
        };
        let announced = self
            .addresses
            .iter()
            .find(|address| **address == path.local)
            .or_else(|| {
                self.addresses
                    .iter()
                    .find(|address| address.is_ipv4() == path.local.is_ipv4())
            });
        SocketAddr::new(*announced.unwrap_or(&path.local), port.unwrap_or_default())
    }
}

fn candidate(transport: Transport, address: IpAddr, port: u16) -> Option<RTCIceCandidateInit> {
    let (network, tcp_type) = match transport {
        Transport::Udp => ("udp", TcpType::Unspecified),
        Transport::Tcp => ("tcp", TcpType::Passive),
    };
    let host = CandidateHostConfig {
        base_config: CandidateConfig {
            network: network.to_owned(),
            address: address.to_string(),
            port,
            component: 1,
            ..Default::default()
        },
        tcp_type,
    }
    .new_candidate_host()
    .ok()?;
    RTCIceCandidate::from(&host).to_json().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_to_an_address_behind_a_router_is_the_announced_one() {
        let announced = Announced::new(
            vec![IpAddr::from([203, 0, 113, 7]), IpAddr::from([127, 0, 0, 1])],
            Some(4_000),
            Some(443),
        );
        assert_eq!(announced.candidates().len(), 4);
        let path = |transport, local: [u8; 4]| Path {
            transport,
            local: IpAddr::from(local),
            remote: SocketAddr::from(([192, 0, 2, 1], 9)),
        };
        assert_eq!(
            announced.called(&path(Transport::Udp, [10, 0, 0, 5])),
            SocketAddr::from(([203, 0, 113, 7], 4_000))
        );
        assert_eq!(
            announced.called(&path(Transport::Tcp, [127, 0, 0, 1])),
            SocketAddr::from(([127, 0, 0, 1], 443))
        );
    }
}
