//! What a room tells → one `ServerMessage`, encoded once for its whole audience.

use super::frame::{Frame, Part, Subject};
use super::views::all;
use crate::domain::id::Line;
use crate::domain::notice::What;
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::protocol::media::{LineView, MediaKind, MediaView};
use crate::protocol::refusal::Code;
use crate::protocol::server::{ServerMessage, Welcome};
use crate::protocol::views::VoteView;
use crate::venue::ports::{Greeting, NegotiationFault, receive_lines};

/// How long a caller waits before asking again what the server could not do now.
const RETRY_MS: u32 = 1_000;
/// How long somebody waits before a full show: about as long as one or two leave.
const FULL_RETRY_MS: u32 = 20_000;

/// One thing told, with the room's number if it has one. A welcome travels by `welcome`, not here.
pub(super) fn frame(seq: Option<u32>, what: &What) -> Option<Frame> {
    use ServerMessage as M;

    let seq = seq.unwrap_or_default();
    let change = |of| Part::Change { seq, of };
    let (message, part) = match what {
        What::Reply { re, outcome } => return Frame::reply(&reply(*re, outcome)),
        What::Welcome { .. } => return None,
        What::People { re, page } => {
            return Frame::reply(&M::People {
                re: *re,
                people: all(&page.people),
                more: page.more,
            });
        }
        What::Room(room) => {
            let room = room.into();
            (M::PhaseChanged { seq, room }, change(Subject::Room))
        }
        What::Stage(stage) => {
            let stage = stage.into();
            (M::StageChanged { seq, stage }, change(Subject::Stage))
        }
        What::Backstage(backstage) => {
            let backstage = backstage.into();
            let message = M::BackstageChanged { seq, backstage };
            (message, change(Subject::Backstage))
        }
        What::Floor(floor) => {
            let floor = floor.into();
            (M::FloorChanged { seq, floor }, change(Subject::Floor))
        }
        What::Channel(channel) => {
            let of = Subject::Channel(channel.language.clone());
            let channel = channel.into();
            (M::ChannelChanged { seq, channel }, change(of))
        }
        What::Booth(booth) => {
            let of = Subject::Booth(booth.booth.clone());
            let booth = booth.as_ref().into();
            (M::BoothChanged { seq, booth }, change(of))
        }
        What::Person(person) => {
            let of = Subject::Person(person.participant.clone());
            let person = person.into();
            (M::PeopleChanged { seq, person }, change(of))
        }
        What::Hands(hands) => {
            let hands = all(hands);
            (M::HandsChanged { seq, hands }, change(Subject::Hands))
        }
        What::Question(question) => {
            let of = Subject::Question {
                id: question.id.clone(),
                personal: question.voted.is_some(),
            };
            let question = question.as_ref().into();
            (M::QuestionChanged { seq, question }, change(of))
        }
        What::Queue(order) => {
            let order = order.clone();
            (M::QueueChanged { seq, order }, change(Subject::Queue))
        }
        What::You(you) => {
            let you = you.into();
            (M::YouChanged { seq, you }, change(Subject::You))
        }
        What::Listening(listening) => (
            M::Listening(listening.into()),
            Part::State(Subject::Listening),
        ),
        What::Presence(presence) => (M::Presence(presence.into()), Part::State(Subject::Presence)),
        What::Votes(votes) => {
            let of = Subject::Votes(votes.iter().map(|(question, _)| question.clone()).collect());
            let votes = votes
                .iter()
                .map(|(question, votes)| VoteView {
                    question: question.clone(),
                    votes: *votes,
                })
                .collect();
            (M::VotesChanged { votes }, Part::State(of))
        }
        What::Heard(loudest) => {
            let loudest = loudest.clone();
            (M::Heard { loudest }, Part::State(Subject::Heard))
        }
        What::Lamps(lamps) => {
            let lamps = all(lamps);
            (M::Lamps { lamps }, Part::State(Subject::Lamps))
        }
        What::Papers(papers) => {
            let papers = papers.into();
            (M::PapersChanged { seq, papers }, change(Subject::Papers))
        }
        What::ChatLine(line) => {
            let of = Subject::ChatLine(line.number);
            let line = line.into();
            (M::BoothChatLine { seq, line }, change(of))
        }
        What::RunSheet(run_sheet) => {
            let run_sheet = run_sheet.into();
            let message = M::RunSheetChanged { seq, run_sheet };
            (message, change(Subject::RunSheet))
        }
        What::Programme(programme) => {
            let programme = programme.into();
            let message = M::ProgrammeChanged { seq, programme };
            (message, change(Subject::Programme))
        }
        What::Briefing(people) => {
            let people = all(people);
            (
                M::BriefingChanged { seq, people },
                change(Subject::Briefing),
            )
        }
        What::Levels(levels) => {
            let channels = levels.channels.iter();
            let channels = channels.map(|(language, level)| (language.as_str().to_owned(), *level));
            let message = M::Levels {
                floor: levels.floor,
                channels: channels.collect(),
            };
            (message, Part::State(Subject::Levels))
        }
        What::Timings(people) => {
            let people = all(people);
            (M::Timings { people }, Part::State(Subject::Timings))
        }
        What::Layers(camera) => {
            let camera = *camera;
            (M::Layers { camera }, Part::State(Subject::Layers))
        }
        What::Resting(lines) => {
            let lines = lines.iter().map(|line| name(*line, 0)).collect();
            (M::Resting { lines }, Part::State(Subject::Resting))
        }
        What::Health(health) => (M::Health(health.into()), Part::State(Subject::Health)),
    };
    Frame::new(&message, part)
}

