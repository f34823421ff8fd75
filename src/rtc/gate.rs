//! Which address may speak for which leg. Strangers get silence and leave no trace.
//!
//! The engine takes DTLS and SRTP from any address once a pair is selected; one blind datagram would deny a session.
//! So a datagram that is not STUN reaches a leg only from a path that an authenticated check vouched for, for that
//! leg. The gate verifies the check itself, before the engine sees it.

use std::collections::{HashMap, VecDeque};
use std::net::{IpAddr, SocketAddr};

use ring::hmac;

/// One WebRTC connection; numbers are never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct LegId(pub(super) u64);

/// How a datagram travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Transport {
    /// The one media port.
    Udp,
    /// A connection of its own, framed by RFC 4571.
    Tcp,
}

/// Where a datagram comes from and which of our addresses it called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Path {
    /// How.
    pub(super) transport: Transport,
    /// Which of our addresses was called; replies leave from it.
    pub(super) local: IpAddr,
    /// Who called.
    pub(super) remote: SocketAddr,
}

/// What the gate says of a datagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It may go on to this leg.
    Pass(LegId),
    /// Nobody vouched for where it comes from.
    Stranger,
    /// A check with a name we do not know or a wrong proof.
    Forged,
}

/// Keeps who vouched for which path.
#[derive(Debug, Default)]
pub(super) struct Gate {
    passwords: HashMap<String, (LegId, hmac::Key)>,
    admitted: HashMap<Path, LegId>,
    /// The paths of each leg, the one vouched for last at the end.
    paths: HashMap<LegId, Vec<Path>>,
    news: VecDeque<News>,
}

/// What has become of a path of the one UDP socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum News {
    /// Somebody vouched for it.
    Admitted(Path),
    /// Nobody does any more.
    Dismissed(Path),
}

impl Gate {
    /// A leg expects checks under this name, proven by this password.
    pub(super) fn expect(&mut self, leg: LegId, name: &str, password: &str) {
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, password.as_bytes());
        self.passwords.insert(name.to_owned(), (leg, key));
    }

    /// A leg is gone.
    pub(super) fn forget(&mut self, leg: LegId) {
        self.passwords.retain(|_, (owner, _)| *owner != leg);
        for path in self.paths.remove(&leg).unwrap_or_default() {
            self.dismiss(path);
        }
    }

    /// Paths on which a leg may be reached, the one vouched for last at the end.
    pub(super) fn paths(&self, leg: LegId) -> &[Path] {
        self.paths.get(&leg).map_or(&[], Vec::as_slice)
    }

    /// A path is closed: a TCP connection ended.
    pub(super) fn close(&mut self, path: &Path) {
        if let Some(leg) = self.admitted.remove(path)
            && let Some(paths) = self.paths.get_mut(&leg)
        {
            paths.retain(|known| known != path);
        }
    }

    /// What has become of a path since the last call; call until `None`.
    pub(super) fn poll_news(&mut self) -> Option<News> {
        self.news.pop_front()
    }

    /// Judges a datagram; a check with a valid proof admits its path.
    pub(super) fn judge(&mut self, path: Path, datagram: &[u8]) -> Verdict {
        if !is_stun(datagram) {
            return self.known(&path);
        }
        if !datagram.starts_with(&BINDING_REQUEST) {
            // We ask nothing (ICE-lite), so nothing is answered; a keep-alive is welcome from a known path.
            return self.known(&path);
        }
        let Some(check) = Check::parse(datagram) else {
            return Verdict::Forged;
        };
        let Some((leg, key)) = self.passwords.get(check.name) else {
            return Verdict::Forged;
        };
        if !check.is_proven_by(key) {
            return Verdict::Forged;
        }
        let leg = *leg;
        self.admit(leg, path);
        Verdict::Pass(leg)
    }

    fn known(&self, path: &Path) -> Verdict {
        match self.admitted.get(path) {
            Some(leg) => Verdict::Pass(*leg),
            None => Verdict::Stranger,
        }
    }

    fn admit(&mut self, leg: LegId, path: Path) {
        let former = self.admitted.insert(path, leg);
        if former.is_none() && path.transport == Transport::Udp {
            self.news.push_back(News::Admitted(path));
        }
        if let Some(former) = former
            && former != leg
            && let Some(paths) = self.paths.get_mut(&former)
        {
            paths.retain(|known| *known != path);
        }
        let paths = self.paths.entry(leg).or_default();
        paths.retain(|known| *known != path);
        paths.push(path);
        if paths.len() > MOST_PATHS {
            // The selected pair is checked every few seconds, so the one checked longest ago is not it.
            let oldest = paths.remove(0);
            self.dismiss(oldest);
        }
    }

    fn dismiss(&mut self, path: Path) {
        if self.admitted.remove(&path).is_some() && path.transport == Transport::Udp {
            self.news.push_back(News::Dismissed(path));
        }
    }
}

