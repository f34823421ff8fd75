//! The way out: from the engine and from the relays to the sockets. Only paths that the gate admitted are written to.

use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use super::{Seat, Shard};
use crate::domain::id::TrackId;
use crate::relay::{Kind, LineOut, OutKind, begins_key_frame};
use crate::rtc::feedback::Said;
use crate::rtc::gate::{LegId, Path, Transport};
use crate::rtc::leg::Ground;
use crate::rtc::tcp::{Fate, Weight};

impl Shard {
    /// Hands the engine's datagrams to the sockets, ahead of pictures.
    pub(super) fn transmit(&mut self, id: LegId) {
        self.transmit_as(Kind::Audio, id);
    }

    /// Hands the engine's datagrams to the sockets; only paths that the gate admitted are ever written to.
    fn transmit_as(&mut self, kind: Kind, id: LegId) {
        let Some(seat) = self.legs.get_mut(&id) else {
            return;
        };
        while let Some(transmit) = seat.leg.poll_transmit() {
            let Some(path) = find(
                self.gate.paths(id),
                &self.ground,
                (transmit.transport, transmit.from, transmit.to),
            ) else {
                continue;
            };
            match path.transport {
                Transport::Udp => {
                    let batch = match kind {
                        Kind::Audio => &mut self.sound,
                        Kind::Video => &mut self.pictures,
                    };
                    batch.push(path, |slab, _| {
                        slab.extend_from_slice(&transmit.datagram);
                        Some(())
                    });
                }
                Transport::Tcp => {
                    self.streams
                        .send(&path, &transmit.datagram, Weight::Control);
                }
            }
        }
    }

    /// Notes where a leg's packets go.
    pub(super) fn locate(&mut self, id: LegId) {
        let Some(seat) = self.legs.get_mut(&id) else {
            return;
        };
        let Some(selected) = seat.leg.selected() else {
            return;
        };
        seat.path = find(self.gate.paths(id), &self.ground, selected).or(seat.path);
        let transport = seat.path.map(|path| path.transport);
        if seat.leg.is_up() && transport != seat.counted {
            self.tally.moved(seat.counted, transport);
            seat.counted = transport;
        }
    }

    /// Seals what the relays want sent as sound, queues what is picture, and asks publishers for key frames.
    pub(super) fn settle(&mut self, now: Instant) {
        let mut outs = std::mem::take(&mut self.outs);
        for out in outs.drain(..) {
            self.send(out, now);
            if self.sound.is_full() {
                self.flush_sound();
            }
        }
        self.flush_sound();
        // What a slow reader's wish brings about is sent with the next packets.
        outs.append(&mut self.outs);
        self.outs = outs;
        let mut asked: Vec<TrackId> = Vec::new();
        self.rooms.settle(now, |track| asked.push(track));
        self.pass_on();
        for track in asked {
            let Some(id) = self.rooms.publishing(track.peer) else {
                continue;
            };
            if let Some(seat) = self.legs.get_mut(&id) {
                let guarded = catch_unwind(AssertUnwindSafe(|| {
                    seat.leg.ask_key_frame(track.source, now);
                }));
                match guarded {
                    Ok(()) => {
                        self.tally.key_frame_asked();
                        self.transmit(id);
                    }
                    Err(_) => self.panicked(id),
                }
            }
        }
    }

    fn send(&mut self, out: LineOut, now: Instant) {
        let Some(id) = self.rooms.receiving(out.peer) else {
            return;
        };
        let Some(seat) = self.legs.get_mut(&id) else {
            return;
        };
        let (true, Some(path), Some(kind)) = (seat.leg.is_up(), seat.path, seat.leg.kind(&out))
        else {
            return;
        };
        let is_paced = path.transport == Transport::Udp && kind == Kind::Video;
        if !seat.leg.seals() && !is_paced {
            let guarded = catch_unwind(AssertUnwindSafe(|| seat.leg.send_plain(&out, now)));
            return match guarded {
                Ok(_) => self.transmit(id),
                Err(_) => self.panicked(id),
            };
        }
        match (path.transport, kind) {
            (Transport::Udp, Kind::Audio) => {
                let leg = &mut seat.leg;
                let write = |slab: &mut _, start| leg.write(&out, slab, start, now).ok();
                if self.sound.push(path, write).is_none() {
                    self.tally.not_sealed();
                }
            }
            (Transport::Udp, Kind::Video) => {
                if !self.departures.add(id, &mut seat.pictures, out, now) {
                    self.tally.too_many_waiting();
                }
            }
            (Transport::Tcp, _) => self.send_by_stream(id, path, &out, now),
        }
    }

