//! Distinguished names (RFC 5280 §4.1.2.4) and when two of them are one (§7.1, X.520).

use core::fmt;
use vidimus_iso7816::tlv::{Encoding, Reader, Tag, Tlv, TlvError};

const OBJECT_IDENTIFIER: Tag = Tag(0x06);
const SEQUENCE: Tag = Tag(0x30);
const SET: Tag = Tag(0x31);

/// id-at-countryName, 2.5.4.6.
const COUNTRY: &[u8] = &[0x55, 0x04, 0x06];

/// id-at-commonName, 2.5.4.3.
const COMMON_NAME: &[u8] = &[0x55, 0x04, 0x03];

/// A name: borrowed DER of `RDNSequence ::= SEQUENCE OF SET OF SEQUENCE { type, value }`.
#[derive(Clone, Copy)]
pub struct Name<'a>(&'a [u8]);

/// How far two names agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameMatch {
    /// Two names.
    Different,
    /// The same parts in another order: seen between signer identifier and certificate.
    OtherOrder,
    /// One name by the rules of X.520: string type, case and spaces do not count.
    Equivalent,
    /// Byte for byte.
    Exact,
}

impl NameMatch {
    /// Whether they are one name by the standard.
    #[must_use]
    pub const fn is_same(self) -> bool {
        matches!(self, Self::Equivalent | Self::Exact)
    }
}

/// One `type = value` of a name, in the form in which values are compared.
type Attribute = (Vec<u8>, String);

impl<'a> Name<'a> {
    /// Takes DER, unchecked: a broken name equals no other and shows what could be read.
    #[must_use]
    pub const fn from_der(der: &'a [u8]) -> Self {
        Self(der)
    }

    /// The DER.
    #[must_use]
    pub const fn der(&self) -> &'a [u8] {
        self.0
    }

    /// Walks the whole name.
    pub(crate) fn check(&self) -> Result<(), TlvError> {
        self.for_each(&mut |_, _| ())
    }

    /// The first country code, as it stands there.
    #[must_use]
    pub fn country(&self) -> Option<String> {
        self.first(COUNTRY)
    }

    /// The first common name, as it stands there.
    #[must_use]
    pub fn common_name(&self) -> Option<String> {
        self.first(COMMON_NAME)
    }

    fn first(&self, kind: &[u8]) -> Option<String> {
        let mut first = None;
        // a broken rest does not matter: what was read before it counts
        let _ = self.for_each(&mut |_, attribute| {
            if attribute.kind == kind && first.is_none() {
                first = Some(attribute.text());
            }
        });
        first.filter(|text| !text.is_empty())
    }

    /// How far this name and another agree.
    #[must_use]
    pub fn compare(&self, other: &Name<'_>) -> NameMatch {
        if self.0 == other.0 {
            return NameMatch::Exact;
        }
        let (Ok(mut ours), Ok(mut theirs)) = (self.canonical(), other.canonical()) else {
            return NameMatch::Different;
        };
        if ours == theirs {
            return NameMatch::Equivalent;
        }
        ours.sort_unstable();
        theirs.sort_unstable();
        if ours == theirs {
            NameMatch::OtherOrder
        } else {
            NameMatch::Different
        }
    }

    /// A key under which all names that are one, in whichever order, are found.
    pub(crate) fn index_key(&self) -> Vec<u8> {
        let Ok(mut names) = self.canonical() else {
            return self.0.to_vec();
        };
        names.sort_unstable();
        let mut key = Vec::with_capacity(self.0.len());
        for (kind, value) in names.iter().flatten() {
            key.extend_from_slice(kind);
            key.push(0);
            key.extend_from_slice(value.as_bytes());
            key.push(0);
        }
        key
    }

    /// The relative names in their order, each with its attributes sorted.
    fn canonical(&self) -> Result<Vec<Vec<Attribute>>, TlvError> {
        let mut names: Vec<Vec<Attribute>> = Vec::new();
        self.for_each(&mut |index, attribute| {
            if names.len() <= index {
                names.resize_with(index + 1, Vec::new);
            }
            if let Some(name) = names.last_mut() {
                name.push((attribute.kind.to_vec(), attribute.folded()));
            }
        })?;
        for name in &mut names {
            name.sort_unstable();
        }
        Ok(names)
    }

    /// Calls `found` with each attribute and the number of its relative name.
    fn for_each(&self, found: &mut dyn FnMut(usize, &RawAttribute<'a>)) -> Result<(), TlvError> {
        let mut outer = Reader::with_encoding(self.0, Encoding::Der);
        let mut relative_names = outer.expect(SEQUENCE)?.children()?;
        let mut index = 0;
        while !relative_names.is_empty() {
            let mut attributes = relative_names.expect(SET)?.children()?;
            while !attributes.is_empty() {
                let mut pair = attributes.expect(SEQUENCE)?.children()?;
                let kind = pair.expect(OBJECT_IDENTIFIER)?.value;
                if let Some(value) = pair.next()? {
                    found(index, &RawAttribute { kind, value });
                }
            }
            index += 1;
        }
        Ok(())
    }
}

