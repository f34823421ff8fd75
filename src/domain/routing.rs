//! Who receives which track on which line: a function of the parts, compared with what was last given out.
//!
//! The rule of silence is the default: a track is in the result only if somebody may receive it.

use std::collections::BTreeMap;

use super::attendance::Person;
use super::booth::Microphone;
use super::channel::Feed;
use super::effect::{Place, Route};
use super::id::{Line, ParticipantId, PeerId, Source, TrackId};
use super::language::Language;
use super::parts::Parts;
use super::role::Role;
use super::talk::Talk;
use super::view::{Listening, ListeningSource};

mod intercom;

/// What was last given out.
#[derive(Debug)]
pub(super) struct Routing {
    given: Routes,
    /// Something has happened since that routes may depend on.
    stirred: bool,
}

type Routes = BTreeMap<TrackId, Vec<(PeerId, Line)>>;

impl Routing {
    /// Nothing is given out yet.
    pub(super) fn new() -> Self {
        Self {
            given: Routes::new(),
            stirred: true,
        }
    }

    /// The routes are to be looked at again.
    pub(super) fn stir(&mut self) {
        self.stirred = true;
    }

    /// The routes that changed since the last call, each in full.
    pub(super) fn poll(&mut self, parts: &Parts, out: &mut Vec<Route>) {
        out.clear();
        if !std::mem::take(&mut self.stirred) {
            return;
        }
        let wanted = routes(parts);
        let ended = self
            .given
            .keys()
            .filter(|track| !wanted.contains_key(track));
        out.extend(ended.map(|track| Route {
            track: *track,
            audience: Vec::new(),
        }));
        let changed = wanted
            .iter()
            .filter(|(track, audience)| self.given.get(track) != Some(*audience));
        out.extend(changed.map(|(track, audience)| Route {
            track: *track,
            audience: audience.clone(),
        }));
        self.given = wanted;
    }

    #[cfg(test)]
    pub(super) fn is_current(&self, parts: &Parts) -> bool {
        self.given == routes(parts)
    }
}

/// Somebody as the routes see her.
struct Node<'a> {
    who: &'a ParticipantId,
    role: Role,
    /// The connection she receives by; none if she only publishes.
    peer: Option<PeerId>,
    /// The connection her camera and microphone come by, each.
    camera: Option<PeerId>,
    microphone: Option<PeerId>,
    place: Place,
    listening: Listening,
    /// The floor is on its way out of her ear.
    fades: bool,
    /// She has one line for all she hears, and one for all she sees.
    plays: bool,
}

impl Node<'_> {
    /// Hears the floor: alone, beneath an interpretation, or under the tail of a sentence.
    fn hears_floor(&self) -> bool {
        let beneath = self.listening.underneath && self.listening.channel.is_some();
        let mixes = !self.plays && (beneath || self.fades);
        self.listening.source == ListeningSource::Floor || mixes
    }

    /// Hears this channel's interpreter.
    fn hears(&self, channel: &Language) -> bool {
        let is_on_it = self.listening.source == ListeningSource::Channel || !self.plays;
        is_on_it && self.listening.channel.as_ref() == Some(channel)
    }

    /// Has a line of this kind.
    fn has(&self, line: Line) -> bool {
        !self.plays || matches!(line, Line::Stage | Line::Floor | Line::Channel)
    }

    /// The track of hers that this source is now.
    fn track(&self, source: Source) -> Option<TrackId> {
        let peer = match source {
            Source::Microphone => self.microphone,
            Source::Camera => self.camera,
            Source::Screen | Source::ScreenSound => self.peer,
        };
        Some(TrackId {
            peer: peer?,
            source,
        })
    }
}

/// Adds everybody of `to` who has such a line to the audience of `track`.
fn give<'a>(
    routes: &mut Routes,
    track: Option<TrackId>,
    line: Line,
    to: impl Iterator<Item = &'a Node<'a>>,
) {
    let Some(track) = track else {
        return;
    };
    let having = to.filter(|node| node.has(line));
    let entries = having.filter_map(|node| Some((node.peer?, line)));
    routes.entry(track).or_default().extend(entries);
}

