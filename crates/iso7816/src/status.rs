//! Status words (ISO/IEC 7816-4 §5.6, ICAO Doc 9303-11 §4.3.1 and §9.8).

use core::fmt;

/// The two status bytes SW1 SW2 that end every response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StatusWord(u16);

impl StatusWord {
    /// `9000`: done.
    pub const SUCCESS: Self = Self(0x9000);
    /// `6282`: end of file reached before Ne bytes were read.
    pub const END_OF_FILE: Self = Self(0x6282);
    /// `6300`: authentication failed, no information given.
    pub const AUTHENTICATION_FAILED: Self = Self(0x6300);
    /// `6700`: wrong length.
    pub const WRONG_LENGTH: Self = Self(0x6700);
    /// `6882`: secure messaging not supported.
    pub const SECURE_MESSAGING_NOT_SUPPORTED: Self = Self(0x6882);
    /// `6982`: security status not satisfied.
    pub const SECURITY_STATUS_NOT_SATISFIED: Self = Self(0x6982);
    /// `6985`: conditions of use not satisfied.
    pub const CONDITIONS_NOT_SATISFIED: Self = Self(0x6985);
    /// `6986`: command not allowed, no current file.
    pub const NO_CURRENT_FILE: Self = Self(0x6986);
    /// `6987`: expected secure messaging objects missing.
    pub const SECURE_MESSAGING_OBJECT_MISSING: Self = Self(0x6987);
    /// `6988`: secure messaging objects incorrect.
    pub const SECURE_MESSAGING_OBJECT_INCORRECT: Self = Self(0x6988);
    /// `6A80`: incorrect data.
    pub const INCORRECT_DATA: Self = Self(0x6A80);
    /// `6A82`: file or application not found.
    pub const FILE_NOT_FOUND: Self = Self(0x6A82);
    /// `6A86`: incorrect P1-P2.
    pub const INCORRECT_P1_P2: Self = Self(0x6A86);
    /// `6A88`: referenced data not found.
    pub const REFERENCED_DATA_NOT_FOUND: Self = Self(0x6A88);
    /// `6B00`: wrong P1-P2, an offset outside the file.
    pub const WRONG_P1_P2: Self = Self(0x6B00);
    /// `6D00`: instruction not supported.
    pub const INSTRUCTION_NOT_SUPPORTED: Self = Self(0x6D00);
    /// `6E00`: class not supported.
    pub const CLASS_NOT_SUPPORTED: Self = Self(0x6E00);
    /// `6F00`: no precise diagnosis.
    pub const UNKNOWN_ERROR: Self = Self(0x6F00);

    /// The status word of this value, SW1 in the high byte.
    #[must_use]
    pub const fn new(value: u16) -> Self {
        Self(value)
    }

    /// The value, SW1 in the high byte.
    #[must_use]
    pub const fn value(self) -> u16 {
        self.0
    }

    /// SW1 and SW2.
    #[must_use]
    pub const fn to_bytes(self) -> [u8; 2] {
        self.0.to_be_bytes()
    }

    /// SW1.
    #[must_use]
    pub const fn sw1(self) -> u8 {
        self.to_bytes()[0]
    }

    /// SW2.
    #[must_use]
    pub const fn sw2(self) -> u8 {
        self.to_bytes()[1]
    }

    /// Whether this is `9000`.
    #[must_use]
    pub const fn is_success(self) -> bool {
        self.0 == 0x9000
    }

    /// Whether data may come with it: `9000`, or a warning `62xx`/`63xx`.
    #[must_use]
    pub const fn is_success_or_warning(self) -> bool {
        matches!(self.sw1(), 0x90 | 0x62 | 0x63)
    }

    /// `61xx`: how many bytes wait for GET RESPONSE (`00` is 256).
    #[must_use]
    pub const fn bytes_waiting(self) -> Option<u32> {
        self.count_after(0x61)
    }

    /// `6Cxx`: the Le to repeat the command with (`00` is 256).
    #[must_use]
    pub const fn exact_le(self) -> Option<u32> {
        self.count_after(0x6C)
    }

    /// `63Cx`: tries left.
    #[must_use]
    pub const fn tries_left(self) -> Option<u8> {
        if self.0 & 0xFFF0 == 0x63C0 {
            Some(self.sw2() & 0x0F)
        } else {
            None
        }
    }

    const fn count_after(self, sw1: u8) -> Option<u32> {
        match (self.sw1() == sw1, self.sw2()) {
            (false, _) => None,
            (true, 0) => Some(256),
            (true, count) => Some(count as u32),
        }
    }

    /// What ISO/IEC 7816-4 table 6 says it means, in a few words.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self.0 {
            0x9000 => "success",
            0x6282 => "end of file reached early",
            0x6300 => "authentication failed",
            0x63C0..=0x63CF => "wrong password, tries left in the last digit",
            0x6700 => "wrong length",
            0x6882 => "secure messaging not supported",
            0x6982 => "security status not satisfied",
            0x6983 => "authentication method blocked",
            0x6984 => "reference data not usable",
            0x6985 => "conditions of use not satisfied",
            0x6986 => "command not allowed",
            0x6987 => "secure messaging objects missing",
            0x6988 => "secure messaging objects incorrect",
            0x6A80 => "incorrect data",
            0x6A82 => "file or application not found",
            0x6A86 => "incorrect parameters",
            0x6A88 => "referenced data not found",
            0x6B00 => "offset outside the file",
            0x6D00 => "instruction not supported",
            0x6E00 => "class not supported",
            0x6F00 => "no precise diagnosis",
            0x6100..=0x61FF => "more bytes wait",
            0x6C00..=0x6CFF => "wrong Le, the right one is in SW2",
            _ => "unknown status",
        }
    }
}

impl fmt::Display for StatusWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04X}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_come_out_of_the_second_byte() {
        assert_eq!(StatusWord::new(0x6100).bytes_waiting(), Some(256));
        assert_eq!(StatusWord::new(0x6C1A).exact_le(), Some(26));
        assert_eq!(StatusWord::new(0x63C2).tries_left(), Some(2));
        assert_eq!(StatusWord::AUTHENTICATION_FAILED.tries_left(), None);
        assert_eq!(StatusWord::SUCCESS.exact_le(), None);
    }

    #[test]
    fn warnings_carry_data_and_errors_do_not() {
        assert!(StatusWord::END_OF_FILE.is_success_or_warning());
        assert!(!StatusWord::END_OF_FILE.is_success());
        assert!(!StatusWord::FILE_NOT_FOUND.is_success_or_warning());
    }
}
