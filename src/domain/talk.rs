//! Voices beside any channel: push-to-talk between partners, between booth and desk, call lights, and the briefing room
//! before doors open. None of it has a line to a listener; which lines it takes is `routing`'s business.

use super::fact::Fact;
use super::id::{BoothId, ParticipantId};
use super::phase::Phase;
use super::refusal::Refusal;
use super::role::Role;
use super::time::Moment;

/// What can be asked of the lines beside the channels.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Push-to-talk: where one's voice goes as long as a key is held.
    Talk(Talk),
    /// Lights or puts out a call light between a booth and the desk.
    Call {
        /// Which booth, where the staff calls or answers; `None`: one's own.
        booth: Option<BoothId>,
        /// Light, or put out.
        on: bool,
        /// What about; may be empty.
        text: String,
    },
    /// Enters or leaves the briefing room.
    Briefing {
        /// Enter.
        join: bool,
    },
}

/// To whom one talks beside any channel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Talk {
    /// Nobody: the key is up.
    #[default]
    Nobody,
    /// The partners in the booth.
    Partner,
    /// The staff.
    Desk,
    /// A booth; for the staff.
    Booth(BoothId),
    /// Everybody in the briefing room.
    Briefing,
}

/// Whoever asks, as this part needs to know her.
#[derive(Clone, Copy, Debug)]
pub(super) struct Voice<'a> {
    pub(super) who: &'a ParticipantId,
    pub(super) role: Role,
    /// Her booth, if she has a seat in it.
    pub(super) booth: Option<&'a BoothId>,
    pub(super) on_stage: bool,
    pub(super) muted: bool,
}

/// A call light.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Call {
    pub(super) who: ParticipantId,
    pub(super) booth: BoothId,
    pub(super) from_desk: bool,
    pub(super) text: String,
    pub(super) since: Moment,
}

/// Who talks beside the channels, who calls, and who is in the briefing room.
#[derive(Debug, Default)]
pub(super) struct Talks {
    /// In the order in which the keys went down.
    talking: Vec<(ParticipantId, Talk, Moment)>,
    calls: Vec<Call>,
    /// In the order they came.
    briefing: Vec<ParticipantId>,
}

impl Talks {
    pub(super) fn handle(
        &mut self,
        voice: Voice<'_>,
        command: Command,
        booths: &[BoothId],
        now: Moment,
    ) -> Result<(), Refusal> {
        match command {
            Command::Talk(to) => self.talk(voice, to, booths, now),
            Command::Call { booth, on, text } => {
                let booth = called(voice, booth, booths)?;
                self.call(voice, booth, on, &text, now)
            }
            Command::Briefing { join } => {
                self.briefing.retain(|who| join || who != voice.who);
                if join && !self.attends(voice.who) {
                    self.briefing.push(voice.who.clone());
                }
                if !join && *self.talk_of(voice.who) == Talk::Briefing {
                    self.hang_up(voice.who);
                }
                Ok(())
            }
        }
    }

    /// A lost or new connection, the stage and the host's mute end a talk: the key must be pressed again.
    pub(super) fn notice(&mut self, fact: &Fact) {
        match fact {
            Fact::Entered(who) | Fact::Lost(who) | Fact::WentOnStage(who) | Fact::Silenced(who) => {
                self.hang_up(who);
            }
            Fact::Left(who) => {
                self.hang_up(who);
                self.calls.retain(|call| call.who != *who);
                self.briefing.retain(|member| member != who);
            }
            _ => {}
        }
    }

    /// The briefing room closes when the doors open, everything else at the end.
    pub(super) fn close(&mut self, phase: Phase) {
        if phase != Phase::Planned {
            self.briefing.clear();
            self.talking.retain(|(_, to, _)| *to != Talk::Briefing);
        }
        if phase == Phase::Ended {
            self.talking.clear();
            self.calls.clear();
        }
    }

    /// To whom somebody talks now.
    pub(super) fn talk_of(&self, who: &ParticipantId) -> &Talk {
        let mut talking = self.talking.iter();
        let talk = talking.find(|(talker, ..)| talker == who);
        talk.map_or(&Talk::Nobody, |(_, to, _)| to)
    }

    /// Talks to anybody beside the channels and the stage.
    pub(super) fn is_talking(&self, who: &ParticipantId) -> bool {
        *self.talk_of(who) != Talk::Nobody
    }

