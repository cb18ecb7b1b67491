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
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
        .collect()
}

/// Bytes of a JSON string of hexadecimal digits.
pub(crate) fn field(value: &serde_json::Value, name: &str) -> Vec<u8> {
    hex(value[name]
        .as_str()
        .unwrap_or_else(|| panic!("no field {name}")))
}
