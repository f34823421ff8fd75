//! Which simulcast layer each picture line of a subscriber gets: what her network carries, shared out among them.
//! The one place where this is decided.
//!
//! Does not switch anything: a line changes layer when a key frame of the wanted one is there.

use std::time::{Duration, Instant};

use crate::domain::id::{Line, Source, TrackId};

use super::packet::Layer;
use super::table::LineKey;

/// A layer that has sent nothing for so long is not available.
const SILENT: Duration = Duration::from_secs(1);

/// What a line may carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    /// Nothing: the picture rests, the sound goes on.
    Paused,
    /// This layer, or the nearest one that sends.
    UpTo(Layer),
}

impl Level {
    /// Everything.
    pub(super) const FULL: Self = Self::UpTo(Layer(0));

    /// The layer to show.
    pub(super) fn among(self, stand_ins: &StandIns) -> Option<Layer> {
        match self {
            Self::Paused => None,
            Self::UpTo(layer) => stand_ins.get(usize::from(layer.0)).copied(),
        }
    }
}

/// For each layer that a line may want, the one to show.
pub(super) type StandIns = [Layer; Layer::MOST as usize];

/// The layers of a track, largest first: bits a second of those that have ever sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Ladder(pub(super) [Option<u64>; Layer::MOST as usize]);

impl Ladder {
    /// The smallest picture, and what it takes.
    fn lowest(&self) -> Option<(Layer, u64)> {
        self.up().next()
    }

    /// From the smallest picture to the largest.
    fn up(&self) -> impl Iterator<Item = (Layer, u64)> {
        let layers = (0..Layer::MOST).map(Layer).zip(self.0).rev();
        layers.filter_map(|(layer, bits)| Some((layer, bits?)))
    }

    /// What a layer takes.
    pub(super) fn bits(&self, layer: Layer) -> u64 {
        let bits = self.0.get(usize::from(layer.0)).copied().flatten();
        bits.unwrap_or(0)
    }
}

/// For each layer wanted the one to show, of those whose last packets came at `last` (largest layer first): the wanted
/// one if it sends, else the next smaller that does, else the next larger. While none sends, the one that sent last.
pub(super) fn stand_ins(last: [Option<Instant>; Layer::MOST as usize], now: Instant) -> StandIns {
    let sends = last.map(|at| at.is_some_and(|at| now.saturating_duration_since(at) < SILENT));
    let all = || (0..Layer::MOST).map(Layer).zip(sends);
    let latest = (0..Layer::MOST).map(Layer).zip(last);
    let latest = latest.filter_map(|(layer, at)| Some((at?, std::cmp::Reverse(layer))));
    let latest = latest.max().map_or(Layer(0), |(_, layer)| layer.0);
    [0, 1, 2].map(|wanted| {
        let smaller = all().find(|(layer, sends)| *sends && layer.0 >= wanted);
        let larger = all()
            .rev()
            .find(|(layer, sends)| *sends && layer.0 < wanted);
        smaller.or(larger).map_or(latest, |(layer, _)| layer)
    })
}

/// What a subscriber has said she wants no more than.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cap {
    /// Everything.
    #[default]
    Full,
    /// The smallest layer of each picture.
    Small,
    /// No pictures.
    Sound,
}

/// One picture line that wants its share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Claim {
    /// Which line.
    pub(super) key: LineKey,
    /// What it is for.
    pub(super) line: Line,
    /// What of.
    pub(super) track: TrackId,
    /// When its turn is, see [`urgency`].
    pub(super) urgency: u8,
    /// What there is to choose from.
    pub(super) ladder: Ladder,
    /// What it may carry until now.
    pub(super) before: Level,
    /// What it may carry from now on.
    pub(super) level: Level,
}

/// What there is to share out, in bits a second.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// To stay at a layer.
    pub(super) stay: u64,
    /// To climb to a layer; never more.
    pub(super) climb: u64,
}

/// Whose turn comes first: sign language is somebody's only channel, a screen is what everybody looks at.
pub(super) fn urgency(line: Line, source: Source) -> u8 {
    match (line, source) {
        (Line::Sign, _) => 0,
        (_, Source::Screen) => 1,
        (Line::Stage, _) => 2,
        (Line::Inset, _) => 3,
        (Line::PartnerPicture(_), _) => 4,
        _ => 5,
    }
}

/// Shares out `room`: first the smallest layer for every line, then more in the order of urgency. The sign-language
/// picture always has its smallest. True if somebody would take more.
pub(super) fn share_out(claims: &mut [Claim], room: Room, cap: Cap) -> bool {
    claims.sort_unstable_by_key(|claim| (claim.urgency, claim.key));
    let mut left = room.stay;
    let mut hungry = false;
    let reserve = room.stay.saturating_sub(room.climb);
    let fits = |more: u64, climbs: bool, left: u64| {
        let margin = if climbs {
            (more / 10).saturating_add(reserve)
        } else {
            0
        };
        more.saturating_add(margin) <= left
    };
    for claim in claims.iter_mut() {
        let Some((layer, bits)) = claim.ladder.lowest() else {
            // Nothing has come of it yet, so nothing is known.
            claim.level = match cap {
                Cap::Full => Level::FULL,
                Cap::Small => Level::UpTo(Layer(Layer::MOST.saturating_sub(1))),
                Cap::Sound => Level::Paused,
            };
            continue;
        };
        let climbs = claim.before == Level::Paused;
        claim.level = if cap == Cap::Sound {
            Level::Paused
        } else if claim.urgency == 0 || fits(bits, climbs, left) {
            left = left.saturating_sub(bits);
            Level::UpTo(layer)
        } else {
            hungry = true;
            Level::Paused
        };
    }
    if cap != Cap::Full {
        return hungry;
    }
    for claim in claims.iter_mut() {
        let Level::UpTo(mut reached) = claim.level else {
            continue;
        };
        let ladder = claim.ladder;
        let mut has = ladder.bits(reached);
        for (layer, bits) in ladder.up().skip(1) {
            let climbs = match claim.before {
                Level::Paused => true,
                Level::UpTo(now) => layer < now,
            };
            let more = bits.saturating_sub(has);
            if fits(more, climbs, left) {
                left = left.saturating_sub(more);
                (reached, has) = (layer, bits);
            } else {
                hungry = true;
                break;
            }
        }
        claim.level = Level::UpTo(reached);
    }
    hungry
}

#[cfg(test)]
mod tests;
