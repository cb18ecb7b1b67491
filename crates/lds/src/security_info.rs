//! SecurityInfos: EF.CardAccess, DG14, the content of EF.CardSecurity (ICAO Doc 9303-11 §9.2).
//!
//! ```text
//! SecurityInfos ::= SET OF SEQUENCE { protocol OID, requiredData ANY, optionalData ANY OPTIONAL }
//! ```
//!
//! | protocol (below 0.4.0.127.0.7.2.2) | required | optional | clause |
//! |---|---|---|---|
//! | `4.mapping.cipher`, PACEInfo | version 2 | number of the parameters | §9.2.1 |
//! | `4.mapping`, PACEDomainParameterInfo | AlgorithmIdentifier | its number | §9.2.2 |
//! | `3.agreement.cipher`, ChipAuthenticationInfo | version 1 | number of the key | §9.2.5 |
//! | `1.agreement`, ChipAuthenticationPublicKeyInfo | SubjectPublicKeyInfo | its number | §9.2.6 |
//! | `2`, TerminalAuthenticationInfo | version 1 | file of EF.CVCA (TR-03110) | §9.2.8 |
//! | 2.23.136.1.1.5, ActiveAuthenticationInfo | version 1 | signature algorithm | §9.2.4 |
//!
//! | file | tag outside | authentic by |
//! |---|---|---|
//! | EF.CardAccess | none, the SET itself | nothing |
//! | DG14 | `6E` | EF.SOD |
//! | EF.CardSecurity | a CMS message | its own signature |
//!
//! Two levels. [`SecurityInfos::parse`] reads the set: identifiers, and their data raw. The
//! typed infos ([`SecurityInfos::pace`] and its like) are read one by one, so that a malformed
//! one does not spoil the others; identifiers that name no known variant are skipped.

use crate::ber::{self, Object, Reader};
use crate::cms::finish;
use crate::{CmsError, File, LdsError, Oid, outer_object};
use vidimus_iso7816::tlv;

mod chip;
mod number;
mod pace;
mod protocol;
mod terminal;

pub use chip::{ActiveAuthenticationInfo, ChipAuthenticationInfo, ChipAuthenticationPublicKeyInfo};
pub use number::KeyId;
pub use pace::{PaceDomainParameterInfo, PaceInfo};
pub use protocol::{Agreement, Mapping};
pub use terminal::TerminalAuthenticationInfo;

/// id-PACE, 0.4.0.127.0.7.2.2.4.
const PACE: &[u8] = &[4, 0, 0x7F, 0, 7, 2, 2, 4];
/// id-CA, 0.4.0.127.0.7.2.2.3.
const CHIP_AUTHENTICATION: &[u8] = &[4, 0, 0x7F, 0, 7, 2, 2, 3];
/// id-PK, 0.4.0.127.0.7.2.2.1.
const PUBLIC_KEY: &[u8] = &[4, 0, 0x7F, 0, 7, 2, 2, 1];
/// id-TA, 0.4.0.127.0.7.2.2.2.
const TERMINAL_AUTHENTICATION: &[u8] = &[4, 0, 0x7F, 0, 7, 2, 2, 2];
/// id-icao-mrtd-security-aaProtocolObject, 2.23.136.1.1.5.
const ACTIVE_AUTHENTICATION: &[u8] = &[0x67, 0x81, 8, 1, 1, 5];

/// What a SecurityInfo is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SecurityInfoKind {
    /// PACEInfo: mapping, cipher, version, parameter id.
    Pace,
    /// PACEDomainParameterInfo: parameters of its own.
    PaceDomainParameters,
    /// ChipAuthenticationInfo.
    ChipAuthentication,
    /// ChipAuthenticationPublicKeyInfo.
    ChipAuthenticationPublicKey,
    /// TerminalAuthenticationInfo.
    TerminalAuthentication,
    /// ActiveAuthenticationInfo.
    ActiveAuthentication,
    /// Anything else.
    Other,
}

