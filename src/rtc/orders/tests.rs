//! What an inbox keeps, in what order, and what it declines.

use super::*;
use crate::domain::id::{Line, Source};
use crate::foundation::clock::Clock;

/// As it is put behind the door of one thread.
fn waiting(order: MediaOrder, since: Instant) -> Waiting {
    Waiting {
        show: ShowId::new("demo"),
        order,
        wanted: Shards::default(),
        followers: Arc::new(Followers::new(Shards::default())),
        since,
    }
}

fn order(peer: u64, generation: u64, audience: &[(PeerId, Line)]) -> MediaOrder {
    MediaOrder {
        track: TrackId {
            peer: PeerId(peer),
            source: Source::Microphone,
        },
        generation,
        audience: audience.into(),
    }
}

#[test]
fn the_newest_order_of_each_track_is_kept_and_none_is_lost() {
    let (inbox, now) = (Inbox::default(), Clock::wall().instant());
    for generation in 1..=10_000 {
        let order = order(generation % 100, generation, &[]);
        inbox.order(vec![waiting(order, now)]);
    }
    inbox.order(vec![waiting(order(1, 1, &[]), now)]);
    assert!(inbox.is_filled());
    let orders = inbox.take().orders;
    assert_eq!(orders.len(), 100);
    assert!(
        orders
            .iter()
            .all(|waiting| waiting.order.generation > 9_900)
    );
    assert!(!inbox.is_filled());
}

#[test]
fn orders_that_belong_together_are_taken_together() {
    let inbox = Inbox::default();
    let now = Clock::wall().instant();
    let listener = [(PeerId(9), Line::Channel)];
    const HAND_OVERS: u64 = 50_000;
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for turn in 1..=HAND_OVERS {
                // The one whose turn it was loses the channel, her partner gains it.
                let (loses, gains) = (turn % 2, (turn + 1) % 2);
                let orders = [
                    order(loses, turn * 2, &[]),
                    order(gains, turn * 2 + 1, &listener),
                ];
                inbox.order(orders.map(|order| waiting(order, now)).to_vec());
            }
        });
        let mut audiences: HashMap<TrackId, usize> = HashMap::new();
        let mut newest = 0;
        while newest < HAND_OVERS * 2 + 1 {
            for waiting in inbox.take().orders {
                let order = waiting.order;
                audiences.insert(order.track, order.audience.len());
                assert!(order.generation > newest, "the oldest comes first");
                newest = order.generation;
            }
            let live: usize = audiences.values().sum();
            assert_eq!(live, usize::from(newest > 0), "never two, never none");
        }
    });
}

#[test]
fn an_order_ages_from_the_first_unread_one() {
    let (inbox, now) = (Inbox::default(), Clock::wall().instant());
    inbox.order(vec![waiting(order(1, 1, &[]), now)]);
    inbox.order(vec![waiting(order(1, 2, &[]), now + LATE)]);
    let orders = inbox.take().orders;
    assert!(!orders[0].is_late(now + LATE));
    assert!(orders[0].is_late(now + LATE + Duration::from_millis(1)));
}

#[test]
fn offers_are_declined_when_too_many_wait_but_nobody_is_forgotten() {
    let inbox = Inbox::default();
    let offer = || Command::Negotiate {
        peer: PeerId(1),
        client: Client::Page,
        leg: Leg::Send,
        offer: String::new(),
        answer: oneshot::channel().0,
    };
    for _ in 0..MOST_DECLINABLE {
        assert!(inbox.command(offer()).is_ok());
    }
    assert!(inbox.command(offer()).is_err());
    assert!(inbox.command(Command::Detach(PeerId(1))).is_ok());
    assert_eq!(inbox.take().commands.len(), MOST_DECLINABLE + 1);
    assert!(inbox.command(offer()).is_ok());
}

#[test]
fn an_order_is_followed_once_all_concerned_follow_it_and_that_is_told_once() {
    let three = ShardId::first(3).fold(Shards::default(), Shards::with);
    let followers = Followers::new(three);
    assert!(!followers.follow(ShardId(0)));
    assert!(!followers.follow(ShardId(0)), "one twice is one");
    assert!(!followers.follow(ShardId(9)), "one that came later");
    assert!(!followers.follow(ShardId(2)));
    assert!(followers.follow(ShardId(1)));
    assert!(!followers.follow(ShardId(1)));
}

#[test]
fn the_newest_word_about_each_thing_is_kept() {
    let inbox = Inbox::default();
    let heard = |number| Word::Heard {
        show: ShowId::new("demo"),
        number,
        peers: vec![PeerId(number)],
    };
    for number in 1..=10_000 {
        inbox.word(heard(number));
        inbox.word(Word::Wish(order(number % 10, 0, &[]).track));
    }
    let words = inbox.take().words;
    assert_eq!(words.len(), 11);
    assert!(words.contains(&heard(10_000)));
}
