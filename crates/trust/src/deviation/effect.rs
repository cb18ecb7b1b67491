//! What follows from a deviation or defect.

use std::collections::BTreeSet;
use vidimus_lds::DataGroup;

/// What a known deviation says. Each type of the two lists comes to one of these; the tables are
/// in [`icao`](super::icao) and [`bsi`](super::bsi).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Effect {
    /// The document signer is revoked; status codes of TR-03135-1 table 5.54.
    SignerRevoked {
        /// 0 no details, 1 on hold, 2 test, 3 by the issuer, 4 by the list's publisher,
        /// 5 inadequate, from 32 on proprietary
        status: u64,
    },
    /// The signer's certificate is not to be used.
    SignerMalformed,
    /// The signer's certificate is encoded wrongly.
    SignerEncoding,
    /// The signature of the signer's certificate is wrong.
    SignerSignature,
    /// The validity of the signer's certificate is wrong.
    SignerValidity,
    /// The validity of the authority's certificate is wrong.
    CscaValidity,
    /// EF.SOD names another certificate than the signer's.
    WrongSignerIdentifier,
    /// The signer's certificate names its country wrongly.
    IssuingCountry {
        /// the country it should name
        country: String,
    },
    /// EF.SOD is malformed; its signature may not verify.
    SodMalformed,
    /// The signature of EF.SOD is wrong.
    SodSignature,
    /// EF.COM and EF.SOD list different data groups.
    ComSod {
        /// the lists of EF.COM and EF.SOD, where the entry tells them
        lists: Option<(BTreeSet<u64>, BTreeSet<u64>)>,
    },
    /// A data group does not keep the rules for its content.
    DataGroup(DataGroup),
    /// A data group does not have the signed hash.
    DataGroupHash(DataGroup),
    /// Private keys of Active Authentication are known to others.
    AaCompromised,
    /// Private keys of Chip Authentication are known to others.
    CaCompromised,
    /// Active Authentication does not work.
    AaProtocol,
    /// Chip Authentication does not work.
    CaProtocol,
    /// PACE with Chip Authentication Mapping does not work.
    PaceCamProtocol,
    /// EF.CardSecurity is malformed; its signature may not verify.
    CardSecurity,
    /// A check digit of the machine-readable zone is wrong.
    MrzCheckDigit {
        /// number of the field in `MRZField` of Doc 9303-12 §10.2; `None` for any
        field: Option<u64>,
    },
    /// A general defect of a kind that is not known: the document cannot be verified.
    UnknownDocumentDefect,
    /// Nothing; it is shown.
    Shown,
}

impl Effect {
    /// The name in reports.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::SignerRevoked { .. } => "signer_revoked",
            Self::SignerMalformed => "signer_malformed",
            Self::SignerEncoding => "signer_encoding",
            Self::SignerSignature => "signer_signature",
            Self::SignerValidity => "signer_validity",
            Self::CscaValidity => "csca_validity",
            Self::WrongSignerIdentifier => "wrong_signer_identifier",
            Self::IssuingCountry { .. } => "issuing_country",
            Self::SodMalformed => "sod_malformed",
            Self::SodSignature => "sod_signature",
            Self::ComSod { .. } => "com_sod",
            Self::DataGroup(_) => "data_group",
            Self::DataGroupHash(_) => "data_group_hash",
            Self::AaCompromised => "aa_compromised",
            Self::CaCompromised => "ca_compromised",
            Self::AaProtocol => "aa_protocol",
            Self::CaProtocol => "ca_protocol",
            Self::PaceCamProtocol => "pace_cam_protocol",
            Self::CardSecurity => "card_security",
            Self::MrzCheckDigit { .. } => "mrz_check_digit",
            Self::UnknownDocumentDefect => "unknown_document_defect",
            Self::Shown => "shown",
        }
    }

    /// Whether it speaks against the document; the others excuse a failure.
    #[must_use]
    pub const fn accuses(&self) -> bool {
        matches!(
            self,
            Self::SignerRevoked { .. }
                | Self::AaCompromised
                | Self::CaCompromised
                | Self::UnknownDocumentDefect
        )
    }
}
