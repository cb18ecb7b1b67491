//! From fields to a zone (Doc 9303-3 §4, -4 to -7 §4.2.2).
//!
//! Fields must already be in the alphabet of the zone: letters are not transliterated here.
//! Spaces between the parts of a name become `<`.

use crate::alphabet::{Checksum, FILLER, is_allowed};
use crate::zone::MAX_LENGTH;
use crate::{Format, Mrz, MrzMakeError, Notes};
use core::fmt;
use core::ops::Range;

/// What a zone is made of. Lower case is not taken; filler at the end may be left out.
#[derive(Clone, Copy, Default)]
pub struct Fields<'a> {
    /// one or two letters, such as `P` or `ID`
    pub document_code: &'a str,
    /// one to three letters
    pub issuer: &'a str,
    /// up to nine characters; in TD1 and TD2 longer ones go on in the optional data
    pub document_number: &'a str,
    /// one to three letters
    pub nationality: &'a str,
    /// `YYMMDD`; `<<` for what is unknown
    pub birth_date: &'a str,
    /// `F`, `M` or `<`; empty is `<`
    pub sex: &'a str,
    /// `YYMMDD`
    pub expiry_date: &'a str,
    /// surname; parts separated by spaces or `<`
    pub primary_identifier: &'a str,
    /// given names, likewise; may be empty
    pub secondary_identifier: &'a str,
    /// optional data, in TD1 those of line 1
    pub optional_data: &'a str,
    /// TD1: optional data of line 2
    pub optional_data_second: &'a str,
}

/// A field of [`Fields`], for errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Field {
    /// document code
    DocumentCode,
    /// issuing state
    Issuer,
    /// document number
    DocumentNumber,
    /// nationality
    Nationality,
    /// date of birth
    BirthDate,
    /// sex
    Sex,
    /// date of expiry
    ExpiryDate,
    /// surname
    PrimaryIdentifier,
    /// given names
    SecondaryIdentifier,
    /// optional data
    OptionalData,
    /// second optional data
    OptionalDataSecond,
}

impl Mrz {
    /// Makes a zone, check digits included. Names too long for their field are cut so that the
    /// field ends in a letter; in TD3 the digit of empty optional data is `<`.
    ///
    /// ```
    /// # fn main() -> Result<(), vidimus_mrz::MrzMakeError> {
    /// use vidimus_mrz::{Fields, Format, Mrz};
    /// let mrz = Mrz::make(Format::Td3, &Fields {
    ///     document_code: "P",
    ///     issuer: "UTO",
    ///     document_number: "X00000001",
    ///     nationality: "UTO",
    ///     birth_date: "800101",
    ///     sex: "F",
    ///     expiry_date: "391231",
    ///     primary_identifier: "SPECIMEN",
    ///     secondary_identifier: "ADA GRACE",
    ///     ..Fields::default()
    /// })?;
    /// assert_eq!(mrz.lines().last(), Some("X000000012UTO8001014F3912313<<<<<<<<<<<<<<<0"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`MrzMakeError`] names the field: a character outside the alphabet, a field too long or
    /// too short, or one that the format does not have.
    pub fn make(format: Format, fields: &Fields<'_>) -> Result<Self, MrzMakeError> {
        let mut zone = Self {
            text: [FILLER; MAX_LENGTH],
            format,
            notes: Notes::default(),
        };
        let layout = format.layout();
        zone.put(Field::DocumentCode, fields.document_code, 1, 0..2)?;
        zone.put(Field::Issuer, fields.issuer, 1, 2..5)?;
        zone.put(
            Field::Nationality,
            fields.nationality,
            1,
            layout.nationality.clone(),
        )?;
        zone.put(Field::BirthDate, fields.birth_date, 6, layout.birth.clone())?;
        zone.put(Field::Sex, fields.sex, 0, layout.sex..layout.sex + 1)?;
        zone.put(
            Field::ExpiryDate,
            fields.expiry_date,
            6,
            layout.expiry.clone(),
        )?;
        zone.put_number(fields)?;
        zone.put_second_optional(fields.optional_data_second)?;
        zone.put_name(fields)?;
        zone.fit_check_digits();
        Ok(zone)
    }

    /// Writes every check digit so that it fits; an overflowing number keeps its filler.
    pub(crate) fn fit_check_digits(&mut self) {
        let layout = self.format.layout();
        for field in [&layout.birth, &layout.expiry] {
            let sum = Checksum::new().add(self.bytes(field.clone()));
            self.set(field.end, sum.digit());
        }
        if let Some(place) = layout.optional_digit {
            let field = self.bytes(layout.optional.clone());
            let empty = field.iter().all(|byte| *byte == FILLER);
            let sum = Checksum::new().add(field);
            self.set(place, if empty { FILLER } else { sum.digit() });
        }
        if let Some((place, sum)) = self.composite_checksum() {
            self.set(place, sum.digit());
        }
    }

