//! The hand-over of a booth's microphone: agreed by both, cut by the server in the outgoing one's pause.
//!
//! ```text
//!            request: by a partner            offer: by the active one, to the first partner who can
//!                 │                                 │
//!                 ▼                                 ▼
//!             requested ───────► armed ◄─────── offered
//!                 │  accept: by the   │   accept: by the │
//!                 │  active one, or   │   partner, or    │
//!                 │  her offer        │   her request    │
//!                 │                   │ cut: by either   │
//!                 │                   ▼                  │
//!                 │                cutting ──────────────┼──► cut: a pause of 200 ms, 3 s, or a second press
//!                 │                   │                  │
//!                 └───────────────────┴──────────────────┴──► over: declined or withdrawn by either; 60 s unanswered;
//!                                                             either is gone; the incoming one does not arrive
//! ```
//!
//! Agreeing arms the incoming one's microphone, by a press of her own. At the cut the outgoing one is off air and the
//! incoming one on air within the same call: never two voices, never a gap.

use super::booth::{Booth, HandOverAct, Microphone};
use super::id::ParticipantId;
use super::refusal::Refusal;
use super::seat::Seat;
use super::show::Works;
use super::time::Moment;
use super::view::{self, HandOverState};

/// A hand-over under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HandOver {
    state: HandOverState,
    from: ParticipantId,
    to: ParticipantId,
    until: Option<Moment>,
    /// Her microphone was closed before she agreed.
    armed_for_it: bool,
    /// Working by direction, the partners exchange their directions with it.
    exchange: bool,
}

impl HandOver {
    /// A partner who covers both directions relieves the one who speaks.
    pub(super) fn relief(from: ParticipantId, to: ParticipantId, now: Moment) -> Self {
        Self {
            state: HandOverState::Cutting,
            from,
            to,
            until: Some(now.after(CUT_BY_MS)),
            armed_for_it: false,
            exchange: false,
        }
    }

    /// As the booth sees it.
    pub(super) fn view(&self) -> view::HandOver {
        view::HandOver {
            state: self.state,
            from: self.from.clone(),
            to: self.to.clone(),
            until: self.until,
        }
    }

    fn asked(state: HandOverState, from: ParticipantId, to: ParticipantId, now: Moment) -> Self {
        Self {
            state,
            from,
            to,
            until: Some(now.after(ANSWER_BY_MS)),
            armed_for_it: false,
            exchange: true,
        }
    }

    /// `who` covers both directions, and takes over by that.
    pub(super) fn relieves(&self, who: &ParticipantId) -> bool {
        !self.exchange && self.to == *who
    }

    fn concerns(&self, who: &ParticipantId) -> bool {
        self.from == *who || self.to == *who
    }

    fn is_agreed(&self) -> bool {
        matches!(self.state, HandOverState::Armed | HandOverState::Cutting)
    }
}

impl Booth {
    /// One step by one of its interpreters.
    pub(super) fn step(
        &mut self,
        who: &ParticipantId,
        act: HandOverAct,
        now: Moment,
    ) -> Result<(), Refusal> {
        self.end_if_void();
        if self.hand_over.as_ref().is_some_and(|h| !h.concerns(who)) {
            return Err(Refusal::Forbidden);
        }
        match act {
            HandOverAct::Request => self.request(who, now),
            HandOverAct::Offer => self.offer(who, now),
            HandOverAct::Accept => self.accept(who),
            HandOverAct::Decline => self.decline(),
            HandOverAct::Cut => self.press_cut(now),
        }
    }

    /// The incoming one presses her microphone instead: after an agreement that is the press that cuts.
    pub(super) fn is_awaited(&self, who: &ParticipantId) -> bool {
        let agreed = self.hand_over.as_ref().filter(|h| h.is_agreed());
        agreed.is_some_and(|h| h.to == *who)
    }

    /// The outgoing one closes her microphone: after an agreement the incoming one is on air at once. Says whether that
    /// was so.
    pub(super) fn leave_to_partner(&mut self, who: &ParticipantId, now: Moment) -> bool {
        let agreed = self.hand_over.as_ref().filter(|h| h.is_agreed());
        let ready = agreed.is_some_and(|h| h.from == *who && self.can_cut(h));
        if ready {
            self.cut(now);
            if let Some(seat) = self.seat_mut(who) {
                seat.close();
            }
        }
        ready
    }

