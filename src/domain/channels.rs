//! Who chose to hear what, and what that makes her hear now. The floor's own language is in `floor`.

use std::collections::BTreeMap;

use super::attendance::{Attendance, Person};
use super::booths::Feed;
use super::effect::PersonRecord;
use super::fact::{Fact, Turn};
use super::floor::Floor;
use super::id::ParticipantId;
use super::language::Language;
use super::refusal::Refusal;
use super::role::Role;
use super::show::{Interlock, Show};
use super::view::{ChannelState, Listening, ListeningSource};

/// What a listener chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The floor, whatever is spoken.
    Original,
    /// One language.
    Language(Language),
}

/// What can be asked of the channels.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Choose what to hear.
    Listen {
        /// The choice.
        choice: Choice,
        /// Keep the floor under it.
        underneath: bool,
    },
    /// Correct or pin the floor's language; `None` while nobody speaks.
    SetFloorLanguage {
        /// The language.
        language: Option<Language>,
        /// Stays until unpinned.
        pin: bool,
    },
    /// Correct the language of a microphone.
    SetMicrophoneLanguage {
        /// Whose.
        participant: ParticipantId,
        /// The language.
        language: Language,
    },
    /// Who may take an occupied channel.
    SetInterlock {
        /// The channel.
        language: Language,
        /// Who.
        interlock: Interlock,
    },
}

/// The choices of all listeners.
#[derive(Debug, Default)]
pub(super) struct Channels {
    chosen: BTreeMap<ParticipantId, (Choice, bool)>,
}

impl Channels {
    pub(super) fn open(people: &[PersonRecord]) -> Self {
        let chosen = people
            .iter()
            .map(|p| (p.participant.clone(), (p.choice.clone(), p.underneath)))
            .collect();
        Self { chosen }
    }

    pub(super) fn handle(
        &mut self,
        who: &ParticipantId,
        command: Command,
        show: &Show,
        attendance: &Attendance,
        floor: &mut Floor,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        match command {
            Command::Listen { choice, underneath } => {
                if let Choice::Language(language) = &choice
                    && !show.languages.contains(language)
                {
                    return Err(Refusal::UnknownLanguage);
                }
                self.chosen.insert(who.clone(), (choice, underneath));
                turn.touch(who);
            }
            Command::SetInterlock { .. } => return Err(Refusal::WrongState),
            Command::SetFloorLanguage { language, pin } => floor.declare(language, pin, turn),
            Command::SetMicrophoneLanguage {
                participant,
                language,
            } => {
                may_correct(who, &participant, attendance)?;
                turn.tell(Fact::Speaks(participant, language));
            }
        }
        Ok(())
    }

    /// A newcomer hears her own language if the show has it.
    pub(super) fn notice(&mut self, fact: &Fact, show: &Show, attendance: &Attendance) {
        if let Fact::Entered(who) = fact
            && let Some(person) = attendance.person(who)
        {
            self.chosen
                .entry(who.clone())
                .or_insert_with(|| (own_language(person, show), show.policy.underneath));
        }
    }

    /// What she chose, and whether she keeps the floor under it.
    pub(super) fn choice(&self, who: &ParticipantId) -> (Choice, bool) {
        let chosen = self.chosen.get(who).cloned();
        chosen.unwrap_or((Choice::Original, false))
    }

    /// What she chose, if she is known.
    pub(super) fn chosen(&self, who: &ParticipantId) -> Option<&Choice> {
        self.chosen.get(who).map(|(choice, _)| choice)
    }

    /// What she hears now, by what the channels are fed with. An interpreter always hears the floor.
    pub(super) fn listening(
        &self,
        who: &ParticipantId,
        role: Role,
        feeds: &[(&Language, Feed<'_>)],
    ) -> Listening {
        let (choice, underneath) = self.choice(who);
        let feed = |language| feeds.iter().find(|(fed, _)| *fed == language);
        let tuned = match &choice {
            Choice::Language(language) if role != Role::Interpreter => feed(language),
            _ => None,
        };
        let (source, channel) = match tuned {
            Some(&(language, feed)) => {
                let on_channel = matches!(feed.state, ChannelState::Live | ChannelState::Held);
                let source = if on_channel {
                    ListeningSource::Channel
                } else {
                    ListeningSource::Floor
                };
                (
                    source,
                    (on_channel || feed.sounds).then(|| language.clone()),
                )
            }
            _ => (ListeningSource::Floor, None),
        };
        Listening {
            choice,
            source,
            channel,
            via: None,
            underneath,
        }
    }

    /// Takes over what a failed ledger does not touch: how people are tuned.
    pub(super) fn carry(&mut self, old: Self) {
        self.chosen.extend(old.chosen);
    }
}

/// One's own microphone, and everybody's for staff and interpreters; an interpreter's language is her ticket's.
fn may_correct(
    who: &ParticipantId,
    whose: &ParticipantId,
    attendance: &Attendance,
) -> Result<(), Refusal> {
    let role = attendance.person(who).map(|p| p.role);
    let trusted = role.is_some_and(|role| role.is_staff() || role == Role::Interpreter);
    if who != whose && !trusted {
        return Err(Refusal::Forbidden);
    }
    let target = attendance.present(whose);
    match target.ok_or(Refusal::NoSuchParticipant)?.role {
        Role::Interpreter => Err(Refusal::Forbidden),
        _ => Ok(()),
    }
}

fn own_language(person: &Person, show: &Show) -> Choice {
    let known = person.language.clone();
    let own = known.filter(|l| person.role != Role::Interpreter && show.languages.contains(l));
    own.map_or(Choice::Original, Choice::Language)
}
