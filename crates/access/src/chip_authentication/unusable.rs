//! Why Chip Authentication is offered and cannot be done.

use thiserror::Error;
use vidimus_iso7816::{Fault, FaultClass};
use vidimus_pubkey::KeyError;

/// Why none of the variants that a chip offers can be used. It says nothing about the chip: no
/// command was sent.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ChipAuthenticationUnusable {
    /// There is a key and no ChipAuthenticationInfo, and inferring one is not allowed.
    #[error("DG14 has a key for Chip Authentication and does not say which protocol")]
    InfoMissing,
    /// A ChipAuthenticationInfo does not decode, or names no known variant.
    #[error("ChipAuthenticationInfo is malformed or of an unknown variant")]
    InfoMalformed,
    /// Another version than 1. Version 2 belongs to cards after TR-03110 version 2 (it needs
    /// Terminal Authentication first) and is not for travel documents.
    #[error("ChipAuthenticationInfo has version {found}, 1 expected")]
    Version {
        /// the version
        found: u64,
    },
    /// No key has the number that the info names, or it names none of several.
    #[error("no key belongs to ChipAuthenticationInfo")]
    KeyMissing,
    /// The key is of another kind than its info: elliptic curve against modulus.
    #[error("the key is of another kind than its protocol")]
    KeyKind,
    /// The key does not decode, is not in its domain, or the domain is not known.
    #[error("key: {0}")]
    Key(#[from] KeyError),
}

impl Fault for ChipAuthenticationUnusable {
    fn code(&self) -> &'static str {
        match self {
            Self::InfoMissing => "ca.info_missing",
            Self::InfoMalformed | Self::Version { .. } => "ca.info_unusable",
            Self::KeyMissing => "ca.key_missing",
            Self::KeyKind => "ca.key_invalid",
            // what we do not know is not the document's fault
            Self::Key(error) => match error.code() {
                code @ ("curve_not_known" | "algorithm_unsupported") => code,
                _ => "ca.key_invalid",
            },
        }
    }

    fn class(&self) -> FaultClass {
        match self.code() {
            "curve_not_known" | "algorithm_unsupported" => FaultClass::CardIncompatible,
            _ => FaultClass::Malformed,
        }
    }
}
