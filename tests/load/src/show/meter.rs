//! What is read from the meter of a page: which voices sound in a window, and where a sound comes or goes in one step. It
//! knows no rules and no time but that of its windows.

use super::log::{STEP_MS, Step};
use super::plan::Voice;

/// The level of every voice's tone in one window of `STEP_MS`, in dB of full scale.
type Tones = [i8; Voice::ALL.len()];

/// What one page has played.
#[derive(Clone, Debug, Default)]
pub struct Meter {
    windows: Vec<Tones>,
    /// When one of the page's gains moved by more than 6 dB in 100 ms, and whether upwards.
    pub jumps: Vec<(u32, bool)>,
}

/// A sound that came or went without a ramp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// When.
    pub at: u32,
    /// It came; it went, otherwise.
    pub comes: bool,
}

impl Meter {
    /// Writes down one window, and says who was heard in it: by more than `HEARD_DB`, and not as the spilling of a louder tone.
    pub fn write(&mut self, at: u32, tones: impl Fn(Voice) -> i8) -> Step {
        let place = (at / STEP_MS) as usize;
        if self.windows.len() <= place {
            self.windows.resize(place + 1, [SILENT_DB; _]);
        }
        let tones = Voice::ALL.map(tones);
        self.windows[place] = tones;
        let loudest = tones.into_iter().fold(SILENT_DB, i8::max);
        let heard = HEARD_DB.max(loudest.saturating_sub(MASKED_DB));
        let mut step = Step::default();
        for voice in Voice::ALL {
            match tones[voice as usize] > heard {
                true if Voice::INTERPRETERS.contains(&voice) => step.channel = voice.tag(None) + 1,
                true => step.floor |= 1 << voice as u8,
                false => {}
            }
        }
        step
    }

    /// Where the floor or an interpreter came out of silence at its full level, or fell silent from it, within 60 ms: by the
    /// ramp of the rules either takes 400 ms and more, and where packets merely end, concealment takes 150 ms.
    #[must_use]
    pub fn edges(&self, from: u32, to: u32) -> Vec<Edge> {
        let sounds = SOUNDS.into_iter();
        sounds
            .flat_map(|voices| self.edges_of(voices, from, to))
            .collect()
    }

    /// The same of the loudest of these voices.
    #[must_use]
    pub fn edges_of(&self, voices: &[Voice], from: u32, to: u32) -> Vec<Edge> {
        let first = (from / STEP_MS) as usize;
        let last = self.windows.len().min((to / STEP_MS) as usize);
        let windows = self.windows.get(first..last).unwrap_or_default().iter();
        let loudest = |tones: &Tones| {
            let tones = voices.iter().map(|voice| tones[*voice as usize]);
            tones.fold(SILENT_DB, i8::max)
        };
        let mut levels: Vec<i8> = windows.map(loudest).collect();
        let mut edges = Vec::new();
        for comes in [true, false] {
            // A sound that goes is one that comes, played backwards.
            let count = levels.len();
            let found = (SILENCE..count).filter(|place| begins(&levels, *place));
            edges.extend(found.map(|found| {
                let place = if comes { found } else { count - found };
                let at = from + u32::try_from(place).unwrap_or_default() * STEP_MS;
                Edge { at, comes }
            }));
            levels.reverse();
        }
        edges
    }

    /// The longest time without a break for which a voice's tone was heard.
    #[must_use]
    pub fn longest(&self, voice: Voice, from: u32, to: u32) -> u32 {
        let range = (from / STEP_MS) as usize..self.windows.len().min((to / STEP_MS) as usize);
        let windows = self.windows.get(range).unwrap_or_default();
        let heard = windows.split(|tones| tones[voice as usize] <= HEARD_DB);
        u32::try_from(heard.map(<[_]>::len).max().unwrap_or_default()).unwrap_or(u32::MAX) * STEP_MS
    }
}

