//! How the parts look to a reader: the one place where views are made. Nothing is decided here.

use std::collections::BTreeMap;

use super::attendance::{Person, Standing};
use super::effect::Place;
use super::id::{BoothId, ParticipantId, Source};
use super::parts::Parts;
use super::picture::Shown;
use super::question::{Addressed, Question};
use super::role::Role;
use super::translation::{By, Part, Target};
use super::view;

mod beside;

impl Parts {
    /// Everything one person may see.
    pub(super) fn welcome(&self, who: &ParticipantId) -> Option<view::Welcome> {
        let person = self.attendance.present(who)?;
        let staff = person.role.is_staff();
        let crew = person.role != Role::Attendee;
        let own = self.booths.seat(who).map(|(booth, _)| &booth.id);
        let counts = self.counts();
        Some(view::Welcome {
            you: self.you(who, person),
            room: self.room_view(),
            stage: self.stage_view(),
            backstage: sees_backstage(person.role).then(|| self.backstage_view()),
            floor: self.floor_view(),
            channels: self.channel_views(&counts),
            booths: self
                .booth_views(&counts)
                .into_iter()
                .filter(|booth| staff || person.booth.as_ref() == Some(&booth.booth))
                .map(|booth| if staff { booth.for_staff() } else { booth })
                .collect(),
            questions: self.question_views(person.role, Some(who)),
            hands: if staff { self.hand_views() } else { Vec::new() },
            people: if staff {
                self.people(None).people
            } else {
                Vec::new()
            },
            presence: counts.presence,
            listening: self.listening(who, person.role, &self.feeds()),
            lamps: self.lamp_views(who, person),
            papers: own.map(|booth| self.papers_view(booth)),
            booth_chat: own.map_or_else(Vec::new, |booth| self.beside.papers.chat(booth)),
            programme: self.programme_view(),
            run_sheet: crew.then(|| self.beside.run_sheet.clone()),
            briefing: if crew {
                self.briefing_view()
            } else {
                Vec::new()
            },
        })
    }

    pub(super) fn you(&self, who: &ParticipantId, person: &Person) -> view::You {
        view::You {
            participant: who.clone(),
            role: person.role,
            name: person.name.clone(),
            may_rename: person.may_rename(),
            language: person.language.clone(),
            booth: person.booth.clone(),
            place: self.place(who, person),
            may_publish: self.stage.may_publish(who, &self.attendance),
            hand: self.hands.since(who).is_some(),
            muted: self.stage.is_muted(who),
            briefing: self.beside.talks.attends(who),
            cue: self.cue_of(who),
            consent: self.beside.consents.of(who),
        }
    }

    pub(super) fn room_view(&self) -> view::Room {
        view::Room {
            show: self.show.clone(),
            phase: self.progress.phase(),
            practice: self.progress.practises(),
            banner: self.beside.banner.clone(),
        }
    }

    pub(super) fn stage_view(&self) -> view::Stage {
        let picture = |shown: &Option<Shown>| shown.as_ref().map(|shown| self.picture_view(shown));
        let front = self.pictures.stage.as_ref();
        let front = front.filter(|shown| shown.track.source == Source::Screen);
        view::Stage {
            presenters: self.presenters(self.stage.people()),
            spotlight: self.stage.spotlight().cloned(),
            picture: picture(&self.pictures.stage),
            inset: picture(&self.pictures.inset),
            sign: picture(&self.pictures.sign),
            sign_name: self.pictures.sign.as_ref().and_then(|shown| {
                let who = self.attendance.owner(shown.track.peer)?;
                Some(self.attendance.person(who)?.name.clone())
            }),
            shared_sound: front.is_some_and(|shown| {
                let sound = Source::ScreenSound;
                self.tracks.codec(shown.track.peer, sound).is_some()
            }),
        }
    }

    pub(super) fn backstage_view(&self) -> view::Backstage {
        view::Backstage {
            presenters: self.presenters(self.stage.waiting().iter()),
        }
    }

    pub(super) fn floor_view(&self) -> view::Floor {
        view::Floor {
            language: self.floor.language().cloned(),
            pinned: self.floor.is_pinned(),
            consecutive: self.ground().consecutive,
        }
    }

    pub(super) fn hand_views(&self) -> Vec<view::Hand> {
        let hands = self.hands.in_order(&self.attendance);
        let view = |(who, since): &(ParticipantId, _)| {
            let person = self.attendance.person(who)?;
            Some(view::Hand {
                participant: who.clone(),
                name: person.name.clone(),
                language: person.language.clone(),
                since: *since,
            })
        };
        hands.filter_map(view).collect()
    }

