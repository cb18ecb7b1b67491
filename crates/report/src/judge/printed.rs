//! What is printed on the document against the chip: `printed.mrz`, `printed.qr`
//! (BSI TR-03135-1 §5.7.2). The seal, which is signed, is judged beside (`seal.rs`).
//!
//! It is agreement that is judged here, not authenticity: the chip's side counts as read, and whether
//! it may be believed is the data answer's. Passed means that the number and the date of birth were
//! really held against each other, and that nothing else that both have is different.
//!
//! | | printed zone | QR code |
//! |---|---|---|
//! | a field differs | failed | failed |
//! | optional data alone differ | undetermined | – |
//! | `<` in the date of birth | no difference, unless nothing else is in it: undetermined | – |
//! | a century that the chip does not have, and the citizen number has otherwise | – | undetermined |
//! | not of a known form, or damaged | undetermined | undetermined, or failed where the rest differs |
//!
//! Deviation: TR-03135 has no comparison after access by CAN, for its terminals take the CAN from the
//! page; here the zone was given on purpose, and is compared.

use super::Findings;
use super::agreeing::{Comparison, differing};
use super::case::{Case, Dg1State};
use crate::comparison::{DataField, Difference, Face, Faces, Place};
use crate::{Check, CheckId};
use vidimus_mrz::vietnam::QrCode;
use vidimus_mrz::{Differing, Field, Mrz};
use vidimus_trust::Outcome::{Failed, NotRequested, NotSupported, Passed, Undetermined};

/// Where line 1 of a Vietnamese citizen card has the citizen number, among the optional data.
const CITIZEN_NUMBER: core::ops::RangeInclusive<u8> = 16..=27;

pub(super) fn judge(case: &Case<'_>, faces: &Faces, findings: &mut Findings) {
    findings.checks.insert(mrz(case, faces));
    findings.checks.insert(qr(case, faces));
}

fn mrz(case: &Case<'_>, faces: &Faces) -> Check {
    let id = CheckId::PrintedMrz;
    let printed = match &faces.printed_mrz {
        None => return Check::new(id, NotRequested),
        Some(Err(error)) => {
            return Check::new(id, Undetermined)
                .code("printed_mrz_unreadable")
                .detail(error.to_string());
        }
        Some(Ok(printed)) => printed,
    };
    match case.dg1 {
        Dg1State::Unusable(code) => Check::new(id, Undetermined).code(*code),
        // DG1 of a licence holds no zone that one could be compared with
        Dg1State::Licence(_) => Check::new(id, NotSupported),
        Dg1State::Parsed(dg1) => compare_zones(case, &dg1.mrz, printed),
    }
}

fn compare_zones(case: &Case<'_>, chip: &Mrz, printed: &Mrz) -> Check {
    let id = CheckId::PrintedMrz;
    let found = chip.differences(printed);
    let names_citizen = |difference: &vidimus_mrz::Difference| {
        let columns = CITIZEN_NUMBER.contains(&difference.column);
        case.is_citizen_card() && difference.line == 1 && columns
    };
    let counts = |difference: &vidimus_mrz::Difference| {
        let optional = [Field::OptionalData, Field::OptionalDataSecond].map(Differing::Field);
        !optional.contains(&difference.what) || names_citizen(difference)
    };
    let differences: Vec<Difference> = found
        .iter()
        .map(|difference| {
            let name = if names_citizen(difference) {
                DataField::PersonalNumber.as_str()
            } else {
                difference.what.name()
            };
            let place = Place {
                line: Some(difference.line),
                column: difference.column.into(),
            };
            Difference::new(name, vec![(Face::PrintedMrz, place), (Face::Dg1, place)])
        })
        .collect();
    if found.iter().any(counts) {
        differing(Check::new(id, Failed).code("printed_differs"), differences)
    } else if !differences.is_empty() {
        let check = Check::new(id, Undetermined).code("optional_data_differs");
        differing(check, differences)
    } else if chip.document_number().as_str().is_empty() || !shares_birth_date(chip, printed) {
        Check::new(id, Undetermined).code("nothing_comparable")
    } else {
        Check::new(id, Passed)
    }
}

/// Whether the dates of birth, which do not differ, have a digit in common, or are both unknown.
fn shares_birth_date(chip: &Mrz, printed: &Mrz) -> bool {
    let (chip, printed) = (chip.birth_date(), printed.birth_date());
    let mut pairs = chip.as_str().bytes().zip(printed.as_str().bytes());
    chip == printed || pairs.any(|(one, two)| one == two && one != b'<')
}

/// The faces of the chip that a QR code is held against.
const OF_CHIP: [Face; 4] = [Face::Dg1, Face::Dg11, Face::Dg12, Face::Dg13];

fn qr(case: &Case<'_>, faces: &Faces) -> Check {
    let id = CheckId::PrintedQr;
    let open = |code: &'static str| Check::new(id, Undetermined).code(code);
    let fault = match &faces.qr {
        None => return Check::new(id, NotRequested),
        Some(Err(error)) => return open("qr_unknown").detail(error.to_string()),
        Some(Ok(fault)) => fault,
    };
    let compared = OF_CHIP.map(|face| faces.compare(Face::Qr, face));
    let comparison = Comparison::of(compared.into_iter().flatten());
    if let Some(check) = comparison.failed(id, "printed_differs") {
        return check;
    }
    if let Some(error) = fault {
        return open("qr_damaged").detail(error.to_string());
    }
    if let Dg1State::Unusable(code) = case.dg1 {
        return open(code);
    }
    if !case.knows_citizen_qr() {
        return open("qr_of_other_document");
    }
    if !has_century(case, faces) {
        return open("not_comparable").detail(DataField::BirthDate.as_str());
    }
    let number_and_birth = |comparison: &Comparison| {
        comparison.has(DataField::PersonalNumber) && comparison.has(DataField::BirthDate)
    };
    comparison.conclude(id, number_and_birth)
}

/// Whether something tells the century that the QR code gives the date of birth: a data group that
/// has one, or the citizen number in the code, which is held against the chip. A zone has none.
fn has_century(case: &Case<'_>, faces: &Faces) -> bool {
    let full = |face: Face| faces.value(face, DataField::BirthDate).is_some();
    let text = case.evidence.printed.qr.as_ref();
    let code = text.and_then(|text| QrCode::parse(text.reveal()).ok());
    let fits = code.is_some_and(|code| code.number.birth_year() == code.birth.year);
    fits || full(Face::Dg11) || full(Face::Dg13)
}
