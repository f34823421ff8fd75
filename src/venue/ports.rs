//! What the venue needs of the world. Adapters implement these; the arrow always points down.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use tokio::sync::{mpsc, oneshot};

use crate::domain::effect::{FarewellReason, Flow, Health, Record, Timing};
use crate::domain::id::{Epoch, Key, Line, PeerId, ShowId, TrackId};
use crate::domain::invitation::{Change, Code, GuestList, Invitation, MailFault};
use crate::domain::language::Language;
pub use crate::domain::limits::Pictures;
use crate::domain::notice::What;
use crate::domain::role::Role;
use crate::domain::show::Show;
use crate::domain::snapshot::Snapshot;
use crate::domain::translation::{Fault, Order};
use crate::domain::view;

/// The world as a room reaches it.
#[derive(Clone)]
pub struct Ports {
    /// Tells peers.
    pub voice: Arc<dyn Voice>,
    /// Carries media.
    pub media: Arc<dyn Media>,
    /// Negotiates legs.
    pub negotiation: Arc<dyn Negotiation>,
    /// Keeps.
    pub ledger: Arc<dyn Ledger>,
    /// Translates by machine.
    pub translator: Arc<dyn Translator>,
}

/// Translates by machine. Never waits; whatever becomes of an order, its answer comes within a bounded time.
pub trait Translator: Send + Sync {
    /// Whether it knows this language.
    fn knows(&self, language: &Language) -> bool;
    /// Translates `order.text` from `order.from` into the language of its place.
    fn translate(&self, order: Order, answer: oneshot::Sender<Result<String, Fault>>);
}

/// No machine: people translate.
#[derive(Clone, Copy, Debug)]
pub struct NoTranslator;

impl Translator for NoTranslator {
    fn knows(&self, _: &Language) -> bool {
        false
    }

    fn translate(&self, _: Order, answer: oneshot::Sender<Result<String, Fault>>) {
        let _ = answer.send(Err(Fault::Failed));
    }
}

/// Tells peers. Never waits: a full outbox is the outbox's matter.
pub trait Voice: Send + Sync {
    /// Tells one thing to many; encoded once. `seq` is the room's number, absent for summed and personal state.
    fn tell(&self, peers: &[PeerId], seq: Option<u32>, what: &What);
    /// Everything a peer may see, replacing all it knew.
    fn welcome(&self, peer: PeerId, greeting: Greeting);
    /// The reply to an offer.
    fn answer(&self, peer: PeerId, re: u32, leg: Leg, answer: Result<String, NegotiationFault>);
    /// Ends a connection with a reason.
    fn farewell(&self, peer: PeerId, why: FarewellReason);
}

/// What `Voice::welcome` carries.
#[derive(Clone, Debug)]
pub struct Greeting {
    /// The `hello` it answers.
    pub re: Option<u32>,
    /// This life of the room.
    pub epoch: Epoch,
    /// Changes up to this number are included.
    pub seq: u32,
    /// The view.
    pub view: view::Welcome,
}

/// Carries media between peers.
pub trait Media: Send + Sync {
    /// A peer may now negotiate. Reports of all peers of a room go to one `reports` queue.
    fn attach(&self, peer: PeerId, show: ShowId, role: Role, reports: mpsc::Sender<MediaReport>);
    /// A peer is gone: its connections are closed, its tracks end.
    fn detach(&self, peer: PeerId);
    /// A peer wants no larger pictures than these; whole ones until it is said.
    fn limit(&self, peer: PeerId, pictures: Pictures);
    /// The full audience of each track that changed, followed together: no packet is forwarded between two of them.
    /// A newer order replaces an older unread one, none is lost.
    fn route(&self, show: &ShowId, orders: Vec<MediaOrder>);
}

