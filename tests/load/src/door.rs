//! The same network for signalling: a TCP port of one person's own, behind which every byte comes late.
//!
//! A lost segment is never missing on TCP, it comes one round trip later and what is behind it waits: so does a lost chunk
//! here. Bytes are not looked at. A dead way swallows everything and tells nobody, as an unplugged cable would; once it is
//! back, the connections of before have ended.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until};

use crate::chance::Chance;
use crate::link::Conditions;

/// One person's port; it closes when this is dropped.
pub struct Door {
    /// Where she connects to.
    pub address: SocketAddr,
    dead: watch::Sender<bool>,
    reached: Arc<Mutex<Option<Instant>>>,
    open: JoinHandle<()>,
}

impl Door {
    /// Opens a port on loopback that leads to `server`; `name` tells this door's chance from that of others.
    ///
    /// # Errors
    /// When the system has no port left.
    #[expect(clippy::disallowed_methods, reason = "ends when the door is dropped")]
    pub async fn open(
        server: SocketAddr,
        conditions: Conditions,
        seed: u64,
        name: u64,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let (dead, state) = watch::channel(false);
        let reached = Arc::new(Mutex::new(None));
        let latest = Arc::clone(&reached);
        let open = tokio::spawn(async move {
            let mut calls = 0;
            while let Ok((caller, _)) = listener.accept().await {
                calls += 2;
                let chances = [0, 1].map(|way| Chance::new(seed, name * 1_000 + calls + way));
                tokio::spawn(connect(
                    caller,
                    server,
                    conditions,
                    chances,
                    state.clone(),
                    Arc::clone(&latest),
                ));
            }
        });
        Ok(Self {
            address,
            dead,
            reached,
            open,
        })
    }

    /// When the last words of this person reached the server.
    pub fn reached(&self) -> Option<std::time::Instant> {
        let reached = self.reached.lock().unwrap_or_else(PoisonError::into_inner);
        reached.map(Instant::into_std)
    }

    /// From now on nothing passes in either direction, or everything does again.
    pub fn cut(&self, dead: bool) {
        self.dead.send_replace(dead);
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.open.abort();
    }
}

async fn connect(
    caller: TcpStream,
    server: SocketAddr,
    conditions: Conditions,
    [up, down]: [Chance; 2],
    dead: watch::Receiver<bool>,
    reached: Arc<Mutex<Option<Instant>>>,
) {
    let Ok(server) = TcpStream::connect(server).await else {
        return;
    };
    let _ = (caller.set_nodelay(true), server.set_nodelay(true));
    let (from_caller, to_caller) = caller.into_split();
    let (from_server, to_server) = server.into_split();
    tokio::join!(
        carry(
            from_caller,
            to_server,
            conditions,
            up,
            dead.clone(),
            Some(reached)
        ),
        carry(from_server, to_caller, conditions, down, dead, None),
    );
}

/// Carries one direction until its source ends, which its sink is then told.
async fn carry(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    conditions: Conditions,
    mut chance: Chance,
    mut dead: watch::Receiver<bool>,
    reached: Option<Arc<Mutex<Option<Instant>>>>,
) {
    let (late, mut due) = mpsc::channel::<(Instant, Vec<u8>)>(MOST_CHUNKS);
    let reading = async move {
        let mut buffer = vec![0; CHUNK];
        let mut last = Instant::now();
        while let Ok(length @ 1..) = from.read(&mut buffer).await {
            let mut takes = conditions.delay;
            if chance.unit() < conditions.loss {
                takes += conditions.delay * 2;
            }
            last = last.max(Instant::now() + takes);
            if late.send((last, buffer[..length].to_vec())).await.is_err() {
                return;
            }
        }
        // The end travels as everything does.
        let _ = late
            .send((last.max(Instant::now() + conditions.delay), Vec::new()))
            .await;
    };
    let writing = async {
        while let Some((at, chunk)) = due.recv().await {
            sleep_until(at).await;
            if let Some(reached) = &reached {
                *reached.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
            }
            if *dead.borrow() || chunk.is_empty() || to.write_all(&chunk).await.is_err() {
                break;
            }
        }
        // Nobody hears of the end before the cable is back.
        let _ = dead.wait_for(|dead| !dead).await;
        let _ = to.shutdown().await;
    };
    tokio::join!(reading, writing);
}

const CHUNK: usize = 16_384;
/// Chunks under way; when there are as many, the sender has to wait.
const MOST_CHUNKS: usize = 256;
