//! Everything browsers and scripts ask by HTTP, and the one TCP port they come in by.
//!
//! Not here: signalling (its route is handed in), SQL, RTP; ICE-TCP streams are recognised and passed on unread.

pub mod assets;
mod caller;
pub mod certificate;
mod codes;
pub mod devices;
pub mod doors;
mod due;
mod fragment;
mod health;
mod layers;
mod letters;
pub mod metrics;
mod openapi;
pub mod origin;
mod people;
pub mod port;
pub mod premises;
pub mod problem;
mod programme;
mod questions;
mod redirect;
pub mod routes;
pub mod sessions;
mod shows;
mod table;
pub mod tickets;
pub mod tls;
mod whep;
mod whip;
