//! Where a value stands.

/// A place that says something about holder or document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Face {
    /// the machine-readable zone as it is printed
    PrintedMrz,
    /// the printed QR code
    Qr,
    /// the printed digital seal
    Seal,
    /// DG1 of the chip
    Dg1,
    /// DG11 of the chip
    Dg11,
    /// DG12 of the chip
    Dg12,
    /// DG13 of the chip
    Dg13,
}

impl Face {
    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PrintedMrz => "mrz_printed",
            Self::Qr => "qr",
            Self::Seal => "seal",
            Self::Dg1 => "dg1",
            Self::Dg11 => "dg11",
            Self::Dg12 => "dg12",
            Self::Dg13 => "dg13",
        }
    }
}

/// A character of a face, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// the line, in a machine-readable zone
    pub line: Option<u8>,
    /// the character: of the line, of the whole QR text, of the object in a data group
    pub column: u16,
}

impl Place {
    /// The place so many characters on.
    pub(crate) fn plus(self, characters: usize) -> Self {
        let more = u16::try_from(characters).unwrap_or(u16::MAX);
        Self {
            column: self.column.saturating_add(more),
            ..self
        }
    }
}

/// One field in which faces differ, and where: no value, so that it may be shown to anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// the field, by its stable name
    pub field: &'static str,
    /// the first character that differs, in each face that was compared
    pub at: Vec<(Face, Place)>,
}

impl Difference {
    pub(crate) const fn new(field: &'static str, at: Vec<(Face, Place)>) -> Self {
        Self { field, at }
    }
}
