//! The only place that reads time or chance, starts tasks, or writes logs and counters.

pub mod chance;
pub mod clock;
pub mod load;
pub mod metrics;
pub mod shutdown;
pub mod telemetry;
