//! One interpreter's seat: her microphone, and whether her voice really arrives.
//!
//! ```text
//!            on                    packets arrive
//!   off ──────────► on, opening ──────────────────► on, live ◄──────► cough, live
//!    ▲                   │ none within 2 s            │    ▲
//!    │                   ▼                            ▼    │ packets again within 10 s
//!    └──────────────── on, dead ◄──────────────── connection lost: the channel is held for 2 s
//!      2 s without signalling, or 10 s without packets
//!   armed: opens at the cut of a hand-over, when the booth's direction turns to her, or when her partner's connection dies
//! ```

use super::booth::{IncomingChoice, Microphone};
use super::decalage::{self, Decalage};
use super::effect::Flow;
use super::id::ParticipantId;
use super::language::Language;
use super::time::Moment;

/// One seat of a booth.
#[derive(Debug)]
pub(super) struct Seat {
    pub(super) who: ParticipantId,
    /// The only language she speaks into, if her ticket says so.
    pub(super) fixed: Option<Language>,
    /// The direction she owns while the booth works by direction.
    pub(super) owns: Option<Language>,
    /// Working by direction: she speaks in both.
    pub(super) covers: bool,
    /// What she wants to hear as her source.
    pub(super) choice: IncomingChoice,
    /// How far she speaks behind it.
    pub(super) decalage: Decalage,
    pub(super) microphone: Microphone,
    /// Her sound comes by an encoder.
    pub(super) encodes: bool,
    /// It is an open microphone, which waits for its channel as long as nobody has closed it.
    pub(super) streams: bool,
    /// Talks beside the channel by push-to-talk, which counts as a cough.
    pub(super) talking: bool,
    /// The floor has taken over her fixed language at this moment; the tail of her sentence still sounds.
    pub(super) tail: Option<Moment>,
    /// Since when signalling is lost.
    lost: Option<Moment>,
    flow: Option<Flow>,
    /// Her picture is her voice: connected is enough.
    signs: bool,
    speaking: bool,
    /// Since when her voice pauses; `None` while she speaks, or nobody knows.
    pause: Option<Moment>,
    /// Since when her microphone is open.
    opened: Option<Moment>,
    /// Listeners hear her.
    live: bool,
    /// Until when her channel is kept for her.
    hold: Option<Moment>,
    /// Until when an opened microphone may take to send its first packet.
    opening: Option<Moment>,
    /// Since when an open microphone is silent for want of a connection.
    dead: Option<Moment>,
}

impl Seat {
    /// A seat taken again after a restart is lost until its owner is back.
    pub(super) fn new(who: ParticipantId, fixed: Option<Language>, lost: Option<Moment>) -> Self {
        Self {
            who,
            fixed,
            owns: None,
            covers: false,
            choice: IncomingChoice::Automatic,
            decalage: Decalage::default(),
            microphone: Microphone::Off,
            encodes: false,
            streams: false,
            talking: false,
            tail: None,
            lost,
            flow: None,
            signs: false,
            speaking: false,
            pause: None,
            opened: None,
            live: false,
            hold: None,
            opening: None,
            dead: None,
        }
    }

    /// The same in a booth that signs: no packet of a microphone is waited for.
    #[must_use]
    pub(super) fn signing(self, signs: bool) -> Self {
        Self { signs, ..self }
    }

    /// Listeners hear her, or hear her cough key's silence.
    pub(super) fn is_live(&self) -> bool {
        self.live
    }

    /// Her channel is kept for her.
    pub(super) fn is_held(&self) -> bool {
        self.hold.is_some()
    }

    /// Until when the channel of a voice that has just ended is kept; the beginning of time if it is not.
    pub(super) fn held_until(&self) -> Moment {
        self.hold.unwrap_or_default()
    }

