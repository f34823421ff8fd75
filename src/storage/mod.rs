//! What outlives the process, in SQLite: the venue's ledger.
//!
//! Absent here: rules, rooms and everything live. Reading goes by a few connections of its own; all writing goes by one
//! task on one connection, in order, many batches to a commit. Queries stay in plain SQL, what only SQLite has is in
//! `sqlite.rs`.

mod beside;
mod columns;
mod conduct;
mod invitations;
mod people;
mod questions;
mod rooms;
mod shows;
mod sqlite;
pub mod store;
mod writer;
