//! The scripted show: speakers, interpreters and listeners as people are, on a bad network, and a judge.
//!
//! `plan` is what happens, `stage`, `director`, `interpreter` and `audience` are the people, `log` is what was seen, `rules`
//! what was right, `judge` and `table` what comes of it. The server is another process and is asked nothing.

pub mod audience;
pub mod director;
mod ear;
mod house;
pub mod interpreter;
pub mod judge;
pub mod log;
pub mod meter;
pub mod mind;
pub mod pages;
pub mod plan;
pub mod rules;
pub mod stage;
pub mod table;

use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use futures_util::{StreamExt, TryStreamExt, stream};

use audience::Listener;
use director::Director;
use judge::Patience;
use pages::Pages;
use plan::{Language, Plan, Voice};
use stage::{MAIN, PIVOT, Stage};
use table::Outcome;

/// What a show shall be.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Of all chance.
    pub seed: u64,
    /// How long it lasts.
    pub length: Duration,
    /// Listeners of each language, pages included.
    pub listeners: usize,
    /// Of all listeners, so many are pages.
    pub browsers: usize,
    /// Write down what happened.
    pub verbose: bool,
}

/// Plays a show and judges it; what happened is told to `say`.
///
/// # Errors
/// When somebody who should take part cannot.
pub async fn play(binary: &Path, wish: &Wish, say: impl Fn(&str)) -> Result<Outcome> {
    let length = u32::try_from(wish.length.as_millis())?;
    let stage = Stage::open(binary, Plan::draw(wish.seed, length), wish.seed).await?;
    let mut director = Director::enter(&stage).await?;
    let mut audience = enter(&stage, wish).await?;
    let mut monitors = Vec::new();
    for language in [Language::De, Language::Zh] {
        monitors.push(Listener::monitor(&stage, language).await?);
    }
    let mut pages = match wish.browsers {
        0 => None,
        count => Some(Pages::open(&stage, count).await?),
    };
    director.rehearse().await;
    tokio::time::sleep(SETTLE).await;
    if let Some(pages) = &mut pages {
        pages.try_meters(stage.crowd.epoch).await?;
    }
    let begun = stage.begin();
    say(&format!("everybody is in; {} s", stage.plan.length / 1_000));

    let mut clock = tokio::time::interval(Duration::from_secs(1));
    let show = director.run(begun);
    tokio::pin!(show);
    loop {
        tokio::select! {
            () = &mut show => break,
            _ = clock.tick() => write(&stage, &mut audience, &mut monitors).await,
            ended = follow(&mut pages) => ended?,
        }
    }
    let _ = tokio::time::timeout(LAST, follow(&mut pages)).await;
    write(&stage, &mut audience, &mut monitors).await;

    let evidence = stage.log.evidence();
    let begun = stage.log.millis(begun);
    if wish.verbose {
        for (at, note) in &evidence.notes {
            say(&format!("{:>10}  {note}", judge::seconds(*at)));
        }
        for (voice, packets) in &evidence.packets {
            let words = packets.iter().filter(|p| p.words).count();
            say(&format!(
                "{}: {} packets, {words} words",
                voice.name(),
                packets.len()
            ));
        }
        say(&format!("show time 0 is {}", judge::seconds(begun)));
    }
    let span = (begun + 3_000, begun + stage.plan.length);
    let truth = rules::read(&evidence, span.1);
    let mut rows = Vec::new();
    for page in pages.iter().flat_map(|pages| &pages.pages) {
        let mut row = judge::listener(
            &page.name,
            page.language,
            &page.diary,
            &truth,
            &evidence,
            span,
            OF_A_PAGE,
        );
        judge::loudness(
            &mut row,
            page.language,
            &page.meter,
            &truth,
            &evidence,
            span,
        );
        rows.push(row);
    }
    rows.extend(audience.iter().map(|who| {
        judge::listener(
            &who.name,
            who.language,
            &who.diary,
            &truth,
            &evidence,
            span,
            PATIENCE,
        )
    }));
    let ears: Vec<_> = monitors
        .iter()
        .map(|who| (who.language, &who.diary))
        .collect();
    let booths = [
        (MAIN, &Voice::INTERPRETERS[..2]),
        (PIVOT, &Voice::INTERPRETERS[2..]),
    ];
    let booths =
        booths.map(|(name, seats)| judge::booth(name, seats, &ears, &truth, &evidence, span));
    Ok(Outcome {
        listeners: rows,
        booths: booths.into(),
        floor: judge::floor(&stage.plan, &evidence, begun),
        judged: span.1 - span.0,
    })
}

async fn enter(stage: &std::sync::Arc<Stage>, wish: &Wish) -> Result<Vec<Listener>> {
    let seats = (0..wish.listeners * 2 - wish.browsers).map(|place| {
        let language = if place % 2 == 0 {
            Language::De
        } else {
            Language::Zh
        };
        Listener::enter(stage, language, place as u64)
    });
    stream::iter(seats).buffered(6).try_collect().await
}

async fn follow(pages: &mut Option<Pages>) -> Result<()> {
    match pages {
        Some(pages) => pages.follow().await,
        None => std::future::pending().await,
    }
}

async fn write(stage: &Stage, audience: &mut [Listener], monitors: &mut [Listener]) {
    for listener in audience.iter_mut().chain(monitors) {
        listener.write(stage).await;
    }
    stage.log.pass(&stage.link.take_passed());
    stage.log.stall(&stage.link.take_stalls());
}

/// Between the last arrival and the first word.
const SETTLE: Duration = Duration::from_secs(2);
/// What is under way when the show ends.
const LAST: Duration = Duration::from_millis(800);
/// A page plays a little later than it receives, and raises and lowers by ramps.
const OF_A_PAGE: Patience = Patience {
    change: 900,
    gap: 300,
    wrong: judge::WRONG_MS,
};
const PATIENCE: Patience = Patience {
    change: 500,
    gap: 300,
    // One packet is enough.
    wrong: log::STEP_MS,
};
