//! Which media thread a datagram of the one UDP socket belongs to; lives on the thread that receives them all.
//!
//! A check names the thread by the name it calls, anything else by the path it comes by, once the gate of that thread
//! has admitted it. Nothing is believed here: whoever gets a datagram judges it with a gate of her own.

use std::collections::HashMap;

use super::doors::ShardId;
use super::gate::{Path, called_name};

/// Knows where paths lead.
#[derive(Debug)]
pub(super) struct Sorter {
    me: ShardId,
    threads: u8,
    elsewhere: HashMap<Path, ShardId>,
}

impl Sorter {
    /// For thread `me` of so many.
    pub(super) fn new(me: ShardId, threads: u8) -> Self {
        Self {
            me,
            threads,
            elsewhere: HashMap::new(),
        }
    }

    /// The other thread that a datagram belongs to; `None`: it is judged here.
    pub(super) fn elsewhere(&self, path: &Path, datagram: &[u8]) -> Option<ShardId> {
        if self.threads == 1 {
            return None;
        }
        match called_name(datagram) {
            Some(name) => self.named(name),
            None => self.elsewhere.get(path).copied(),
        }
    }

    /// The other thread whose leg a check calls.
    pub(super) fn called(&self, datagram: &[u8]) -> Option<ShardId> {
        self.named(called_name(datagram)?)
    }

    fn named(&self, name: &str) -> Option<ShardId> {
        let shard = shard_of(name)?;
        (shard != self.me && shard.0 < self.threads).then_some(shard)
    }

    /// The gate of a thread has admitted a path; the one that may have had it before must be told.
    pub(super) fn admitted(&mut self, path: Path, shard: ShardId) -> Option<ShardId> {
        let former = if shard == self.me {
            self.elsewhere.remove(&path)
        } else {
            let former = self.elsewhere.insert(path, shard);
            Some(former.unwrap_or(self.me))
        };
        former.filter(|former| *former != shard)
    }

    /// And does so no longer.
    pub(super) fn dismissed(&mut self, path: &Path, shard: ShardId) {
        if self.elsewhere.get(path) == Some(&shard) {
            self.elsewhere.remove(path);
        }
    }
}

/// A name that checks for a leg of this thread call: the number in front, so that they find it.
pub(super) fn name_on(shard: ShardId, secret: &str) -> String {
    format!("{:02x}{secret}", shard.0)
}

fn shard_of(name: &str) -> Option<ShardId> {
    let number = name.get(..2)?;
    u8::from_str_radix(number, 16).ok().map(ShardId)
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, SocketAddr};

    use super::*;
    use crate::rtc::gate::Transport;
    use crate::rtc::gate::tests::check;

    const MEDIA: &[u8] = &[0x80, 111, 0, 1];

    fn path(port: u16) -> Path {
        Path {
            transport: Transport::Udp,
            local: IpAddr::from([127, 0, 0, 1]),
            remote: SocketAddr::from(([192, 0, 2, 1], port)),
        }
    }

    fn check_for(shard: u8) -> Vec<u8> {
        let name = name_on(ShardId(shard), "0123456789abcdef");
        check(&format!("{name}:page"), "whatever it is proven by")
    }

    #[test]
    fn a_check_goes_where_its_name_says_and_the_rest_where_a_gate_admitted_it() {
        let mut sorter = Sorter::new(ShardId(0), 3);
        assert_eq!(sorter.elsewhere(&path(1), &check_for(2)), Some(ShardId(2)));
        assert_eq!(
            sorter.elsewhere(&path(1), MEDIA),
            None,
            "a check alone moves nothing: it may be forged"
        );
        assert_eq!(sorter.admitted(path(1), ShardId(2)), Some(ShardId(0)));
        assert_eq!(sorter.elsewhere(&path(1), MEDIA), Some(ShardId(2)));
        assert_eq!(sorter.elsewhere(&path(2), MEDIA), None);
        for own in [
            check_for(0),
            check_for(3),
            check_for(255),
            check("alice:page", "x"),
            check("é:page", "x"),
            check(":", "x"),
            vec![0, 1],
        ] {
            assert_eq!(sorter.elsewhere(&path(2), &own), None, "{own:?}");
        }
    }

    #[test]
    fn a_path_that_is_admitted_anew_leaves_the_thread_it_had() {
        let mut sorter = Sorter::new(ShardId(0), 3);
        sorter.admitted(path(1), ShardId(1));
        assert_eq!(sorter.admitted(path(1), ShardId(2)), Some(ShardId(1)));
        sorter.dismissed(&path(1), ShardId(1));
        assert_eq!(
            sorter.elsewhere(&path(1), MEDIA),
            Some(ShardId(2)),
            "news of the former one comes late"
        );
        assert_eq!(sorter.admitted(path(1), ShardId(0)), Some(ShardId(2)));
        assert_eq!(sorter.elsewhere(&path(1), MEDIA), None);
        assert_eq!(sorter.admitted(path(1), ShardId(0)), None);
        sorter.admitted(path(1), ShardId(1));
        sorter.dismissed(&path(1), ShardId(1));
        assert!(sorter.elsewhere.is_empty());
    }
}
