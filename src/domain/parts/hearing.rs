//! Whose voice the floor follows, and what somebody hears of it all. No rule of floor or channels.

use super::Parts;
use crate::domain::channel::Feed;
use crate::domain::channels::Ear;
use crate::domain::id::ParticipantId;
use crate::domain::language::Language;
use crate::domain::role::Role;
use crate::domain::time::Moment;
use crate::domain::view::Listening;

impl Parts {
    /// Whoever dominates decides the floor's language once she speaks: an open microphone alone says nothing.
    pub(super) fn hear_dominant(&mut self, now: Moment) {
        let first = self.tracks.heard().first();
        let owner = first.and_then(|peer| self.attendance.owner(*peer));
        let speaks = |who: &&ParticipantId| self.floor.knows_voice(who);
        let dominant = owner.filter(speaks).cloned();
        // An interpreter on stage speaks for others, in no language of the floor's own.
        let spoken = |who: &ParticipantId| {
            let person = self.attendance.person(who)?;
            let known = person.language.clone();
            known.filter(|_| person.role != Role::Interpreter)
        };
        let dominant = dominant.map(|who| {
            let language = spoken(&who);
            (who, language)
        });
        self.floor.hear(dominant, now);
    }

    /// What somebody hears now, by what the channels are fed with.
    pub(in crate::domain) fn listening(
        &self,
        who: &ParticipantId,
        role: Role,
        feeds: &[(&Language, Feed<'_>)],
    ) -> Listening {
        let ear = if role == Role::Interpreter {
            let seat = self.booths.seat(who);
            let seat = seat.filter(|_| !self.stage.holds(who));
            Ear::Booth(seat.and_then(|(booth, seat)| self.booths.wanted(booth, seat)))
        } else {
            Ear::Listener
        };
        self.channels.listening(who, ear, feeds)
    }
}
