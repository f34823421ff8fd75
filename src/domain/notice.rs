//! What people are told, and which audience.

use super::id::{BoothId, Line, ParticipantId, PeerId, QuestionId};
use super::papers;
use super::refusal::Refusal;
use super::run_sheet::RunSheet;
use super::view;

/// One thing to tell one audience; encoded once for all of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// To whom.
    pub to: Audience,
    /// In which stream.
    pub stream: Stream,
    /// What.
    pub what: What,
}

/// Durable notices leave in order, after the commit that covers them; live ones never wait for a disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// After the covering commit.
    Durable,
    /// At once.
    Live,
}

/// To whom; judged again when a change is replayed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// One connection: replies and personal state.
    Peer(PeerId),
    /// One person.
    Person(ParticipantId),
    /// Those people, to whom the same applies; in the order of their ids.
    People(Vec<ParticipantId>),
    /// Everybody.
    Everyone,
    /// Hosts and moderators.
    Staff,
    /// Everybody but the staff and, if named, one person.
    Hall {
        /// Who is left out.
        except: Option<ParticipantId>,
    },
    /// Staff and speakers; whoever else is brought on stage does not see behind it.
    Backstage,
    /// The booth's interpreters and the staff.
    Booth(BoothId),
    /// The booth's interpreters alone, not even the staff.
    Seats(BoothId),
    /// All interpreters and the staff.
    Booths,
    /// Everybody but attendees.
    Crew,
}

impl Audience {
    /// Nobody of the hall belongs to it.
    pub(super) fn is_crew(&self) -> bool {
        match self {
            Self::Staff | Self::Backstage | Self::Booth(_) | Self::Seats(_) => true,
            Self::Booths | Self::Crew => true,
            Self::Peer(_) | Self::Person(_) | Self::People(_) => false,
            Self::Everyone | Self::Hall { .. } => false,
        }
    }
}

/// What is told. Views are full; only `Reply`, `Heard`, `Votes`, `Presence`, `Listening`, `Lamps`, `Levels`, `Timings`,
/// `Layers`, `Resting`, `Health`, `People` and `Welcome` carry no number.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// The outcome of a request.
    Reply {
        /// Its number.
        re: u32,
        /// Carried out, or why not.
        outcome: Result<(), Refusal>,
    },
    /// Everything this peer may see; the view is taken when the notice leaves.
    Welcome {
        /// The `hello` it answers; `None` for a fresh welcome.
        re: Option<u32>,
    },
    /// The phase or another property of the room.
    Room(view::Room),
    /// The stage.
    Stage(view::Stage),
    /// Backstage.
    Backstage(view::Backstage),
    /// The floor.
    Floor(view::Floor),
    /// One channel.
    Channel(view::Channel),
    /// One booth.
    Booth(Box<view::Booth>),
    /// One person.
    Person(view::Person),
    /// The raised hands.
    Hands(Vec<view::Hand>),
    /// One question.
    Question(Box<view::Question>),
    /// The order of the queue: all of it for the staff, what is public for the hall; an asker's own others stand behind.
    Queue(Vec<QuestionId>),
    /// One's own place and rights.
    You(view::You),
    /// What this listener hears.
    Listening(view::Listening),
    /// How many are here.
    Presence(view::Presence),
    /// Votes that changed.
    Votes(Vec<(QuestionId, u32)>),
    /// The loudest, dominant first.
    Heard(Vec<ParticipantId>),
    /// The lamps that this reader sees.
    Lamps(Vec<view::Lamp>),
    /// Notes and glossary of one booth.
    Papers(view::Papers),
    /// One line of a booth's chat.
    ChatLine(papers::Line),
    /// The run sheet.
    RunSheet(RunSheet),
    /// What of it everybody may read.
    Programme(view::Programme),
    /// Who is in the briefing room.
    Briefing(Vec<view::Presenter>),
    /// How loud floor and channels are.
    Levels(view::Levels),
    /// How late and how much apart sound and picture arrive.
    Timings(Vec<view::Timing>),
    /// Which layers of her camera somebody watches, largest first.
    Layers([bool; 3]),
    /// The pictures that rest because one's network does not carry them.
    Resting(Vec<Line>),
    /// How the receive connections fare.
    Health(view::Health),
    /// People who were asked for.
    People {
        /// The request's number.
        re: u32,
        /// One page of them.
        page: view::PeoplePage,
    },
}
