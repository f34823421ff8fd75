//! Source → lines: the only index on the packet path. Follows orders and the floor set; decides nothing itself.

use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::id::{Line, PeerId, TrackId};

use super::setup::{LineSetup, Rank};
use super::subscription::Subscription;

/// A line's place in the table. Sorted lists of keys begin with the lines that are served first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct LineKey {
    rank: Rank,
    place: usize,
}

/// Who receives one track; both lists of lines are sorted.
#[derive(Debug, Default)]
struct Route {
    generation: u64,
    audience: Arc<[(PeerId, Line)]>,
    direct: Vec<LineKey>,
    floor: Vec<LineKey>,
    floor_peers: Vec<PeerId>,
}

/// All lines, and who carries what.
#[derive(Debug, Default)]
pub(super) struct Table {
    lines: Vec<Option<Subscription>>,
    free: Vec<usize>,
    peers: HashMap<PeerId, Vec<LineKey>>,
    routes: HashMap<TrackId, Route>,
}

impl Table {
    /// Adds a subscriber's lines in place of any she had; the lines that orders let tracks onto are returned.
    pub(super) fn add(&mut self, peer: PeerId, setups: Vec<LineSetup>) -> Vec<(TrackId, LineKey)> {
        self.remove(peer);
        let mut keys = Vec::with_capacity(setups.len());
        for setup in setups {
            keys.push(self.insert(Subscription::new(peer, setup)));
        }
        self.peers.insert(peer, keys);
        let mut granted = Vec::new();
        let Self {
            lines,
            peers,
            routes,
            ..
        } = self;
        for (track, route) in routes {
            for (_, line) in route.audience.iter().filter(|(who, _)| *who == peer) {
                let Some(key) = find(peers, lines, peer, *line) else {
                    continue;
                };
                if let Err(place) = route.direct.binary_search(&key) {
                    route.direct.insert(place, key);
                    if let Some(line) = at(lines, key) {
                        line.grant(*track, route.generation);
                    }
                    granted.push((*track, key));
                }
            }
        }
        granted
    }

    /// Takes a subscriber's lines out.
    pub(super) fn remove(&mut self, peer: PeerId) {
        for key in self.peers.remove(&peer).unwrap_or_default() {
            let Some(line) = self.lines.get_mut(key.place).and_then(Option::take) else {
                continue;
            };
            for track in line.granted() {
                if let Some(route) = self.routes.get_mut(&track) {
                    route.direct.retain(|other| *other != key);
                    route.floor.retain(|other| *other != key);
                }
            }
            self.free.push(key.place);
        }
    }

    /// Follows an order; the lines that did not carry the track before are returned, `None` if the order is outdated.
    pub(super) fn follow(
        &mut self,
        track: TrackId,
        generation: u64,
        audience: Arc<[(PeerId, Line)]>,
    ) -> Option<Vec<LineKey>> {
        let Self {
            lines,
            peers,
            routes,
            ..
        } = self;
        let route = routes.entry(track).or_default();
        if generation < route.generation {
            return None;
        }
        let wanted = audience
            .iter()
            .filter_map(|(peer, line)| find(peers, lines, *peer, *line));
        let mut direct: Vec<LineKey> = wanted.collect();
        direct.sort_unstable();
        direct.dedup();
        for gone in route
            .direct
            .iter()
            .filter(|key| direct.binary_search(key).is_err())
        {
            if let Some(line) = at(lines, *gone) {
                line.revoke(track);
            }
        }
        for key in &direct {
            if let Some(line) = at(lines, *key) {
                line.grant(track, generation);
            }
        }
        let new = |key: &LineKey| route.direct.binary_search(key).is_err();
        let granted = direct.iter().copied().filter(new).collect();
        let floor = audience.iter().filter(|(_, line)| *line == Line::Floor);
        route.floor_peers = floor.map(|(peer, _)| *peer).collect();
        route.floor_peers.sort_unstable();
        route.floor_peers.dedup();
        route.direct = direct;
        route.audience = audience;
        route.generation = generation;
        Some(granted)
    }

    /// Withdraws all orders for a track.
    pub(super) fn withdraw(&mut self, track: TrackId) {
        let Some(route) = self.routes.remove(&track) else {
            return;
        };
        for key in route.direct.into_iter().chain(route.floor) {
            if let Some(line) = at(&mut self.lines, key) {
                line.revoke(track);
            }
        }
    }

    /// True if there is an order for `track`.
    pub(super) fn ordered(&self, track: TrackId) -> bool {
        self.routes.contains_key(&track)
    }

    /// True if an order puts `track` on anybody's floor.
    pub(super) fn on_floor(&self, track: TrackId) -> bool {
        self.routes
            .get(&track)
            .is_some_and(|route| !route.floor_peers.is_empty())
    }

    /// True if an order puts `track` on anybody's line, connected or not.
    pub(super) fn has_audience(&self, track: TrackId) -> bool {
        self.routes
            .get(&track)
            .is_some_and(|route| !route.audience.is_empty())
    }

