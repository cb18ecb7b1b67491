//! Values of a policy file, each with what must stand there when something else does.

use super::super::PolicyError;
use core::ops::RangeInclusive;
use std::collections::BTreeSet;
use toml::Value;

/// `true` or `false`; `1` and `"yes"` are neither.
pub(super) fn boolean(key: &'static str, value: &Value) -> Result<bool, PolicyError> {
    value
        .as_bool()
        .ok_or_else(|| wrong_type(key, "true or false", value))
}

/// A text in quotes.
pub(super) fn word<'a>(key: &'static str, value: &'a Value) -> Result<&'a str, PolicyError> {
    value
        .as_str()
        .ok_or_else(|| wrong_type(key, "a text in quotes", value))
}

/// A whole number in a range. The range is part of the message, so that nobody has to guess.
pub(super) fn number(
    key: &'static str,
    value: &Value,
    range: RangeInclusive<u32>,
) -> Result<u32, PolicyError> {
    let Some(found) = value.as_integer() else {
        return Err(wrong_type(key, "a whole number", value));
    };
    let number = u32::try_from(found).ok();
    number
        .filter(|number| range.contains(number))
        .ok_or(PolicyError::OutOfRange {
            key,
            value: found,
            least: *range.start(),
            most: *range.end(),
        })
}

/// One of a few words.
pub(super) fn choice<T: Copy>(
    key: &'static str,
    value: &Value,
    choices: &[(&'static str, T)],
) -> Result<T, PolicyError> {
    let found = word(key, value)?;
    let choice = choices.iter().find(|(word, _)| *word == found);
    choice.map(|(_, meaning)| *meaning).ok_or_else(|| {
        let words: Vec<_> = choices
            .iter()
            .map(|(word, _)| format!("`{word}`"))
            .collect();
        PolicyError::UnknownValue {
            key,
            value: found.to_owned(),
            allowed: words.join(", "),
        }
    })
}

/// A list of texts, each read by `item`; the order and repetitions do not matter.
pub(super) fn list<T: Ord>(
    key: &'static str,
    value: &Value,
    expected: &'static str,
    item: impl Fn(&'static str, &str) -> Result<T, PolicyError>,
) -> Result<BTreeSet<T>, PolicyError> {
    let Value::Array(items) = value else {
        return Err(wrong_type(key, expected, value));
    };
    let read = |value| word(key, value).and_then(|word| item(key, word));
    items.iter().map(read).collect()
}

/// The error of a value of another type, with what must stand there.
pub(super) fn wrong_type(key: &'static str, expected: &'static str, found: &Value) -> PolicyError {
    PolicyError::WrongType {
        key,
        expected,
        found: found.type_str(),
    }
}
