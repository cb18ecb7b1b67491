//! Which lines make which national form.

use super::{NationalForm, NationalZone};
use crate::parse::Lines;

impl NationalZone {
    /// The zone, when number and length of the lines, and the first characters, are those of
    /// a national form.
    pub(crate) fn from_lines(lines: &Lines<'_>) -> Option<Self> {
        let (text, notes) = lines.text(lines.count);
        let lengths = lines.lines.map(<[u8]>::len);
        let begins = |wanted: &[u8]| text.starts_with(wanted);
        let form = match (lines.count, lengths) {
            (2, [36, 36, _]) | (1, [72, ..]) if begins(b"IDFRA") => {
                NationalForm::FrenchIdentityCard
            }
            (3, [9, 30, 30]) | (1, [69, ..]) => NationalForm::SwissDrivingLicence,
            (1, [30, ..]) if begins(b"D1FRA") => NationalForm::FrenchDrivingLicence,
            (1, [30, ..]) => NationalForm::OneLineDrivingLicence,
            _ => return None,
        };
        Some(Self { text, form, notes })
    }
}
