//! Vidimus reads the chip of passports and identity cards (ICAO Doc 9303 eMRTD) and says, check
//! by check, what that proves.
//!
//! This crate is the front door: it names the others and adds what they must be given from
//! outside, the system's randomness ([`SystemEntropy`]), its clock ([`now`]), and files already
//! read ([`FileSet`]), and tells what any bytes are ([`Kind`]).
//!
//! | to | use |
//! |---|---|
//! | verify files already read | [`FileSet`], then [`report::judge`] |
//! | read a chip over any transport | implement [`iso7816::Transport`], then [`session::read`] |
//! | read a chip on a PC/SC reader | `pcsc::PcscTransport` (feature `pcsc`) |
//! | say what a file is and what it says | [`Kind::of`], then [`lds::tree`] and [`lds::listing`] |
//! | try it without a card | `chip::ChipTransport` (feature `chip`) |
//!
//! The examples `verify_files` and `bring_your_own_transport` are the shortest complete programs.
//!
//! ```
//! use vidimus::report::{Decision, EvaluationTime, Policy, Tool, judge};
//! use vidimus::trust::{Source, TrustStore};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/documents/bac/");
//! # let read = |name: &str| std::fs::read(folder.to_owned() + name);
//! # let (csca, sod) = (read("trust/csca.cer")?, read("EF.SOD.bin")?);
//! # let (dg1, dg2) = (read("DG1.bin")?, read("DG2.bin")?);
//! let mut store = TrustStore::builder();
//! store.add(&csca, &Source::new("csca.cer"))?;
//! let mut document = vidimus::FileSet::new();
//! for file in [sod, dg1, dg2] {
//!     document.add(file)?;
//! }
//! let new_year = EvaluationTime::given(1_893_456_000);
//! let evidence = document.into_evidence();
//! let report = judge(&evidence, &store.build(), &Policy::field(), new_year, &Tool::default());
//! assert_eq!(report.decision, Decision::Accept);
//! # Ok(())
//! # }
//! ```
//!
//! # Features
//!
//! | feature | brings |
//! |---|---|
//! | `image` (default) | portraits decoded to PNG, by decoders in pure Rust |
//! | `serde` | evidence and settings as JSON |
//! | `pcsc` | live readers; needs the system's PC/SC library on Linux |
//! | `chip` | the software chip |
//! | `terminal` | a terminal's certificates and private key out of files |

mod entropy;
mod file_set;
mod kind;
mod pasted;
#[cfg(feature = "terminal")]
mod terminal;
mod trust_folder;

pub use entropy::SystemEntropy;
pub use file_set::{FileSet, FileSetError};
pub use kind::Kind;
pub use pasted::TextForm;
#[cfg(feature = "terminal")]
pub use terminal::{Terminal, TerminalError};
pub use trust_folder::{Act, Loaded, Removed, TrustFolder, TrustFolderError};

/// The README's Rust code compiles.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;

pub use vidimus_session::Entropy;

pub use vidimus_access as access;
#[cfg(feature = "chip")]
pub use vidimus_chip as chip;
pub use vidimus_iso7816 as iso7816;
pub use vidimus_lds as lds;
pub use vidimus_mrz as mrz;
#[cfg(feature = "pcsc")]
pub use vidimus_pcsc as pcsc;
pub use vidimus_pubkey as pubkey;
pub use vidimus_report as report;
pub use vidimus_session as session;
pub use vidimus_trust as trust;

/// The system clock, in seconds since 1970-01-01T00:00:00Z; negative before.
///
/// The libraries read no clock: a caller passes the time to judge at. This is the usual one.
///
/// ```
/// let at = vidimus::report::EvaluationTime::clock(vidimus::now());
/// assert!(at.unix > 1_700_000_000);
/// ```
#[must_use]
pub fn now() -> i64 {
    use std::time::{SystemTime, UNIX_EPOCH};
    let seconds =
        |duration: std::time::Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
    match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => seconds(since),
        Err(before) => -seconds(before.duration()),
    }
}
