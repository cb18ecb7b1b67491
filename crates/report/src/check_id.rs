//! The names of all checks (BSI TR-03135-1 §5.6, §5.7; docs/checks.md is made from here).
//!
//! An id exists only in this enum. Its string is public API: it stands in reports, in policies'
//! reasons and in what `vidimus explain` takes.

mod titles;

use core::fmt;
use vidimus_lds::DataGroup;

/// One check; the report holds each at most once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum CheckId {
    /// The chip was opened with Basic Access Control.
    AccessBac,
    /// The chip was opened with PACE.
    AccessPace,
    /// Nobody talked the reader out of PACE.
    AccessDowngrade,
    /// DG1 belongs to the MRZ that opened the chip.
    AccessKeyMatchesDg1,
    /// Terminal Authentication.
    TaAccess,
    /// Every secured answer was whole and in order.
    SmIntegrity,
    /// EF.COM and EF.SOD name the same data groups.
    LdsComSod,
    /// EF.CardAccess is the same as its signed copy.
    LdsCardAccessDg14,
    /// Data groups keep the rules for their content.
    LdsStructure,
    /// EF.CardSecurity is authentic.
    PaCardSecurity,
    /// EF.SOD can be taken apart.
    PaSodParse,
    /// The signature of EF.SOD.
    PaSodSignature,
    /// The document signer is allowed to sign documents.
    PaSodSignerProfile,
    /// A data group has the hash that was signed.
    PaHash(DataGroup),
    /// A trusted CSCA for the document signer was found.
    PaChainAnchor,
    /// That CSCA signed the document signer.
    PaChainSignature,
    /// Signer and CSCA are valid at the evaluation time.
    PaChainValidity,
    /// Signer is not revoked.
    PaChainRevocation,
    /// Signer, CSCA and DG1 are of one country.
    PaChainCountry,
    /// The signer may sign this type of document.
    PaChainDoctype,
    /// Chip Authentication.
    CaKeyAgreement,
    /// Active Authentication.
    AaResponse,
    /// PACE with Chip Authentication Mapping.
    PaceCam,
    /// The document is in date.
    DocExpiry,
    /// The check digits of the MRZ in DG1.
    DocMrzCheckDigits,
    /// Printed MRZ against DG1.
    PrintedMrz,
    /// Printed QR code against the chip.
    PrintedQr,
    /// Printed digital seal against the chip.
    PrintedSeal,
    /// DG1 against DG11.
    CrossDg1Dg11,
    /// DG1 against DG13.
    CrossDg1Dg13,
    /// The inner structure of the document number.
    CrossNumberStructure,
}

/// Everything but the hashes, in the order of DESIGN and of the report.
const BEFORE_HASHES: [CheckId; 13] = [
    CheckId::AccessBac,
    CheckId::AccessPace,
    CheckId::AccessDowngrade,
    CheckId::AccessKeyMatchesDg1,
    CheckId::TaAccess,
    CheckId::SmIntegrity,
    CheckId::LdsComSod,
    CheckId::LdsCardAccessDg14,
    CheckId::LdsStructure,
    CheckId::PaCardSecurity,
    CheckId::PaSodParse,
    CheckId::PaSodSignature,
    CheckId::PaSodSignerProfile,
];

/// The rest, after the sixteen hashes.
const AFTER_HASHES: [CheckId; 17] = [
    CheckId::PaChainAnchor,
    CheckId::PaChainSignature,
    CheckId::PaChainValidity,
    CheckId::PaChainRevocation,
    CheckId::PaChainCountry,
    CheckId::PaChainDoctype,
    CheckId::CaKeyAgreement,
    CheckId::AaResponse,
    CheckId::PaceCam,
    CheckId::DocExpiry,
    CheckId::DocMrzCheckDigits,
    CheckId::PrintedMrz,
    CheckId::PrintedQr,
    CheckId::PrintedSeal,
    CheckId::CrossDg1Dg11,
    CheckId::CrossDg1Dg13,
    CheckId::CrossNumberStructure,
];

/// `pa.hash.dgN` for N from 1 to 16.
const HASH_NAMES: [&str; 16] = [
    "pa.hash.dg1",
    "pa.hash.dg2",
    "pa.hash.dg3",
    "pa.hash.dg4",
    "pa.hash.dg5",
    "pa.hash.dg6",
    "pa.hash.dg7",
    "pa.hash.dg8",
    "pa.hash.dg9",
    "pa.hash.dg10",
    "pa.hash.dg11",
    "pa.hash.dg12",
    "pa.hash.dg13",
    "pa.hash.dg14",
    "pa.hash.dg15",
    "pa.hash.dg16",
];

impl CheckId {
    /// Every check there is, in report order.
    pub fn all() -> impl Iterator<Item = Self> {
        let hashes = (1..=16).filter_map(DataGroup::new).map(CheckId::PaHash);
        BEFORE_HASHES.into_iter().chain(hashes).chain(AFTER_HASHES)
    }

