//! What can be measured: each case is a plan, a run, and a report.

pub mod compare;
pub mod delivery;
pub mod fan_out;
pub mod hall;
pub mod leak;
pub mod limit;
pub mod pli;
pub mod restart;
pub mod smoke;
pub mod storm;
mod watch;

use crate::podium::Source;

/// One speaker with a voice and a camera without layers.
pub fn picture(kbps: u32) -> Vec<Vec<Source>> {
    vec![vec![Source::Voice, Source::Camera(vec![kbps])]]
}

/// Three voices that everybody hears.
pub fn three_voices() -> Vec<Vec<Source>> {
    vec![vec![Source::Voice]; 3]
}
