//! How the chip was opened.

use crate::Personal;
use crate::security_info::{Agreement, Mapping};

/// What was observed while opening the chip.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct AccessEvidence {
    /// what opened it in the end
    pub protocol: Protocol,
    /// Basic Access Control
    pub bac: StepState,
    /// Password Authenticated Connection Establishment; when it failed, its error code
    pub pace: StepState,
    /// the PACEInfo that was chosen
    #[cfg_attr(feature = "serde", serde(default))]
    pub pace_info: Option<PaceUsed>,
    /// tries that the chip still gives a PIN or another password, where it said so (`63Cx`)
    #[cfg_attr(feature = "serde", serde(default))]
    pub attempts_left: Option<u8>,
    /// whether BAC followed a PACE that failed, by the caller's leave
    #[cfg_attr(feature = "serde", serde(default))]
    pub bac_after_pace_failure: bool,
    /// secure messaging, over the whole session
    pub secure_messaging: StepState,
    /// cipher of the session
    pub cipher: Option<CipherName>,
    /// kind of password used
    pub password: Option<PasswordKind>,
    /// whether EF.CardAccess holds a PACEInfo; `None` when it could not be read
    pub pace_offered: Option<bool>,
    /// what EF.CardAccess was taken to hold where it could not be read: the constant of the document
    /// profile that PACE was run by
    #[cfg_attr(
        feature = "serde",
        serde(
            default,
            with = "super::json::hex_or_none",
            skip_serializing_if = "Option::is_none"
        )
    )]
    pub card_access_constant: Option<Vec<u8>>,
    /// the key used with an MRZ: number, birth and expiry, each with its check digit
    #[cfg_attr(feature = "serde", serde(with = "super::json::revealed"))]
    pub mrz_key: Option<Personal<String>>,
}

/// The variant of PACE that was used, as far as its cipher is not in [`AccessEvidence::cipher`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PaceUsed {
    /// the protocol, dotted
    pub oid: String,
    /// how the nonce became a generator
    pub mapping: Mapping,
    /// over what the keys were agreed
    pub agreement: Agreement,
    /// number of the standardized domain parameters (Doc 9303-11 §9.5.1)
    pub parameter_id: u8,
    /// their name, such as `brainpoolP256r1`
    pub domain: String,
}

/// The protocol that opened the chip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Protocol {
    /// None: the chip has no access control, or was not opened, or there was no chip.
    #[default]
    None,
    /// Basic Access Control.
    Bac,
    /// Password Authenticated Connection Establishment.
    Pace,
    /// Basic Access Protection of a driving licence; how far it came stands under `bac`, whose
    /// protocol it is with another key.
    Bap,
}

/// How far a step of the access came. What was not done is told in two ways, for a chip that
/// offers less than it should is another matter than a caller who did not ask.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "state", rename_all = "snake_case"))]
pub enum StepState {
    /// Nobody wanted it.
    #[default]
    NotRequested,
    /// The chip does not offer it.
    NotSupported,
    /// Done, and right.
    Passed,
    /// Done, and wrong.
    Failed {
        /// the error code
        code: String,
    },
    /// Started, not finished.
    Aborted {
        /// the error code
        code: String,
    },
}

/// The cipher of secure messaging.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum CipherName {
    /// 3DES, two keys.
    #[cfg_attr(feature = "serde", serde(rename = "3DES"))]
    TripleDes,
    /// AES, 128-bit key.
    #[cfg_attr(feature = "serde", serde(rename = "AES-128"))]
    Aes128,
    /// AES, 192-bit key.
    #[cfg_attr(feature = "serde", serde(rename = "AES-192"))]
    Aes192,
    /// AES, 256-bit key.
    #[cfg_attr(feature = "serde", serde(rename = "AES-256"))]
    Aes256,
}

impl CipherName {
    /// The name as reports print it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::TripleDes => "3DES",
            Self::Aes128 => "AES-128",
            Self::Aes192 => "AES-192",
            Self::Aes256 => "AES-256",
        }
    }
}

/// The kind of password that opened the chip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum PasswordKind {
    /// The machine-readable zone.
    Mrz,
    /// The card access number.
    Can,
    /// The holder's PIN.
    Pin,
    /// The PIN unblocking key.
    Puk,
    /// The reference string of a driving licence.
    Licence,
}
