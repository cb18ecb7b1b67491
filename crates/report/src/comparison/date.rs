//! Dates as different faces write them, part by part.
//!
//! | written | by |
//! |---|---|
//! | `YYMMDD`, `<` for what is unknown | a zone |
//! | `CCYYMMDD`, zeros for what is unknown | DG11, DG12 |
//! | `DDMMCCYY` | the Vietnamese QR code |
//! | `dd/mm/yyyy`, `mm/yyyy` or `yyyy` | DG13 of Vietnam |
//!
//! Whether the calendar has the day does not matter here: what was changed must show as different,
//! not as unreadable.

use super::Relation;

/// How a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateForm {
    /// `YYMMDD`
    Zone,
    /// `CCYYMMDD`
    YearFirst,
    /// `DDMMCCYY`
    DayFirst,
    /// `dd/mm/yyyy`, with parts missing in front
    Slashes,
}

/// A part of a date as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Part<'a> {
    /// its first character, from 0
    at: usize,
    text: &'a str,
}

/// Year, month and day, each where it is known.
type Parts<'a> = [Option<Part<'a>>; 3];

/// Whether the text has this form, so that its parts can be told; they need not be digits that
/// the calendar has.
pub(crate) fn is_date(text: &str, form: DateForm) -> bool {
    let lengths = match form {
        DateForm::Zone => return text.len() == 6,
        DateForm::YearFirst | DateForm::DayFirst => return has_digits(text, 8..=8),
        DateForm::Slashes => text.trim().rsplit('/').map(|part| part.len()),
    };
    let digits = text.trim().split('/').all(|part| has_digits(part, 1..=4));
    let lengths: Vec<usize> = lengths.collect();
    digits
        && matches!(lengths.as_slice(), [4, rest @ ..]
            if rest.len() <= 2 && rest.iter().all(|length| *length <= 2))
}

/// Holds two dates against each other: parts that both know. One part at least must be the year.
pub(super) fn relation(one: (&str, DateForm), two: (&str, DateForm)) -> Relation {
    let [first, second] = [one, two].map(|(text, form)| parts(text, form));
    let mut years = false;
    for (index, pair) in first.iter().zip(&second).enumerate() {
        let (Some(a), Some(b)) = pair else { continue };
        let is_year = index == 0;
        if let Some((x, y)) = first_difference(*a, *b, is_year) {
            return Relation::Differs { one: x, two: y };
        }
        years |= is_year;
    }
    if years {
        Relation::Same
    } else {
        Relation::Open
    }
}

/// Compared from the last digit, so that `9` is `09`, and two digits of a year are the last.
fn first_difference(a: Part<'_>, b: Part<'_>, is_year: bool) -> Option<(usize, usize)> {
    let wanted = a.text.len().max(b.text.len());
    let shorter = a.text.len().min(b.text.len());
    let width = if is_year { shorter } else { wanted };
    let digit = |part: Part<'_>, back: usize| {
        let place = part.text.len().checked_sub(back);
        let byte = place.and_then(|place| part.text.as_bytes().get(place));
        (byte.copied().unwrap_or(b'0'), part.at + place.unwrap_or(0))
    };
    (1..=width).rev().find_map(|back| {
        let ((x, at), (y, there)) = (digit(a, back), digit(b, back));
        (x != y).then_some((at, there))
    })
}

fn parts(text: &str, form: DateForm) -> Parts<'_> {
    let part = |at: usize, length: usize| {
        let text = text.get(at..at + length)?;
        (!is_unknown(text, at == 0 && form == DateForm::Zone)).then_some(Part { at, text })
    };
    match form {
        DateForm::Zone => [part(0, 2), part(2, 2), part(4, 2)],
        DateForm::YearFirst => [part(0, 4), part(4, 2), part(6, 2)],
        DateForm::DayFirst => [part(4, 4), part(2, 2), part(0, 2)],
        DateForm::Slashes => slashes(text),
    }
}

fn slashes(text: &str) -> Parts<'_> {
    let mut at = text.len() - text.trim_start().len();
    let mut found = Vec::new();
    for text in text.trim().split('/') {
        found.push((!is_unknown(text, false)).then_some(Part { at, text }));
        at += text.len() + 1;
    }
    found.reverse();
    let mut found = found.into_iter();
    let mut next = || found.next().flatten();
    [next(), next(), next()]
}

/// Fillers, or zeros where they mean that; the year 00 of a zone is a year.
fn is_unknown(text: &str, zone_year: bool) -> bool {
    let filler = text.bytes().all(|byte| byte == b'<');
    filler || (!zone_year && text.bytes().all(|byte| byte == b'0'))
}

fn has_digits(text: &str, length: core::ops::RangeInclusive<usize>) -> bool {
    length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use DateForm::{DayFirst, Slashes, YearFirst, Zone};

    const SAME: [(&str, DateForm); 6] = [
        ("901231", Zone),
        ("19901231", YearFirst),
        ("31121990", DayFirst),
        ("31/12/1990", Slashes),
        ("12/1990", Slashes),
        (" 1990", Slashes),
    ];

    #[test]
    fn forms_of_one_day() {
        for one in SAME {
            for two in SAME {
                assert_eq!(relation(one, two), Relation::Same, "{one:?} {two:?}");
            }
        }
        assert_eq!(
            relation(("9/1/1990", Slashes), ("900109", Zone)),
            Relation::Same
        );
        assert_eq!(
            relation(("<<<<<<", Zone), ("19900109", YearFirst)),
            Relation::Open
        );
        assert_eq!(
            relation(("90<<<<", Zone), ("19900109", YearFirst)),
            Relation::Same
        );
        assert_eq!(
            relation(("000000", Zone), ("20000000", YearFirst)),
            Relation::Same
        );
    }

    /// Each digit of each whole form, changed, is found where it stands; but for the century, which
    /// a zone does not have.
    #[test]
    fn every_changed_digit_is_found() {
        for (whole, form) in &SAME[..4] {
            for (place, old) in whole.char_indices().filter(|(_, old)| old.is_ascii_digit()) {
                let new = if old == '7' { "8" } else { "7" };
                let mut changed = (*whole).to_owned();
                changed.replace_range(place..=place, new);
                for other in &SAME[..4] {
                    let found = relation((&changed, *form), *other);
                    let century = match form {
                        YearFirst => place < 2,
                        DayFirst => (4..6).contains(&place),
                        Slashes => (6..8).contains(&place),
                        Zone => false,
                    };
                    if century && other.1 == Zone {
                        assert_eq!(found, Relation::Same);
                    } else {
                        assert!(
                            matches!(found, Relation::Differs { one, .. } if one == place),
                            "{changed} {other:?}: {found:?}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_a_date() {
        for (text, form) in SAME {
            assert!(is_date(text, form), "{text}");
        }
        for text in [
            "",
            "Không thời hạn",
            "1/1/90",
            "31-12-1990",
            "1/1/1/1990",
            "1/1990/1",
        ] {
            assert!(!is_date(text, Slashes), "{text}");
        }
        assert!(is_date("41/13/1990", Slashes));
    }
}