/// The full wanted audience of one track.
#[derive(Clone, Debug, PartialEq)]
pub struct MediaOrder {
    /// Which track.
    pub track: TrackId,
    /// Counts up for each order of the room; acknowledged by `MediaReport::Acknowledged`.
    pub generation: u64,
    /// Who receives it, on which line.
    pub audience: Arc<[(PeerId, Line)]>,
}

/// Negotiates the two legs of a peer: an offer or answer is carried unread.
pub trait Negotiation: Send + Sync {
    /// Answers an offer; an error reaches the client and leaves an established leg as it was.
    fn negotiate(
        &self,
        peer: PeerId,
        client: Client,
        leg: Leg,
        offer: String,
        answer: oneshot::Sender<Result<String, NegotiationFault>>,
    );
}

/// One of a peer's two WebRTC connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Leg {
    /// What the peer hears and sees.
    Receive,
    /// What the peer publishes.
    Send,
}

/// What kind of client offers a leg, which decides the lines it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Client {
    /// A page, with the fixed lines of its role.
    Page,
    /// Anything else (WHIP, WHEP): at most one picture and one sound, in the order it offers them.
    Device,
    /// The same, known to lack AEAD_AES_128_GCM.
    OlderDevice,
}

/// Why an offer is declined.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NegotiationFault {
    /// The offer cannot be used; says which part and what to do.
    #[error("{0}")]
    Refused(String),
    /// The media side has no room for another connection.
    #[error("no capacity for another connection, try again")]
    Full,
    /// The engine failed; the peer may offer again.
    #[error("the connection could not be made, try again")]
    Failed,
}

/// What the media side tells a room.
#[derive(Clone, Debug, PartialEq)]
pub enum MediaReport {
    /// A track's first packet arrived; the codec in lower case.
    TrackOpened {
        /// Which.
        track: TrackId,
        /// `h264`, `vp8`, `vp9`, `av1`, `opus`.
        codec: String,
    },
    /// A track is gone.
    TrackClosed(TrackId),
    /// Whether a microphone's packets arrive.
    Flow {
        /// Which.
        track: TrackId,
        /// How.
        flow: Flow,
    },
    /// Whether a microphone carries speech.
    Voice {
        /// Which.
        track: TrackId,
        /// Speech, or a pause.
        speaking: bool,
        /// For how long already.
        for_ms: u32,
    },
    /// The loudest microphones of the room's floor, dominant first, at most three.
    Heard(Vec<PeerId>),
    /// How loud speech was on each sound that somebody receives, twice a second; see `Observation::Levels`.
    Levels(Vec<(TrackId, i8)>),
    /// How the sounds of all publishers travel, once a second.
    Timing(Vec<Timing>),
    /// Which layers of a track somebody watches; told by each media thread for itself.
    Watched {
        /// Which track.
        track: TrackId,
        /// The number of the thread.
        thread: u8,
        /// Largest first.
        layers: [bool; 3],
    },
    /// Pictures of a subscriber rest because her network does not carry them.
    Resting {
        /// Whose.
        peer: PeerId,
        /// On which lines; empty once all go on.
        lines: Vec<Line>,
    },
    /// How the receive connections of one media thread fare, about every two seconds; dropped when a room is behind.
    Health(Box<Health>),
    /// A leg stands.
    Connected {
        /// Whose.
        peer: PeerId,
        /// Which.
        leg: Leg,
    },
    /// A leg is about to be lost, because its client lacks AEAD_AES_128_GCM.
    LacksProtection {
        /// Whose.
        peer: PeerId,
        /// Which.
        leg: Leg,
    },
    /// A leg is gone; the page offers again.
    Lost {
        /// Whose.
        peer: PeerId,
        /// Which.
        leg: Leg,
    },
    /// Every shard follows this order now.
    Acknowledged {
        /// Which track.
        track: TrackId,
        /// Which order.
        generation: u64,
    },
}

