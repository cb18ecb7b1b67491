//! Text and seals: lines, fields between marks, features.

use super::{Node, Tree};
use crate::seal::{Feature, Header, Part, Seal};
use vidimus_iso7816::tlv::{TlvError, TlvErrorKind};

/// The lines of a machine-readable zone.
pub(super) fn zone(text: &str) -> Tree {
    let mut nodes = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let shown = line.trim_end_matches(['\r', '\n']);
        if !shown.trim().is_empty() {
            nodes.push(personal("line", offset, shown));
        }
        offset += line.len();
    }
    of(nodes)
}

/// The fields of the QR code of a citizen card, seven with a meaning and others.
pub(super) fn citizen_code(text: &str) -> Tree {
    const NAMES: [&str; 7] = [
        "citizen number",
        "old identity card number",
        "full name",
        "date of birth",
        "sex",
        "place of residence",
        "date of issue",
    ];
    let mut nodes = Vec::new();
    let mut offset = 0;
    for (place, field) in text.split('|').enumerate() {
        let name = NAMES.get(place).copied().unwrap_or("further field");
        nodes.push(personal(name, offset, field.trim_end_matches(['\r', '\n'])));
        offset += field.len() + 1;
    }
    of(nodes)
}

/// Header, features and signature of a seal; of a broken one what stands before the fault.
pub(super) fn seal(bytes: &[u8]) -> Tree {
    match Seal::parse(bytes) {
        Ok(Seal::Vds(vds)) => {
            let mut nodes = header(bytes, &vds.header);
            nodes.extend(vds.features.iter().map(|found| feature(bytes, found)));
            let behind = end(&nodes);
            let zone = bytes.get(behind..).unwrap_or_default();
            nodes.push(Node::field("signature", behind, zone));
            of(nodes)
        }
        Ok(seal) => of(seal
            .parts()
            .iter()
            .filter(|part| part.len > 0)
            .map(|part| member(bytes, part))
            .collect()),
        Err(error) => {
            let before = Seal::read_before_fault(bytes);
            let nodes = before.map(|(head, features)| {
                let mut nodes = header(bytes, &head);
                nodes.extend(features.iter().map(|found| feature(bytes, found)));
                nodes
            });
            let missing = error.missing();
            let kind = TlvErrorKind::Truncated { missing };
            let offset = error.offset;
            Tree {
                stopped: (missing > 0).then_some(TlvError { kind, offset }),
                ..of(nodes.unwrap_or_default())
            }
        }
    }
}

/// The fields of Doc 9303-13 table 1; none is about a person.
fn header(bytes: &[u8], header: &Header) -> Vec<Node> {
    let dates = header.len.saturating_sub(8);
    let row: [(&'static str, usize, usize, String); 7] = [
        ("magic constant", 0, 1, String::new()),
        ("version", 1, 1, header.version.to_string()),
        ("issuing country", 2, 2, header.issuing_country.clone()),
        (
            "signer and certificate",
            4,
            dates.saturating_sub(4),
            format!(
                "{} {}",
                header.signer_identifier(),
                header.certificate_reference
            ),
        ),
        ("document issue date", dates, 3, header.issued.to_string()),
        (
            "signature creation date",
            dates + 3,
            3,
            header.signed.to_string(),
        ),
        (
            "feature definition and document category",
            dates + 6,
            2,
            String::new(),
        ),
    ];
    row.into_iter()
        .map(|(name, offset, len, meaning)| Node {
            meaning: Some(meaning).filter(|meaning| !meaning.is_empty()),
            ..Node::field(name, offset, slice(bytes, offset, len))
        })
        .collect()
}

fn feature(bytes: &[u8], feature: &Feature<'_>) -> Node {
    let name = feature
        .item
        .map_or("unknown feature", crate::seal::Item::name);
    Node {
        personal: true,
        meaning: Some(feature.shown().into_revealed()),
        ..Node::field(
            name,
            feature.offset,
            slice(bytes, feature.offset, feature.len()),
        )
    }
}

/// A value of a seal in JSON, with its path.
fn member(bytes: &[u8], part: &Part<'_>) -> Node {
    let value = part.value.reveal();
    Node {
        personal: part.personal,
        meaning: Some(format!("{} = {value}", part.name)),
        ..Node::field("member", part.offset, slice(bytes, part.offset, part.len))
    }
}

fn personal(name: &'static str, offset: usize, text: &str) -> Node {
    Node {
        personal: true,
        meaning: Some(text.to_owned()),
        ..Node::field(name, offset, text.as_bytes())
    }
}

fn slice(bytes: &[u8], offset: usize, len: usize) -> &[u8] {
    let from = bytes.get(offset..).unwrap_or_default();
    from.get(..len).unwrap_or(from)
}

fn end(nodes: &[Node]) -> usize {
    nodes.last().map_or(0, |last| last.offset + last.length)
}

fn of(nodes: Vec<Node>) -> Tree {
    Tree {
        file: None,
        nodes,
        stopped: None,
        padding: 0,
    }
}
