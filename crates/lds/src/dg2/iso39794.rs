//! The face block of ISO/IEC 39794-5:2019, as far as the picture in it (Doc 9303-10 §4.7.2.3).
//!
//! `7F2E { A1 { 65 { A0 version, A1 { 30 { 80 id, A1 { A0 { A0 { 80 picture … } } } } } } } }`

use super::{BiometricHeader, Dg2, FaceImage, RecordFormat};
use crate::picture::{self, ImageFormat, PictureHeader};
use crate::structure::Deviation;
use vidimus_iso7816::tlv::{Reader, Tag, Tlv, TlvError};

/// From the record to one representation: block of face data, its representations.
const TO_REPRESENTATIONS: [Tag; 3] = [Tag(0xA1), Tag(0x65), Tag(0xA1)];
/// From a representation to its picture: image, of the base kind, two-dimensional.
const TO_PICTURE: [Tag; 3] = [Tag(0xA1), Tag(0xA0), Tag(0xA0)];
const REPRESENTATION: Tag = Tag(0x30);
const PICTURE: Tag = Tag(0x80);

/// Reads the faces of one `7F2E` into `dg2`.
pub(super) fn read(dg2: &mut Dg2, header: &BiometricHeader, object: &Tlv<'_>) {
    let before = dg2.faces.len();
    // what cannot be walked holds no picture: one deviation says so
    let _ = read_representations(dg2, header, object);
    if dg2.faces.len() == before {
        dg2.deviates(object.offset, Deviation::NoPicture);
    }
}

fn read_representations(
    dg2: &mut Dg2,
    header: &BiometricHeader,
    object: &Tlv<'_>,
) -> Result<(), TlvError> {
    let Some(mut representations) = descend(object.children()?, &TO_REPRESENTATIONS)? else {
        return Ok(());
    };
    while let Some(representation) = representations.next()? {
        if representation.tag != REPRESENTATION {
            continue;
        }
        let Some(mut block) = descend(representation.children()?, &TO_PICTURE)? else {
            continue;
        };
        if let Some(data) = find(&mut block, PICTURE)? {
            add(dg2, header, &data);
        }
    }
    Ok(())
}

fn add(dg2: &mut Dg2, header: &BiometricHeader, data: &Tlv<'_>) {
    let bytes = picture::without_padding(data.value);
    let start = data.value_offset();
    dg2.add(FaceImage {
        header: header.clone(),
        record: RecordFormat::Iso39794,
        format: ImageFormat::detect(bytes),
        picture: PictureHeader::read(bytes),
        image: start..start + bytes.len(),
        information: None,
    });
}

/// Follows a path of tags; `None` when it ends early.
fn descend<'a>(mut level: Reader<'a>, path: &[Tag]) -> Result<Option<Reader<'a>>, TlvError> {
    for tag in path {
        let Some(object) = find(&mut level, *tag)? else {
            return Ok(None);
        };
        level = object.children()?;
    }
    Ok(Some(level))
}

/// The next object with this tag on a level.
fn find<'a>(level: &mut Reader<'a>, tag: Tag) -> Result<Option<Tlv<'a>>, TlvError> {
    while let Some(object) = level.next()? {
        if object.tag == tag {
            return Ok(Some(object));
        }
    }
    Ok(None)
}