    /// The check of this name; `None` when there is none.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::all().find(|id| id.as_str() == name)
    }

    /// The stable name, such as `pa.chain.anchor`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AccessBac => "access.bac",
            Self::AccessPace => "access.pace",
            Self::AccessDowngrade => "access.downgrade",
            Self::AccessKeyMatchesDg1 => "access.key_matches_dg1",
            Self::TaAccess => "ta.access",
            Self::SmIntegrity => "sm.integrity",
            Self::LdsComSod => "lds.com_sod",
            Self::LdsCardAccessDg14 => "lds.cardaccess_dg14",
            Self::LdsStructure => "lds.structure",
            Self::PaCardSecurity => "pa.card_security",
            Self::PaSodParse => "pa.sod.parse",
            Self::PaSodSignature => "pa.sod.signature",
            Self::PaSodSignerProfile => "pa.sod.signer_profile",
            Self::PaHash(group) => hash_name(group),
            Self::PaChainAnchor => "pa.chain.anchor",
            Self::PaChainSignature => "pa.chain.signature",
            Self::PaChainValidity => "pa.chain.validity",
            Self::PaChainRevocation => "pa.chain.revocation",
            Self::PaChainCountry => "pa.chain.country",
            Self::PaChainDoctype => "pa.chain.doctype",
            Self::CaKeyAgreement => "ca.key_agreement",
            Self::AaResponse => "aa.response",
            Self::PaceCam => "pace.cam",
            Self::DocExpiry => "doc.expiry",
            Self::DocMrzCheckDigits => "doc.mrz_checkdigits",
            Self::PrintedMrz => "printed.mrz",
            Self::PrintedQr => "printed.qr",
            Self::PrintedSeal => "printed.seal",
            Self::CrossDg1Dg11 => "cross.dg1_dg11",
            Self::CrossDg1Dg13 => "cross.dg1_dg13",
            Self::CrossNumberStructure => "cross.number_structure",
        }
    }

    /// The data group of a `pa.hash.*` check.
    #[must_use]
    pub const fn data_group(self) -> Option<DataGroup> {
        match self {
            Self::PaHash(group) => Some(group),
            _ => None,
        }
    }

    /// Whether this is one of the comparisons inside the chip's data (`cross.*`).
    #[must_use]
    pub const fn is_cross(self) -> bool {
        matches!(
            self,
            Self::CrossDg1Dg11 | Self::CrossDg1Dg13 | Self::CrossNumberStructure
        )
    }

    /// Whether this is one of the comparisons with the printed page (`printed.*`).
    #[must_use]
    pub const fn is_printed(self) -> bool {
        matches!(self, Self::PrintedMrz | Self::PrintedQr | Self::PrintedSeal)
    }

    /// Whether this is a proof that the chip is the original (`ca`, `aa`, `pace.cam`).
    #[must_use]
    pub const fn is_chip_proof(self) -> bool {
        matches!(
            self,
            Self::CaKeyAgreement | Self::AaResponse | Self::PaceCam
        )
    }
}

fn hash_name(group: DataGroup) -> &'static str {
    let index = usize::from(group.number()).wrapping_sub(1);
    HASH_NAMES.get(index).copied().unwrap_or("pa.hash")
}

impl fmt::Display for CheckId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The list of DESIGN.md §2, copied by hand: the outside truth for the enum.
    const DESIGN: &str = "access.bac access.pace access.downgrade access.key_matches_dg1 ta.access \
        sm.integrity lds.com_sod lds.cardaccess_dg14 lds.structure pa.card_security pa.sod.parse \
        pa.sod.signature pa.sod.signer_profile pa.hash.dg1 pa.hash.dg2 pa.hash.dg3 pa.hash.dg4 \
        pa.hash.dg5 pa.hash.dg6 pa.hash.dg7 pa.hash.dg8 pa.hash.dg9 pa.hash.dg10 pa.hash.dg11 \
        pa.hash.dg12 pa.hash.dg13 pa.hash.dg14 pa.hash.dg15 pa.hash.dg16 pa.chain.anchor \
        pa.chain.signature pa.chain.validity pa.chain.revocation pa.chain.country \
        pa.chain.doctype ca.key_agreement aa.response pace.cam doc.expiry doc.mrz_checkdigits \
        printed.mrz printed.qr printed.seal cross.dg1_dg11 cross.dg1_dg13 cross.number_structure";

    #[test]
    fn ids_are_those_of_the_design() {
        let ours: Vec<_> = CheckId::all().map(CheckId::as_str).collect();
        let theirs: Vec<_> = DESIGN.split_whitespace().collect();
        assert_eq!(ours, theirs);
    }

    #[test]
    fn names_are_unique_sorted_as_listed_and_parse_back() {
        let all: Vec<_> = CheckId::all().collect();
        for id in &all {
            assert_eq!(CheckId::parse(id.as_str()), Some(*id));
        }
        let mut sorted = all.clone();
        sorted.sort();
        assert_eq!(all, sorted);
        assert_eq!(CheckId::parse("pa.hash.dg17"), None);
    }
}
