//! What was given as printed and cannot be used.

use std::path::PathBuf;
use thiserror::Error;
use vidimus::iso7816::{Fault, FaultClass};
use vidimus::lds::image::ImageError;
use vidimus::lds::seal::SealError;

/// A file of `--printed` and what is wrong with it.
#[derive(Debug, Error)]
#[error("{path}: {problem}")]
pub struct PrintedFault {
    /// the file
    pub path: PathBuf,
    /// what is wrong
    pub problem: PrintedProblem,
}

/// Why it cannot be used.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PrintedProblem {
    /// Nothing that is printed on documents.
    #[error("neither MRZ text, content of a QR code, a digital seal, nor a picture")]
    Unrecognised,
    /// A picture without a code that can be read.
    #[error("no QR code can be read in the picture")]
    NoCode,
    /// A picture that cannot be decoded.
    #[error("{0}")]
    Picture(ImageError),
    /// A seal that cannot be decoded.
    #[error("{0}")]
    Seal(SealError),
}

impl Fault for PrintedFault {
    fn code(&self) -> &'static str {
        match &self.problem {
            PrintedProblem::Unrecognised => "printed.unrecognised",
            PrintedProblem::NoCode => "printed.no_code",
            PrintedProblem::Picture(error) => error.code(),
            PrintedProblem::Seal(error) => error.code(),
        }
    }

    fn class(&self) -> FaultClass {
        FaultClass::Malformed
    }

    fn hint(&self) -> Option<&'static str> {
        match &self.problem {
            PrintedProblem::Unrecognised => Some(
                "give the lines of the MRZ, the text of the QR code, the bytes of a seal, or a PNG or JPEG",
            ),
            PrintedProblem::NoCode => Some(
                "take the picture again, sharp, straight and with a white edge; DataMatrix and Aztec codes need a scanner",
            ),
            PrintedProblem::Picture(error) => error.hint(),
            PrintedProblem::Seal(error) => error.hint(),
        }
    }
}