/// Everything one peer may see.
pub(super) fn welcome(greeting: &Greeting) -> Option<Frame> {
    let view = &greeting.view;
    let message = ServerMessage::Welcome(Box::new(Welcome {
        re: greeting.re,
        epoch: greeting.epoch.clone(),
        seq: greeting.seq,
        you: (&view.you).into(),
        room: (&view.room).into(),
        stage: (&view.stage).into(),
        backstage: view.backstage.as_ref().map(Into::into),
        floor: (&view.floor).into(),
        channels: all(&view.channels),
        booths: all(&view.booths),
        questions: all(&view.questions),
        hands: all(&view.hands),
        people: all(&view.people),
        presence: (&view.presence).into(),
        listening: (&view.listening).into(),
        lamps: all(&view.lamps),
        papers: view.papers.as_ref().map(Into::into),
        booth_chat: all(&view.booth_chat),
        programme: (&view.programme).into(),
        run_sheet: view.run_sheet.as_ref().map(Into::into),
        briefing: all(&view.briefing),
        media: media(view.you.role),
    }));
    let part = Part::Welcome {
        re: greeting.re,
        seq: greeting.seq,
    };
    Frame::new(&message, part)
}

/// A request that is declined on the way to the room.
pub(super) fn refused(re: u32, code: Code, detail: Option<&str>) -> ServerMessage {
    let message = match detail {
        Some(detail) => format!("{} ({detail})", code.message()),
        None => code.message().to_owned(),
    };
    let retry_after_ms = match code {
        Code::Busy | Code::StorageUnavailable | Code::Restarting | Code::TooManyConnections => {
            Some(RETRY_MS)
        }
        Code::ShowFull => Some(FULL_RETRY_MS),
        _ => None,
    };
    ServerMessage::Refused {
        re,
        code,
        message,
        retry_after_ms,
    }
}

/// An offer that is declined.
pub(super) fn offer_refused(re: u32, fault: &NegotiationFault) -> ServerMessage {
    match fault {
        NegotiationFault::Refused(detail) => refused(re, Code::SdpRefused, Some(detail)),
        NegotiationFault::Full => refused(re, Code::Busy, None),
        NegotiationFault::Failed => refused(re, Code::Internal, None),
    }
}

fn reply(re: u32, outcome: &Result<(), Refusal>) -> ServerMessage {
    match outcome {
        Ok(()) => ServerMessage::Ok { re },
        Err(Refusal::TextTooLong { limit }) => {
            let detail = format!("at most {limit} characters");
            refused(re, Code::TextTooLong, Some(&detail))
        }
        Err(refusal) => refused(re, code(refusal), None),
    }
}

