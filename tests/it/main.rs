//! One integration binary: one link, one harness.

mod architecture;
mod supply;
