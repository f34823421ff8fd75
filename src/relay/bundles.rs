//! The redundant forms of the packet that is being forwarded, each made once for all listeners who get it.
//!
//! Which sounds may stand together is the line's matter: it says how far back its source reaches.

use bytes::Bytes;

use super::packet::Layer;
use super::red::{self, Earlier, Redundancy};
use super::ring::Stored;
use super::track::Track;

/// The forms made so far.
#[derive(Debug, Default)]
pub(super) struct Bundles {
    made: Vec<Made>,
    earlier: Vec<Earlier>,
}

#[derive(Debug)]
struct Made {
    codec: u8,
    depth: u8,
    packet: Option<Bytes>,
}

impl Bundles {
    /// Another packet is forwarded.
    pub(super) fn clear(&mut self) {
        self.made.clear();
    }

    /// `packet` of `track` with the sounds before it, coded as payload type `codec`; none from before number `oldest`.
    pub(super) fn get(
        &mut self,
        track: &Track,
        packet: &Stored,
        codec: u8,
        (redundancy, oldest): (Redundancy, u64),
    ) -> Option<Bytes> {
        let reach = packet.number.saturating_sub(oldest);
        let reach = u8::try_from(reach).unwrap_or(u8::MAX);
        let depth = redundancy.depth().min(reach);
        if depth == 0 || packet.number < oldest {
            return None;
        }
        let mut made = self.made.iter();
        if let Some(made) = made.find(|made| (made.codec, made.depth) == (codec, depth)) {
            return made.packet.clone();
        }
        self.earlier.clear();
        let sounds = track
            .ring()
            .since(Layer(0), packet.number.saturating_sub(depth.into()));
        for sound in sounds.take_while(|sound| sound.number < packet.number) {
            self.earlier.push(Earlier {
                offset: packet.ts.wrapping_sub(sound.ts),
                payload: sound.payload.clone(),
            });
        }
        let packet = red::wrap(codec, &self.earlier, &packet.payload);
        self.made.push(Made {
            codec,
            depth,
            packet: packet.clone(),
        });
        packet
    }
}
