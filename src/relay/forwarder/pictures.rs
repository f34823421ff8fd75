//! The forwarder's second half: how much of each picture goes to whom. Estimates and wishes come in, layers, probes and
//! what publishers are asked for come out.

use std::time::{Duration, Instant};

use super::{Forwarder, Published};
use crate::domain::id::PeerId;
use crate::relay::budget::Estimate;
use crate::relay::counters;
use crate::relay::layer::{self, Cap, Claim, Level};
use crate::relay::packet::{Kind, LineOut};
use crate::relay::report::Report;
use crate::relay::subscription::{Hurry, Sink};
use crate::relay::watch;

/// A probe goes out in such steps.
const PROBE_STEP: Duration = Duration::from_millis(10);

/// How often it is looked whether somebody may be probed.
const LOOK: Duration = Duration::from_millis(100);

/// How often it is looked which layers are watched.
const WATCH: Duration = Duration::from_millis(500);

impl Forwarder {
    /// What a subscriber's network carries now.
    pub fn handle_estimate(&mut self, peer: PeerId, estimate: Estimate, now: Instant) {
        if self.budgets.entry(peer).or_default().hear(estimate, now) {
            self.share_out(peer, now);
        }
    }

    /// What a subscriber wants no more than; holds for whatever she receives from then on.
    pub fn handle_cap(&mut self, peer: PeerId, cap: Cap, now: Instant) {
        let budget = self.budgets.entry(peer).or_default();
        if std::mem::replace(&mut budget.cap, cap) != cap {
            self.share_out(peer, now);
        }
    }

    /// What each subscriber's network carries, in bits a second, as far as that is known.
    pub fn estimates(&self) -> impl Iterator<Item = u64> {
        let known = self.budgets.values().filter_map(|budget| budget.estimate());
        known.map(|estimate| estimate.bits)
    }

    /// How many picture lines show each layer, largest first, and how many are paused.
    pub fn layers_in_use(&self) -> [u64; 4] {
        let mut counts = [0_u64; 4];
        for line in self
            .table
            .lines()
            .filter(|line| line.setup.kind == Kind::Video)
        {
            let place = match (line.level(), line.showing()) {
                (Level::Paused, _) if line.wanted().is_some() => 3,
                (_, Some(layer)) => usize::from(layer.0),
                _ => continue,
            };
            if let Some(count) = counts.get_mut(place) {
                counters::one(count);
            }
        }
        counts
    }

    /// Of the lines that should carry a picture of several layers: how many show each, largest first, and how many show
    /// none at the moment.
    pub fn layers_shown(&self) -> [u32; 4] {
        let mut counts = [0_u32; 4];
        for line in self.table.lines() {
            let track = line.shown().and_then(|id| self.tracks.get(&id));
            if track.is_none_or(|published| published.track.layers() < 2) {
                continue;
            }
            let place = line.showing().map_or(3, |layer| usize::from(layer.0));
            if let Some(count) = counts.get_mut(place) {
                *count = count.saturating_add(1);
            }
        }
        counts
    }

