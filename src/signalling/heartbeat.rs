//! Signs of life in both directions: beats for the page, pings for the network, and the time of death.

use std::time::Duration;

use tokio::time::Instant;

/// A page that hears nothing for nine seconds reconnects; so it hears something every four.
pub(super) const BEAT: Duration = Duration::from_secs(4);

/// When the write loop must send something of its own accord.
#[derive(Debug)]
pub(super) struct Heartbeat {
    sent: Instant,
    pinged: Instant,
    /// How often the far end is asked for a pong.
    ping: Duration,
}

/// What is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pulse {
    /// A `beat`, which the page sees.
    Beat,
    /// A WebSocket ping, which it does not see.
    Ping,
}

impl Heartbeat {
    /// Starts now.
    pub(super) fn new(now: Instant, ping: Duration) -> Self {
        Self {
            sent: now,
            pinged: now,
            ping,
        }
    }

    /// A message was sent.
    pub(super) fn sent(&mut self, now: Instant) {
        self.sent = now;
    }

    /// A ping was sent.
    pub(super) fn pinged(&mut self, now: Instant) {
        self.pinged = now;
    }

    /// Returns when something is due.
    pub(super) async fn next(&self) -> Pulse {
        let (beat, ping) = (self.sent + BEAT, self.pinged + self.ping);
        tokio::time::sleep_until(beat.min(ping)).await;
        if ping <= beat {
            Pulse::Ping
        } else {
            Pulse::Beat
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn beats_fill_silence_and_pings_come_whatever_is_said() {
        let start = Instant::now();
        let mut heartbeat = Heartbeat::new(start, Duration::from_secs(15));
        let mut heard = Vec::new();
        while heard.len() < 5 {
            let pulse = heartbeat.next().await;
            let now = Instant::now();
            heard.push((pulse, (now - start).as_secs()));
            match pulse {
                Pulse::Beat => heartbeat.sent(now),
                Pulse::Ping => heartbeat.pinged(now),
            }
        }
        let (beat, ping) = (Pulse::Beat, Pulse::Ping);
        assert_eq!(
            heard,
            [(beat, 4), (beat, 8), (beat, 12), (ping, 15), (beat, 16)]
        );
    }

    #[tokio::test(start_paused = true)]
    async fn whatever_is_sent_puts_the_beat_off() {
        let start = Instant::now();
        let mut heartbeat = Heartbeat::new(start, Duration::from_secs(15));
        heartbeat.sent(start + Duration::from_secs(3));
        heartbeat.next().await;
        assert_eq!((Instant::now() - start).as_secs(), 7);
    }
}
