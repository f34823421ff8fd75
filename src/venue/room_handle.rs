//! The only thing others hold of a room; every queue behind it is bounded.
