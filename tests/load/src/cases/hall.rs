//! A full hall: a speaker with three layers, two interpreters, attendees who hear floor and channel, some on bad networks.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;

use super::fan_out::{self, Plan};
use crate::hall::Habits;
use crate::podium::{Podium, Source};
use crate::report::Report;
use crate::sfu::Sfu;
use crate::sfu::roadshow::Roadshow;

/// The camera's layers in kbit/s, largest first.
const LAYERS: [u32; 3] = [600, 200, 80];
/// Every so manieth attendee is on a bad network.
const BAD: usize = 10;
/// What a bad network loses.
const LOSS: f64 = 0.01;

/// What goes on in a hall.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// Attendees.
    pub subscribers: usize,
    /// How long they take to come in.
    pub ramp: Duration,
    /// How long everybody stays.
    pub hold: Duration,
    /// A tenth is on a network that loses 1 %.
    pub lossy: bool,
}

/// One hall from beginning to end.
///
/// # Errors
/// When the server refuses somebody.
pub async fn run(binary: &Path, wish: Wish) -> Result<Report> {
    let mut roadshow = Roadshow::start(binary, "", wish.subscribers).await?;
    roadshow.listens = Some(("zh", true));
    let podium = Podium::open()?;
    let camera = Source::Camera(LAYERS.to_vec());
    let speaker = roadshow
        .publish(&podium, &[Source::Voice, camera], 1)
        .await?;
    let first = roadshow.interpret(&podium, 2, true).await?;
    // The second stands by with an open connection, as a colleague does.
    let second = roadshow.interpret(&podium, 3, false).await?;
    let speakers = [speaker, first, second];
    speakers.iter().for_each(|s| s.publisher.speak(true));
    let plan = Plan {
        name: format!("hall, {} attendees", wish.subscribers),
        subscribers: wish.subscribers,
        ramp: wish.ramp,
        hold: wish.hold,
        habits: if wish.lossy {
            habits
        } else {
            |_| Habits::default()
        },
        lines: 3,
    };
    let told = roadshow.delivered();
    let (mut report, full) = fan_out::measure(&roadshow, &speakers, &plan).await?;
    report.set("ws_messages", fan_out::whole(roadshow.delivered() - told));
    drop(full);
    let lost = report.get("video_lost").unwrap_or_default();
    report.expect(
        lost == 0.0,
        format!("{lost} packets of pictures are missing after repair"),
    );
    let sound = report.get("audio_lost").unwrap_or_default();
    let by_link = report.get("audio_lost_by_link").unwrap_or_default();
    report.expect(
        sound <= by_link,
        format!("{sound} packets of sound are missing, the networks lost {by_link}"),
    );
    Ok(report)
}

fn habits(number: usize) -> Habits {
    Habits {
        loss: (number % BAD == BAD - 1).then_some((LOSS, 7)),
        ..Habits::default()
    }
}