struct RawAttribute<'a> {
    kind: &'a [u8],
    value: Tlv<'a>,
}

impl RawAttribute<'_> {
    /// The value as text: BMPString and UniversalString by their widths, all else as UTF-8
    /// where it is, as Latin-1 where it is not.
    fn text(&self) -> String {
        let bytes = self.value.value;
        match self.value.tag {
            Tag(0x1E) => char::decode_utf16(bytes.chunks_exact(2).map(|pair| {
                pair.iter()
                    .fold(0u16, |unit, byte| (unit << 8) | u16::from(*byte))
            }))
            .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect(),
            Tag(0x1C) => bytes
                .chunks_exact(4)
                .map(|quad| {
                    quad.iter()
                        .fold(0u32, |unit, byte| (unit << 8) | u32::from(*byte))
                })
                .map(|unit| char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect(),
            _ => core::str::from_utf8(bytes).map_or_else(
                |_| bytes.iter().map(|byte| char::from(*byte)).collect(),
                str::to_owned,
            ),
        }
    }

    /// The text with case and runs of spaces folded.
    fn folded(&self) -> String {
        let text = self.text();
        let mut folded = String::with_capacity(text.len());
        for word in text.split_whitespace() {
            if !folded.is_empty() {
                folded.push(' ');
            }
            folded.extend(word.chars().flat_map(char::to_lowercase));
        }
        folded
    }
}

/// The short names of RFC 4519 and RFC 5280 for the types that occur.
fn short_name(kind: &[u8]) -> Option<&'static str> {
    Some(match kind {
        [0x55, 0x04, 0x03] => "CN",
        [0x55, 0x04, 0x05] => "serialNumber",
        [0x55, 0x04, 0x06] => "C",
        [0x55, 0x04, 0x07] => "L",
        [0x55, 0x04, 0x08] => "ST",
        [0x55, 0x04, 0x0A] => "O",
        [0x55, 0x04, 0x0B] => "OU",
        _ => return None,
    })
}

impl fmt::Display for Name<'_> {
    /// `C=UT, O=Ministry`, in the order of the DER; control characters as escapes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        let broken = self.for_each(&mut |_, attribute| {
            let text: String = attribute.text().chars().flat_map(visible).collect();
            parts.push(match short_name(attribute.kind) {
                Some(kind) => format!("{kind}={text}"),
                None => format!(
                    "{}={text}",
                    vidimus_pubkey::oid::to_dotted(attribute.kind).unwrap_or_default()
                ),
            });
        });
        f.write_str(&parts.join(", "))?;
        if broken.is_err() {
            f.write_str(" (rest unreadable)")?;
        }
        Ok(())
    }
}

/// A character as it may be shown: what steers a terminal or the direction of text is escaped.
fn visible(character: char) -> impl Iterator<Item = char> {
    let steering = character.is_control()
        || matches!(character, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let escaped = steering.then(|| character.escape_unicode());
    let plain = (!steering).then_some(character);
    escaped.into_iter().flatten().chain(plain)
}

impl fmt::Debug for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Name({self})")
    }
}
