//! What a listener may hear, said again from the rules of the booth, by what people did and what their consoles show.
//!
//! Consoles are believed in two things: whose microphone is in which state, and into which language she is asked to
//! speak. Whatever follows from that for an ear is worked out here.

use std::collections::{BTreeMap, BTreeSet};

use super::actors::{LISTENERS, SPEAKERS};
use crate::domain::booth::{Booth, Microphone};
use crate::domain::effect::Flow;
use crate::domain::id::{Line, Source};
use crate::domain::language::Language;
use crate::domain::rehearsal::{Dice, Rehearsal, id, tongue};
use crate::domain::role::Role;
use crate::domain::seat::Seat;
use crate::domain::time::Moment;
use crate::domain::view::ListeningSource;

/// What must have come about in some shows.
pub(super) const SEEN: [&str; 12] = [
    "floor of her own",
    "interpreted",
    "tail",
    "latched",
    "cough",
    "held",
    "fallback",
    "consecutive",
    "underneath",
    "pivot",
    "pivot of a pivot",
    "by direction",
];

/// What an interpreter listens to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    Automatic,
    Floor,
    Channel,
}

impl Choice {
    pub(super) fn of(key: &str) -> Self {
        match key {
            "automatic" => Self::Automatic,
            "floor" => Self::Floor,
            _ => Self::Channel,
        }
    }
}

/// What the model knows of an interpreter.
struct Interpreter {
    booth: String,
    /// Since when her signalling is lost.
    lost: Option<Moment>,
    muted: bool,
    flow: Option<Flow>,
    choice: Choice,
    /// Since when her voice pauses.
    pause: Option<Moment>,
    /// She has pressed something that arms or opens, and has not been off since.
    armed: bool,
    /// She has asked for the microphone, or accepted it.
    asked: bool,
    /// She was heard for sure when the cough key went down.
    coughs: bool,
    /// The floor took over her language in the midst of a sentence.
    tail: Option<(Language, Moment)>,
}

/// A seat as its console shows it.
#[derive(Clone, Debug)]
struct Console {
    name: &'static str,
    booth: String,
    languages: Vec<Language>,
    microphone: Microphone,
    output: Language,
    latched: bool,
    on_stage: bool,
}

/// Whether an interpreter's voice arrives.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Arrives {
    Surely,
    Perhaps,
    Not,
}

#[derive(Default)]
pub(super) struct Model {
    cast: BTreeMap<&'static str, Interpreter>,
    floor: Option<Language>,
    floor_since: Moment,
    pinned: bool,
    corrected: bool,
    dominant: Option<&'static str>,
    coming: Option<(Language, Moment)>,
    /// Until when a channel may be kept for a lost voice.
    held: BTreeMap<Language, Moment>,
    consoles: Vec<Console>,
}

/// What people do.
impl Model {
    pub(super) fn came(&mut self, name: &'static str, booth: &str, now: Moment) {
        self.goes(name, now);
        // After a minute she has left, and what she chose to listen to went with her.
        let here = |i: &&Interpreter| i.lost.is_none_or(|lost| lost.after(60_000) > now);
        let here = self.cast.get(name).filter(here);
        let interpreter = Interpreter {
            booth: booth.to_owned(),
            lost: None,
            muted: self.cast.get(name).is_some_and(|i| i.muted),
            flow: None,
            choice: here.map_or(Choice::Automatic, |i| i.choice),
            pause: None,
            armed: false,
            asked: false,
            coughs: false,
            tail: None,
        };
        self.cast.insert(name, interpreter);
    }

