//! A media thread that has panicked outside the engine: its connections end, and it begins anew on the same thread, with
//! the same sockets and the same door. No other thread notices more than that its peers come again.
//!
//! Rooms, peers and orders come from the placement; of what broke only numbers are kept that others know.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::PoisonError;
use std::time::{Duration, Instant};

use mio::unix::SourceFd;

use super::Shard;
use crate::domain::id::PeerId;
use crate::foundation::shutdown::Shutdown;
use crate::rtc::departures::Departures;
use crate::rtc::doors::ShardId;
use crate::rtc::gate::LegId;
use crate::rtc::orders::Letters;
use crate::rtc::placement::{Deliveries, Delivery};
use crate::rtc::rooms::Rooms;
use crate::rtc::udp::{Batch, Receiver, Sender};

impl Shard {
    /// Runs until the server ends, through panics. A thread that panics again and again ends: newcomers are put
    /// elsewhere then.
    pub(in crate::rtc) fn serve(mut self, shutdown: &Shutdown) {
        let thread = self.post.me().0;
        let mut lately: VecDeque<Instant> = VecDeque::new();
        while catch_unwind(AssertUnwindSafe(|| self.run(shutdown))).is_err() {
            self.tally.thread_panicked();
            let now = self.clock.instant();
            lately.retain(|at| now.saturating_duration_since(*at) < A_WHILE);
            lately.push_back(now);
            if lately.len() > MOST_RESTARTS {
                tracing::error!(thread, "a media thread panics again and again; it ends");
                return;
            }
            tracing::error!(
                thread,
                connections = self.legs.len(),
                "a media thread panicked; its connections end, and it begins anew"
            );
            if catch_unwind(AssertUnwindSafe(|| self.begin_anew(now))).is_err() {
                tracing::error!(thread, "a media thread cannot begin anew; it ends");
                return;
            }
        }
    }

    fn begin_anew(&mut self, now: Instant) {
        let me = self.post.me();
        let remains = self.rooms.remains();
        let broken = self.part();
        self.replace_all(me);
        let (mine, unread) = self.ask_placement(me, now);
        for delivery in mine {
            match delivery {
                Delivery::Command(command) => self.command(command, now),
                Delivery::Orders(orders) => {
                    for waiting in orders {
                        self.rooms.follow(&waiting, now);
                    }
                }
            }
        }
        self.rooms.take_over(remains);
        for (peer, connection) in broken {
            if let Some(member) = self.rooms.member(peer) {
                member.broke(connection);
            }
        }
        self.unread.extend(unread.commands);
        self.unread.retain(|command| !command.is_placed());
        for waiting in unread.orders {
            self.rooms.follow(&waiting, now);
        }
        for word in unread.words {
            self.rooms.heed(word);
        }
        while let Some(command) = self.unread.pop_front() {
            self.command(command, now);
        }
        self.pass_on();
        self.post.ring();
    }

    /// Says goodbye on every connection, as far as that can still be said; whose they were.
    fn part(&mut self) -> Vec<(PeerId, String)> {
        let legs = self.legs.values();
        let broken = legs.map(|seat| (seat.peer, seat.leg.connection().to_owned()));
        let broken = broken.collect();
        let all: Vec<LegId> = self.legs.keys().copied().collect();
        for id in all {
            let _ = catch_unwind(AssertUnwindSafe(|| self.close(id)));
        }
        let _ = catch_unwind(AssertUnwindSafe(|| {
            self.flush_sound();
            self.pass_on();
        }));
        broken
    }

    /// Everything that may have been in the middle of a change.
    fn replace_all(&mut self, me: ShardId) {
        let broken = (
            std::mem::replace(&mut self.rooms, Rooms::new(me)),
            std::mem::take(&mut self.gate),
            std::mem::take(&mut self.streams),
            std::mem::take(&mut self.legs),
            std::mem::take(&mut self.outs),
            std::mem::take(&mut self.parcels),
        );
        // What is left of the engine may not even be fit to be dropped.
        let _ = catch_unwind(AssertUnwindSafe(|| drop(broken)));
        self.sound = Batch::of_singles();
        self.pictures = Batch::of_runs();
        self.departures = Departures::new(self.video_wait);
        self.is_behind = false;
        self.tally.begin_anew();
        let receiving = self.port.clone().filter(|_| me == ShardId::RECEIVING);
        self.receiver = receiving.map(Receiver::new);
        self.sender = self.port.clone().map(Sender::new);
        if let Some(receiver) = &self.receiver {
            // The loop registers it when it begins.
            let descriptor = receiver.descriptor();
            let _ = self.poll.registry().deregister(&mut SourceFd(&descriptor));
        }
    }

    /// What this thread must know, and what lies in its inbox and is not part of that. Others are told that it is back.
    fn ask_placement(&mut self, me: ShardId, now: Instant) -> (Vec<Delivery>, Letters) {
        let mut mine = Vec::new();
        let mut others: Deliveries = Vec::new();
        // Under the lock, so that nothing is put into the inbox that the placement did not say.
        let placement = self.placement.lock();
        let placement = placement.unwrap_or_else(PoisonError::into_inner);
        for (shard, delivery) in placement.again(me, now) {
            if shard == me {
                mine.push(delivery);
            } else {
                others.push((shard, delivery));
            }
        }
        let doors = self.post.doors();
        let door = doors.get(usize::from(me.0));
        let letters = door.map(|door| door.inbox.take()).unwrap_or_default();
        drop(placement);
        for (shard, delivery) in others {
            if let Delivery::Command(command) = delivery {
                self.post.command(shard, command);
            }
        }
        (mine, letters)
    }
}

/// Panics in so short a time have one cause that comes again.
const A_WHILE: Duration = Duration::from_secs(60);
/// Restarts within it.
const MOST_RESTARTS: usize = 5;