    /// Whoever comes back on a new connection has asked for nothing yet. The one she left a voice to stands by still.
    pub(super) fn forget_hand_over(&mut self, who: &ParticipantId) {
        if let Some(h) = self.hand_over.take_if(|h| h.concerns(who)) {
            self.end_relief(&h);
        }
    }

    /// Ends a hand-over that has lost what it is about: an open microphone, or a partner who stands by.
    pub(super) fn end_if_void(&mut self) {
        let stands = |h: &HandOver| {
            let from = self.seat(&h.from).is_some_and(Seat::occupies);
            let to = self.seat(&h.to).is_some_and(|to| {
                to.is_connected() && !to.is_open() && (to.stands_by() || !h.is_agreed())
            });
            from && to
        };
        if self.hand_over.as_ref().is_some_and(|h| !stands(h))
            && let Some(void) = self.hand_over.take()
        {
            self.end_relief(&void);
        }
    }

    /// When time alone moves it.
    pub(super) fn hand_over_due(&self) -> Option<Moment> {
        let h = self.hand_over.as_ref()?;
        let until = h.until?;
        if h.state != HandOverState::Cutting {
            return Some(until);
        }
        if !self.can_cut(h) {
            return Some(until.after(ARRIVE_WITHIN_MS));
        }
        let from = self.seat(&h.from)?;
        // A cough is a pause.
        let coughs = from.microphone == Microphone::Cough;
        let pause = from.paused_for(PAUSE_MS).filter(|_| !coughs);
        let pause = pause.or_else(|| coughs.then(Moment::default));
        Some(pause.map_or(until, |pause| pause.min(until)))
    }

    /// Cuts, or gives up, what is due.
    pub(super) fn expire_hand_over(&mut self, now: Moment) {
        self.end_if_void();
        if self.hand_over_due().is_none_or(|due| due > now) {
            return;
        }
        let Some(h) = &self.hand_over else {
            return;
        };
        if h.state == HandOverState::Cutting && self.can_cut(h) {
            self.cut(now);
        } else {
            self.call_off();
        }
    }

    fn request(&mut self, who: &ParticipantId, now: Moment) -> Result<(), Refusal> {
        match &self.hand_over {
            Some(h) if h.from == *who => return Err(Refusal::NoHandOver),
            Some(h) if h.state == HandOverState::Offered => {
                self.agree();
                return Ok(());
            }
            Some(_) => return Ok(()),
            None => {}
        }
        let active = self.active().ok_or(Refusal::NoPartner)?;
        if active.who == *who {
            return Err(Refusal::NoHandOver);
        }
        let own = self.seat(who).ok_or(Refusal::MayNotPublish)?;
        if !self.may_hand(active, own) {
            return Err(Refusal::NoPartner);
        }
        let from = active.who.clone();
        let asked = HandOver::asked(HandOverState::Requested, from, who.clone(), now);
        self.hand_over = Some(asked);
        Ok(())
    }

    fn offer(&mut self, who: &ParticipantId, now: Moment) -> Result<(), Refusal> {
        match &self.hand_over {
            Some(h) if h.to == *who => return Err(Refusal::NoHandOver),
            Some(h) if h.state == HandOverState::Requested => {
                self.agree();
                return Ok(());
            }
            Some(_) => return Ok(()),
            None => {}
        }
        let active = self.active().filter(|seat| seat.who == *who);
        let active = active.ok_or(Refusal::NoHandOver)?;
        let mut partners = self.seats.iter().filter(|other| other.who != *who);
        let partner = partners.find(|other| self.may_hand(active, other));
        let to = partner.ok_or(Refusal::NoPartner)?.who.clone();
        self.hand_over = Some(HandOver::asked(
            HandOverState::Offered,
            who.clone(),
            to,
            now,
        ));
        Ok(())
    }

    fn accept(&mut self, who: &ParticipantId) -> Result<(), Refusal> {
        let h = self.hand_over.as_ref().ok_or(Refusal::NoHandOver)?;
        let answers = match h.state {
            HandOverState::Requested => h.from == *who,
            HandOverState::Offered => h.to == *who,
            HandOverState::Armed | HandOverState::Cutting => false,
        };
        if !answers {
            return Err(Refusal::NoHandOver);
        }
        self.agree();
        Ok(())
    }

