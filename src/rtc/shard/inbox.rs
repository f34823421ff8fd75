//! What is put behind a media thread's door: commands, orders, words of other threads.

use std::time::Instant;

use super::Shard;
use crate::rtc::doors::ShardId;
use crate::rtc::gate::{News, Path};
use crate::rtc::orders::{Command, Letters};
use crate::rtc::turns::Offered;

impl Shard {
    /// Reads everything there is; costs next to nothing when there is nothing.
    pub(super) fn read_inbox(&mut self) {
        let Some(door) = self.door() else {
            return;
        };
        if !door.inbox.is_filled() {
            return;
        }
        let Letters {
            commands,
            orders,
            words,
        } = door.inbox.take();
        let now = self.clock.instant();
        self.unread.extend(commands);
        while let Some(command) = self.unread.pop_front() {
            self.command(command, now);
        }
        for waiting in orders {
            if waiting.is_late(now) {
                self.tally.late_order();
            }
            self.rooms.follow(&waiting, now);
        }
        for word in words {
            self.rooms.heed(word);
        }
        self.pass_on();
    }

    pub(super) fn command(&mut self, command: Command, now: Instant) {
        match command {
            Command::Attach {
                peer,
                show,
                role,
                reports,
                life,
            } => self.rooms.attach(peer, (&show, life), role, &reports),
            Command::Room {
                show,
                reports,
                life,
            } => self.rooms.open(&show, life, &reports),
            Command::Detach(peer) => {
                if let Some(member) = self.rooms.detach(peer) {
                    for id in [member.receive, member.send].into_iter().flatten() {
                        self.close(id);
                    }
                }
            }
            Command::Limit(peer, pictures) => self.rooms.limit(peer, pictures, now),
            Command::Gone { show, peer } => self.rooms.gone(&show, peer),
            Command::Joined { show, shard } => self.rooms.joined(&show, shard),
            Command::Negotiate {
                peer,
                client,
                leg,
                offer,
                answer,
            } => {
                let offered = Offered {
                    peer,
                    client,
                    leg,
                    offer,
                    answer,
                };
                self.offered(offered, now);
            }
            Command::Stream(stream, first) => {
                let registry = self.poll.registry();
                if let Some(token) = self.streams.open(stream, first, registry, now) {
                    self.stream(token, false);
                }
            }
            Command::Admitted(path, shard) => self.admitted(path, shard),
            Command::Dismissed(path, shard) => self.sorter.dismissed(&path, shard),
            Command::Moved(path) => self.gate.close(&path),
        }
    }

    /// Hands the rooms' words to other threads, and the gate's news to the one that receives.
    pub(super) fn pass_on(&mut self) {
        while let Some((to, word)) = self.rooms.poll_word() {
            self.post.say(to, &word);
        }
        let me = self.post.me();
        while let Some(news) = self.gate.poll_news() {
            match news {
                News::Admitted(path) if me == ShardId::RECEIVING => self.admitted(path, me),
                News::Dismissed(path) if me == ShardId::RECEIVING => {
                    self.sorter.dismissed(&path, me);
                }
                News::Admitted(path) => {
                    self.post.command(RECEIVING, Command::Admitted(path, me));
                }
                News::Dismissed(path) => {
                    self.post.command(RECEIVING, Command::Dismissed(path, me));
                }
            }
        }
    }

    /// A gate has admitted a path; a thread that had it before is told.
    fn admitted(&mut self, path: Path, shard: ShardId) {
        match self.sorter.admitted(path, shard) {
            Some(former) if former == self.post.me() => self.gate.close(&path),
            Some(former) => self.post.command(former, Command::Moved(path)),
            None => {}
        }
    }
}

const RECEIVING: ShardId = ShardId::RECEIVING;