fn routes(parts: &Parts) -> Routes {
    let feeds = parts.feeds();
    let nodes: Vec<Node> = parts
        .attendance
        .everybody()
        .filter_map(|(who, person)| node(parts, &feeds, who, person))
        .collect();
    let mut routes = Routes::new();
    for from in &nodes {
        match from.place {
            Place::Stage => from_stage(parts, from, &nodes, &mut routes),
            Place::Backstage => from_backstage(parts, from, &nodes, &mut routes),
            Place::Booth => from_booth(parts, from, &nodes, &feeds, &mut routes),
            Place::Hall => {}
        }
    }
    intercom::add(parts, &nodes, &mut routes);
    routes.retain(|_, audience| !audience.is_empty());
    for audience in routes.values_mut() {
        audience.sort_unstable();
    }
    routes
}

fn node<'a>(
    parts: &Parts,
    feeds: &[(&Language, Feed<'_>)],
    who: &'a ParticipantId,
    person: &Person,
) -> Option<Node<'a>> {
    let seated = parts.booths.seat(who).is_some();
    let place = match parts.stage.place(who, person.role, seated) {
        // A place on stage counts once its commit is kept; until then she is where she came from.
        Place::Stage if !parts.stage.carries(who) => match person.role {
            Role::Speaker => Place::Backstage,
            Role::Interpreter => Place::Booth,
            _ => Place::Hall,
        },
        place => place,
    };
    let listening = parts.listening(who, person.role, feeds);
    let channel = listening.channel.as_ref();
    if person.peer.is_none() && person.encoder.is_none() {
        return None;
    }
    Some(Node {
        who,
        role: person.role,
        peer: person.peer,
        camera: person.carrier(Source::Camera, &parts.tracks),
        microphone: person.carrier(Source::Microphone, &parts.tracks),
        place,
        plays: person.plays,
        fades: person.role != Role::Interpreter
            && channel.is_some_and(|channel| parts.channels.fades(channel)),
        listening,
    })
}

fn from_stage(parts: &Parts, from: &Node, nodes: &[Node], routes: &mut Routes) {
    let audience = || spectators(parts, from, nodes);
    // Whoever talks to a booth is not heard by the hall meanwhile.
    if speaks(parts, from) && !parts.beside.talks.is_talking(from.who) {
        let listeners = audience().filter(|to| to.hears_floor());
        let microphone = from.track(Source::Microphone);
        give(routes, microphone, Line::Floor, listeners);
    }
    let pictures = [
        (&parts.pictures.stage, Line::Stage),
        (&parts.pictures.inset, Line::Inset),
    ];
    for (shown, line) in pictures {
        if let Some(shown) = shown.as_ref().filter(|shown| shown.who == *from.who) {
            give(routes, Some(shown.track), line, audience());
        }
    }
    if shares_sound(parts, from) {
        let listeners = audience().filter(|to| to.hears_floor());
        give(
            routes,
            from.track(Source::ScreenSound),
            Line::Shared,
            listeners,
        );
    }
}

/// Those who may see and hear the stage.
fn spectators<'a>(
    parts: &Parts,
    from: &Node,
    nodes: &'a [Node<'a>],
) -> impl Iterator<Item = &'a Node<'a>> {
    let (open, own) = (parts.progress.opens_the_hall(), from.who);
    nodes.iter().filter(move |to| {
        let crew = to.role.is_staff() || to.role == Role::Interpreter;
        to.who != own && (open || crew || to.place == Place::Stage)
    })
}

fn from_backstage(parts: &Parts, from: &Node, nodes: &[Node], routes: &mut Routes) {
    let waiting = nodes_backstage(parts, nodes);
    let position = waiting.iter().position(|who| *who == from.who);
    let Some(position) = position.and_then(|n| u8::try_from(n).ok()) else {
        return;
    };
    if position >= BACKSTAGE_LINES {
        return;
    }
    let audience = || {
        nodes.iter().filter(|to| {
            let staff = to.role.is_staff() && to.place != Place::Stage;
            to.who != from.who && (staff || to.place == Place::Backstage)
        })
    };
    if speaks(parts, from) {
        let line = Line::BackstageSound(position);
        let others = audience().filter(|to| !intercom::share_briefing(parts, from, to));
        give(routes, from.track(Source::Microphone), line, others);
    }
    if films(parts, from) {
        let line = Line::BackstagePicture(position);
        give(routes, from.track(Source::Camera), line, audience());
    }
}

