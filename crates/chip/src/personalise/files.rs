//! The files of a document but for its portrait and its security object (Doc 9303-10 §3.11,
//! §4.6, §4.7).

use crate::persona::Persona;
use crate::pki::der::{integer, integer_bytes, object, oid, sequence, set_of};
use crate::pki::{PkiError, TestKey, oid as names};
use vidimus_iso7816::tlv::{Tag, Writer};
use vidimus_lds::DataGroup;

/// EF.COM to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComSpec {
    /// LDS version, such as `0107`; left out where `None`
    pub lds_version: Option<String>,
    /// Unicode version, such as `040000`; left out where `None`
    pub unicode_version: Option<String>,
    /// tags of the data groups; left out where `None`
    pub tags: Option<Vec<u8>>,
}

impl ComSpec {
    /// Version 1.7 with these data groups.
    #[must_use]
    pub fn new(tags: Vec<u8>) -> Self {
        Self {
            lds_version: Some("0107".to_owned()),
            unicode_version: Some("040000".to_owned()),
            tags: Some(tags),
        }
    }

    /// EF.COM, from tag 60 on.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let text =
            |tag, value: &Option<String>| value.as_ref().map(|value| object(tag, value.as_bytes()));
        let parts = [
            text(0x5F01, &self.lds_version),
            text(0x5F36, &self.unicode_version),
            self.tags.as_ref().map(|tags| object(0x5C, tags)),
        ];
        object(
            0x60,
            &parts.into_iter().flatten().flatten().collect::<Vec<_>>(),
        )
    }
}

/// DG1 of these characters.
pub(crate) fn dg1(zone: &str) -> Vec<u8> {
    object(0x61, &object(0x5F1F, zone.as_bytes()))
}

/// DG11: full name, date and place of birth, and a summary that fills it up to this size.
pub(crate) fn dg11(persona: &Persona, size: Option<usize>) -> Vec<u8> {
    let mut fields = vec![
        (0x5F0E, persona.full_name.clone().into_bytes()),
        (0x5F2B, persona.full_birth_date().into_bytes()),
        (0x5F11, persona.place_of_birth.clone().into_bytes()),
    ];
    let plain = listed(0x6B, &fields);
    let Some(size) = size else { return plain };
    fields.push((0x5F15, Vec::new()));
    grow(size, |filler| {
        let mut fields = fields.clone();
        if let Some((_, summary)) = fields.last_mut() {
            *summary = vec![b'.'; filler];
        }
        listed(0x6B, &fields)
    })
}

/// DG12: issuing authority and date of issue.
pub(crate) fn dg12(authority: &str) -> Vec<u8> {
    listed(
        0x6C,
        &[
            (0x5F19, authority.as_bytes().to_vec()),
            (0x5F26, b"20240115".to_vec()),
        ],
    )
}

/// DG14: one key for Chip Authentication over P-256, one ChipAuthenticationInfo, and where a
/// size is asked for an information of nobody's that fills it up.
pub(crate) fn dg14(size: Option<usize>) -> Result<Vec<u8>, PkiError> {
    Ok(dg14_of(&chip_authentication()?, size))
}

/// The same with the signed copy of what [`card_access`] says of PACE.
pub(crate) fn dg14_with_pace(size: usize) -> Result<Vec<u8>, PkiError> {
    let mut infos = chip_authentication()?;
    infos.push(pace_info());
    Ok(dg14_of(&infos, Some(size)))
}

fn chip_authentication() -> Result<Vec<Vec<u8>>, PkiError> {
    Ok(vec![
        sequence(&[oid(names::PK_ECDH), TestKey::CaP256.spki()?]),
        sequence(&[oid(names::CA_ECDH_AES_128), integer(1)]),
    ])
}

fn dg14_of(infos: &[Vec<u8>], size: Option<usize>) -> Vec<u8> {
    match size {
        None => object(0x6E, &set_of(infos.to_vec())),
        Some(size) => grow(size, |filler| {
            let mut all = infos.to_vec();
            all.push(filler_information(filler));
            object(0x6E, &set_of(all))
        }),
    }
}

/// PACE with generic mapping over P-256, AES-128 (Doc 9303-11 §9.2.1).
fn pace_info() -> Vec<u8> {
    sequence(&[oid(names::PACE_ECDH_GM_AES_128), integer(2), integer(12)])
}

/// DG15: the public key for Active Authentication.
pub(crate) fn dg15(key: TestKey) -> Result<Vec<u8>, PkiError> {
    Ok(object(0x6F, &key.spki()?))
}

/// Biometric subtype of a right eye (Doc 9303-10 §4.7.4.2.1).
const RIGHT: u8 = 0x01;
/// Biometric subtype of a right pointer finger (Doc 9303-10 §4.7.3.2.1).
const RIGHT_POINTER: u8 = 0x09;