    fn send_by_stream(&mut self, id: LegId, path: Path, out: &LineOut, now: Instant) {
        // A stream loses nothing on the way: what is asked for again was left out on purpose.
        let (OutKind::Media, Some(seat)) = (out.kind, self.legs.get_mut(&id)) else {
            return;
        };
        self.scratch.clear();
        if seat.leg.write(out, &mut self.scratch, 0, now).is_err() {
            return self.tally.not_sealed();
        }
        let weight = match seat.leg.codec(out) {
            Some(codec) if codec.kind() == Kind::Video => Weight::Picture {
                ssrc: out.ssrc,
                timestamp: out.timestamp,
                begins_key_frame: begins_key_frame(codec, &out.payload),
            },
            _ => Weight::Sound,
        };
        match self.streams.send(&path, &self.scratch, weight) {
            Fate::Taken => {}
            Fate::LeftOut => self.tally.left_out(),
            Fate::NeedsKeyFrame => {
                self.tally.left_out();
                let wish = Said::Pli { ssrc: out.ssrc };
                self.rooms.said(out.peer, &wish, now, &mut self.outs);
            }
        }
    }

    /// Sound and control leave ahead of pictures, and of these no more than leave time for sound.
    pub(super) fn flush(&mut self, now: Instant) {
        self.flush_sound();
        while let Some(grown) = self.departures.grown(now) {
            if let Some(seat) = self.legs.get_mut(&grown.leg) {
                self.departures.ripen(grown, &mut seat.pictures);
            }
        }
        while let Some((id, may)) = self.departures.next(now) {
            self.depart(id, may, now);
            if self.pictures.is_full() && !self.flush_pictures() {
                break;
            }
        }
        self.flush_pictures();
    }

    /// One leg's turn: so many of its pictures are sealed for the next call.
    fn depart(&mut self, id: LegId, may: usize, now: Instant) {
        let Some(Seat {
            leg,
            path,
            pictures: waiting,
            ..
        }) = self.legs.get_mut(&id)
        else {
            return;
        };
        // Her path may have changed to a stream meanwhile, or be gone; pictures are asked for again.
        let path = path.filter(|path| leg.is_up() && path.transport == Transport::Udp);
        let mut has_panicked = false;
        let seals = leg.seals();
        self.departures.turn(id, waiting, may, |out| {
            let Some(path) = path else {
                return;
            };
            if !seals {
                let send = AssertUnwindSafe(|| leg.send_plain(&out, now));
                has_panicked = has_panicked || catch_unwind(send).is_err();
                return;
            }
            let write = |slab: &mut _, start| leg.write(&out, slab, start, now).ok();
            if self.pictures.push(path, write).is_none() {
                self.tally.not_sealed();
            }
        });
        if has_panicked {
            self.panicked(id);
        } else if !seals {
            self.transmit_as(Kind::Video, id);
        }
    }

    /// Sound and control leave.
    pub(super) fn flush_sound(&mut self) {
        if let (Some(sender), false) = (&mut self.sender, self.sound.is_empty()) {
            sender.send(&mut self.sound);
        }
    }

    /// False if the system had no room.
    fn flush_pictures(&mut self) -> bool {
        let (Some(sender), false) = (&mut self.sender, self.pictures.is_empty()) else {
            return true;
        };
        let has_room = sender.send(&mut self.pictures);
        if !has_room {
            self.departures.no_room();
        }
        has_room
    }
}

/// The admitted path that the engine means.
fn find(
    admitted: &[Path],
    ground: &Ground,
    (transport, from, to): (Transport, SocketAddr, SocketAddr),
) -> Option<Path> {
    admitted
        .iter()
        .rev()
        .find(|path| {
            path.transport == transport
                && path.remote == to
                && ground.announced.called(path) == from
        })
        .copied()
}
