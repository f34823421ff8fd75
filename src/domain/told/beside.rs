//! What was last told of the parts beside the interpretation, and the notices that bring it up to date.

use std::collections::BTreeMap;

use super::tell;
use crate::domain::fact::Turn;
use crate::domain::id::ParticipantId;
use crate::domain::notice::{Audience, Stream, What};
use crate::domain::pace::Pace;
use crate::domain::parts::Parts;
use crate::domain::run_sheet::RunSheet;
use crate::domain::time::Moment;
use crate::domain::view;

/// What was last told.
#[derive(Debug)]
pub(super) struct ToldBeside {
    run_sheet: RunSheet,
    programme: view::Programme,
    briefing: Vec<view::Presenter>,
    /// Of those alone who see a lamp.
    lamps: BTreeMap<ParticipantId, Vec<view::Lamp>>,
    levels: view::Levels,
    timings: Vec<view::Timing>,
    levels_pace: Pace,
    timings_pace: Pace,
    health_pace: Pace,
}

impl ToldBeside {
    /// Everything as it is now, as if everybody knew.
    pub(super) fn of(parts: &Parts) -> Self {
        Self {
            run_sheet: parts.beside.run_sheet.clone(),
            programme: parts.programme_view(),
            briefing: parts.briefing_view(),
            lamps: lamps(parts),
            levels: parts.level_view(),
            timings: parts.timing_views(),
            levels_pace: Pace::default(),
            timings_pace: Pace::every(TIMINGS_MS),
            health_pace: Pace::every(HEALTH_MS),
        }
    }

    pub(super) fn announce(&mut self, parts: &mut Parts, stream: Stream, turn: &mut Turn) {
        self.tell_papers(parts, stream, turn);
        if parts.beside.run_sheet != self.run_sheet {
            self.run_sheet.clone_from(&parts.beside.run_sheet);
            let what = What::RunSheet(self.run_sheet.clone());
            tell(turn, Audience::Crew, stream, what);
            let programme = parts.programme_view();
            if programme != self.programme {
                self.programme.clone_from(&programme);
                let what = What::Programme(programme);
                tell(turn, Audience::Everyone, stream, what);
            }
        }
        let briefing = parts.briefing_view();
        if briefing != self.briefing {
            self.briefing.clone_from(&briefing);
            tell(turn, Audience::Crew, stream, What::Briefing(briefing));
        }
        self.tell_lamps(parts, turn);
        self.tell_meters(parts, turn);
    }

    /// When the next meters may be told.
    pub(super) fn deadline(&self) -> Option<Moment> {
        let paces = [&self.levels_pace, &self.timings_pace, &self.health_pace];
        let all = paces.map(Pace::due);
        all.into_iter().flatten().min()
    }

    fn tell_papers(&mut self, parts: &mut Parts, stream: Stream, turn: &mut Turn) {
        for booth in parts.beside.papers.take_changed() {
            let what = What::Papers(parts.papers_view(&booth));
            tell(turn, Audience::Seats(booth), stream, what);
        }
        for (booth, line) in parts.beside.papers.take_written() {
            tell(
                turn,
                Audience::Seats(booth),
                Stream::Live,
                What::ChatLine(line),
            );
        }
    }

    /// A lamp never waits for a disk.
    fn tell_lamps(&mut self, parts: &Parts, turn: &mut Turn) {
        let now = lamps(parts);
        let old = std::mem::take(&mut self.lamps);
        for (who, lamps) in &now {
            if old.get(who) != Some(lamps) {
                let own = Audience::Person(who.clone());
                tell(turn, own, Stream::Live, What::Lamps(lamps.clone()));
            }
        }
        for who in old.into_keys().filter(|who| !now.contains_key(who)) {
            tell(
                turn,
                Audience::Person(who),
                Stream::Live,
                What::Lamps(Vec::new()),
            );
        }
        self.lamps = now;
    }

    fn tell_meters(&mut self, parts: &mut Parts, turn: &mut Turn) {
        let levels = parts.level_view();
        if levels != self.levels {
            self.levels_pace.want();
        }
        if self.levels_pace.take(turn.now) {
            self.levels.clone_from(&levels);
            tell(turn, Audience::Booths, Stream::Live, What::Levels(levels));
        }
        let timings = parts.timing_views();
        if timings != self.timings {
            self.timings_pace.want();
        }
        if self.timings_pace.take(turn.now) {
            self.timings.clone_from(&timings);
            tell(turn, Audience::Booths, Stream::Live, What::Timings(timings));
        }
        // Told though nothing has changed, so that a host who comes later sees it too.
        if parts.tracks.take_health_told() {
            self.health_pace.want();
        }
        if self.health_pace.take(turn.now) {
            let what = What::Health(parts.health_view());
            tell(turn, Audience::Staff, Stream::Live, what);
        }
    }
}

/// What everybody sees who sees a lamp.
fn lamps(parts: &Parts) -> BTreeMap<ParticipantId, Vec<view::Lamp>> {
    if parts.beside.signals.lit().next().is_none() {
        return BTreeMap::new();
    }
    // Attendees see one only on stage.
    let stage = parts.stage.people();
    let stage = stage.filter_map(|who| Some((who, parts.attendance.present(who)?)));
    let people = parts.attendance.crew().chain(stage);
    let seen = people.map(|(who, person)| (who.clone(), parts.lamp_views(who, person)));
    seen.filter(|(_, lamps)| !lamps.is_empty()).collect()
}

const TIMINGS_MS: u64 = 1_000;
const HEALTH_MS: u64 = 2_000;
