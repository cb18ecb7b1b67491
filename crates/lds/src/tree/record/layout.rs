//! How a record is laid out: rows of fields of fixed length.

use crate::tree::Node;

type Words = &'static [(u32, &'static str)];

/// A record of one kind.
pub(super) struct Layout {
    /// what it starts with
    pub(super) start: &'static [u8],
    /// the fields in front
    pub(super) header: &'static [Field],
    /// what is repeated: a face, a finger, an iris
    pub(super) item: &'static str,
    /// the rows of fields before a picture, for so many bytes
    pub(super) before_picture: fn(usize) -> Vec<&'static [Field]>,
}

impl Layout {
    /// Bytes of the header.
    pub(super) fn header_len(&self) -> usize {
        length(self.header)
    }
}

/// Bytes of a row.
pub(super) fn length(row: &[Field]) -> usize {
    row.iter().map(|field| field.length).sum()
}

/// One field, big-endian.
pub(super) struct Field {
    name: &'static str,
    pub(super) length: usize,
    /// whether it is about the person
    personal: bool,
    show: Show,
}

/// What a field means.
pub(super) enum Show {
    /// nothing beyond its bytes
    Bytes,
    /// characters up to a zero
    Characters,
    /// a number, with its unit
    Number(&'static str),
    /// a code, by a table
    Code(Words),
    /// a mask of bits, bit 0 first
    Bits(&'static [&'static str]),
    /// anything else
    By(fn(u64) -> Option<String>),
}

impl Field {
    /// A field about the picture or the record.
    pub(super) const fn new(name: &'static str, length: usize, show: Show) -> Self {
        Self {
            name,
            length,
            personal: false,
            show,
        }
    }

    /// A field about the person.
    pub(super) const fn personal(name: &'static str, length: usize, show: Show) -> Self {
        Self {
            personal: true,
            ..Self::new(name, length, show)
        }
    }

    pub(super) fn node(&self, offset: usize, value: &[u8]) -> Node {
        Node {
            personal: self.personal,
            meaning: self.show.words(value),
            ..Node::field(self.name, offset, value)
        }
    }
}

impl Show {
    pub(super) fn words(&self, value: &[u8]) -> Option<String> {
        let number = || {
            let short = value.len() <= 8;
            short.then(|| {
                value
                    .iter()
                    .fold(0, |sum, byte| (sum << 8) | u64::from(*byte))
            })
        };
        match self {
            Self::Bytes => None,
            Self::Characters => {
                let text = value.split(|byte| *byte == 0).next()?;
                let plain = text.iter().all(|byte| byte.is_ascii_graphic());
                plain.then(|| String::from_utf8_lossy(text).into_owned())
            }
            Self::Number(unit) => Some(format!("{}{unit}", number()?)),
            Self::Code(words) => Some(code(words, number()?)),
            Self::Bits(names) => Some(bits(names, number()?)),
            Self::By(words) => words(number()?),
        }
    }
}

/// The word for a code, or that there is none.
pub(super) fn code(words: Words, code: u64) -> String {
    let found = words.iter().find(|(known, _)| u64::from(*known) == code);
    match found {
        Some((_, word)) => (*word).to_owned(),
        None if code == 0 => "unspecified".to_owned(),
        None => format!("unknown code {code}"),
    }
}

fn bits(names: &[&str], mask: u64) -> String {
    let set = (0..64usize).filter(|bit| mask >> bit & 1 == 1);
    let named: Vec<String> = set
        .map(|bit| {
            names
                .get(bit)
                .map_or_else(|| format!("bit {bit}"), |name| (*name).to_owned())
        })
        .collect();
    if named.is_empty() {
        "none".to_owned()
    } else {
        named.join(", ")
    }
}
