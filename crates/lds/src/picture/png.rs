//! The first chunk of PNG (ISO/IEC 15948 §11.2.2 IHDR).

use super::{ImageFormat, PictureHeader, be32};

/// The eight bytes that every PNG starts with.
pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1A\n";
/// The type of the last chunk and its checksum.
pub(super) const END: &[u8] = b"IEND\xAE\x42\x60\x82";
/// Length and type of the first chunk.
const IHDR: &[u8] = b"\0\0\0\x0DIHDR";

/// Reads the header; components as they come out, those of a palette and of opacity included.
pub(super) fn read(bytes: &[u8]) -> Option<PictureHeader> {
    let chunk = bytes.get(SIGNATURE.len()..)?.strip_prefix(IHDR)?;
    let components = match chunk.get(9)? {
        0 => 1,
        2 | 3 => 3,
        4 => 2,
        6 => 4,
        _ => return None,
    };
    Some(PictureHeader {
        format: ImageFormat::Png,
        width: be32(chunk, 0)?,
        height: be32(chunk, 4)?,
        bits: *chunk.get(8)?,
        components,
        parts: 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn size_and_components() {
        let file = [SIGNATURE, IHDR, &[0, 0, 1, 0, 0, 0, 0, 9, 16, 6, 0, 0, 0]].concat();
        let header = read(&file).unwrap();
        assert_eq!((header.width, header.height), (256, 9));
        assert_eq!((header.components, header.bits), (4, 16));
        assert_eq!(read(&file[..file.len() - 5]), None);
    }
}
