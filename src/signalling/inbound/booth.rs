//! An interpreter's microphone, direction and hand-over, and how booths and channels are set.

use super::{Asked, Wish, durable, live, tag};
use crate::domain::command::Command;
use crate::domain::{booth, channels};
use crate::protocol::client::booth::{
    AssignSeat, Cover, Direction, HandOver, Incoming, SetBooth, SetInterlock, SetMicrophone,
};
use crate::protocol::refusal::Code;

impl Asked for SetMicrophone {
    fn wish(self) -> Result<Wish, Code> {
        let command = booth::Command::Microphone(self.state.into());
        live(Command::Booth(command))
    }
}

impl Asked for Direction {
    fn wish(self) -> Result<Wish, Code> {
        live(Command::Booth(booth::Command::Direction {
            language: tag(&self.language)?,
            override_latch: self.override_latch,
        }))
    }
}

impl Asked for HandOver {
    fn wish(self) -> Result<Wish, Code> {
        let command = booth::Command::HandOver(self.act.into());
        live(Command::Booth(command))
    }
}

impl Asked for SetBooth {
    fn wish(self) -> Result<Wish, Code> {
        live(Command::Booth(booth::Command::Works {
            booth: self.booth,
            works: self.works.into(),
        }))
    }
}

impl Asked for Cover {
    fn wish(self) -> Result<Wish, Code> {
        live(Command::Booth(booth::Command::Cover(self.on)))
    }
}

impl Asked for Incoming {
    fn wish(self) -> Result<Wish, Code> {
        let choice = match self.source.as_str() {
            "auto" => booth::IncomingChoice::Automatic,
            "floor" => booth::IncomingChoice::Floor,
            language => booth::IncomingChoice::Channel(tag(language)?),
        };
        live(Command::Booth(booth::Command::Incoming(choice)))
    }
}

impl Asked for SetInterlock {
    fn wish(self) -> Result<Wish, Code> {
        live(Command::Channels(channels::Command::SetInterlock {
            language: tag(&self.language)?,
            interlock: self.interlock.into(),
        }))
    }
}

impl Asked for AssignSeat {
    fn wish(self) -> Result<Wish, Code> {
        let command = booth::Command::Assign {
            participant: self.participant,
            booth: self.booth,
        };
        durable(self.key, Command::Booth(command))
    }
}
