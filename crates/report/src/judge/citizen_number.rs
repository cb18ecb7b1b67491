//! `cross.number_structure`: does the citizen number fit its holder? And the check digit that only
//! this card has.
//!
//! The number holds province or country, century and sex, year of birth; the law has asked only for
//! twelve digits since July 2024. A code of no province may be a country's, for a birth abroad, so
//! it leaves the check open. The second check digit of the zone has not been published: one that
//! does not fit is a notice.

use super::Findings;
use super::case::{Case, Dg1State};
use crate::comparison::{DataField, Face, Faces};
use crate::{Check, CheckId};
use vidimus_lds::DataGroup;
use vidimus_lds::vn_dg13::VietnameseDetails;
use vidimus_mrz::vietnam::{CitizenCard, CitizenNumber, NumberAdvice};
use vidimus_mrz::{CalendarDate, CheckDigit, Mrz, Sex};
use vidimus_trust::Outcome::{Failed, NotSupported, Passed, Undetermined};

/// Notice: the check digit over the optional data does not fit.
const SECOND_CHECK_DIGIT: &str = "mrz.second_check_digit";

/// The number of the document is not the end of the citizen number.
const COPIES_DIFFER: &str = "number_copies_differ";

pub(super) fn judge(case: &Case<'_>, faces: &Faces, findings: &mut Findings) {
    let id = CheckId::CrossNumberStructure;
    let open = |code: &'static str| Check::new(id, Undetermined).code(code);
    let check = match case.dg1 {
        _ if !case.is_citizen_card() => Check::new(id, NotSupported),
        Dg1State::Licence(_) => Check::new(id, NotSupported),
        Dg1State::Unusable(code) => open(code),
        Dg1State::Parsed(_) if case.hash(DataGroup::DG1) == Failed => open("hash_mismatch"),
        Dg1State::Parsed(dg1) => {
            let card = CitizenCard::of(&dg1.mrz);
            remark(card, findings);
            let number = card.and_then(|card| Some((card, card.number()?)));
            match number {
                None => open("no_citizen_number"),
                Some((card, number)) => structure(case, faces, &dg1.mrz, card, &number),
            }
        }
    };
    findings.checks.insert(check);
}

fn remark(card: Option<CitizenCard<'_>>, findings: &mut Findings) {
    let digit = card.map(|card| card.second_check_digit());
    if matches!(digit, Some(CheckDigit::Failed { .. })) {
        findings.notices.push(SECOND_CHECK_DIGIT.to_owned());
    }
}

fn structure(
    case: &Case<'_>,
    faces: &Faces,
    mrz: &Mrz,
    card: CitizenCard<'_>,
    number: &CitizenNumber,
) -> Check {
    let id = CheckId::CrossNumberStructure;
    let sex = Some(mrz.sex()).filter(|sex| matches!(sex, Sex::Female | Sex::Male));
    let advice = number.advice(birth(case, faces, mrz), sex);
    let codes = advice.iter().map(|advice| advice.code());
    let wrong = advice
        .iter()
        .filter(|advice| **advice != NumberAdvice::Province);
    let mut wrong: Vec<&str> = wrong.map(|advice| advice.code()).collect();
    if !card.number_agrees() {
        wrong.push(COPIES_DIFFER);
    }
    let facts: Vec<&str> = codes
        .chain((!card.number_agrees()).then_some(COPIES_DIFFER))
        .collect();
    let check = match (wrong.first(), advice.first()) {
        (Some(code), _) => Check::new(id, Failed).code((*code).to_owned()),
        (None, Some(advice)) => Check::new(id, Undetermined).code(advice.code()),
        (None, None) => Check::new(id, Passed),
    };
    if facts.is_empty() {
        check
    } else {
        check.fact("advice", facts)
    }
}

/// The day of birth with its century: from DG13 where it says the day that DG1 says, else from DG1,
/// whose two digits take their century from the number while that may be.
fn birth(case: &Case<'_>, faces: &Faces, mrz: &Mrz) -> Option<CalendarDate> {
    let in_dg13 = faces.value(Face::Dg13, DataField::BirthDate).and_then(|_| {
        let bytes = case.evidence.data_group(DataGroup::DG13)?;
        let date = VietnameseDetails::read(bytes).value.birth_date()?;
        let date = date.reveal();
        Some(CalendarDate {
            year: date.year?,
            month: date.month?,
            day: date.day?,
        })
    });
    let today = CalendarDate::from_unix(case.at.unix);
    in_dg13
        .filter(|date| date.as_mrz() == mrz.birth_date().as_str())
        .or_else(|| mrz.birth(today))
}