/// Silence ends here, and what comes is where it will stay two windows later.
fn begins(levels: &[i8], place: usize) -> bool {
    let (before, after) = levels.split_at(place);
    let silent = before[before.len().saturating_sub(SILENCE)..]
        .iter()
        .all(|level| *level < FAINT_DB);
    let stays = after.iter().take(SILENCE).copied().max();
    let (Some(stays), Some(first)) = (stays, after.get(2)) else {
        return false;
    };
    let lasts = after.get(..SILENCE / 2).unwrap_or_default();
    silent
        && after[0] >= FAINT_DB
        && *first >= stays.saturating_sub(STEP_DB)
        && lasts.iter().skip(1).all(|level| *level > HEARD_DB)
        && lasts.len() == SILENCE / 2
}

/// The floor's voices together, and each interpreter's.
const SOUNDS: [&[Voice]; 4] = [
    &[Voice::Stefan, Voice::Lin, Voice::Emma, Voice::Film],
    &[Voice::Ines],
    &[Voice::Ivan],
    &[Voice::Paula],
];
/// A tone at its full level is at −12 dB.
const HEARD_DB: i8 = -32;
/// 30 dB below a tone's full level; a ramp begins there.
const FAINT_DB: i8 = -42;
/// Windows without a sound before one comes, or behind one that has gone.
const SILENCE: usize = 500 / STEP_MS as usize;
/// What is so much below another tone is not told from what that one spills at an edge.
const MASKED_DB: i8 = 16;
/// From its first windows to its full level a sound may lack so much and still have come in one step.
const STEP_DB: i8 = 3;
const SILENT_DB: i8 = -120;

#[cfg(test)]
mod tests {
    use super::*;

    /// A page on which this interpreter's tone had these levels.
    fn page(levels: impl IntoIterator<Item = i8>) -> Meter {
        let mut meter = Meter::default();
        for (place, level) in (0..).zip(levels) {
            meter.write(place * STEP_MS, |voice| match voice {
                Voice::Ines => level,
                _ => SILENT_DB,
            });
        }
        meter
    }

    fn ramp(from: i8, to: i8, step: i8) -> Vec<i8> {
        let count = (from - to).abs() / step.abs();
        (0..=count).map(|n| from + n * step).collect()
    }

    #[test]
    fn a_ramp_is_no_edge_and_a_hard_cut_is_one() {
        let silence = || vec![SILENT_DB; 50];
        let full = || vec![-12; 50];
        let ramped = [
            silence(),
            ramp(-42, -12, 1),
            full(),
            ramp(-12, -42, -1),
            silence(),
        ];
        assert_eq!(page(ramped.concat()).edges(0, 10_000), []);
        let concealed = [full(), ramp(-12, -48, -4), silence()];
        assert_eq!(page(concealed.concat()).edges(0, 10_000), []);
        let hard = page([silence(), full(), silence()].concat()).edges(0, 10_000);
        let found: Vec<_> = hard.iter().map(|edge| (edge.at, edge.comes)).collect();
        assert_eq!(found, [(1_000, true), (2_000, false)]);
    }

    #[test]
    fn a_lost_packet_is_neither_an_edge_nor_a_voice() {
        let gap = [vec![-12; 60], vec![SILENT_DB; 5], vec![-12; 60]];
        assert_eq!(page(gap.concat()).edges(0, 10_000), []);
        let mut meter = Meter::default();
        let spilt = meter.write(0, |voice| match voice {
            Voice::Ines => -14,
            Voice::Film => -31,
            _ => SILENT_DB,
        });
        assert_eq!((spilt.floor, spilt.channel), (0, Voice::Ines.tag(None) + 1));
    }

    #[test]
    fn the_longest_time_of_a_voice_has_no_break() {
        let meter = page([vec![-12; 10], vec![SILENT_DB; 1], vec![-12; 20]].concat());
        assert_eq!(meter.longest(Voice::Ines, 0, 10_000), 400);
        assert_eq!(meter.longest(Voice::Ivan, 0, 10_000), 0);
    }
}
