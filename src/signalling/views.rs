//! A room's views → the wire's views, field by field, so that neither can change the other unseen.

use crate::domain::channels::Choice;
use crate::domain::language::Language;
use crate::domain::view;
use crate::protocol::time::rfc3339;
use crate::protocol::views as wire;

mod beside;
mod conduct;
mod questions;

/// All of a list.
pub(super) fn all<'a, Ours, Wire>(list: &'a [Ours]) -> Vec<Wire>
where
    Wire: From<&'a Ours>,
{
    list.iter().map(Wire::from).collect()
}

fn tag(language: &Language) -> String {
    language.as_str().to_owned()
}

fn tags(languages: &[Language]) -> Vec<String> {
    languages.iter().map(tag).collect()
}

impl From<&view::You> for wire::YouView {
    fn from(you: &view::You) -> Self {
        Self {
            participant: you.participant.clone(),
            role: you.role.into(),
            name: you.name.clone(),
            may_rename: you.may_rename,
            language: you.language.as_ref().map(tag),
            booth: you.booth.clone(),
            place: you.place.into(),
            may_publish: you.may_publish,
            hand: you.hand,
            muted: you.muted,
            briefing: you.briefing,
            cue: you.cue.map(Into::into),
            consent: beside::consent(you.consent),
        }
    }
}

impl From<&view::Room> for wire::RoomView {
    fn from(room: &view::Room) -> Self {
        let show = &room.show;
        Self {
            show: show.id.clone(),
            title: show.title.clone(),
            languages: tags(&show.languages),
            phase: room.phase.into(),
            starts_at: show.starts_at.map(|at| rfc3339(at.0)),
            zones: show.zones.clone(),
            anonymous_questions: show.policy.anonymous_questions,
            underneath: show.policy.underneath,
            test_picture: show.policy.test_picture,
            practice: room.practice,
            banner: room.banner.as_ref().map(Into::into),
        }
    }
}

impl From<&view::Presenter> for wire::PresenterView {
    fn from(presenter: &view::Presenter) -> Self {
        Self {
            participant: presenter.participant.clone(),
            name: presenter.name.clone(),
            role: presenter.role.into(),
            language: presenter.language.as_ref().map(tag),
            microphone: presenter.microphone,
            camera: presenter.camera,
            screen: presenter.screen,
            muted: presenter.muted,
            connected: presenter.connected,
            until: presenter.until.map(|until| rfc3339(until.0)),
        }
    }
}

impl From<&view::Picture> for wire::PictureView {
    fn from(picture: &view::Picture) -> Self {
        Self {
            participant: picture.participant.clone(),
            screen: picture.screen,
            codec: picture.codec.clone(),
        }
    }
}

impl From<&view::Stage> for wire::StageView {
    fn from(stage: &view::Stage) -> Self {
        Self {
            presenters: all(&stage.presenters),
            spotlight: stage.spotlight.clone(),
            picture: stage.picture.as_ref().map(Into::into),
            inset: stage.inset.as_ref().map(Into::into),
            sign: stage.sign.as_ref().map(Into::into),
            sign_name: stage.sign_name.clone(),
            shared_sound: stage.shared_sound,
        }
    }
}

impl From<&view::Backstage> for wire::BackstageView {
    fn from(backstage: &view::Backstage) -> Self {
        Self {
            presenters: all(&backstage.presenters),
        }
    }
}

impl From<&view::Floor> for wire::FloorView {
    fn from(floor: &view::Floor) -> Self {
        Self {
            language: floor.language.as_ref().map_or_else(|| "none".into(), tag),
            pinned: floor.pinned,
            consecutive: floor.consecutive,
        }
    }
}

impl From<&view::Channel> for wire::ChannelView {
    fn from(channel: &view::Channel) -> Self {
        Self {
            language: tag(&channel.language),
            state: channel.state.into(),
            booth: channel.booth.clone(),
            interpreter: channel.interpreter.clone(),
            via: channel.via.as_ref().map(tag),
            decalage_ms: channel.decalage_ms,
            down: channel.down,
            interlock: channel.interlock.into(),
            listeners: channel.listeners,
        }
    }
}

impl From<&view::Seat> for wire::SeatView {
    fn from(seat: &view::Seat) -> Self {
        Self {
            participant: seat.participant.clone(),
            name: seat.name.clone(),
            microphone: seat.microphone.into(),
            output: tag(&seat.output),
            on_air: seat.on_air,
            on_air_since: seat.on_air_since.map(|at| rfc3339(at.0)),
            owns: seat.owns.as_ref().map(tag),
            covers: seat.covers,
            incoming: (&seat.incoming).into(),
            talking: seat.talking,
            camera: seat.camera,
            connected: seat.connected,
        }
    }
}

