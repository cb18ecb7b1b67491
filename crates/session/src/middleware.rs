//! Wrappers around a transport: each is a transport itself, and they stack.

mod describe;
mod faults;
mod timing;
mod trace;

pub use describe::describe_masked;
pub use faults::{Break, Faults, When};
pub use timing::{ExchangeTime, StepTime, Timing};
pub use trace::{Trace, TraceLine};
