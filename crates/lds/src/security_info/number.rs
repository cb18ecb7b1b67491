//! The small integers of SecurityInfos: versions, key identifiers, parameter identifiers.

use crate::CmsError;
use crate::ber::{self, Object};

/// The number of a key, compared by its value.
///
/// DG14 gives it as an INTEGER; the data object `84` of a command takes its bytes
/// (Doc 9303-11 §6.2.4). Both are kept in one: the content octets as they stand.
#[derive(Clone, Copy)]
pub struct KeyId<'a>(&'a [u8]);

impl<'a> KeyId<'a> {
    /// Most content octets: the number goes into a command beside the terminal's key.
    const MAX_LEN: usize = 32;

    pub(super) fn read(object: &Object<'a>) -> Result<Self, CmsError> {
        let sized = (1..=Self::MAX_LEN).contains(&object.content.len());
        if object.tag == ber::INTEGER && sized {
            Ok(Self(object.content))
        } else {
            Err(CmsError::content(object.offset, "the number of a key"))
        }
    }

    /// The content octets of the INTEGER, as they stand.
    #[must_use]
    pub const fn content(self) -> &'a [u8] {
        self.0
    }

    /// The value; `None` when negative or above 64 bits.
    #[must_use]
    pub fn to_u64(self) -> Option<u64> {
        ber::small_integer(self.0)
    }

    /// The octets without leading zeros; one octet stays.
    #[must_use]
    pub fn significant(self) -> &'a [u8] {
        let mut octets = self.0;
        while let [0, rest @ ..] = octets
            && !rest.is_empty()
        {
            octets = rest;
        }
        octets
    }

    /// Whether the INTEGER is below zero, which no key number should be.
    fn is_negative(self) -> bool {
        self.0.first().is_some_and(|octet| octet & 0x80 != 0)
    }
}

impl PartialEq for KeyId<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.is_negative() == other.is_negative() && self.significant() == other.significant()
    }
}

impl Eq for KeyId<'_> {}

/// In decimal; a number above 64 bits, or below zero, in hexadecimal as it stands.
impl core::fmt::Display for KeyId<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self.to_u64() {
            Some(value) => write!(f, "{value}"),
            None => {
                f.write_str("0x")?;
                self.0.iter().try_for_each(|octet| write!(f, "{octet:02X}"))
            }
        }
    }
}

impl core::fmt::Debug for KeyId<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "KeyId({self})")
    }
}

/// A small non-negative INTEGER.
pub(super) fn read_number(object: &Object<'_>, expected: &'static str) -> Result<u64, CmsError> {
    (object.tag == ber::INTEGER)
        .then(|| object.to_u64())
        .flatten()
        .ok_or_else(|| CmsError::content(object.offset, expected))
}

/// A small non-negative INTEGER that may be missing.
pub(super) fn read_optional(
    object: Option<&Object<'_>>,
    expected: &'static str,
) -> Result<Option<u64>, CmsError> {
    object
        .map(|object| read_number(object, expected))
        .transpose()
}
