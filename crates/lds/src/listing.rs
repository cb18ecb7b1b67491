//! What a file says as named values, for `inspect` and for whoever shows a file.
//!
//! | for | function |
//! |---|---|
//! | a file of the chip | [`of_file`] |
//! | a biometric record alone | [`of_record`] |
//! | a picture alone | [`of_picture`] |
//! | a file of a driving licence | [`of_licence_file`] |
//! | a visible digital seal | [`of_seal`] |
//! | a machine-readable zone | [`of_zone`] |
//! | the text of a Vietnamese QR code | [`of_citizen_code`] |
//!
//! The names are stable. A file that is broken gives what was read before the fault, and the
//! fault. What is about a person is hidden in [`Value::Personal`].

use crate::biometric::Modality;
use crate::seal::SealError;
use crate::structure::StructureFinding;
use crate::{DataGroup, Decoded, File, LdsError};
use vidimus_iso7816::Fault;
use vidimus_mrz::Zone;
use vidimus_mrz::vietnam::QrCode;

mod biometrics;
mod details;
mod licence;
mod master_file;
mod picture;
mod seal;
mod value;
mod vietnam;
mod zone;

pub use picture::{ListedPicture, PictureUse};
pub use value::{Fields, Value};

/// The values of a file, its pictures, and what was wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// named values in the order of the standard
    pub fields: Fields,
    /// the pictures in the file, in its order
    pub pictures: Vec<ListedPicture>,
    /// what could not be read
    pub faults: Vec<ListedFault>,
    /// what was read but is not as the standard has it
    pub notes: Vec<StructureFinding>,
}

/// Why something could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ListedFault {
    /// in a file of the chip
    File(LdsError),
    /// in a seal
    Seal(SealError),
}

impl ListedFault {
    /// The file, or `seal`.
    #[must_use]
    pub fn place(&self) -> &'static str {
        match self {
            Self::File(error) => error.file().name(),
            Self::Seal(_) => "seal",
        }
    }

    /// Offset of the fault.
    #[must_use]
    pub const fn offset(&self) -> usize {
        match self {
            Self::File(error) => error.offset(),
            Self::Seal(error) => error.offset,
        }
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::File(error) => Fault::code(error),
            Self::Seal(error) => error.code(),
        }
    }
}

impl core::fmt::Display for ListedFault {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::File(error) => error.fmt(f),
            Self::Seal(error) => error.fmt(f),
        }
    }
}

impl Listing {
    /// The listing of what a decoder gave.
    fn of<T>(decoded: Decoded<T>, list: impl FnOnce(T, &mut Self)) -> Self {
        let mut listing = Self {
            faults: decoded.faults.into_iter().map(ListedFault::File).collect(),
            notes: decoded.notes,
            ..Self::default()
        };
        list(decoded.value, &mut listing);
        listing
    }

    /// The listing of a file that is read whole or not at all.
    fn of_whole<T>(parsed: Result<T, LdsError>, list: impl FnOnce(T, &mut Self)) -> Self {
        let mut listing = Self::default();
        match parsed {
            Ok(value) => list(value, &mut listing),
            Err(error) => listing.faults.push(ListedFault::File(error)),
        }
        listing
    }
}

/// The values of a file of the chip. Of security objects, security infos and keys, which are for
/// other crates to open, only the faults.
#[must_use]
pub fn of_file(file: File, bytes: &[u8]) -> Listing {
    match file {
        File::AtrInfo => master_file::atr_info(bytes),
        File::Dir => master_file::directory(bytes),
        File::Com => master_file::common(bytes),
        File::Dg(group) => of_group(group, bytes),
        File::CardAccess | File::CardSecurity | File::Sod | File::Cvca => {
            Listing::of_whole(crate::structure::decodes(file, bytes), |(), _| ())
        }
    }
}

fn of_group(group: DataGroup, bytes: &[u8]) -> Listing {
    match group.number() {
        1 => zone::data_group(bytes),
        2 => biometrics::faces(bytes),
        3 => biometrics::fingers(bytes),
        4 => biometrics::irises(bytes),
        5 => picture::portraits(bytes),
        7 => picture::signatures(bytes),
        11 => details::person(bytes),
        12 => details::document(bytes),
        13 => vietnam::data_group(bytes),
        16 => details::persons_to_notify(bytes),
        _ => {
            let decodes = crate::structure::decodes(File::Dg(group), bytes);
            Listing::of_whole(decodes, |(), _| ())
        }
    }
}

/// The values of a file of a driving licence, in that application's numbering.
#[must_use]
pub fn of_licence_file(file: File, bytes: &[u8]) -> Listing {
    licence::of_file(file, bytes)
}

/// What a visible digital seal says; of a broken one what stands before the fault. Whether it is
/// genuine is for the trust engine.
#[must_use]
pub fn of_seal(bytes: &[u8]) -> Listing {
    seal::of_seal(bytes)
}

/// The values of a biometric record without a file around it.
#[must_use]
pub fn of_record(modality: Modality, bytes: &[u8]) -> Listing {
    biometrics::record(modality, bytes)
}

/// What a picture says about itself.
#[must_use]
pub fn of_picture(bytes: &[u8]) -> Listing {
    Listing {
        pictures: vec![ListedPicture::alone(bytes)],
        ..Listing::default()
    }
}

/// The fields of a machine-readable zone of any form.
#[must_use]
pub fn of_zone(zone: &Zone) -> Listing {
    let mut listing = Listing::default();
    zone::fields(zone, &mut listing.fields);
    listing
}

/// The fields of the QR code of a Vietnamese citizen card.
#[must_use]
pub fn of_citizen_code(code: &QrCode) -> Listing {
    let mut listing = Listing::default();
    vietnam::code(code, &mut listing.fields);
    listing
}
