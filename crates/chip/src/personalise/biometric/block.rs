//! The face block of ISO/IEC 39794-5:2019, with the fields that must be there and the size.

use super::{Coding, PictureSpec};
use crate::pki::der::{context, implicit, integer_bytes, object};

/// `[APPLICATION 5]`.
const FACE: u32 = 0x65;
/// Full frontal, of the kinds of face pictures.
const FULL_FRONTAL: u8 = 1;

/// The block of one representation with this picture.
pub(super) fn face(picture: &PictureSpec) -> Vec<u8> {
    let format = match picture.coding {
        Coding::Jpeg => 2,
        // lossless
        _ => 3,
    };
    let size = [number(0, picture.width), number(1, picture.height)];
    let information = [code(0, format), code(1, FULL_FRONTAL), context(7, &size)];
    let image = [implicit(0, &picture.bytes), context(1, &information)];
    // captured by whatever: image, of the base kind, two-dimensional
    let image = context(1, &[context(0, &[context(0, &image)])]);
    let representation = object(0x30, &[implicit(0, &[0]), image].concat());
    let version = context(0, &[implicit(0, &[3]), implicit(1, &[0x07, 0xE3])]);
    object(FACE, &[version, context(1, &[representation])].concat())
}

/// A code in a choice that may be extended.
fn code(number: u32, value: u8) -> Vec<u8> {
    context(number, &[implicit(0, &[value])])
}

/// An integer under this tag.
fn number(tag: u32, value: u16) -> Vec<u8> {
    let mut integer = integer_bytes(&value.to_be_bytes());
    if let Some(first) = integer.first_mut() {
        *first = u8::try_from(0x80 | tag).unwrap_or(0x80);
    }
    integer
}
