//! Builds every adapter, hands them to the venue, runs, drains. The only file that names them all; it decides nothing.

mod addresses;
pub mod command_line;
mod data;
mod demo;
mod descriptors;
mod signals;
mod ticket;

use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::http::HeaderValue;
use tokio::sync::mpsc;

use self::addresses::Sockets;
use self::data::Data;
use crate::admission::administrator::Administrator;
use crate::admission::capacity::Capacity;
use crate::admission::keyfile;
use crate::admission::pace::Pace;
use crate::admission::seal::Seal;
use crate::config::Config;
use crate::domain::id::ShowId;
use crate::foundation::chance;
use crate::foundation::clock::Clock;
use crate::foundation::load::Load;
use crate::foundation::metrics::Metrics;
use crate::foundation::shutdown::Shutdown;
use crate::http::certificate;
use crate::http::devices;
use crate::http::doors::Doors;
use crate::http::port::{IceStream, Port};
use crate::http::premises::Premises;
use crate::http::sessions::Sessions;
use crate::http::tls::Tls;
use crate::http::{metrics, routes, tickets};
use crate::mail::smtp::Smtp;
use crate::rtc::{Engine, Setup};
use crate::signalling::enter::{Entrance, Parts};
use crate::signalling::{enter, hub::Hub};
use crate::storage::store::Store;
use crate::translation::machine::Machine;
use crate::venue::directory::Directory;
use crate::venue::ports::{Invitations, NoPost, NoTranslator, Ports, Post, Translator};

/// A server that runs.
pub struct App {
    shutdown: Shutdown,
    directory: Directory,
    store: Arc<Store>,
    doors: Doors,
    tls: Option<(Tls, PathBuf, PathBuf)>,
    addresses: Addresses,
    announcement: Vec<String>,
    _data: Data,
}

/// Where a server that runs is found.
#[derive(Clone, Debug)]
pub struct Addresses {
    /// HTTP, WebSocket and ICE-TCP.
    pub http: SocketAddr,
    /// Media by UDP; absent if it is off.
    pub media: Option<SocketAddr>,
    /// Metrics.
    pub admin: SocketAddr,
    /// What candidates name.
    pub announced: Vec<IpAddr>,
    /// What links begin with.
    pub public_url: String,
}

