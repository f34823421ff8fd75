//! A restart of ICE: names and a port of its own for what comes, tried before anything moves there, as browsers do it.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tokio::net::UdpSocket;

use super::stun::{self, Credentials, Stun};

/// What a connection is to move to.
pub struct Restart {
    pub(super) socket: std::net::UdpSocket,
    pub(super) remote: SocketAddr,
    pub(super) ours: Credentials,
    pub(super) transaction: [u8; 12],
}

/// A way that the other side has answered on.
pub struct Way {
    pub(super) socket: std::net::UdpSocket,
    pub(super) ours: Credentials,
    pub(super) theirs: Credentials,
    pub(super) transaction: [u8; 12],
}

impl Restart {
    /// What the other side is told (RFC 8840).
    pub fn fragment(&self) -> String {
        let Credentials { name, password } = &self.ours;
        format!("a=ice-ufrag:{name}\r\na=ice-pwd:{password}\r\n")
    }

    /// Tries the new way, by what the other side has answered.
    ///
    /// # Errors
    /// When its answer cannot be read, or it does not answer a check.
    pub async fn check(self, answer: &str) -> Result<Way> {
        let value = |name: &str| {
            let mut lines = answer.lines().map(str::trim);
            lines.find_map(|line| line.strip_prefix(name).map(str::to_owned))
        };
        let theirs = Credentials {
            name: value("a=ice-ufrag:").context("an answer without a name")?,
            password: value("a=ice-pwd:").context("an answer without a password")?,
        };
        let socket = UdpSocket::from_std(self.socket)?;
        socket.connect(self.remote).await?;
        let request = stun::request(self.transaction, &self.ours, &theirs);
        let mut buffer = [0; 2_048];
        for _ in 0..TRIES {
            socket.send(&request).await?;
            let answered = tokio::time::timeout(SOON, socket.recv(&mut buffer)).await;
            let Ok(Ok(length)) = answered else { continue };
            let datagram = buffer.get(..length).unwrap_or_default();
            if stun::is_stun(datagram) && stun::read(datagram) == Stun::Success(self.transaction) {
                return Ok(Way {
                    socket: socket.into_std()?,
                    ours: self.ours,
                    theirs,
                    transaction: self.transaction,
                });
            }
        }
        bail!("the other side does not answer after a restart of ICE")
    }
}

/// Between checks.
const SOON: Duration = Duration::from_millis(100);
/// Checks before it is given up.
const TRIES: usize = 150;