    /// Shares out what a subscriber's network carries among her pictures.
    pub(super) fn share_out(&mut self, peer: PeerId, now: Instant) {
        let Self {
            tracks,
            table,
            budgets,
            claims,
            waiting,
            next_step,
            next_probe,
            next_watch,
            counters,
            reports,
            ..
        } = self;
        let Some(budget) = budgets.get_mut(&peer) else {
            return;
        };
        claims.clear();
        let (mut sound, mut all, mut used) = (0_u64, 0_u64, 0_u64);
        table.each_of(peer, |key, line| {
            let gone = line.take_gone();
            all = all.saturating_add(gone);
            if line.setup.kind == Kind::Audio {
                sound = sound.saturating_add(gone);
                return;
            }
            let Some((id, published)) = line.wanted().and_then(|id| Some((id, tracks.get(&id)?)))
            else {
                return;
            };
            let ladder = published.track.ladder();
            if let Some(layer) = line.showing() {
                used = used.saturating_add(ladder.bits(layer));
            }
            claims.push(Claim {
                key,
                line: line.setup.line,
                track: id,
                urgency: layer::urgency(line.setup.line, id.source),
                ladder,
                before: line.level(),
                level: line.level(),
            });
        });
        budget.went_out(sound, all, now);
        let room = budget.room(now);
        budget.hungry = layer::share_out(claims, room, budget.cap);
        if budget.hungry {
            next_probe.get_or_insert(now);
        }
        let rests = |claim: &&Claim| claim.level == Level::Paused && budget.cap != Cap::Sound;
        let resting = claims.iter().filter(rests).map(|claim| claim.line);
        if !resting.clone().eq(budget.resting.iter().copied()) {
            budget.resting = resting.collect();
            reports.push_back(Report::Resting {
                peer,
                lines: budget.resting.clone(),
            });
        }
        let hurry = if used > room.stay.saturating_mul(3) / 2 {
            Hurry::AtOnce
        } else {
            Hurry::WithKeyFrame
        };
        for claim in claims.iter() {
            let Some(published) = tracks.get(&claim.track) else {
                continue;
            };
            let changed = table
                .line(claim.key)
                .is_some_and(|line| line.set_level(claim.level, hurry, published.track.ring()));
            if !changed {
                continue;
            }
            match claim.level {
                Level::Paused => counters::one(&mut counters.paused),
                Level::UpTo(layer) => {
                    waiting.push_back((claim.track, claim.key));
                    *next_step = Some(now);
                    if !published.watch.has(layer) {
                        *next_watch = Some(now);
                    }
                }
            }
        }
    }

    /// Sends what probes are made of.
    pub(super) fn probe(&mut self, now: Instant, out: &mut Vec<LineOut>) {
        if self.next_probe.is_none_or(|at| at > now) {
            return;
        }
        let Self {
            tracks,
            table,
            budgets,
            counters,
            bundles,
            ..
        } = self;
        let mut next: Option<Duration> = None;
        for (peer, budget) in budgets {
            if budget.begin_probe(now) {
                counters::one(&mut counters.probes);
            }
            let Some(mut owed) = budget.owed(now) else {
                if budget.hungry {
                    next = Some(next.map_or(LOOK, |step| step.min(LOOK)));
                }
                continue;
            };
            next = Some(PROBE_STEP);
            let mut sink = Sink {
                now,
                out,
                counters,
                bundles,
            };
            while owed > 0 {
                let mut sent = None;
                table.each_of(*peer, |_, line| {
                    if sent.is_none() && line.setup.kind == Kind::Video {
                        let track = line.showing().and_then(|_| line.shown());
                        let track = track.and_then(|id| tracks.get(&id));
                        sent = line.probe(track.map(|p| &p.track), &mut sink);
                    }
                });
                let Some(bytes) = sent else {
                    budget.give_up_probe();
                    break;
                };
                budget.paid(bytes);
                owed = owed.saturating_sub(bytes.saturating_mul(8));
            }
        }
        self.next_probe = next.and_then(|step| now.checked_add(step));
    }

    /// Looks which layers are watched, and has publishers told what has changed.
    pub(super) fn watch_layers(&mut self, now: Instant) {
        if self.next_watch.is_none_or(|at| at > now) {
            return;
        }
        let Self {
            tracks,
            table,
            reports,
            ..
        } = self;
        let mut any = false;
        for (id, Published { track, watch, .. }) in tracks {
            if track.layers() < 2 {
                continue;
            }
            any = true;
            let mut watched = 0;
            table.each(*id, |_, line| {
                if line.wanted() == Some(*id)
                    && let Level::UpTo(layer) = line.level()
                {
                    watched |= watch::bit(layer);
                }
            });
            if let Some(layers) = watch.look(watched, track.heard(), now) {
                reports.push_back(Report::Watched {
                    track: *id,
                    layers: [0, 1, 2].map(|layer| layers & (1 << layer) != 0),
                });
            }
        }
        self.next_watch = any.then(|| now.checked_add(WATCH)).flatten();
    }
}
