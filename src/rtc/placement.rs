//! Who is on which media thread, and which threads a room's orders reach.
//!
//! Plain values: what is to be put behind which door comes out, whoever asked puts it there. Held under one lock by
//! those who ask; no packet comes here.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;

use tokio::sync::mpsc;

use super::doors::{ShardId, Shards};
use super::orders::{Command, Followers, Waiting};
use crate::domain::id::{Line, PeerId, ShowId, Source, TrackId};
use crate::domain::role::Role;
use crate::venue::ports::{MediaOrder, MediaReport, Pictures};

/// Everybody's place.
#[derive(Default)]
pub(super) struct Placement {
    places: HashMap<PeerId, Place>,
    rooms: HashMap<ShowId, Spread>,
    people: HashMap<ShardId, u32>,
    lives: u64,
}

/// A room from its first peer until it is forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Life {
    /// The thread that decides who is heard: that of the first peer.
    pub(super) decider: ShardId,
    /// Never used again.
    pub(super) number: u64,
}

struct Place {
    shard: ShardId,
    show: ShowId,
    role: Role,
    pictures: Pictures,
}

/// A room, as it is spread.
struct Spread {
    life: Life,
    /// Threads that have or had somebody of it: all of them follow its orders.
    present: Shards,
    people: usize,
    /// The newest order of each track, for threads that come later.
    orders: HashMap<TrackId, Known>,
    reports: mpsc::Sender<MediaReport>,
}

struct Known {
    waiting: Waiting,
    /// It names somebody who has no place yet.
    is_open: bool,
}

/// Something to be put behind a door.
pub(super) enum Delivery {
    /// A command.
    Command(Command),
    /// Orders that belong together.
    Orders(Vec<Waiting>),
}

/// What is to be put behind which doors, in this order.
pub(super) type Deliveries = Vec<(ShardId, Delivery)>;

/// Somebody who comes in.
pub(super) struct Newcomer {
    /// Who.
    pub(super) peer: PeerId,
    /// Where.
    pub(super) show: ShowId,
    /// As what.
    pub(super) role: Role,
    /// Where reports of the room go.
    pub(super) reports: mpsc::Sender<MediaReport>,
}

impl Placement {
    /// The thread of a peer.
    pub(super) fn of(&self, peer: PeerId) -> Option<ShardId> {
        Some(self.places.get(&peer)?.shard)
    }

    /// How many peers are on a thread.
    pub(super) fn people(&self, shard: ShardId) -> u32 {
        self.people.get(&shard).copied().unwrap_or(0)
    }

    /// A peer comes to thread `shard`, unless she is on another already. The newest orders of her room go with the
    /// first who comes to a thread.
    pub(super) fn attach(&mut self, newcomer: Newcomer, shard: ShardId) -> Deliveries {
        self.rooms
            .retain(|_, room| room.people > 0 || !room.reports.is_closed());
        let Newcomer {
            peer,
            show,
            role,
            reports,
        } = newcomer;
        let known = self.of(peer);
        let shard = known.unwrap_or(shard);
        let lives = &mut self.lives;
        let room = self.rooms.entry(show.clone()).or_insert_with(|| Spread {
            life: {
                *lives = lives.saturating_add(1);
                Life {
                    decider: shard,
                    number: *lives,
                }
            },
            present: Shards::default(),
            people: 0,
            orders: HashMap::new(),
            reports: reports.clone(),
        });
        room.reports = reports.clone();
        if known.is_none() {
            room.people = room.people.saturating_add(1);
            let people = self.people.entry(shard).or_default();
            *people = people.saturating_add(1);
            let show = show.clone();
            let pictures = Pictures::Full;
            let place = Place {
                shard,
                show,
                role,
                pictures,
            };
            self.places.insert(peer, place);
        }
        let life = room.life;
        let mut out = vec![(
            shard,
            Delivery::Command(Command::Attach {
                peer,
                show: show.clone(),
                role,
                reports,
                life,
            }),
        )];
        let widened = widen(&self.places, room, peer);
        if room.present.has(shard) {
            deliver_orders(&self.places, room.present, &widened, &mut out);
            return out;
        }
        room.present = room.present.with(shard);
        deliver_orders(&self.places, room.present, &widened, &mut out);
        let all: Vec<Waiting> = room.orders.values().map(|o| o.waiting.clone()).collect();
        if !all.is_empty() {
            out.push((shard, Delivery::Orders(all)));
        }
        if life.decider != shard {
            out.push((
                life.decider,
                Delivery::Command(Command::Joined { show, shard }),
            ));
        }
        out
    }

    /// A peer wants no larger pictures than these.
    pub(super) fn limit(&mut self, peer: PeerId, pictures: Pictures) -> Deliveries {
        let Some(place) = self.places.get_mut(&peer) else {
            return Vec::new();
        };
        place.pictures = pictures;
        let command = Command::Limit(peer, pictures);
        vec![(place.shard, Delivery::Command(command))]
    }