/// One SecurityInfo, its data raw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityInfo<'a> {
    /// the protocol
    pub oid: Oid<'a>,
    /// its data; the error when there are none, or too many
    pub data: Result<InfoData<'a>, CmsError>,
    /// the whole SecurityInfo, for comparing two files
    pub bytes: &'a [u8],
}

/// The data of a SecurityInfo, each a whole object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InfoData<'a> {
    /// the required data
    pub required: Object<'a>,
    /// the optional data
    pub optional: Option<Object<'a>>,
}

/// A set of SecurityInfos.
///
/// ```
/// use vidimus_lds::File;
/// use vidimus_lds::security_info::{Agreement, Mapping, SecurityInfos};
///
/// // EF.CardAccess of Doc 9303-11 appendix G.1
/// let file = [
///     0x31, 0x14, 0x30, 0x12, 0x06, 0x0A, 0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04, 0x02,
///     0x02, 0x02, 0x01, 0x02, 0x02, 0x01, 0x0D,
/// ];
/// let infos = SecurityInfos::parse_file(&file, File::CardAccess)?;
/// let info = infos.pace().next().ok_or("no PACEInfo")??;
/// assert_eq!(info.oid.to_string(), "0.4.0.127.0.7.2.2.4.2.2");
/// assert_eq!((info.agreement, info.mapping), (Agreement::Ecdh, Mapping::Generic));
/// assert_eq!((info.version, info.parameter_id), (2, Some(13)));
/// assert!(!infos.has_chip_authentication());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct SecurityInfos<'a> {
    /// the infos, in their order
    pub infos: Vec<SecurityInfo<'a>>,
    /// what stands among them and names no protocol
    pub strays: Vec<CmsError>,
}

impl<'a> SecurityInfos<'a> {
    /// Parses EF.CardAccess, or DG14 (tag `6E` outside).
    ///
    /// # Errors
    /// [`LdsError`] when it is another file or does not decode.
    pub fn parse_file(bytes: &'a [u8], file: File) -> Result<Self, LdsError> {
        let object = outer_object(bytes, file)?;
        let (set, base) = if file == File::CardAccess {
            (object, 0)
        } else {
            let outer = tlv::Reader::new(object)
                .next()
                .map_err(|error| LdsError::tlv(file, error))?;
            outer.map_or((object, 0), |outer| (outer.value, outer.value_offset()))
        };
        Self::parse(set).map_err(|error| LdsError::cms(file, base, error))
    }

    /// Parses the SET alone. Bytes after it are ignored (seen in documents of Sweden). A member
    /// that is no SecurityInfo stands in [`strays`](Self::strays) and spoils nothing, but an
    /// object identifier beyond the limits does.
    ///
    /// # Errors
    /// [`CmsError`] with the offset in `set`.
    pub fn parse(set: &'a [u8]) -> Result<Self, CmsError> {
        ber::survey(set)?;
        let mut members = Reader::new(set).expect(ber::SET)?.children()?;
        let mut all = Self::default();
        while let Some(member) = members.next()? {
            match SecurityInfo::read(&member)? {
                Some(info) => all.infos.push(info),
                None => all.strays.push(stray(&member)),
            }
        }
        Ok(all)
    }

