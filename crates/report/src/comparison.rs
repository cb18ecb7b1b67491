//! The faces of a document, and whether they say the same.
//!
//! A document says who its holder is in several places: the printed zone, a QR code, a seal, DG1,
//! and on some DG11, DG12, DG13. Each is a [`Face`]; what it says of a [`DataField`] is a [`Value`],
//! kept as it stands there, so that a difference can be shown to the character. Two values are held
//! against each other by [`Value::relation`], which knows three answers: the same, different, or
//! not to be compared. The third never counts as the first.
//!
//! | kind | against its like | against another kind |
//! |---|---|---|
//! | zone's name | character by character | through transliteration (Doc 9303-3 §6) |
//! | name | letter by letter with its marks, composed or not | |
//! | date | each part that both know; a zone knows two digits of the year | |
//! | number, code | character by character | |
//! | text | letter by letter; case and spaces do not matter | |
//!
//! Checks (`judge/printed.rs`, `judge/cross.rs`) pick the pairs that they are about; the table of
//! agreement in the report ([`crate::AgreementRow`]) holds all of them against each other.

mod data_group_faces;
mod date;
mod face;
mod faces;
mod field;
mod letters;
mod name;
mod qr_face;
mod relation;
mod seal_face;
mod value;
mod zone_face;

pub(crate) use faces::{Compared, Faces};
pub(crate) use qr_face::QrFace;
pub(crate) use relation::Relation;
pub(crate) use value::{Kind, Value};

pub use face::{Difference, Face, Place};
pub use field::DataField;