    /// Everything that thread `shard` must know to begin anew: its rooms, who is there, and the newest orders.
    pub(super) fn again(&self, shard: ShardId, now: Instant) -> Deliveries {
        let mut out = Vec::new();
        let mut put = |to, command| out.push((to, Delivery::Command(command)));
        let spread = || self.rooms.iter().filter(|(_, r)| r.present.has(shard));
        for (show, room) in spread() {
            let (show, reports, life) = (show.clone(), room.reports.clone(), room.life);
            put(
                shard,
                Command::Room {
                    show,
                    reports,
                    life,
                },
            );
        }
        for (peer, place) in self.places.iter().filter(|(_, p)| p.shard == shard) {
            let Some(room) = self.rooms.get(&place.show) else {
                continue;
            };
            let attach = Command::Attach {
                peer: *peer,
                show: place.show.clone(),
                role: place.role,
                reports: room.reports.clone(),
                life: room.life,
            };
            put(shard, attach);
            put(shard, Command::Limit(*peer, place.pictures));
        }
        for (show, room) in spread() {
            let decider = room.life.decider;
            let joined = |shard| Command::Joined {
                show: show.clone(),
                shard,
            };
            if decider == shard {
                for other in room.present.without(shard).each() {
                    put(shard, joined(other));
                }
            } else {
                put(decider, joined(shard));
            }
        }
        for (_, room) in spread() {
            let known = room.orders.values().map(|known| Waiting {
                since: now,
                ..known.waiting.clone()
            });
            out.push((shard, Delivery::Orders(known.collect())));
        }
        out
    }

    /// A peer is gone, and with her the orders for what she published.
    pub(super) fn detach(&mut self, peer: PeerId) -> Deliveries {
        let Some(Place { shard, show, .. }) = self.places.remove(&peer) else {
            return Vec::new();
        };
        if let Some(people) = self.people.get_mut(&shard) {
            *people = people.saturating_sub(1);
        }
        let mut out = vec![(shard, Delivery::Command(Command::Detach(peer)))];
        let Some(room) = self.rooms.get_mut(&show) else {
            return out;
        };
        room.people = room.people.saturating_sub(1);
        let before = room.orders.len();
        room.orders.retain(|track, _| track.peer != peer);
        if room.orders.len() < before {
            for other in room.present.without(shard).each() {
                let show = show.clone();
                out.push((other, Delivery::Command(Command::Gone { show, peer })));
            }
        }
        out
    }

    /// The full audience of each track that changed goes to every thread of the room. An order older than one that
    /// was given before is forgotten.
    pub(super) fn route(
        &mut self,
        show: &ShowId,
        orders: Vec<MediaOrder>,
        now: Instant,
    ) -> Deliveries {
        let mut out = Vec::new();
        let Some(room) = self.rooms.get_mut(show) else {
            return out;
        };
        let mut news = Vec::with_capacity(orders.len());
        for order in orders {
            let track = order.track;
            let known = room.orders.get(&track);
            if known.is_some_and(|known| known.waiting.order.generation > order.generation) {
                continue;
            }
            let (wanted, is_open) = reach(&self.places, &order.audience);
            let waiting = Waiting {
                show: show.clone(),
                order,
                wanted,
                followers: Arc::new(Followers::new(room.present)),
                since: now,
            };
            news.push(waiting.clone());
            let has_audience = !waiting.order.audience.is_empty();
            if has_audience || self.places.contains_key(&track.peer) {
                room.orders.insert(track, Known { waiting, is_open });
            }
        }
        deliver_orders(&self.places, room.present, &news, &mut out);
        out
    }
}

/// Orders that named `peer` before she had a place reach further now.
fn widen(places: &HashMap<PeerId, Place>, room: &mut Spread, peer: PeerId) -> Vec<Waiting> {
    let mut widened = Vec::new();
    for known in room.orders.values_mut().filter(|known| known.is_open) {
        let audience = &known.waiting.order.audience;
        if audience.iter().any(|(who, _)| *who == peer) {
            (known.waiting.wanted, known.is_open) = reach(places, audience);
            widened.push(known.waiting.clone());
        }
    }
    widened
}

/// The threads of an audience, and whether somebody of it has no place yet.
fn reach(places: &HashMap<PeerId, Place>, audience: &[(PeerId, Line)]) -> (Shards, bool) {
    let mut shards = Shards::default();
    let mut is_open = false;
    for (peer, _) in audience {
        match places.get(peer) {
            Some(place) => shards = shards.with(place.shard),
            None => is_open = true,
        }
    }
    (shards, is_open)
}

/// To all threads alike; to those of the publishers last, so that nobody is fed before she knows what for.
fn deliver_orders(
    places: &HashMap<PeerId, Place>,
    present: Shards,
    orders: &[Waiting],
    out: &mut Deliveries,
) {
    if orders.is_empty() {
        return;
    }
    let mut homes = Shards::default();
    for waiting in orders {
        if let Some(place) = places.get(&waiting.order.track.peer) {
            homes = homes.with(place.shard);
        }
    }
    for shard in present.except(homes).each() {
        out.push((shard, Delivery::Orders(orders.to_vec())));
    }
    for shard in present.each().filter(|shard| homes.has(*shard)) {
        out.push((shard, Delivery::Orders(orders.to_vec())));
    }
}

/// Whether the thread that decides who is heard gets this source, listened to or not.
pub(super) fn is_sound(source: Source) -> bool {
    match source {
        Source::Microphone | Source::ScreenSound => true,
        Source::Camera | Source::Screen => false,
    }
}