    pub(super) fn cast(&self) -> Vec<&'static str> {
        self.cast.keys().copied().collect()
    }

    pub(super) fn somebody(&self, dice: &mut Dice) -> &'static str {
        let cast = self.cast();
        let index = dice.index(cast.len());
        cast[index]
    }

    pub(super) fn booth_of(&self, name: &str) -> String {
        self.cast[name].booth.clone()
    }

    pub(super) fn other_booth(&self, dice: &mut Dice) -> String {
        let name = self.somebody(dice);
        self.booth_of(name)
    }

    pub(super) fn has_track(&self, name: &str) -> bool {
        self.cast[name].flow.is_some()
    }

    pub(super) fn moved(&mut self, name: &'static str, booth: &str) {
        if let Some(moved) = self.cast.get_mut(name).filter(|i| i.booth != booth) {
            booth.clone_into(&mut moved.booth);
            moved.choice = Choice::Automatic;
            moved.tail = None;
        }
    }

    pub(super) fn talks(&mut self, name: &'static str, speaks: bool, now: Moment) {
        if let Some(i) = self.cast.get_mut(name) {
            i.pause = match i.pause {
                Some(since) if !speaks => Some(since),
                _ => (!speaks).then_some(now),
            };
        }
    }

    pub(super) fn asked(&mut self, name: &'static str) {
        if let Some(i) = self.cast.get_mut(name) {
            i.asked = true;
        }
    }

    pub(super) fn chooses(&mut self, name: &'static str, choice: Choice) {
        if let Some(i) = self.cast.get_mut(name) {
            i.choice = choice;
        }
    }

    pub(super) fn muted(&mut self, name: &'static str, muted: bool) {
        if let Some(i) = self.cast.get_mut(name) {
            i.muted = muted;
        }
    }

    pub(super) fn microphone(&self, hall: &Rehearsal, name: &str) -> Option<Microphone> {
        let seat = hall.room.parts.booths.seat(&id(name));
        seat.map(|(_, seat)| seat.microphone)
    }

    pub(super) fn pressed(
        &mut self,
        name: &'static str,
        key: Microphone,
        before: Option<Microphone>,
        now: Moment,
    ) {
        let was_heard = self.is_heard(name);
        let output = self.output(name);
        let Some(i) = self.cast.get_mut(name) else {
            return;
        };
        match key {
            Microphone::On | Microphone::Armed => i.armed = true,
            Microphone::Cough => i.coughs = was_heard,
            Microphone::Off => {}
        }
        // Her first packets after a cough are waited for.
        if key == Microphone::On
            && before == Some(Microphone::Cough)
            && let Some(output) = output
        {
            self.held.insert(output, now.after(2_000));
        }
    }

    pub(super) fn flows(&mut self, name: &'static str, flow: Option<Flow>, now: Moment) {
        if flow != Some(Flow::Running) {
            self.goes(name, now);
        }
        if let Some(i) = self.cast.get_mut(name) {
            i.flow = flow;
        }
    }

    pub(super) fn loses(&mut self, name: &'static str, now: Moment) {
        self.goes(name, now);
        if let Some(i) = self.cast.get_mut(name) {
            i.lost = i.lost.or(Some(now));
            i.coughs = false;
        }
    }

    /// Her channel may be kept for two seconds from now on.
    fn goes(&mut self, name: &str, now: Moment) {
        if let Some(output) = self.output(name) {
            self.held.insert(output, now.after(2_000));
        }
    }

    pub(super) fn declares(&mut self, language: &str, pin: bool, now: Moment) {
        let language = (language != "none").then(|| tongue(language));
        (self.pinned, self.corrected, self.coming) = (pin, true, None);
        self.floor_is(language, now);
    }

    pub(super) fn dominates(&mut self, name: Option<&'static str>, now: Moment) {
        let Some(name) = name else {
            self.coming = None;
            return;
        };
        if self.dominant != Some(name) {
            self.corrected = false;
        }
        self.dominant = Some(name);
        let language = SPEAKERS.iter().find(|(who, _)| *who == name).unwrap().1;
        let language = tongue(language);
        if self.pinned || self.corrected || self.floor.as_ref() == Some(&language) {
            self.coming = None;
        } else if self.coming.as_ref().map(|(coming, _)| coming) != Some(&language) {
            let wait = if self.floor.is_none() { 0 } else { 1_500 };
            self.coming = Some((language, now.after(wait)));
        }
    }

    fn floor_is(&mut self, language: Option<Language>, now: Moment) {
        if self.floor == language {
            return;
        }
        self.floor = language;
        self.floor_since = now;
        for console in self.consoles.clone() {
            let open = matches!(console.microphone, Microphone::On | Microphone::Cough);
            let taken_over = open && self.floor.as_ref() == Some(&console.output);
            if let Some(i) = self.cast.get_mut(console.name) {
                i.tail = taken_over.then_some((console.output, now));
            }
        }
    }
}