    pub(super) fn person_view(&self, who: &ParticipantId, person: &Person) -> view::Person {
        view::Person {
            participant: who.clone(),
            name: person.name.clone(),
            role: person.role,
            place: self.place(who, person),
            language: person.language.clone(),
            connected: person.is_connected(),
            gone: matches!(person.standing, Standing::Gone(_)),
            consent: self.beside.consents.of(who),
            fitness: self.beside.checks.of(who, person.role),
            step: self.step_view(who, person),
            cue: self.cue_of(who),
            checked: self.beside.device_checks.of(who),
        }
    }

    /// The questions a role, and a person of that role, may see, in queue order.
    pub(super) fn question_views(
        &self,
        role: Role,
        who: Option<&ParticipantId>,
    ) -> Vec<view::Question> {
        let reader = Reader {
            staff: role.is_staff(),
            who,
        };
        let visible = self.questions.in_order(|q| reader.sees(q));
        visible
            .into_iter()
            .map(|q| self.question_view(q, reader))
            .collect()
    }

    /// Those the hall may see that concern one person.
    pub(super) fn questions_to(&self, who: &ParticipantId) -> Vec<view::Question> {
        let reader = Reader {
            staff: false,
            who: Some(who),
        };
        let items = &self.beside.run_sheet.items;
        let hers = |title: &str| {
            let named = items.iter().filter(|item| item.title == title);
            named.flat_map(|item| &item.people).any(|one| one == who)
        };
        let concerns = |q: &Question| match &q.addressed {
            Some(Addressed::Speaker { participant, .. }) => participant == who,
            Some(Addressed::Pitch(title)) => hers(title),
            None => false,
        };
        let found = self.questions.in_order(|q| q.is_public() && concerns(q));
        found
            .into_iter()
            .map(|q| self.question_view(q, reader))
            .collect()
    }

    /// One question as one reader, or one kind of reader, may see it.
    pub(super) fn question_view(&self, q: &Question, reader: Reader<'_>) -> view::Question {
        let asked_it = reader.who == Some(&q.asker);
        let own = reader.who.is_some_and(|who| q.is_of(who));
        let named = reader.staff || asked_it || !q.anonymous;
        let knows = reader.staff || own;
        let also = q.also.iter().filter(|other| {
            reader.staff || !other.anonymous || reader.who == Some(&other.participant)
        });
        view::Question {
            id: q.id.clone(),
            text: q.text.clone(),
            language: q.language.clone(),
            state: q.state,
            votes: self.questions.votes(&q.id),
            voted: reader.who.map(|who| self.questions.has_voted(&q.id, who)),
            own,
            asker: named.then(|| q.asker_name.clone()),
            asked_at: q.asked_at,
            answer: q.answer.clone(),
            answer_language: q.answer_language.clone(),
            reason: q.reason.clone().filter(|_| knows),
            versions: self.versions(q, reader),
            addressed: q.addressed.clone(),
            labels: if reader.staff {
                q.labels.clone()
            } else {
                Vec::new()
            },
            pinned: q.pinned,
            also: also
                .take(NAMES_OF_ASKERS)
                .map(|other| other.name.clone())
                .collect(),
            askers: u32::try_from(q.askers().count()).unwrap_or(u32::MAX),
            merged_into: q.merged_into.clone().filter(|_| knows),
            next_since: q.next_since,
            on_air_at: q.on_air_at,
        }
    }

    /// A question's texts in the other languages of the show. Why a machine failed concerns the staff alone.
    fn versions(&self, q: &Question, reader: Reader<'_>) -> Vec<view::Version> {
        let places = Part::ALL.into_iter().flat_map(|part| {
            let languages = self.show.languages.iter();
            languages.map(move |language| Target {
                question: q.id.clone(),
                part,
                language: language.clone(),
            })
        });
        let version = |place: Target| {
            let made = q.translation(place.part, &place.language);
            let fault = self.questions.fault(&place).filter(|_| reader.staff);
            let status = if let Some(made) = made {
                view::VersionStatus::Done {
                    text: made.text.clone(),
                    by: match &made.by {
                        By::Person { name, .. } => Some(name.clone()),
                        By::Machine => None,
                    },
                    at: made.at,
                }
            } else if self.questions.is_pending(&place) {
                view::VersionStatus::Pending
            } else {
                view::VersionStatus::Failed(fault?)
            };
            let Target { part, language, .. } = place;
            Some(view::Version {
                part,
                language,
                status,
            })
        };
        places.filter_map(version).collect()
    }

