//! What an iris image record of ISO/IEC 19794-6:2005 says (clause 6: record header, feature
//! header, image header).

use super::terms;
use crate::biometric::Attributes;

/// What an iris image record says about the picture; codes of ISO/IEC 19794-6.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IrisInformation {
    /// the maker's number of the camera, 0 unspecified
    pub capture_device: u16,
    /// bits 1 and 2 horizontal orientation, 3 and 4 vertical, 5 and 6 scan, 7 occlusions, 8
    /// filling of occlusions, 9 boundary extraction
    pub properties: u16,
    /// expected diameter of the iris in pixels, 0 unspecified
    pub diameter: u16,
    /// 2 and 4 uncompressed, 6 and 8 JPEG, 10 and 12 JPEG-LS, 14 and 16 JPEG 2000; grey and RGB
    pub image_format: u16,
    /// width as declared
    pub width: u16,
    /// height as declared
    pub height: u16,
    /// bits of a pixel
    pub intensity_depth: u8,
    /// 0 none, 1 to polar coordinates
    pub transformation: u8,
    /// 0 undefined, 1 right, 2 left
    pub eye: u8,
    /// number of this picture of the eye
    pub number: u16,
    /// 0 to 100, 254 undefined
    pub quality: u8,
    /// how the eye was turned, in units of 360/65536 degrees, FFFF undefined
    pub rotation: u16,
    /// how far the rotation may be off, in the same units
    pub rotation_uncertainty: u16,
}

impl IrisInformation {
    /// Rotation of the eye in hundredths of a degree; `None` where undefined.
    #[must_use]
    pub fn rotation_in_centidegrees(&self) -> Option<u32> {
        (self.rotation != 0xFFFF).then(|| u32::from(self.rotation) * 36_000 / 65_536)
    }

    pub(super) fn describe(&self, list: &mut Attributes) {
        let orientation = |shift: u16| Some(u32::from(self.properties >> shift & 3));
        let given = |code: Option<u32>| code.filter(|code| *code != 0);
        list.unit("number", Some(self.number), "");
        let quality = Some(self.quality).filter(|quality| *quality <= 100);
        list.unit("quality", quality, "");
        let format = Some(self.image_format.into());
        list.code("image format", format, terms::FORMAT);
        list.add(
            "declared size",
            format_args!("{} by {} pixels", self.width, self.height),
        );
        list.unit("depth", Some(self.intensity_depth), " bits");
        let diameter = Some(self.diameter).filter(|diameter| *diameter != 0);
        list.unit("diameter of the iris", diameter, " pixels");
        list.code(
            "horizontal orientation",
            given(orientation(0)),
            terms::ORIENTATION,
        );
        list.code(
            "vertical orientation",
            given(orientation(2)),
            terms::ORIENTATION,
        );
        list.code("scan", given(orientation(4)), terms::SCAN);
        if let Some(rotation) = self.rotation_in_centidegrees() {
            let (whole, part) = (rotation / 100, rotation % 100);
            list.add("rotation", format_args!("{whole}.{part:02}°"));
        }
        let device = Some(self.capture_device).filter(|device| *device != 0);
        list.unit("capture device", device, "");
    }
}
