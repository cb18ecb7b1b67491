//! What a DER SEQUENCE is: a certificate, a list, a message.

use super::Kind;
use vidimus_iso7816::tlv::{Reader, Tag, Tlv};
use vidimus_lds::cms::SignedData;
use vidimus_trust::deviation::DeviationKind;

/// A signed message, told by the type of its content.
pub(super) fn message(bytes: &[u8]) -> Kind {
    /// 2.23.136.1.1.2
    const MASTER_LIST: &[u8] = &[0x67, 0x81, 0x08, 0x01, 0x01, 0x02];
    let Ok(message) = SignedData::parse(bytes) else {
        return Kind::Cms;
    };
    let content_type = message.content_type.content();
    match DeviationKind::of(content_type) {
        Some(DeviationKind::DeviationList) => Kind::DeviationList,
        Some(DeviationKind::DefectList) => Kind::DefectList,
        None if content_type == MASTER_LIST => Kind::MasterList,
        None => Kind::Cms,
    }
}

/// 1.2.840.113549.1.7, below which the types of content are.
const PKCS_7: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07];

/// A number in front and then: PKCS #8 an algorithm and octets (RFC 5958), SEC 1 octets (RFC
/// 5915), PKCS #1 eight numbers more (RFC 8017 A.1.2).
fn is_private_key(outer: &Tlv<'_>) -> bool {
    let mut inside = outer.children().ok();
    let inside = core::iter::from_fn(|| inside.as_mut()?.next().ok()?);
    let tags: Vec<u32> = inside.take(16).map(|inner| inner.tag.0).collect();
    match tags[..] {
        [_, 0x30, 0x04, ..] | [_, 0x04, ..] => true,
        _ => tags.len() >= 9 && tags.iter().all(|tag| *tag == 0x02),
    }
}

/// Certificates, lists and messages all are one SEQUENCE; what stands inside tells them apart:
/// a CMS message starts with an identifier, a certificate with `[0] version` or a serial number
/// in its first SEQUENCE, a revocation list with an algorithm there.
pub(super) fn der(bytes: &[u8]) -> Option<Kind> {
    const SEQUENCE: Tag = Tag(0x30);
    if bytes.starts_with(&[0x30, 0x80, 0x06]) {
        return Some(Kind::Cms);
    }
    let outer = Reader::new(bytes).expect(SEQUENCE).ok()?;
    let first = outer.children().ok()?.next().ok()??;
    if first.tag == Tag(0x06) {
        // one information out of a set starts with an identifier too
        return first.value.starts_with(PKCS_7).then_some(Kind::Cms);
    }
    if first.tag == Tag(0x02) {
        return is_private_key(&outer).then_some(Kind::PrivateKey);
    }
    if first.tag != SEQUENCE {
        return None;
    }
    let mut inside = first.children().ok()?;
    match inside.next().ok()??.tag {
        Tag(0xA0) => Some(Kind::Certificate),
        Tag(0x02) => match inside.next().ok()??.tag {
            SEQUENCE => {
                let third = inside.next().ok()??.tag;
                let fourth = inside.next().ok()?.map(|tlv| tlv.tag);
                let is_list = third == SEQUENCE && matches!(fourth, Some(Tag(0x17 | 0x18)));
                Some(if is_list {
                    Kind::RevocationList
                } else {
                    Kind::Certificate
                })
            }
            _ => None,
        },
        _ => None,
    }
}
