//! DG1 of a driving licence, as far as checks and report need it.
//!
//! Only a DG1 that reads whole is one: of a file with a fault in it nothing is taken for known, so
//! `pa.chain.country` stays open and the data unproven, whatever the signature says. Thus the DG1
//! of a passport never counts as that of a licence, though both start with `61`.

use super::case::Dg1State;
use vidimus_lds::Personal;
use vidimus_lds::content::{FullDate, Text};
use vidimus_lds::driving_licence::LicenceDg1;
use vidimus_mrz::CalendarDate;

/// Noon: a licence does not say at what hour it was issued, nor in which time zone.
const NOON: i64 = 12 * 3600;

/// What a licence says of itself.
pub(crate) struct Licence {
    /// issuing country, as it stands
    pub(crate) issuer: String,
    pub(crate) number: Personal<String>,
    pub(crate) family_name: Personal<String>,
    pub(crate) given_names: Personal<String>,
    pub(crate) birth_date: Personal<CalendarDate>,
    /// noon of that day, seconds since 1970
    pub(crate) issued: i64,
    pub(crate) expiry_date: Personal<CalendarDate>,
}

impl Licence {
    pub(super) fn parse(bytes: &[u8]) -> Dg1State {
        match LicenceDg1::parse(bytes).map(|dg1| Self::of(&dg1)) {
            Ok(Some(licence)) => Dg1State::Licence(Box::new(licence)),
            // what is missing, the parser tells of
            Ok(None) => Dg1State::Unusable("malformed.content"),
            Err(error) => Dg1State::Unusable(error.check_code()),
        }
    }

    fn of(dg1: &LicenceDg1<'_>) -> Option<Self> {
        Some(Self {
            issuer: dg1.issuing_country.as_ref()?.as_str().trim().to_owned(),
            number: text(dg1.number.as_ref()?),
            family_name: text(dg1.family_name.as_ref()?),
            given_names: text(dg1.given_names.as_ref()?),
            birth_date: Personal::new(day(dg1.birth_date.as_ref()?)?),
            issued: dg1.issue_date.as_ref()?.reveal().first_second()? + NOON,
            expiry_date: Personal::new(day(dg1.expiry_date.as_ref()?)?),
        })
    }
}

fn text(text: &Personal<Text<'_>>) -> Personal<String> {
    Personal::new(text.reveal().as_str().to_owned())
}

fn day(date: &Personal<FullDate>) -> Option<CalendarDate> {
    let date = date.reveal();
    Some(CalendarDate {
        year: date.year?,
        month: date.month?,
        day: date.day?,
    })
}
