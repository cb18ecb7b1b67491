//! The sixteen data groups (ICAO Doc 9303-10 §4.7, table 38).

use core::fmt;
use vidimus_iso7816::tlv::Tag;

/// Outer tag of DG1 to DG16, in order.
const TAGS: [u8; 16] = [
    0x61, 0x75, 0x63, 0x76, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F, 0x70,
];

/// Names of DG1 to DG16, in order.
const NAMES: [&str; 16] = [
    "DG1", "DG2", "DG3", "DG4", "DG5", "DG6", "DG7", "DG8", "DG9", "DG10", "DG11", "DG12", "DG13",
    "DG14", "DG15", "DG16",
];

/// A data group by its number, 1 to 16.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DataGroup(u8);

impl DataGroup {
    /// DG1, the machine-readable zone.
    pub const DG1: Self = Self(1);
    /// DG2, the encoded face.
    pub const DG2: Self = Self(2);
    /// DG3, fingers; readable after Terminal Authentication only.
    pub const DG3: Self = Self(3);
    /// DG4, irises; readable after Terminal Authentication only.
    pub const DG4: Self = Self(4);
    /// DG5, a portrait to look at.
    pub const DG5: Self = Self(5);
    /// DG6, reserved in travel documents; the portrait of a driving licence.
    pub const DG6: Self = Self(6);
    /// DG7, a signature or mark to look at.
    pub const DG7: Self = Self(7);
    /// DG11, further personal details.
    pub const DG11: Self = Self(11);
    /// DG12, further document details.
    pub const DG12: Self = Self(12);
    /// DG13, whatever the issuer likes.
    pub const DG13: Self = Self(13);
    /// DG14, security infos: Chip Authentication, and the signed copy of EF.CardAccess.
    pub const DG14: Self = Self(14);
    /// DG15, the public key of Active Authentication.
    pub const DG15: Self = Self(15);
    /// DG16, persons to notify.
    pub const DG16: Self = Self(16);

    /// The data group of this number; `None` outside 1 to 16.
    #[must_use]
    pub const fn new(number: u8) -> Option<Self> {
        match number {
            1..=16 => Some(Self(number)),
            _ => None,
        }
    }

    /// All sixteen, in order.
    pub fn all() -> impl DoubleEndedIterator<Item = Self> {
        (1..=16).map(Self)
    }

    /// The data group whose file starts with this tag.
    #[must_use]
    pub fn from_tag(tag: Tag) -> Option<Self> {
        Self::all().find(|group| group.tag() == tag)
    }

    /// The number, 1 to 16.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }

    /// The outer tag of its file.
    #[must_use]
    pub fn tag(self) -> Tag {
        Tag(u32::from(self.of(&TAGS)))
    }

    /// `DG1` to `DG16`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.of(&NAMES)
    }

    /// This group's entry of a table; the number is in 1 to 16 by construction.
    fn of<T: Copy + Default>(self, table: &[T; 16]) -> T {
        table
            .get(usize::from(self.0) - 1)
            .copied()
            .unwrap_or_default()
    }
}

impl fmt::Debug for DataGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for DataGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_tags_and_names_belong_together() {
        assert_eq!(DataGroup::new(0), None);
        assert_eq!(DataGroup::new(17), None);
        assert_eq!(DataGroup::all().count(), 16);
        for group in DataGroup::all() {
            assert_eq!(DataGroup::from_tag(group.tag()), Some(group));
            assert_eq!(group.name(), format!("DG{}", group.number()));
        }
        assert_eq!(DataGroup::DG2.tag(), Tag(0x75));
        assert_eq!(DataGroup::from_tag(Tag(0x60)), None);
    }
}
