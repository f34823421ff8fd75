//! Servers that forward media, each by its own signalling and all with the same media client.
//!
//! A case asks for publishers and listeners and knows nothing of how they come in; so one case measures Roadshow by
//! WebSocket, Roadshow by WHIP and WHEP, and Janus.

pub mod janus;
pub mod roadshow;
pub mod whip;

use std::any::Any;
use std::net::{IpAddr, Ipv4Addr};
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::hall::{Habits, Hall, Seat};
use crate::podium::{Podium, Publisher, Source};
use crate::process::Cost;

/// A server under measurement.
pub trait Sfu {
    /// What it has used and holds.
    ///
    /// # Errors
    /// When it is gone.
    fn cost(&self) -> Result<Cost>;

    /// Packets it says it has forwarded, if it counts them.
    fn forwarded(&self) -> impl Future<Output = Option<f64>>;

    /// Datagrams, and messages of one or more of them, that it says have left by UDP, if it counts them.
    fn left(&self) -> impl Future<Output = Option<(f64, f64)>>;

    /// One more publisher, silent until told to speak.
    ///
    /// # Errors
    /// When the server refuses.
    fn publish(
        &self,
        podium: &Podium,
        sources: &[Source],
        number: u32,
    ) -> impl Future<Output = Result<Speaker>>;

    /// One more listener.
    ///
    /// # Errors
    /// When the server refuses.
    fn join(&self, hall: &Hall, wish: Join) -> impl Future<Output = Result<Listener>>;
}

/// Who joins.
#[derive(Clone, Copy, Debug)]
pub struct Join {
    /// Counts listeners.
    pub number: usize,
    /// How she behaves.
    pub habits: Habits,
}

/// A publisher and what keeps her place.
pub struct Speaker {
    /// Her media.
    pub publisher: Publisher,
    /// Her signalling.
    pub hold: Box<dyn Any + Send>,
}

/// A listener and what keeps her place.
pub struct Listener {
    /// Her media.
    pub seat: Seat,
    /// How long it took.
    pub took: Took,
    /// Her signalling.
    pub hold: Box<dyn Any + Send>,
}

/// The steps of a join.
#[derive(Clone, Copy, Debug)]
pub struct Took {
    /// When she came.
    pub came: Instant,
    /// When she was in and sent her offer; or, where the server offers, when she asked for it.
    pub asked: Instant,
    /// When offer and answer were exchanged.
    pub agreed: Instant,
    /// When the handshake was over.
    pub stood: Instant,
    /// When the first packet came that could be decrypted.
    pub heard: Instant,
}

impl Took {
    /// Steps by name.
    pub fn steps(&self) -> [(&'static str, Duration); 5] {
        let from = |earlier: Instant, later: Instant| later.saturating_duration_since(earlier);
        [
            ("enter", from(self.came, self.asked)),
            ("answer", from(self.asked, self.agreed)),
            ("connect", from(self.agreed, self.stood)),
            ("media", from(self.asked, self.heard)),
            ("whole", from(self.came, self.heard)),
        ]
    }
}

/// Where listener `number` calls from: 127.1.0.0/16, fifty to an address, so that limits on one address do not bite.
pub fn address(number: usize) -> IpAddr {
    let address = u16::try_from(number / 50 + 2).unwrap_or(u16::MAX);
    let [high, low] = address.to_be_bytes();
    Ipv4Addr::new(127, 1, high, low).into()
}

/// How long a listener waits for sound before she complains.
pub const PATIENCE: Duration = Duration::from_secs(20);
