//! An object whose meaning is not known here.

use crate::Personal;
use vidimus_iso7816::tlv::{Tag, Tlv};

/// An object as it stands: unknown to the standard, there twice, or of a value that is not what
/// belongs there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawField<'a> {
    /// its tag
    pub tag: Tag,
    /// offset of the tag in the file
    pub offset: usize,
    /// its value
    pub value: Personal<&'a [u8]>,
}

impl<'a> RawField<'a> {
    pub(crate) const fn new(object: &Tlv<'a>) -> Self {
        Self {
            tag: object.tag,
            offset: object.offset,
            value: Personal::new(object.value),
        }
    }
}
