//! How the parts beside the interpretation look to a reader. Nothing is decided here.

use crate::domain::attendance::Person;
use crate::domain::effect::Spread;
use crate::domain::id::{BoothId, ParticipantId, Source};
use crate::domain::parts::Parts;
use crate::domain::role::Role;
use crate::domain::talk::Talk;
use crate::domain::view;

impl Parts {
    /// The lamps as this person sees them: the staff with all booths, an interpreter those of her own, the stage without.
    pub(in crate::domain) fn lamp_views(
        &self,
        who: &ParticipantId,
        person: &Person,
    ) -> Vec<view::Lamp> {
        let staff = person.role.is_staff();
        let seated = person.role == Role::Interpreter;
        if !staff && !seated && !self.stage.holds(who) {
            return Vec::new();
        }
        let own = |booth: &BoothId| staff || (seated && person.booth.as_ref() == Some(booth));
        let lamps = self
            .beside
            .signals
            .lit()
            .map(|(signal, booths)| view::Lamp {
                signal,
                booths: booths.filter(|booth| own(booth)).cloned().collect(),
            });
        lamps
            .filter(|lamp| !seated || !lamp.booths.is_empty())
            .collect()
    }

    /// Notes and glossary of a booth.
    pub(in crate::domain) fn papers_view(&self, booth: &BoothId) -> view::Papers {
        let kept = self.beside.papers.of(booth);
        view::Papers {
            booth: booth.clone(),
            notes: kept.notes,
            glossary: kept.glossary,
        }
    }

    /// Who is in the briefing room.
    pub(in crate::domain) fn briefing_view(&self) -> Vec<view::Presenter> {
        self.presenters(self.beside.talks.briefing().iter())
    }

    /// The run sheet without what is written for the crew.
    pub(in crate::domain) fn programme_view(&self) -> view::Programme {
        let sheet = &self.beside.run_sheet;
        let items = sheet.items.iter().map(|item| view::ProgrammeItem {
            kind: item.kind,
            title: item.title.clone(),
            titles: item.titles.clone(),
            speaker: item.speaker.clone(),
            language: item.language.clone(),
            minutes: item.minutes,
        });
        view::Programme {
            items: items.collect(),
            current: sheet.current,
        }
    }

    /// How far everybody who was ever in has come, in the eyes of the office.
    pub(in crate::domain) fn arrivals(&self) -> view::Arrivals {
        let people = self.attendance.in_order().into_iter();
        let arrivals = people.map(|(who, person)| {
            let sound = self.beside.checks.of(who, person.role);
            let devices = self.beside.device_checks.of(who);
            let listens = matches!(person.role, Role::Attendee | Role::Interpreter);
            let arrival = view::Arrival {
                checked: devices.is_some() || sound.check.is_some(),
                ready: sound.fit && (listens || devices.is_some()),
            };
            (who.clone(), arrival)
        });
        arrivals.collect()
    }

    /// How far somebody is on her way to the stage. An encoder passes no check.
    pub(in crate::domain) fn step_view(&self, who: &ParticipantId, person: &Person) -> view::Step {
        let arrived = self.beside.device_checks.has_arrived(who);
        if self.stage.holds(who) {
            view::Step::Stage
        } else if arrived || person.encoder.is_some() {
            view::Step::Backstage
        } else if self.beside.checks.score(who).is_some() {
            view::Step::Checked
        } else {
            view::Step::Opened
        }
    }

    /// The call lights of a booth.
    pub(in crate::domain) fn call_views(&self, booth: &BoothId) -> Vec<view::Call> {
        let talks = &self.beside.talks;
        let sits = |who: &ParticipantId| {
            let seat = self.booths.seat(who);
            seat.is_some_and(|(own, _)| own.id == *booth)
        };
        let calls = talks.calls(booth, sits).into_iter().filter_map(|call| {
            let name = self.attendance.person(&call.who)?.name.clone();
            let talking = match talks.talk_of(&call.who) {
                Talk::Desk => !call.from_desk,
                Talk::Booth(called) => call.from_desk && called == booth,
                Talk::Nobody | Talk::Partner | Talk::Briefing => false,
            };
            Some(view::Call {
                participant: call.who,
                name,
                from_desk: call.from_desk,
                text: call.text,
                since: call.since,
                talking,
            })
        });
        calls.collect()
    }

    /// How loud floor and channels are.
    pub(in crate::domain) fn level_view(&self) -> view::Levels {
        let level = |who: &ParticipantId| {
            let person = self.attendance.present(who)?;
            let peer = person.carrier(Source::Microphone, &self.tracks)?;
            self.tracks.level(peer, Source::Microphone)
        };
        let heard = self.tracks.heard().first();
        let dominant = heard.and_then(|peer| self.attendance.owner(*peer));
        let feeds = self.feeds().into_iter();
        let sounding = feeds.filter_map(|(language, feed)| {
            let (_, seat) = feed.carrier.filter(|_| feed.sounds)?;
            Some((language.clone(), level(&seat.who)?))
        });
        view::Levels {
            floor: dominant
                .filter(|who| self.stage.carries(who))
                .and_then(level),
            channels: sounding.collect(),
        }
    }

    /// How late and how much apart sound and picture of those on stage and in the booths arrive.
    pub(in crate::domain) fn timing_views(&self) -> Vec<view::Timing> {
        let seats = self.booths.all().iter().flat_map(|booth| &booth.seats);
        let seated = seats.map(|seat| &seat.who);
        let seated = seated.filter(|who| !self.stage.holds(who));
        let people = self.stage.people().chain(seated);
        let timing = |who: &ParticipantId| {
            let person = self.attendance.present(who)?;
            let peer = person.carrier(Source::Microphone, &self.tracks)?;
            let known = self.tracks.timing(peer, Source::Microphone);
            let by_page = self.beside.checks.round_trip(who);
            let delay_ms = match known {
                Some(timing) => timing.one_way_ms(by_page),
                None => by_page.map(|trip| trip / 2),
            };
            let skew_ms = known.and_then(|t| t.skew_ms);
            (delay_ms.is_some() || skew_ms.is_some()).then(|| view::Timing {
                participant: who.clone(),
                delay_ms,
                skew_ms,
            })
        };
        people.filter_map(timing).collect()
    }

    /// How the receive connections fare.
    pub(in crate::domain) fn health_view(&self) -> view::Health {
        let health = self.tracks.health();
        let spread = |of: &Spread| Some((of.percentile(50)?, of.percentile(95)?));
        view::Health {
            receivers: health.receivers,
            round_trip_ms: spread(&health.round_trips),
            loss_permille: spread(&health.losses),
            layers: health.layers,
            headroom_percent: 100_u8.saturating_sub(health.busy_percent),
        }
    }
}
