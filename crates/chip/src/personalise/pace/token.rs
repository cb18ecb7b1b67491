//! An entry of EF.CardAccess by its short name, as faults write it.

use super::info::{
    PROPRIETARY, explicit_standard, explicit_weak, info, pace_info, proprietary_info,
};
use crate::pace::{PaceProtocol, cipher_named, mapping_named, oid};
use crate::{Cipher, PaceMapping};

/// What a short name stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Listed {
    /// SecurityInfos
    pub(crate) infos: Vec<Vec<u8>>,
    /// the protocol, where the chip can perform it
    pub(crate) protocol: Option<PaceProtocol>,
}

impl Listed {
    /// Reads one of
    ///
    /// - `gm-aes128-12`: PACEInfo; also for parameters that the standard has not or forbids
    /// - `dh-gm-aes128-12`: the same with the identifier of DH
    /// - `v1-aes256-16`: PACEInfo of generic mapping, version 1
    /// - `gm-aes128-explicit`: PACEInfo that points to explicit parameters of no table
    /// - `domain-explicit-13`: explicit parameters that are standard ones
    /// - `explicit-weak`: nothing but a PACEInfo with parameters of no table
    /// - `unknown-oid`: PACEInfo under an arc of no mapping
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('-').collect();
        let only = |info| Some(Self::of(vec![info]));
        match parts.as_slice() {
            ["unknown", "oid"] => only(info(&oid(9, Cipher::Aes128), 2, Some(12))),
            ["explicit", "weak"] => proprietary("gm", "aes128"),
            ["domain", "explicit", id] => only(explicit_standard(id.parse().ok()?)?),
            ["v1", cipher, id] => {
                let protocol = oid(2, cipher_named(cipher)?);
                only(info(&protocol, 1, Some(id.parse().ok()?)))
            }
            ["dh", mapping, cipher] => only(of_dh(mapping, cipher, None)?),
            ["dh", mapping, cipher, id] => only(of_dh(mapping, cipher, Some(id.parse().ok()?))?),
            [mapping, cipher, "explicit"] => proprietary(mapping, cipher),
            [mapping, cipher, id] => Self::plain(mapping, cipher, id.parse().ok()?),
            _ => None,
        }
    }

    fn of(infos: Vec<Vec<u8>>) -> Self {
        Self {
            infos,
            protocol: None,
        }
    }

    fn plain(mapping: &str, cipher: &str, parameter_id: u8) -> Option<Self> {
        let protocol = PaceProtocol {
            mapping: mapping_named(mapping)?,
            cipher: cipher_named(cipher)?,
            parameter_id,
        };
        let allowed = PaceProtocol::new(protocol.mapping, protocol.cipher, parameter_id);
        Some(Self {
            infos: vec![pace_info(&protocol)],
            protocol: allowed.ok(),
        })
    }
}

/// The identifier of DH; Chip Authentication Mapping has none, the arc 5 is nobody's.
fn of_dh(mapping: &str, cipher: &str, id: Option<u8>) -> Option<Vec<u8>> {
    let arc = match mapping_named(mapping)? {
        PaceMapping::Generic => 1,
        PaceMapping::Integrated => 3,
        PaceMapping::ChipAuthentication => 5,
    };
    Some(info(&oid(arc, cipher_named(cipher)?), 2, id))
}

fn proprietary(mapping: &str, cipher: &str) -> Option<Listed> {
    let protocol = PaceProtocol {
        mapping: mapping_named(mapping)?,
        cipher: cipher_named(cipher)?,
        parameter_id: PROPRIETARY,
    };
    let infos = vec![proprietary_info(&protocol.oid()), explicit_weak()];
    Some(Listed::of(infos))
}