/// Keeps what must outlive the process.
pub trait Ledger: Send + Sync {
    /// All shows.
    fn shows(&self) -> BoxFuture<'_, Result<Vec<Show>, LedgerFault>>;
    /// Adds a show; the same `key` within 24 hours returns the show it made.
    fn add_show(&self, show: Show, key: Option<Key>) -> BoxFuture<'_, Result<Added, LedgerFault>>;
    /// What is kept of a room.
    fn load(&self, show: ShowId) -> BoxFuture<'_, Result<Snapshot, LedgerFault>>;
    /// Appends records in order. The returned queue answers once: kept, or definitely not. Full: try again later.
    fn append(
        &self,
        show: ShowId,
        records: Vec<Record>,
    ) -> Result<oneshot::Receiver<Result<(), LedgerFault>>, Vec<Record>>;
}

/// Keeps who is invited; no room is needed for it.
pub trait Invitations: Send + Sync {
    /// The people of a show, and what is due of them.
    fn guests(&self, show: ShowId) -> BoxFuture<'_, Result<GuestList, LedgerFault>>;
    /// Keeps a change as a whole.
    fn change(&self, show: ShowId, change: Change) -> BoxFuture<'_, Result<(), LedgerFault>>;
    /// Who has this code.
    fn by_code(
        &self,
        code: Code,
    ) -> BoxFuture<'_, Result<Option<(ShowId, Invitation)>, LedgerFault>>;
    /// The ids of all tickets that were taken back.
    fn withdrawn(&self) -> BoxFuture<'_, Result<Vec<String>, LedgerFault>>;
}

/// Sends mail to the invited; answers within a bounded time.
pub trait Post: Send + Sync {
    /// Whether a server is configured.
    fn is_open(&self) -> bool;
    /// Sends one letter.
    fn send(&self, letter: Letter) -> BoxFuture<'_, Result<(), MailFault>>;
}

/// A mail in plain text. It carries a link, so that it is never printed.
pub struct Letter {
    /// To whom, by name.
    pub name: String,
    /// To which address.
    pub mail: String,
    /// What it is about, in one line.
    pub subject: String,
    /// What it says.
    pub text: String,
}

/// Nobody carries mail: it is copied by hand.
#[derive(Clone, Copy, Debug)]
pub struct NoPost;

impl Post for NoPost {
    fn is_open(&self) -> bool {
        false
    }

    fn send(&self, _: Letter) -> BoxFuture<'_, Result<(), MailFault>> {
        Box::pin(std::future::ready(Err(MailFault::Failed)))
    }
}

/// What became of `Ledger::add_show`.
#[derive(Clone, Debug, PartialEq)]
pub enum Added {
    /// It is new, or this key has made it before.
    Show(Box<Show>),
    /// The id is taken by another show.
    Taken,
}

/// The ledger cannot do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LedgerFault {
    /// Locked or full for longer than it waits itself; may pass.
    #[error("the database is busy: {0}")]
    Busy(String),
    /// Definite.
    #[error("the database failed: {0}")]
    Failed(String),
}

/// The receive leg's lines of a role, in m-line order: pictures first.
pub fn receive_lines(role: Role) -> Vec<Line> {
    use Line::{
        BackstagePicture, BackstageSound, Channel, Floor, Inset, PartnerPicture, PartnerSound,
        Shared, Sign, Stage,
    };
    let mut lines = vec![Stage, Inset, Sign];
    match role {
        Role::Attendee => {}
        Role::Interpreter => lines.extend((0..2).map(PartnerPicture)),
        Role::Host | Role::Moderator | Role::Speaker => lines.extend((0..4).map(BackstagePicture)),
    }
    lines.extend([Floor, Floor, Floor, Shared, Channel]);
    match role {
        Role::Attendee => {}
        Role::Interpreter => lines.extend((0..2).map(PartnerSound)),
        Role::Host | Role::Moderator | Role::Speaker => lines.extend((0..4).map(BackstageSound)),
    }
    lines
}
