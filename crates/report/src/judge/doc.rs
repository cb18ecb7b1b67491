//! What DG1 says of the document: `doc.expiry`, `doc.mrz_checkdigits`.
//!
//! Judged on DG1 as read, authentic or not: whether it may be believed is the data answer's.

use super::Findings;
use super::case::{Case, Dg1State};
use crate::{Check, CheckId};
use vidimus_mrz::{CalendarDate, CheckDigit, Expiry, Mrz};
use vidimus_trust::Outcome::{Failed, NotSupported, Passed, Undetermined};

/// Code of a passed `doc.expiry`: the document says that it never expires.
pub(crate) const NO_EXPIRY: &str = "no_expiry";

pub(super) fn judge(case: &Case<'_>, findings: &mut Findings) {
    let (expiry, digits) = match case.dg1 {
        Dg1State::Parsed(dg1) => (expiry(case, &dg1.mrz), check_digits(&dg1.mrz)),
        Dg1State::Licence(licence) => (
            until(case, *licence.expiry_date.reveal()),
            // a licence has no machine-readable zone in DG1
            Check::new(CheckId::DocMrzCheckDigits, NotSupported),
        ),
        Dg1State::Unusable(code) => (
            Check::new(CheckId::DocExpiry, Undetermined).code(*code),
            Check::new(CheckId::DocMrzCheckDigits, Undetermined).code(*code),
        ),
    };
    findings.checks.insert(expiry);
    findings.checks.insert(digits);
}

/// A document is in force until the end of its day of expiry (BSI TR-03135-1 §5.7.1). Some cards
/// never expire; their form for that, such as Vietnam's `991231`, must not be taken for a day.
fn expiry(case: &Case<'_>, mrz: &Mrz) -> Check {
    let id = CheckId::DocExpiry;
    if case.clock_implausible {
        return Check::new(id, Undetermined).code("clock_implausible");
    }
    let today = CalendarDate::from_unix(case.at.unix);
    match mrz.expiry(today) {
        Expiry::On(last_day) if last_day >= today => Check::new(id, Passed),
        Expiry::On(_) => Check::new(id, Failed).code("expired"),
        Expiry::Never => Check::new(id, Passed).code(NO_EXPIRY),
        Expiry::Unknown => Check::new(id, Undetermined).code("expiry_unknown"),
    }
}

/// Likewise of a licence, which always names the day.
fn until(case: &Case<'_>, last_day: CalendarDate) -> Check {
    let id = CheckId::DocExpiry;
    if case.clock_implausible {
        Check::new(id, Undetermined).code("clock_implausible")
    } else if last_day >= CalendarDate::from_unix(case.at.unix) {
        Check::new(id, Passed)
    } else {
        Check::new(id, Failed).code("expired")
    }
}

/// Names the fields; the digits themselves are personal data.
fn check_digits(mrz: &Mrz) -> Check {
    let id = CheckId::DocMrzCheckDigits;
    let wrong: Vec<String> = mrz
        .check_digits()
        .failures()
        .map(|(field, digit)| match digit {
            CheckDigit::Failed { line, column, .. } => {
                format!("{field} (line {line}, column {column})")
            }
            _ => field.to_string(),
        })
        .collect();
    if wrong.is_empty() {
        Check::new(id, Passed)
    } else {
        let detail = format!("check digit of {} does not fit", wrong.join(", "));
        Check::new(id, Failed).code("check_digit").detail(detail)
    }
}