    /// Number, its digit and the optional data, which share room when the number is long.
    fn put_number(&mut self, fields: &Fields<'_>) -> Result<(), MrzMakeError> {
        let layout = self.format.layout();
        let number = fields.document_number.trim_end_matches('<');
        check_characters(Field::DocumentNumber, number, false)?;
        check_characters(Field::OptionalData, fields.optional_data, false)?;
        let sum = Checksum::new();
        let Some((head, rest)) = number.split_at_checked(layout.number.len()) else {
            self.put(Field::DocumentNumber, number, 1, layout.number.clone())?;
            let sum = sum.add(self.bytes(layout.number.clone()));
            self.set(layout.number.end, sum.digit());
            return self.put(
                Field::OptionalData,
                fields.optional_data,
                0,
                layout.optional.clone(),
            );
        };
        self.put(Field::DocumentNumber, head, 1, layout.number.clone())?;
        let digit = sum.add(number.as_bytes()).digit();
        if rest.is_empty() {
            self.set(layout.number.end, digit);
            return self.put(
                Field::OptionalData,
                fields.optional_data,
                0,
                layout.optional.clone(),
            );
        }
        let room = layout.optional.len();
        if !self.format.allows_long_number() || rest.len() + 1 > room || rest.contains('<') {
            return Err(too_long(Field::DocumentNumber, number, layout.number.len()));
        }
        let digit_place = layout.optional.start + rest.len();
        self.put(
            Field::DocumentNumber,
            rest,
            0,
            layout.optional.start..digit_place,
        )?;
        self.set(digit_place, digit);
        // a filler ends the number, unless it fills the whole field
        let start = (digit_place + 2).min(layout.optional.end);
        self.put(
            Field::OptionalData,
            fields.optional_data,
            0,
            start..layout.optional.end,
        )
    }

    fn put_second_optional(&mut self, text: &str) -> Result<(), MrzMakeError> {
        match self.format.layout().optional_second.clone() {
            Some(place) => self.put(Field::OptionalDataSecond, text, 0, place),
            None if text.is_empty() => Ok(()),
            None => Err(MrzMakeError::NoSuchField {
                field: Field::OptionalDataSecond,
            }),
        }
    }

    /// The name; cut where it is too long. Of a long surname so much is kept that `<<` and one
    /// letter of the given names still fit (Doc 9303-4 §4.2.3).
    fn put_name(&mut self, fields: &Fields<'_>) -> Result<(), MrzMakeError> {
        let (primary, secondary) = (fields.primary_identifier, fields.secondary_identifier);
        check_characters(Field::PrimaryIdentifier, primary, true)?;
        check_characters(Field::SecondaryIdentifier, secondary, true)?;
        let field = self.format.layout().name.clone();
        let secondary = secondary.trim_matches([' ', '<']);
        let reserved = if secondary.is_empty() { 0 } else { 3 };
        let room = field.len() - reserved;
        let primary = cut(primary.trim_matches([' ', '<']), room);
        self.put_spaced(field.start, primary);
        let start = field.start + primary.len() + 2;
        let room = field.end.saturating_sub(start);
        self.put_spaced(start, cut(secondary, room));
        if let Some(next) = secondary.as_bytes().get(room) {
            self.end_in_letter(field.end - 1, *next);
        }
        Ok(())
    }

    /// Where the cut leaves a filler at the end, the part before gives up its last letter, so
    /// that the field ends in the first letter of the next part and shows that it was cut.
    fn end_in_letter(&mut self, last: usize, next: u8) {
        if self.byte(last) == FILLER && self.byte(last - 2) != FILLER {
            self.set(last - 1, FILLER);
            self.set(last, next);
        }
    }

    fn put_spaced(&mut self, start: usize, text: &str) {
        let room = self.text.iter_mut().skip(start);
        for (place, byte) in room.zip(text.bytes()) {
            *place = if byte == b' ' { FILLER } else { byte };
        }
    }

    fn put(
        &mut self,
        field: Field,
        text: &str,
        minimum: u8,
        place: Range<usize>,
    ) -> Result<(), MrzMakeError> {
        check_characters(field, text, false)?;
        if text.len() > place.len() {
            return Err(too_long(field, text, place.len()));
        }
        if text.len() < usize::from(minimum) {
            return Err(MrzMakeError::TooShort {
                field,
                expected: minimum,
                found: u16::try_from(text.len()).unwrap_or(u16::MAX),
            });
        }
        self.put_spaced(place.start, text);
        Ok(())
    }

    fn set(&mut self, place: usize, byte: u8) {
        if let Some(target) = self.text.get_mut(place) {
            *target = byte;
        }
    }
}

fn check_characters(field: Field, text: &str, spaces: bool) -> Result<(), MrzMakeError> {
    let allowed = |found: char| {
        u8::try_from(found).is_ok_and(|byte| is_allowed(byte) || (spaces && byte == b' '))
    };
    match text.chars().zip(1..).find(|(found, _)| !allowed(*found)) {
        Some((found, column)) => Err(MrzMakeError::Character {
            field,
            column,
            found,
        }),
        None => Ok(()),
    }
}

fn too_long(field: Field, text: &str, room: usize) -> MrzMakeError {
    MrzMakeError::TooLong {
        field,
        room: u8::try_from(room).unwrap_or(u8::MAX),
        found: u16::try_from(text.len()).unwrap_or(u16::MAX),
    }
}

/// The first `room` characters of ASCII text.
fn cut(text: &str, room: usize) -> &str {
    text.get(..room).unwrap_or(text)
}

impl Field {
    /// The field's name, such as `document_number`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::DocumentCode => "document_code",
            Self::Issuer => "issuer",
            Self::DocumentNumber => "document_number",
            Self::Nationality => "nationality",
            Self::BirthDate => "birth_date",
            Self::Sex => "sex",
            Self::ExpiryDate => "expiry_date",
            Self::PrimaryIdentifier => "primary_identifier",
            Self::SecondaryIdentifier => "secondary_identifier",
            Self::OptionalData => "optional_data",
            Self::OptionalDataSecond => "optional_data_second",
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for Fields<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fields(<personal>)")
    }
}
