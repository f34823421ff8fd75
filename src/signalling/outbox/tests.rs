//! What a slow reader is told, and what she is not.

use super::*;
use crate::domain::id::{PeerId, QuestionId};
use crate::domain::language::Language;
use crate::domain::notice::What;
use crate::domain::view;
use crate::signalling::outbound;

const SECOND: Duration = Duration::from_secs(1);

fn outbox(limits: &Limits) -> Outbox {
    Outbox::new(limits, Arc::new(Metrics::new()))
}

fn roomy() -> Outbox {
    outbox(&Limits::default())
}

fn small(messages: usize) -> Outbox {
    outbox(&Limits {
        outbox_messages: messages,
        ..Limits::default()
    })
}

fn told(seq: u32, what: &What) -> Arc<Frame> {
    Arc::new(outbound::frame(Some(seq), what).unwrap())
}

/// A numbered change that nothing replaces: each question is its own.
fn change(seq: u32) -> Arc<Frame> {
    told(seq, &question(&format!("q{seq}"), None))
}

fn question(id: &str, voted: Option<bool>) -> What {
    What::Question(Box::new(view::Question {
        id: QuestionId::new(id),
        text: "Why?".into(),
        language: Language::parse("de").unwrap(),
        state: crate::domain::question::State::Asked,
        votes: 0,
        voted,
        own: false,
        asker: None,
        asked_at: Default::default(),
        answer: None,
        answer_language: None,
        reason: None,
        versions: Vec::new(),
        addressed: None,
        labels: Vec::new(),
        pinned: false,
        also: Vec::new(),
        askers: 1,
        merged_into: None,
        next_since: None,
        on_air_at: None,
    }))
}

fn floor(pinned: bool) -> What {
    What::Floor(view::Floor {
        language: None,
        pinned,
        consecutive: false,
    })
}

fn ok(re: u32) -> Arc<Frame> {
    let outcome = Ok(());
    told(0, &What::Reply { re, outcome })
}

fn welcome(re: Option<u32>, seq: u32) -> Arc<Frame> {
    let part = Part::Welcome { re, seq };
    Arc::new(Frame::new(&ServerMessage::Beat, part).unwrap())
}

/// Everything that can be taken now: numbers of changes, and the words for the rest.
fn taken(outbox: &Outbox) -> Vec<String> {
    let mut words = Vec::new();
    while let Some(item) = outbox.lock().take() {
        words.push(match item {
            Item::Frame(frame) => match &frame.part {
                Part::Change { seq, .. } => seq.to_string(),
                Part::Welcome { seq, .. } => format!("welcome {seq}"),
                Part::Reply { re: Some(re), .. } => format!("re {re}"),
                Part::Reply { .. } | Part::State(_) => frame.kind.to_owned(),
            },
            Item::Refresh => "refresh".to_owned(),
            Item::End(close) => {
                words.push(format!("close {close}"));
                break;
            }
        });
    }
    words
}

#[test]
fn everything_leaves_in_order() {
    let outbox = roomy();
    for frame in [change(1), ok(7), change(2)] {
        outbox.push(frame);
    }
    assert_eq!(taken(&outbox), ["1", "re 7", "2"]);
    assert_eq!(outbox.lock().bytes, 0);
}

#[test]
fn the_newest_state_replaces_one_that_was_not_sent() {
    let outbox = roomy();
    let heard = |n: usize| What::Heard(vec![crate::domain::id::ParticipantId::new("p"); n]);
    for frame in [
        told(0, &heard(1)),
        told(1, &floor(false)),
        change(2),
        told(0, &heard(2)),
        told(3, &floor(true)),
    ] {
        outbox.push(frame);
    }
    assert_eq!(taken(&outbox), ["2", "heard", "3"]);
    outbox.push(told(4, &floor(false)));
    assert_eq!(taken(&outbox), ["4"], "one that was sent is not replaced");
}

#[test]
fn a_readers_own_vote_is_not_replaced_by_what_is_told_to_many() {
    let outbox = roomy();
    outbox.push(told(1, &question("q", Some(true))));
    outbox.push(told(2, &question("q", None)));
    assert_eq!(taken(&outbox), ["1", "2"]);
    outbox.push(told(3, &question("q", None)));
    outbox.push(told(4, &question("q", Some(false))));
    assert_eq!(taken(&outbox), ["4"]);
}

#[test]
fn votes_are_replaced_only_by_votes_that_say_as_much() {
    let outbox = roomy();
    let votes = |ids: &[&str]| {
        let votes = ids.iter().map(|id| (QuestionId::new(*id), 1)).collect();
        told(0, &What::Votes(votes))
    };
    outbox.push(votes(&["a", "b"]));
    outbox.push(votes(&["a"]));
    assert_eq!(taken(&outbox).len(), 2);
    outbox.push(votes(&["a"]));
    outbox.push(votes(&["a", "b"]));
    assert_eq!(taken(&outbox).len(), 1);
}

#[test]
fn a_full_outbox_drops_changes_keeps_replies_and_asks_for_a_welcome_when_it_is_empty() {
    let outbox = small(3);
    outbox.push(change(1));
    outbox.push(ok(7));
    for seq in 2..10 {
        outbox.push(change(seq));
    }
    assert_eq!(outbox.lock().metrics.ws_outbox_dropped.get(), 9);
    assert_eq!(taken(&outbox), ["re 7", "refresh"]);
    // Until the welcome is there, nothing it would tell again is queued.
    outbox.push(change(10));
    outbox.push(ok(8));
    assert_eq!(taken(&outbox), ["re 8"]);
    outbox.push(welcome(None, 10));
    outbox.push(change(11));
    assert_eq!(taken(&outbox), ["welcome 10", "11"]);
}

