//! Bytes in hexadecimal, two digits each, as the tools beside this one write them.

/// As `openssl` and `sha256sum` do: fingerprints, serial numbers, numbers of lists.
pub fn lower(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// As ISO/IEC 7816 and card tools do: commands, answers, ATR, application identifiers.
pub fn upper(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}
