//! The one TCP port. The first bytes of a connection say what it is: TLS, ICE-TCP, or plain HTTP. ICE-TCP streams go on
//! unread, by a queue that `app.rs` connects to the media side.

use std::io;
use std::net::{SocketAddr, TcpStream as StdTcpStream};
use std::time::Duration;

use axum::Router;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;

use super::origin::Arrival;
use crate::config::limits::Limits;
use crate::foundation::shutdown::Shutdown;

/// An ICE-TCP connection: its stream, non-blocking, and the bytes read from it so far.
#[derive(Debug)]
pub struct IceStream {
    /// The connection.
    pub stream: StdTcpStream,
    /// Who calls.
    pub peer: SocketAddr,
    /// Our own address that was called.
    pub local: SocketAddr,
    /// An RFC 4571 length and the beginning of a STUN message.
    pub read: Vec<u8>,
}

/// What listens.
pub struct Port {
    /// Bound already.
    pub listener: TcpListener,
    /// TLS, where it is set; plain HTTP is then answered by a redirect.
    pub tls: Option<TlsAcceptor>,
    /// The answers.
    pub router: Router,
    /// Where ICE-TCP goes; a full queue closes the connection, and the browser tries again.
    pub ice: Option<mpsc::Sender<IceStream>>,
    /// What a request's head may be, and how long it may take.
    pub limits: Limits,
}

impl Port {
    /// Accepts until the end is asked for; connections then finish their request.
    pub async fn serve(self, shutdown: Shutdown) {
        loop {
            let accepted = tokio::select! {
                accepted = self.listener.accept() => accepted,
                () = shutdown.requested() => return,
            };
            match accepted {
                Ok((stream, client)) => {
                    let connection = self.connection(client, shutdown.clone());
                    shutdown.spawn(async move {
                        if let Err(fault) = connection.run(stream).await {
                            tracing::debug!(%client, %fault, "connection ended");
                        }
                    });
                }
                Err(fault) => {
                    // Out of file descriptors: those in use come back when others leave.
                    tracing::warn!(%fault, "cannot accept a connection");
                    tokio::time::sleep(BREATH).await;
                }
            }
        }
    }

    fn connection(&self, client: SocketAddr, shutdown: Shutdown) -> Connection {
        Connection {
            client,
            tls: self.tls.clone(),
            router: self.router.clone(),
            ice: self.ice.clone(),
            limits: self.limits.clone(),
            shutdown,
        }
    }
}

/// What a connection's first byte says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Tls,
    Ice,
    Http,
}

impl Kind {
    /// TLS begins with a handshake record; an RFC 4571 length of a STUN message begins with a byte far below any letter.
    fn of(first: u8) -> Self {
        match first {
            0x16 => Self::Tls,
            0x00..=0x05 => Self::Ice,
            _ => Self::Http,
        }
    }
}

/// Whether an RFC 4571 frame begins with a STUN binding request: length, type, and the magic cookie.
fn is_stun(head: &[u8; STUN_HEAD]) -> bool {
    let [
        high,
        low,
        0x00,
        0x01,
        stun_high,
        stun_low,
        0x21,
        0x12,
        0xa4,
        0x42,
    ] = *head
    else {
        return false;
    };
    let frame = u16::from_be_bytes([high, low]);
    let attributes = u16::from_be_bytes([stun_high, stun_low]);
    attributes % 4 == 0 && attributes.checked_add(20) == Some(frame)
}

struct Connection {
    client: SocketAddr,
    tls: Option<TlsAcceptor>,
    router: Router,
    ice: Option<mpsc::Sender<IceStream>>,
    limits: Limits,
    shutdown: Shutdown,
}

impl Connection {
    async fn run(self, mut stream: TcpStream) -> io::Result<()> {
        let local = stream.local_addr()?;
        stream.set_nodelay(true)?;
        let mut first = [0];
        let seen = self.within(async { stream.peek(&mut first).await }).await?;
        if seen == 0 {
            return Ok(());
        }
        let arrival = |secure| Arrival {
            client: self.client,
            local,
            secure,
        };
        match (Kind::of(first[0]), &self.tls) {
            (Kind::Ice, _) => {
                let mut head = [0; STUN_HEAD];
                self.within(stream.read_exact(&mut head)).await?;
                self.pass_on(stream, local, head)
            }
            (Kind::Tls, Some(tls)) => {
                let stream = self.within(tls.accept(stream)).await?;
                self.http(stream, arrival(true), self.router.clone()).await
            }
            (Kind::Tls, None) => Ok(()),
            (Kind::Http, Some(_)) => {
                let redirect = super::redirect::router();
                self.http(stream, arrival(false), redirect).await
            }
            (Kind::Http, None) => self.http(stream, arrival(false), self.router.clone()).await,
        }
    }

    fn pass_on(
        &self,
        stream: TcpStream,
        local: SocketAddr,
        head: [u8; STUN_HEAD],
    ) -> io::Result<()> {
        let Some(ice) = self.ice.as_ref().filter(|_| is_stun(&head)) else {
            return Ok(());
        };
        let ice_stream = IceStream {
            stream: stream.into_std()?,
            peer: self.client,
            local,
            read: head.to_vec(),
        };
        if ice.try_send(ice_stream).is_err() {
            tracing::debug!(client = %self.client, "no room for another ICE-TCP connection");
        }
        Ok(())
    }

    async fn http<S>(&self, stream: S, arrival: Arrival, router: Router) -> io::Result<()>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(arrival);
            router.clone().oneshot(request)
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.patience())
            .max_headers(self.limits.headers)
            .max_buf_size(self.limits.header_bytes)
            .serve_connection(TokioIo::new(stream), service)
            .with_upgrades();
        let mut connection = std::pin::pin!(connection);
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            () = self.shutdown.requested() => {
                connection.as_mut().graceful_shutdown();
                connection.as_mut().await
            }
        };
        ended.map_err(io::Error::other)
    }

    /// How long a caller may take to say what it wants.
    fn patience(&self) -> Duration {
        Duration::from_secs(u64::from(self.limits.header_seconds))
    }

    async fn within<T>(&self, step: impl Future<Output = io::Result<T>>) -> io::Result<T> {
        let late = || io::Error::from(io::ErrorKind::TimedOut);
        tokio::time::timeout(self.patience(), step)
            .await
            .unwrap_or_else(|_| Err(late()))
    }
}

const BREATH: Duration = Duration::from_millis(100);

/// RFC 4571 length, STUN type, length and magic cookie.
const STUN_HEAD: usize = 10;

#[cfg(test)]
mod tests;
