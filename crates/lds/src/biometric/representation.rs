//! The way to the representations of ISO/IEC 39794-4, -5 and -6 (Doc 9303-10 §4.5.6 tables 2, 3).
//!
//! `7F2E { A1 { 64, 65 or 66 { A0 { 80 generation, 81 year }, A1 { 30 representation … } } } }`

use super::block::{children, field, unsigned};
use super::walk::{Walk, next};
use crate::Defect;
use crate::picture::{self, ImageFormat, PictureHeader};
use crate::structure::Deviation;
use core::ops::Range;
use vidimus_iso7816::tlv::{Tag, Tlv, TlvError};

const STANDARDIZED: Tag = Tag(0xA1);
const REPRESENTATION: Tag = Tag(0x30);
const REPRESENTATIONS: u8 = 1;

/// Generation and year of the standard that a block is built by, such as 3 and 2019.
pub(crate) type BlockVersion = (Option<u32>, Option<u32>);

/// Shows every representation in the block to `visit`, which says whether it held a picture.
/// A block without one deviates.
pub(crate) fn walk_block(
    walk: &mut Walk,
    block: &Tlv<'_>,
    visit: &mut dyn FnMut(&mut Walk, &Tlv<'_>, BlockVersion) -> bool,
) {
    let mut pictures = 0usize;
    let data_tag = Tag(walk.modality.block_tag());
    let data = if block.tag == data_tag {
        Ok(Some(*block))
    } else {
        find(block, STANDARDIZED).and_then(|standard| match standard {
            Some(standard) => find(&standard, data_tag),
            None => Ok(None),
        })
    };
    let read = data.and_then(|data| {
        let Some(data) = data else { return Ok(()) };
        let version = version(&data);
        let Some(blocks) = field(&data, REPRESENTATIONS) else {
            return Ok(());
        };
        let mut blocks = blocks.children()?;
        while let Some(one) = next(&mut blocks)? {
            if one.tag == REPRESENTATION {
                pictures += usize::from(visit(walk, &one, version));
            }
        }
        Ok(())
    });
    if let Err(error) = read {
        let defect = Defect::Tlv(error.kind);
        walk.deviates(error.offset, Deviation::Unreadable(defect));
    }
    if pictures == 0 {
        walk.deviates(block.offset, Deviation::NoPicture);
    }
}

fn version(data: &Tlv<'_>) -> BlockVersion {
    let block = field(data, 0);
    let part = |place| block.as_ref().and_then(|block| unsigned(block, place));
    (part(0), part(1))
}

/// The first object with this tag inside another.
fn find<'a>(object: &Tlv<'a>, tag: Tag) -> Result<Option<Tlv<'a>>, TlvError> {
    let mut level = object.children()?;
    while let Some(inner) = next(&mut level)? {
        if inner.tag == tag {
            return Ok(Some(inner));
        }
    }
    Ok(None)
}

/// The picture in an OCTET STRING, primitive: its place in the file, format and header.
pub(crate) fn picture(data: &Tlv<'_>) -> (Range<usize>, ImageFormat, Option<PictureHeader>) {
    let bytes = picture::without_padding(data.value);
    let start = data.value_offset();
    (
        start..start + bytes.len(),
        ImageFormat::detect(bytes),
        PictureHeader::read(bytes),
    )
}

/// How many blocks a list holds.
pub(crate) fn count(list: Option<Tlv<'_>>) -> u32 {
    let blocks = list.map_or(0, |list| children(&list).count());
    u32::try_from(blocks).unwrap_or(u32::MAX)
}
