//! Builds the web client.

fn main() {}
