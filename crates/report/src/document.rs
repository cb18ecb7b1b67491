//! What the report says of the document itself: type, issuer, holder (hidden unless revealed).

use crate::judge::{Case, Licence};
use crate::{CheckId, Checks, Detail, details};
use vidimus_lds::text::escape_for_terminal;
use vidimus_lds::{DataGroup, Personal};
use vidimus_mrz::{CalendarDate, DocumentKind, Expiry, Format, Mrz, MrzDate};
use vidimus_trust::Outcome;

/// The document as DG1 describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Document {
    /// `TD1`, `TD2`, `TD3`, `IDL` for a driving licence, or `unknown` where DG1 is missing or its document code does not
    /// exist.
    pub kind: &'static str,
    /// Issuing state or organization, as it stands in DG1.
    pub issuer: Option<String>,
    /// Whether the date of expiry has passed; `None` when that is not known.
    pub expired: Option<bool>,
    /// The document number.
    pub number: Option<Personal<String>>,
    /// The holder's name, `PRIMARY, SECONDARY`.
    pub holder: Option<Personal<String>>,
    /// Date of birth as `YYYY-MM-DD`, or as it stands where parts are unknown.
    pub birth_date: Option<Personal<String>>,
    /// Date of expiry, likewise; as it stands also where it means that there is none.
    pub expiry_date: Option<Personal<String>>,
    /// Whether DG1 is shown to be authentic; when not, all of this is hearsay.
    pub proved: bool,
    /// What other data groups say, in order; empty where none was read.
    pub details: Vec<Detail>,
}

pub(crate) fn of(case: &Case<'_>, checks: &Checks) -> Document {
    let expired = match checks.outcome(CheckId::DocExpiry) {
        Outcome::Passed => Some(false),
        Outcome::Failed => Some(true),
        _ => None,
    };
    if let Some(licence) = case.dg1.licence() {
        return of_licence(case, licence, expired);
    }
    let Some(dg1) = case.dg1.parsed() else {
        return Document {
            kind: "unknown",
            issuer: None,
            expired,
            number: None,
            holder: None,
            birth_date: None,
            expiry_date: None,
            proved: false,
            details: details::of(case),
        };
    };
    let mrz = &dg1.mrz;
    let today = CalendarDate::from_unix(case.at.unix);
    let last_day = match mrz.expiry(today) {
        Expiry::On(day) => Some(day),
        Expiry::Never | Expiry::Unknown => None,
    };
    Document {
        kind: kind(mrz),
        issuer: Some(escape_for_terminal(mrz.issuer()).into_owned()),
        expired,
        number: Some(personal(mrz.document_number().as_str())),
        holder: Some(personal(&holder(mrz))),
        birth_date: Some(personal(&date(mrz.birth_date(), mrz.birth(today)))),
        expiry_date: Some(personal(&date(mrz.expiry_date(), last_day))),
        proved: case.authentic && case.hash(DataGroup::DG1) == Outcome::Passed,
        details: details::of(case),
    }
}

/// A driving licence as its DG1 describes it.
fn of_licence(case: &Case<'_>, licence: &Licence, expired: Option<bool>) -> Document {
    let names = [&licence.family_name, &licence.given_names].map(|name| name.reveal().as_str());
    let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
    Document {
        kind: "IDL",
        issuer: Some(escape_for_terminal(&licence.issuer).into_owned()),
        expired,
        number: Some(personal(licence.number.reveal())),
        holder: Some(personal(&names.join(", "))),
        birth_date: Some(personal(&licence.birth_date.reveal().to_string())),
        expiry_date: Some(personal(&licence.expiry_date.reveal().to_string())),
        proved: case.authentic && case.hash(DataGroup::DG1) == Outcome::Passed,
        details: Vec::new(),
    }
}

fn kind(mrz: &Mrz) -> &'static str {
    match (mrz.document_kind(), mrz.format()) {
        (DocumentKind::Unknown, _) => "unknown",
        (_, Format::Td1) => "TD1",
        (_, Format::Td2) => "TD2",
        (_, Format::Td3) => "TD3",
        _ => "unknown",
    }
}

fn holder(mrz: &Mrz) -> String {
    let primary = mrz.primary_identifier().to_string();
    let secondary = mrz.secondary_identifier().to_string();
    if secondary.is_empty() {
        primary
    } else {
        format!("{primary}, {secondary}")
    }
}

/// With its century where it is whole, else the six characters as they stand.
fn date(written: MrzDate, whole: Option<CalendarDate>) -> String {
    whole.map_or_else(|| written.as_str().to_owned(), |date| date.to_string())
}

/// Text from a document is made safe to show before anything else is done with it.
fn personal(text: &str) -> Personal<String> {
    Personal::new(escape_for_terminal(text).into_owned())
}
