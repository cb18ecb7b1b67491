//! Machine-readable zones of ICAO Doc 9303 and some national ones: parse, check, make, repair
//! and compare.
//!
//! All five formats: TD1, TD2, TD3 (parts 5, 6, 4) and the visas MRV-A and MRV-B (part 7).
//! A [`Mrz`] holds its text inline: parsing, every check digit ([`Mrz::check_digits`]) and the
//! access key ([`Mrz::access_key_information`]) allocate nothing. [`Mrz::make`] goes the other
//! way, from [`Fields`] to text.
//!
//! ```
//! # fn main() -> Result<(), vidimus_mrz::MrzError> {
//! use vidimus_mrz::{Format, Mrz};
//! let mrz = Mrz::parse("P<UTOSPECIMEN<<ADA<GRACE<<<<<<<<<<<<<<<<<<<<\n\
//!                       X000000012UTO8001014F3912313<<<<<<<<<<<<<<00")?;
//! assert_eq!(mrz.format(), Format::Td3);
//! assert_eq!(mrz.primary_identifier().to_string(), "SPECIMEN");
//! assert_eq!(mrz.check_digits().failures().count(), 0);
//! # Ok(())
//! # }
//! ```
//!
//! An error says that there is no MRZ of these formats, and at which line and column. A zone
//! whose content breaks a rule still parses: [`Mrz::content_problems`] names every such place,
//! and what was put right on the way in (lower case, space around lines) is in [`Mrz::notes`].
//!
//! Beside the five formats: [`Zone`] reads national forms too (the French identity card of 1988,
//! French, Swiss and one-line driving licences); [`mod@transliteration`] writes national letters
//! as a zone does and compares names through every allowed answer; [`repair()`] puts misread
//! characters right where check digits prove it; [`blind_spots`] tells what they cannot see;
//! [`State`] names states and organizations; [`Mrz::expiry`] knows the forms that mean "never";
//! [`vietnam`] reads the number, zone and QR code of the Vietnamese citizen card.
//!
//! Deviations: a check digit of optional data that are empty may be `0` or `<` (part 4
//! §4.2.4); sex `X` is read, with a note, though `<` is the standard's (part 4 note f).
//!
//! Everything in a zone is personal data: `Debug` shows the format only.

mod access_key;
mod alphabet;
mod any;
mod blind;
mod check;
mod code;
mod compare;
mod content;
mod date;
mod error;
mod expiry;
mod format;
mod guard;
mod make;
mod name;
mod national;
mod parse;
mod repair;
mod shown;
mod state;
mod zone;

pub mod transliteration;
pub mod vietnam;

pub use access_key::{AccessKeyFields, AccessKeyInformation};
pub use alphabet::check_digit;
pub use any::{Zone, ZoneForm};
pub use blind::{BlindColumns, BlindSpots, blind_spots, count_the_same};
pub use check::{CheckDigit, CheckDigitField, CheckDigits};
pub use code::{DocumentKind, PassportKind, special_code_name};
pub use compare::{Difference, Differing};
pub use content::{Problem, ProblemKind};
pub use date::{CalendarDate, DatePart, MrzDate};
pub use error::{MrzError, MrzMakeError};
pub use expiry::Expiry;
pub use format::Format;
pub use make::{Field, Fields};
pub use name::Name;
pub use national::{NationalForm, NationalZone};
pub use repair::{Change, Outcome, Repair, repair};
pub use shown::ShownField;
pub use state::{State, StateKind};
pub use zone::{DocumentNumber, Mrz, Notes, Sex};
