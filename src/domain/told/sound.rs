//! What is told of channels and booths: at once, and to each audience what it may see of them.

use super::tell;
use crate::domain::fact::Turn;
use crate::domain::notice::{Audience, Stream, What};
use crate::domain::parts::Parts;
use crate::domain::portrait::Counts;
use crate::domain::view;

/// Tells the channels and booths that changed, as they are now.
pub(super) fn tell_sound(
    parts: &Parts,
    turn: &mut Turn,
    counts: &Counts,
    channel_changed: impl Fn(&view::Channel) -> bool,
    booth_changed: impl Fn(&view::Booth) -> bool,
) {
    for channel in parts.channel_views(counts) {
        if channel_changed(&channel) {
            let what = What::Channel(channel);
            tell(turn, Audience::Everyone, Stream::Live, what);
        }
    }
    for booth in parts.booth_views(counts) {
        if booth_changed(&booth) {
            tell_booth(turn, booth);
        }
    }
}

/// The booth's own interpreters read the digits, the staff does not.
fn tell_booth(turn: &mut Turn, booth: view::Booth) {
    let id = booth.booth.clone();
    if booth.number.is_none() {
        tell(
            turn,
            Audience::Booth(id),
            Stream::Live,
            What::Booth(Box::new(booth)),
        );
        return;
    }
    let staff = What::Booth(Box::new(booth.clone().for_staff()));
    tell(turn, Audience::Staff, Stream::Live, staff);
    tell(
        turn,
        Audience::Seats(id),
        Stream::Live,
        What::Booth(Box::new(booth)),
    );
}
