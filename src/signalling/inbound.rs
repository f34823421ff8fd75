//! `ClientMessage` → what is asked of a room. Who asks comes from the ticket, never from the message.

use crate::domain::channels::Choice;
use crate::domain::command::Command;
use crate::domain::id::{Epoch, Key, QuestionId};
use crate::domain::language::Language;
use crate::domain::show::{Interlock, Works};
use crate::domain::{
    attendance, booth, channels, consent, fitness, hands, papers, phase, questions, run_sheet,
    signals, stage, talk,
};
use crate::foundation::chance;
use crate::protocol::client::{ClientMessage, HandOverAct};
use crate::protocol::refusal::Code;
use crate::protocol::{media, views};
use crate::venue::ports::Leg;

mod beside;

/// What a message asks for.
#[derive(Debug, PartialEq)]
pub(super) enum Wish {
    /// To come in.
    Enter(Hello),
    /// A media leg.
    Offer { leg: Leg, sdp: String },
    /// Anything else; with a key it is durable.
    Command(Option<Key>, Command),
}

/// What `hello` carries.
#[derive(PartialEq)]
pub(super) struct Hello {
    pub(super) ticket: String,
    pub(super) seat: String,
    pub(super) move_here: bool,
    pub(super) resume: Option<(Epoch, u32)>,
}

/// Neither ticket nor seat key is ever printed.
impl std::fmt::Debug for Hello {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hello")
            .field("move_here", &self.move_here)
            .field("resume", &self.resume)
            .finish_non_exhaustive()
    }
}

