//! What interpreters do in a rehearsal, and how their booths look to the host.

use super::{Rehearsal, id, show, ticket, tongue};
use crate::domain::booth::{Command as Booth, HandOverAct, IncomingChoice};
use crate::domain::channels;
use crate::domain::command::Command;
use crate::domain::id::{BoothId, Line, Source};
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::domain::show::{BoothPlan, Interlock, Show, Works};
use crate::domain::view;

/// A booth named by its languages: `de-zh`.
pub(in crate::domain) fn plan(name: &str, seats: u8, works: Works) -> BoothPlan {
    BoothPlan {
        id: BoothId::new(name),
        languages: name.split('-').map(tongue).collect(),
        seats,
        works,
        sign: false,
    }
}

/// A show with these booths, in all their languages.
pub(in crate::domain) fn show_of(booths: Vec<BoothPlan>) -> Show {
    let mut languages: Vec<_> = booths.iter().flat_map(|b| b.languages.clone()).collect();
    languages.sort();
    languages.dedup();
    Show {
        languages,
        booths,
        ..show()
    }
}

impl Rehearsal {
    /// A speaker comes on stage with an open microphone.
    pub(in crate::domain) fn speaker(&mut self, name: &str, language: &str) {
        self.enters(name, Role::Speaker, Some(language)).unwrap();
        self.publishes(name);
        self.brings_up(name).unwrap();
    }

    /// An interpreter sits down in a booth, and her microphone's packets arrive.
    pub(in crate::domain) fn interpreter(&mut self, name: &str, booth: &str) {
        let mut entry = ticket(name, Role::Interpreter, None);
        entry.booth = Some(BoothId::new(booth));
        self.enters_with(entry, false).unwrap();
        self.opens(name, Source::Microphone);
    }

    pub(in crate::domain) fn step(&mut self, name: &str, act: HandOverAct) -> Result<(), Refusal> {
        self.does(name, Command::Booth(Booth::HandOver(act)))
    }

    pub(in crate::domain) fn covers(&mut self, name: &str, covers: bool) -> Result<(), Refusal> {
        self.does(name, Command::Booth(Booth::Cover(covers)))
    }

    pub(in crate::domain) fn works(
        &mut self,
        name: &str,
        booth: &str,
        works: Works,
    ) -> Result<(), Refusal> {
        let booth = BoothId::new(booth);
        self.does(name, Command::Booth(Booth::Works { booth, works }))
    }

    pub(in crate::domain) fn assigns(&mut self, whom: &str, booth: &str) -> Result<(), Refusal> {
        let (participant, booth) = (id(whom), BoothId::new(booth));
        let assign = Booth::Assign { participant, booth };
        self.does("helga", Command::Booth(assign))
    }

    /// `automatic`, `floor`, or a language.
    pub(in crate::domain) fn listens_to(&mut self, name: &str, to: &str) -> Result<(), Refusal> {
        let choice = match to {
            "automatic" => IncomingChoice::Automatic,
            "floor" => IncomingChoice::Floor,
            language => IncomingChoice::Channel(tongue(language)),
        };
        self.does(name, Command::Booth(Booth::Incoming(choice)))
    }

    pub(in crate::domain) fn interlock(&mut self, language: &str, interlock: Interlock) {
        let language = tongue(language);
        let command = channels::Command::SetInterlock {
            language,
            interlock,
        };
        self.does("helga", Command::Channels(command)).unwrap();
    }

    /// The first booth, as the host sees it.
    pub(in crate::domain) fn booth(&self) -> view::Booth {
        self.welcome("helga").booths.remove(0)
    }

    /// A booth by its name, as the host sees it.
    pub(in crate::domain) fn booth_named(&self, name: &str) -> view::Booth {
        let mut booths = self.welcome("helga").booths.into_iter();
        booths.find(|b| b.booth == BoothId::new(name)).unwrap()
    }

    pub(in crate::domain) fn seat(&self, name: &str) -> view::Seat {
        let booths = self.welcome("helga").booths.into_iter();
        let mut seats = booths.flat_map(|b| b.seats);
        seats.find(|s| s.name == name).unwrap()
    }

    /// Whose voices reach this person's ear now, and on which of her lines; no partner's.
    pub(in crate::domain) fn ear(&self, name: &str, among: &[&str]) -> Vec<(String, Line)> {
        let heard = among.iter().flat_map(|from| {
            let lines = self.lines(from, Source::Microphone, name).into_iter();
            lines.map(|line| ((*from).to_owned(), line))
        });
        heard
            .filter(|(_, line)| matches!(line, Line::Floor | Line::Channel))
            .collect()
    }
}
