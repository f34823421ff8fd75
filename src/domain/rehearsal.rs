//! A room under a pretended clock, with people who have names: what the tests of the rules are written in.
//!
//! Absent here: any rule. The ledger is a `Snapshot` that the room's records are applied to.

mod interpreters;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::attendance::{self, Entry};
use super::booth::{self, Microphone};
use super::channels::{self, Choice};
use super::command::{Caller, Command, Request};
use super::effect::{Effects, Farewell, Flow, Observation, Route};
use super::id::{BoothId, Key, Line, ParticipantId, PeerId, QuestionId, ShowId, Source, TrackId};
use super::language::Language;
use super::notice::{Audience, Notice, What};
use super::phase::{self, Phase};
use super::questions;
use super::refusal::Refusal;
use super::role::Role;
use super::room::Room;
use super::show::{BoothPlan, Interlock, Policy, Show, Works};
use super::snapshot::Snapshot;
use super::stage;
use super::talk::{self, Talk};
use super::time::Moment;
use super::view;

pub(super) use interpreters::{plan, show_of};

pub(super) fn id(name: &str) -> ParticipantId {
    ParticipantId::new(name)
}

pub(super) fn tongue(tag: &str) -> Language {
    Language::parse(tag).unwrap()
}

/// A show in German and Chinese with one booth of two seats.
pub(super) fn show() -> Show {
    Show {
        id: ShowId::new("show"),
        title: BTreeMap::new(),
        text: BTreeMap::new(),
        languages: vec![tongue("de"), tongue("zh")],
        booths: vec![BoothPlan {
            id: BoothId::new("de-zh"),
            languages: vec![tongue("de"), tongue("zh")],
            seats: 2,
            works: Works::ByTurns,
            sign: false,
        }],
        starts_at: None,
        ends_at: None,
        zones: Vec::new(),
        public: true,
        policy: Policy {
            auto_stage: false,
            anonymous_questions: true,
            underneath: false,
            test_picture: false,
            capacity: 100,
            interlock: Interlock::Refused,
        },
    }
}

/// The ticket of a person called `name`, with a seat key of her own.
pub(super) fn ticket(name: &str, role: Role, language: Option<&str>) -> Entry {
    Entry {
        participant: id(name),
        role,
        name: name.to_owned(),
        language: language.map(tongue),
        booth: None,
        seat: format!("seat of {name}"),
        ticket: format!("ticket of {name}"),
        seats: 1,
    }
}

/// A room in rehearsal.
pub(super) struct Rehearsal {
    pub(super) room: Room,
    pub(super) now: Moment,
    /// What the ledger holds.
    pub(super) ledger: Snapshot,
    /// Commits are kept as soon as they are made.
    pub(super) settles: bool,
    /// The floor fades out of the ears of those whose channel begins; otherwise it is gone at once.
    pub(super) fades: bool,
    /// Notices and farewells since they were last taken.
    pub(super) notices: Vec<Notice>,
    pub(super) farewells: Vec<Farewell>,
    pub(super) routes: BTreeMap<TrackId, Vec<(PeerId, Line)>>,
    pub(super) commit: u64,
    peers: BTreeMap<ParticipantId, PeerId>,
    next_peer: u64,
}

impl Rehearsal {
    pub(super) fn of(show: Show) -> Self {
        Self::resumed(
            Room::open(Arc::new(show), Snapshot::default(), Moment(0)),
            Snapshot::default(),
        )
    }

    /// The show, live, with a host.
    pub(super) fn live() -> Self {
        Self::live_in(show())
    }

    /// Another show, live, with a host.
    pub(super) fn live_in(show: Show) -> Self {
        let mut hall = Self::of(show);
        hall.enters("helga", Role::Host, None).unwrap();
        hall.does("helga", Command::Phase(phase::Command::Set(Phase::Live)))
            .unwrap();
        hall
    }

    pub(super) fn resumed(room: Room, ledger: Snapshot) -> Self {
        Self {
            room,
            now: Moment(0),
            ledger,
            settles: true,
            fades: false,
            notices: Vec::new(),
            farewells: Vec::new(),
            routes: BTreeMap::new(),
            commit: 0,
            peers: BTreeMap::new(),
            next_peer: 0,
        }
    }