fn code(refusal: &Refusal) -> Code {
    macro_rules! same_words {
        ($($word:ident),+ $(,)?) => {
            match refusal {
                Refusal::TextTooLong { .. } => Code::TextTooLong,
                $(Refusal::$word => Code::$word,)+
            }
        };
    }
    same_words! {
        Forbidden, WrongPhase, DoorsClosed, ShowOver, ShowFull, AlreadyIn, NotIn, NoSuchParticipant, NoSuchQuestion,
        NoSuchBooth, BoothFull, NotBackstage, NotOnStage, StageFull, MayNotPublish, WrongState, TextEmpty,
        TooManyQuestions, AnonymousNotAllowed, BadName, UnknownLanguage, SpeaksFloorLanguage, ChannelOccupied, NoHandOver,
        NoPartner, Busy,
        StorageUnavailable,
    }
}

/// What a page of this role needs to offer its legs.
fn media(role: Role) -> MediaView {
    let mut floors = 0_u8;
    let receive = receive_lines(role)
        .into_iter()
        .map(|line| {
            if line == Line::Floor {
                floors = floors.saturating_add(1);
            }
            LineView {
                name: name(line, floors),
                kind: kind(line),
            }
        })
        .collect();
    MediaView {
        receive,
        codecs: ["h264", "vp9", "av1", "vp8"].map(str::to_owned).to_vec(),
    }
}

/// What a line is called; the floor's are counted.
fn name(line: Line, floor: u8) -> String {
    match line {
        Line::Stage => "stage".to_owned(),
        Line::Inset => "inset".to_owned(),
        Line::Sign => "sign".to_owned(),
        Line::Floor => format!("floor_{floor}"),
        Line::Shared => "shared".to_owned(),
        Line::Channel => "channel".to_owned(),
        Line::Sound => "sound".to_owned(),
        Line::BackstagePicture(n) | Line::BackstageSound(n) => {
            format!("backstage_{}", n.saturating_add(1))
        }
        Line::PartnerPicture(n) | Line::PartnerSound(n) => {
            format!("partner_{}", n.saturating_add(1))
        }
    }
}

fn kind(line: Line) -> MediaKind {
    match line {
        Line::Stage
        | Line::Inset
        | Line::Sign
        | Line::BackstagePicture(_)
        | Line::PartnerPicture(_) => MediaKind::Video,
        Line::Floor
        | Line::Shared
        | Line::Channel
        | Line::BackstageSound(_)
        | Line::PartnerSound(_)
        | Line::Sound => MediaKind::Audio,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_has_the_lines_that_are_promised() {
        for (role, pictures, sounds) in [
            (Role::Attendee, 3, 5),
            (Role::Interpreter, 5, 7),
            (Role::Speaker, 7, 9),
            (Role::Host, 7, 9),
            (Role::Moderator, 7, 9),
        ] {
            let lines = media(role).receive;
            let video = lines.iter().filter(|l| l.kind == MediaKind::Video).count();
            assert_eq!((video, lines.len() - video), (pictures, sounds), "{role:?}");
            let mut names: Vec<_> = lines.iter().map(|l| (l.kind as u8, &l.name)).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), lines.len());
        }
    }

    #[test]
    fn a_refusal_says_its_code_its_limit_and_when_to_come_back() {
        let long = reply(4, &Err(Refusal::TextTooLong { limit: 500 }));
        let ServerMessage::Refused {
            re,
            code,
            message,
            retry_after_ms,
        } = long
        else {
            panic!("not refused");
        };
        assert_eq!((re, code, retry_after_ms), (4, Code::TextTooLong, None));
        assert!(message.contains("at most 500 characters"));
        let busy = reply(5, &Err(Refusal::Busy));
        assert!(matches!(
            busy,
            ServerMessage::Refused {
                retry_after_ms: Some(1_000),
                ..
            }
        ));
    }
}
