//! Everything a room wants done; nothing is done here.

use super::banner::Banner;
use super::channels::Choice;
use super::consent::Consent;
use super::device_check::Checked;
use super::id::{BoothId, Key, Line, ParticipantId, PeerId, QuestionId, TrackId};
use super::language::Language;
use super::notice::Notice;
use super::phase::Phase;
use super::question::Question;
use super::role::Role;
use super::run_sheet::{Chapter, RunSheet};
use super::show::{Interlock, Works};
use super::time::Moment;
use super::translation::Order;

mod health;

pub use health::{Health, Spread};

/// What one call wants done, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Effects {
    /// What people are told.
    pub notices: Vec<Notice>,
    /// What must be kept; all of one call in one commit.
    pub records: Vec<Record>,
    /// Connections that end: replaced or dismissed.
    pub farewells: Vec<Farewell>,
    /// What the machine is asked to translate.
    pub translations: Vec<Order>,
}

/// A connection that ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Farewell {
    /// Which.
    pub peer: PeerId,
    /// Why.
    pub why: FarewellReason,
}

/// Why a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FarewellReason {
    /// The same person came in elsewhere.
    Replaced,
    /// She left.
    Left,
    /// Her link was taken back.
    Withdrawn,
    /// The show is over and the hall is cleared.
    ShowOver,
    /// The server restarts; the times are spread so that not everybody returns at once.
    Restarting {
        /// When to come back.
        retry_after_ms: u32,
    },
    /// The room broke down and is opened afresh.
    RoomFailed {
        /// When to come back.
        retry_after_ms: u32,
    },
}

/// One row of what must outlive the process; a later record of the same thing replaces it.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// The phase.
    Phase(Phase),
    /// The floor's declared language.
    Floor {
        /// The language; `None` while nobody speaks.
        language: Option<Language>,
        /// Fixed.
        pinned: bool,
    },
    /// A person and her place.
    Person(Box<PersonRecord>),
    /// A span of attendance began or ended.
    Attended {
        /// Who.
        participant: ParticipantId,
        /// Came in (`true`) or left.
        came: bool,
        /// When.
        at: Moment,
    },
    /// A booth's direction.
    Booth {
        /// Which.
        booth: BoothId,
        /// Output language.
        output: Language,
        /// The override is latched.
        override_latch: bool,
    },
    /// How a booth shares its work, once somebody chose it.
    Works {
        /// Which.
        booth: BoothId,
        /// How.
        works: Works,
    },
    /// Who may take an occupied channel, once a host has said it.
    Interlock {
        /// Which channel.
        language: Language,
        /// Who.
        interlock: Interlock,
    },
    /// A question as it now stands.
    Question(Box<Question>),
    /// A vote given or taken back.
    Vote {
        /// Which question.
        question: QuestionId,
        /// Whose.
        participant: ParticipantId,
        /// Given.
        up: bool,
    },
    /// What somebody agrees to from then on; added to what she said before.
    Consent {
        /// Who.
        participant: ParticipantId,
        /// When she said so.
        at: Moment,
        /// What.
        consent: Consent,
    },
    /// A booth's notes.
    Notes {
        /// Which booth.
        booth: BoothId,
        /// The text.
        text: String,
    },
    /// A booth's glossary.
    Glossary {
        /// Which booth.
        booth: BoothId,
        /// Rows of terms, one column for each of the booth's languages.
        rows: Vec<Vec<String>>,
    },
    /// The run sheet as it now stands, without its chapters.
    RunSheet(Box<RunSheet>),
    /// A part of the show began; added to those before.
    Chapter(Chapter),
    /// Since when it is practised; `None`: no more.
    Practice(Option<Moment>),
    /// The announcement that stands; `None`: taken away.
    Banner(Option<Box<Banner>>),
    /// What somebody's last device check found.
    DeviceCheck {
        /// Whose.
        participant: ParticipantId,
        /// What.
        checked: Checked,
    },
    /// A durable command was applied.
    Receipt {
        /// Whose.
        participant: ParticipantId,
        /// Its key.
        key: Key,
        /// When; receipts are kept for 24 hours.
        at: Moment,
    },
}

impl Record {
    /// What a show is measured by afterwards: practice leaves nothing of it behind.
    pub(super) fn counts(&self) -> bool {
        matches!(
            self,
            Self::Attended { .. } | Self::Question(_) | Self::Vote { .. }
        )
    }
}

