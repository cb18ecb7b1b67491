//! Values of a profile file, each with what must stand there when something else does.

use super::super::ProfileError;
use toml::Value;

/// Longer lists are no profile's.
const MAX_ENTRIES: usize = 64;

/// Longest title, in characters.
const MAX_LINE: usize = 80;

/// `true` or `false`; `1` and `"yes"` are neither.
pub(super) fn boolean(key: &'static str, value: &Value) -> Result<bool, ProfileError> {
    value
        .as_bool()
        .ok_or_else(|| wrong_type(key, "true or false", value))
}

/// A text in quotes.
pub(super) fn word<'a>(key: &'static str, value: &'a Value) -> Result<&'a str, ProfileError> {
    value
        .as_str()
        .ok_or_else(|| wrong_type(key, "a text in quotes", value))
}

/// A text of one line that can be printed as it is.
pub(super) fn line(key: &'static str, value: &Value) -> Result<String, ProfileError> {
    let text = word(key, value)?;
    let length = text.chars().count();
    let printable = crate::text::escape_for_terminal(text) == text;
    if (1..=MAX_LINE).contains(&length) && printable && !text.contains('\n') {
        return Ok(text.to_owned());
    }
    let shown: String = text.chars().take(MAX_LINE).collect();
    Err(ProfileError::UnknownValue {
        key,
        value: crate::text::escape_for_terminal(&shown).into_owned(),
        allowed: format!("one line of 1 to {MAX_LINE} characters that can be printed"),
    })
}

/// One of a few words.
pub(super) fn choice<T: Copy>(
    key: &'static str,
    found: &str,
    choices: &[(&'static str, T)],
) -> Result<T, ProfileError> {
    let known = choices.iter().find(|(word, _)| *word == found);
    known.map(|(_, meaning)| *meaning).ok_or_else(|| {
        let words: Vec<_> = choices.iter().map(|(word, _)| *word).collect();
        unknown(key, found, &format!("one of {}", one_of(&words)))
    })
}

/// A list of texts, each read by `item`, none twice.
pub(super) fn list<T: PartialEq>(
    key: &'static str,
    value: &Value,
    least: usize,
    item: impl Fn(&'static str, &str) -> Result<T, ProfileError>,
) -> Result<Vec<T>, ProfileError> {
    let Value::Array(items) = value else {
        return Err(wrong_type(key, "a list of texts in quotes", value));
    };
    if !(least..=MAX_ENTRIES).contains(&items.len()) {
        return Err(ProfileError::ListLength {
            key,
            length: items.len(),
            least,
            most: MAX_ENTRIES,
        });
    }
    let mut read = Vec::with_capacity(items.len());
    for value in items {
        let text = word(key, value)?;
        let one = item(key, text)?;
        if read.contains(&one) {
            return Err(ProfileError::Repeated {
                key,
                value: text.to_owned(),
            });
        }
        read.push(one);
    }
    Ok(read)
}

/// Words as a message names them.
pub(super) fn one_of(words: &[&str]) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}

/// The error of a text that means nothing here.
pub(super) fn unknown(key: &'static str, found: &str, allowed: &str) -> ProfileError {
    let shown: String = found.chars().take(MAX_LINE).collect();
    ProfileError::UnknownValue {
        key,
        value: crate::text::escape_for_terminal(&shown).into_owned(),
        allowed: allowed.to_owned(),
    }
}

/// The error of a value of another type, with what must stand there.
pub(super) fn wrong_type(key: &'static str, expected: &'static str, found: &Value) -> ProfileError {
    ProfileError::WrongType {
        key,
        expected,
        found: type_name(found),
    }
}

/// What a value is, for a message.
pub(super) const fn type_name(value: &Value) -> &'static str {
    match value {
        Value::String(_) => "a text",
        Value::Integer(_) => "a whole number",
        Value::Float(_) => "a number",
        Value::Boolean(_) => "true or false",
        Value::Datetime(_) => "a date",
        Value::Array(_) => "a list",
        Value::Table(_) => "a table",
    }
}
