//! Connections that are no page: an encoder that publishes in a person's place, a player that only receives.
//!
//! No rule of stage or booth is here: an encoder's microphone asks for its channel like anybody who presses her key, and
//! is declined like her.

use super::Parts;
use crate::domain::attendance::Entry;
use crate::domain::booth::{self, Microphone};
use crate::domain::booths::Circumstances;
use crate::domain::channels::{self, Choice};
use crate::domain::fact::Turn;
use crate::domain::id::{ParticipantId, PeerId, Source, TrackId};
use crate::domain::refusal::Refusal;
use crate::domain::role::{Action, Role, permits};
use crate::domain::time::Moment;

impl Parts {
    /// An encoder connects.
    pub(super) fn encode(
        &mut self,
        peer: PeerId,
        entry: Entry,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        permits(entry.role, Action::Enter, self.progress.phase())?;
        if entry.role == Role::Attendee {
            return Err(Refusal::MayNotPublish);
        }
        let assigned = self.attendance.assigned(&entry);
        let booth = self.booths.place_for(&entry, assigned)?;
        self.attendance.encode(peer, entry, booth, turn);
        Ok(())
    }

    /// A player connects.
    pub(super) fn watch(
        &mut self,
        peer: PeerId,
        entry: Entry,
        choice: Choice,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        permits(entry.role, Action::Enter, self.progress.phase())?;
        if let Choice::Language(language) = &choice
            && !self.show.languages.contains(language)
        {
            return Err(Refusal::UnknownLanguage);
        }
        let who = entry.participant.clone();
        let capacity = self.show.policy.capacity;
        self.attendance.watch(peer, entry, capacity, turn)?;
        let listen = channels::Command::Listen {
            choice,
            underneath: false,
        };
        let (show, attendance, floor) = (&self.show, &self.attendance, &mut self.floor);
        self.channels
            .handle(&who, listen, show, attendance, floor, turn)
    }

    /// A connection is gone. What an encoder carried is her page's again, if that publishes it.
    pub(super) fn lose(&mut self, who: &ParticipantId, peer: PeerId, turn: &mut Turn) {
        if self.attendance.is_encoder(who, peer) {
            for source in [Source::Microphone, Source::Camera] {
                self.close_track(TrackId { peer, source }, turn.now);
            }
        }
        self.attendance.lose(who, peer, turn);
    }

    /// A track is gone with its connection, or that with it.
    pub(super) fn close_track(&mut self, track: TrackId, now: Moment) {
        let speaker = self.speaker(track).cloned();
        self.note_encoder(track, false);
        self.tracks.close(track);
        let Some(who) = speaker else {
            return;
        };
        self.floor.set_voice(&who, false);
        self.booths.set_flow(&who, None, now);
        let source = track.source;
        let next = self.attendance.person(&who);
        let next = next.and_then(|person| person.carrier(source, &self.tracks));
        let flow = next.and_then(|peer| self.tracks.flow(TrackId { peer, source }));
        if flow.is_some() {
            self.booths.set_flow(&who, flow, now);
        }
    }

    /// What an encoder sends counts as switched on.
    pub(super) fn note_encoder(&mut self, track: TrackId, open: bool) {
        let Some(who) = self.attendance.owner(track.peer).cloned() else {
            return;
        };
        if self.attendance.is_encoder(&who, track.peer) {
            self.stage.set_encoded(&who, track.source, open);
        }
    }

    /// Microphones of encoders are open ones: each asks for its channel as soon as that is free.
    pub(super) fn open_streams(&mut self, turn: &mut Turn) {
        let waiting: Vec<_> = self.booths.streams().cloned().collect();
        for who in waiting {
            if self.stage.holds(&who) {
                continue;
            }
            let at = Circumstances {
                ground: super::Ground {
                    language: self.floor.language(),
                    consecutive: super::is_consecutive(&self.stage, &self.attendance),
                },
                show: &self.show,
                attendance: &self.attendance,
                interlock: &|language| self.channels.interlock(language, &self.show),
                muted: self.stage.is_muted(&who),
            };
            let command = booth::Command::Microphone(Microphone::On);
            // Declined like a press of her key; asked again when something has changed.
            let _ = self.booths.handle(&who, command, at, turn);
        }
    }
}

#[cfg(test)]
mod tests;