    /// The process dies and comes back: only what the ledger holds is left.
    pub(super) fn restart(&mut self) {
        let show = self.room.show().clone();
        self.room = Room::open(show, self.ledger.clone(), self.now);
        self.routes.clear();
        self.peers.clear();
    }

    pub(super) fn enters(
        &mut self,
        name: &str,
        role: Role,
        language: Option<&str>,
    ) -> Result<PeerId, Refusal> {
        self.enters_with(ticket(name, role, language), false)
    }

    pub(super) fn enters_with(&mut self, entry: Entry, move_here: bool) -> Result<PeerId, Refusal> {
        self.next_peer += 1;
        let peer = PeerId(self.next_peer);
        let who = entry.participant.clone();
        let entry = Box::new(entry);
        let command = Command::Attendance(attendance::Command::Enter { entry, move_here });
        self.request(&who, peer, None, command)?;
        self.peers.insert(who, peer);
        Ok(peer)
    }

    /// An encoder of hers connects; `eva's encoder` names what it publishes.
    pub(super) fn encodes(
        &mut self,
        name: &str,
        role: Role,
        language: Option<&str>,
    ) -> Result<PeerId, Refusal> {
        let entry = Box::new(ticket(name, role, language));
        let command = attendance::Command::Encode(entry);
        self.connects(name, &format!("{name}'s encoder"), command)
    }

    /// A player connects, as a listener of that name.
    pub(super) fn plays(&mut self, name: &str, choice: Choice) -> Result<PeerId, Refusal> {
        let entry = Box::new(ticket(name, Role::Attendee, None));
        let command = attendance::Command::Watch { entry, choice };
        self.connects(name, name, command)
    }

    /// Her encoder is gone.
    pub(super) fn unplugs(&mut self, name: &str) {
        let caller = Caller {
            participant: id(name),
            peer: self.peer(&format!("{name}'s encoder")),
        };
        self.call(caller, None, Command::Attendance(attendance::Command::Lose));
    }

    fn connects(
        &mut self,
        name: &str,
        called: &str,
        command: attendance::Command,
    ) -> Result<PeerId, Refusal> {
        self.next_peer += 1;
        let peer = PeerId(self.next_peer);
        self.request(&id(name), peer, None, Command::Attendance(command))?;
        self.peers.insert(id(called), peer);
        Ok(peer)
    }

    pub(super) fn does(&mut self, name: &str, command: Command) -> Result<(), Refusal> {
        let peer = self.peer(name);
        self.request(&id(name), peer, None, command)
    }

    pub(super) fn does_once(
        &mut self,
        name: &str,
        key: &str,
        command: Command,
    ) -> Result<(), Refusal> {
        let peer = self.peer(name);
        self.request(&id(name), peer, Some(Key::new(key)), command)
    }

    pub(super) fn loses(&mut self, name: &str) {
        self.does_silently(name, attendance::Command::Lose);
    }

    pub(super) fn brings_up(&mut self, name: &str) -> Result<(), Refusal> {
        self.does("helga", Command::Stage(stage::Command::BringUp(id(name))))
    }

    pub(super) fn takes_down(&mut self, name: &str) -> Result<(), Refusal> {
        self.does("helga", Command::Stage(stage::Command::TakeDown(id(name))))
    }

    /// Switches all on and publishes camera and microphone.
    pub(super) fn publishes(&mut self, name: &str) {
        self.switches(name, true, true, false).unwrap();
        self.opens(name, Source::Microphone);
        self.opens(name, Source::Camera);
    }

    pub(super) fn switches(
        &mut self,
        name: &str,
        microphone: bool,
        camera: bool,
        screen: bool,
    ) -> Result<(), Refusal> {
        let sources = stage::Command::Sources {
            microphone,
            camera,
            screen,
        };
        self.does(name, Command::Stage(sources))
    }