#[test]
fn bytes_fill_an_outbox_as_messages_do_and_one_large_welcome_is_taken() {
    let bytes = change(1).text.len() * 2;
    let outbox = outbox(&Limits {
        outbox_bytes: bytes,
        ..Limits::default()
    });
    outbox.push(change(1));
    outbox.push(change(2));
    assert_eq!(taken(&outbox), ["1", "2"]);
    for seq in 3..6 {
        outbox.push(change(seq));
    }
    assert_eq!(taken(&outbox), ["refresh"]);
    let tiny = small(0);
    tiny.push(welcome(None, 1));
    assert_eq!(taken(&tiny), ["welcome 1"]);
}

#[test]
fn a_busy_room_is_asked_again() {
    let outbox = small(1);
    outbox.push(change(1));
    outbox.push(change(2));
    assert_eq!(taken(&outbox), ["refresh"]);
    assert!(taken(&outbox).is_empty());
    outbox.refresh_again();
    assert_eq!(taken(&outbox), ["refresh"]);
}

#[test]
fn a_welcome_replaces_what_it_includes_and_nothing_newer() {
    let outbox = roomy();
    let presence = What::Presence(view::Presence::default());
    for frame in [change(4), ok(1), told(0, &presence), change(6)] {
        outbox.push(frame);
    }
    outbox.push(welcome(None, 5));
    assert_eq!(taken(&outbox), ["re 1", "6", "welcome 5"]);
}

#[test]
fn a_reader_who_asks_and_never_listens_is_cut() {
    let outbox = small(5);
    for re in 0..7 {
        outbox.push(ok(re));
    }
    outbox.push(change(1));
    assert_eq!(taken(&outbox), ["close 1013"]);
}

#[test]
fn a_goodbye_comes_after_replies_and_before_nothing() {
    let outbox = roomy();
    outbox.push(change(1));
    outbox.push(ok(2));
    outbox.end(Code::Left, None);
    outbox.end(Code::Restarting, Some(1));
    outbox.push(change(3));
    assert_eq!(taken(&outbox), ["re 2", "goodbye", "close 1000"]);
}

#[test]
fn a_refused_hello_closes_and_a_refused_request_does_not() {
    let refused = |re| {
        let outcome = Err(crate::domain::refusal::Refusal::AlreadyIn);
        told(0, &What::Reply { re, outcome })
    };
    let outbox = roomy();
    outbox.entering(1);
    outbox.push(refused(2));
    outbox.push(refused(1));
    assert_eq!(taken(&outbox), ["re 2", "re 1", "close 1008"]);
    for first in [welcome(Some(1), 0), ok(1)] {
        let outbox = roomy();
        outbox.entering(1);
        outbox.push(first);
        outbox.push(refused(1));
        assert!(!taken(&outbox).contains(&"close 1008".to_owned()));
    }
}

#[tokio::test(start_paused = true)]
async fn patience_ends_for_who_takes_nothing_and_not_for_who_takes_the_rest() {
    let overdue = |outbox: Arc<Outbox>| async move {
        let wait = outbox.overdue(10 * SECOND, 2 * SECOND);
        tokio::time::timeout(60 * SECOND, wait).await.is_ok()
    };
    let fill = |outbox: &Outbox| (1..4).for_each(|seq| outbox.push(change(seq)));
    let stuck = Arc::new(small(2));
    fill(&stuck);
    assert!(overdue(stuck).await);
    let slow = Arc::new(small(2));
    fill(&slow);
    assert_eq!(taken(&slow), ["refresh"]);
    assert!(!overdue(slow).await);
    let parting = Arc::new(small(2));
    parting.end(Code::Replaced, None);
    assert!(overdue(parting).await);
}

#[test]
fn one_encoding_serves_a_thousand() {
    use crate::foundation::metrics::{Metrics, TypeLabel};
    use crate::signalling::hub::Hub;
    use crate::venue::ports::Voice;

    let metrics = Arc::new(Metrics::new());
    let hub = Hub::new(metrics.clone());
    let outboxes: Vec<_> = (0..1_000).map(|_| Arc::new(roomy())).collect();
    let peers: Vec<_> = (0..1_000).map(PeerId).collect();
    for (peer, outbox) in peers.iter().zip(&outboxes) {
        hub.connect(*peer, outbox.clone());
    }
    hub.tell(&peers, Some(1), &floor(true));
    let place = |outbox: &Arc<Outbox>| match outbox.lock().take() {
        Some(Item::Frame(frame)) => frame.text.as_str().as_ptr(),
        other => panic!("{other:?}"),
    };
    let places: std::collections::HashSet<_> = outboxes.iter().map(place).collect();
    assert_eq!(places.len(), 1, "all have the same bytes");
    let r#type = "floor_changed";
    let encoded = metrics.ws_encoded.get_or_create(&TypeLabel { r#type });
    assert_eq!(encoded.get(), 1);
    hub.disconnect(peers[0]);
    hub.tell(&peers, Some(2), &floor(false));
    assert!(taken(&outboxes[0]).is_empty());
    assert_eq!(taken(&outboxes[1]), ["2"]);
}
