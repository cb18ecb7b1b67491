//! File identifiers (ISO/IEC 7816-4 §7.3.1, ICAO Doc 9303-10 §4.7 table 38).

use core::fmt;

/// A two-byte file identifier, such as `011E` for EF.COM.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(u16);

impl FileId {
    /// The identifier of this value.
    #[must_use]
    pub const fn new(value: u16) -> Self {
        Self(value)
    }

    /// The value.
    #[must_use]
    pub const fn value(self) -> u16 {
        self.0
    }

    /// The two bytes, as SELECT carries them.
    #[must_use]
    pub const fn to_bytes(self) -> [u8; 2] {
        self.0.to_be_bytes()
    }
}

impl fmt::Display for FileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04X}", self.0)
    }
}

/// A short file identifier, 1 to 30, for READ BINARY without SELECT.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sfi(u8);

impl Sfi {
    /// The short identifier of this value; `None` outside 1 to 30.
    #[must_use]
    pub const fn new(value: u8) -> Option<Self> {
        if value >= 1 && value <= 30 {
            Some(Self(value))
        } else {
            None
        }
    }

    /// The value.
    #[must_use]
    pub const fn value(self) -> u8 {
        self.0
    }

    /// P1 of READ BINARY that names this file: bit 8 set, the identifier in bits 5 to 1.
    #[must_use]
    pub const fn to_p1(self) -> u8 {
        0x80 | self.0
    }
}

impl fmt::Display for Sfi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02X}", self.0)
    }
}
