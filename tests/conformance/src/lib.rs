//! The conformance cases of the independent suite, run in one process.
//!
//! Each row of its table names a document, one fault and what must come out. Here the document
//! is made with that fault, put on the software chip (or into a folder, or into a recording),
//! read through [`vidimus::session::read`], judged under both tolerances, and compared check by
//! check. The table is read in place; nothing of it is copied. Rows that differ stand in
//! `exceptions.csv` with the exact difference and a reason, rows that need no document in
//! `elsewhere.csv` with the test that holds them.
//!
//! The crate is for tests only: it panics where a list is broken.
#![allow(
    clippy::panic,
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "for tests only"
)]

mod compare;
mod csv;
mod expected;
mod lists;
mod named;
mod perform;
mod portrait;
mod row;
mod scenario;

pub use compare::differences;
pub use csv::{quoted, records};
pub use lists::{Elsewhere, Exception, elsewhere, exceptions, unsettled};
pub use perform::{Ending, perform};
pub use portrait::Portrait;
pub use row::{AHEAD, Row, Rules, STAGES, rows};
pub use scenario::{NotMade, Scenario, scenarios};