impl From<&view::Booth> for wire::BoothView {
    fn from(booth: &view::Booth) -> Self {
        Self {
            booth: booth.booth.clone(),
            languages: tags(&booth.languages),
            output: tag(&booth.output),
            armed: booth.armed.as_ref().map(tag),
            cuts_by: booth.cuts_by.map(|at| rfc3339(at.0)),
            override_latch: booth.override_latch,
            works: booth.works.into(),
            sign: booth.sign,
            seats: all(&booth.seats),
            hand_over: booth.hand_over.as_ref().map(Into::into),
            relay_for: all(&booth.relay_for),
            alarms: all(&booth.alarms),
            calls: all(&booth.calls),
            number: booth.number.as_ref().map(Into::into),
            listeners: booth.listeners,
        }
    }
}

impl From<&view::Incoming> for wire::IncomingView {
    fn from(incoming: &view::Incoming) -> Self {
        Self {
            channel: incoming.channel.as_ref().map(tag),
            times: incoming.times,
            decalage_ms: incoming.decalage_ms,
            chosen: incoming.chosen,
        }
    }
}

impl From<&view::HandOver> for wire::HandOverView {
    fn from(hand_over: &view::HandOver) -> Self {
        Self {
            state: hand_over.state.into(),
            from: hand_over.from.clone(),
            to: hand_over.to.clone(),
            until: hand_over.until.map(|at| rfc3339(at.0)),
        }
    }
}

impl From<&view::Alarm> for wire::AlarmView {
    fn from(alarm: &view::Alarm) -> Self {
        match alarm {
            view::Alarm::Silent(participant) => Self::Silent {
                participant: participant.clone(),
            },
            view::Alarm::PivotSilent(language) => Self::PivotSilent {
                language: tag(language),
            },
            view::Alarm::Unattended(language) => Self::Unattended {
                language: tag(language),
            },
            view::Alarm::Occupied { language, by } => Self::Occupied {
                language: tag(language),
                by: by.clone(),
            },
        }
    }
}

impl From<&view::Dependent> for wire::DependentView {
    fn from(dependent: &view::Dependent) -> Self {
        Self {
            language: tag(&dependent.language),
            booths: dependent.booths,
            listeners: dependent.listeners,
        }
    }
}

impl From<&view::Person> for wire::PersonView {
    fn from(person: &view::Person) -> Self {
        Self {
            participant: person.participant.clone(),
            name: person.name.clone(),
            role: person.role.into(),
            place: person.place.into(),
            language: person.language.as_ref().map(tag),
            connected: person.connected,
            gone: person.gone,
            consent: beside::consent(person.consent),
            fitness: (&person.fitness).into(),
            step: person.step.into(),
            cue: person.cue.map(Into::into),
            checked: person.checked.as_ref().map(Into::into),
        }
    }
}

impl From<&view::Hand> for wire::HandView {
    fn from(hand: &view::Hand) -> Self {
        Self {
            participant: hand.participant.clone(),
            name: hand.name.clone(),
            language: hand.language.as_ref().map(tag),
            since: rfc3339(hand.since.0),
        }
    }
}

impl From<&view::Presence> for wire::PresenceView {
    fn from(presence: &view::Presence) -> Self {
        Self {
            present: presence.present,
            listening: presence.listening.clone(),
        }
    }
}

impl From<&view::Listening> for wire::ListeningView {
    fn from(listening: &view::Listening) -> Self {
        Self {
            language: match &listening.choice {
                Choice::Original => "original".into(),
                Choice::Language(language) => tag(language),
            },
            source: listening.source.into(),
            channel: listening.channel.as_ref().map(tag),
            via: listening.via.as_ref().map(tag),
            underneath: listening.underneath,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_language_has_a_word_and_the_original_too() {
        let silent = view::Floor {
            language: None,
            pinned: true,
            consecutive: false,
        };
        assert_eq!(wire::FloorView::from(&silent).language, "none");
        let listening = view::Listening {
            choice: Choice::Original,
            source: view::ListeningSource::Floor,
            channel: Language::parse("zh-Hans"),
            via: None,
            underneath: false,
        };
        let listening = wire::ListeningView::from(&listening);
        assert_eq!(listening.language, "original");
        assert_eq!(listening.channel.as_deref(), Some("zh"));
    }
}
