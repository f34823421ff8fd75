//! How a show is conducted: cues, device checks, standing in, practice, the announcement.

use super::{Asked, Wish, durable, live, texts};
use crate::domain::command::Command;
use crate::domain::{banner, cues, device_check, phase, stage};
use crate::protocol::client::conduct::{Announce, CallToStage, CheckIn, Practise, TakeOver};
use crate::protocol::refusal::Code;

impl Asked for CallToStage {
    fn wish(self) -> Result<Wish, Code> {
        live(Command::Cues(cues::Command::Call {
            participant: self.participant,
            on: self.on,
        }))
    }
}

impl Asked for CheckIn {
    fn wish(self) -> Result<Wish, Code> {
        let command = device_check::Command::Done {
            network: self.network.into(),
            camera: self.camera,
        };
        durable(self.key, Command::DeviceCheck(command))
    }
}

impl Asked for TakeOver {
    fn wish(self) -> Result<Wish, Code> {
        let command = stage::Command::TakeOver(self.participant);
        durable(self.key, Command::Stage(command))
    }
}

impl Asked for Practise {
    fn wish(self) -> Result<Wish, Code> {
        let command = phase::Command::Practise(self.on);
        durable(self.key, Command::Phase(command))
    }
}

impl Asked for Announce {
    fn wish(self) -> Result<Wish, Code> {
        let command = banner::Command::Put(texts(self.texts)?);
        durable(self.key, Command::Banner(command))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn a_text_stands_under_its_language_and_nothing_else() {
        let said = |tag: &str| texts(BTreeMap::from([(tag.to_owned(), "x".to_owned())]));
        let chinese = said("zh-Hans").unwrap();
        assert_eq!(chinese.keys().next().unwrap().as_str(), "zh");
        assert_eq!(said("klingon!"), Err(Code::UnknownLanguage));
    }
}
