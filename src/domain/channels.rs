//! Who chose to hear what, and what that makes her hear now. The floor's own language is in `floor`.

use std::collections::{BTreeMap, BTreeSet};

use super::attendance::{Attendance, Person};
use super::channel::Feed;
use super::effect::{PersonRecord, Record};
use super::fact::{Fact, Turn};
use super::floor::Floor;
use super::id::ParticipantId;
use super::language::Language;
use super::refusal::Refusal;
use super::role::Role;
use super::show::{Interlock, Show};
use super::time::Moment;
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

/// The choices of all listeners, and what the host said of single channels.
#[derive(Debug, Default)]
pub(super) struct Channels {
    chosen: BTreeMap<ParticipantId, (Choice, bool)>,
    interlocks: BTreeMap<Language, Interlock>,
    /// Which channels carry a voice of their own.
    on_air: BTreeSet<Language>,
    /// Channels that have just begun to, and until when the floor still reaches their listeners.
    fading: BTreeMap<Language, Moment>,
    /// Channels that should carry a voice and have none, and since when.
    missing: BTreeMap<Language, Moment>,
    /// Those of them for which everybody is told so.
    down: BTreeSet<Language>,
    /// When the next channel will count as down; one that is kept for a voice waits for the end of that.
    down_at: Option<Moment>,
}

/// Whose ear it is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Ear<'a> {
    /// Somebody who chose a language, or the original.
    Listener,
    /// An interpreter in her booth, and the channel she wants instead of the floor.
    Booth(Option<&'a Language>),
}

impl Channels {
    pub(super) fn open(people: &[PersonRecord], interlocks: &[(Language, Interlock)]) -> Self {
        let chosen = people
            .iter()
            .map(|p| (p.participant.clone(), (p.choice.clone(), p.underneath)))
            .collect();
        Self {
            chosen,
            interlocks: interlocks.iter().cloned().collect(),
            ..Self::default()
        }
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
            Command::SetInterlock {
                language,
                interlock,
            } => {
                if !show.languages.contains(&language) {
                    return Err(Refusal::UnknownLanguage);
                }
                self.interlocks.insert(language.clone(), interlock);
                turn.out.records.push(Record::Interlock {
                    language,
                    interlock,
                });
            }
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

    /// Who may take a channel from whoever has it.
    pub(super) fn interlock(&self, language: &Language, show: &Show) -> Interlock {
        let said = self.interlocks.get(language).copied();
        said.unwrap_or(show.policy.interlock)
    }

    /// What the host said of single channels.
    pub(super) fn kept_interlocks(&self) -> Vec<(Language, Interlock)> {
        let said = self.interlocks.iter();
        said.map(|(language, interlock)| (language.clone(), *interlock))
            .collect()
    }

    /// What she hears now, by what the channels are fed with.
    pub(super) fn listening(
        &self,
        who: &ParticipantId,
        ear: Ear<'_>,
        feeds: &[(&Language, Feed<'_>)],
    ) -> Listening {
        let (choice, underneath) = self.choice(who);
        let tuned = match (ear, &choice) {
            (Ear::Booth(wanted), _) => wanted,
            (Ear::Listener, Choice::Language(language)) => Some(language),
            (Ear::Listener, Choice::Original) => None,
        };
        let tuned = tuned.and_then(|tuned| feeds.iter().find(|(fed, _)| *fed == tuned));
        let mut heard = Listening {
            source: ListeningSource::Floor,
            channel: None,
            via: None,
            // An interpreter's source is one at a time.
            underneath: underneath && matches!(ear, Ear::Listener),
            choice: choice.clone(),
        };
        let Some((language, feed)) = tuned else {
            return heard;
        };
        let on_it = match ear {
            Ear::Listener => on_channel(feed.state),
            // The floor comes back to an interpreter by her own key.
            Ear::Booth(_) => feed.state != ChannelState::Floor,
        };
        if on_it {
            heard.source = ListeningSource::Channel;
        }
        if on_it || feed.sounds {
            heard.channel = Some((*language).clone());
            heard.via = feed.via.cloned();
        }
        heard
    }

    /// A channel that begins to carry a voice leaves its listeners the floor for as long as pages need to fade it out; one
    /// that `is_due` to carry one and has none for a while is down.
    pub(super) fn watch(
        &mut self,
        feeds: &[(&Language, Feed<'_>)],
        is_due: impl Fn(&Language) -> bool,
        now: Moment,
    ) {
        self.fading.retain(|_, until| *until > now);
        self.down_at = None;
        for (language, feed) in feeds {
            if !on_channel(feed.state) {
                self.on_air.remove(*language);
                self.fading.remove(*language);
            } else if self.on_air.insert((*language).clone()) {
                let until = now.after(FADE_MS);
                self.fading.insert((*language).clone(), until);
            }
            // A voice that is waited for is missing as well, but not yet down.
            let missing = matches!(feed.state, ChannelState::Fallback | ChannelState::Held);
            if !missing || !is_due(language) {
                self.missing.remove(*language);
                self.down.remove(*language);
                continue;
            }
            let since = self.missing.entry((*language).clone()).or_insert(now);
            let down = since.after(DOWN_MS);
            if feed.state == ChannelState::Fallback && down <= now {
                self.down.insert((*language).clone());
                continue;
            }
            self.down.remove(*language);
            if feed.state == ChannelState::Fallback {
                self.down_at = Some(self.down_at.map_or(down, |at| at.min(down)));
            }
        }
    }

    /// The channel should carry a voice and has had none for a while.
    pub(super) fn is_down(&self, language: &Language) -> bool {
        self.down.contains(language)
    }

    /// The floor still reaches the listeners of a channel, under its ramp.
    pub(super) fn fades(&self, language: &Language) -> bool {
        self.fading.contains_key(language)
    }

    /// Ends all fades, for tests of what stands after them.
    #[cfg(test)]
    pub(super) fn end_fades(&mut self) {
        self.fading.clear();
    }

    pub(super) fn deadline(&self) -> Option<Moment> {
        self.fading.values().copied().chain(self.down_at).min()
    }

    /// Takes over what a failed ledger does not touch: how people are tuned.
    pub(super) fn carry(&mut self, old: Self) {
        self.chosen.extend(old.chosen);
        self.on_air = old.on_air;
        self.fading = old.fading;
        self.missing = old.missing;
        self.down = old.down;
        self.down_at = old.down_at;
    }
}

/// It carries a voice of its own, or is kept for one.
fn on_channel(state: ChannelState) -> bool {
    matches!(state, ChannelState::Live | ChannelState::Held)
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

/// A ramp of 6 dB in 100 ms has taken the floor down by 27 dB by then; after 500 ms it would be the wrong source.
const FADE_MS: u64 = 450;
/// A change of hands, of direction or of page takes less.
const DOWN_MS: u64 = 2_000;