/// The name that a binding request calls, proven or not.
pub(super) fn called_name(datagram: &[u8]) -> Option<&str> {
    let is_check = datagram.starts_with(&BINDING_REQUEST);
    attributes(datagram)
        .filter(|_| is_check)
        .find(|(kind, _, _)| *kind == USERNAME)
        .and_then(|(_, value, _)| first_half(value))
}

/// A binding request, as far as the gate reads it.
struct Check<'a> {
    /// The first half of USERNAME: ours.
    name: &'a str,
    /// What the proof covers, without the header's length field.
    covered: &'a [u8],
    proof: &'a [u8],
}

impl<'a> Check<'a> {
    fn parse(datagram: &'a [u8]) -> Option<Self> {
        let mut name = None;
        for (kind, value, at) in attributes(datagram) {
            match kind {
                USERNAME => name = Some(first_half(value)?),
                MESSAGE_INTEGRITY if value.len() == PROOF => {
                    return Some(Self {
                        name: name?,
                        covered: datagram.get(..at)?,
                        proof: value,
                    });
                }
                _ => {}
            }
        }
        None
    }

    /// RFC 8489 14.5: the proof covers everything before it, with the header's length ending behind it.
    fn is_proven_by(&self, key: &hmac::Key) -> bool {
        let length = self
            .covered
            .len()
            .checked_add(4 + PROOF)
            .and_then(|end| end.checked_sub(HEADER))
            .and_then(|length| u16::try_from(length).ok());
        let (Some(length), Some((kind, rest))) = (length, self.covered.split_at_checked(2)) else {
            return false;
        };
        let Some(rest) = rest.get(2..) else {
            return false;
        };
        let mut covered = Vec::with_capacity(self.covered.len());
        covered.extend_from_slice(kind);
        covered.extend_from_slice(&length.to_be_bytes());
        covered.extend_from_slice(rest);
        hmac::verify(key, &covered, self.proof).is_ok()
    }
}

/// The attributes of a STUN message with their places, up to the first that is cut off.
fn attributes(datagram: &[u8]) -> impl Iterator<Item = (u16, &[u8], usize)> {
    let mut at: usize = HEADER;
    std::iter::from_fn(move || {
        let (head, rest) = datagram.get(at..)?.split_first_chunk::<4>()?;
        let [k0, k1, l0, l1] = *head;
        let length = usize::from(u16::from_be_bytes([l0, l1]));
        let found = (u16::from_be_bytes([k0, k1]), rest.get(..length)?, at);
        at = at
            .checked_add(4)?
            .checked_add(length.checked_next_multiple_of(4)?)?;
        Some(found)
    })
}

/// USERNAME is theirs behind ours.
fn first_half(username: &[u8]) -> Option<&str> {
    std::str::from_utf8(username).ok()?.split(':').next()
}

/// RFC 7983: the first byte tells STUN from DTLS and SRTP.
fn is_stun(datagram: &[u8]) -> bool {
    datagram.first().is_some_and(|first| *first < 4)
}

