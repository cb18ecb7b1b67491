//! The five formats and where their fields stand (Doc 9303-4 to -7, §4.2.2 each).

use core::ops::Range;

/// A format of machine-readable zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// card, three lines of 30 (Doc 9303-5)
    Td1,
    /// small page, two lines of 36 (Doc 9303-6)
    Td2,
    /// passport, two lines of 44 (Doc 9303-4)
    Td3,
    /// visa of passport size, two lines of 44 (Doc 9303-7)
    MrvA,
    /// small visa, two lines of 36 (Doc 9303-7)
    MrvB,
}

/// A field's place in the text of all lines joined.
type Place = Range<usize>;

/// Where the fields of a format stand, counted from 0 in the text of all lines joined.
///
/// Document code and issuing state stand at 0..2 and 2..5 in all of them.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) name: Place,
    /// the number without its check digit, which follows it
    pub(crate) number: Place,
    pub(crate) nationality: Place,
    /// birth date; its check digit follows
    pub(crate) birth: Place,
    pub(crate) sex: usize,
    /// expiry date; its check digit follows
    pub(crate) expiry: Place,
    /// optional data; in TD1 those of line 1
    pub(crate) optional: Place,
    /// TD1: optional data of line 2
    pub(crate) optional_second: Option<Place>,
    /// TD3: the check digit of the optional data
    pub(crate) optional_digit: Option<usize>,
    /// the composite check digit and what it covers
    pub(crate) composite: Option<(usize, [Place; 4])>,
}

const TD1: Layout = Layout {
    name: 60..90,
    number: 5..14,
    nationality: 45..48,
    birth: 30..36,
    sex: 37,
    expiry: 38..44,
    optional: 15..30,
    optional_second: Some(48..59),
    optional_digit: None,
    composite: Some((59, [5..30, 30..37, 38..45, 48..59])),
};

const TD2: Layout = Layout {
    name: 5..36,
    number: 36..45,
    nationality: 46..49,
    birth: 49..55,
    sex: 56,
    expiry: 57..63,
    optional: 64..71,
    optional_second: None,
    optional_digit: None,
    composite: Some((71, [36..46, 49..56, 57..71, 0..0])),
};

const TD3: Layout = Layout {
    name: 5..44,
    number: 44..53,
    nationality: 54..57,
    birth: 57..63,
    sex: 64,
    expiry: 65..71,
    optional: 72..86,
    optional_second: None,
    optional_digit: Some(86),
    composite: Some((87, [44..54, 57..64, 65..87, 0..0])),
};

const MRV_A: Layout = Layout {
    optional: 72..88,
    optional_digit: None,
    composite: None,
    ..TD3
};

const MRV_B: Layout = Layout {
    optional: 64..72,
    composite: None,
    ..TD2
};

impl Format {
    /// All formats.
    pub const ALL: [Self; 5] = [Self::Td1, Self::Td2, Self::Td3, Self::MrvA, Self::MrvB];

    /// How many lines it has.
    #[must_use]
    pub const fn lines(self) -> usize {
        match self {
            Self::Td1 => 3,
            _ => 2,
        }
    }

    /// How many characters a line has.
    #[must_use]
    pub const fn width(self) -> usize {
        match self {
            Self::Td1 => 30,
            Self::Td2 | Self::MrvB => 36,
            Self::Td3 | Self::MrvA => 44,
        }
    }

    /// How many characters all lines have together, as DG1 stores them.
    #[must_use]
    pub const fn len(self) -> usize {
        self.lines() * self.width()
    }

    /// Never: every format has characters.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        false
    }

    /// The standard's name, such as `TD3` or `MRV-A`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Td1 => "TD1",
            Self::Td2 => "TD2",
            Self::Td3 => "TD3",
            Self::MrvA => "MRV-A",
            Self::MrvB => "MRV-B",
        }
    }

    /// Whether a number longer than nine characters goes on in the optional data
    /// (Doc 9303-5 and -6, note j).
    #[must_use]
    pub const fn allows_long_number(self) -> bool {
        matches!(self, Self::Td1 | Self::Td2)
    }

    /// Line and column, from 1, of a place in the joined text.
    pub(crate) fn position(self, offset: usize) -> (u8, u8) {
        let line = u8::try_from(offset / self.width() + 1).unwrap_or(u8::MAX);
        let column = u8::try_from(offset % self.width() + 1).unwrap_or(u8::MAX);
        (line, column)
    }

    pub(crate) const fn layout(self) -> &'static Layout {
        match self {
            Self::Td1 => &TD1,
            Self::Td2 => &TD2,
            Self::Td3 => &TD3,
            Self::MrvA => &MRV_A,
            Self::MrvB => &MRV_B,
        }
    }
}

impl core::fmt::Display for Format {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions() {
        assert_eq!(Format::Td1.position(59), (2, 30));
        assert_eq!(Format::Td3.position(87), (2, 44));
        assert_eq!(Format::Td2.position(0), (1, 1));
    }

    #[test]
    fn the_last_place_is_the_last_character() {
        for format in Format::ALL {
            let layout = format.layout();
            let end = layout
                .composite
                .as_ref()
                .map_or(layout.optional.end, |(digit, _)| digit + 1);
            let end = end.max(layout.name.end);
            assert_eq!(end, format.len(), "{format}");
        }
    }
}
