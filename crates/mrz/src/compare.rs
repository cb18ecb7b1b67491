//! Where two zones of one document differ: the printed one and the one in the chip
//! (BSI TR-03135-1 §5.7.2).
//!
//! A `<` in a date of birth against a character is no difference, by the same clause; nor is
//! `0` against `<` as the digit of empty optional data. Check digits follow from the fields, so
//! they are compared only where all fields agree.

use crate::alphabet::FILLER;
use crate::{CheckDigitField, Field, Mrz};
use core::fmt;

/// One field, or check digit, that differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// what differs
    pub what: Differing,
    /// the line of the first character that differs, from 1
    pub line: u8,
    /// its column, from 1
    pub column: u8,
}

/// What differs between two zones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Differing {
    /// the formats, so that nothing else can be compared
    Format,
    /// a field; one that differs in optional data alone leaves TR-03135 undecided
    Field(Field),
    /// a check digit, though all fields agree
    CheckDigit(CheckDigitField),
}

impl Mrz {
    /// The fields in which another zone differs from this one, in order; empty when they say
    /// the same.
    ///
    /// ```
    /// # fn main() -> Result<(), vidimus_mrz::MrzError> {
    /// use vidimus_mrz::{Differing, Field, Mrz};
    /// let line = "P<UTOSPECIMEN<<ADA<GRACE<<<<<<<<<<<<<<<<<<<<";
    /// let chip = Mrz::parse(&format!("{line}\nX000000012UTO8001014F3912313<<<<<<<<<<<<<<00"))?;
    /// let printed = Mrz::parse(&format!("{line}\nX000000012UTO8001014F3812314<<<<<<<<<<<<<<00"))?;
    /// let found = chip.differences(&printed);
    /// assert_eq!(found[0].what, Differing::Field(Field::ExpiryDate));
    /// assert_eq!((found[0].line, found[0].column), (2, 23));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<Difference> {
        if self.format != other.format {
            let what = Differing::Format;
            return vec![Difference {
                what,
                line: 1,
                column: 1,
            }];
        }
        let mut found: Vec<Difference> = Vec::new();
        let mut exempt = false;
        for place in 0..self.format.len() {
            let (one, two) = (self.byte(place), other.byte(place));
            if one == two {
                continue;
            }
            let Some(field) = self.field_at(other, place) else {
                continue;
            };
            if field == Field::BirthDate && (one == FILLER || two == FILLER) {
                exempt = true;
            } else if !found
                .iter()
                .any(|known| known.what == Differing::Field(field))
            {
                found.push(self.difference(Differing::Field(field), place));
            }
        }
        if found.is_empty() && !exempt {
            found.extend(self.digit_differences(other));
        }
        found
    }

    /// Line and column, from 1, where a field begins; `None` where the format has no such field,
    /// or the zone no secondary identifier.
    #[must_use]
    pub fn position(&self, field: Field) -> Option<(u8, u8)> {
        let layout = self.format.layout();
        let place = match field {
            Field::DocumentCode => 0,
            Field::Issuer => 2,
            Field::DocumentNumber => layout.number.start,
            Field::Nationality => layout.nationality.start,
            Field::BirthDate => layout.birth.start,
            Field::Sex => layout.sex,
            Field::ExpiryDate => layout.expiry.start,
            Field::PrimaryIdentifier => layout.name.start,
            Field::SecondaryIdentifier => layout.name.start + self.name_field().find("<<")? + 2,
            Field::OptionalData => layout.optional.start,
            Field::OptionalDataSecond => layout.optional_second.as_ref()?.start,
        };
        Some(self.format.position(place))
    }

    fn difference(&self, what: Differing, place: usize) -> Difference {
        let (line, column) = self.format.position(place);
        Difference { what, line, column }
    }

    fn digit_differences(&self, other: &Self) -> Vec<Difference> {
        let layout = self.format.layout();
        let places = [
            (
                CheckDigitField::DocumentNumber,
                Some(self.number_checksum().0),
            ),
            (CheckDigitField::BirthDate, Some(layout.birth.end)),
            (CheckDigitField::ExpiryDate, Some(layout.expiry.end)),
            (CheckDigitField::OptionalData, layout.optional_digit),
            (
                CheckDigitField::Composite,
                layout.composite.as_ref().map(|(place, _)| *place),
            ),
        ];
        let differs = |field: CheckDigitField, place: usize| {
            let both = [self.byte(place), other.byte(place)];
            let empty = field == CheckDigitField::OptionalData && self.optional_data().is_empty();
            let alike = empty && both.iter().all(|byte| matches!(byte, b'0' | b'<'));
            both[0] != both[1] && !alike
        };
        places
            .into_iter()
            .filter_map(|(field, place)| Some((field, place?)))
            .filter(|(field, place)| differs(*field, *place))
            .map(|(field, place)| self.difference(Differing::CheckDigit(field), place))
            .collect()
    }

    /// The field that a place belongs to, in one of the two zones at least; `None` for check
    /// digits.
    fn field_at(&self, other: &Self, place: usize) -> Option<Field> {
        let layout = self.format.layout();
        let overflow = |zone: &Self| {
            zone.number_overflow()
                .filter(|(rest, _)| rest.start <= place)
        };
        let long = [overflow(self), overflow(other)];
        let mut long = long.into_iter().flatten();
        if long.any(|(rest, digit)| rest.contains(&place) || place == digit) {
            let both = self.number_checksum().0 == other.number_checksum().0;
            let digit = both && place == self.number_checksum().0;
            return (!digit).then_some(Field::DocumentNumber);
        }
        let fields = [
            (0..2, Field::DocumentCode),
            (2..5, Field::Issuer),
            (layout.number.clone(), Field::DocumentNumber),
            (layout.nationality.clone(), Field::Nationality),
            (layout.birth.clone(), Field::BirthDate),
            (layout.sex..layout.sex + 1, Field::Sex),
            (layout.expiry.clone(), Field::ExpiryDate),
            (layout.optional.clone(), Field::OptionalData),
            (
                layout.optional_second.clone().unwrap_or(0..0),
                Field::OptionalDataSecond,
            ),
            (layout.name.clone(), self.identifier_at(place)),
        ];
        let mut fields = fields.into_iter();
        fields
            .find(|(range, _)| range.contains(&place))
            .map(|(_, field)| field)
    }

    /// Which identifier a place of the name field belongs to, in this zone.
    fn identifier_at(&self, place: usize) -> Field {
        let start = self.format.layout().name.start;
        let primary = self
            .name_field()
            .find("<<")
            .map_or(usize::MAX, |end| start + end);
        if place <= primary {
            Field::PrimaryIdentifier
        } else {
            Field::SecondaryIdentifier
        }
    }
}

impl Differing {
    /// The name in reports, such as `expiry_date` or `composite_check_digit`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Field(field) => field.name(),
            Self::CheckDigit(field) => crate::ProblemKind::CheckDigit(field).code(),
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, line, column } = self;
        write!(f, "{} (line {line}, column {column})", what.name())
    }
}