    pub(super) fn opens(&mut self, name: &str, source: Source) {
        let track = self.track(name, source);
        let codec = "any".to_owned();
        self.sees(Observation::TrackOpened { track, codec });
    }

    pub(super) fn microphone(&mut self, name: &str, state: Microphone) -> Result<(), Refusal> {
        self.does(name, Command::Booth(booth::Command::Microphone(state)))
    }

    /// Holds a key of push-to-talk, or lets it go.
    pub(super) fn talks(&mut self, name: &str, to: Talk) -> Result<(), Refusal> {
        self.does(name, Command::Talk(talk::Command::Talk(to)))
    }

    pub(super) fn direction(
        &mut self,
        name: &str,
        language: &str,
        override_latch: bool,
    ) -> Result<(), Refusal> {
        let command = booth::Command::Direction {
            language: tongue(language),
            override_latch,
        };
        self.does(name, Command::Booth(command))
    }

    /// `original`, or a language.
    pub(super) fn tunes(&mut self, name: &str, to: &str) -> Result<(), Refusal> {
        let choice = match to {
            "original" => Choice::Original,
            language => Choice::Language(tongue(language)),
        };
        let underneath = false;
        let listen = channels::Command::Listen { choice, underneath };
        self.does(name, Command::Channels(listen))
    }

    /// The host says what the floor speaks; `none` for music.
    pub(super) fn floor(&mut self, language: &str, pin: bool) {
        let language = (language != "none").then(|| tongue(language));
        let command = channels::Command::SetFloorLanguage { language, pin };
        self.does("helga", Command::Channels(command)).unwrap();
    }

    /// Whose voices the media side finds loudest; the first of them speaks.
    pub(super) fn hears(&mut self, names: &[&str]) {
        if let Some(dominant) = names.first() {
            self.voice(dominant, true);
        }
        let peers = names.iter().map(|name| self.peer(name)).collect();
        self.sees(Observation::Heard(peers));
    }

    pub(super) fn flow(&mut self, name: &str, flow: Flow) {
        let track = self.track(name, Source::Microphone);
        self.sees(Observation::Flow { track, flow });
    }

    pub(super) fn voice(&mut self, name: &str, speaking: bool) {
        let track = self.track(name, Source::Microphone);
        self.sees(Observation::Voice {
            track,
            speaking,
            for_ms: 0,
        });
    }

    pub(super) fn asks(&mut self, name: &str, question: &str, text: &str) -> Result<(), Refusal> {
        let ask = questions::Command::Ask {
            id: QuestionId::new(question),
            text: text.to_owned(),
            language: tongue("de"),
            anonymous: false,
        };
        self.does(name, Command::Questions(ask))
    }

    pub(super) fn queue(&mut self, name: &str, command: questions::Command) -> Result<(), Refusal> {
        self.does(name, Command::Questions(command))
    }

    pub(super) fn sees(&mut self, observation: Observation) {
        let mut out = Effects::default();
        self.room
            .handle_observation(observation, self.now, &mut out);
        assert_eq!(out.records, [], "an observation has no commit");
        self.take(out);
        self.wait(0);
    }

    /// Lets time pass; every deadline is met at its moment.
    pub(super) fn wait(&mut self, ms: u64) {
        let end = self.now.after(ms);
        for _ in 0..1_000 {
            match self.room.poll_deadline() {
                Some(at) if at <= end => {
                    self.now = self.now.max(at);
                    let mut out = Effects::default();
                    self.commit += 1;
                    self.room.handle_timeout(self.commit, self.now, &mut out);
                    self.take(out);
                }
                _ => {
                    self.now = end;
                    return;
                }
            }
        }
        panic!("a deadline does not pass");
    }

    pub(super) fn settle(&mut self) {
        let mut out = Effects::default();
        self.room.settle(self.commit, self.now, &mut out);
        self.take(out);
    }

    pub(super) fn peer(&self, name: &str) -> PeerId {
        self.peers.get(&id(name)).copied().unwrap_or(PeerId(0))
    }

    pub(super) fn track(&self, name: &str, source: Source) -> TrackId {
        let peer = self.peer(name);
        TrackId { peer, source }
    }

