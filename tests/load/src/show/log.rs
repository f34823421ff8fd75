//! What was seen of a show, for the judge: plain records, in milliseconds of one clock. Nothing is decided here.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::plan::{Language, Voice};
use crate::crowd::Heard;
use crate::link::Passed;
use crate::speech::millis;

/// What an interpreter did, once the server had it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Opened her microphone.
    On,
    /// Closed it.
    Off,
    /// Holds the cough key.
    Cough,
    /// Armed herself: by her key, or as the incoming one of a hand-over.
    Arm,
    /// Pressed the key of the direction.
    Direction(Language),
    /// Pressed the cut of a hand-over.
    Cut,
    /// Has the booth work by direction, or by turns.
    Directions(bool),
    /// Left by closing her page.
    Leave,
    /// Came in on a new connection, with a closed microphone.
    Enter,
}

/// A packet of a microphone at the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Packet {
    /// When it came.
    pub at: u32,
    /// Counts the voice's packets.
    pub number: u32,
    /// Words, not a pause.
    pub words: bool,
    /// In which language she means to speak.
    pub language: Option<Language>,
}

/// Twenty milliseconds of one listener.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// Voices on the floor's lines, one bit each.
    pub floor: u8,
    /// The tag on the channel's line, plus one; 0: nothing came.
    pub channel: u8,
}

/// What one listener heard, by the server's clock: arrival less the delay of her way.
#[derive(Clone, Debug, Default)]
pub struct Diary {
    /// In steps of `STEP_MS`.
    pub steps: Vec<Step>,
    /// When the channel's line went back to a voice that it had just left: two are live.
    pub returns: Vec<(u32, Voice)>,
    before: Option<(Voice, u32)>,
    last: Option<Voice>,
    /// Packets of each voice that came on the channel's line.
    pub came: HashMap<Voice, Vec<bool>>,
}

/// The lines of a receive leg that carry sound, by place.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lines {
    /// The floor's three, and shared sound.
    pub floor: [usize; 4],
    /// The channel.
    pub channel: usize,
}

/// Milliseconds of one step.
pub const STEP_MS: u32 = 20;
/// A stall shows in what is heard for as long as pages buffer and people wait.
const BLUR_BEFORE_MS: u32 = 1_500;
const BLUR_AFTER_MS: u32 = 300;
/// Nobody takes a channel over and gives it back within this time.
const TWO_LIVE_MS: u32 = 300;

impl Diary {
    /// Writes down what came, `delay` milliseconds after the server sent it.
    pub fn write(&mut self, heard: &[Heard], lines: Lines, epoch: Instant, delay: u32) {
        for (line, at, note) in heard {
            let at = millis(epoch, *at).saturating_sub(delay);
            let Some((voice, _)) = Voice::read(note.tag) else {
                continue;
            };
            if *line == lines.channel {
                self.step(at).channel = note.tag + 1;
                self.follow(voice, at);
                let came = self.came.entry(voice).or_default();
                mark(came, note.number);
            } else if lines.floor.contains(line) {
                self.step(at).floor |= 1 << voice as u8;
            }
        }
    }

    /// The step at this moment, for a page's meter to write into.
    pub fn step(&mut self, at: u32) -> &mut Step {
        let place = (at / STEP_MS) as usize;
        if self.steps.len() <= place {
            self.steps.resize(place + 1, Step::default());
        }
        &mut self.steps[place]
    }

    fn follow(&mut self, voice: Voice, at: u32) {
        if self.last == Some(voice) {
            return;
        }
        if let Some((before, left)) = self.before
            && before == voice
            && at < left + TWO_LIVE_MS
        {
            self.returns.push((at, voice));
        }
        self.before = self.last.map(|last| (last, at));
        self.last = Some(voice);
    }
}

fn mark(came: &mut Vec<bool>, number: u32) {
    let place = number as usize;
    if came.len() <= place {
        came.resize(place + 1, false);
    }
    came[place] = true;
}

/// Everything that was seen at the server, by its own clock.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// Decisions about the floor's language, as announced.
    pub floor: Vec<(u32, Option<Language>)>,
    /// Directions of booths as they were announced, in the server's words.
    pub directions: Vec<(u32, String, Language)>,
    /// What interpreters did.
    pub deeds: Vec<(u32, Voice, Deed)>,
    /// Microphones' packets.
    pub packets: HashMap<Voice, Vec<Packet>>,
    /// Alarms of a booth as they began, in the server's words.
    pub alarms: Vec<(u32, String, String)>,
    /// When the machine stood still.
    pub stalls: Vec<u32>,
    /// What went on, for a reader.
    pub notes: Vec<(u32, String)>,
}

impl Evidence {
    /// Nothing can be told of this moment: the machine stood still shortly before or after.
    #[must_use]
    pub fn is_blurred(&self, at: u32) -> bool {
        self.stalls_between(at.saturating_sub(BLUR_BEFORE_MS), at + BLUR_AFTER_MS)
    }

    /// Whether the machine stood still between these moments.
    #[must_use]
    pub fn stalls_between(&self, from: u32, to: u32) -> bool {
        let first = self.stalls.partition_point(|stall| *stall < from);
        self.stalls.get(first).is_some_and(|stall| *stall < to)
    }
}

/// Words or a pause, and in which language.
type Said = (bool, Option<Language>);

/// Where everybody writes; one for a show.
pub struct Log {
    epoch: Instant,
    evidence: Mutex<Evidence>,
    tongues: Mutex<HashMap<Voice, Vec<Said>>>,
    owners: Mutex<HashMap<u32, Voice>>,
}

