//! Why a command is declined. Expected, stable, and nothing has changed when one is returned.

/// A reason; the wire's stable codes are made of these.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The role may not do this.
    #[error("this role may not do that")]
    Forbidden,
    /// Not in this phase of the show.
    #[error("not possible in this phase of the show")]
    WrongPhase,
    /// The doors are not open yet.
    #[error("the doors are not open yet")]
    DoorsClosed,
    /// The show is over.
    #[error("the show is over")]
    ShowOver,
    /// All seats are taken.
    #[error("the show is full")]
    ShowFull,
    /// Another device holds this ticket.
    #[error("this ticket is in use on another device")]
    AlreadyIn,
    /// The caller is not in the room.
    #[error("enter the room first")]
    NotIn,
    /// No such person here.
    #[error("no such participant")]
    NoSuchParticipant,
    /// No such question, or not visible to the caller.
    #[error("no such question")]
    NoSuchQuestion,
    /// The show has no such booth.
    #[error("no such booth")]
    NoSuchBooth,
    /// All seats of the booth are taken.
    #[error("the booth is full")]
    BoothFull,
    /// That person is not where this can be done.
    #[error("that person is neither backstage nor has a raised hand")]
    NotBackstage,
    /// Not on stage.
    #[error("not on stage")]
    NotOnStage,
    /// The stage holds no more.
    #[error("the stage is full")]
    StageFull,
    /// Not a place from which one may publish.
    #[error("nobody has brought you backstage or on stage")]
    MayNotPublish,
    /// The question, or whatever is asked for, is not in a state for this.
    #[error("that is not in a state for this")]
    WrongState,
    /// Nothing but blanks.
    #[error("the text is empty")]
    TextEmpty,
    /// Over the limit.
    #[error("the text is too long, at most {limit} characters")]
    TextTooLong {
        /// Characters allowed.
        limit: u32,
    },
    /// Too many open questions of one person.
    #[error("too many open questions, wait until one is answered")]
    TooManyQuestions,
    /// The show wants names.
    #[error("this show asks for names")]
    AnonymousNotAllowed,
    /// The name does not fit.
    #[error("a name has 1 to 80 characters and no control characters")]
    BadName,
    /// Not a language of this show or booth.
    #[error("not a language of this show")]
    UnknownLanguage,
    /// Interpreting into the language of the floor.
    #[error("the floor already speaks this language")]
    SpeaksFloorLanguage,
    /// Somebody else is on this channel.
    #[error("another interpreter is on this channel")]
    ChannelOccupied,
    /// A hand-over step that fits nothing that is under way.
    #[error("no hand-over is at this step")]
    NoHandOver,
    /// There is nobody in the booth to hand over to, or from.
    #[error("there is no partner to hand over with")]
    NoPartner,
    /// Too much at once; try again.
    #[error("busy, try again")]
    Busy,
    /// Nothing can be kept at the moment.
    #[error("nothing can be saved at the moment, try again")]
    StorageUnavailable,
}
