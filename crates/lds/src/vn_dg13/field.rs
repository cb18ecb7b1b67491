//! One field: a number and its values.

use super::Item;
use crate::content::{self, CharacterSet, RawField, Text};
use crate::decoded::Findings;
use crate::template::Template;
use crate::{Personal, ber};
use vidimus_iso7816::tlv::Tlv;

/// One field of the set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    /// its number, known or not
    pub number: u64,
    /// offset in the file
    pub offset: usize,
    /// what stands behind the number
    pub values: Vec<Value<'a>>,
}

/// One value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// a string, or octets in the character set that the file declares
    Text(Personal<Text<'a>>),
    /// the strings of a sequence
    Group(Vec<Personal<Text<'a>>>),
    /// anything else
    Other(RawField<'a>),
}

impl<'a> Field<'a> {
    /// Reads one field; `None` when it is not a sequence that starts with a number.
    pub(super) fn read(
        object: &Tlv<'a>,
        declared: Option<CharacterSet>,
        findings: &mut Findings,
    ) -> Option<Self> {
        let expected = "a sequence with a field number in front";
        if object.tag != ber::SEQUENCE {
            findings.content(object.offset, expected);
            return None;
        }
        let mut inner = Template::inside(object, findings);
        let first = inner.next(findings);
        let number = first
            .filter(|first| first.tag == ber::INTEGER)
            .and_then(|first| ber::small_integer(first.value));
        let Some(number) = number else {
            if !object.is_cut() {
                findings.content(object.offset, expected);
            }
            return None;
        };
        let mut values = Vec::new();
        while let Some(value) = inner.next(findings) {
            values.push(Value::read(&value, declared, findings));
        }
        Some(Self {
            number,
            offset: object.offset,
            values,
        })
    }

    /// What it means; `None` for a number of no known meaning.
    #[must_use]
    pub fn item(&self) -> Option<Item> {
        Item::from_number(self.number)
    }

    /// Every text in it, in its order, those in groups included.
    pub fn texts(&self) -> impl Iterator<Item = &Personal<Text<'a>>> {
        self.values.iter().flat_map(|value| match value {
            Value::Text(text) => core::slice::from_ref(text),
            Value::Group(texts) => texts.as_slice(),
            Value::Other(_) => &[],
        })
    }

    /// The groups in it, empty ones too.
    pub fn groups(&self) -> impl Iterator<Item = &[Personal<Text<'a>>]> {
        self.values.iter().filter_map(|value| match value {
            Value::Group(texts) => Some(texts.as_slice()),
            Value::Text(_) | Value::Other(_) => None,
        })
    }
}

impl<'a> Value<'a> {
    fn read(object: &Tlv<'a>, declared: Option<CharacterSet>, findings: &mut Findings) -> Self {
        if object.tag == ber::SEQUENCE {
            return Self::read_group(object, declared, findings);
        }
        set_of(object, declared).map_or_else(
            || Self::Other(RawField::new(object)),
            |set| Self::Text(content::text(object, set, findings)),
        )
    }

    /// A sequence with anything but text in it is kept as it stands.
    fn read_group(
        sequence: &Tlv<'a>,
        declared: Option<CharacterSet>,
        findings: &mut Findings,
    ) -> Self {
        let mut texts = Vec::new();
        let mut inner = Template::inside(sequence, findings);
        while let Some(object) = inner.next(findings) {
            match set_of(&object, declared) {
                Some(set) => texts.push(content::text(&object, set, findings)),
                None => return Self::Other(RawField::new(sequence)),
            }
        }
        Self::Group(texts)
    }
}

/// The character set by the tag of a string; the declared one for octets.
fn set_of(object: &Tlv<'_>, declared: Option<CharacterSet>) -> Option<CharacterSet> {
    match object.tag {
        ber::OCTET_STRING => declared,
        tag => CharacterSet::of_string(tag),
    }
}
