//! The files of a document but for its portrait and its security object (Doc 9303-10 §3.11,
//! §4.6, §4.7).

use crate::persona::Persona;
use crate::pki::der::{integer, integer_bytes, object, oid, sequence, set_of};
use crate::pki::{PkiError, TestKey, oid as names};
use vidimus_iso7816::tlv::{Tag, Writer};

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
