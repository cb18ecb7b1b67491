//! What a reader's driver says of itself (PC/SC workgroup specification part 10, §2.2 and §2.6.14).

use pcsc::Card;

/// `CM_IOCTL_GET_FEATURE_REQUEST`.
const GET_FEATURE_REQUEST: u16 = 3400;
/// `FEATURE_GET_TLV_PROPERTIES`.
const GET_TLV_PROPERTIES: u8 = 0x12;
/// `PCSCv2_PART10_PROPERTY_dwMaxAPDUDataSize`.
const MAX_APDU_DATA_SIZE: u8 = 0x0A;
/// Room for the answers, which are a few dozen bytes.
const ANSWER: usize = 512;

/// The most data an APDU may carry, where the driver says so.
///
/// Virtual readers answer such requests with "unsupported": that is silence, not a fault.
pub(crate) fn max_apdu_data_size(card: &Card) -> Option<u32> {
    let mut buffer = [0; ANSWER];
    let request = pcsc::ctl_code(GET_FEATURE_REQUEST.into());
    let features = card.control(request, &[], &mut buffer).ok()?;
    let code = control_code(features)?;
    let mut buffer = [0; ANSWER];
    let properties = card.control(code.into(), &[], &mut buffer).ok()?;
    property(properties, MAX_APDU_DATA_SIZE)
}

/// The control code of the properties in a list of features: tag, length 4, big-endian code.
fn control_code(features: &[u8]) -> Option<u32> {
    let value = find(features, GET_TLV_PROPERTIES)?;
    Some(u32::from_be_bytes(value.try_into().ok()?))
}

/// A number in a list of properties: tag, length, little-endian value of 1, 2 or 4 bytes.
fn property(properties: &[u8], tag: u8) -> Option<u32> {
    let value = find(properties, tag)?;
    (1..=4).contains(&value.len()).then(|| {
        let digits = value.iter().rev();
        digits.fold(0, |number, byte| (number << 8) | u32::from(*byte))
    })
}

/// The value of a tag in a list of tag, length, value with one byte each for the first two.
fn find(list: &[u8], wanted: u8) -> Option<&[u8]> {
    let mut rest = list;
    while let [tag, length, tail @ ..] = rest {
        let (value, after) = tail.split_at_checked(usize::from(*length))?;
        if *tag == wanted {
            return Some(value);
        }
        rest = after;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the CCID driver answers: verify pin direct, then the properties.
    #[test]
    fn the_control_code_of_the_properties() {
        let features = [
            0x06, 4, 0x42, 0x33, 0x00, 0x06, 0x12, 4, 0x42, 0x33, 0x00, 0x12,
        ];
        assert_eq!(control_code(&features), Some(0x4233_0012));
        assert_eq!(control_code(&features[..6]), None);
        assert_eq!(control_code(&[0x12, 3, 0, 0, 0]), None);
    }

    #[test]
    fn numbers_are_little_endian_of_one_to_four_bytes() {
        let properties = [
            0x08, 1, 0, 0x0A, 4, 0x00, 0x00, 0x01, 0x00, 0x0B, 2, 0xE6, 0x04,
        ];
        assert_eq!(property(&properties, MAX_APDU_DATA_SIZE), Some(65_536));
        assert_eq!(property(&properties, 0x0B), Some(0x04E6));
        assert_eq!(property(&properties, 0x08), Some(0));
        assert_eq!(property(&properties, 0x0C), None);
    }

    #[test]
    fn lists_that_are_cut_or_empty_hold_nothing() {
        for list in [
            &[][..],
            &[0x0A],
            &[0x0A, 4, 0, 0],
            &[0x0A, 0],
            &[0x0A, 5, 0, 0, 0, 0, 0],
        ] {
            assert_eq!(property(list, MAX_APDU_DATA_SIZE), None, "{list:?}");
        }
    }
}
