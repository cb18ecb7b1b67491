//! Why PACE did not open the chip.

use thiserror::Error;
use vidimus_iso7816::{Fault, FaultClass, StatusWord};

use super::step;

/// Why PACE could not start or finish. A password that the chip refuses is
/// [`AccessError::WrongKey`](crate::AccessError::WrongKey).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PaceError {
    /// No PACEInfo names a protocol and parameters that are known and allowed. Nothing is sent.
    #[error("no variant of PACE that the chip offers can be used")]
    NoUsableInfo,
    /// EF.CardAccess does not decode, so what the chip offers is not known.
    #[error("EF.CardAccess is malformed")]
    CardAccessMalformed,
    /// The chip refuses protocol, password or parameters at MSE:Set AT.
    #[error("the chip refuses to start PACE (status {status})")]
    MseRefused {
        /// what the chip answered
        status: StatusWord,
    },
    /// The chip refuses a GENERAL AUTHENTICATE, for another reason than the password.
    #[error("the chip refuses {step} (status {status})")]
    StepRefused {
        /// the command it refused
        step: &'static str,
        /// what the chip answered
        status: StatusWord,
    },
    /// An object in `7C` is missing, twice, unexpected or of a length it cannot have.
    #[error("the answer to {step} is malformed")]
    ResponseMalformed {
        /// the command it answers
        step: &'static str,
    },
    /// The chip's point is not on the curve, not encoded as `04 || x || y`, or infinity.
    #[error("the chip's public key in {step} is no point of the curve")]
    PointInvalid {
        /// the command it answers
        step: &'static str,
    },
    /// The chip's value is out of range or outside the subgroup (RFC 2631 §2.1.5).
    #[error("the chip's public value in {step} is not in the group")]
    DhValueInvalid {
        /// the command it answers
        step: &'static str,
    },
    /// The mapped generator is the neutral element.
    #[error("the mapped generator is the neutral element")]
    MappingDegenerate,
    /// The chip sends our own public key back (Doc 9303-11 §4.4.1 step 3 d).
    #[error("the chip sends our own public key back in {step}")]
    SamePublicKey {
        /// the command it answers
        step: &'static str,
    },
    /// The chip's authentication token is not the one that the agreed key gives.
    #[error("the chip's authentication token is wrong")]
    TokenMismatch,
    /// One try is left for this password, and the caller did not allow to spend it.
    #[error("one try is left for this password, and it is kept")]
    LastTry,
    /// No try is left for this password.
    #[error("this password is blocked (status {status})")]
    PinBlocked {
        /// the command that told
        step: &'static str,
        /// what the chip answered
        status: StatusWord,
    },
    /// The PIN waits for PACE with the CAN before its last try.
    #[error("the PIN is suspended (status {status})")]
    PinSuspended {
        /// the command that told
        step: &'static str,
        /// what the chip answered
        status: StatusWord,
    },
    /// The secrets handed in are not those that the mapping and the parameters ask for.
    #[error("the secrets do not belong to these PACE parameters")]
    SecretsMismatch,
}

impl PaceError {
    /// Tries left for the password, where the chip told.
    #[must_use]
    pub const fn attempts_left(&self) -> Option<u8> {
        match self {
            Self::LastTry => Some(1),
            Self::PinBlocked { .. } => Some(0),
            _ => None,
        }
    }
}

impl Fault for PaceError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoUsableInfo => "pace.no_usable_info",
            Self::CardAccessMalformed => "pace.cardaccess_malformed",
            Self::MseRefused { .. } => "pace.mse_refused",
            Self::StepRefused { .. } => "pace.step_refused",
            Self::ResponseMalformed { .. } => "pace.response_malformed",
            Self::PointInvalid { .. } => "pace.point_invalid",
            Self::DhValueInvalid { .. } => "pace.dh_value_invalid",
            Self::MappingDegenerate => "pace.mapping_degenerate",
            Self::SamePublicKey { .. } => "pace.same_public_key",
            Self::TokenMismatch => "pace.token_mismatch",
            Self::LastTry => "access.last_try",
            Self::PinBlocked { .. } => "access.pin_blocked",
            Self::PinSuspended { .. } => "access.pin_suspended",
            Self::SecretsMismatch => "pace.secrets_mismatch",
        }
    }

    fn class(&self) -> FaultClass {
        match self {
            Self::NoUsableInfo => FaultClass::CardIncompatible,
            Self::CardAccessMalformed => FaultClass::Malformed,
            Self::LastTry | Self::PinBlocked { .. } | Self::PinSuspended { .. } => {
                FaultClass::AccessDenied
            }
            Self::SecretsMismatch => FaultClass::ApiMisuse,
            _ => FaultClass::CardMisbehaved,
        }
    }

    fn step(&self) -> Option<&'static str> {
        match self {
            Self::NoUsableInfo | Self::CardAccessMalformed | Self::SecretsMismatch => None,
            Self::MseRefused { .. } | Self::LastTry => Some(step::MSE_SET_AT),
            Self::StepRefused { step, .. }
            | Self::ResponseMalformed { step }
            | Self::PointInvalid { step }
            | Self::DhValueInvalid { step }
            | Self::SamePublicKey { step }
            | Self::PinBlocked { step, .. }
            | Self::PinSuspended { step, .. } => Some(step),
            Self::MappingDegenerate => Some(step::MAP_NONCE),
            Self::TokenMismatch => Some(step::MUTUAL_AUTHENTICATION),
        }
    }

    fn hint(&self) -> Option<&'static str> {
        match self {
            Self::NoUsableInfo => Some(
                "the chip asks for a variant of PACE that no standard has; try BAC if its issuer \
                 allows it (`--access bac`)",
            ),
            Self::CardAccessMalformed => Some(
                "read once more; if it stays so, the file was damaged or altered, and BAC is not \
                 tried in its place",
            ),
            Self::MseRefused { .. } => Some(
                "try another password (`--can`, or the MRZ): the chip may not know this kind, or \
                 may insist on the parameter identifier (`--tolerance field`)",
            ),
            Self::LastTry => Some(
                "open with the CAN first if the chip wants that; `--spend-last-try` uses the last \
                 try, and a wrong one blocks the password",
            ),
            Self::PinBlocked { .. } => {
                Some("unblock it with the PUK or at the issuer; the MRZ or the CAN may still open")
            }
            Self::PinSuspended { .. } => {
                Some("open with the CAN, which wakes the PIN for its last try")
            }
            Self::SecretsMismatch => None,
            Self::TokenMismatch | Self::SamePublicKey { .. } | Self::MappingDegenerate => {
                Some("stop trusting this chip: what it sends can come from somebody in between")
            }
            _ => Some("repeat once; if it happens again, this chip does not follow Doc 9303"),
        }
    }
}