fn from_booth(
    parts: &Parts,
    from: &Node,
    nodes: &[Node],
    feeds: &[(&Language, Feed<'_>)],
    routes: &mut Routes,
) {
    let Some((booth, seat)) = parts.booths.seat(from.who) else {
        return;
    };
    let open = !parts.stage.is_silent(from.who) && is_open(parts, from, Source::Microphone);
    let talk = parts.beside.talks.talk_of(from.who);
    // Partners hear her output, and what she says to them; armed or closed she is heard by push-to-talk alone.
    let to_partners = match talk {
        Talk::Nobody => seat.microphone == Microphone::On,
        Talk::Partner => true,
        Talk::Desk | Talk::Booth(_) | Talk::Briefing => false,
    };
    for to in nodes.iter().filter(|to| to.who != from.who) {
        let others = booth.seats.iter().filter(|other| other.who != *to.who);
        let position = others
            .map(|other| &other.who)
            .position(|who| who == from.who);
        let partner = to.place == Place::Booth && booth.seat(to.who).is_some();
        let position = position.and_then(|n| u8::try_from(n).ok());
        if let Some(position) = position.filter(|n| partner && *n < PARTNER_LINES) {
            if open && to_partners {
                let microphone = from.track(Source::Microphone);
                let to = std::iter::once(to);
                give(routes, microphone, Line::PartnerSound(position), to);
            }
            if films(parts, from) {
                let camera = from.track(Source::Camera);
                let to = std::iter::once(to);
                give(routes, camera, Line::PartnerPicture(position), to);
            }
        }
    }
    if open && seat.microphone == Microphone::On && *talk == Talk::Nobody {
        to_channel(parts, from, nodes, feeds, routes);
    }
    let signs = parts.pictures.sign.as_ref();
    if let Some(shown) = signs.filter(|shown| shown.who == *from.who) {
        let to = spectators(parts, from, nodes);
        give(routes, Some(shown.track), Line::Sign, to);
    }
}

/// An interpreter's voice goes to all who are tuned to the channel that she sounds on, dependents of a pivot included.
fn to_channel(
    parts: &Parts,
    from: &Node,
    nodes: &[Node],
    feeds: &[(&Language, Feed<'_>)],
    routes: &mut Routes,
) {
    let carried = feeds.iter().find(|(_, feed)| {
        let own = feed.carrier.is_some_and(|(_, seat)| seat.who == *from.who);
        feed.sounds && own
    });
    let Some((language, _)) = carried else {
        return;
    };
    let open = parts.progress.opens_the_hall();
    let tuned = nodes.iter().filter(|to| {
        let crew = to.role.is_staff() || to.role == Role::Interpreter;
        let admitted = open || crew || to.place == Place::Stage;
        admitted && to.who != from.who && to.hears(language)
    });
    give(routes, from.track(Source::Microphone), Line::Channel, tuned);
}

/// Those backstage in order, whoever waits for her commit included: her line must not move meanwhile.
fn nodes_backstage<'a>(parts: &'a Parts, nodes: &'a [Node]) -> Vec<&'a ParticipantId> {
    let waiting = parts.stage.waiting().iter();
    let pending = parts.stage.people().filter(|who| {
        let backstage = |node: &Node| node.who == *who && node.place == Place::Backstage;
        nodes.iter().any(backstage)
    });
    waiting.chain(pending).collect()
}

fn speaks(parts: &Parts, from: &Node) -> bool {
    parts.stage.sources(from.who).microphone
        && !parts.stage.is_silent(from.who)
        && is_open(parts, from, Source::Microphone)
}

fn films(parts: &Parts, from: &Node) -> bool {
    parts.stage.sources(from.who).camera && is_open(parts, from, Source::Camera)
}

/// The sound of the screen in front; of no other.
fn shares_sound(parts: &Parts, from: &Node) -> bool {
    let front = parts.pictures.stage.as_ref();
    front.is_some_and(|shown| Some(shown.track) == from.track(Source::Screen))
        && is_open(parts, from, Source::ScreenSound)
}

fn is_open(parts: &Parts, from: &Node, source: Source) -> bool {
    let track = from.track(source);
    track.is_some_and(|track| parts.tracks.codec(track.peer, source).is_some())
}

const BACKSTAGE_LINES: u8 = 4;
const PARTNER_LINES: u8 = 2;
