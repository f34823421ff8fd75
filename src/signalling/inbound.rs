//! `ClientMessage` → what is asked of a room. Who asks comes from the ticket, never from the message.
//!
//! Here stands what all messages share; how each is read stands in the file of its subject, as on the wire.

use std::collections::BTreeMap;

use crate::domain::attendance;
use crate::domain::command::Command;
use crate::domain::id::{Epoch, Key};
use crate::domain::language::Language;
use crate::protocol::client::ClientMessage;
use crate::protocol::refusal::Code;
use crate::protocol::views::Texts;
use crate::venue::ports::Leg;

mod booth;
mod conduct;
mod entering;
mod media;
mod papers;
mod questions;
mod run_sheet;
mod stage;
mod talk;

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

/// What a message carries, to be read as a wish.
trait Asked {
    /// # Errors
    /// When a field's text is not what it stands for.
    fn wish(self) -> Result<Wish, Code>;
}

/// Reads a message as a wish.
///
/// # Errors
/// When a field's text is not what it stands for.
pub(super) fn wish(message: ClientMessage) -> Result<Wish, Code> {
    use ClientMessage as M;

    match message {
        M::Hello(asked) => asked.wish(),
        M::Leave => live(Command::Attendance(attendance::Command::Leave)),
        M::SetName(asked) => asked.wish(),
        M::ListPeople(asked) => asked.wish(),
        M::Offer(asked) => asked.wish(),
        M::Listen(asked) => asked.wish(),
        M::Sources(asked) => asked.wish(),
        M::Ask(asked) => asked.wish(),
        M::Vote(asked) => asked.wish(),
        M::Approve(asked) => asked.wish(),
        M::Dismiss(asked) => asked.wish(),
        M::PutOnAir(asked) => asked.wish(),
        M::AnswerQuestion(asked) => asked.wish(),
        M::MoveQuestion(asked) => asked.wish(),
        M::SetPhase(asked) => asked.wish(),
        M::BringUp(asked) => asked.wish(),
        M::TakeDown(asked) => asked.wish(),
        M::Spotlight(asked) => asked.wish(),
        M::Mute(asked) => asked.wish(),
        M::RaiseHand(asked) => asked.wish(),
        M::SetFloorLanguage(asked) => asked.wish(),
        M::SetMicrophoneLanguage(asked) => asked.wish(),
        M::Microphone(asked) => asked.wish(),
        M::Direction(asked) => asked.wish(),
        M::HandOver(asked) => asked.wish(),
        M::SetBooth(asked) => asked.wish(),
        M::Cover(asked) => asked.wish(),
        M::Incoming(asked) => asked.wish(),
        M::SetInterlock(asked) => asked.wish(),
        M::AssignSeat(asked) => asked.wish(),
        M::Talk(asked) => asked.wish(),
        M::Call(asked) => asked.wish(),
        M::Briefing(asked) => asked.wish(),
        M::Signal(asked) => asked.wish(),
        M::Number(asked) => asked.wish(),
        M::BoothChat(asked) => asked.wish(),
        M::SetNotes(asked) => asked.wish(),
        M::SetGlossary(asked) => asked.wish(),
        M::SetRunSheet(asked) => asked.wish(),
        M::RunSheetAt(asked) => asked.wish(),
        M::Cue(asked) => asked.wish(),
        M::CheckIn(asked) => asked.wish(),
        M::TakeOver(asked) => asked.wish(),
        M::Practice(asked) => asked.wish(),
        M::Announce(asked) => asked.wish(),
        M::Consent(asked) => asked.wish(),
        M::SoundCheck(asked) => asked.wish(),
        M::Network(asked) => asked.wish(),
        M::Limit(asked) => asked.wish(),
        M::TranslateQuestion(asked) => asked.wish(),
        M::AskMachine(asked) => asked.wish(),
        M::MarkQuestion(asked) => asked.wish(),
        M::MergeQuestions(asked) => asked.wish(),
        M::NextQuestion(asked) => asked.wish(),
    }
}

/// What is kept, once for each key.
fn durable(key: Key, command: Command) -> Result<Wish, Code> {
    if is_key(&key) {
        Ok(Wish::Command(Some(key), command))
    } else {
        Err(Code::BadKey)
    }
}

/// What holds for the moment.
fn live(command: Command) -> Result<Wish, Code> {
    Ok(Wish::Command(None, command))
}

/// Keys are kept for a day: nothing but what a UUID is made of, in any of its spellings.
fn is_key(key: &Key) -> bool {
    let text = key.as_str();
    (16..=64).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn tag(language: &str) -> Result<Language, Code> {
    Language::parse(language).ok_or(Code::UnknownLanguage)
}

/// Texts by language; two tags of one language are one, and the later stands.
fn texts(texts: Texts) -> Result<BTreeMap<Language, String>, Code> {
    let texts = texts.into_iter();
    texts
        .map(|(language, text)| Ok((tag(&language)?, text)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::channels::{self, Choice};
    use crate::domain::questions::Command::Ask;
    use crate::protocol::client::{entering, media, questions, stage};

    const KEY: &str = "6a2f41a3-c54c-4a3b-9a8e-0f1d2c3b4a59";

    fn ask(key: &str, language: &str) -> Result<Wish, Code> {
        wish(ClientMessage::Ask(questions::Ask {
            key: Key::new(key),
            text: "Why?".into(),
            language: language.into(),
            anonymous: false,
        }))
    }

    #[test]
    fn each_question_gets_an_id_of_its_own() {
        let id = || match ask(KEY, "zh-Hans").unwrap() {
            Wish::Command(Some(_), Command::Questions(Ask { id, language, .. })) => {
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
        let listen = ClientMessage::Listen(media::Listen {
            language: "original".into(),
            underneath: true,
        });
        let wanted = Command::Channels(channels::Command::Listen {
            choice: Choice::Original,
            underneath: true,
        });
        assert_eq!(wish(listen), live(wanted));
        let floor = ClientMessage::SetFloorLanguage(stage::SetFloorLanguage {
            language: "none".into(),
            pin: false,
        });
        let wanted = Command::Channels(channels::Command::SetFloorLanguage {
            language: None,
            pin: false,
        });
        assert_eq!(wish(floor), live(wanted));
    }

    #[test]
    fn a_hello_is_not_printed_with_its_secrets() {
        let hello = wish(ClientMessage::Hello(entering::Hello {
            ticket: "ey.secret".into(),
            seat: "seat-secret-0001".into(),
            move_here: false,
            resume: None,
        }));
        assert!(!format!("{hello:?}").contains("secret"));
    }
}
