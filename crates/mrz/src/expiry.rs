//! When a document expires, century and documents without expiry included.
//!
//! Two digits of a year need a window. BSI TR-03135-1 §5.7.1 looks fifteen years ahead, which
//! fits passports and visas and most cards. Some states issue cards for longer, and some for
//! life, written in forms of their own: those are the two tables here.

use crate::{CalendarDate, Format, Mrz};
use core::fmt;

/// When a document expires.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Expiry {
    /// on this day, the last on which it is valid
    On(CalendarDate),
    /// never: a form that says so
    Never,
    /// the date is no day of the calendar
    Unknown,
}

/// Years that an expiry may lie ahead, where the state's documents do not say otherwise
/// (TR-03135-1 §5.7.1).
const USUAL_YEARS: u16 = 15;

/// Issuers of cards valid for longer. A Vietnamese card issued up to two years before the
/// holder's fortieth birthday is valid until the sixtieth.
const LONGER: [(&str, u16); 1] = [("VNM", 25)];

/// Dates that mean "no expiry" in cards, and whose: 31 December 99 of Vietnam; 1 January 9999
/// of Spain and Italy. Six fillers mean it in the cards of any state, as Moldova's have them.
const NEVER: [(&str, &str); 4] = [
    ("VNM", "991231"),
    ("ESP", "990101"),
    ("ITA", "990101"),
    ("", "<<<<<<"),
];

impl Mrz {
    /// When the document expires, seen from `today`, by the rules for its kind and issuer.
    ///
    /// ```
    /// # fn main() -> Result<(), vidimus_mrz::MrzError> {
    /// use vidimus_mrz::{CalendarDate, Expiry, Mrz};
    /// let today = CalendarDate { year: 2026, month: 11, day: 22 };
    /// let card = Mrz::parse("IDVNM0580000313000058000031<<3\n\
    ///                        5801017M9912315VNM<<<<<<<<<<<6\n\
    ///                        TRAN<<THU<<<<<<<<<<<<<<<<<<<<<")?;
    /// assert!(card.expiry(today) == Expiry::Never);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn expiry(&self, today: CalendarDate) -> Expiry {
        let date = self.expiry_date();
        if self.is_card() && self.is_in(&NEVER, date.as_str()) {
            return Expiry::Never;
        }
        date.within(today, self.years_ahead())
            .map_or(Expiry::Unknown, Expiry::On)
    }

    /// The day of birth, century included: the latest that does not lie after `today`; for a
    /// Vietnamese card, whose number tells the century, the day that the number tells. `None`
    /// unless all parts are known.
    #[must_use]
    pub fn birth(&self, today: CalendarDate) -> Option<CalendarDate> {
        let date = self.birth_date().as_birth(today)?;
        let number = crate::vietnam::CitizenCard::of(self).and_then(|card| card.number());
        let told = number.map(|number| number.birth_year());
        match told.filter(|year| year % 100 == date.year % 100 && *year <= today.year) {
            Some(year) => Some(CalendarDate { year, ..date }).filter(|date| date.exists()),
            None => Some(date),
        }
    }

    const fn is_card(&self) -> bool {
        matches!(self.format, Format::Td1 | Format::Td2)
    }

    fn is_in(&self, table: &[(&str, &str)], text: &str) -> bool {
        let issuer = self.issuer();
        table
            .iter()
            .any(|(state, form)| (*state == issuer || state.is_empty()) && *form == text)
    }

    fn years_ahead(&self) -> u16 {
        let listed = LONGER.iter().find(|(state, _)| *state == self.issuer());
        let listed = listed.filter(|_| self.is_card());
        listed.map_or(USUAL_YEARS, |(_, years)| *years)
    }
}

/// The date is personal; whether there is one shows.
impl fmt::Debug for Expiry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::On(_) => "On(<personal>)",
            Self::Never => "Never",
            Self::Unknown => "Unknown",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Fields, MrzMakeError};

    const TODAY: CalendarDate = CalendarDate {
        year: 2026,
        month: 11,
        day: 22,
    };

    fn expiry(format: Format, issuer: &str, date: &str) -> Result<String, MrzMakeError> {
        let fields = Fields {
            document_code: if format == Format::Td3 { "P" } else { "I" },
            issuer,
            document_number: "X00000001",
            nationality: issuer,
            birth_date: "800101",
            expiry_date: date,
            primary_identifier: "SPECIMEN",
            ..Fields::default()
        };
        Ok(match Mrz::make(format, &fields)?.expiry(TODAY) {
            Expiry::On(day) => day.to_string(),
            Expiry::Never => "never".to_owned(),
            Expiry::Unknown => "unknown".to_owned(),
        })
    }

    #[test]
    fn by_issuer_and_kind() -> Result<(), MrzMakeError> {
        for (format, issuer, date, expected) in [
            (Format::Td3, "UTO", "391231", "2039-12-31"),
            (Format::Td3, "VNM", "461231", "1946-12-31"),
            (Format::Td1, "VNM", "461231", "2046-12-31"),
            (Format::Td1, "UTO", "461231", "1946-12-31"),
            (Format::Td1, "VNM", "991231", "never"),
            (Format::Td1, "UTO", "991231", "1999-12-31"),
            (Format::Td3, "VNM", "991231", "1999-12-31"),
            (Format::Td1, "ESP", "990101", "never"),
            (Format::Td2, "MDA", "<<<<<<", "never"),
            (Format::Td3, "MDA", "<<<<<<", "unknown"),
            (Format::Td1, "UTO", "270229", "unknown"),
        ] {
            assert_eq!(
                expiry(format, issuer, date)?,
                expected,
                "{format} {issuer} {date}"
            );
        }
        Ok(())
    }
}