impl App {
    /// Brings everything up; when it returns, the doors are open.
    ///
    /// # Errors
    /// Whatever keeps the server from running, with what to do about it.
    pub async fn start(config: Config) -> anyhow::Result<Self> {
        let data = Data::lock(&config.storage.data)?;
        let folder = config.storage.data.as_path();
        let (clock, metrics) = (Clock::wall(), Arc::new(Metrics::new()));
        let (shutdown, doors) = (Shutdown::default(), Doors::default());
        let machine = addresses::of_this_machine()?;

        let key = keyfile::ticket_key(folder, chance::bytes)?;
        let seal = Arc::new(Seal::new(&key, clock.clone()));
        let pace = Arc::new(Pace::new(&config.admission, clock.clone()));
        let load = Load::default();
        let capacity = Capacity::new(
            &config.admission,
            load.clone(),
            clock.clone(),
            metrics.clone(),
        );
        let (administrator, new_token) =
            Administrator::open(folder, &config.admission.admin_token)?;

        let tls = open_tls(&config, &data, &machine, &clock)?;
        let sockets = addresses::bind(&config).await?;
        let addresses = found_at(&config, &sockets, &machine)?;
        data.keep_public_url(&addresses.public_url)?;

        let hub = Arc::new(Hub::new(metrics.clone()));
        let store = Store::open(folder, clock.clone(), metrics.clone(), &shutdown).await?;
        let store = Arc::new(store);
        let setup = Setup {
            udp: sockets.media,
            tcp_port: Some(addresses.http.port()),
            announce: addresses.announced.clone(),
            codecs: config.media.codecs.clone(),
            video_wait: Duration::from_millis(config.media.video_wait_ms),
            threads: config.media.threads,
            limits: config.limits.clone(),
            clock: clock.clone(),
            metrics: metrics.clone(),
            load,
        };
        let engine = Engine::start(setup, &shutdown)?;
        let ports = Ports {
            voice: hub.clone(),
            media: engine.clone(),
            negotiation: engine.clone(),
            ledger: store.clone(),
            translator: translator(&config, &metrics, &shutdown)?,
        };
        seal.withdraw(store.withdrawn().await?);
        let directory = Directory::open(
            ports,
            clock.clone(),
            metrics.clone(),
            config.limits.room_inbox,
            Duration::from_secs(config.questions.lead_seconds.into()),
        )
        .await?;
        if config.storage.demo {
            demo::open(&directory, &*store).await?;
        }

        let premises = Premises {
            directory: directory.clone(),
            guests: store.clone(),
            post: post(&config)?,
            office: Arc::default(),
            clock: clock.clone(),
            seal: seal.clone(),
            pace: pace.clone(),
            administrator: Arc::new(administrator),
            doors: doors.clone(),
            capacity: capacity.clone(),
            sessions: Sessions::default(),
            ice_links: ice_links(&config),
            metrics: metrics.clone(),
            public_url: addresses.public_url.as_str().into(),
            behind_proxy: config.http.behind_proxy,
            ticket_seconds: u64::from(config.admission.ticket_hours) * 3_600,
            body_bytes: config.limits.body_bytes,
        };
        let entrance = Entrance::new(Parts {
            hub,
            rooms: Arc::new(directory.clone()),
            seal: seal.clone(),
            pace: pace.clone(),
            capacity,
            limits: config.limits.clone(),
            metrics: metrics.clone(),
            shutdown: shutdown.clone(),
        });
        let (ice, streams) = mpsc::channel(ICE_WAITING);
        let web = Port {
            listener: sockets.web,
            tls: tls.as_ref().map(|(tls, ..)| tls.acceptor()).transpose()?,
            router: routes::router(&premises, enter::router(Arc::new(entrance))),
            ice: Some(ice),
            limits: config.limits.clone(),
        };
        let admin = Port {
            listener: sockets.admin,
            tls: None,
            router: metrics::router(metrics),
            ice: None,
            limits: config.limits.clone(),
        };
        shutdown.spawn(hand_over(streams, engine));
        shutdown.spawn(web.serve(shutdown.clone()));
        shutdown.spawn(admin.serve(shutdown.clone()));
        shutdown.spawn(forget_quiet(pace, shutdown.clone()));
        doors.open();

        let announcement = announcement(
            &config,
            &addresses,
            &seal,
            new_token,
            tls.as_ref().map(|(tls, ..)| tls),
        )?;
        Ok(Self {
            shutdown,
            directory,
            store,
            doors,
            tls,
            addresses,
            announcement,
            _data: data,
        })
    }

    /// Where it is found.
    pub fn addresses(&self) -> &Addresses {
        &self.addresses
    }

    /// What the person who started it is told: links, a token made now, and where it listens.
    pub fn announcement(&self) -> &[String] {
        &self.announcement
    }

    /// Reads certificate and key again; on a fault those in use stay.
    pub fn reload_certificate(&self) {
        let Some((tls, cert, key)) = &self.tls else {
            return;
        };
        match tls.reload(cert, key) {
            Ok(()) => tracing::info!("certificate read again"),
            Err(fault) => tracing::error!(%fault, "the certificate in use stays"),
        }
    }

    /// The orderly end: nobody comes in, rooms tell everybody and wait for the ledger, then sockets and threads end. What
    /// has not ended by the deadline is cut.
    pub async fn close(&self) {
        tracing::info!("draining");
        self.doors.close();
        let told = self.directory.close(DEADLINE / 2).await;
        let kept = tokio::time::timeout(DEADLINE / 4, self.store.close()).await;
        self.shutdown.request();
        let ended = self.shutdown.finished(DEADLINE / 4).await;
        if told && kept.is_ok() && ended {
            tracing::info!("ended");
        } else {
            tracing::warn!("the deadline cut what had not ended");
        }
    }
}

fn open_tls(
    config: &Config,
    data: &Data,
    machine: &[IpAddr],
    clock: &Clock,
) -> anyhow::Result<Option<(Tls, PathBuf, PathBuf)>> {
    let files = &config.http.tls;
    let (cert, key) = if config.http.lan {
        let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
        data.certificate(&certificate::names(&host, machine), clock.unix_ms() / 1_000)?
    } else if files.cert.is_empty() {
        return Ok(None);
    } else {
        (PathBuf::from(&files.cert), PathBuf::from(&files.key))
    };
    let tls = Tls::from_files(&cert, &key).context("http.tls")?;
    Ok(Some((tls, cert, key)))
}

