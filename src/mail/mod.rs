//! Mail to the invited, by an SMTP server where one is configured.
//!
//! Absent here: what is written and to whom, and what becomes of it. One mail, one connection, one answer within a bounded
//! time; nothing waits in line across a restart.

pub mod smtp;
