//! Roles, and what each may do in which phase: a table, so that a test can hold every message against it.

/// What a person is in a show; decided by the ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Produces and steers; may go on stage.
    Host,
    /// Looks after questions; may go on stage.
    Moderator,
    /// Speaks on stage.
    Speaker,
    /// Has a seat in a booth.
    Interpreter,
    /// Listens and asks.
    Attendee,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 5] = [
        Self::Host,
        Self::Moderator,
        Self::Speaker,
        Self::Interpreter,
        Self::Attendee,
    ];

    /// Hosts and moderators: they see the desk.
    pub fn is_staff(self) -> bool {
        matches!(self, Self::Host | Self::Moderator)
    }

    /// The role by its name on a ticket: `host`, `moderator`, `speaker`, `interpreter`, `attendee`.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }

    /// The name on a ticket.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Moderator => "moderator",
            Self::Speaker => "speaker",
            Self::Interpreter => "interpreter",
            Self::Attendee => "attendee",
        }
    }
}
