//! How often anyone may try: limits per address and per ticket. Not the messages of an open connection, which
//! signalling counts itself.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::{Duration, Instant};

use governor::clock::Clock as GovernorClock;
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::config::admission::Admission;
use crate::foundation::clock::Clock;

/// Counts attempts.
pub struct Pace {
    addresses: Limiter<IpAddr>,
    tickets: Limiter<String>,
    codes: Limiter<IpAddr>,
    all_codes: Limiter<()>,
    clock: Clock,
}

/// Come back later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many attempts, try again in {} s", .retry_after.as_secs().saturating_add(1))]
pub struct TooFast {
    /// When an attempt will be taken.
    pub retry_after: Duration,
}

type Limiter<K> = RateLimiter<K, HashMapStateStore<K>, Ticking, NoOpMiddleware<Instant>>;

impl Pace {
    /// Limits as in `settings`.
    pub fn new(settings: &Admission, clock: Clock) -> Self {
        Self {
            addresses: limiter(settings.address_per_minute, &clock),
            tickets: limiter(settings.ticket_per_minute, &clock),
            codes: limiter(settings.code_address_per_minute, &clock),
            all_codes: limiter(settings.codes_per_minute, &clock),
            clock,
        }
    }

    /// One attempt from `address`; all of an IPv6 customer's /64 count as one.
    ///
    /// # Errors
    /// Too many of them.
    pub fn admit_address(&self, address: IpAddr) -> Result<(), TooFast> {
        self.admit(&self.addresses, &network(address))
    }

    /// One attempt with the ticket of this id, or with the ticket and a seat key.
    ///
    /// # Errors
    /// Too many of them.
    pub fn admit_ticket(&self, id: &str) -> Result<(), TooFast> {
        self.admit(&self.tickets, &id.to_owned())
    }

    /// One code typed at `address`: few from one, and not too many from all together, because a code is short.
    ///
    /// # Errors
    /// Too many of them.
    pub fn admit_code(&self, address: IpAddr) -> Result<(), TooFast> {
        self.admit(&self.codes, &network(address))?;
        self.admit(&self.all_codes, &())
    }

    /// Forgets whoever has been quiet, so that the tables do not grow; to be called now and then.
    pub fn forget_quiet(&self) {
        self.addresses.retain_recent();
        self.tickets.retain_recent();
        self.codes.retain_recent();
    }

    fn admit<K>(&self, limiter: &Limiter<K>, key: &K) -> Result<(), TooFast>
    where
        K: std::hash::Hash + Eq + Clone,
    {
        limiter.check_key(key).map_err(|not_until| TooFast {
            retry_after: not_until.wait_time_from(self.clock.instant()),
        })
    }
}

fn limiter<K: std::hash::Hash + Eq + Clone>(per_minute: u32, clock: &Clock) -> Limiter<K> {
    let quota = Quota::per_minute(NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN));
    RateLimiter::hashmap_with_clock(quota, Ticking(clock.clone()))
}

fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6((v6.to_bits() >> 64 << 64).into()),
        v4 => v4,
    }
}

/// The server's clock, as the limiter wants it.
#[derive(Clone, Debug)]
struct Ticking(Clock);

impl GovernorClock for Ticking {
    type Instant = Instant;

    fn now(&self) -> Instant {
        self.0.instant()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering;

    use super::*;

    #[test]
    fn an_address_that_tries_too_often_waits_and_others_do_not() {
        let (clock, hand) = Clock::pretended();
        let settings = Admission {
            address_per_minute: 3,
            ..Admission::default()
        };
        let pace = Pace::new(&settings, clock);
        let (loud, calm) = ([10, 0, 0, 1].into(), [10, 0, 0, 2].into());
        for _ in 0..3 {
            pace.admit_address(loud).unwrap();
        }
        let wait = pace.admit_address(loud).unwrap_err().retry_after;
        assert!(
            wait > Duration::from_secs(15) && wait <= Duration::from_secs(20),
            "{wait:?}"
        );
        pace.admit_address(calm).unwrap();
        hand.fetch_add(
            u64::try_from(wait.as_millis()).unwrap() + 1,
            Ordering::Relaxed,
        );
        pace.admit_address(loud).unwrap();
    }

    #[test]
    fn neighbours_in_one_ipv6_network_share_a_limit_and_the_quiet_are_forgotten() {
        let (clock, hand) = Clock::pretended();
        let settings = Admission {
            address_per_minute: 1,
            ..Admission::default()
        };
        let pace = Pace::new(&settings, clock);
        pace.admit_address("2001:db8::1".parse().unwrap()).unwrap();
        assert!(pace.admit_address("2001:db8::2".parse().unwrap()).is_err());
        pace.admit_address("2001:db8:0:1::1".parse().unwrap())
            .unwrap();
        hand.fetch_add(180_000, Ordering::Relaxed);
        pace.forget_quiet();
        assert!(pace.addresses.is_empty());
    }
}
