//! Holds what listeners heard against what was right for them, and counts by the columns of the interpreters' rules.
//!
//! Plain records in, plain rows out. A change counts against a listener from 500 ms after it was decided; what the rules
//! prescribe meanwhile (the wait for the cut, the held channel, fallback) is right.

use super::ear::{Ear, Flows};
use super::log::{Diary, Evidence, STEP_MS};
use super::meter::Meter;
use super::plan::{Language, Plan, Voice};
use super::rules::{EDGE_MS, Right, Truth};

/// One listener's row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListenerRow {
    /// Her name.
    pub name: String,
    /// Milliseconds judged.
    pub judged: u32,
    /// Milliseconds of another language than the rules allow.
    pub wrong: u32,
    /// Milliseconds not connected to the right source.
    pub unconnected: u32,
    /// Changes of level over 6 dB per 100 ms by a page's gains, and switches of its source that came as a hard cut; a page's
    /// meter alone knows them.
    pub jumps: Option<u32>,
    /// From each decided change to the first packet of the right source, in milliseconds.
    pub changes: Vec<u32>,
    /// When something was wrong: from, to, what.
    pub moments: Vec<(u32, u32, &'static str)>,
}

/// One booth's row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BoothRow {
    /// Its id.
    pub name: String,
    /// Packets with words that the rules gave a line.
    pub words: u32,
    /// Of these, packets that reached no listener.
    pub clipped: u32,
    /// Alarms without a reason.
    pub false_alarms: u32,
    /// Moments at which two voices were live on one channel.
    pub double: u32,
    /// Clipped words: from, to, what.
    pub moments: Vec<(u32, u32, &'static str)>,
}

/// How patient the judge is with one listener.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// From a decided change to being connected.
    pub change: u32,
    /// Without a packet of the right source before it counts as not connected.
    pub gap: u32,
    /// Another language heard for less than this at a stretch is not it.
    pub wrong: u32,
}

/// Judges one listener of `language` from `from` to `to`.
#[must_use]
pub fn listener(
    name: &str,
    language: Language,
    diary: &Diary,
    truth: &Truth,
    evidence: &Evidence,
    (from, to): (u32, u32),
    patience: Patience,
) -> ListenerRow {
    let right = truth
        .right
        .get(language.tag())
        .map_or(&[][..], Vec::as_slice);
    let flows = Flows::new(evidence, right.len());
    let mut row = ListenerRow {
        name: name.to_owned(),
        ..ListenerRow::default()
    };
    let (mut since, mut waiting) = (from, false);
    let (mut before, mut turned) = (Right::default(), None);
    let mut foreign = 0;
    for step in from / STEP_MS..to / STEP_MS {
        let at = step * STEP_MS;
        let place = step as usize;
        let now = right.get(place).copied().unwrap_or_default();
        let floor = truth.floor.get(place).copied().flatten();
        if now != before || turned != Some(floor) {
            (before, turned) = (now, Some(floor));
            (since, waiting) = (at, true);
        }
        let ear = Ear {
            diary,
            place,
            gap: patience.gap,
        };
        let connected = ear.is_connected(now, &flows);
        if waiting && connected {
            waiting = false;
            if !matches!(now, Right::Held)
                && since > from
                && !evidence.stalls_between(since, at + 300)
            {
                row.changes.push(ear.waited(now, since));
            }
        }
        if evidence.is_blurred(at) {
            // What happens meanwhile is waited for anew.
            (since, foreign) = (at, 0);
            continue;
        }
        row.judged += STEP_MS;
        if at < since + patience.change {
            foreign = 0;
            continue;
        }
        if !connected {
            row.unconnected += STEP_MS;
            note(&mut row.moments, at, "not connected");
        }
        // A packet may be on its way before the word of a change is.
        let soon = right.get(place + (WORD_MS / STEP_MS) as usize);
        if soon != Some(&now) || !ear.hears_wrong(now, language, floor, &flows) {
            foreign = 0;
            continue;
        }
        foreign += STEP_MS;
        if foreign >= patience.wrong {
            // With it comes what was heard until it was long enough.
            let counted = if foreign == patience.wrong {
                foreign
            } else {
                STEP_MS
            };
            row.wrong += counted;
            for heard in (0..counted).step_by(STEP_MS as usize) {
                note(
                    &mut row.moments,
                    at + STEP_MS + heard - counted,
                    "wrong language",
                );
            }
        }
    }
    row
}

