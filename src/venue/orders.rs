//! Routes as numbered orders to the media side, and which of them it has yet to follow.
//!
//! Nobody is told that somebody is off stage while a shard may still send her to the hall; a shard that does not answer
//! within a second drops the track by itself. Decides no route.

use std::collections::BTreeMap;

use super::ports::{Media, MediaOrder};
use crate::domain::effect::Route;
use crate::domain::id::{Line, ShowId, TrackId};
use crate::domain::time::Moment;

/// The orders of one room.
#[derive(Default)]
pub(super) struct Orders {
    generation: u64,
    /// Tracks that the hall receives, and those that it has just stopped receiving.
    hall: BTreeMap<TrackId, Curtain>,
}

/// Whether the hall receives a track.
#[derive(Clone, Copy, PartialEq)]
enum Curtain {
    Open,
    /// Ordered shut; not yet followed everywhere.
    Closing {
        generation: u64,
        since: Moment,
    },
}

impl Orders {
    /// Orders the routes that changed.
    pub(super) fn send(
        &mut self,
        media: &dyn Media,
        show: &ShowId,
        routes: &mut Vec<Route>,
        now: Moment,
    ) {
        let mut orders = Vec::with_capacity(routes.len());
        for Route { track, audience } in routes.drain(..) {
            self.generation += 1;
            let generation = self.generation;
            if audience.iter().any(|(_, line)| reaches_hall(*line)) {
                self.hall.insert(track, Curtain::Open);
            } else if let Some(curtain) = self.hall.get_mut(&track) {
                let since = match *curtain {
                    Curtain::Open => now,
                    Curtain::Closing { since, .. } => since,
                };
                *curtain = Curtain::Closing { generation, since };
            }
            orders.push(MediaOrder {
                track,
                generation,
                audience: audience.into(),
            });
        }
        if !orders.is_empty() {
            media.route(show, orders);
        }
    }

    /// Every shard follows this order, and with it all older ones of the track.
    pub(super) fn acknowledge(&mut self, track: TrackId, followed: u64) {
        let closing = self.hall.get(&track);
        if closing.is_some_and(
            |c| matches!(c, Curtain::Closing { generation, .. } if *generation <= followed),
        ) {
            self.hall.remove(&track);
        }
    }

    /// A track is gone, and every route with it.
    pub(super) fn forget(&mut self, track: TrackId) {
        self.hall.remove(&track);
    }

    /// When the last curtain that is closing counts as closed; `None` when none is.
    pub(super) fn closed_at(&mut self, now: Moment) -> Option<Moment> {
        let overdue = |c: &Curtain| matches!(c, Curtain::Closing { since, .. } if now.since(*since) >= PATIENCE_MS);
        self.hall.retain(|_, curtain| !overdue(curtain));
        let closing = self.hall.values().filter_map(|curtain| match curtain {
            Curtain::Open => None,
            Curtain::Closing { since, .. } => Some(since.after(PATIENCE_MS)),
        });
        closing.max()
    }
}

fn reaches_hall(line: Line) -> bool {
    matches!(
        line,
        Line::Stage | Line::Inset | Line::Sign | Line::Floor | Line::Shared
    )
}

/// After this a shard that does not follow has dropped the track.
const PATIENCE_MS: u64 = 1_000;
