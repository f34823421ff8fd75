//! The rules of a room, and nothing else.
//!
//! Absent here: the clock, chance, tasks, sockets, WebRTC, SQL. Time, ids and observations come in as arguments,
//! decisions go out as values. A room's methods are of four kinds: `handle_*` takes in what happened, a plain verb
//! asks, `poll_*` gives out what must happen next, and `settle` confirms what the ledger has kept.

mod alarms;
pub mod attendance;
pub mod banner;
mod beside;
mod board;
pub mod booth;
mod booths;
mod census;
mod channel;
pub mod channels;
pub mod command;
mod conduct;
pub mod consent;
pub mod cues;
mod decalage;
pub mod device_check;
pub mod effect;
mod fact;
pub mod fitness;
mod floor;
mod hand_over;
pub mod hands;
pub mod id;
mod interlock;
pub mod invitation;
pub mod language;
pub mod limits;
pub mod notice;
mod pace;
pub mod papers;
mod parts;
pub mod phase;
mod picture;
mod pivot;
mod portrait;
pub mod question;
pub mod questions;
mod receipts;
pub mod refusal;
#[cfg(test)]
mod rehearsal;
pub mod role;
pub mod room;
mod routing;
pub mod run_sheet;
mod seat;
pub mod show;
pub mod signals;
pub mod snapshot;
pub mod stage;
pub mod talk;
pub mod time;
mod told;
mod tracks;
pub mod translation;
pub mod view;
mod works;
