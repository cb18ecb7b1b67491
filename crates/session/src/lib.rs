//! Reads a chip by plan and writes down what was observed.
//!
//! [`read`] takes any [`Transport`](vidimus_iso7816::Transport), an access key and a
//! [`ReadPlan`], opens the chip by PACE or BAC, reads EF.SOD and the data groups it lists in as few
//! commands as the chip allows, asks the chip for its proofs, and returns [`Evidence`](vidimus_lds::evidence::Evidence): plain data without
//! an opinion. What a chip does differently from Doc 9303 is met by named tolerances
//! ([`quirks`]), each of which leaves a trace in the evidence.
//!
//! [`transcript`] records a session byte for byte and replays it; [`middleware`] holds wrappers
//! around a transport that trace, time, or break it on purpose.
//!
//! [`read_with`] takes a terminal's rights ([`TerminalAuthority`]) as well and reads DG3 and DG4
//! after Terminal Authentication.
//!
//! Clauses: Doc 9303-10 §3.6 (commands), Doc 9303-11 §4 (access), §6 and §7 (proofs); how many commands a read takes
//! is exact and tested.

mod atr;
mod authority;
mod command;
mod entropy;
mod error;
mod file_reader;
mod link;
pub mod middleware;
mod open;
mod plan;
mod progress;
mod prove;
pub mod quirks;
mod read;
pub mod transcript;

pub use authority::{Credentials, TerminalAuthority};
pub use entropy::Entropy;
pub use error::SessionError;
pub use middleware::describe_masked;
pub use plan::{AccessMode, ApduMode, FileSelection, ProofSelection, ReadPlan};
pub use progress::{ChipProof, Observer, Progress, Silent};
pub use read::{ReadOutcome, read, read_with};
