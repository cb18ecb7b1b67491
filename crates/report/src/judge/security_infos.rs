//! What EF.CardAccess and DG14 say about the chip's protocols, compared by raw bytes.
//!
//! The whole encoding of a SecurityInfo is compared, not what was understood of it: a version or an
//! optional field that this program passes over must not hide a difference. As sets, because the
//! order within a SET OF means nothing. Only infos about PACE are, for DG14 holds others besides
//! (Doc 9303-11 §9.2.11).

use super::case::{Case, Listed};
use std::collections::BTreeSet;
use vidimus_lds::security_info::{Agreement, Mapping, SecurityInfoKind, SecurityInfos};
use vidimus_lds::{DataGroup, File, Oid};

/// One of the two files, as far as it was read.
pub(super) struct Infos<'a>(Option<SecurityInfos<'a>>);

/// DG14 and how far it may be believed.
pub(super) struct Dg14<'a> {
    pub(super) infos: Infos<'a>,
    pub(super) listed: Listed,
    /// EF.SOD lists it, authentic or not, and its content is not at hand
    pub(super) withheld: bool,
}

impl<'a> Dg14<'a> {
    pub(super) fn of(case: &Case<'a>) -> Self {
        let infos = Infos::read(case, File::Dg(DataGroup::DG14));
        let withheld = infos.0.is_none() && case.is_listed(DataGroup::DG14);
        Self {
            infos,
            listed: case.listed(DataGroup::DG14),
            withheld,
        }
    }

    /// Whether the signed copy says so, and is authentic.
    pub(super) fn surely_offers_pace(&self) -> bool {
        self.listed == Listed::Authentic && self.infos.offers_pace()
    }
}

impl<'a> Infos<'a> {
    /// Those of EF.CardAccess; where it could not be read and PACE was run by the document profile,
    /// those that were used.
    pub(super) fn card_access(case: &Case<'a>) -> Self {
        let file = Self::read(case, File::CardAccess);
        match &case.evidence.access.card_access_constant {
            Some(used) if !file.is_readable() => {
                Self(SecurityInfos::parse_file(used, File::CardAccess).ok())
            }
            _ => file,
        }
    }

    /// Those of EF.CardSecurity, where it is authentic.
    pub(super) fn card_security(case: &'a Case<'_>) -> Option<Self> {
        let file = case.card_security.authentic.as_ref()?;
        Some(Self(Some(file.infos())))
    }

    fn read(case: &Case<'a>, file: File) -> Self {
        let bytes = case.evidence.file(file);
        Self(bytes.and_then(|bytes| SecurityInfos::parse_file(bytes, file).ok()))
    }

    pub(super) const fn is_readable(&self) -> bool {
        self.0.is_some()
    }

    pub(super) fn offers_pace(&self) -> bool {
        self.0.as_ref().is_some_and(SecurityInfos::has_pace)
    }

    pub(super) fn offers_chip_authentication(&self) -> bool {
        self.0
            .as_ref()
            .is_some_and(SecurityInfos::has_chip_authentication)
    }

    /// Whether an info is of ISO/IEC 18013-3, 1.0.18013.3: Extended Access Protection.
    pub(super) fn offers_extended_access_protection(&self) -> bool {
        const PREFIX: [u8; 5] = [0x28, 0x81, 0x8C, 0x5D, 0x03];
        let mut infos = self.0.iter().flat_map(|infos| infos.infos.iter());
        infos.any(|info| info.oid.content().starts_with(&PREFIX))
    }

    pub(super) fn offers_terminal_authentication(&self) -> bool {
        let mut infos = self.0.iter().flat_map(|infos| infos.infos.iter());
        infos.any(|info| info.kind() == SecurityInfoKind::TerminalAuthentication)
    }

    /// Whether a PACEInfo names Chip Authentication Mapping in a form that exists.
    pub(super) fn offers_cam(&self) -> bool {
        let mut infos = self.0.iter().flat_map(SecurityInfos::pace).flatten();
        infos.any(|info| {
            info.mapping == Mapping::ChipAuthentication && info.agreement == Agreement::Ecdh
        })
    }

    /// Whether this SubjectPublicKeyInfo is one of the keys for Chip Authentication.
    pub(super) fn holds_key(&self, spki: &[u8]) -> bool {
        self.chip_authentication_keys().contains(&spki)
    }

    /// The keys for Chip Authentication, each a SubjectPublicKeyInfo.
    pub(super) fn chip_authentication_keys(&self) -> Vec<&'a [u8]> {
        let infos = self.0.iter();
        let keys = infos.flat_map(SecurityInfos::chip_authentication_keys);
        keys.flatten().map(|info| info.spki).collect()
    }

    /// The signature algorithm of Active Authentication that the first such info names.
    pub(super) fn active_authentication(&self) -> Option<Oid<'a>> {
        let infos = self.0.iter();
        let mut infos = infos.flat_map(SecurityInfos::active_authentication);
        Some(infos.next()?.ok()?.signature_algorithm)
    }

    /// The infos about PACE, whole: what must be the same in both files.
    pub(super) fn about_pace(&self) -> BTreeSet<&'a [u8]> {
        let about_pace = |kind| {
            matches!(
                kind,
                SecurityInfoKind::Pace | SecurityInfoKind::PaceDomainParameters
            )
        };
        let infos = self.0.iter().flat_map(|infos| infos.infos.iter());
        infos
            .filter(|info| about_pace(info.kind()))
            .map(|info| info.bytes)
            .collect()
    }
}
