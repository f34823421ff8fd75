//! Who may enter: tickets, the key that signs them, the administrator's token, and how often anyone may try.
//!
//! Not here: what a role may do inside (that is `domain`), which show exists (that is `venue`), HTTP or WebSocket.

pub mod administrator;
pub mod capacity;
pub mod keyfile;
pub mod pace;
pub mod seal;
pub mod ticket;
