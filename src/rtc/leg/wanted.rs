//! The lines that a leg must have: a page's are fixed, another client's are as it offers them.

use crate::domain::id::{Line, Source};
use crate::domain::role::Role;
use crate::relay::Kind;
use crate::rtc::ingest::SOURCES;
use crate::rtc::lines;
use crate::rtc::sdp::Description;
use crate::venue::ports::{Leg as Direction, NegotiationFault, receive_lines};

/// What a leg's m-lines stand for, in their order.
#[derive(Clone, Debug)]
pub(in crate::rtc) enum Wanted {
    /// What the client receives.
    Out(Vec<Line>),
    /// What it publishes.
    In(Vec<Source>),
}

impl Wanted {
    /// A page's lines.
    pub(in crate::rtc) fn by_page(direction: Direction, role: Role) -> Self {
        match direction {
            Direction::Receive => Self::Out(receive_lines(role)),
            Direction::Send => Self::In(SOURCES.to_vec()),
        }
    }

    /// Another client's lines: one picture and one sound, or one of them.
    ///
    /// # Errors
    /// When the offer has others, or none.
    pub(in crate::rtc) fn by_device(
        direction: Direction,
        offer: &str,
    ) -> Result<Self, NegotiationFault> {
        let description = Description::parse(offer);
        let kinds = description.media.iter().map(|section| section.kind());
        let kinds: Vec<&str> = kinds.filter(|kind| *kind != "application").collect();
        let known = kinds.iter().all(|kind| matches!(*kind, "audio" | "video"));
        let twice = matches!(kinds.as_slice(), [one, other] if one == other);
        if !known || twice || !(1..=2).contains(&kinds.len()) {
            return Err(NegotiationFault::Refused(
                "offer one audio and one video m-line, or one of them".to_owned(),
            ));
        }
        let is_sound = kinds.into_iter().map(|kind| kind == "audio");
        Ok(match direction {
            Direction::Receive => Self::Out(
                is_sound
                    .map(|sound| if sound { Line::Sound } else { Line::Stage })
                    .collect(),
            ),
            Direction::Send => Self::In(
                is_sound
                    .map(|sound| {
                        if sound {
                            Source::Microphone
                        } else {
                            Source::Camera
                        }
                    })
                    .collect(),
            ),
        })
    }

    /// Sound or picture, line by line.
    pub(in crate::rtc) fn kinds(&self) -> Vec<Kind> {
        match self {
            Self::Out(lines) => lines.iter().map(|line| lines::kind(*line)).collect(),
            Self::In(sources) => sources
                .iter()
                .map(|source| match source {
                    Source::Microphone | Source::ScreenSound => Kind::Audio,
                    Source::Camera | Source::Screen => Kind::Video,
                })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_has_one_picture_and_one_sound_in_its_own_order() {
        let wanted = |offer: &str| Wanted::by_device(Direction::Receive, offer).map(|w| w.kinds());
        let (audio, video) = ("m=audio 9 RTP 111\r\n", "m=video 9 RTP 96\r\n");
        let of = |parts: &[&str]| format!("v=0\r\n{}", parts.concat());
        assert_eq!(wanted(&of(&[video])), Ok(vec![Kind::Video]));
        assert_eq!(
            wanted(&of(&[video, audio])),
            Ok(vec![Kind::Video, Kind::Audio])
        );
        for odd in [
            of(&[]),
            of(&[audio, audio]),
            of(&[audio, video, audio]),
            of(&["m=text 9 RTP 98\r\n"]),
        ] {
            assert!(wanted(&odd).is_err(), "{odd}");
        }
    }
}
