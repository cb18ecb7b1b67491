//! What a face record of ISO/IEC 19794-5:2005 says (§5.5 facial information, §5.6 feature
//! points, §5.7 image information).

use super::terms;
use crate::biometric::Attributes;

/// What a face record says about the person and the picture; codes of ISO/IEC 19794-5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaceInformation {
    /// 0 unspecified, 1 male, 2 female, FF unknown
    pub gender: u8,
    /// 0 unspecified, 1 black … 7 pink, FF other
    pub eye_colour: u8,
    /// 0 unspecified, 1 bald, 2 black … 9 blue, FF other
    pub hair_colour: u8,
    /// bit mask of features such as glasses; bit 0 says that the others mean something
    pub properties: u32,
    /// 0 unspecified, 1 neutral …
    pub expression: u16,
    /// yaw, pitch and roll of the head in steps of two degrees, 0 unspecified
    pub pose: [u8; 3],
    /// uncertainty of the three
    pub pose_uncertainty: [u8; 3],
    /// number of feature points
    pub feature_points: u16,
    /// 0 basic, 1 full frontal, 2 token frontal
    pub face_image_type: u8,
    /// 0 JPEG, 1 JPEG 2000
    pub image_data_type: u8,
    /// width as declared
    pub width: u16,
    /// height as declared
    pub height: u16,
    /// 0 unspecified, 1 sRGB of 24 bits, 2 YUV 4:2:2, 3 grey of 8 bits
    pub colour_space: u8,
    /// 0 unspecified, 1 to 3 photograph, 4 to 6 frame of a video
    pub source_type: u8,
    /// the maker's number of the camera, 0 unspecified
    pub device_type: u16,
    /// quality, 0 unspecified
    pub quality: u16,
}

/// A point of the face (§5.6), in pixels from the upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FeaturePoint {
    /// 1: a point of ISO/IEC 14496-2
    pub kind: u8,
    /// which point: major number in the upper four bits, minor in the lower
    pub code: u8,
    /// pixels from the left
    pub x: u16,
    /// pixels from the top
    pub y: u16,
}

impl FaceInformation {
    /// The head's yaw, pitch and roll in degrees; `None` where unspecified or no such code.
    ///
    /// Codes 1 to 91 are 0 to 180 degrees, 92 to 180 are -178 to -2, in steps of two.
    #[must_use]
    pub fn pose_in_degrees(&self) -> [Option<i16>; 3] {
        self.pose.map(Self::angle_in_degrees)
    }

    /// One angle in degrees by its code.
    pub(crate) fn angle_in_degrees(code: u8) -> Option<i16> {
        match i16::from(code) {
            code @ 1..=91 => Some(2 * (code - 1)),
            code @ 92..=180 => Some(2 * (code - 181)),
            _ => None,
        }
    }

    pub(super) fn describe(&self, list: &mut Attributes) {
        let given = |code: u8| (code != 0).then_some(u32::from(code));
        list.code("gender", given(self.gender), terms::GENDER);
        list.code("eye colour", given(self.eye_colour), terms::EYE_COLOUR);
        list.code("hair colour", given(self.hair_colour), terms::HAIR_COLOUR);
        let properties = (self.properties & 1 == 1).then_some(self.properties >> 1);
        list.bits("properties", properties, terms::PROPERTIES);
        let expression = Some(self.expression).filter(|code| *code != 0);
        list.code("expression", expression.map(Into::into), terms::EXPRESSION);
        for (name, angle) in terms::POSE.iter().copied().zip(self.pose_in_degrees()) {
            list.unit(name, angle, "°");
        }
        for (name, uncertainty) in terms::UNCERTAINTY
            .iter()
            .copied()
            .zip(self.pose_uncertainty)
        {
            let known = Some(uncertainty).filter(|code| *code != 0);
            list.unit(name, known, "");
        }
        let points = Some(self.feature_points).filter(|count| *count > 0);
        list.unit("feature points", points, "");
        let kind = Some(self.face_image_type.into());
        list.code("face image type", kind, terms::FACE_IMAGE_TYPE);
        let data = Some(self.image_data_type.into());
        list.code("image data type", data, terms::IMAGE_DATA_TYPE);
        list.add(
            "declared size",
            format_args!("{} by {} pixels", self.width, self.height),
        );
        let colour = given(self.colour_space);
        list.code("colour space", colour, terms::COLOUR_SPACE);
        list.code("source", given(self.source_type), terms::SOURCE);
        let device = Some(self.device_type).filter(|device| *device != 0);
        list.unit("device type", device, "");
        let quality = Some(self.quality).filter(|quality| *quality != 0);
        list.unit("quality", quality, "");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pose_codes_are_degrees() {
        let degrees = |code| {
            let pose = [code, 0, 255];
            let zero = [0; 3];
            FaceInformation {
                gender: 0,
                eye_colour: 0,
                hair_colour: 0,
                properties: 0,
                expression: 0,
                pose,
                pose_uncertainty: zero,
                feature_points: 0,
                face_image_type: 0,
                image_data_type: 0,
                width: 0,
                height: 0,
                colour_space: 0,
                source_type: 0,
                device_type: 0,
                quality: 0,
            }
            .pose_in_degrees()
        };
        assert_eq!(degrees(1), [Some(0), None, None]);
        assert_eq!(degrees(46)[0], Some(90));
        assert_eq!(degrees(91)[0], Some(180));
        assert_eq!(degrees(92)[0], Some(-178));
        assert_eq!(degrees(180)[0], Some(-2));
        assert_eq!(degrees(181)[0], None);
    }
}