    /// How many are here, and what they listen to.
    pub(super) fn counts(&self) -> Counts {
        let tuned = self.census.tuned();
        let mut booths = BTreeMap::new();
        for (language, feed) in self.feeds() {
            if let (Some((booth, _)), Some(listeners)) = (feed.carrier, tuned.get(language)) {
                add(booths.entry(booth.id.clone()).or_default(), *listeners);
            }
        }
        let tuned = tuned.iter().map(|(language, n)| (language.as_str(), *n));
        let listening = tuned
            .chain([(ORIGINAL, self.census.originals())])
            .filter(|(_, n)| *n > 0);
        Counts {
            presence: view::Presence {
                present: self.census.present(),
                listening: listening.map(|(name, n)| (name.to_owned(), n)).collect(),
            },
            booths,
        }
    }

    fn place(&self, who: &ParticipantId, person: &Person) -> Place {
        let seated = self.booths.seat(who).is_some();
        self.stage.place(who, person.role, seated)
    }

    /// The page of people after this one: first those who make the show, then the attendees, each by their ids.
    pub(super) fn people(&self, after: Option<&ParticipantId>) -> view::PeoplePage {
        let attends = |who: &ParticipantId| {
            let person = self.attendance.person(who);
            person.is_none_or(|person| person.role == Role::Attendee)
        };
        let attendees = self.attendance.everybody();
        let attendees = attendees.filter(|(_, person)| person.role == Role::Attendee);
        let place = after.map(|who| (attends(who), who));
        let behind = |who: &ParticipantId, person: &Person| {
            let own = (person.role == Role::Attendee, who);
            place.is_none_or(|place| own > place)
        };
        let all = self.attendance.crew().chain(attendees);
        let mut rest = all.filter(|(who, person)| behind(who, person));
        let people = rest.by_ref().take(PEOPLE_AT_ONCE);
        let people = people.map(|(who, person)| self.person_view(who, person));
        view::PeoplePage {
            people: people.collect(),
            more: rest.next().is_some(),
        }
    }

    fn presenters<'a>(
        &self,
        people: impl Iterator<Item = &'a ParticipantId>,
    ) -> Vec<view::Presenter> {
        let view = |who: &ParticipantId| {
            let person = self.attendance.person(who)?;
            let sources = self.stage.sources(who);
            Some(view::Presenter {
                participant: who.clone(),
                name: person.name.clone(),
                role: person.role,
                language: person.language.clone(),
                microphone: sources.microphone,
                camera: sources.camera,
                screen: sources.screen,
                muted: self.stage.is_muted(who),
                connected: person.is_connected(),
                until: person.kept_until(),
            })
        };
        people.filter_map(view).collect()
    }

    fn picture_view(&self, shown: &Shown) -> view::Picture {
        let source = shown.track.source;
        view::Picture {
            participant: shown.who.clone(),
            screen: source == Source::Screen,
            codec: self
                .tracks
                .codec(shown.track.peer, source)
                .map(str::to_owned),
        }
    }
}

/// Whoever reads a question: one person, or all the staff, or all others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    pub(super) staff: bool,
    pub(super) who: Option<&'a ParticipantId>,
}

impl Reader<'_> {
    /// Staff see all, askers their own, everybody what was approved.
    pub(super) fn sees(&self, q: &Question) -> bool {
        self.staff || self.who.is_some_and(|who| q.is_of(who)) || q.is_public()
    }
}

/// How many are here, by what they listen to and by booth.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Counts {
    pub(super) presence: view::Presence,
    booths: BTreeMap<BoothId, u32>,
}

impl Counts {
    /// How many chose this.
    pub(super) fn of(&self, choice: &str) -> u32 {
        self.presence.listening.get(choice).copied().unwrap_or(0)
    }

    /// How many listen to this booth.
    pub(super) fn listen_to(&self, booth: &BoothId) -> u32 {
        self.booths.get(booth).copied().unwrap_or_default()
    }
}

/// Backstage is seen by those who may ever be there, and by the staff.
pub(super) fn sees_backstage(role: Role) -> bool {
    role.is_staff() || role == Role::Speaker
}

fn add(count: &mut u32, more: u32) {
    *count = count.saturating_add(more);
}

const PEOPLE_AT_ONCE: usize = 300;
const NAMES_OF_ASKERS: usize = 20;
const ORIGINAL: &str = "original";
