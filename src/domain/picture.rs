//! Which two pictures the hall sees, and which sign-language interpreter. Nothing is swapped unless something demands it.

use super::attendance::Attendance;
use super::id::{ParticipantId, PeerId, Source, TrackId};
use super::stage::Stage;
use super::tracks::Tracks;

/// A picture in front.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) who: ParticipantId,
    pub(super) track: TrackId,
}

/// The large picture and the small one beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pictures {
    pub(super) stage: Option<Shown>,
    pub(super) inset: Option<Shown>,
    pub(super) sign: Option<Shown>,
}

impl Pictures {
    /// The pictures now, given those shown until now, and those who sign in a booth.
    pub(super) fn choose(
        &self,
        stage: &Stage,
        attendance: &Attendance,
        tracks: &Tracks,
        signing: &[Shown],
    ) -> Self {
        let kept = self.sign.as_ref().filter(|shown| signing.contains(shown));
        let sign = kept.or(signing.first()).cloned();
        let shows = |who: &ParticipantId, source: Source| {
            let sources = stage.sources(who);
            let on = match source {
                Source::Screen => sources.screen,
                _ => sources.camera,
            };
            let person = attendance.present(who)?;
            let peer = person.carrier(source, tracks).filter(|_| on)?;
            tracks.codec(peer, source)?;
            stage.carries(who).then(|| Shown {
                who: who.clone(),
                track: TrackId { peer, source },
            })
        };
        let camera = |who: &ParticipantId| shows(who, Source::Camera);
        let still = |shown: Option<&Shown>| {
            let shown = shown.filter(|s| s.track.source == Source::Camera)?;
            camera(&shown.who)
        };
        let dominant = tracks
            .heard()
            .iter()
            .filter_map(|peer: &PeerId| attendance.owner(*peer))
            .find(|who| stage.carries(who));
        let chosen = stage.spotlight().and_then(camera);
        let chosen = chosen.or_else(|| dominant.and_then(camera));
        let screen = stage.sharing().find_map(|who| shows(who, Source::Screen));
        if screen.is_some() {
            let inset = chosen
                .or_else(|| still(self.inset.as_ref()))
                .or_else(|| still(self.stage.as_ref()))
                .or_else(|| stage.people().find_map(camera));
            return Self {
                stage: screen,
                inset,
                sign,
            };
        }
        let large = chosen
            .or_else(|| still(self.stage.as_ref()))
            .or_else(|| still(self.inset.as_ref()))
            .or_else(|| stage.people().find_map(camera));
        let another = |shown: &Shown| large.as_ref() != Some(shown);
        let inset = still(self.stage.as_ref())
            .filter(another)
            .or_else(|| still(self.inset.as_ref()).filter(another))
            .or_else(|| stage.people().filter_map(camera).find(another));
        Self {
            stage: large,
            inset,
            sign,
        }
    }
}

#[cfg(test)]
mod tests;