    /// On, or silenced for a moment.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.microphone, Microphone::On | Microphone::Cough)
    }

    /// Her signalling stands.
    pub(super) fn is_connected(&self) -> bool {
        self.lost.is_none()
    }

    /// Her voice would be heard at once.
    pub(super) fn arrives(&self) -> bool {
        if self.signs {
            self.lost.is_none()
        } else {
            self.flow == Some(Flow::Running)
        }
    }

    /// Since when her microphone is open.
    pub(super) fn opened(&self) -> Option<Moment> {
        self.opened
    }

    /// Since when her open microphone is silent although she is on air and holds no cough key.
    pub(super) fn silent_since(&self) -> Option<Moment> {
        let opened = self.opened?;
        let silent = self.live && self.microphone == Microphone::On && !self.speaking;
        silent.then(|| self.pause.map_or(opened, |pause| pause.max(opened)))
    }

    /// Nobody else may take her channel.
    pub(super) fn occupies(&self) -> bool {
        self.is_open() && self.dead.is_none()
    }

    /// Speaks, or is about to be back in a moment.
    pub(super) fn is_busy(&self) -> bool {
        self.live || self.hold.is_some()
    }

    /// Waits for a partner whose connection dies.
    pub(super) fn stands_by(&self) -> bool {
        self.microphone == Microphone::Armed && self.lost.is_none()
    }

    /// When the pause she makes now will have lasted `ms`.
    pub(super) fn paused_for(&self, ms: u64) -> Option<Moment> {
        self.pause.map(|since| since.after(ms))
    }

    /// She switches her microphone.
    pub(super) fn switch(&mut self, to: Microphone, now: Moment) {
        let coughed = self.microphone == Microphone::Cough && self.live;
        match to {
            Microphone::Off | Microphone::Armed => self.silence(),
            // The cough key of a closed microphone does nothing.
            Microphone::Cough if !self.occupies() => return,
            Microphone::Cough => {}
            Microphone::On => {
                self.dead = None;
                if !self.is_open() {
                    self.opened = Some(now);
                }
                self.live = self.arrives();
                self.opening = (!self.live).then(|| now.after(HOLD_MS));
                if self.live {
                    self.hold = None;
                } else if coughed {
                    self.hold = self.opening;
                }
            }
        }
        self.microphone = to;
    }

    /// Closed, and nothing is kept for her.
    pub(super) fn close(&mut self) {
        self.stand_down(Microphone::Off);
    }

    /// Off air, and nothing is kept for her: her microphone is closed, or waits for her turn.
    pub(super) fn stand_down(&mut self, to: Microphone) {
        self.silence();
        self.microphone = to;
    }

    /// Her partner is gone: her armed microphone opens, on a channel kept at most until `hold`.
    pub(super) fn step_in(&mut self, hold: Moment, now: Moment) {
        self.microphone = Microphone::On;
        self.opened = Some(now);
        self.live = self.arrives();
        self.hold = (!self.live).then_some(hold);
        self.opening = self.hold;
    }

    /// Her channel is no longer kept for her.
    pub(super) fn drop_hold(&mut self) {
        self.hold = None;
    }

    /// Back on a new connection, whose microphone is closed until she opens it. Says whether she was heard until now.
    pub(super) fn come_back(&mut self, now: Moment) -> bool {
        let was_live = self.live;
        let hold = if was_live {
            Some(now.after(HOLD_MS))
        } else {
            self.hold
        };
        self.close();
        self.hold = hold;
        self.lost = None;
        self.flow = None;
        self.speaking = false;
        self.pause = None;
        was_live
    }

    /// Her signalling is gone. Says whether that ended her voice.
    pub(super) fn lose(&mut self, now: Moment) -> bool {
        self.lost = Some(now);
        self.judge(now)
    }

    /// Her sound comes by an encoder from now on, or no longer.
    pub(super) fn set_encodes(&mut self, encodes: bool) {
        self.encodes = encodes;
        self.streams = encodes;
    }

    /// An open microphone that is closed by rule alone, and would be heard at once.
    pub(super) fn waits_for_channel(&self) -> bool {
        self.streams && self.microphone == Microphone::Off && self.lost.is_none() && self.arrives()
    }

    /// Packets of her microphone arrive, or do not; `None` when the track is gone. Says whether that ended her voice.
    pub(super) fn set_flow(&mut self, flow: Option<Flow>, now: Moment) -> bool {
        self.flow = flow;
        if self.is_open() && self.arrives() {
            self.live = true;
            self.hold = None;
            self.opening = None;
            self.dead = None;
        }
        self.judge(now)
    }

    /// She speaks, or pauses, since then. Says whether this is an onset of speech after a silence.
    pub(super) fn set_voice(&mut self, speaking: bool, since: Moment) -> bool {
        let begins = speaking && !self.speaking;
        let silence = self.pause.map(|pause| since.since(pause));
        if speaking != self.speaking || !speaking && self.pause.is_none() {
            self.pause = (!speaking).then_some(since);
        }
        self.speaking = speaking;
        if begins && self.live {
            self.decalage.voice_begins(since);
        }
        begins && silence.is_none_or(|lasted| lasted >= decalage::SILENCE_MS)
    }

    /// What she listens to began to speak.
    pub(super) fn source_begins(&mut self, now: Moment) {
        if self.live && !self.speaking {
            self.decalage.source_begins(now);
        }
    }

    /// What time alone changes.
    pub(super) fn expire(&mut self, now: Moment) {
        if self.hold.is_some_and(|until| until <= now) {
            self.hold = None;
        }
        if let Some(failed) = self.opening.take_if(|by| *by <= now) {
            self.dead = Some(failed);
        }
        let given_up = self.given_up().is_some_and(|at| at <= now);
        if given_up {
            self.close();
        }
    }

    pub(super) fn deadline(&self) -> Option<Moment> {
        let all = [self.hold, self.opening, self.given_up()];
        all.into_iter().flatten().min()
    }

    /// When an open or armed microphone without a connection counts as off.
    fn given_up(&self) -> Option<Moment> {
        let open = self.microphone != Microphone::Off && !self.live;
        let lost = self.lost.map(|since| {
            let since = self.dead.map_or(since, |dead| dead.max(since));
            since.after(HOLD_MS)
        });
        let stalled = self.dead.map(|since| since.after(BACK_WITHIN_MS));
        let at = [lost, stalled].into_iter().flatten().min();
        at.filter(|_| open)
    }

    fn silence(&mut self) {
        self.live = false;
        self.hold = None;
        self.opening = None;
        self.dead = None;
        self.tail = None;
        self.opened = None;
        self.decalage.forget_source();
    }

    /// A cough stops packets on purpose; only lost signalling beside it means a lost connection.
    fn judge(&mut self, now: Moment) -> bool {
        let stalled = !self.signs && matches!(self.flow, Some(Flow::Stalled) | None);
        let ended = if self.signs {
            self.lost.is_some()
        } else if self.lost.is_some() {
            self.flow != Some(Flow::Running)
        } else {
            stalled && self.microphone == Microphone::On
        };
        let dies = self.live && ended;
        if dies {
            self.live = false;
            self.dead = Some(now);
            self.hold = Some(now.after(HOLD_MS));
        }
        dies
    }
}

const HOLD_MS: u64 = 2_000;
const BACK_WITHIN_MS: u64 = 10_000;