    fn decline(&mut self) -> Result<(), Refusal> {
        if self.hand_over.is_none() {
            return Err(Refusal::NoHandOver);
        }
        self.call_off();
        Ok(())
    }

    fn press_cut(&mut self, now: Moment) -> Result<(), Refusal> {
        let h = self.hand_over.as_mut().ok_or(Refusal::NoHandOver)?;
        h.until = match h.state {
            HandOverState::Armed => Some(now.after(CUT_BY_MS)),
            HandOverState::Cutting => h.until.map(|until| until.min(now)),
            HandOverState::Requested | HandOverState::Offered => return Err(Refusal::NoHandOver),
        };
        h.state = HandOverState::Cutting;
        self.expire_hand_over(now);
        Ok(())
    }

    /// Both want it: the incoming one stands by.
    fn agree(&mut self) {
        let Some(h) = &mut self.hand_over else {
            return;
        };
        h.state = HandOverState::Armed;
        h.until = None;
        let to = self.seats.iter_mut().find(|seat| seat.who == h.to);
        if let Some(to) = to.filter(|to| to.microphone == Microphone::Off) {
            to.stand_down(Microphone::Armed);
            h.armed_for_it = true;
        }
    }

    /// Nothing comes of it: a microphone that was armed for it is closed again.
    fn call_off(&mut self) {
        let Some(h) = self.hand_over.take() else {
            return;
        };
        if h.armed_for_it
            && let Some(to) = self.seat_mut(&h.to)
            && to.microphone == Microphone::Armed
        {
            to.close();
        }
        self.end_relief(&h);
    }

    /// Both directions are covered by one: by whoever speaks if nobody relieved her, by the other if she is off air.
    fn end_relief(&mut self, h: &HandOver) {
        let speaks = self.seat(&h.from).is_some_and(Seat::occupies);
        let other = if speaks { &h.to } else { &h.from };
        if let Some(seat) = self.seat_mut(other).filter(|_| !h.exchange) {
            seat.covers = false;
        }
    }

    fn cut(&mut self, now: Moment) {
        let Some(h) = self.hand_over.take() else {
            return;
        };
        let to = self.stood_down();
        if let Some(from) = self.seat_mut(&h.from) {
            from.stand_down(to);
        }
        self.end_relief(&h);
        if self.works == Works::ByDirection && h.exchange {
            self.exchange(&h.from, &h.to);
        }
        if let Some(to) = self.seat_mut(&h.to) {
            to.switch(Microphone::On, now);
        }
        // The sentence that an armed direction waits for ends with it.
        self.end_tail();
    }

    fn exchange(&mut self, from: &ParticipantId, to: &ParticipantId) {
        self.reowned = true;
        let given = self.seat(from).map(|seat| (seat.owns.clone(), seat.covers));
        let taken = self.seat(to).map(|seat| (seat.owns.clone(), seat.covers));
        let outputs = self.outputs();
        for (who, share) in [(from, taken), (to, given)] {
            if let (Some(seat), Some((owns, covers))) = (self.seat_mut(who), share) {
                seat.owns = owns;
                seat.covers = covers;
            }
        }
        self.drop_strayed_holds(&outputs);
    }

    /// The incoming one would be heard at once.
    fn can_cut(&self, h: &HandOver) -> bool {
        self.seat(&h.to)
            .is_some_and(|to| to.stands_by() && to.arrives())
    }

    /// `to` is here, off air, and may speak what `from` speaks.
    fn may_hand(&self, from: &Seat, to: &Seat) -> bool {
        let free = match self.works {
            Works::ByTurns => to
                .fixed
                .as_ref()
                .is_none_or(|fixed| fixed == self.output_of(from)),
            Works::ByDirection => to.fixed.is_none() && from.fixed.is_none(),
        };
        free && to.is_connected() && !to.is_open()
    }
}

const ANSWER_BY_MS: u64 = 60_000;
const CUT_BY_MS: u64 = 3_000;
const PAUSE_MS: u64 = 200;
const ARRIVE_WITHIN_MS: u64 = 2_000;

#[cfg(test)]
mod tests;
