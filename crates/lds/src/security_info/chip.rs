//! The infos of Chip Authentication and Active Authentication (Doc 9303-11 §9.2.4 to §9.2.6).
//!
//! ```text
//! SEQUENCE { id-CA.agreement.cipher, INTEGER version, [INTEGER keyId] }
//! SEQUENCE { id-PK.agreement, SubjectPublicKeyInfo, [INTEGER keyId] }
//! SEQUENCE { aaProtocolObject, INTEGER version, OID signatureAlgorithm }
//! ```
//!
//! With PACE-CAM the key's number is that of the domain parameters, so a key and the PACEInfo find
//! each other by it (§9.2.1). Versions are given on as they are: who uses an info refuses others.

use super::number::read_number;
use super::protocol::cipher_from_arc;
use super::{ACTIVE_AUTHENTICATION, CHIP_AUTHENTICATION, PUBLIC_KEY};
use super::{Agreement, InfoData, KeyId, SecurityInfo};
use crate::ber;
use crate::evidence::CipherName;
use crate::{CmsError, Oid};

/// One variant of Chip Authentication that the chip offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChipAuthenticationInfo<'a> {
    /// the protocol
    pub oid: Oid<'a>,
    /// over what keys are agreed
    pub agreement: Agreement,
    /// the cipher of the new channel
    pub cipher: CipherName,
    /// 1; 2 in cards after TR-03110 version 2
    pub version: u64,
    /// the key it is for; absent when there is only one
    pub key_id: Option<KeyId<'a>>,
}

impl<'a> ChipAuthenticationInfo<'a> {
    /// `None` when the identifier names no known variant. An identifier without a cipher belongs
    /// to the domain parameters of TR-03110 version 2, which are left out.
    pub(super) fn read(info: &SecurityInfo<'a>) -> Option<Result<Self, CmsError>> {
        let &[first, last] = info.oid.content().strip_prefix(CHIP_AUTHENTICATION)? else {
            return None;
        };
        let agreement = Agreement::from_arc(first)?;
        let cipher = cipher_from_arc(last)?;
        let numbers = || {
            let data = info.data.clone()?;
            let version = read_number(&data.required, "a version")?;
            Ok((version, read_key_id(&data)?))
        };
        Some(numbers().map(|(version, key_id)| Self {
            oid: info.oid,
            agreement,
            cipher,
            version,
            key_id,
        }))
    }
}

/// A static public key of the chip.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ChipAuthenticationPublicKeyInfo<'a> {
    /// id-PK-DH or id-PK-ECDH
    pub oid: Oid<'a>,
    /// the kind of key
    pub agreement: Agreement,
    /// the raw SubjectPublicKeyInfo
    pub spki: &'a [u8],
    /// its number; absent when there is only one
    pub key_id: Option<KeyId<'a>>,
}

impl<'a> ChipAuthenticationPublicKeyInfo<'a> {
    pub(super) fn read(info: &SecurityInfo<'a>) -> Option<Result<Self, CmsError>> {
        let &[arc] = info.oid.content().strip_prefix(PUBLIC_KEY)? else {
            return None;
        };
        let agreement = Agreement::from_arc(arc)?;
        let parts = || {
            let data = info.data.clone()?;
            if data.required.tag == ber::SEQUENCE {
                Ok((data.required.bytes, read_key_id(&data)?))
            } else {
                let expected = "a SubjectPublicKeyInfo";
                Err(CmsError::content(data.required.offset, expected))
            }
        };
        Some(parts().map(|(spki, key_id)| Self {
            oid: info.oid,
            agreement,
            spki,
            key_id,
        }))
    }
}

/// The key singles out one document.
impl core::fmt::Debug for ChipAuthenticationPublicKeyInfo<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("ChipAuthenticationPublicKeyInfo")
            .field("oid", &self.oid)
            .field("spki_len", &self.spki.len())
            .field("key_id", &self.key_id)
            .finish_non_exhaustive()
    }
}

/// Which signature Active Authentication makes, when its key is for ECDSA.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActiveAuthenticationInfo<'a> {
    /// 1
    pub version: u64,
    /// the signature algorithm: one of the plain ECDSA identifiers of BSI TR-03111
    pub signature_algorithm: Oid<'a>,
}

impl<'a> ActiveAuthenticationInfo<'a> {
    pub(super) fn read(info: &SecurityInfo<'a>) -> Option<Result<Self, CmsError>> {
        if info.oid.content() != ACTIVE_AUTHENTICATION {
            return None;
        }
        let parts = || {
            let data = info.data.clone()?;
            let version = read_number(&data.required, "a version")?;
            let expected = "a signature algorithm";
            let missing = || CmsError::content(data.required.offset, expected);
            let algorithm = data.optional.ok_or_else(missing)?;
            if algorithm.tag != ber::OBJECT_IDENTIFIER {
                return Err(CmsError::content(algorithm.offset, expected));
            }
            let oid = Oid::new(algorithm.content)
                .map_err(|fault| CmsError::oid(algorithm.offset, fault))?;
            Ok((version, oid))
        };
        Some(parts().map(|(version, signature_algorithm)| Self {
            version,
            signature_algorithm,
        }))
    }
}

fn read_key_id<'a>(data: &InfoData<'a>) -> Result<Option<KeyId<'a>>, CmsError> {
    data.optional.as_ref().map(KeyId::read).transpose()
}
