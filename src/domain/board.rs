//! How channels and booths look to a reader. Nothing is decided here.

use std::collections::BTreeMap;

use super::booth::Booth;
use super::channel::Feed;
use super::language::Language;
use super::parts::Parts;
use super::portrait::Counts;
use super::seat::Seat;
use super::show::Works;
use super::talk::Talk;
use super::view;

impl Parts {
    /// All channels.
    pub(super) fn channel_views(&self, counts: &Counts) -> Vec<view::Channel> {
        let feeds = self.feeds();
        let views = feeds.iter();
        views
            .map(|(language, feed)| self.channel_view(language, feed, counts))
            .collect()
    }

    /// All booths.
    pub(super) fn booth_views(&self, counts: &Counts) -> Vec<view::Booth> {
        let booths = self.booths.all().iter();
        booths.map(|booth| self.booth_view(booth, counts)).collect()
    }

    fn channel_view(&self, language: &Language, feed: &Feed<'_>, counts: &Counts) -> view::Channel {
        let decalage = feed
            .carrier
            .and_then(|(booth, seat)| self.booths.decalage(booth, seat, self.ground()));
        let name = |seat: &Seat| Some(self.attendance.person(&seat.who)?.name.clone());
        view::Channel {
            language: language.clone(),
            state: feed.state,
            booth: feed.carrier.map(|(booth, _)| booth.id.clone()),
            interpreter: feed.carrier.and_then(|(_, seat)| name(seat)),
            via: feed.via.cloned(),
            decalage_ms: decalage,
            down: self.channels.is_down(language),
            interlock: self.channels.interlock(language, &self.show),
            listeners: counts.of(language.as_str()),
        }
    }

    fn booth_view(&self, booth: &Booth, counts: &Counts) -> view::Booth {
        let seats = booth.seats.iter();
        view::Booth {
            booth: booth.id.clone(),
            languages: booth.languages.clone(),
            output: booth.output.clone(),
            armed: booth.armed.as_ref().map(|armed| armed.language.clone()),
            cuts_by: booth.cuts_by(),
            override_latch: booth.override_latch,
            works: booth.works,
            sign: booth.sign,
            seats: seats
                .filter_map(|seat| self.seat_view(booth, seat))
                .collect(),
            hand_over: booth.hand_over.as_ref().map(|h| h.view()),
            relay_for: self.dependents(booth, counts),
            alarms: booth.alarms.clone(),
            calls: self.call_views(&booth.id),
            number: self.beside.papers.number(&booth.id).cloned(),
            listeners: counts.listen_to(&booth.id),
        }
    }

    fn seat_view(&self, booth: &Booth, seat: &Seat) -> Option<view::Seat> {
        let person = self.attendance.person(&seat.who)?;
        let output = booth.output_of(seat);
        let on_air = if booth.sign {
            seat.is_live()
        } else {
            let feed = self.booths.feed(output, self.ground());
            let carries = |(_, carrier): (_, &Seat)| carrier.who == seat.who;
            feed.sounds && feed.carrier.is_some_and(carries)
        };
        let by_direction = booth.works == Works::ByDirection;
        Some(view::Seat {
            participant: seat.who.clone(),
            name: person.name.clone(),
            microphone: seat.microphone,
            output: output.clone(),
            on_air,
            on_air_since: seat.opened().filter(|_| on_air),
            owns: seat.owns.clone().filter(|_| by_direction),
            covers: seat.covers,
            incoming: self.booths.incoming(booth, seat, self.ground()),
            talking: *self.beside.talks.talk_of(&seat.who) == Talk::Partner,
            camera: self.stage.sources(&seat.who).camera,
            connected: person.is_connected(),
        })
    }

    /// The booths that hear this one instead of the floor, by the channel they feed.
    fn dependents(&self, booth: &Booth, counts: &Counts) -> Vec<view::Dependent> {
        let mut booths: BTreeMap<&Language, u32> = BTreeMap::new();
        for dependent in self.booths.dependents(booth, self.ground()) {
            let count = booths.entry(&dependent.output).or_default();
            *count = count.saturating_add(1);
        }
        let view = |(language, booths): (&Language, u32)| view::Dependent {
            language: language.clone(),
            booths,
            listeners: counts.of(language.as_str()),
        };
        booths.into_iter().map(view).collect()
    }
}