impl Log {
    /// An empty one, whose time begins at `epoch`.
    #[must_use]
    pub fn new(epoch: Instant) -> Self {
        Self {
            epoch,
            evidence: Mutex::default(),
            tongues: Mutex::default(),
            owners: Mutex::default(),
        }
    }

    /// The clock's milliseconds.
    #[must_use]
    pub fn millis(&self, at: Instant) -> u32 {
        millis(self.epoch, at)
    }

    /// The stream `ssrc` is this voice.
    pub fn own(&self, ssrc: u32, voice: Voice) {
        lock(&self.owners).insert(ssrc, voice);
    }

    /// What this voice sends with packet `number`.
    pub fn send(&self, voice: Voice, number: u32, words: bool, language: Option<Language>) {
        let mut tongues = lock(&self.tongues);
        let sent = tongues.entry(voice).or_default();
        sent.resize(number as usize + 1, (false, language));
        sent[number as usize] = (words, language);
    }

    /// The number that a voice's next packet has.
    #[must_use]
    pub fn next_number(&self, voice: Voice) -> u32 {
        let sent = lock(&self.tongues).get(&voice).map_or(0, Vec::len);
        u32::try_from(sent).unwrap_or_default()
    }

    /// Sound packets reached the server.
    pub fn pass(&self, passed: &[Passed]) {
        let (owners, tongues) = (lock(&self.owners), lock(&self.tongues));
        let mut evidence = lock(&self.evidence);
        for passed in passed {
            let Some(voice) = owners.get(&passed.ssrc) else {
                continue;
            };
            let packets = evidence.packets.entry(*voice).or_default();
            let before = packets.last().map_or(0, |packet| packet.number);
            let number = unwrap(before, passed.seq);
            let sent = tongues
                .get(voice)
                .and_then(|sent| sent.get(number as usize));
            let (words, language) = sent.copied().unwrap_or_default();
            packets.push(Packet {
                at: millis(self.epoch, passed.at),
                number,
                words,
                language,
            });
        }
    }

    /// The machine stood still.
    pub fn stall(&self, moments: &[Instant]) {
        let moments = moments.iter().map(|at| millis(self.epoch, *at));
        lock(&self.evidence).stalls.extend(moments);
    }

    /// An interpreter did something.
    pub fn deed(&self, at: Instant, who: Voice, deed: Deed) {
        let at = self.millis(at);
        let mut evidence = lock(&self.evidence);
        evidence.deeds.push((at, who, deed));
        evidence
            .notes
            .push((at, format!("{}: {deed:?}", who.name())));
    }

    /// The floor's language was decided.
    pub fn floor(&self, at: Instant, language: Option<Language>) {
        let at = self.millis(at);
        let mut evidence = lock(&self.evidence);
        if evidence
            .floor
            .last()
            .is_none_or(|(_, before)| *before != language)
        {
            evidence.floor.push((at, language));
            let name = language.map_or("none", Language::tag);
            evidence.notes.push((at, format!("floor: {name}")));
        }
    }

    /// A booth's direction was announced.
    pub fn direction(&self, at: Instant, booth: &str, output: Language) {
        let at = self.millis(at);
        let directions = &mut lock(&self.evidence).directions;
        directions.push((at, booth.to_owned(), output));
    }

    /// A booth's alarm began.
    pub fn alarm(&self, at: Instant, booth: &str, alarm: &str) {
        let at = self.millis(at);
        let mut evidence = lock(&self.evidence);
        evidence
            .alarms
            .push((at, booth.to_owned(), alarm.to_owned()));
        evidence
            .notes
            .push((at, format!("alarm in {booth}: {alarm}")));
    }

    /// Something else that a reader may want to know.
    pub fn note(&self, at: Instant, text: String) {
        let at = self.millis(at);
        lock(&self.evidence).notes.push((at, text));
    }

    /// All of it, in order of time.
    #[must_use]
    pub fn evidence(&self) -> Evidence {
        let mut evidence = lock(&self.evidence).clone();
        evidence.deeds.sort_by_key(|(at, ..)| *at);
        evidence.notes.sort_by_key(|(at, _)| *at);
        evidence
    }
}

/// The number with these 16 bits that is nearest to `before`.
fn unwrap(before: u32, seq: u16) -> u32 {
    let step = seq.wrapping_sub((before & 0xFFFF) as u16);
    if step < 0x8000 {
        before + u32::from(step)
    } else {
        before.saturating_sub(u32::from(step.wrapping_neg()))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_on_over_the_wrap_and_may_come_late() {
        assert_eq!(unwrap(65_535, 0), 65_536);
        assert_eq!(unwrap(65_536, 65_535), 65_535);
        assert_eq!(unwrap(70_000, 4_470), 70_006);
        assert_eq!(unwrap(0, 3), 3);
    }

    #[test]
    fn two_voices_on_one_line_are_seen() {
        let mut diary = Diary::default();
        for (at, voice) in [
            (0, Voice::Ines),
            (20, Voice::Ines),
            (40, Voice::Ivan),
            (2_000, Voice::Ines),
        ] {
            diary.follow(voice, at);
        }
        assert_eq!(diary.returns, [], "a hand-over and another");
        diary.follow(Voice::Ivan, 2_020);
        diary.follow(Voice::Ines, 2_040);
        assert_eq!(diary.returns, [(2_020, Voice::Ivan), (2_040, Voice::Ines)]);
    }
}
