//! What the answer to reset says about extended length (ISO/IEC 7816-3 §8.2, 7816-4 §8.1.1).

/// Whether the card capabilities in the historical bytes state extended Lc and Le.
///
/// Historical bytes in compact-TLV form (category `00` or `80`) may hold object `73`, three
/// bytes of which the third has bit 7 for extended length. Sizes are not in it: they stand in
/// EF.ATR/INFO. For contactless cards PC/SC puts the historical bytes of the ATS here.
pub(crate) fn states_extended_length(atr: &[u8]) -> bool {
    let Some(historical) = historical_bytes(atr) else {
        return false;
    };
    let Some((&(0x00 | 0x80), mut objects)) = historical.split_first() else {
        return false;
    };
    while let Some((&header, rest)) = objects.split_first() {
        let Some((value, next)) = rest.split_at_checked(usize::from(header & 0x0F)) else {
            return false;
        };
        if let (0x73, [_, _, capabilities]) = (header, value) {
            return capabilities & 0x40 != 0;
        }
        objects = next;
    }
    false
}

/// The historical bytes: after TS, T0 and the interface bytes that T0 and each TD announce.
fn historical_bytes(atr: &[u8]) -> Option<&[u8]> {
    let (&t0, mut rest) = atr.get(1..)?.split_first()?;
    let mut announced = t0;
    loop {
        let others = (announced & 0x70).count_ones() as usize;
        rest = rest.get(others..)?;
        if announced & 0x80 == 0 {
            break;
        }
        let (&td, next) = rest.split_first()?;
        announced = td;
        rest = next;
    }
    rest.get(..usize::from(t0 & 0x0F))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn card_capabilities_are_found_in_the_historical_bytes() {
        // TS, T0 = 8 historical bytes and TD1, TD1 = T0 and TD2, TD2 = T1, 80 31 .. 73 .. .. 40
        let stating = [
            0x3B, 0x88, 0x80, 0x01, 0x80, 0x31, 0x80, 0x73, 0xC8, 0x21, 0x40, 0x00, 0x11,
        ];
        assert!(states_extended_length(&stating));
        let mut silent = stating;
        silent[10] = 0x10;
        assert!(!states_extended_length(&silent));
    }

    #[test]
    fn other_answers_state_nothing() {
        let answers: [&[u8]; 5] = [
            &[],
            &[0x3B],
            &[0x3B, 0x00],
            &[0x3B, 0xF5, 0x11],
            // proprietary format of historical bytes
            &[0x3B, 0x04, 0x4A, 0x43, 0x4F, 0x50],
        ];
        for atr in answers {
            assert!(!states_extended_length(atr), "{atr:02X?}");
        }
    }
}
