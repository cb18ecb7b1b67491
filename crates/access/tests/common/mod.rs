//! The shared reference data, where they are there.
#![allow(dead_code, reason = "each test uses a part")]

pub(crate) use vidimus_testkit::shared;

/// A reference file as JSON.
pub(crate) fn shared_json(path: &str) -> Option<serde_json::Value> {
    let bytes = std::fs::read(shared(path)?).unwrap();
    Some(serde_json::from_slice(&bytes).unwrap())
}

/// Bytes of hexadecimal digits.
pub(crate) fn hex(text: &str) -> Vec<u8> {
    assert!(text.len().is_multiple_of(2), "odd number of digits");
    let digit = |byte: u8| char::from(byte).to_digit(16).unwrap();
    text.as_bytes()
        .chunks(2)
        .map(|pair| u8::try_from(digit(pair[0]) << 4 | digit(pair[1])).unwrap())
        .collect()
}

/// Bytes of a JSON string of hexadecimal digits.
pub(crate) fn field(value: &serde_json::Value, name: &str) -> Vec<u8> {
    hex(value[name]
        .as_str()
        .unwrap_or_else(|| panic!("no field {name}")))
}
