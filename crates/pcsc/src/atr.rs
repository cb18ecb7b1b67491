//! The answer to reset (ISO/IEC 7816-3 §8.2) and its historical bytes (ISO/IEC 7816-4 §12.1.1).
//!
//! A contactless chip has none of its own: PC/SC part 3 §3.1.3.2.3 builds one from the
//! historical bytes of its ATS (type A) or from its ATQB (type B), `3B 8n 80 01 … TCK`.

/// An answer to reset, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Atr {
    /// the protocols offered: 0 for T=0, 1 for T=1, in the order of the bytes
    pub protocols: Vec<u8>,
    /// the historical bytes
    pub historical: Vec<u8>,
    /// whether the check byte TCK is right; `None` where there is none
    pub check: Option<bool>,
}

/// What the historical bytes say of commands (ISO/IEC 7816-4 §12.1.1.9, third byte).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// command chaining
    pub chaining: bool,
    /// extended Lc and Le fields
    pub extended_length: bool,
    /// the sizes stand in EF.ATR/INFO
    pub sizes_in_atr_info: bool,
}

/// `T=15` announces global interface bytes and is no protocol.
const T15: u8 = 15;
/// Compact-TLV tag of the card capabilities.
const CAPABILITIES: u8 = 7;
/// PC/SC part 3 §3.1.3.2.3.2: application identifier of the workgroup, before the kind of a
/// storage card.
const STORAGE: [u8; 8] = [0x80, 0x4F, 0x0C, 0xA0, 0x00, 0x00, 0x03, 0x06];

impl Atr {
    /// Reads an answer to reset; `None` when it ends too early or does not start with `3B` or
    /// `3F`.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let [0x3B | 0x3F, t0, rest @ ..] = bytes else {
            return None;
        };
        let (protocols, rest) = interface_bytes(*t0, rest)?;
        let (historical, rest) = rest.split_at_checked(usize::from(t0 & 0x0F))?;
        let check = match rest {
            [] => None,
            [_, ..] => {
                let sum = bytes.iter().skip(1).fold(0, |sum, byte| sum ^ byte);
                Some(sum == 0)
            }
        };
        Some(Self {
            protocols,
            historical: historical.to_vec(),
            check,
        })
    }

    /// What the chip says of commands; `None` when it says nothing.
    #[must_use]
    pub fn capabilities(&self) -> Option<Capabilities> {
        let value = compact_object(&self.historical, CAPABILITIES)?;
        let third = value.get(2)?;
        Some(Capabilities {
            chaining: third & 0x80 != 0,
            extended_length: third & 0x40 != 0,
            sizes_in_atr_info: third & 0x20 != 0,
        })
    }

    /// The kind of a contactless storage card, which is no chip of a travel document, such as
    /// `MIFARE Classic 1K`; `None` for a chip with a processor.
    #[must_use]
    pub fn storage_card(&self) -> Option<&'static str> {
        let rest = self.historical.strip_prefix(&STORAGE)?;
        let [_standard, high, low, ..] = rest else {
            return None;
        };
        Some(match (high, low) {
            (0x00, 0x01) => "MIFARE Classic 1K",
            (0x00, 0x02) => "MIFARE Classic 4K",
            (0x00, 0x03) => "MIFARE Ultralight",
            (0x00, 0x26) => "MIFARE Mini",
            (0x00, 0x3A) => "MIFARE Ultralight C",
            (0xF0, 0x04) => "Topaz or Jewel",
            (0xF0, 0x11) => "FeliCa 212K",
            (0xF0, 0x12) => "FeliCa 424K",
            _ => "storage card",
        })
    }
}

/// Walks TA, TB, TC and TD; returns the protocols and what follows.
fn interface_bytes(t0: u8, mut rest: &[u8]) -> Option<(Vec<u8>, &[u8])> {
    let mut protocols = Vec::new();
    let mut indicator = t0;
    loop {
        let before = (indicator >> 4 & 0b0111).count_ones();
        rest = rest.get(usize::try_from(before).ok()?..)?;
        if indicator & 0x80 == 0 {
            return Some((protocols, rest));
        }
        let (td, after) = rest.split_first()?;
        if td & 0x0F != T15 {
            protocols.push(td & 0x0F);
        }
        (indicator, rest) = (*td, after);
    }
}

