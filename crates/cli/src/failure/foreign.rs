//! Errors of the libraries that are no faults by themselves, or do not say of which file.

use std::path::PathBuf;
use thiserror::Error;
use vidimus::iso7816::{Fault, FaultClass};

/// A fault of a machine-readable zone, under the codes that crate gives it.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum MrzFault {
    /// The text is no zone.
    #[error("no machine-readable zone: {0}")]
    Parse(vidimus::mrz::MrzError),
    /// The fields do not make one.
    #[error("{0}")]
    Make(vidimus::mrz::MrzMakeError),
}

impl Fault for MrzFault {
    fn code(&self) -> &'static str {
        match self {
            Self::Parse(error) => error.code(),
            Self::Make(error) => error.code(),
        }
    }

    fn class(&self) -> FaultClass {
        FaultClass::Malformed
    }

    fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Parse(_) => {
                Some("TD1 has 3 lines of 30, TD2 and visas B 2 of 36, TD3 and visas A 2 of 44")
            }
            Self::Make(_) => Some("letters A to Z, digits and < only; transliterate names first"),
        }
    }
}

/// A file that was to be trusted and cannot be.
#[derive(Debug, Error)]
#[error("{path}: {source}")]
pub struct TrustFault {
    /// the file that the user named
    pub path: PathBuf,
    /// what is wrong with it
    pub source: vidimus::trust::TrustError,
}

impl Fault for TrustFault {
    fn code(&self) -> &'static str {
        self.source.code()
    }

    fn class(&self) -> FaultClass {
        self.source.class()
    }

    fn step(&self) -> Option<&'static str> {
        self.source.step()
    }

    fn hint(&self) -> Option<&'static str> {
        self.source.hint()
    }
}

/// A file of a terminal's certificates or key that is none.
#[derive(Debug, Error)]
#[error("{path}: {source}")]
pub struct TerminalFault {
    /// the file that the user named
    pub path: PathBuf,
    /// what is wrong with it
    pub source: vidimus::TerminalError,
}

impl Fault for TerminalFault {
    fn code(&self) -> &'static str {
        self.source.code()
    }

    fn class(&self) -> FaultClass {
        self.source.class()
    }

    fn hint(&self) -> Option<&'static str> {
        self.source.hint()
    }
}

/// A software chip that cannot be made as asked for.
#[derive(Debug, Error)]
#[error(transparent)]
pub struct ChipFault(#[from] vidimus::chip::personalise::PersonaliseError);

impl Fault for ChipFault {
    fn code(&self) -> &'static str {
        "usage.chip"
    }

    fn class(&self) -> FaultClass {
        FaultClass::ApiMisuse
    }

    fn hint(&self) -> Option<&'static str> {
        Some("`vidimus chip --list` shows presets and faults with their parameters")
    }
}

/// A bug of ours, met while one document among many was judged.
#[derive(Debug, Error)]
#[error("a bug in vidimus")]
pub struct BugFault;

impl Fault for BugFault {
    fn code(&self) -> &'static str {
        "bug.panic"
    }

    fn class(&self) -> FaultClass {
        FaultClass::ApiMisuse
    }
}