/// A finger image record of ISO/IEC 19794-4: general header, header of one image, and six grey
/// samples without compression, two by three.
const FINGER_RECORD: &[u8] = b"FIR\x00010\x00\0\0\0\0\0\x34\0\0\0\x1F\x01\x01\
    \x01\xF4\x01\xF4\x01\xF4\x01\xF4\x08\0\0\0\
    \0\0\0\x14\x02\x01\x01\x64\0\0\x02\0\x03\0\x10\x20\x30\x40\x50\x60";
/// An iris image record of ISO/IEC 19794-6: record header, one eye, header of one image, and the
/// same samples.
const IRIS_RECORD: &[u8] = b"IIR\x00010\x00\0\0\0\x41\0\0\x01\0\x2D\0\x05\0\0\0\x02\
    \0\x02\0\x03\x08\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\
    \x01\0\x01\0\x01\x64\xFF\xFF\xFF\xFF\0\0\0\x06\x10\x20\x30\x40\x50\x60";

/// DG3 or DG4 with one record of nobody's, an image of six samples (Doc 9303-10 §4.7.3,
/// §4.7.4). Both must say which finger or eye it is.
pub(crate) fn sample_biometric(group: DataGroup) -> Vec<u8> {
    let (kind, subtype, format, record) = match group.number() {
        3 => (0x08, RIGHT_POINTER, 0x07, FINGER_RECORD),
        _ => (0x10, RIGHT, 0x09, IRIS_RECORD),
    };
    let header = [
        object(0x80, &[0x01, 0x01]),
        object(0x81, &[kind]),
        object(0x82, &[subtype]),
        object(0x87, &[0x01, 0x01]),
        object(0x88, &[0x00, format]),
    ];
    let instance = [object(0xA1, &header.concat()), object(0x5F2E, record)];
    let all = [object(0x02, &[1]), object(0x7F60, &instance.concat())];
    object(group.tag().0, &object(0x7F61, &all.concat()))
}

/// EF.CardAccess of 40 bytes, with one PACEInfo.
pub(crate) fn card_access() -> Vec<u8> {
    grow(40, |filler| {
        set_of(vec![pace_info(), filler_information(filler)])
    })
}

/// EF.ATR/INFO that announces buffers of this size both ways (DO 7F66).
pub(crate) fn atr_info(buffer: u32) -> Vec<u8> {
    let size = integer_bytes(&buffer.to_be_bytes());
    object(0x7F66, &[size.clone(), size].concat())
}

/// A SecurityInfo under the example arc 2.999, with so many octets in it.
fn filler_information(octets: usize) -> Vec<u8> {
    let value = object(0x04, &vec![0; octets]);
    sequence(&[oid(names::PADDING), value])
}

/// A data group with a tag list before its fields, as DG11 and DG12 have.
fn listed(tag: u32, fields: &[(u32, Vec<u8>)]) -> Vec<u8> {
    let mut list = Vec::new();
    let mut content = Writer::new();
    for (tag, value) in fields {
        list.extend(tag.to_be_bytes().iter().skip_while(|byte| **byte == 0));
        content.object(Tag(*tag), value);
    }
    object(tag, &[object(0x5C, &list), content.into_bytes()].concat())
}

/// The file with so much filler that it has this size, or with the nearest amount below.
fn grow(size: usize, make: impl Fn(usize) -> Vec<u8>) -> Vec<u8> {
    let mut filler = size.saturating_sub(make(0).len());
    while filler > 0 && make(filler).len() > size {
        filler -= 1;
    }
    make(filler)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingers_and_irises_keep_the_rules() {
        for group in [DataGroup::DG3, DataGroup::DG4] {
            let bytes = sample_biometric(group);
            let found = vidimus_lds::structure::check(vidimus_lds::File::Dg(group), &bytes);
            assert_eq!(found, [], "{group}");
        }
    }

    #[test]
    fn sizes_of_the_standard_document() {
        let persona = Persona::utopia_td3();
        let zone = persona.mrz().unwrap();
        assert_eq!(dg1(zone.joined()).len(), 93);
        assert_eq!(dg11(&persona, Some(200)).len(), 200);
        assert_eq!(dg14(Some(300)).unwrap().len(), 300);
        assert_eq!(dg14_with_pace(300).unwrap().len(), 300);
        assert_eq!(dg15(TestKey::AaRsa992).unwrap().len(), 160);
        assert_eq!(card_access().len(), 40);
        assert_eq!(
            atr_info(20_000),
            [0x7F, 0x66, 8, 2, 2, 0x4E, 0x20, 2, 2, 0x4E, 0x20]
        );
        assert_eq!(
            ComSpec::new(vec![0x61, 0x75, 0x6B, 0x6E]).to_bytes().len(),
            24
        );
    }
}
