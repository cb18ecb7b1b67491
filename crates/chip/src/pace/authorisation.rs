//! The holder authorisation template in MSE:Set AT (Doc 9303-11 §7.1.3, BSI TR-03110-3 C.1.5).

use vidimus_iso7816::tlv::{Reader, Tag};

/// id-IS, 0.4.0.127.0.7.3.1.2.1: inspection systems.
const INSPECTION_SYSTEM: [u8; 9] = [0x04, 0x00, 0x7F, 0x00, 0x07, 0x03, 0x01, 0x02, 0x01];

/// Whether the value of DO 7F4C is `06 id-IS, 53 rights` with one byte of rights.
pub(super) fn is_inspection_system(value: &[u8]) -> bool {
    let read = || {
        let mut reader = Reader::new(value);
        let role = reader.expect(Tag(0x06)).ok()?.value;
        let rights = reader.expect(Tag(0x53)).ok()?.value;
        Some(role == INSPECTION_SYSTEM && rights.len() == 1 && reader.is_empty())
    };
    read().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::is_inspection_system;

    #[test]
    fn role_and_one_byte_of_rights() {
        let good = [6, 9, 4, 0, 0x7F, 0, 7, 3, 1, 2, 1, 0x53, 1, 0xFF];
        assert!(is_inspection_system(&good));
        assert!(!is_inspection_system(&good[..11]));
        // id-AT, an authentication terminal
        let mut other = good;
        other[10] = 2;
        assert!(!is_inspection_system(&other));
        assert!(!is_inspection_system(&[]));
    }
}