/// What is kept of a person.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonRecord {
    /// Who.
    pub participant: ParticipantId,
    /// Role.
    pub role: Role,
    /// Name.
    pub name: String,
    /// Language spoken.
    pub language: Option<Language>,
    /// Booth.
    pub booth: Option<BoothId>,
    /// The staff gave her that booth, whatever her ticket says.
    pub assigned: bool,
    /// The direction she owns in a booth that works by direction.
    pub owns: Option<Language>,
    /// Seat key of the browser that holds the place.
    pub seat: String,
    /// The ticket's id.
    pub ticket: String,
    /// How many seats the ticket has.
    pub seats: u32,
    /// Where.
    pub place: Place,
    /// When the hand went up.
    pub hand: Option<Moment>,
    /// What she chose to hear.
    pub choice: Choice,
    /// Original underneath.
    pub underneath: bool,
    /// Silenced by a host.
    pub muted: bool,
    /// Last seen.
    pub seen: Moment,
}

/// Where a participant is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// Among the listeners.
    Hall,
    /// Gathering, seen by those backstage and the staff.
    Backstage,
    /// Seen and heard by all.
    Stage,
    /// In a booth.
    Booth,
}

/// The full wanted audience of one track. A track without a route forwards nothing.
///
/// At most one entry per subscriber and line; `Line::Floor` stands for the floor lines, of which the relay picks one.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// Which track.
    pub track: TrackId,
    /// Who receives it, on which line.
    pub audience: Vec<(PeerId, Line)>,
}

/// What the media side has seen.
#[derive(Clone, Debug, PartialEq)]
pub enum Observation {
    /// A track's first packet arrived.
    TrackOpened {
        /// Which.
        track: TrackId,
        /// Codec in lower case: `h264`, `vp8`, `opus`.
        codec: String,
    },
    /// A track is gone with its connection.
    TrackClosed(TrackId),
    /// Whether a microphone's packets arrive.
    Flow {
        /// Which.
        track: TrackId,
        /// How.
        flow: Flow,
    },
    /// Whether a microphone carries speech, by level.
    Voice {
        /// Which.
        track: TrackId,
        /// Speech, or a pause.
        speaking: bool,
        /// For how long already: a pause is only known once it has lasted a moment.
        for_ms: u32,
    },
    /// The loudest microphones of the floor, dominant first.
    Heard(Vec<PeerId>),
    /// How loud speech was lately on every sound that somebody receives, in dBov from −127 (silence) to 0. A sound
    /// that tells no level is absent.
    Levels(Vec<(TrackId, i8)>),
    /// How all sounds of the room travel.
    Timing(Vec<Timing>),
    /// How the receive connections of one media thread fare.
    Health(Box<Health>),
    /// A subscriber's receive connection stands.
    Connected(PeerId),
}

impl Observation {
    /// Nothing that was seen here changes who receives what.
    pub(super) fn leaves_routes(&self) -> bool {
        matches!(
            self,
            Self::Levels(_) | Self::Timing(_) | Self::Health(_) | Self::Connected(_)
        )
    }
}

/// How a sound travels from its publisher to the server, measured over the last two seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// Which sound.
    pub track: TrackId,
    /// How much later it arrives than the picture of the same moment, negative if earlier. Unknown without a picture,
    /// and until the publisher has told how both run against one clock.
    pub skew_ms: Option<i32>,
    /// How much longer it is under way than the quickest packet of this publisher in the last two minutes.
    pub extra_ms: Option<u32>,
    /// To the publisher and back.
    pub round_trip_ms: Option<u32>,
}

impl Timing {
    /// From the mouth to the server: half the way there and back, and what is added to it. Unknown without a round trip;
    /// `by_page`, what the publisher's page measures, stands in for one that the media side does not know.
    pub fn one_way_ms(&self, by_page: Option<u32>) -> Option<u32> {
        let half = self.round_trip_ms.or(by_page)? / 2;
        Some(half.saturating_add(self.extra_ms.unwrap_or(0)))
    }
}

/// Packets of a microphone, which sends 50 a second as long as it is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Packets arrive.
    Running,
    /// None for 200 ms.
    Hesitating,
    /// None for 400 ms.
    Stalled,
}