/// Reads a message as a wish.
///
/// # Errors
/// When a field's text is not what it stands for.
pub(super) fn wish(message: ClientMessage) -> Result<Wish, Code> {
    use ClientMessage as M;

    let (key, command) = match message {
        M::Hello {
            ticket,
            seat,
            move_here,
            resume,
        } => {
            return Ok(Wish::Enter(Hello {
                ticket,
                seat,
                move_here,
                resume: resume.map(|resume| (resume.epoch, resume.seq)),
            }));
        }
        M::Offer { leg, sdp } => {
            let leg = match leg {
                media::Leg::Receive => Leg::Receive,
                media::Leg::Send => Leg::Send,
            };
            return Ok(Wish::Offer { leg, sdp });
        }
        M::Leave => (None, Command::Attendance(attendance::Command::Leave)),
        M::ListPeople { after } => (
            None,
            Command::Attendance(attendance::Command::List { after }),
        ),
        M::SetName { name } => (
            None,
            Command::Attendance(attendance::Command::SetName(name)),
        ),
        M::Listen {
            language,
            underneath,
        } => (
            None,
            Command::Channels(channels::Command::Listen {
                choice: choice(&language)?,
                underneath,
            }),
        ),
        M::Sources {
            microphone,
            camera,
            screen,
        } => (
            None,
            Command::Stage(stage::Command::Sources {
                microphone,
                camera,
                screen,
            }),
        ),
        M::Ask {
            key,
            text,
            language,
            anonymous,
        } => (
            Some(key),
            Command::Questions(questions::Command::Ask {
                id: QuestionId::new(chance::id()),
                text,
                language: tag(&language)?,
                anonymous,
            }),
        ),
        M::Vote { key, question, up } => (
            Some(key),
            Command::Questions(questions::Command::Vote { question, up }),
        ),
        M::Approve { key, question } => (
            Some(key),
            Command::Questions(questions::Command::Approve(question)),
        ),
        M::Dismiss {
            key,
            question,
            reason,
        } => (
            Some(key),
            Command::Questions(questions::Command::Dismiss { question, reason }),
        ),
        M::PutOnAir { key, question } => (
            Some(key),
            Command::Questions(questions::Command::PutOnAir(question)),
        ),
        M::AnswerQuestion {
            key,
            question,
            text,
        } => (
            Some(key),
            Command::Questions(questions::Command::Answer { question, text }),
        ),
        M::MoveQuestion {
            key,
            question,
            before,
        } => (
            Some(key),
            Command::Questions(questions::Command::Move { question, before }),
        ),
        M::SetPhase { key, phase } => (
            Some(key),
            Command::Phase(phase::Command::Set(self::phase(phase))),
        ),
        M::BringUp { key, participant } => (
            Some(key),
            Command::Stage(stage::Command::BringUp(participant)),
        ),
        M::TakeDown { key, participant } => (
            Some(key),
            Command::Stage(stage::Command::TakeDown(participant)),
        ),
        M::Spotlight { participant } => {
            (None, Command::Stage(stage::Command::Spotlight(participant)))
        }
        M::Mute { participant, muted } => (
            None,
            Command::Stage(stage::Command::Mute { participant, muted }),
        ),
        M::RaiseHand { up } => (None, Command::Hands(hands::Command::Raise { up })),
        M::SetFloorLanguage { language, pin } => {
            let language = match language.as_str() {
                "none" => None,
                language => Some(tag(language)?),
            };
            (
                None,
                Command::Channels(channels::Command::SetFloorLanguage { language, pin }),
            )
        }
        M::SetMicrophoneLanguage {
            participant,
            language,
        } => (
            None,
            Command::Channels(channels::Command::SetMicrophoneLanguage {
                participant,
                language: tag(&language)?,
            }),
        ),
        M::Microphone { state } => (
            None,
            Command::Booth(booth::Command::Microphone(microphone(state))),
        ),
        M::Direction {
            language,
            override_latch,
        } => (
            None,
            Command::Booth(booth::Command::Direction {
                language: tag(&language)?,
                override_latch,
            }),
        ),
        M::HandOver { act } => (
            None,
            Command::Booth(booth::Command::HandOver(hand_over(act))),
        ),
        M::SetBooth { booth, works } => {
            let works = self::works(works);
            (None, Command::Booth(booth::Command::Works { booth, works }))
        }
        M::Cover { on } => (None, Command::Booth(booth::Command::Cover(on))),
        M::Incoming { source } => {
            let choice = incoming(&source)?;
            (None, Command::Booth(booth::Command::Incoming(choice)))
        }
        M::SetInterlock {
            language,
            interlock,
        } => (
            None,
            Command::Channels(channels::Command::SetInterlock {
                language: tag(&language)?,
                interlock: self::interlock(interlock),
            }),
        ),
        M::AssignSeat {
            key,
            participant,
            booth,
        } => (
            Some(key),
            Command::Booth(booth::Command::Assign { participant, booth }),
        ),
        M::Talk { to, booth } => (
            None,
            Command::Talk(talk::Command::Talk(beside::talk(to, booth)?)),
        ),
        M::Call { booth, on, text } => {
            let command = talk::Command::Call { booth, on, text };
            (None, Command::Talk(command))
        }
        M::Briefing { join } => (None, Command::Talk(talk::Command::Briefing { join })),
        M::Signal { signal } => {
            let signal = beside::signal(signal);
            (None, Command::Signals(signals::Command::Signal(signal)))
        }
        M::Number { digits } => {
            let digits = beside::digits(digits)?;
            (None, Command::Papers(papers::Command::Number(digits)))
        }
        M::BoothChat { text } => (None, Command::Papers(papers::Command::Chat(text))),
        M::SetNotes { key, text } => (Some(key), Command::Papers(papers::Command::Notes(text))),
        M::SetGlossary { key, rows } => {
            (Some(key), Command::Papers(papers::Command::Glossary(rows)))
        }
        M::SetRunSheet { key, items } => {
            let items: Result<_, _> = items.into_iter().map(beside::item).collect();
            (
                Some(key),
                Command::RunSheet(run_sheet::Command::Set(items?)),
            )
        }
        M::RunSheetAt { key, item } => (Some(key), Command::RunSheet(run_sheet::Command::At(item))),
        M::Consent {
            key,
            recording,
            publishing,
            live_processing,
            machine_use,
        } => (
            Some(key),
            Command::Consent(consent::Command::Give(consent::Consent {
                recording,
                publishing,
                live_processing,
                machine_use,
            })),
        ),
        M::SoundCheck { check, leaking } => {
            let check = beside::sound_check(check);
            (
                None,
                Command::Fitness(fitness::Command::Check { check, leaking }),
            )
        }
        M::Network { rtt_ms } => (None, Command::Fitness(fitness::Command::Network { rtt_ms })),
    };
    if key.as_ref().is_some_and(|key| !is_key(key)) {
        return Err(Code::BadKey);
    }
    Ok(Wish::Command(key, command))
}

