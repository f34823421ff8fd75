//! One's own connections and sources, and what one receives.

use super::{Asked, Wish, live, tag};
use crate::domain::channels::Choice;
use crate::domain::command::Command;
use crate::domain::{channels, fitness, limits, stage};
use crate::protocol::client::media::{
    Limit, Listen, Offer, ReportNetwork, ReportSoundCheck, Sources,
};
use crate::protocol::refusal::Code;
use crate::protocol::{media, views};
use crate::venue::ports::Leg;

impl Asked for Offer {
    fn wish(self) -> Result<Wish, Code> {
        let leg = match self.leg {
            media::Leg::Receive => Leg::Receive,
            media::Leg::Send => Leg::Send,
        };
        Ok(Wish::Offer { leg, sdp: self.sdp })
    }
}

impl Asked for Listen {
    fn wish(self) -> Result<Wish, Code> {
        live(Command::Channels(channels::Command::Listen {
            choice: choice(&self.language)?,
            underneath: self.underneath,
        }))
    }
}

impl Asked for Sources {
    fn wish(self) -> Result<Wish, Code> {
        live(Command::Stage(stage::Command::Sources {
            microphone: self.microphone,
            camera: self.camera,
            screen: self.screen,
        }))
    }
}

impl Asked for ReportSoundCheck {
    fn wish(self) -> Result<Wish, Code> {
        live(Command::Fitness(fitness::Command::Check {
            check: sound_check(self.check),
            leaking: self.leaking,
        }))
    }
}

impl Asked for ReportNetwork {
    fn wish(self) -> Result<Wish, Code> {
        let rtt_ms = self.rtt_ms;
        live(Command::Fitness(fitness::Command::Network { rtt_ms }))
    }
}

impl Asked for Limit {
    fn wish(self) -> Result<Wish, Code> {
        let pictures = match self.pictures {
            media::Pictures::Full => limits::Pictures::Full,
            media::Pictures::Small => limits::Pictures::Small,
            media::Pictures::None => limits::Pictures::None,
        };
        live(Command::Limits(limits::Command::Set(pictures)))
    }
}

fn choice(language: &str) -> Result<Choice, Code> {
    match language {
        "original" => Ok(Choice::Original),
        language => tag(language).map(Choice::Language),
    }
}

fn sound_check(check: views::SoundCheck) -> fitness::SoundCheck {
    fitness::SoundCheck {
        score: check.score,
        grade: check.grade.into(),
        band_hz: check.band_hz,
        level_lufs: check.level_lufs,
        noise_db: check.noise_db,
        clipping: check.clipping,
        trim_db: check.trim_db,
        leak_db: check.leak_db,
        echo_cancelling: check.echo_cancelling,
        headphones: check.headphones,
    }
}
