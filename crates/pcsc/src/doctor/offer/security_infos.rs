//! EF.CardAccess as a list of object identifiers and numbers (BSI TR-03110-3 §A.1.1).

use super::number;
use vidimus_iso7816::tlv::{Reader, Tag, Tlv};

/// One entry: which protocol, and the numbers beside it (version, parameter or key id).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityInfo {
    /// the identifier in dotted form, such as `0.4.0.127.0.7.2.2.4.2.2`
    pub oid: String,
    /// the integers that follow it directly
    pub numbers: Vec<u32>,
    /// whether more follows, such as domain parameters or a public key
    pub more: bool,
}

/// The entries of `SET OF SEQUENCE { OBJECT IDENTIFIER, … }`, as far as they can be read.
pub(super) fn read(content: &[u8]) -> Vec<SecurityInfo> {
    let mut outer = Reader::new(content);
    let Ok(set) = outer.expect(Tag(0x31)) else {
        return Vec::new();
    };
    let mut infos = Vec::new();
    if let Ok(mut entries) = set.children() {
        while let Ok(Some(entry)) = entries.next() {
            infos.extend(info(&entry));
        }
    }
    infos
}

fn info(entry: &Tlv<'_>) -> Option<SecurityInfo> {
    let mut fields = entry.children().ok()?;
    let oid = dotted(fields.expect(Tag(0x06)).ok()?.value)?;
    let mut info = SecurityInfo {
        oid,
        numbers: Vec::new(),
        more: false,
    };
    while let Ok(Some(field)) = fields.next() {
        match (field.tag, number(field.value)) {
            (Tag(0x02), Some(number)) => info.numbers.push(number),
            _ => info.more = true,
        }
    }
    Some(info)
}

/// The dotted form of an identifier's content octets (ITU-T X.690 §8.19), arcs of 32 bits.
fn dotted(content: &[u8]) -> Option<String> {
    let mut arcs: Vec<u32> = Vec::new();
    let mut arc = 0u32;
    for octet in content {
        arc = arc.checked_mul(128)? | u32::from(octet & 0x7F);
        if octet & 0x80 == 0 {
            arcs.push(arc);
            arc = 0;
        }
    }
    let ends = content.last().is_some_and(|octet| octet & 0x80 == 0);
    let first = *arcs.first().filter(|_| ends)?;
    let root = (first / 40).min(2);
    let mut text = format!("{root}.{}", first - 40 * root);
    for arc in arcs.iter().skip(1) {
        text.push('.');
        text.push_str(&arc.to_string());
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_in_dotted_form() {
        let pace = [0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04, 0x02, 0x02];
        assert_eq!(dotted(&pace).unwrap(), "0.4.0.127.0.7.2.2.4.2.2");
        assert_eq!(dotted(&[0x67, 0x81, 0x08]).unwrap(), "2.23.136");
        for broken in [&[][..], &[0x80], &[0x2A, 0x81], &[0xFF; 6]] {
            assert_eq!(dotted(broken), None, "{broken:?}");
        }
    }
}
