//! The way out: from the engine and from the relays to the sockets. Only paths that the gate admitted are written to.

use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use super::Shard;
use crate::domain::id::TrackId;
use crate::relay::{Kind, LineOut, OutKind, begins_key_frame};
use crate::rtc::feedback::Said;
use crate::rtc::gate::{LegId, Path, Transport};
use crate::rtc::leg::Ground;
use crate::rtc::tcp::{Fate, Weight};

impl Shard {
    /// Hands the engine's datagrams to the sockets; only paths that the gate admitted are ever written to.
    pub(super) fn transmit(&mut self, id: LegId) {
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
                    self.sound.push(path, |slab, _| {
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

    /// Seals and queues what the relays want sent, and asks publishers for key frames.
    pub(super) fn settle(&mut self, now: Instant) {
        let mut outs = std::mem::take(&mut self.outs);
        for out in outs.drain(..) {
            self.send(&out, now);
            if self.sound.is_full() || self.pictures.is_full() {
                self.flush();
            }
        }
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

    pub(super) fn send(&mut self, out: &LineOut, now: Instant) {
        let Some(id) = self.rooms.receiving(out.peer) else {
            return;
        };
        let Some(seat) = self.legs.get_mut(&id) else {
            return;
        };
        let (true, Some(path), Some((kind, codec))) =
            (seat.leg.is_up(), seat.path, seat.leg.describe(out))
        else {
            return;
        };
        if !seat.leg.seals() {
            let guarded = catch_unwind(AssertUnwindSafe(|| seat.leg.send_plain(out, now)));
            return match guarded {
                Ok(_) => self.transmit(id),
                Err(_) => self.panicked(id),
            };
        }
        let leg = &mut seat.leg;
        let sealed = match path.transport {
            Transport::Udp => {
                let batch = match kind {
                    Kind::Audio => &mut self.sound,
                    Kind::Video => &mut self.pictures,
                };
                batch.push(path, |slab, start| leg.write(out, slab, start, now).ok())
            }
            // A stream loses nothing on the way: what is asked for again was left out on purpose.
            Transport::Tcp if out.kind != OutKind::Media => return,
            Transport::Tcp => {
                self.scratch.clear();
                let written = leg.write(out, &mut self.scratch, 0, now).ok();
                if written.is_some() {
                    let weight = match (kind, codec) {
                        (Kind::Video, Some(codec)) => Weight::Picture {
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
                written
            }
        };
        if sealed.is_none() {
            self.tally.not_sealed();
        }
    }

    /// Sound and control leave ahead of pictures.
    pub(super) fn flush(&mut self) {
        let Some(sender) = &mut self.sender else {
            return;
        };
        if !self.sound.is_empty() {
            self.tally.no_room(sender.send(&mut self.sound));
        }
        if !self.pictures.is_empty() {
            self.tally.no_room(sender.send(&mut self.pictures));
        }
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
