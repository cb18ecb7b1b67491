//! The variants that the arcs of a protocol's object identifier name (Doc 9303-11 §9.2).

use crate::evidence::CipherName;

/// How PACE maps the nonce to a generator (Doc 9303-11 §4.4.3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Mapping {
    /// Generic Mapping: by a key agreement.
    #[cfg_attr(feature = "serde", serde(rename = "GM"))]
    Generic,
    /// Integrated Mapping: by a pseudo-random function and point encoding.
    #[cfg_attr(feature = "serde", serde(rename = "IM"))]
    Integrated,
    /// Chip Authentication Mapping: generic, and the chip proves its static key.
    #[cfg_attr(feature = "serde", serde(rename = "CAM"))]
    ChipAuthentication,
}

impl Mapping {
    /// The abbreviation of the standard.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Generic => "GM",
            Self::Integrated => "IM",
            Self::ChipAuthentication => "CAM",
        }
    }
}

/// The group in which keys are agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Agreement {
    /// Diffie-Hellman in a multiplicative group modulo a prime.
    #[cfg_attr(feature = "serde", serde(rename = "DH"))]
    Dh,
    /// Diffie-Hellman over an elliptic curve.
    #[cfg_attr(feature = "serde", serde(rename = "ECDH"))]
    Ecdh,
}

impl Agreement {
    /// The abbreviation of the standard.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dh => "DH",
            Self::Ecdh => "ECDH",
        }
    }

    /// By the arc that id-CA and id-PK share.
    pub(super) const fn from_arc(arc: u8) -> Option<Self> {
        match arc {
            1 => Some(Self::Dh),
            2 => Some(Self::Ecdh),
            _ => None,
        }
    }
}

/// Mapping and agreement by the arc below id-PACE. Arc 5, a mapping of DH with Chip
/// Authentication, was never given out.
pub(super) const fn mapping_from_arc(arc: u8) -> Option<(Mapping, Agreement)> {
    match arc {
        1 => Some((Mapping::Generic, Agreement::Dh)),
        2 => Some((Mapping::Generic, Agreement::Ecdh)),
        3 => Some((Mapping::Integrated, Agreement::Dh)),
        4 => Some((Mapping::Integrated, Agreement::Ecdh)),
        6 => Some((Mapping::ChipAuthentication, Agreement::Ecdh)),
        _ => None,
    }
}

/// The cipher by the last arc of a PACE or CA protocol.
pub(super) const fn cipher_from_arc(arc: u8) -> Option<CipherName> {
    match arc {
        1 => Some(CipherName::TripleDes),
        2 => Some(CipherName::Aes128),
        3 => Some(CipherName::Aes192),
        4 => Some(CipherName::Aes256),
        _ => None,
    }
}
