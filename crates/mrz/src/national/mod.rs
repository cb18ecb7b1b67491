//! Zones of national forms, which are none of the five of Doc 9303.

mod check;
mod form;
mod parse;

pub use form::NationalForm;

use crate::alphabet::FILLER;
use crate::zone::{DocumentNumber, MAX_LENGTH, as_str};
use crate::{MrzDate, Name, Notes, Sex};
use core::fmt;
use core::ops::Range;

/// A machine-readable zone of a national form; lines and columns from 1.
///
/// Read by [`crate::Zone::parse`]. Holds its text inline, like [`crate::Mrz`].
#[derive(Clone, PartialEq, Eq)]
pub struct NationalZone {
    pub(crate) text: [u8; MAX_LENGTH],
    pub(crate) form: NationalForm,
    pub(crate) notes: Notes,
}

impl NationalZone {
    /// The form.
    #[must_use]
    pub const fn form(&self) -> NationalForm {
        self.form
    }

    /// What was put right while reading.
    #[must_use]
    pub const fn notes(&self) -> Notes {
        self.notes
    }

    /// The two characters of the document code, such as `ID` or `D1`.
    #[must_use]
    pub fn document_code(&self) -> &str {
        self.field(self.form.layout().code.clone())
    }

    /// Issuing state, without filler.
    #[must_use]
    pub fn issuer(&self) -> &str {
        self.field(self.form.layout().issuer.clone())
            .trim_end_matches('<')
    }

    /// The document number; `None` in the one-line licence, whose issuer places it freely.
    #[must_use]
    pub fn document_number(&self) -> Option<DocumentNumber> {
        let text = self.field(self.form.layout().number.clone()?);
        Some(DocumentNumber::new(text.trim_end_matches('<')))
    }

    /// Date of birth, where the form has one.
    #[must_use]
    pub fn birth_date(&self) -> Option<MrzDate> {
        self.form
            .layout()
            .birth
            .clone()
            .map(|place| MrzDate::new(self.bytes(place)))
    }

    /// Date of expiry, where the form has one. The French card of 1988 has none.
    #[must_use]
    pub fn expiry_date(&self) -> Option<MrzDate> {
        self.form
            .layout()
            .expiry
            .clone()
            .map(|place| MrzDate::new(self.bytes(place)))
    }

    /// Sex, where the form has one.
    #[must_use]
    pub fn sex(&self) -> Option<Sex> {
        self.form
            .layout()
            .sex
            .map(|place| Sex::from_byte(self.byte(place)))
    }

    /// Surname, where the form has a name. The French licence has its first eight characters.
    #[must_use]
    pub fn primary_identifier(&self) -> Option<Name<'_>> {
        Some(Name::split(self.field(self.form.layout().primary.clone()?)).0)
    }

    /// Given names, where the form has them. In the French card `<<` parts them.
    #[must_use]
    pub fn secondary_identifier(&self) -> Option<Name<'_>> {
        let layout = self.form.layout();
        let primary = self.field(layout.primary.clone()?);
        match layout.secondary.clone() {
            Some(place) => Some(Name::whole(self.field(place))),
            None => Some(Name::split(primary).1).filter(|name| !name.is_empty()),
        }
    }

    /// Whether a name field is full, so that more may have been cut off.
    #[must_use]
    pub fn name_may_be_truncated(&self) -> bool {
        let layout = self.form.layout();
        let fields = [layout.primary.clone(), layout.secondary.clone()];
        fields
            .into_iter()
            .flatten()
            .any(|place| self.byte(place.end - 1) != FILLER)
    }

    /// The name as one field, as [`crate::transliteration::names_match`] takes it.
    #[must_use]
    pub fn name_field(&self) -> Option<String> {
        let layout = self.form.layout();
        let primary = self.field(layout.primary.clone()?);
        match layout.secondary.clone() {
            Some(place) => {
                let given = self.field(place);
                Some(format!("{}<<{given}", primary.trim_end_matches('<')))
            }
            None => Some(primary.to_owned()),
        }
    }

    /// French card: department and office that issued it; may be filler only.
    #[must_use]
    pub fn office(&self) -> Option<&str> {
        self.form
            .layout()
            .office
            .clone()
            .map(|place| self.field(place).trim_end_matches('<'))
    }

    /// Swiss licence: the language it is printed in, such as `D`.
    #[must_use]
    pub fn language(&self) -> Option<char> {
        self.form
            .layout()
            .language
            .map(|place| char::from(self.byte(place)))
    }

    /// The lines as printed.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.form.line_lengths().iter().map(move |length| {
            start += length;
            self.field(start - length..start)
        })
    }

    /// All lines joined.
    #[must_use]
    pub fn joined(&self) -> &str {
        self.field(0..self.form.len())
    }

    pub(crate) fn bytes(&self, place: Range<usize>) -> &[u8] {
        self.text.get(place).unwrap_or_default()
    }

    pub(crate) fn byte(&self, place: usize) -> u8 {
        self.text.get(place).copied().unwrap_or(FILLER)
    }

    fn field(&self, place: Range<usize>) -> &str {
        as_str(self.bytes(place))
    }
}

impl fmt::Debug for NationalZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NationalZone({}, <personal>)", self.form)
    }
}
