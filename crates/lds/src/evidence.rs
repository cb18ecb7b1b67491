//! Evidence: what was observed on one document, as plain data without any opinion.
//!
//! | part | holds |
//! |---|---|
//! | [`Source`] | a chip now, a chip earlier, a recording, files |
//! | [`AccessEvidence`] | how far BAC or PACE came, with which cipher and password |
//! | [`ChipEvidence`] | challenges, answers and keys of the proofs, none of them verified |
//! | [`Printed`] | what stands on the document itself |
//! | [`FileState`] | one of each file: its bytes, or why there are none |
//!
//! "Passed" means that the exchange ended as it should, never that a document is genuine. That
//! takes keys of authentic files, and those are looked for by the report.
//!
//! A reader session, a replayed recording or a folder of files fills it; the report judges it,
//! as often as one likes and under any policy. With feature `serde` it goes to and from JSON,
//! file contents in hexadecimal; `Debug` shows lengths only.

use crate::{DataGroup, File, Personal};
use std::collections::{BTreeMap, BTreeSet};

mod access;
mod application;
mod chip;
mod file_state;
#[cfg(feature = "serde")]
mod json;
mod printed;
mod source;

pub use access::{AccessEvidence, CipherName, PaceUsed, PasswordKind, Protocol, StepState};
pub use application::Application;
pub use chip::{
    ActiveAuthentication, ChallengeSource, ChipAuthentication, ChipEvidence, EffectiveRights,
    PaceCam, TerminalAuthentication,
};
pub use file_state::FileState;
pub use printed::Printed;
pub use source::Source;

/// Everything that was observed.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Evidence {
    /// where it comes from
    pub source: Source,
    /// when the recording was made, in seconds since 1970; unsigned, so believed by nobody
    pub recorded_at: Option<i64>,
    /// when the document was read, in seconds since 1970, as the caller says
    pub read_at: Option<i64>,
    /// how the chip was opened
    pub access: AccessEvidence,
    /// how the chip, and the terminal, proved themselves
    #[cfg_attr(feature = "serde", serde(default))]
    pub chip: ChipEvidence,
    /// every file that was tried or asked for
    #[cfg_attr(feature = "serde", serde(with = "json::by_name"))]
    pub files: BTreeMap<File, FileState>,
    /// the data groups asked for, by name or by the plan
    #[cfg_attr(feature = "serde", serde(with = "json::numbers"))]
    pub requested: BTreeSet<DataGroup>,
    /// which application the files belong to: it says what data group a tag or a number means
    #[cfg_attr(feature = "serde", serde(default))]
    pub application: Application,
    /// what stands on the document itself
    #[cfg_attr(feature = "serde", serde(default))]
    pub printed: Printed,
    /// tolerances that were used while reading
    pub quirks: Vec<QuirkUse>,
    /// how much was exchanged
    pub apdu: ApduCounts,
    /// why the read could not finish; `None` when it did
    pub failure: Option<Failure>,
}

impl Evidence {
    /// The content of a file that was read whole.
    #[must_use]
    pub fn file(&self, file: File) -> Option<&[u8]> {
        match self.files.get(&file) {
            Some(FileState::Read(bytes)) => Some(bytes),
            _ => None,
        }
    }

    /// The content of a data group that was read whole.
    #[must_use]
    pub fn data_group(&self, group: DataGroup) -> Option<&[u8]> {
        self.file(File::Dg(group))
    }
}

/// One use of a named tolerance.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct QuirkUse {
    /// its name, such as `read.no_sfi`
    pub id: String,
    /// what it changed, in a few words
    pub effect: String,
}

/// How much went over the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ApduCounts {
    /// commands
    pub count: u32,
    /// bytes to the chip
    pub sent: u64,
    /// bytes from the chip
    pub received: u64,
}

/// Why a read ended early.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Failure {
    /// the error code, such as `transport.card_removed`
    pub code: String,
    /// the step of the protocol in which it happened
    pub step: Option<String>,
}

/// Whether a personal value is there is no secret; what it is, is.
impl From<&str> for Personal<String> {
    fn from(value: &str) -> Self {
        Self::new(value.to_owned())
    }
}
