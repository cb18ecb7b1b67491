//! PACEInfo and PACEDomainParameterInfo (Doc 9303-11 §9.2.1, §9.2.2).
//!
//! ```text
//! SEQUENCE { id-PACE.mapping.cipher, INTEGER 2, [INTEGER parameterId] }
//! SEQUENCE { id-PACE.mapping, AlgorithmIdentifier, [INTEGER parameterId] }
//! ```
//!
//! A number below 32 is one of table 12 (§9.5.1), any other the chip's own name for parameters that
//! it writes out. Nothing is looked up here.

use super::number::{read_number, read_optional};
use super::protocol::{cipher_from_arc, mapping_from_arc};
use super::{Agreement, Mapping, PACE, SecurityInfo};
use crate::ber;
use crate::cms::read_oid;
use crate::evidence::CipherName;
use crate::{CmsError, Oid};

/// standardizedDomainParameters, 0.4.0.127.0.7.1.2 (Doc 9303-11 §9.5.1).
const STANDARDIZED: &[u8] = &[4, 0, 0x7F, 0, 7, 1, 2];

/// One variant of PACE that the chip offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaceInfo<'a> {
    /// the protocol
    pub oid: Oid<'a>,
    /// how the nonce is mapped
    pub mapping: Mapping,
    /// over what keys are agreed
    pub agreement: Agreement,
    /// the cipher of the channel
    pub cipher: CipherName,
    /// 2 in every document of the standard
    pub version: u64,
    /// number of the domain parameters: standardized, or those of the
    /// [`PaceDomainParameterInfo`] of the same number; absent when there is only one
    pub parameter_id: Option<u64>,
}

impl<'a> PaceInfo<'a> {
    /// Reads the data of a PACEInfo; `None` when its identifier names no known variant.
    pub(super) fn read(info: &SecurityInfo<'a>) -> Option<Result<Self, CmsError>> {
        let &[first, last] = info.oid.content().strip_prefix(PACE)? else {
            return None;
        };
        let (mapping, agreement) = mapping_from_arc(first)?;
        let cipher = cipher_from_arc(last)?;
        if mapping == Mapping::ChipAuthentication && cipher == CipherName::TripleDes {
            // §9.2.1 has no such identifier
            return None;
        }
        let numbers = || {
            let data = info.data.clone()?;
            let version = read_number(&data.required, "a version")?;
            let optional = data.optional.as_ref();
            Ok((version, read_optional(optional, "a parameter identifier")?))
        };
        Some(numbers().map(|(version, parameter_id)| Self {
            oid: info.oid,
            mapping,
            agreement,
            cipher,
            version,
            parameter_id,
        }))
    }
}

/// Domain parameters that a chip brings along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaceDomainParameterInfo<'a> {
    /// the protocol: agreement and mapping, no cipher
    pub oid: Oid<'a>,
    /// the mapping they are for
    pub mapping: Mapping,
    /// the kind of group
    pub agreement: Agreement,
    /// whether the parameters are written out; else they are the standardized ones by number
    pub explicit: bool,
    /// the raw AlgorithmIdentifier
    pub domain_parameter: &'a [u8],
    /// the number by which PACEInfo names them
    pub parameter_id: Option<u64>,
}

impl<'a> PaceDomainParameterInfo<'a> {
    pub(super) fn read(info: &SecurityInfo<'a>) -> Option<Result<Self, CmsError>> {
        let &[arc] = info.oid.content().strip_prefix(PACE)? else {
            return None;
        };
        let (mapping, agreement) = mapping_from_arc(arc)?;
        let parts = || {
            let data = info.data.clone()?;
            if data.required.tag != ber::SEQUENCE {
                let expected = "an AlgorithmIdentifier";
                return Err(CmsError::content(data.required.offset, expected));
            }
            let algorithm = read_oid(&mut data.required.children()?)?;
            let optional = data.optional.as_ref();
            let parameter_id = read_optional(optional, "a parameter identifier")?;
            Ok((algorithm, data.required.bytes, parameter_id))
        };
        Some(
            parts().map(|(algorithm, domain_parameter, parameter_id)| Self {
                oid: info.oid,
                mapping,
                agreement,
                explicit: algorithm.content() != STANDARDIZED,
                domain_parameter,
                parameter_id,
            }),
        )
    }
}
