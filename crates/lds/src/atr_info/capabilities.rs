//! Two objects of bits: what a chip can do (ISO/IEC 7816-4 §12.1.1.8, §12.1.1.9).

/// Card service data, one byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardServiceData(pub u8);

/// Card capabilities: one to three tables of software functions, a byte each; those that are
/// missing are zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardCapabilities(pub [u8; 3]);

impl CardServiceData {
    pub(super) const fn read(value: &[u8]) -> Option<Self> {
        match value {
            [bits] => Some(Self(*bits)),
            _ => None,
        }
    }

    /// Applications can be selected by their full identifier.
    #[must_use]
    pub const fn selects_by_full_name(self) -> bool {
        self.0 & 0x80 != 0
    }

    /// There is an EF.DIR.
    #[must_use]
    pub const fn has_ef_dir(self) -> bool {
        self.0 & 0x20 != 0
    }

    /// There is an EF.ATR/INFO.
    #[must_use]
    pub const fn has_ef_atr_info(self) -> bool {
        self.0 & 0x10 != 0
    }

    /// There is a master file.
    #[must_use]
    pub const fn has_master_file(self) -> bool {
        self.0 & 0x01 == 0
    }
}

impl CardCapabilities {
    pub(super) const fn read(value: &[u8]) -> Option<Self> {
        match *value {
            [first] => Some(Self([first, 0, 0])),
            [first, second] => Some(Self([first, second, 0])),
            [first, second, third] => Some(Self([first, second, third])),
            _ => None,
        }
    }

    /// Applications can be selected by their full identifier.
    #[must_use]
    pub const fn selects_by_full_name(self) -> bool {
        self.0[0] & 0x80 != 0
    }

    /// Files can be read by their short identifier.
    #[must_use]
    pub const fn has_short_identifiers(self) -> bool {
        self.0[0] & 0x04 != 0
    }

    /// Records can be read by their number.
    #[must_use]
    pub const fn has_record_numbers(self) -> bool {
        self.0[0] & 0x02 != 0
    }

    /// Commands can be chained.
    #[must_use]
    pub const fn has_command_chaining(self) -> bool {
        self.0[2] & 0x80 != 0
    }

    /// Commands and responses of extended length are supported; how long ones, `7F66` says.
    #[must_use]
    pub const fn has_extended_length(self) -> bool {
        self.0[2] & 0x40 != 0
    }

    /// `7F66` is in EF.ATR/INFO.
    #[must_use]
    pub const fn announces_buffers(self) -> bool {
        self.0[2] & 0x20 != 0
    }
}
