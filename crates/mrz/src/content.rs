//! What in a zone breaks a rule of content, place by place (Doc 9303-3 §4, -4 to -7 §4.2.2).

use crate::alphabet::{FILLER, is_allowed};
use crate::{CheckDigit, CheckDigitField, DatePart, DocumentKind, Mrz, MrzDate, Sex};
use core::fmt;

/// One place whose content breaks a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    /// the line, from 1
    pub line: u8,
    /// the column, from 1
    pub column: u8,
    /// which rule
    pub kind: ProblemKind,
}

/// The rule that is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ProblemKind {
    /// a character outside `A` to `Z`, `0` to `9`, `<`
    Character,
    /// a document code that the format does not have
    DocumentCode,
    /// an issuing state that is not one to three letters
    IssuingState,
    /// no document number
    DocumentNumber,
    /// a name field without any character
    NameVoid,
    /// a nationality that is not one to three letters
    Nationality,
    /// a date of birth that is none, unknown parts aside
    BirthDate,
    /// a date of expiry that is none, or has unknown parts
    ExpiryDate,
    /// a sex other than `F`, `M`, `<` (and `X`, which is noted only)
    Sex,
    /// a check digit that does not fit
    CheckDigit(CheckDigitField),
}

impl Problem {
    /// The stable machine code of the rule, such as `birth_date`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.kind.code()
    }
}

impl ProblemKind {
    /// The stable machine code, such as `birth_date` or `birth_date_check_digit`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Character => "character",
            Self::DocumentCode => "document_code",
            Self::IssuingState => "issuing_state",
            Self::DocumentNumber => "document_number",
            Self::NameVoid => "name_void",
            Self::Nationality => "nationality",
            Self::BirthDate => "birth_date",
            Self::ExpiryDate => "expiry_date",
            Self::Sex => "sex",
            Self::CheckDigit(CheckDigitField::DocumentNumber) => "document_number_check_digit",
            Self::CheckDigit(CheckDigitField::BirthDate) => "birth_date_check_digit",
            Self::CheckDigit(CheckDigitField::ExpiryDate) => "expiry_date_check_digit",
            Self::CheckDigit(CheckDigitField::OptionalData) => "optional_data_check_digit",
            Self::CheckDigit(CheckDigitField::Composite) => "composite_check_digit",
        }
    }
}

impl Mrz {
    /// Every place that breaks a rule: characters, then fields, then check digits.
    ///
    /// A zone is valid when there is none.
    pub fn content_problems(&self) -> impl Iterator<Item = Problem> + '_ {
        self.character_problems()
            .chain(self.field_problems())
            .chain(self.digit_problems())
    }

    /// Whether sex is `X`, which stands in the visual zone only.
    #[must_use]
    pub fn sex_is_x(&self) -> bool {
        self.byte(self.format.layout().sex) == b'X'
    }

    fn character_problems(&self) -> impl Iterator<Item = Problem> + '_ {
        let text = self.bytes(0..self.format.len()).iter().enumerate();
        text.filter(|(_, byte)| !is_allowed(**byte))
            .map(|(offset, _)| self.problem(offset, ProblemKind::Character))
    }

    fn field_problems(&self) -> impl Iterator<Item = Problem> + '_ {
        let layout = self.format.layout();
        let nationality = layout.nationality.clone();
        let rules = [
            (
                self.document_kind() == DocumentKind::Unknown,
                0,
                ProblemKind::DocumentCode,
            ),
            (!is_state(self.bytes(2..5)), 2, ProblemKind::IssuingState),
            (
                self.document_number().as_str().is_empty(),
                layout.number.start,
                ProblemKind::DocumentNumber,
            ),
            (
                self.name_is_void(),
                layout.name.start,
                ProblemKind::NameVoid,
            ),
            (
                !is_state(self.bytes(nationality.clone())),
                nationality.start,
                ProblemKind::Nationality,
            ),
            (
                !self.birth_date().is_valid(),
                layout.birth.start,
                ProblemKind::BirthDate,
            ),
            (
                !is_whole(self.expiry_date()),
                layout.expiry.start,
                ProblemKind::ExpiryDate,
            ),
            (self.sex() == Sex::Invalid, layout.sex, ProblemKind::Sex),
        ];
        rules
            .into_iter()
            .filter(|(broken, ..)| *broken)
            .map(|(_, offset, kind)| self.problem(offset, kind))
    }

    fn digit_problems(&self) -> impl Iterator<Item = Problem> + use<> {
        self.check_digits()
            .failures()
            .filter_map(|(field, digit)| match digit {
                CheckDigit::Failed { line, column, .. } => Some(Problem {
                    line,
                    column,
                    kind: ProblemKind::CheckDigit(field),
                }),
                _ => None,
            })
    }

    fn name_is_void(&self) -> bool {
        self.name_field().bytes().all(|byte| byte == FILLER)
    }

    fn problem(&self, offset: usize, kind: ProblemKind) -> Problem {
        let (line, column) = self.format.position(offset);
        Problem { line, column, kind }
    }
}

/// One to three letters, then filler only.
pub(crate) fn is_state(code: &[u8]) -> bool {
    let letters = code
        .iter()
        .take_while(|byte| byte.is_ascii_uppercase())
        .count();
    letters > 0 && code.iter().skip(letters).all(|byte| *byte == FILLER)
}

fn is_whole(date: MrzDate) -> bool {
    date.is_complete() && date.is_valid() && date.day() != DatePart::Unknown
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "line {}, column {}: {}",
            self.line, self.column, self.kind
        )
    }
}

impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Character => "character outside A-Z, 0-9 and <",
            Self::DocumentCode => "document code that this format does not have",
            Self::IssuingState => "issuing state is not one to three letters",
            Self::DocumentNumber => "no document number",
            Self::NameVoid => "no name",
            Self::Nationality => "nationality is not one to three letters",
            Self::BirthDate => "not a date of birth",
            Self::ExpiryDate => "not a date of expiry",
            Self::Sex => "sex is none of F, M and <",
            Self::CheckDigit(field) => return write!(f, "check digit of {field} does not fit"),
        })
    }
}
