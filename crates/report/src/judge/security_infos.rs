//! What EF.CardAccess and DG14 say about the chip's protocols, compared by raw bytes.

use super::case::{Case, Listed};
use std::collections::BTreeSet;
use vidimus_lds::security_info::{SecurityInfoKind, SecurityInfos};
use vidimus_lds::{DataGroup, File};

/// id-PACE 0.4.0.127.0.7.2.2.4, DER content octets; `06` follows for Chip Authentication Mapping.
const PACE_CAM: &[u8] = &[0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04, 0x06];

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
    pub(super) fn card_access(case: &Case<'a>) -> Self {
        Self::read(case, File::CardAccess)
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

    pub(super) fn offers_cam(&self) -> bool {
        let infos = self
            .0
            .iter()
            .flat_map(|infos| infos.of_kind(SecurityInfoKind::Pace));
        infos
            .into_iter()
            .any(|info| info.oid.content().starts_with(PACE_CAM))
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