/// Keys are kept for a day: nothing but what a UUID is made of, in any of its spellings.
fn is_key(key: &Key) -> bool {
    let text = key.as_str();
    (16..=64).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn choice(language: &str) -> Result<Choice, Code> {
    match language {
        "original" => Ok(Choice::Original),
        language => tag(language).map(Choice::Language),
    }
}

fn tag(language: &str) -> Result<Language, Code> {
    Language::parse(language).ok_or(Code::UnknownLanguage)
}

fn phase(phase: views::Phase) -> phase::Phase {
    match phase {
        views::Phase::Planned => phase::Phase::Planned,
        views::Phase::DoorsOpen => phase::Phase::DoorsOpen,
        views::Phase::Live => phase::Phase::Live,
        views::Phase::Paused => phase::Phase::Paused,
        views::Phase::Ended => phase::Phase::Ended,
    }
}

fn microphone(state: views::Microphone) -> booth::Microphone {
    match state {
        views::Microphone::On => booth::Microphone::On,
        views::Microphone::Off => booth::Microphone::Off,
        views::Microphone::Cough => booth::Microphone::Cough,
        views::Microphone::Armed => booth::Microphone::Armed,
    }
}

fn hand_over(act: HandOverAct) -> booth::HandOverAct {
    match act {
        HandOverAct::Request => booth::HandOverAct::Request,
        HandOverAct::Offer => booth::HandOverAct::Offer,
        HandOverAct::Accept => booth::HandOverAct::Accept,
        HandOverAct::Decline => booth::HandOverAct::Decline,
        HandOverAct::Cut => booth::HandOverAct::Cut,
    }
}

fn works(works: views::Works) -> Works {
    match works {
        views::Works::ByTurns => Works::ByTurns,
        views::Works::ByDirection => Works::ByDirection,
    }
}

fn interlock(interlock: views::Interlock) -> Interlock {
    match interlock {
        views::Interlock::Refused => Interlock::Refused,
        views::Interlock::OwnBooth => Interlock::OwnBooth,
        views::Interlock::Anyone => Interlock::Anyone,
    }
}

fn incoming(source: &str) -> Result<booth::IncomingChoice, Code> {
    match source {
        "auto" => Ok(booth::IncomingChoice::Automatic),
        "floor" => Ok(booth::IncomingChoice::Floor),
        language => tag(language).map(booth::IncomingChoice::Channel),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "6a2f41a3-c54c-4a3b-9a8e-0f1d2c3b4a59";

    fn ask(key: &str, language: &str) -> Result<Wish, Code> {
        wish(ClientMessage::Ask {
            key: Key::new(key),
            text: "Why?".into(),
            language: language.into(),
            anonymous: false,
        })
    }

    #[test]
    fn each_question_gets_an_id_of_its_own() {
        let id = || match ask(KEY, "zh-Hans").unwrap() {
            Wish::Command(
                Some(_),
                Command::Questions(questions::Command::Ask { id, language, .. }),
            ) => {
                assert_eq!(language.as_str(), "zh");
                id
            }
            other => panic!("{other:?}"),
        };
        assert_ne!(id(), id());
    }

    #[test]
    fn what_is_no_language_and_no_key_is_refused() {
        assert_eq!(ask(KEY, "klingon!"), Err(Code::UnknownLanguage));
        for key in ["", "short", &"x".repeat(65), "6a2f41a3 c54c 4a3b 9a8e 0f1d"] {
            assert_eq!(ask(key, "de"), Err(Code::BadKey), "{key}");
        }
    }

    #[test]
    fn the_words_for_no_language_are_read() {
        let listen = ClientMessage::Listen {
            language: "original".into(),
            underneath: true,
        };
        let wanted = Command::Channels(channels::Command::Listen {
            choice: Choice::Original,
            underneath: true,
        });
        assert_eq!(wish(listen), Ok(Wish::Command(None, wanted)));
        let floor = ClientMessage::SetFloorLanguage {
            language: "none".into(),
            pin: false,
        };
        let wanted = Command::Channels(channels::Command::SetFloorLanguage {
            language: None,
            pin: false,
        });
        assert_eq!(wish(floor), Ok(Wish::Command(None, wanted)));
    }

    #[test]
    fn a_hello_is_not_printed_with_its_secrets() {
        let hello = wish(ClientMessage::Hello {
            ticket: "ey.secret".into(),
            seat: "seat-secret-0001".into(),
            move_here: false,
            resume: None,
        });
        assert!(!format!("{hello:?}").contains("secret"));
    }
}
