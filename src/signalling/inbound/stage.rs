//! The show's phase, who is on stage, and what is spoken there.

use super::{Asked, Wish, durable, live, tag};
use crate::domain::command::Command;
use crate::domain::{channels, hands, phase, stage};
use crate::protocol::client::stage::{
    BringUp, Mute, RaiseHand, SetFloorLanguage, SetMicrophoneLanguage, SetPhase, Spotlight,
    TakeDown,
};
use crate::protocol::refusal::Code;

impl Asked for SetPhase {
    fn wish(self) -> Result<Wish, Code> {
        let command = phase::Command::Set(self.phase.into());
        durable(self.key, Command::Phase(command))
    }
}

impl Asked for BringUp {
    fn wish(self) -> Result<Wish, Code> {
        let command = stage::Command::BringUp(self.participant);
        durable(self.key, Command::Stage(command))
    }
}

impl Asked for TakeDown {
    fn wish(self) -> Result<Wish, Code> {
        let command = stage::Command::TakeDown(self.participant);
        durable(self.key, Command::Stage(command))
    }
}

impl Asked for Spotlight {
    fn wish(self) -> Result<Wish, Code> {
        live(Command::Stage(stage::Command::Spotlight(self.participant)))
    }
}

impl Asked for Mute {
    fn wish(self) -> Result<Wish, Code> {
        live(Command::Stage(stage::Command::Mute {
            participant: self.participant,
            muted: self.muted,
        }))
    }
}

impl Asked for RaiseHand {
    fn wish(self) -> Result<Wish, Code> {
        live(Command::Hands(hands::Command::Raise { up: self.up }))
    }
}

impl Asked for SetFloorLanguage {
    fn wish(self) -> Result<Wish, Code> {
        let language = match self.language.as_str() {
            "none" => None,
            language => Some(tag(language)?),
        };
        let pin = self.pin;
        live(Command::Channels(channels::Command::SetFloorLanguage {
            language,
            pin,
        }))
    }
}

impl Asked for SetMicrophoneLanguage {
    fn wish(self) -> Result<Wish, Code> {
        live(Command::Channels(
            channels::Command::SetMicrophoneLanguage {
                participant: self.participant,
                language: tag(&self.language)?,
            },
        ))
    }
}
