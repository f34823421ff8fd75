//! The lines beside the channels: push-to-talk and the briefing room.
//!
//! Whoever hears any of it is chosen here, and nobody of the hall can be: an attendee is left out before anything is asked.

use std::collections::BTreeMap;

use super::{Node, Routes, is_open, speaks};
use crate::domain::effect::Place;
use crate::domain::id::{Line, PeerId, Source, TrackId};
use crate::domain::parts::Parts;
use crate::domain::role::Role;
use crate::domain::talk::Talk;

/// Adds the voices beside the channels to `routes`. A voice that talks to the desk or to a booth takes a line from the end;
/// whoever else had it waits.
pub(super) fn add(parts: &Parts, nodes: &[Node], routes: &mut Routes) {
    brief(parts, nodes, routes);
    let mut taken: BTreeMap<PeerId, u8> = BTreeMap::new();
    for (who, talk) in parts.beside.talks.talking() {
        let Some(from) = nodes.iter().find(|node| node.who == who) else {
            continue;
        };
        if parts.stage.is_silent(who) || !is_open(parts, from, Source::Microphone) {
            continue;
        }
        let Some(microphone) = from.track(Source::Microphone) else {
            continue;
        };
        for (to, peer) in receiving(crew(nodes)).filter(|(to, _)| to.who != from.who) {
            let line = match talk {
                Talk::Desk if to.role.is_staff() => next(
                    &mut taken,
                    peer,
                    super::BACKSTAGE_LINES,
                    Line::BackstageSound,
                ),
                // The first partner keeps her line in any case.
                Talk::Booth(booth) if sits(parts, to, booth) => {
                    next(&mut taken, peer, 1, |_| Line::PartnerSound(1))
                }
                _ => None,
            };
            if let Some(line) = line {
                give(routes, microphone, peer, line);
            }
        }
    }
}

/// Whether two people hear each other in the briefing room already.
pub(super) fn share_briefing(parts: &Parts, one: &Node, other: &Node) -> bool {
    let talks = &parts.beside.talks;
    talks.attends(one.who) && talks.attends(other.who)
}

fn brief(parts: &Parts, nodes: &[Node], routes: &mut Routes) {
    let talks = &parts.beside.talks;
    let members = || crew(nodes).filter(|node| talks.attends(node.who));
    for from in members() {
        let presses = *talks.talk_of(from.who) == Talk::Briefing
            && !parts.stage.is_silent(from.who)
            && is_open(parts, from, Source::Microphone);
        let open =
            from.role != Role::Interpreter && !talks.is_talking(from.who) && speaks(parts, from);
        if !presses && !open {
            continue;
        }
        let Some(microphone) = from.track(Source::Microphone) else {
            continue;
        };
        for (_, peer) in receiving(members()).filter(|(to, _)| to.who != from.who) {
            give(routes, microphone, peer, Line::Floor);
        }
    }
}

/// Those of them who receive, by which connection.
fn receiving<'a>(
    nodes: impl Iterator<Item = &'a Node<'a>>,
) -> impl Iterator<Item = (&'a Node<'a>, PeerId)> {
    nodes.filter_map(|node| Some((node, node.peer?)))
}

/// Everybody but the hall.
fn crew<'a>(nodes: &'a [Node<'a>]) -> impl Iterator<Item = &'a Node<'a>> {
    nodes.iter().filter(|node| node.role != Role::Attendee)
}

fn sits(parts: &Parts, to: &Node, booth: &crate::domain::id::BoothId) -> bool {
    let seat = parts.booths.seat(to.who);
    to.place == Place::Booth && seat.is_some_and(|(own, _)| own.id == *booth)
}

/// The next of a subscriber's `of` lines that a talk may take, from the end.
fn next(
    taken: &mut BTreeMap<PeerId, u8>,
    to: PeerId,
    of: u8,
    line: impl Fn(u8) -> Line,
) -> Option<Line> {
    let used = taken.entry(to).or_default();
    let place = of.checked_sub(used.saturating_add(1))?;
    *used = used.saturating_add(1);
    Some(line(place))
}

/// One voice on a line: whoever had it at this subscriber is taken off it, but for the floor, which mixes.
fn give(routes: &mut Routes, microphone: TrackId, to: PeerId, line: Line) {
    let entry = (to, line);
    if line != Line::Floor {
        for audience in routes.values_mut() {
            audience.retain(|given| *given != entry);
        }
    }
    let audience = routes.entry(microphone).or_default();
    if !audience.contains(&entry) {
        audience.push(entry);
    }
}
