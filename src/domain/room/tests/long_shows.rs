//! Long random shows, and after every moment of each: what every listener is routed, held against a model that knows only
//! what people did. 2,000 shows; `ROADSHOW_SHOWS=100000` says otherwise.

mod actors;
mod model;

use std::collections::BTreeMap;

use self::actors::Show;
use crate::domain::rehearsal::Dice;

#[test]
fn in_no_show_does_a_listener_hear_a_language_that_is_not_hers() {
    let shows = std::env::var("ROADSHOW_SHOWS").ok();
    let shows = shows.and_then(|n| n.parse().ok()).unwrap_or(2_000_u64);
    let first = std::env::var("ROADSHOW_FIRST_SHOW").ok();
    let first = first.and_then(|n| n.parse().ok()).unwrap_or(0_u64);
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get() as u64);
    let seen = std::thread::scope(|scope| {
        let halls: Vec<_> = (0..threads)
            .map(|thread| {
                let seeds = (first..first + shows).filter(move |seed| seed % threads == thread);
                scope.spawn(move || {
                    let mut seen = BTreeMap::new();
                    for seed in seeds {
                        play(seed, &mut seen);
                    }
                    seen
                })
            })
            .collect();
        let mut all = BTreeMap::new();
        for hall in halls {
            for (what, times) in hall.join().unwrap() {
                *all.entry(what).or_insert(0) += times;
            }
        }
        all
    });
    // What never happened in any show would prove nothing.
    println!("{shows} shows: {seen:?}");
    for what in model::SEEN {
        assert!(seen.get(what).is_some_and(|n| *n > 20), "{what}: {seen:?}");
    }
}

fn play(seed: u64, seen: &mut BTreeMap<&'static str, u64>) {
    let mut dice = Dice::new(seed);
    let mut show = Show::open(&mut dice);
    let moments = if seed.is_multiple_of(LONG) { 200 } else { 20 };
    for moment in 0..moments {
        let act = show.act(&mut dice);
        show.model.look(&show.hall);
        let wrong = show.model.judge(&show.hall, seen);
        if let Err(wrong) = wrong {
            let story = show.story.join("\n  ");
            panic!("show {seed}, moment {moment}, {act}: {wrong}\n  {story}");
        }
    }
}

/// Every so many shows one is ten times as long as the others.
const LONG: u64 = 20;
