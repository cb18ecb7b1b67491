//! Why a chip did not open.

use thiserror::Error;
use vidimus_iso7816::{Fault, FaultClass, StatusWord};

/// The protocol that took the password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PasswordProtocol {
    /// Basic Access Control.
    Bac,
}

impl core::fmt::Display for PasswordProtocol {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Bac => f.write_str("BAC"),
        }
    }
}

/// Why an access protocol could not finish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AccessError {
    /// The chip refuses our key, as far as its status word shows.
    #[error("the chip refuses the key ({protocol}, status {status})")]
    WrongKey {
        /// the protocol
        protocol: PasswordProtocol,
        /// what the chip answered
        status: StatusWord,
        /// tries left, where the chip counts them (`63Cx`)
        attempts_left: Option<u8>,
    },
    /// The chip has no BAC: it refuses GET CHALLENGE, or the instruction itself.
    #[error("the chip does not offer BAC (status {status})")]
    BacNotOffered {
        /// what the chip answered
        status: StatusWord,
        /// the command it refused
        step: &'static str,
    },
    /// RND.IC is not 8 bytes.
    #[error("challenge of {found} bytes, 8 expected")]
    ChallengeLength {
        /// bytes there are
        found: usize,
    },
    /// The answer to EXTERNAL AUTHENTICATE is not 40 bytes, so it has no MAC that could fit.
    #[error("authentication answer of {found} bytes, 40 expected")]
    ResponseLength {
        /// bytes there are
        found: usize,
    },
    /// The MAC of the chip's answer is wrong.
    #[error("the MAC of the chip's answer is wrong")]
    MacMismatch,
    /// Our own random number does not come back.
    #[error("the chip does not give our random number back")]
    RndIfdMismatch,
    /// The chip's random number is another than in its challenge, or our own message came back.
    #[error("the chip's random number changed")]
    RndIcMismatch,
    /// The machine was polled without the response it waits for, or after its end.
    #[error("the protocol machine was polled out of order")]
    OutOfOrder,
}

impl Fault for AccessError {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongKey { .. } => "access.wrong_key",
            Self::BacNotOffered { .. } => "access.pace_required",
            Self::ChallengeLength { .. } => "bac.challenge_length",
            Self::ResponseLength { .. } | Self::MacMismatch => "bac.mac_mismatch",
            Self::RndIfdMismatch => "bac.rnd_ifd_mismatch",
            Self::RndIcMismatch => "bac.rnd_ic_mismatch",
            Self::OutOfOrder => "access.out_of_order",
        }
    }

    fn class(&self) -> FaultClass {
        match self {
            Self::WrongKey { .. } => FaultClass::AccessDenied,
            Self::BacNotOffered { .. } => FaultClass::CardIncompatible,
            Self::OutOfOrder => FaultClass::ApiMisuse,
            _ => FaultClass::CardMisbehaved,
        }
    }

    fn step(&self) -> Option<&'static str> {
        match self {
            Self::BacNotOffered { step, .. } => Some(step),
            Self::ChallengeLength { .. } => Some(crate::bac::GET_CHALLENGE),
            Self::OutOfOrder => None,
            _ => Some(crate::bac::EXTERNAL_AUTHENTICATE),
        }
    }

    fn hint(&self) -> Option<&'static str> {
        match self {
            Self::WrongKey { .. } => Some(
                "compare number, date of birth and date of expiry with the document; a chip that \
                 refuses a right key answers the same",
            ),
            Self::BacNotOffered { .. } => {
                Some("this chip opens by PACE only, which this version does not speak yet")
            }
            Self::OutOfOrder => None,
            _ => Some("repeat once; if it happens again, this chip does not follow Doc 9303"),
        }
    }
}

/// Why fields are not an access key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AccessKeyError {
    /// The information is not 24 to 40 characters.
    #[error("MRZ information of {found} characters, 24 to 40 expected")]
    Length {
        /// characters there are
        found: usize,
    },
    /// A date is not six characters.
    #[error("date of {found} characters, 6 expected (YYMMDD)")]
    Date {
        /// characters there are
        found: usize,
    },
    /// A character that no MRZ has.
    #[error("character {} of the MRZ information is none of A-Z, 0-9, <", position + 1)]
    Character {
        /// its position from 0
        position: usize,
    },
}

impl Fault for AccessKeyError {
    fn code(&self) -> &'static str {
        "usage.no_access_key"
    }

    fn class(&self) -> FaultClass {
        FaultClass::ApiMisuse
    }

    fn hint(&self) -> Option<&'static str> {
        Some("give the whole MRZ with `--mrz-file`")
    }
}