const BINDING_REQUEST: [u8; 2] = [0x00, 0x01];
const USERNAME: u16 = 0x0006;
const MESSAGE_INTEGRITY: u16 = 0x0008;
const HEADER: usize = 20;
const PROOF: usize = 20;
/// A browser with several interfaces and both protocols checks from a handful of addresses.
const MOST_PATHS: usize = 8;

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A binding request as a browser makes it.
    pub(in crate::rtc) fn check(name: &str, password: &str) -> Vec<u8> {
        let mut body = Vec::new();
        body.extend(USERNAME.to_be_bytes());
        body.extend(u16::try_from(name.len()).unwrap().to_be_bytes());
        body.extend(name.as_bytes());
        body.resize(body.len().next_multiple_of(4), 0);
        let mut message = vec![0, 1];
        message.extend(u16::try_from(body.len() + 24).unwrap().to_be_bytes());
        message.extend([0x21, 0x12, 0xa4, 0x42]);
        message.extend([5; 12]);
        message.extend(body);
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, password.as_bytes());
        let proof = hmac::sign(&key, &message);
        message.extend(MESSAGE_INTEGRITY.to_be_bytes());
        message.extend([0, 20]);
        message.extend(proof.as_ref());
        message
    }

    fn path(port: u16) -> Path {
        Path {
            transport: Transport::Udp,
            local: IpAddr::from([127, 0, 0, 1]),
            remote: SocketAddr::from(([192, 0, 2, 1], port)),
        }
    }

    fn gate() -> Gate {
        let mut gate = Gate::default();
        gate.expect(LegId(1), "alice", "secret of alice, 22 characters");
        gate.expect(LegId(2), "bob", "secret of bob, 22 characters or more");
        gate
    }

    const MEDIA: &[u8] = &[0x80, 111, 0, 1];
    const ALICE: &str = "secret of alice, 22 characters";

    #[test]
    fn only_a_vouched_path_reaches_its_leg() {
        let mut gate = gate();
        assert_eq!(gate.judge(path(1), MEDIA), Verdict::Stranger);
        assert_eq!(
            gate.judge(path(1), &check("alice:page", ALICE)),
            Verdict::Pass(LegId(1))
        );
        assert_eq!(gate.judge(path(1), MEDIA), Verdict::Pass(LegId(1)));
        assert_eq!(gate.judge(path(2), MEDIA), Verdict::Stranger);
        assert_eq!(
            gate.judge(path(2), &[22, 254, 253]),
            Verdict::Stranger,
            "nor a handshake"
        );
    }

    #[test]
    fn a_check_without_a_valid_proof_admits_nothing() {
        let mut gate = gate();
        for forged in [
            check("alice:page", "wrong"),
            check("nobody:page", ALICE),
            check("bob:page", ALICE),
            check("alice:page", ALICE)[..40].to_vec(),
            vec![0, 1, 0, 0],
            Vec::new(),
        ] {
            assert_ne!(gate.judge(path(1), &forged), Verdict::Pass(LegId(1)));
            assert_eq!(gate.judge(path(1), MEDIA), Verdict::Stranger);
        }
    }

    #[test]
    fn every_single_changed_byte_is_noticed() {
        let good = check("alice:page", ALICE);
        for at in 2..good.len() {
            let mut changed = good.clone();
            changed[at] ^= 0x40;
            // The length field is not covered as sent, but as it should be.
            if at == 2 || at == 3 {
                continue;
            }
            assert_ne!(
                gate().judge(path(1), &changed),
                Verdict::Pass(LegId(1)),
                "byte {at}"
            );
        }
    }

    #[test]
    fn addresses_are_few_and_the_used_ones_stay() {
        let mut gate = gate();
        let good = check("alice:page", ALICE);
        for port in 1..=40 {
            gate.judge(path(1), &good);
            gate.judge(path(port), &good);
        }
        assert_eq!(gate.paths(LegId(1)).len(), MOST_PATHS);
        assert_eq!(gate.judge(path(1), MEDIA), Verdict::Pass(LegId(1)));
        assert_eq!(gate.judge(path(2), MEDIA), Verdict::Stranger);
        let mut known = std::collections::HashSet::new();
        while let Some(news) = gate.poll_news() {
            match news {
                News::Admitted(path) => assert!(known.insert(path)),
                News::Dismissed(path) => assert!(known.remove(&path)),
            }
        }
        assert_eq!(known.len(), MOST_PATHS, "what was told is what is so");
        gate.forget(LegId(1));
        assert_eq!(gate.judge(path(1), MEDIA), Verdict::Stranger);
        assert_eq!(gate.judge(path(1), &good), Verdict::Forged);
        assert!(gate.admitted.is_empty());
    }
}