/// Judges the loudness of a page: by the steps of its gains, and by how its source is switched. A sound that is cut where the
/// rules switch nobody from one to the other (by a hand-over, or as somebody's connection dies) is the sender's.
pub fn loudness(
    row: &mut ListenerRow,
    language: Language,
    meter: &Meter,
    truth: &Truth,
    evidence: &Evidence,
    (from, to): (u32, u32),
) {
    let right = truth
        .right
        .get(language.tag())
        .map_or(&[][..], Vec::as_slice);
    let jumps = meter.jumps.iter().filter(|(at, _)| (from..to).contains(at));
    let mut found: Vec<_> = jumps
        .map(|(at, louder)| (*at, if *louder { "jump up" } else { "jump down" }))
        .collect();
    for edge in meter.edges(from, to) {
        let place = |at: u32| (at / STEP_MS) as usize;
        let around = place(edge.at.saturating_sub(SWITCH_MS))..place(edge.at + WORD_MS);
        let around = right.get(around).unwrap_or_default();
        let has = |kind: fn(&Right) -> bool| around.iter().any(kind);
        let switched = has(|right| matches!(right, Right::Floor | Right::Tail(_)))
            && has(|right| matches!(right, Right::Channel(_)))
            && !has(|right| matches!(right, Right::Held));
        if switched {
            let what = if edge.comes {
                "hard beginning"
            } else {
                "hard end"
            };
            found.push((edge.at, what));
        }
    }
    found.retain(|(at, _)| !evidence.is_blurred(*at));
    for (at, what) in &found {
        note(&mut row.moments, *at, what);
    }
    row.jumps = Some(u32::try_from(found.len()).unwrap_or(u32::MAX));
}

/// Judges a booth: `monitors` are listeners to whom nothing is lost.
#[must_use]
pub fn booth(
    name: &str,
    seats: &[Voice],
    monitors: &[(Language, &Diary)],
    truth: &Truth,
    evidence: &Evidence,
    (from, to): (u32, u32),
) -> BoothRow {
    let mut row = BoothRow {
        name: name.to_owned(),
        ..BoothRow::default()
    };
    for (language, diary) in monitors {
        let returns = diary.returns.iter();
        for (at, _) in returns.filter(|(_, voice)| seats.contains(voice)) {
            row.double += 1;
            note(&mut row.moments, *at, "two voices");
        }
        let right = truth
            .right
            .get(language.tag())
            .map_or(&[][..], Vec::as_slice);
        let given = |voice: Voice, at: u32| {
            let place = (at / STEP_MS) as usize;
            right
                .get(place)
                .is_some_and(|right| right.voice() == Some(voice))
        };
        for voice in seats {
            let came = diary.came.get(voice).map_or(&[][..], Vec::as_slice);
            let sent = evidence.packets.get(voice).map_or(&[][..], Vec::as_slice);
            for packet in sent.iter().filter(|packet| packet.words) {
                let at = packet.at;
                // At either end of a turn the cut may fall a little earlier or later.
                let entitled = given(*voice, at.saturating_sub(EDGE_MS))
                    && given(*voice, at)
                    && given(*voice, at + EDGE_MS);
                if at < from || at + EDGE_MS > to || !entitled || evidence.is_blurred(at) {
                    continue;
                }
                row.words += 1;
                if !came
                    .get(packet.number as usize)
                    .copied()
                    .unwrap_or_default()
                {
                    row.clipped += 1;
                    note(&mut row.moments, at, "clipped");
                }
            }
        }
    }
    for (at, booth, alarm) in &evidence.alarms {
        let seen = booth == name && (from..to).contains(at) && !evidence.is_blurred(*at);
        if seen && !has_reason(alarm, seats, truth, *at) {
            row.false_alarms += 1;
            note(&mut row.moments, *at, "false alarm");
        }
    }
    row
}

