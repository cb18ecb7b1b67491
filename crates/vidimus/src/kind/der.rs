//! What a DER SEQUENCE is: a certificate, a list, a message.

use super::Kind;
use vidimus_iso7816::tlv::{Reader, Tag};
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
        return Some(Kind::Cms);
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
