//! What a file says as named values, for `inspect` and for whoever shows a file.
//!
//! | for | function |
//! |---|---|
//! | a file of the chip | [`of_file`] |
//! | a biometric record alone | [`of_record`] |
//! | a picture alone | [`of_picture`] |
//! | a machine-readable zone | [`of_zone`] |
//! | the text of a Vietnamese QR code | [`of_citizen_code`] |
//!
//! The names are stable. A file that is broken gives what was read before the fault, and the
//! fault. What is about a person is hidden in [`Value::Personal`].

use crate::biometric::Modality;
use crate::structure::StructureFinding;
use crate::{DataGroup, Decoded, File, LdsError};
use vidimus_mrz::Zone;
use vidimus_mrz::vietnam::QrCode;

mod biometrics;
mod details;
mod master_file;
mod picture;
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
    pub faults: Vec<LdsError>,
    /// what was read but is not as the standard has it
    pub notes: Vec<StructureFinding>,
}

impl Listing {
    /// The listing of what a decoder gave.
    fn of<T>(decoded: Decoded<T>, list: impl FnOnce(T, &mut Self)) -> Self {
        let mut listing = Self {
            faults: decoded.faults,
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
            Err(error) => listing.faults.push(error),
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