/// The machine that translates questions, where one is configured.
fn translator(
    config: &Config,
    metrics: &Arc<Metrics>,
    shutdown: &Shutdown,
) -> anyhow::Result<Arc<dyn Translator>> {
    let machine = Machine::open(&config.translation, metrics.clone(), shutdown.clone());
    Ok(match machine.context("translation")? {
        Some(machine) => Arc::new(machine),
        None => Arc::new(NoTranslator),
    })
}

/// The server that carries mail, where one is configured.
fn post(config: &Config) -> anyhow::Result<Arc<dyn Post>> {
    Ok(match Smtp::open(&config.mail).context("mail")? {
        Some(smtp) => Arc::new(smtp),
        None => Arc::new(NoPost),
    })
}

/// What encoders and players are told of ICE servers.
fn ice_links(config: &Config) -> Arc<[HeaderValue]> {
    let servers = config.media.ice_servers.iter();
    let links = servers.filter_map(|server| {
        devices::ice_link(&server.url, &server.username, server.credential.reveal())
    });
    links.collect()
}

fn found_at(config: &Config, sockets: &Sockets, machine: &[IpAddr]) -> anyhow::Result<Addresses> {
    let http = sockets.web.local_addr()?;
    let media = sockets
        .media
        .as_ref()
        .map(UdpSocket::local_addr)
        .transpose()?;
    Ok(Addresses {
        http,
        media,
        announced: addresses::announced(config, media.unwrap_or(http).ip(), machine),
        admin: sockets.admin.local_addr()?,
        public_url: addresses::public_url(config, http.port(), machine),
    })
}

fn announcement(
    config: &Config,
    addresses: &Addresses,
    seal: &Seal,
    new_token: Option<String>,
    tls: Option<&Tls>,
) -> anyhow::Result<Vec<String>> {
    let mut lines = Vec::new();
    let mut say = |line: String| lines.push(line);
    if let Some(token) = new_token {
        say(format!(
            "Administrator's token, shown this once and kept in {}: {token}\n",
            config.storage.data.join("admin.token").display()
        ));
    }
    if let Some(tls) = tls.filter(|_| config.http.lan) {
        say(format!(
            "Fingerprint (SHA-256) of this server's own certificate: {}",
            fingerprint(tls)
        ));
        say(
            "Browsers warn of it once: compare the fingerprint, then go on to the page.\n"
                .to_owned(),
        );
    }
    if config.storage.demo {
        say("The demo show. One personal link for each role; the attendee's may be handed around:\n".to_owned());
        let id = ShowId::new(demo::ID);
        for (role, ticket) in demo::tickets(seal)? {
            say(format!(
                "  {role:<12} {}",
                tickets::link(&addresses.public_url, &id, &ticket)
            ));
        }
        say("\nUse headphones: otherwise microphones pick up what others say, and it is heard twice.\n".to_owned());
    }
    let udp = addresses
        .media
        .map_or(String::new(), |udp| format!("udp:{udp},"));
    say(format!(
        "listening http={} media={udp}tcp:{} admin={}",
        addresses.http, addresses.http, addresses.admin
    ));
    Ok(lines)
}

fn fingerprint(tls: &Tls) -> String {
    let digest = ring::digest::digest(&ring::digest::SHA256, &tls.leaf());
    let bytes: Vec<_> = digest
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect();
    bytes.join(":")
}

/// ICE-TCP streams, from the web port to the media side.
async fn hand_over(mut streams: mpsc::Receiver<IceStream>, engine: Arc<Engine>) {
    while let Some(ice) = streams.recv().await {
        engine.take_stream(ice.stream, ice.read);
    }
}

/// The tables of who tried how often stay small.
async fn forget_quiet(pace: Arc<Pace>, shutdown: Shutdown) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(MINUTE) => pace.forget_quiet(),
            () = shutdown.requested() => return,
        }
    }
}

/// ICE-TCP connections that wait for the media thread; beyond, they are closed and the browser tries again.
const ICE_WAITING: usize = 256;

/// An orderly end takes no longer than this.
const DEADLINE: Duration = Duration::from_secs(10);
const MINUTE: Duration = Duration::from_secs(60);