    /// Puts the heard microphones on floor lines, `members` in order of rank. A line keeps its microphone as long as
    /// that is heard and ordered; a newly heard one takes a free line.
    pub(super) fn assign_floor(&mut self, members: &[TrackId]) {
        let Self {
            lines,
            peers,
            routes,
            ..
        } = self;
        for (track, route) in routes.iter_mut() {
            let heard = members.contains(track);
            let Route {
                floor, floor_peers, ..
            } = route;
            floor.retain(|key| {
                let Some(line) = at(lines, *key) else {
                    return false;
                };
                // One line for all goes with whoever is loudest.
                let leads = line.setup.line != Line::Sound || members.first() == Some(track);
                let stays = heard && leads && floor_peers.binary_search(&line.peer).is_ok();
                if !stays {
                    line.revoke(*track);
                }
                stays
            });
        }
        for track in members {
            let Some(Route {
                generation,
                floor,
                floor_peers,
                ..
            }) = routes.get_mut(track)
            else {
                continue;
            };
            for keys in floor_peers.iter().filter_map(|peer| peers.get(peer)) {
                let has = |key: &LineKey| line(lines, *key).is_some_and(|l| carries(l, *track));
                if keys.iter().any(has) {
                    continue;
                }
                let leads = members.first() == Some(track);
                let is_free = |key: &&LineKey| {
                    line(lines, **key).is_some_and(|line| is_free_floor(line, leads))
                };
                let Some(key) = keys.iter().find(is_free) else {
                    continue;
                };
                if let Some(line) = at(lines, *key) {
                    line.grant(*track, *generation);
                }
                if let Err(place) = floor.binary_search(key) {
                    floor.insert(place, *key);
                }
            }
        }
    }

    /// Calls `visit` for every line that may carry `track`, those of the first rank first; false if there is none.
    pub(super) fn each(
        &mut self,
        track: TrackId,
        mut visit: impl FnMut(LineKey, &mut Subscription),
    ) -> bool {
        let Some(route) = self.routes.get(&track) else {
            return false;
        };
        let (direct, other_direct) = by_rank(&route.direct);
        let (floor, other_floor) = by_rank(&route.floor);
        let first = direct.iter().chain(floor);
        for key in first.chain(other_direct).chain(other_floor) {
            if let Some(line) = at(&mut self.lines, *key) {
                visit(*key, line);
            }
        }
        !(route.direct.is_empty() && route.floor.is_empty())
    }

    /// Calls `visit` for every line there is.
    pub(super) fn every(&mut self, visit: impl FnMut(&mut Subscription)) {
        self.lines.iter_mut().flatten().for_each(visit);
    }

    /// Calls `visit` for every line of `peer`.
    pub(super) fn of(&mut self, peer: PeerId, mut visit: impl FnMut(&mut Subscription)) {
        for key in self.peers.get(&peer).into_iter().flatten() {
            if let Some(line) = at(&mut self.lines, *key) {
                visit(line);
            }
        }
    }

    /// One line.
    pub(super) fn line(&mut self, key: LineKey) -> Option<&mut Subscription> {
        at(&mut self.lines, key)
    }

    /// The line of `peer` that sends with `ssrc`.
    pub(super) fn by_ssrc(&mut self, peer: PeerId, ssrc: u32) -> Option<&mut Subscription> {
        let keys = self.peers.get(&peer)?;
        let found = keys.iter().find(|key| {
            line(&self.lines, **key).is_some_and(|subscription| subscription.setup.ssrc == ssrc)
        })?;
        at(&mut self.lines, *found)
    }

    fn insert(&mut self, line: Subscription) -> LineKey {
        let place = self.free.pop().unwrap_or(self.lines.len());
        let rank = line.setup.rank;
        match self.lines.get_mut(place) {
            Some(slot) => *slot = Some(line),
            None => self.lines.push(Some(line)),
        }
        LineKey { rank, place }
    }
}

fn line(lines: &[Option<Subscription>], key: LineKey) -> Option<&Subscription> {
    lines.get(key.place)?.as_ref()
}

fn at(lines: &mut [Option<Subscription>], key: LineKey) -> Option<&mut Subscription> {
    lines.get_mut(key.place)?.as_mut()
}

/// The lines of the first rank, and the rest.
fn by_rank(keys: &[LineKey]) -> (&[LineKey], &[LineKey]) {
    keys.split_at(keys.partition_point(|key| key.rank == Rank::First))
}

/// The line a direct grant names; floor lines are given by the floor set alone.
fn find(
    peers: &HashMap<PeerId, Vec<LineKey>>,
    lines: &[Option<Subscription>],
    peer: PeerId,
    wanted: Line,
) -> Option<LineKey> {
    let keys = peers.get(&peer).filter(|_| wanted != Line::Floor)?;
    keys.iter()
        .copied()
        .find(|key| line(lines, *key).is_some_and(|l| is_meant(l.setup.line, wanted)))
}

/// A line that has one place for all sounds stands for the channel's too.
fn is_meant(line: Line, wanted: Line) -> bool {
    line == wanted || (line == Line::Sound && wanted == Line::Channel)
}

fn is_free_floor(line: &Subscription, leads: bool) -> bool {
    let floor = line.setup.line == Line::Floor || (line.setup.line == Line::Sound && leads);
    floor && line.granted().next().is_none()
}

fn carries(line: &Subscription, track: TrackId) -> bool {
    matches!(line.setup.line, Line::Floor | Line::Sound) && line.carries(track)
}
