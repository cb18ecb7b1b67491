//! Bytes in hexadecimal, two digits each, as the tools beside this one write them.

/// As `openssl` and `sha256sum` do: fingerprints, serial numbers, numbers of lists.
pub fn lower(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// As ISO/IEC 7816 and card tools do: commands, answers, ATR, application identifiers.
pub fn upper(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

/// The bytes of digits of either case; `None` for anything else.
pub fn bytes(digits: &str) -> Option<Vec<u8>> {
    let (pairs, odd) = digits.as_bytes().as_chunks::<2>();
    let nibble = |digit: u8| char::from(digit).to_digit(16);
    let byte = |&[high, low]: &[u8; 2]| u8::try_from(nibble(high)? << 4 | nibble(low)?).ok();
    pairs
        .iter()
        .map(byte)
        .collect::<Option<_>>()
        .filter(|_| odd.is_empty())
}