    /// All who talk, in the order in which the keys went down.
    pub(super) fn talking(&self) -> impl Iterator<Item = (&ParticipantId, &Talk)> {
        self.talking.iter().map(|(who, to, _)| (who, to))
    }

    /// Is in the briefing room.
    pub(super) fn attends(&self, who: &ParticipantId) -> bool {
        self.briefing.contains(who)
    }

    /// Those in the briefing room, in the order they came.
    pub(super) fn briefing(&self) -> &[ParticipantId] {
        &self.briefing
    }

    /// The lights of a booth: those that were lit, and whoever talks between it and the desk without one.
    pub(super) fn calls(
        &self,
        booth: &BoothId,
        sits: impl Fn(&ParticipantId) -> bool,
    ) -> Vec<Call> {
        let lit = self.calls.iter().filter(|call| call.booth == *booth);
        let mut calls: Vec<_> = lit.cloned().collect();
        for (who, to, since) in &self.talking {
            let from_desk = matches!(to, Talk::Booth(called) if called == booth);
            let concerns = from_desk || (*to == Talk::Desk && sits(who));
            if concerns && !calls.iter().any(|call| call.who == *who) {
                calls.push(Call {
                    who: who.clone(),
                    booth: booth.clone(),
                    from_desk,
                    text: String::new(),
                    since: *since,
                });
            }
        }
        calls
    }

    fn talk(
        &mut self,
        voice: Voice<'_>,
        to: Talk,
        booths: &[BoothId],
        now: Moment,
    ) -> Result<(), Refusal> {
        let may = match &to {
            Talk::Nobody => true,
            Talk::Partner | Talk::Desk => voice.role == Role::Interpreter && voice.booth.is_some(),
            Talk::Booth(_) => voice.role.is_staff(),
            Talk::Briefing => self.attends(voice.who),
        };
        if !may {
            return Err(Refusal::Forbidden);
        }
        if let Talk::Booth(booth) = &to
            && !booths.contains(booth)
        {
            return Err(Refusal::NoSuchBooth);
        }
        // An interpreter on stage is heard by all: she has no line beside it.
        let silent = voice.muted || (voice.on_stage && !voice.role.is_staff());
        if silent && to != Talk::Nobody {
            return Err(Refusal::MayNotPublish);
        }
        if *self.talk_of(voice.who) == to {
            return Ok(());
        }
        self.hang_up(voice.who);
        if to != Talk::Nobody {
            self.talking.push((voice.who.clone(), to, now));
        }
        Ok(())
    }

    fn call(
        &mut self,
        voice: Voice<'_>,
        booth: BoothId,
        on: bool,
        text: &str,
        now: Moment,
    ) -> Result<(), Refusal> {
        if !on {
            self.calls.retain(|call| call.booth != booth);
            return Ok(());
        }
        let text = text.trim().to_owned();
        if text.chars().count() > CALL_CHARACTERS {
            let limit = u32::try_from(CALL_CHARACTERS).unwrap_or(u32::MAX);
            return Err(Refusal::TextTooLong { limit });
        }
        let same = |call: &&mut Call| call.who == *voice.who && call.booth == booth;
        match self.calls.iter_mut().find(same) {
            Some(lit) => lit.text = text,
            None => self.calls.push(Call {
                who: voice.who.clone(),
                booth,
                from_desk: voice.role.is_staff(),
                text,
                since: now,
            }),
        }
        Ok(())
    }

    fn hang_up(&mut self, who: &ParticipantId) {
        self.talking.retain(|(talker, ..)| talker != who);
    }
}

/// The booth at one end of a call; an interpreter calls from her own.
fn called(
    voice: Voice<'_>,
    wanted: Option<BoothId>,
    booths: &[BoothId],
) -> Result<BoothId, Refusal> {
    if voice.role.is_staff() {
        let known = wanted.filter(|booth| booths.contains(booth));
        return known.ok_or(Refusal::NoSuchBooth);
    }
    let own = voice.booth.ok_or(Refusal::NoSuchBooth)?;
    match wanted {
        Some(other) if other != *own => Err(Refusal::Forbidden),
        _ => Ok(own.clone()),
    }
}

const CALL_CHARACTERS: usize = 200;

#[cfg(test)]
mod tests;
