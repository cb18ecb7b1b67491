//! Words for the codes of ISO/IEC 19794-5:2005 (first tables) and ISO/IEC 39794-5:2019 (those
//! with `_3`, for the third generation).

type Words = &'static [(u32, &'static str)];

pub(crate) const POSE: [&str; 3] = ["yaw", "pitch", "roll"];

pub(crate) const UNCERTAINTY: [&str; 3] = [
    "uncertainty of the yaw",
    "uncertainty of the pitch",
    "uncertainty of the roll",
];

pub(crate) const GENDER: Words = &[(1, "male"), (2, "female"), (255, "unknown")];
pub(crate) const EYE_COLOUR: Words = &[
    (1, "black"),
    (2, "blue"),
    (3, "brown"),
    (4, "grey"),
    (5, "green"),
    (6, "multi-coloured"),
    (7, "pink"),
    (255, "other"),
];
pub(crate) const HAIR_COLOUR: Words = &[
    (1, "bald"),
    (2, "black"),
    (3, "blonde"),
    (4, "brown"),
    (5, "grey"),
    (6, "white"),
    (7, "red"),
    (8, "green"),
    (9, "blue"),
    (255, "other"),
];
/// Bit 1 onwards of the property mask.
pub(crate) const PROPERTIES: &[&str] = &[
    "glasses",
    "moustache",
    "beard",
    "teeth visible",
    "blink",
    "mouth open",
    "left eye patch",
    "right eye patch",
    "dark glasses",
    "distorting medical condition",
];
pub(crate) const EXPRESSION: Words = &[
    (1, "neutral"),
    (2, "smile, jaw closed"),
    (3, "smile, jaw open"),
    (4, "raised eyebrows"),
    (5, "eyes looking away"),
    (6, "squinting"),
    (7, "frowning"),
];
pub(crate) const FACE_IMAGE_TYPE: Words =
    &[(0, "basic"), (1, "full frontal"), (2, "token frontal")];
pub(crate) const IMAGE_DATA_TYPE: Words = &[(0, "JPEG"), (1, "JPEG 2000")];
pub(crate) const COLOUR_SPACE: Words =
    &[(1, "sRGB, 24 bits"), (2, "YUV 4:2:2"), (3, "grey, 8 bits")];
pub(crate) const SOURCE: Words = &[
    (1, "photograph, unknown source"),
    (2, "photograph, digital still camera"),
    (3, "photograph, scanner"),
    (4, "video frame, unknown source"),
    (5, "video frame, analogue camera"),
    (6, "video frame, digital camera"),
    (7, "unknown"),
];

pub(crate) const GENDER_3: Words = &[(0, "unknown"), (1, "other"), (2, "male"), (3, "female")];
pub(crate) const EYE_COLOUR_3: Words = &[
    (0, "unknown"),
    (1, "other"),
    (2, "black"),
    (3, "blue"),
    (4, "brown"),
    (5, "grey"),
    (6, "green"),
    (7, "hazel"),
    (8, "multi-coloured"),
    (9, "pink"),
];
pub(crate) const HAIR_COLOUR_3: Words = &[
    (0, "unknown"),
    (1, "other"),
    (2, "bald"),
    (3, "black"),
    (4, "blonde"),
    (5, "brown"),
    (6, "grey"),
    (7, "white"),
    (8, "red"),
    (9, "coloured"),
];
pub(crate) const PROPERTIES_3: &[&str] = &[
    "glasses",
    "moustache",
    "beard",
    "teeth visible",
    "pupil or iris not visible",
    "mouth open",
    "left eye patch",
    "right eye patch",
    "dark glasses",
    "biometric absent",
    "head covering",
];
pub(crate) const EXPRESSION_3: &[&str] = &[
    "neutral",
    "smile",
    "raised eyebrows",
    "eyes looking away",
    "squinting",
    "frowning",
];
pub(crate) const DATA_FORMAT_3: Words = &[
    (0, "unknown"),
    (1, "other"),
    (2, "JPEG"),
    (3, "JPEG 2000, lossy"),
    (4, "JPEG 2000, lossless"),
    (5, "PNG"),
];
pub(crate) const IMAGE_KIND_3: Words = &[(0, "travel document"), (1, "general purpose")];
pub(crate) const LOSSY_3: Words = &[
    (0, "unknown"),
    (1, "none"),
    (2, "one"),
    (3, "more than one"),
];
pub(crate) const COLOUR_SPACE_3: Words = &[
    (0, "unknown"),
    (1, "other"),
    (2, "RGB, 24 bits"),
    (3, "RGB, 48 bits"),
    (4, "YUV 4:2:2"),
    (5, "grey, 8 bits"),
    (6, "grey, 16 bits"),
];
pub(crate) const DEVICE_3: Words = &[
    (0, "unknown"),
    (1, "photograph, unknown source"),
    (2, "photograph, digital still camera"),
    (3, "photograph, scanner"),
    (4, "video frame, unknown source"),
    (5, "video frame, analogue camera"),
    (6, "video frame, digital camera"),
];