/// A compact-TLV object of historical bytes under category `00` or `80`.
fn compact_object(historical: &[u8], wanted: u8) -> Option<&[u8]> {
    // under category 00 the last three bytes are a status indicator
    let ([0x00, objects @ .., _, _, _] | [0x80, objects @ ..]) = historical else {
        return None;
    };
    let mut rest = objects;
    while let [header, tail @ ..] = rest {
        let (value, after) = tail.split_at_checked(usize::from(header & 0x0F))?;
        if header >> 4 == wanted {
            return Some(value);
        }
        rest = after;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The virtual reader's: T=0 and T=1, no historical bytes, right check byte.
    #[test]
    fn the_shortest_contactless_answer() {
        let atr = Atr::parse(&[0x3B, 0x80, 0x80, 0x01, 0x01]).unwrap();
        assert_eq!(
            (atr.protocols.as_slice(), atr.check),
            (&[0, 1][..], Some(true))
        );
        assert!(atr.historical.is_empty() && atr.capabilities().is_none());
    }

    /// PC/SC part 3 appendix A: a MIFARE Classic 1K.
    #[test]
    fn a_storage_card_is_told() {
        let bytes = [
            0x3B, 0x8F, 0x80, 0x01, 0x80, 0x4F, 0x0C, 0xA0, 0x00, 0x00, 0x03, 0x06, 0x03, 0x00,
            0x01, 0x00, 0x00, 0x00, 0x00, 0x6A,
        ];
        let atr = Atr::parse(&bytes).unwrap();
        assert_eq!(atr.storage_card(), Some("MIFARE Classic 1K"));
        assert_eq!(atr.check, Some(true));
    }

    /// ISO/IEC 7816-4 §12.1.1.9: the third byte of object 7.
    #[test]
    fn card_capabilities() {
        let with = |third, category: &[u8], tail: &[u8]| {
            let historical = [category, &[0x31, 0xB8, 0x73, 0x84, 0x01, third], tail].concat();
            let t0 = 0x80 | u8::try_from(historical.len()).unwrap();
            let bytes = [&[0x3B, t0, 0x80, 0x01][..], &historical, &[0]].concat();
            Atr::parse(&bytes).unwrap().capabilities().unwrap()
        };
        assert!(with(0x40, &[0x80], &[]).extended_length);
        assert!(!with(0x80, &[0x80], &[]).extended_length);
        assert!(with(0x80, &[0x00], &[0, 0x90, 0]).chaining);
        assert!(with(0xE0, &[0x00], &[0, 0x90, 0]).sizes_in_atr_info);
    }

    #[test]
    fn a_contact_card_with_many_interface_bytes() {
        // TA1, TD1 (T=0), TA2, TD2 (T=1), TA3, TB3, TC3; historical A B
        let bytes = [
            0x3B, 0x92, 0x11, 0x90, 0x01, 0x71, 0xFE, 0x45, 0x00, b'A', b'B',
        ];
        let atr = Atr::parse(&bytes).unwrap();
        assert_eq!(atr.protocols, [0, 1]);
        assert_eq!(atr.historical, b"AB");
        assert_eq!(atr.check, None);
    }

    #[test]
    fn cut_answers_are_none_and_no_byte_panics() {
        let bytes = [
            0x3B, 0x92, 0x11, 0x90, 0x01, 0x71, 0xFE, 0x45, 0x00, b'A', b'B',
        ];
        for length in 0..bytes.len() {
            assert_eq!(Atr::parse(&bytes[..length]), None, "{length}");
        }
        assert_eq!(Atr::parse(&[0x3C, 0]), None);
        for at in 0..bytes.len() {
            for to in 0..=255 {
                let mut changed = bytes;
                changed[at] = to;
                let atr = Atr::parse(&changed);
                let _ = atr.map(|atr| (atr.capabilities(), atr.storage_card()));
            }
        }
    }
}
