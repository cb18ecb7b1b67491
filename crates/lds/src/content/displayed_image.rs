//! A picture that is there to be looked at, without measurements of it.

use crate::Personal;
use crate::picture::{ImageFormat, PictureHeader};
use vidimus_iso7816::tlv::Tlv;

/// A picture: JPEG or JPEG 2000 by the standard; whatever it is, its bytes are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisplayedImage<'a> {
    /// offset of its first byte in the file
    pub offset: usize,
    /// by its first bytes
    pub format: ImageFormat,
    /// its size in pixels and the like; `None` when it has no header that can be read
    pub header: Option<PictureHeader>,
    /// the picture
    pub bytes: Personal<&'a [u8]>,
}

impl<'a> DisplayedImage<'a> {
    pub(crate) fn new(object: &Tlv<'a>) -> Self {
        Self {
            offset: object.value_offset(),
            format: ImageFormat::detect(object.value),
            header: PictureHeader::read(object.value),
            bytes: Personal::new(object.value),
        }
    }

    /// Whether it is a picture of a format that is known here.
    #[must_use]
    pub fn is_picture(&self) -> bool {
        self.format != ImageFormat::Unknown
    }
}
