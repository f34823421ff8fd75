//! What happens beside the channels, as the wire tells it.

use crate::domain::consent::Consent;
use crate::domain::fitness::{Fitness, SoundCheck};
use crate::domain::papers;
use crate::domain::time::Moment;
use crate::domain::view;
use crate::protocol::time::rfc3339;
use crate::protocol::views as wire;

impl From<&view::Call> for wire::CallView {
    fn from(call: &view::Call) -> Self {
        Self {
            participant: call.participant.clone(),
            name: call.name.clone(),
            from_desk: call.from_desk,
            text: call.text.clone(),
            since: rfc3339(call.since.0),
            talking: call.talking,
        }
    }
}

impl From<&papers::Number> for wire::NumberView {
    fn from(number: &papers::Number) -> Self {
        Self {
            participant: number.participant.clone(),
            digits: number.digits.clone(),
        }
    }
}

impl From<&view::Lamp> for wire::LampView {
    fn from(lamp: &view::Lamp) -> Self {
        Self {
            signal: lamp.signal.into(),
            booths: lamp.booths.clone(),
        }
    }
}

impl From<&view::Papers> for wire::PapersView {
    fn from(papers: &view::Papers) -> Self {
        Self {
            booth: papers.booth.clone(),
            notes: papers.notes.clone(),
            glossary: papers.glossary.clone(),
        }
    }
}

impl From<&papers::Line> for wire::ChatLineView {
    fn from(line: &papers::Line) -> Self {
        Self {
            number: line.number,
            participant: line.participant.clone(),
            name: line.name.clone(),
            text: line.text.clone(),
            at: rfc3339(line.at.0),
        }
    }
}

impl From<&Fitness> for wire::FitnessView {
    fn from(fitness: &Fitness) -> Self {
        Self {
            fit: fitness.fit,
            check: fitness.check.as_ref().map(Into::into),
            leaking: fitness.leaking,
        }
    }
}

impl From<&SoundCheck> for wire::SoundCheck {
    fn from(check: &SoundCheck) -> Self {
        Self {
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
}

impl From<&view::Health> for wire::HealthView {
    fn from(health: &view::Health) -> Self {
        let spread = |of: Option<(u32, u32)>| of.map(|(p50, p95)| wire::SpreadView { p50, p95 });
        let [low, middle, top, none] = health.layers;
        Self {
            receivers: health.receivers,
            round_trip_ms: spread(health.round_trip_ms),
            loss_permille: spread(health.loss_permille),
            layers: wire::LayersView {
                low,
                middle,
                top,
                none,
            },
            headroom_percent: health.headroom_percent,
        }
    }
}

impl From<&view::Timing> for wire::TimingView {
    fn from(timing: &view::Timing) -> Self {
        Self {
            participant: timing.participant.clone(),
            delay_ms: timing.delay_ms,
            skew_ms: timing.skew_ms,
        }
    }
}

/// What somebody agrees to; nothing as long as she was not asked.
pub(super) fn consent(said: Option<(Moment, Consent)>) -> wire::ConsentView {
    let (at, consent) = said.unzip();
    let consent = consent.unwrap_or_default();
    wire::ConsentView {
        recording: consent.recording,
        publishing: consent.publishing,
        live_processing: consent.live_processing,
        machine_use: consent.machine_use,
        at: at.map(|at| rfc3339(at.0)),
    }
}
