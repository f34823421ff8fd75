//! What somebody is told who comes in or comes back: everything, or what she missed.

use super::Dispatch;
use crate::domain::id::PeerId;
use crate::domain::notice::What;
use crate::domain::room::Room;
use crate::venue::ports::Greeting;

impl Dispatch {
    /// Tells a peer everything it may see.
    pub(super) fn welcome(&mut self, room: &Room, peer: PeerId, re: Option<u32>) {
        // She may have left while her welcome waited.
        let Some(member) = self.members.get_mut(&peer) else {
            return;
        };
        let Some(view) = room.welcome(&member.participant) else {
            return;
        };
        member.welcomed = true;
        self.standings.note(&view.you, self.seq);
        let greeting = Greeting {
            re,
            epoch: self.epoch.clone(),
            seq: self.seq,
            view,
        };
        self.ports.voice.welcome(peer, greeting);
        if let Some(layers) = self.layers.of(peer) {
            self.ports.voice.tell(&[peer], None, &What::Layers(layers));
        }
    }

    /// Tells a peer what it has missed since `seq`, or everything where that cannot be told.
    pub(super) fn resume(&mut self, room: &Room, peer: PeerId, re: u32, seq: u32) {
        let Some(member) = self.members.get_mut(&peer) else {
            return;
        };
        let participant = member.participant.clone();
        let Some(view) = room.welcome(&participant) else {
            return;
        };
        let missed = self.ring.after(seq);
        let Some(missed) = missed.filter(|_| self.standings.unchanged(&view.you, seq)) else {
            self.welcome(room, peer, Some(re));
            return;
        };
        member.welcomed = true;
        let voice = self.ports.voice.clone();
        let outcome = Ok(());
        voice.tell(&[peer], None, &What::Reply { re, outcome });
        for change in missed.filter(|c| room.admits(&c.to, &participant)) {
            voice.tell(&[peer], Some(change.seq), &change.what);
        }
        // State of her own that the ring need not hold.
        let you = self.next_seq();
        voice.tell(&[peer], Some(you), &What::You(view.you));
        voice.tell(&[peer], None, &What::Listening(view.listening));
        voice.tell(&[peer], None, &What::Presence(view.presence));
        voice.tell(&[peer], None, &What::Lamps(view.lamps));
    }
}