/// What consoles show.
impl Model {
    /// Reads the consoles, and lets the model's own clocks run.
    pub(super) fn look(&mut self, hall: &Rehearsal) {
        let now = hall.now;
        self.read_consoles(hall);
        if let Some((language, at)) = self.coming.take_if(|(_, at)| *at <= now) {
            self.floor_is(Some(language), at);
        }
        for (booth, seat) in hall.room.parts.booths.seats() {
            let to_her = booth
                .hand_over
                .as_ref()
                .is_some_and(|h| h.view().to == seat.who);
            let i = self.cast.get_mut(seat.who.as_str()).unwrap();
            if seat.microphone == Microphone::Off {
                i.armed = false;
                i.asked &= to_her;
            }
            let over = |(language, since): &mut (Language, Moment)| {
                let silent = |since: Moment| i.pause.map(|pause| pause.max(since).after(600));
                let paused = silent(*since).is_some_and(|over| over <= now);
                paused || since.after(6_000) <= now || *language != *booth.output_of(seat)
            };
            i.tail.take_if(over);
            i.coughs &= seat.microphone == Microphone::Cough;
        }
    }

    fn read_consoles(&mut self, hall: &Rehearsal) {
        let parts = &hall.room.parts;
        let cast = &self.cast;
        let console = |(booth, seat): (&Booth, &Seat)| Console {
            name: cast.get_key_value(seat.who.as_str()).unwrap().0,
            booth: booth.id.to_string(),
            languages: booth.languages.clone(),
            microphone: seat.microphone,
            output: booth.output_of(seat).clone(),
            latched: booth.override_latch,
            on_stage: parts.stage.holds(&seat.who),
        };
        self.consoles = parts.booths.seats().map(console).collect();
    }

    fn console(&self, name: &str) -> Option<&Console> {
        self.consoles.iter().find(|console| console.name == name)
    }

    /// The language she is asked to speak into while her microphone is open.
    fn output(&self, name: &str) -> Option<Language> {
        let console = self.console(name)?;
        let open = matches!(console.microphone, Microphone::On | Microphone::Cough);
        open.then(|| console.output.clone())
    }

    fn arrives(&self, name: &str) -> Arrives {
        let i = &self.cast[name];
        match i.flow {
            Some(Flow::Running) => Arrives::Surely,
            Some(Flow::Hesitating) if i.lost.is_none() => Arrives::Perhaps,
            _ => Arrives::Not,
        }
    }

    fn is_heard(&self, name: &str) -> bool {
        let on = |c: &Console| c.microphone == Microphone::On && !c.on_stage;
        self.console(name).is_some_and(on) && self.arrives(name) == Arrives::Surely
    }

    fn is_consecutive(&self) -> bool {
        self.consoles.iter().any(|console| console.on_stage)
    }
}

/// What may be heard.
impl Model {
    pub(super) fn judge(
        &self,
        hall: &Rehearsal,
        seen: &mut BTreeMap<&'static str, u64>,
    ) -> Result<(), String> {
        let mut note = |what| *seen.entry(what).or_insert(0) += 1;
        let told = hall.room.parts.floor.language();
        if told != self.floor.as_ref() {
            return Err(format!("the floor is {:?}, told {told:?}", self.floor));
        }
        self.nobody_was_opened()?;
        self.nobody_shares_a_channel()?;
        self.directions_face_away(hall, &mut note)?;
        for (name, language, underneath) in LISTENERS {
            let heard = Heard::by(hall, name, Role::Attendee);
            let outcome = if language == "original" {
                heard.is_floor()
            } else {
                self.listener(hall, &tongue(language), underneath, &heard, &mut note)
            };
            outcome.map_err(|wrong| format!("{name} ({language}): {wrong}; {heard:?}"))?;
        }
        for console in &self.consoles {
            let heard = Heard::by(hall, console.name, Role::Interpreter);
            let outcome = self.interpreter(hall, console, &heard, &mut note);
            outcome.map_err(|wrong| format!("{}: {wrong}; {heard:?}", console.name))?;
        }
        Ok(())
    }