    /// The infos of one kind.
    pub fn of_kind(&self, kind: SecurityInfoKind) -> impl Iterator<Item = &SecurityInfo<'a>> {
        self.infos.iter().filter(move |info| info.kind() == kind)
    }

    /// The PACEInfos of known variants.
    pub fn pace(&self) -> impl Iterator<Item = Result<PaceInfo<'a>, CmsError>> {
        self.infos.iter().filter_map(PaceInfo::read)
    }

    /// The PACEDomainParameterInfos of known variants.
    pub fn pace_domain_parameters(
        &self,
    ) -> impl Iterator<Item = Result<PaceDomainParameterInfo<'a>, CmsError>> {
        self.infos.iter().filter_map(PaceDomainParameterInfo::read)
    }

    /// The ChipAuthenticationInfos of known variants.
    pub fn chip_authentication(
        &self,
    ) -> impl Iterator<Item = Result<ChipAuthenticationInfo<'a>, CmsError>> {
        self.infos.iter().filter_map(ChipAuthenticationInfo::read)
    }

    /// The ChipAuthenticationPublicKeyInfos.
    pub fn chip_authentication_keys(
        &self,
    ) -> impl Iterator<Item = Result<ChipAuthenticationPublicKeyInfo<'a>, CmsError>> {
        self.infos
            .iter()
            .filter_map(ChipAuthenticationPublicKeyInfo::read)
    }

    /// The ActiveAuthenticationInfos.
    pub fn active_authentication(
        &self,
    ) -> impl Iterator<Item = Result<ActiveAuthenticationInfo<'a>, CmsError>> {
        self.infos.iter().filter_map(ActiveAuthenticationInfo::read)
    }

    /// The TerminalAuthenticationInfos.
    pub fn terminal_authentication(
        &self,
    ) -> impl Iterator<Item = Result<TerminalAuthenticationInfo, CmsError>> {
        self.infos
            .iter()
            .filter_map(TerminalAuthenticationInfo::read)
    }

    /// Whether PACE is offered: any PACEInfo.
    #[must_use]
    pub fn has_pace(&self) -> bool {
        self.of_kind(SecurityInfoKind::Pace).next().is_some()
    }

    /// Whether Chip Authentication is offered: its info or, in older documents, a public key
    /// alone.
    #[must_use]
    pub fn has_chip_authentication(&self) -> bool {
        self.infos.iter().any(|info| {
            matches!(
                info.kind(),
                SecurityInfoKind::ChipAuthentication
                    | SecurityInfoKind::ChipAuthenticationPublicKey
            )
        })
    }
}

impl<'a> SecurityInfo<'a> {
    /// `None` when it names no protocol.
    fn read(member: &Object<'a>) -> Result<Option<Self>, CmsError> {
        if member.tag != ber::SEQUENCE {
            return Ok(None);
        }
        let mut fields = member.children()?;
        let Some(protocol) = fields.take_if(ber::OBJECT_IDENTIFIER)? else {
            return Ok(None);
        };
        let oid =
            Oid::new(protocol.content).map_err(|fault| CmsError::oid(protocol.offset, fault))?;
        Ok(Some(Self {
            oid,
            data: InfoData::read(fields),
            bytes: member.bytes,
        }))
    }

    /// What it is about, by its identifier.
    #[must_use]
    pub fn kind(&self) -> SecurityInfoKind {
        let oid = self.oid.content();
        // below id-PACE: mapping alone names domain parameters, mapping and cipher a PACEInfo
        if let Some(arcs) = oid.strip_prefix(PACE) {
            return match arcs.len() {
                1 => SecurityInfoKind::PaceDomainParameters,
                2 => SecurityInfoKind::Pace,
                _ => SecurityInfoKind::Other,
            };
        }
        if oid.starts_with(CHIP_AUTHENTICATION) {
            SecurityInfoKind::ChipAuthentication
        } else if oid.starts_with(PUBLIC_KEY) {
            SecurityInfoKind::ChipAuthenticationPublicKey
        } else if oid.starts_with(TERMINAL_AUTHENTICATION) {
            SecurityInfoKind::TerminalAuthentication
        } else if oid == ACTIVE_AUTHENTICATION {
            SecurityInfoKind::ActiveAuthentication
        } else {
            SecurityInfoKind::Other
        }
    }
}

impl<'a> InfoData<'a> {
    fn read(mut fields: Reader<'a>) -> Result<Self, CmsError> {
        let required_at = fields.offset();
        let required = fields
            .next()?
            .ok_or(CmsError::content(required_at, "the required data"))?;
        let optional = fields.next()?;
        finish(&fields)?;
        Ok(Self { required, optional })
    }
}

fn stray(member: &Object<'_>) -> CmsError {
    CmsError::content(member.offset, "a SecurityInfo with its protocol")
}
