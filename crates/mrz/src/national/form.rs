//! The national forms and where their fields stand.
//!
//! None has a public standard. Of the French identity card of 1988 the layout is well known;
//! those of the licences were learnt from specimens, whose check digits bear them out.

use crate::CheckDigitField;
use core::fmt;
use core::ops::Range;

/// A national form of machine-readable zone, beside the five of Doc 9303.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum NationalForm {
    /// French identity card, 1988 to 2021: two lines of 36
    FrenchIdentityCard,
    /// French driving licence since 2013: one line of 30 that begins with `D1FRA`
    FrenchDrivingLicence,
    /// Swiss driving licence: lines of 9, 30 and 30, without any check digit
    SwissDrivingLicence,
    /// driving licence of ISO/IEC 18013-3 or the European Union: one line of 30, of which the
    /// issuer chooses the middle
    OneLineDrivingLicence,
}

type Place = Range<usize>;

/// Where the fields stand, counted from 0 in the text of all lines joined.
#[derive(Debug)]
pub(crate) struct NationalLayout {
    pub(crate) lines: &'static [usize],
    pub(crate) code: Place,
    pub(crate) issuer: Place,
    pub(crate) number: Option<Place>,
    pub(crate) birth: Option<Place>,
    pub(crate) expiry: Option<Place>,
    pub(crate) sex: Option<usize>,
    pub(crate) primary: Option<Place>,
    /// given names, where they stand apart from the surname
    pub(crate) secondary: Option<Place>,
    /// French card: department and office that issued it
    pub(crate) office: Option<Place>,
    /// Swiss licence: the language it is printed in
    pub(crate) language: Option<usize>,
    /// which check digit, where it stands, over what it runs
    pub(crate) digits: &'static [(CheckDigitField, usize, Place)],
}

const FRENCH_IDENTITY_CARD: NationalLayout = NationalLayout {
    lines: &[36, 36],
    code: 0..2,
    issuer: 2..5,
    number: Some(36..48),
    birth: Some(63..69),
    expiry: None,
    sex: Some(70),
    primary: Some(5..30),
    secondary: Some(49..63),
    office: Some(30..36),
    language: None,
    digits: &[
        (CheckDigitField::DocumentNumber, 48, 36..48),
        (CheckDigitField::BirthDate, 69, 63..69),
        (CheckDigitField::Composite, 71, 0..71),
    ],
};

/// The number's digit runs over everything before it, document code included.
const FRENCH_DRIVING_LICENCE: NationalLayout = NationalLayout {
    lines: &[30],
    number: Some(5..14),
    expiry: Some(15..21),
    primary: Some(21..29),
    digits: &[
        (CheckDigitField::DocumentNumber, 14, 0..14),
        (CheckDigitField::Composite, 29, 0..29),
    ],
    ..ONE_LINE
};

const SWISS_DRIVING_LICENCE: NationalLayout = NationalLayout {
    lines: &[9, 30, 30],
    code: 9..11,
    issuer: 11..14,
    number: Some(14..26),
    birth: Some(28..34),
    primary: Some(39..69),
    language: Some(6),
    digits: &[],
    ..ONE_LINE
};

const ONE_LINE: NationalLayout = NationalLayout {
    lines: &[30],
    code: 0..2,
    issuer: 2..5,
    number: None,
    birth: None,
    expiry: None,
    sex: None,
    primary: None,
    secondary: None,
    office: None,
    language: None,
    digits: &[(CheckDigitField::Composite, 29, 0..29)],
};

impl NationalForm {
    /// All forms.
    pub const ALL: [Self; 4] = [
        Self::FrenchIdentityCard,
        Self::FrenchDrivingLicence,
        Self::SwissDrivingLicence,
        Self::OneLineDrivingLicence,
    ];

    /// A name for reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::FrenchIdentityCard => "French identity card (1988)",
            Self::FrenchDrivingLicence => "French driving licence",
            Self::SwissDrivingLicence => "Swiss driving licence",
            Self::OneLineDrivingLicence => "driving licence (one line)",
        }
    }

    /// A stable machine code: the issuing state, where the form has one, and what it is.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::FrenchIdentityCard => "FRA-ID",
            Self::FrenchDrivingLicence => "FRA-DL",
            Self::SwissDrivingLicence => "CHE-DL",
            Self::OneLineDrivingLicence => "DL",
        }
    }

    /// How many characters each line has.
    #[must_use]
    pub const fn line_lengths(self) -> &'static [usize] {
        self.layout().lines
    }

    /// How many characters all lines have together.
    #[must_use]
    pub fn len(self) -> usize {
        self.line_lengths().iter().sum()
    }

    /// Never: every form has characters.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        false
    }

    /// Line and column, from 1, of a place in the joined text.
    pub(crate) fn position(self, offset: usize) -> (u8, u8) {
        let mut column = offset;
        let mut line = 1;
        for length in self.line_lengths() {
            if column < *length {
                break;
            }
            column -= length;
            line += 1;
        }
        (line, u8::try_from(column + 1).unwrap_or(u8::MAX))
    }

    pub(crate) const fn layout(self) -> &'static NationalLayout {
        match self {
            Self::FrenchIdentityCard => &FRENCH_IDENTITY_CARD,
            Self::FrenchDrivingLicence => &FRENCH_DRIVING_LICENCE,
            Self::SwissDrivingLicence => &SWISS_DRIVING_LICENCE,
            Self::OneLineDrivingLicence => &ONE_LINE,
        }
    }
}

impl fmt::Display for NationalForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
