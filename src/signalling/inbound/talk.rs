//! Talking, calling and signalling beside any channel.

use super::{Asked, Wish, live};
use crate::domain::command::Command;
use crate::domain::{signals, talk};
use crate::protocol::client::talk::{Briefing, Call, GiveSignal, Talk, TalkTo};
use crate::protocol::refusal::Code;

impl Asked for Talk {
    fn wish(self) -> Result<Wish, Code> {
        let to = match self.to {
            TalkTo::Nobody => talk::Talk::Nobody,
            TalkTo::Partner => talk::Talk::Partner,
            TalkTo::Desk => talk::Talk::Desk,
            TalkTo::Booth => talk::Talk::Booth(self.booth.ok_or(Code::NoSuchBooth)?),
            TalkTo::Briefing => talk::Talk::Briefing,
        };
        live(Command::Talk(talk::Command::Talk(to)))
    }
}

impl Asked for Call {
    fn wish(self) -> Result<Wish, Code> {
        live(Command::Talk(talk::Command::Call {
            booth: self.booth,
            on: self.on,
            text: self.text,
        }))
    }
}

impl Asked for Briefing {
    fn wish(self) -> Result<Wish, Code> {
        let join = self.join;
        live(Command::Talk(talk::Command::Briefing { join }))
    }
}

impl Asked for GiveSignal {
    fn wish(self) -> Result<Wish, Code> {
        let command = signals::Command::Signal(self.signal.into());
        live(Command::Signals(command))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::BoothId;

    #[test]
    fn a_talk_to_a_booth_names_it() {
        let to = |booth| {
            let to = TalkTo::Booth;
            Talk { to, booth }.wish()
        };
        assert_eq!(to(None), Err(Code::NoSuchBooth));
        let booth = BoothId::new("de-zh");
        let command = talk::Command::Talk(talk::Talk::Booth(booth.clone()));
        assert_eq!(to(Some(booth)), live(Command::Talk(command)));
    }
}
