//! What the tags of ISO/IEC 39794-4, -5 and -6 are called (Doc 9303-10 §4.5.6, tables 2 and 3).
//!
//! They are context-specific and mean something by their place only, so a finished tree is
//! named from the top: `7F2E { A1 { 64, 65 or 66 { A0 version, A1 { 30 representation … } } } }`.

use super::Node;
use super::record::about_picture;
use crate::ber;
use vidimus_iso7816::tlv::Tag;

mod face;
mod finger;
mod iris;

/// One tag and what is in it.
pub(super) struct Part {
    number: u32,
    name: &'static str,
    /// whether it is about the person
    personal: bool,
    is: Is,
}

/// What a value means.
pub(super) enum Is {
    /// nothing more than its bytes
    Plain,
    /// a number from 0, with its unit
    Number(&'static str),
    /// a code, or the code that a later edition falls back on
    Code(&'static [(u32, &'static str)]),
    /// the picture
    Picture,
    /// further parts
    Block(&'static [Part]),
    /// any number of blocks
    Blocks(&'static str, &'static [Part]),
}

impl Part {
    const fn new(number: u32, name: &'static str, is: Is) -> Self {
        Self {
            number,
            name,
            personal: false,
            is,
        }
    }

    const fn personal(number: u32, name: &'static str, is: Is) -> Self {
        Self {
            personal: true,
            ..Self::new(number, name, is)
        }
    }
}

const VERSION: &[Part] = &[
    Part::new(0, "generation", Is::Number("")),
    Part::new(1, "year of the standard", Is::Number("")),
];

const CAPTURE_TIME: &[Part] = &[
    Part::personal(0, "year", Is::Number("")),
    Part::personal(1, "month", Is::Number("")),
    Part::personal(2, "day", Is::Number("")),
    Part::personal(3, "hour", Is::Number("")),
    Part::personal(4, "minute", Is::Number("")),
    Part::personal(5, "second", Is::Number("")),
    Part::personal(6, "millisecond", Is::Number("")),
];

const QUALITY: &[Part] = &[
    Part::new(
        0,
        "algorithm",
        Is::Block(&[
            Part::new(0, "organization", Is::Number("")),
            Part::new(1, "identifier", Is::Number("")),
        ]),
    ),
    Part::personal(
        1,
        "score or error",
        Is::Block(&[
            Part::personal(0, "score", Is::Number("")),
            Part::personal(1, "error", Is::Plain),
        ]),
    ),
];

/// Names everything below the data block `7F2E`.
pub(super) fn name_block(block: &mut Node) {
    for standard in &mut block.children {
        if standard.tag != Some(Tag(0xA1)) {
            continue;
        }
        standard.name = Some("standardized data");
        standard.children.iter_mut().for_each(name_data);
    }
}

/// Names the data of one feature, `64`, `65` or `66`.
pub(super) fn name_data(data: &mut Node) {
    let (name, parts): (_, &'static [Part]) = match data.tag {
        Some(Tag(0x64)) => (
            "finger image data (ISO/IEC 39794-4)",
            finger::REPRESENTATION,
        ),
        Some(Tag(0x65)) => ("face image data (ISO/IEC 39794-5)", face::REPRESENTATION),
        Some(Tag(0x66)) => ("iris image data (ISO/IEC 39794-6)", iris::REPRESENTATION),
        _ => return,
    };
    data.name = Some(name);
    for inner in &mut data.children {
        match number(inner) {
            Some(0) => {
                inner.name = Some("version");
                inner.personal = false;
                name_parts(inner, VERSION);
            }
            Some(1) => {
                inner.name = Some("representations");
                name_blocks(inner, "representation", parts);
            }
            _ => {}
        }
    }
}

fn name_blocks(list: &mut Node, name: &'static str, parts: &'static [Part]) {
    for block in &mut list.children {
        if block.tag == Some(ber::SEQUENCE) {
            block.name = Some(name);
        }
        name_parts(block, parts);
    }
}

fn name_parts(block: &mut Node, parts: &'static [Part]) {
    for child in &mut block.children {
        let Some(part) = number(child).and_then(|n| parts.iter().find(|part| part.number == n))
        else {
            continue;
        };
        child.name = Some(part.name);
        child.personal = part.personal;
        match &part.is {
            Is::Plain => {}
            Is::Number(unit) => child.meaning = value(child).map(|n| format!("{n}{unit}")),
            Is::Code(words) => name_code(child, words, part.personal),
            Is::Picture => {
                child.personal = true;
                child.meaning = Some(about_picture(&child.value));
            }
            Is::Block(parts) => name_parts(child, parts),
            Is::Blocks(name, parts) => name_blocks(child, name, parts),
        }
    }
}

/// `An { 80 code }`, or `An { A1 { 80 fallback } }`.
fn name_code(choice: &mut Node, words: &[(u32, &str)], personal: bool) {
    for inner in &mut choice.children {
        inner.personal = personal;
        if !inner.children.is_empty() {
            inner.name = Some("extension");
            name_code(inner, words, personal);
        } else if let Some(code) = value(inner) {
            inner.name = Some("code");
            let found = words.iter().find(|(known, _)| u64::from(*known) == code);
            inner.meaning = Some(match found {
                Some((_, word)) => (*word).to_owned(),
                None => format!("unknown code {code}"),
            });
        }
    }
}

/// The number of a context-specific tag.
fn number(node: &Node) -> Option<u32> {
    match node.tag? {
        Tag(tag) if tag & !0x3F == 0x80 && tag <= 0xFF => Some(tag & 0x1F),
        _ => None,
    }
}

/// A whole number from 0.
fn value(node: &Node) -> Option<u64> {
    ber::small_integer(&node.value).filter(|_| node.missing == 0)
}