    /// The lines on which `to` receives this source of `from`.
    pub(super) fn lines(&self, from: &str, source: Source, to: &str) -> Vec<Line> {
        let audience = self.routes.get(&self.track(from, source));
        let peer = self.peer(to);
        audience
            .into_iter()
            .flatten()
            .filter(|(to, _)| *to == peer)
            .map(|(_, line)| *line)
            .collect()
    }

    /// Everything that `to` receives, by publisher's connection.
    pub(super) fn receives(&self, to: &str) -> BTreeSet<(TrackId, Line)> {
        let peer = self.peer(to);
        let mut all = BTreeSet::new();
        for (track, audience) in &self.routes {
            for (_, line) in audience.iter().filter(|(to, _)| *to == peer) {
                all.insert((*track, *line));
            }
        }
        all
    }

    pub(super) fn welcome(&self, name: &str) -> view::Welcome {
        self.room.welcome(&id(name)).unwrap()
    }

    pub(super) fn channel(&self, language: &str) -> view::Channel {
        let welcome = self.welcome("helga");
        let mut channels = welcome.channels.into_iter();
        channels.find(|c| c.language == tongue(language)).unwrap()
    }

    /// The notices since the last call that reach somebody.
    pub(super) fn told(&mut self, name: &str) -> Vec<What> {
        let notices = std::mem::take(&mut self.notices);
        let reaches = |to: &Audience| match to {
            Audience::Peer(peer) => *peer == self.peer(name),
            to => self.room.admits(to, &id(name)),
        };
        let told = notices.into_iter().filter(|n| reaches(&n.to));
        told.map(|n| n.what).collect()
    }

    fn does_silently(&mut self, name: &str, command: attendance::Command) {
        let caller = Caller {
            participant: id(name),
            peer: self.peer(name),
        };
        let before = self.notices.len();
        self.call(caller, None, Command::Attendance(command));
        let mut told = self.notices.iter().skip(before);
        assert!(!told.any(|n| matches!(n.what, What::Reply { .. })));
    }

    fn request(
        &mut self,
        who: &ParticipantId,
        peer: PeerId,
        key: Option<Key>,
        command: Command,
    ) -> Result<(), Refusal> {
        let participant = who.clone();
        let before = self.notices.len();
        self.call(Caller { participant, peer }, key, command);
        let replies = self
            .notices
            .iter()
            .skip(before)
            .filter_map(|n| match &n.what {
                What::Reply { outcome, .. } => Some(outcome.clone()),
                What::Welcome { re: Some(_) } | What::People { .. } => Some(Ok(())),
                _ => None,
            });
        let replies: Vec<_> = replies.collect();
        assert_eq!(replies.len(), 1, "one request has one reply");
        replies.into_iter().next().unwrap()
    }

    fn call(&mut self, caller: Caller, key: Option<Key>, command: Command) {
        let request = Request {
            caller,
            re: 1,
            key,
            command,
        };
        let mut out = Effects::default();
        self.commit += 1;
        self.room
            .handle_request(request, self.commit, self.now, &mut out);
        self.take(out);
        if self.settles {
            self.settle();
        }
        self.wait(0);
    }

    fn take(&mut self, out: Effects) {
        for record in out.records {
            self.ledger.apply(record);
        }
        self.notices.extend(out.notices);
        self.farewells.extend(out.farewells);
        let mut routes: Vec<Route> = Vec::new();
        if !self.fades {
            self.room.end_fades();
        }
        self.room.poll_routes(&mut routes);
        assert!(self.room.is_routed(), "routes are not looked at again");
        for route in routes {
            self.routes.insert(route.track, route.audience);
        }
    }
}

/// Chance with a seed: the same dice fall alike in every run (splitmix64).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `sides`.
    pub(super) fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }

    /// The same, as an index.
    pub(super) fn index(&mut self, sides: usize) -> usize {
        usize::try_from(self.below(sides as u64)).unwrap()
    }

    pub(super) fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.index(of.len())]
    }
}
