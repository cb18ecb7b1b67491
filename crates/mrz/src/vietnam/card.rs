//! The zone of the citizen card: TD1 with a second copy of the number and a check digit that
//! Doc 9303-5 does not have.
//!
//! ```text
//! line 1  IDVNM | last 9 digits of the number | digit | the 12 digits | << | second digit
//! ```

use super::CitizenNumber;
use crate::alphabet::{Checksum, FILLER};
use crate::{CheckDigit, Format, Mrz};

/// Where the optional data of line 1 stand, the second check digit left out.
const COVERED: core::ops::Range<usize> = 15..29;

/// The second check digit.
const SECOND: usize = 29;

/// A zone of the Vietnamese citizen card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CitizenCard<'a>(&'a Mrz);

impl<'a> CitizenCard<'a> {
    /// The zone as one of the citizen card; `None` unless it is a TD1 issued by Vietnam whose
    /// optional data can be twelve characters, two fillers and a digit.
    #[must_use]
    pub fn of(mrz: &'a Mrz) -> Option<Self> {
        looks_vietnamese(mrz).then_some(Self(mrz))
    }

    /// The citizen number, from the optional data; `None` where there are no twelve digits.
    #[must_use]
    pub fn number(&self) -> Option<CitizenNumber> {
        CitizenNumber::parse(self.0.field(15..27)).ok()
    }

    /// The check digit over the fourteen characters before it. The issuer has not published
    /// it, so one that fails is advice only.
    ///
    /// ```
    /// # fn main() -> Result<(), vidimus_mrz::MrzError> {
    /// use vidimus_mrz::{CheckDigit, Mrz, vietnam::CitizenCard};
    /// let mrz = Mrz::parse("IDVNM0900000177000090000017<<7\n\
    ///                       9012318M3012316VNM<<<<<<<<<<<6\n\
    ///                       NGUYEN<<VAN<MAU<<<<<<<<<<<<<<<")?;
    /// let digit = CitizenCard::of(&mrz).map(|card| card.second_check_digit());
    /// assert_eq!(digit, Some(CheckDigit::Passed));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn second_check_digit(&self) -> CheckDigit {
        let expected = Checksum::new().add(self.0.bytes(COVERED)).digit();
        let found = self.0.byte(SECOND);
        if expected == found {
            return CheckDigit::Passed;
        }
        let (line, column) = Format::Td1.position(SECOND);
        CheckDigit::Failed {
            line,
            column,
            expected: char::from(expected),
            found: char::from(found),
        }
    }

    /// Whether the document number is the end of the citizen number, as it should be.
    #[must_use]
    pub fn number_agrees(&self) -> bool {
        self.0.field(5..14) == self.0.field(18..27)
    }
}

/// Issued by Vietnam, and the two fillers of the optional data where they should be.
fn looks_vietnamese(mrz: &Mrz) -> bool {
    mrz.format() == Format::Td1
        && mrz.issuer() == "VNM"
        && mrz.bytes(27..29) == [FILLER; 2]
        && mrz.byte(15) != FILLER
}

/// Whether everything that a citizen card says twice agrees; `false` for other zones.
pub(crate) fn numbers_agree(mrz: &Mrz) -> bool {
    let card = CitizenCard::of(mrz);
    card.is_some_and(|card| card.number_agrees() && card.second_check_digit() == CheckDigit::Passed)
}