/// The decisions about the floor that the plan does not explain, and the changes of the plan that were not decided: a
/// new speaker dominates for 1.5 s, short interjections change nothing.
#[must_use]
pub fn floor(plan: &Plan, evidence: &Evidence, begun: u32) -> Vec<String> {
    let mut wanted: Vec<(u32, Option<Language>)> = Vec::new();
    for phrase in plan
        .phrases
        .iter()
        .filter(|phrase| phrase.to - phrase.from > 1_500)
    {
        if wanted
            .last()
            .is_none_or(|(_, before)| *before != phrase.language)
        {
            wanted.push((begun + phrase.from, phrase.language));
        }
    }
    let (early, mut decided): (Vec<_>, Vec<_>) = evidence
        .floor
        .iter()
        .copied()
        .partition(|(at, _)| *at < begun);
    if let (Some((_, first)), Some((_, before))) = (wanted.first(), early.last())
        && first == before
    {
        wanted.remove(0);
    }
    let blurred = |at: u32| evidence.stalls_between(at.saturating_sub(DECIDED_MS), at + DECIDED_MS);
    let mut complaints = Vec::new();
    for (at, language) in wanted {
        // The host declares a film when it begins, and what comes behind it.
        let in_time = at.saturating_sub(DECLARED_MS)..at + DECIDED_MS;
        let fits = |(when, to): &(u32, Option<Language>)| *to == language && in_time.contains(when);
        match decided.iter().position(fits) {
            Some(place) => drop(decided.remove(place)),
            None if blurred(at) => {}
            None => complaints.push(format!(
                "the floor was {} at {} and not decided",
                name(language),
                seconds(at - begun)
            )),
        }
    }
    let unexplained = decided.into_iter().filter(|(at, _)| !blurred(*at));
    complaints.extend(unexplained.map(|(at, language)| {
        format!(
            "the floor was decided to be {} at {} without a reason",
            name(language),
            seconds(at - begun)
        )
    }));
    complaints
}

/// Milliseconds as a reader likes them.
#[must_use]
pub fn seconds(ms: u32) -> String {
    format!("{:.2} s", f64::from(ms) / 1_000.0)
}

fn name(language: Option<Language>) -> &'static str {
    language.map_or("none", Language::tag)
}

/// An alarm for silence needs eight seconds of it, behind four of décalage at most; others are told by the open
/// microphones.
fn has_reason(alarm: &str, seats: &[Voice], truth: &Truth, at: u32) -> bool {
    let place = (at / STEP_MS) as usize;
    let silent = |voice: &Voice| {
        truth
            .silent
            .get(voice)
            .and_then(|steps| steps.get(place))
            .copied()
    };
    match alarm {
        "silent" => seats
            .iter()
            .filter_map(silent)
            .any(|(live, ms)| live && ms + 200 >= SILENT_MS),
        "pivot_silent" => Voice::INTERPRETERS
            .iter()
            .filter_map(silent)
            .any(|(_, ms)| ms + 200 >= PIVOT_SILENT_MS),
        // Nobody's microphone is open while the floor speaks another language.
        "unattended" => truth
            .right
            .values()
            .any(|right| matches!(right.get(place), Some(Right::Floor | Right::Held))),
        _ => false,
    }
}

/// Adds a step to the moment that it touches, or begins another; steps come voice by voice, so not in their order.
fn note(moments: &mut Vec<(u32, u32, &'static str)>, at: u32, what: &'static str) {
    let near = moments.iter_mut().rev().find(|(from, to, before)| {
        *before == what && (from.saturating_sub(100)..=*to + 100).contains(&at)
    });
    match near {
        Some((from, to, _)) => {
            *from = (*from).min(at);
            *to = (*to).max(at + STEP_MS);
        }
        None => moments.push((at, at + STEP_MS, what)),
    }
}

/// From a decided switch to the end of its ramps on a page.
const SWITCH_MS: u32 = 1_500;
/// Another language on a page counts from so many windows of its meter in a row: what a concealed loss spills into other tones
/// lasts less than 120 ms, the longest that concealment plays before it is silent.
pub const WRONG_MS: u32 = 140;
/// From a packet to the word of what it shows.
const WORD_MS: u32 = 100;
const DECLARED_MS: u32 = 4_000;
/// 1.5 s of dominance, the time to become dominant, and the way to the server.
const DECIDED_MS: u32 = 3_500;
const SILENT_MS: u32 = 8_000;
const PIVOT_SILENT_MS: u32 = 5_000;

#[cfg(test)]
mod tests;
