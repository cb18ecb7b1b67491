//! Check digits and content of national zones.

use super::{NationalForm, NationalZone};
use crate::alphabet::{Checksum, is_allowed};
use crate::content::is_state;
use crate::{CheckDigit, CheckDigitField, CheckDigits, MrzDate, Problem, ProblemKind, Sex};

impl NationalZone {
    /// All check digits; those that the form does not have are not present.
    #[must_use]
    pub fn check_digits(&self) -> CheckDigits {
        CheckDigits {
            document_number: self.digit(CheckDigitField::DocumentNumber),
            birth_date: self.digit(CheckDigitField::BirthDate),
            expiry_date: self.digit(CheckDigitField::ExpiryDate),
            optional_data: CheckDigit::NotPresent,
            composite: self.digit(CheckDigitField::Composite),
        }
    }

    /// Every place that breaks a rule: characters, then fields, then check digits.
    #[must_use]
    pub fn content_problems(&self) -> Vec<Problem> {
        let layout = self.form.layout();
        let text = self.bytes(0..self.form.len()).iter().enumerate();
        let characters = text
            .filter(|(_, byte)| !is_allowed(**byte))
            .map(|(place, _)| (place, ProblemKind::Character));
        let date_broken = |date: Option<MrzDate>| date.is_some_and(|date| !date.is_valid());
        let fields = [
            (
                !self.has_its_code(),
                layout.code.start,
                ProblemKind::DocumentCode,
            ),
            (
                !is_state(self.bytes(layout.issuer.clone())),
                layout.issuer.start,
                ProblemKind::IssuingState,
            ),
            (
                self.primary_identifier()
                    .is_some_and(|name| name.is_empty()),
                layout.primary.clone().map_or(0, |place| place.start),
                ProblemKind::NameVoid,
            ),
            (
                date_broken(self.birth_date()),
                layout.birth.clone().map_or(0, |place| place.start),
                ProblemKind::BirthDate,
            ),
            (
                date_broken(self.expiry_date()),
                layout.expiry.clone().map_or(0, |place| place.start),
                ProblemKind::ExpiryDate,
            ),
            (
                self.sex() == Some(Sex::Invalid),
                layout.sex.unwrap_or(0),
                ProblemKind::Sex,
            ),
        ];
        let fields = fields.into_iter().filter(|(broken, ..)| *broken);
        let fields = fields.map(|(_, place, kind)| (place, kind));
        let digits = layout
            .digits
            .iter()
            .filter(|(field, ..)| matches!(self.digit(*field), CheckDigit::Failed { .. }));
        let digits = digits.map(|(field, place, _)| (*place, ProblemKind::CheckDigit(*field)));
        characters
            .chain(fields)
            .chain(digits)
            .map(|(place, kind)| self.problem(place, kind))
            .collect()
    }

    fn has_its_code(&self) -> bool {
        let [first, second] = self.bytes(self.form.layout().code.clone()) else {
            return false;
        };
        match self.form {
            NationalForm::FrenchIdentityCard => (*first, *second) == (b'I', b'D'),
            NationalForm::SwissDrivingLicence => (*first, *second) == (b'F', b'A'),
            _ => *first == b'D' && is_allowed(*second),
        }
    }

    fn digit(&self, wanted: CheckDigitField) -> CheckDigit {
        let mut digits = self.form.layout().digits.iter();
        let Some((_, place, covered)) = digits.find(|(field, ..)| *field == wanted) else {
            return CheckDigit::NotPresent;
        };
        let expected = Checksum::new().add(self.bytes(covered.clone())).digit();
        let found = self.byte(*place);
        if expected == found {
            return CheckDigit::Passed;
        }
        let (line, column) = self.form.position(*place);
        CheckDigit::Failed {
            line,
            column,
            expected: char::from(expected),
            found: char::from(found),
        }
    }

    fn problem(&self, place: usize, kind: ProblemKind) -> Problem {
        let (line, column) = self.form.position(place);
        Problem { line, column, kind }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_over_lines_of_unequal_length() {
        let form = NationalForm::SwissDrivingLicence;
        assert_eq!(form.position(8), (1, 9));
        assert_eq!(form.position(9), (2, 1));
        assert_eq!(form.position(68), (3, 30));
        assert_eq!(form.len(), 69);
    }
}
