//! DER put together by hand.

/// One object.
pub(crate) fn object(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut bytes = vec![tag];
    let length = content.len();
    match length {
        0..=0x7F => bytes.push(length as u8),
        0x80..=0xFF => bytes.extend([0x81, length as u8]),
        0x100..=0xFFFF => bytes.extend([0x82, (length >> 8) as u8, length as u8]),
        _ => bytes.extend([
            0x83,
            (length >> 16) as u8,
            (length >> 8) as u8,
            length as u8,
        ]),
    }
    bytes.extend_from_slice(content);
    bytes
}

pub(crate) fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    object(0x30, &parts.concat())
}

pub(crate) fn set(parts: &[&[u8]]) -> Vec<u8> {
    object(0x31, &parts.concat())
}

pub(crate) fn integer(value: u8) -> Vec<u8> {
    object(2, &[value])
}

pub(crate) fn octets(content: &[u8]) -> Vec<u8> {
    object(4, content)
}

pub(crate) fn bits(content: &[u8]) -> Vec<u8> {
    object(3, &[&[0], content].concat())
}

/// An object identifier from its dotted form.
pub(crate) fn oid(dotted: &str) -> Vec<u8> {
    let arcs: Vec<u64> = dotted.split('.').map(|arc| arc.parse().unwrap()).collect();
    let mut content = Vec::new();
    let first = arcs[0] * 40 + arcs[1];
    for arc in core::iter::once(first).chain(arcs[2..].iter().copied()) {
        let mut groups = vec![(arc & 0x7F) as u8];
        let mut rest = arc >> 7;
        while rest > 0 {
            groups.push((rest & 0x7F) as u8 | 0x80);
            rest >>= 7;
        }
        content.extend(groups.iter().rev());
    }
    object(6, &content)
}

/// An AlgorithmIdentifier without parameters.
pub(crate) fn algorithm(dotted: &str) -> Vec<u8> {
    sequence(&[&oid(dotted)])
}

pub(crate) fn utc_time(text: &str) -> Vec<u8> {
    object(0x17, text.as_bytes())
}

pub(crate) fn generalized_time(text: &str) -> Vec<u8> {
    object(0x18, text.as_bytes())
}

/// A name: attribute type under 2.5.4, string tag, text.
pub(crate) fn name(parts: &[(u8, u8, &str)]) -> Vec<u8> {
    let relative: Vec<Vec<u8>> = parts
        .iter()
        .map(|(kind, tag, text)| {
            let pair = [oid(&format!("2.5.4.{kind}")), object(*tag, text.as_bytes())].concat();
            set(&[&object(0x30, &pair)])
        })
        .collect();
    object(0x30, &relative.concat())
}

/// An extension.
pub(crate) fn extension(dotted: &str, critical: bool, value: &[u8]) -> Vec<u8> {
    let flag: &[u8] = if critical { &[1, 1, 0xFF] } else { &[] };
    sequence(&[&oid(dotted), flag, &octets(value)])
}
