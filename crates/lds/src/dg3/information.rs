//! What a finger image record of ISO/IEC 19794-4:2005 says (§7.1 general record header, §7.2
//! finger image header).

use super::terms;
use crate::biometric::Attributes;

/// What a finger image record says about the picture; codes of ISO/IEC 19794-4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FingerInformation {
    /// the maker's number of the scanner, 0 unspecified
    pub capture_device: u16,
    /// image acquisition level (§6.1 table 1): 31 is 500 pixels an inch of 8 bits
    pub acquisition_level: u16,
    /// 1 pixels an inch, 2 pixels a centimetre
    pub scale_units: u8,
    /// resolution of the scan, across and down
    pub scan_resolution: (u16, u16),
    /// resolution of the picture, across and down
    pub image_resolution: (u16, u16),
    /// bits of a pixel
    pub pixel_depth: u8,
    /// 0 none, 1 bits packed, 2 WSQ, 3 JPEG, 4 JPEG 2000, 5 PNG
    pub compression: u8,
    /// 0 unknown, 1 right thumb … 10 left little finger
    pub position: u8,
    /// number of views of this finger
    pub view_count: u8,
    /// number of this view
    pub view: u8,
    /// 0 to 100, 254 undefined
    pub quality: u8,
    /// 0 live scan, plain …
    pub impression: u8,
    /// width as declared
    pub width: u16,
    /// height as declared
    pub height: u16,
}

impl FingerInformation {
    pub(super) fn describe(&self, list: &mut Attributes) {
        list.add("view", format_args!("{} of {}", self.view, self.view_count));
        let impression = Some(self.impression.into());
        list.code("impression", impression, terms::IMPRESSION);
        let quality = Some(self.quality).filter(|quality| *quality <= 100);
        list.unit("quality", quality, "");
        list.add(
            "declared size",
            format_args!("{} by {} pixels", self.width, self.height),
        );
        list.unit("depth", Some(self.pixel_depth), " bits");
        let (across, down) = self.image_resolution;
        list.add("resolution", format_args!("{across} by {down}"));
        list.code("scale", Some(self.scale_units.into()), terms::SCALE);
        let compression = Some(self.compression.into());
        list.code("compression", compression, terms::COMPRESSION);
        list.unit("acquisition level", Some(self.acquisition_level), "");
        let device = Some(self.capture_device).filter(|device| *device != 0);
        list.unit("capture device", device, "");
    }
}
