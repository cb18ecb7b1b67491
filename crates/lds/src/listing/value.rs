//! A value of a listing.

use crate::Personal;
use crate::content::{FullDate, PersonName, RawField, Text};
use core::fmt;
use std::borrow::Cow;
use std::fmt::Write as _;

/// Most bytes of a raw value that are written out in hexadecimal.
const MAX_HEX: usize = 4096;

/// One value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// characters, as the document has them: not escaped
    Text(String),
    /// a whole number
    Number(i64),
    /// yes or no
    Flag(bool),
    /// several values
    List(Vec<Value>),
    /// named values
    Fields(Fields),
    /// a value about a person
    Personal(Personal<Box<Value>>),
}

/// Named values in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(Vec<(Cow<'static, str>, Value)>);

impl Value {
    /// Text.
    pub fn text(text: impl fmt::Display) -> Self {
        Self::Text(text.to_string())
    }

    /// A count or a code.
    pub fn number(number: impl TryInto<i64>) -> Self {
        Self::Number(number.try_into().unwrap_or(i64::MAX))
    }

    /// A value about a person.
    #[must_use]
    pub fn personal(self) -> Self {
        Self::Personal(Personal::new(Box::new(self)))
    }

    /// Bytes in hexadecimal, at most 4096 of them.
    #[must_use]
    pub fn hex(bytes: &[u8]) -> Self {
        let shown = bytes.iter().take(MAX_HEX);
        let mut text: String = shown.map(|byte| format!("{byte:02X}")).collect();
        if let Some(more) = bytes.len().checked_sub(MAX_HEX).filter(|more| *more > 0) {
            // writing to a String cannot fail
            let _ = write!(text, "… ({more} more bytes)");
        }
        Self::Text(text)
    }
}

impl Fields {
    /// Adds a value.
    pub fn add(&mut self, name: impl Into<Cow<'static, str>>, value: Value) {
        self.0.push((name.into(), value));
    }

    /// Adds text.
    pub fn text(&mut self, name: &'static str, text: impl fmt::Display) {
        self.add(name, Value::text(text));
    }

    /// Adds text about a person.
    pub fn personal(&mut self, name: &'static str, text: impl fmt::Display) {
        self.add(name, Value::text(text).personal());
    }

    /// Adds a count.
    pub fn number(&mut self, name: &'static str, number: impl TryInto<i64>) {
        self.add(name, Value::number(number));
    }

    /// Adds a list that is not empty.
    pub fn list(&mut self, name: &'static str, values: Vec<Value>) {
        if !values.is_empty() {
            self.add(name, Value::List(values));
        }
    }

    /// Name and value of each.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_ref(), value))
    }

    /// The first value of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value)
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Text of the document, if it is there.
    pub(super) fn said(&mut self, name: &'static str, text: Option<&Personal<Text<'_>>>) {
        if let Some(text) = text {
            self.personal(name, text.reveal().as_str());
        }
    }

    /// The parts of a place or an address, if it is there.
    pub(super) fn parts(&mut self, name: &'static str, text: Option<&Personal<Text<'_>>>) {
        if let Some(text) = text {
            let parts = text.reveal().parts().map(Value::text).collect();
            self.add(name, Value::List(parts).personal());
        }
    }

    /// A date, if it is there.
    pub(super) fn date(&mut self, name: &'static str, date: Option<&Personal<FullDate>>) {
        if let Some(date) = date {
            self.personal(name, date.reveal());
        }
    }

    /// Objects that are not understood, as they stand.
    pub(super) fn raw(&mut self, name: &'static str, fields: &[RawField<'_>]) {
        self.list(name, fields.iter().map(raw).collect());
    }
}

/// A name in its parts.
pub(super) fn name(name: &Personal<PersonName<'_>>) -> Value {
    let name = name.reveal();
    let mut parts = Fields::default();
    parts.text("primary", name.primary());
    if let Some(secondary) = name.secondary() {
        parts.text("secondary", secondary);
    }
    parts.text("as_written", name.text().as_str());
    Value::Fields(parts).personal()
}

fn raw(field: &RawField<'_>) -> Value {
    let mut parts = Fields::default();
    parts.text("tag", field.tag);
    parts.number("offset", field.offset);
    let value = field.value.reveal();
    parts.number("length", value.len());
    parts.add("value", Value::hex(value).personal());
    Value::Fields(parts)
}
