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
//! # What happens in which order
//!
//! 1. EF.CardAccess, then EF.ATR/INFO where extended length could pay (Doc 9303-11 §4.2, §9.3.1).
//! 2. PACE in the master file, or the application and BAC, or the application in the clear
//!    (§4.3, §4.4). After Chip Authentication Mapping EF.CardSecurity comes next, because the
//!    master file is still the current directory.
//! 3. EF.SOD, which says what else there is; EF.COM only where asked for; the data groups by
//!    number. DG3 and DG4 wait where a terminal's rights were brought.
//! 4. Active Authentication, Chip Authentication, Terminal Authentication (§6.1, §6.2, §7.1):
//!    after the files, so that a chip that breaks in a proof has been read all the same.
//! 5. DG3, DG4 and whatever was refused before.
//!
//! Nothing in it decides: a step that fails is written down with its code, and what it means is
//! said by `vidimus-report`. How many commands a read takes is exact and tested (DESIGN §6);
//! whoever adds one changes those counts.
//!
//! # Example
//!
//! A made-up document in a software chip, opened with the key that is printed in it:
//!
//! ```
//! use vidimus_access::{AccessKey, MrzKey};
//! use vidimus_chip::{Chip, ChipTransport, SeededRandom, personalise::Preset};
//! use vidimus_lds::{DataGroup, evidence::Protocol};
//! use vidimus_session::{Credentials, Entropy, ReadPlan, SessionError, Silent, read_with};
//!
//! /// For examples alone: a live chip needs random numbers that nobody can foresee.
//! struct Counter(u8);
//! impl Entropy for Counter {
//!     fn fill(&mut self, _: &'static str, out: &mut [u8]) -> Result<(), SessionError> {
//!         for byte in out {
//!             self.0 = self.0.wrapping_mul(5).wrapping_add(17);
//!             *byte = self.0;
//!         }
//!         Ok(())
//!     }
//! }
//!
//! let document = Preset::find("pace")?.spec()?.personalise()?;
//! let key = AccessKey::Mrz(MrzKey::from_mrz(document.mrz_information.as_bytes())?);
//! let chip = Chip::new(document.image(), SeededRandom::new("example"));
//! let outcome = read_with(
//!     &mut ChipTransport::new(chip),
//!     Credentials::key(Some(&key)),
//!     &ReadPlan::default(),
//!     &mut Counter(1),
//!     &mut Silent,
//! );
//! assert!(outcome.error.is_none());
//! assert_eq!(outcome.evidence.access.protocol, Protocol::Pace);
//! assert!(outcome.evidence.data_group(DataGroup::DG1).is_some());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

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
pub use plan::{AccessMode, ApduMode, CardAccessPlan, FileSelection, ProofSelection, ReadPlan};
pub use progress::{ChipProof, Observer, Progress, Silent};
pub use read::{ReadOutcome, read, read_with};
