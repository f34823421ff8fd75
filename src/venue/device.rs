//! Clients without signalling: an encoder that publishes (WHIP), a player that receives (WHEP). Each is one leg.
//!
//! Their offers are carried unread like a page's. Nothing is told to them; they end when their leg does.

use tokio::sync::oneshot;

use super::ports::{Client, NegotiationFault};
use crate::domain::attendance::Entry;
use crate::domain::channels::Choice;
use crate::domain::id::PeerId;
use crate::domain::refusal::Refusal;

/// A device at the door.
#[derive(Clone, Debug, PartialEq)]
pub struct Joining {
    /// The new connection.
    pub peer: PeerId,
    /// Whose it is, as the ticket says.
    pub entry: Entry,
    /// What it comes for.
    pub purpose: Purpose,
    /// `Client::Device`, or `Client::OlderDevice` if one of hers ended as `DeviceEnd::LacksProtection`.
    pub client: Client,
    /// Its offer.
    pub offer: String,
}

/// What a device comes for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To publish camera and microphone of a person, in place of her page or without one.
    Publish,
    /// To receive the stage's picture and one sound.
    Watch(Choice),
}

/// A device that is in.
#[derive(Debug)]
pub struct Joined {
    /// The answer to its offer.
    pub answer: String,
    /// Says how it ended; closed without a word if there is nothing to say.
    pub ended: oneshot::Receiver<DeviceEnd>,
}

/// Why a device ended, where its next try depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceEnd {
    /// It lacks the protection that it was offered.
    LacksProtection,
}

/// Why a device is not let in, or its offer not answered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeviceFault {
    /// The room declines it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The offer is declined.
    #[error(transparent)]
    Offer(#[from] NegotiationFault),
}

/// What waits for an answer to a device's offer.
pub(super) type Reply = oneshot::Sender<Result<String, DeviceFault>>;

/// A device as it waits in a room's inbox.
pub(super) struct AtDoor {
    pub(super) joining: Joining,
    pub(super) end: oneshot::Sender<DeviceEnd>,
    pub(super) reply: Reply,
}