    /// Rule 5: nobody's microphone ever opens unless she armed it herself.
    fn nobody_was_opened(&self) -> Result<(), String> {
        for console in &self.consoles {
            let i = &self.cast[console.name];
            let off = console.microphone == Microphone::Off;
            if !off && !i.armed && !i.asked {
                return Err(format!("{} was opened", console.name));
            }
        }
        Ok(())
    }

    /// Rule 5: never two live outputs on one channel.
    fn nobody_shares_a_channel(&self) -> Result<(), String> {
        let mut taken = BTreeSet::new();
        for console in &self.consoles {
            if self.is_heard(console.name) && !taken.insert(&console.output) {
                return Err(format!("two on {}", console.output));
            }
        }
        Ok(())
    }

    /// Rule 2: a direction that speaks into the floor is armed to turn, and has turned after six seconds.
    fn directions_face_away(
        &self,
        hall: &Rehearsal,
        note: &mut impl FnMut(&'static str),
    ) -> Result<(), String> {
        for booth in hall.room.parts.booths.all() {
            let automatic = |name: &&str| self.cast[*name].choice == Choice::Automatic;
            let here = |c: &&Console| c.booth == booth.id.to_string();
            let mut names = self.consoles.iter().filter(here).map(|c| c.name);
            let own = self.floor.as_ref() == Some(&booth.output);
            if booth.works == crate::domain::show::Works::ByDirection {
                note("by direction");
            }
            if booth.override_latch || !own || !names.all(|name| automatic(&name)) {
                continue;
            }
            let late = self.floor_since.after(6_000) <= hall.now;
            if booth.armed.is_none() || late && !self.is_consecutive() {
                return Err(format!("{} speaks into the floor", booth.id));
            }
        }
        Ok(())
    }

    fn listener(
        &self,
        hall: &Rehearsal,
        language: &Language,
        underneath: bool,
        heard: &Heard,
        note: &mut impl FnMut(&'static str),
    ) -> Result<(), String> {
        let on_it = |console: &&Console| console.output == *language && !console.on_stage;
        let on_it: Vec<_> = self.consoles.iter().filter(on_it).collect();
        let live = on_it.iter().find(|c| self.is_heard(c.name));
        let own = self.floor.as_ref() == Some(language);
        heard.only_from(&on_it)?;
        if self.is_consecutive() {
            note("consecutive");
            return heard.is_floor();
        }
        if own && !live.is_some_and(|c| c.latched) {
            let perhaps = on_it.iter().any(|c| c.latched);
            if perhaps && heard.source == ListeningSource::Channel {
                return Ok(());
            }
            for name in &heard.channel {
                let tail = self.cast[name].tail.as_ref();
                if tail.is_none_or(|(tail, _)| tail != language) {
                    return Err(format!("{name} goes on in the floor's language"));
                }
                note("tail");
            }
            note("floor of her own");
            return heard.has_floor();
        }
        if let Some(live) = live {
            note(if own { "latched" } else { "interpreted" });
            return heard.is_channel(live.name, underneath, note);
        }
        if on_it.iter().any(|c| self.cast[c.name].coughs) {
            note("cough");
            return heard.is_silence(underneath);
        }
        if on_it.iter().any(|c| {
            let open = matches!(c.microphone, Microphone::On | Microphone::Cough);
            open && self.arrives(c.name) == Arrives::Perhaps
        }) {
            return Ok(());
        }
        let coughs = on_it.iter().any(|c| c.microphone == Microphone::Cough);
        let held = self
            .held
            .get(language)
            .is_some_and(|until| *until > hall.now);
        if heard.source == ListeningSource::Channel && (held || coughs) {
            note("held");
            return heard.is_silence(underneath);
        }
        note("fallback");
        heard.is_floor()
    }

    fn interpreter(
        &self,
        hall: &Rehearsal,
        console: &Console,
        heard: &Heard,
        note: &mut impl FnMut(&'static str),
    ) -> Result<(), String> {
        let i = &self.cast[console.name];
        if heard.channel.contains(&console.name) {
            return Err("she hears herself".to_owned());
        }
        if console.on_stage || i.choice == Choice::Floor || self.is_consecutive() {
            return heard.is_floor();
        }
        let Some(floor) = self
            .floor
            .as_ref()
            .filter(|_| i.choice == Choice::Automatic)
        else {
            return Ok(());
        };
        if console.languages.contains(floor) {
            return heard.has_floor();
        }
        let direct = |c: &&Console| {
            let understands =
                c.languages.contains(floor) && self.cast[c.name].choice != Choice::Channel;
            let gives = console.languages.contains(&c.output) && c.output != *floor;
            c.booth != console.booth && understands && gives && self.is_heard(c.name)
        };
        if self.consoles.iter().any(|c| direct(&c)) {
            note("pivot");
            if !heard.floor.is_empty() || heard.source != ListeningSource::Channel {
                return Err("she hears the floor instead of the pivot".to_owned());
            }
        }
        let parts = &hall.room.parts;
        let (booth, seat) = parts.booths.seat(&id(console.name)).unwrap();
        if parts.booths.incoming(booth, seat, parts.ground()).times == 2 {
            note("pivot of a pivot");
        }
        Ok(())
    }
}

/// What reaches an ear, and what its owner is told.
#[derive(Debug)]
struct Heard {
    floor: Vec<&'static str>,
    channel: Vec<&'static str>,
    source: ListeningSource,
    /// The floor may still be there, under the page's ramp.
    fades: bool,
}

impl Heard {
    fn by(hall: &Rehearsal, name: &str, role: Role) -> Self {
        let parts = &hall.room.parts;
        let told = parts.listening(&id(name), role, &parts.feeds());
        let peer = hall.peer(name);
        let routed = |from: &str, line: Line| {
            let audience = hall.routes.get(&hall.track(from, Source::Microphone));
            audience.is_some_and(|audience| audience.contains(&(peer, line)))
        };
        let speakers = SPEAKERS.iter().map(|(name, _)| *name);
        let interpreters = ["ina", "jan", "kim", "lea", "mia", "noa"].into_iter();
        Self {
            floor: speakers.filter(|from| routed(from, Line::Floor)).collect(),
            channel: interpreters
                .filter(|from| routed(from, Line::Channel))
                .collect(),
            fades: told.channel.is_some_and(|c| parts.channels.fades(&c)),
            source: told.source,
        }
    }

    fn has_floor(&self) -> Result<(), String> {
        if self.floor.len() < SPEAKERS.len() || self.source != ListeningSource::Floor {
            return Err("she should hear the floor".to_owned());
        }
        Ok(())
    }

    fn is_floor(&self) -> Result<(), String> {
        if !self.channel.is_empty() {
            return Err("she should hear nothing but the floor".to_owned());
        }
        self.has_floor()
    }

    fn is_channel(
        &self,
        name: &str,
        underneath: bool,
        note: &mut impl FnMut(&'static str),
    ) -> Result<(), String> {
        if self.channel != [name] || self.source != ListeningSource::Channel {
            return Err(format!("she should hear {name}"));
        }
        if underneath && !self.floor.is_empty() {
            note("underneath");
        }
        self.floor_only_if(underneath)
    }

    fn is_silence(&self, underneath: bool) -> Result<(), String> {
        if !self.channel.is_empty() || self.source != ListeningSource::Channel {
            return Err("she should hear the silence of her channel".to_owned());
        }
        self.floor_only_if(underneath)
    }

    fn floor_only_if(&self, underneath: bool) -> Result<(), String> {
        if !self.fades && underneath == self.floor.is_empty() {
            return Err("the floor is there and should not be, or the other way round".to_owned());
        }
        Ok(())
    }

    /// Never another language than is asked for, whatever else is right.
    fn only_from(&self, on_it: &[&Console]) -> Result<(), String> {
        for name in &self.channel {
            if !on_it.iter().any(|console| console.name == *name) {
                return Err(format!("{name} speaks another language"));
            }
        }
        if self.channel.len() > 1 {
            return Err("two voices on one channel".to_owned());
        }
        Ok(())
    }
}
