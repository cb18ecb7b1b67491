//! What each place of a zone may hold, and which places a check digit covers.

use crate::alphabet::FILLER;
use crate::{Format, Mrz, NationalForm, Zone, ZoneForm};
use core::ops::Range;

/// What may stand in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// any character of the alphabet
    Any,
    /// `A` to `Z` and filler
    Letters,
    /// `0` to `9`
    Digit,
    /// `0` to `9` and filler
    DigitOrFiller,
    /// `F`, `M`, `<`, and `X`, which some print
    Sex,
    /// filler only
    Filler,
}

impl Class {
    pub(crate) const fn allows(self, byte: u8) -> bool {
        match self {
            Self::Any => byte == FILLER || byte.is_ascii_uppercase() || byte.is_ascii_digit(),
            Self::Letters => byte == FILLER || byte.is_ascii_uppercase(),
            Self::Digit => byte.is_ascii_digit(),
            Self::DigitOrFiller => byte == FILLER || byte.is_ascii_digit(),
            Self::Sex => matches!(byte, b'F' | b'M' | b'X' | FILLER),
            Self::Filler => byte == FILLER,
        }
    }
}

/// What a place of this zone may hold. A zone that looks like the Vietnamese card is narrower:
/// its numbers are digits.
pub(crate) fn class(zone: &Zone, place: usize) -> Class {
    match zone {
        Zone::Icao(mrz) if may_be_vietnamese(mrz) && (5..30).contains(&place) => match place {
            27 | 28 => Class::Filler,
            _ => Class::Digit,
        },
        Zone::Icao(mrz) => icao(mrz.format(), place),
        Zone::National(zone) => national(zone.form(), place),
    }
}

/// Like [`crate::vietnam::CitizenCard::of`], but of a zone that may be misread: most of the
/// twelve digits are there.
fn may_be_vietnamese(mrz: &Mrz) -> bool {
    let fillers = mrz
        .bytes(27..29)
        .iter()
        .all(|byte| matches!(byte, b'<' | b'K' | b'C'));
    let digits = mrz
        .bytes(15..27)
        .iter()
        .filter(|byte| byte.is_ascii_digit());
    mrz.format() == Format::Td1 && mrz.issuer() == "VNM" && fillers && digits.count() > 7
}

fn icao(format: Format, place: usize) -> Class {
    let layout = format.layout();
    let dates = [&layout.birth, &layout.expiry];
    let digits = [
        Some(layout.number.end),
        Some(layout.birth.end),
        Some(layout.expiry.end),
        layout.composite.as_ref().map(|(digit, _)| *digit),
    ];
    if place < 5 || layout.name.contains(&place) || layout.nationality.contains(&place) {
        Class::Letters
    } else if place == layout.number.end && format.allows_long_number() {
        // a filler here says that the number goes on in the optional data
        Class::DigitOrFiller
    } else if digits.contains(&Some(place)) {
        Class::Digit
    } else if dates.iter().any(|date| date.contains(&place)) || layout.optional_digit == Some(place)
    {
        Class::DigitOrFiller
    } else if place == layout.sex {
        Class::Sex
    } else {
        Class::Any
    }
}

fn national(form: NationalForm, place: usize) -> Class {
    let layout = form.layout();
    let within =
        |field: &Option<Range<usize>>| field.as_ref().is_some_and(|field| field.contains(&place));
    // the French card's number: year and month, office, serial
    let french = form == NationalForm::FrenchIdentityCard;
    let serial = french && ((36..40).contains(&place) || (43..48).contains(&place));
    if serial || layout.digits.iter().any(|(_, digit, _)| *digit == place) {
        Class::Digit
    } else if layout.code.contains(&place) || layout.number.is_none() || within(&layout.number) {
        Class::Any
    } else if within(&layout.birth) || within(&layout.expiry) {
        Class::DigitOrFiller
    } else if layout.sex == Some(place) {
        Class::Sex
    } else if within(&layout.primary) || within(&layout.secondary) || layout.issuer.contains(&place)
    {
        Class::Letters
    } else {
        Class::Any
    }
}

/// Whether a change of this place can be seen by a check digit of the form.
pub(crate) fn is_covered(form: ZoneForm, place: usize) -> bool {
    match form {
        ZoneForm::Icao(format) => {
            let layout = format.layout();
            let field = |field: &Range<usize>| (field.start..=field.end).contains(&place);
            let composite = layout.composite.as_ref().is_some_and(|(digit, parts)| {
                *digit == place || parts.iter().any(|part| part.contains(&place))
            });
            let optional = layout.optional_digit.is_some() && field(&layout.optional);
            composite
                || optional
                || field(&layout.number)
                || field(&layout.birth)
                || field(&layout.expiry)
        }
        ZoneForm::National(form) => {
            let mut digits = form.layout().digits.iter();
            digits.any(|(_, digit, covered)| *digit == place || covered.contains(&place))
        }
    }
}
