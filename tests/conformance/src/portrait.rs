//! The portrait as a caller gets it: found by its first bytes, decoded within limits.

use crate::row::Row;
use vidimus::iso7816::Fault;
use vidimus::lds::DataGroup;
use vidimus::lds::dg2::Dg2;
use vidimus::lds::evidence::Evidence;
use vidimus::lds::image::{PixelLimits, decode};

/// Faults whose rows say what becomes of the picture.
const OF_PICTURES: &str = "biometric-";
/// What becomes of it where the row does not want it shown; it is shown everywhere else.
const NOT_SHOWN: [(&str, &str); 5] = [
    ("T51-AP_C_08", "none"),
    ("T51-LDS_C_28", "none"),
    ("OWN-DG2-01", "image.too_large"),
    ("OWN-DG2-02", "image.too_large"),
    ("OWN-DG2-10", "encrypted"),
];
/// Rows with more records than one.
const RECORDS: (&str, usize) = ("OWN-DG2-08", 2);

/// What DG2 gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portrait {
    /// `shown`, `none`, `encrypted`, or the code of the error that it was refused with
    end: &'static str,
    /// how many faces there are
    records: usize,
}

impl Portrait {
    /// Looks for it in what was read, where the row is about it.
    pub(crate) fn of(row: &Row, evidence: &Evidence) -> Option<Self> {
        if !row.get("fault").starts_with(OF_PICTURES) {
            return None;
        }
        let file = evidence.data_group(DataGroup::DG2)?;
        let dg2 = Dg2::read(file).value;
        let picture = dg2.portrait().and_then(|face| face.bytes(file));
        let end = match picture.map(|bytes| decode(bytes, &PixelLimits::default())) {
            Some(Ok(_)) => "shown",
            Some(Err(error)) => error.code(),
            None if dg2.encrypted > 0 => "encrypted",
            None => "none",
        };
        Some(Self {
            end,
            records: dg2.faces.len(),
        })
    }

    /// What differs from the row, if anything.
    pub(crate) fn difference(found: Option<&Self>, row: &Row) -> Option<String> {
        if !row.get("fault").starts_with(OF_PICTURES) {
            return None;
        }
        let own = NOT_SHOWN.iter().find(|(id, _)| *id == row.id());
        let end = own.map_or("shown", |(_, end)| end);
        let records = match end {
            "none" | "encrypted" => 0,
            _ if row.id() == RECORDS.0 => RECORDS.1,
            _ => 1,
        };
        let found = found.map_or(("not read", 0), |found| (found.end, found.records));
        // an empty picture is a record all the same
        let is_met = found.0 == end && (found.1 == records || row.id() == "T51-AP_C_08");
        let (is, of) = found;
        (!is_met).then(|| format!("portrait: {end} of {records} expected, {is} of {of}"))
    }
}
