//! Why a chip did not open.

use crate::PaceError;
use thiserror::Error;
use vidimus_iso7816::{Fault, FaultClass, StatusWord};

/// The protocol that took the password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PasswordProtocol {
    /// Basic Access Control.
    Bac,
    /// Password Authenticated Connection Establishment.
    Pace,
    /// Basic Access Protection of driving licences.
    Bap,
}

impl core::fmt::Display for PasswordProtocol {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Bac => f.write_str("BAC"),
            Self::Pace => f.write_str("PACE"),
            Self::Bap => f.write_str("BAP"),
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
    /// The chip refuses a step of Active or Chip Authentication. The channel lives on with its
    /// old keys (Doc 9303-11 §6.2.2).
    #[error("the chip refuses {step} (status {status})")]
    ProofRefused {
        /// the command it refused
        step: &'static str,
        /// what the chip answered
        status: StatusWord,
    },
    /// The answer to GENERAL AUTHENTICATE of Chip Authentication holds something else than one
    /// object `7C`.
    #[error("the answer to Chip Authentication is malformed")]
    ChipAuthenticationResponse,
    /// The chip's key and the terminal's ephemeral key do not agree on a secret.
    #[error("no secret comes out of the chip's key")]
    ChipAuthenticationKey,
    /// None of the terminal's certificates leads from a key the chip names to a terminal.
    #[error("no certificate chain for a key that the chip names")]
    NoChain,
    /// The chip refuses a certificate of the chain, or the key that it holds.
    #[error("the chip refuses certificate {certificate} of the chain (status {status})")]
    ChainRefused {
        /// which, from 1; the last one for MSE:Set AT
        certificate: usize,
        /// the command it refused
        step: &'static str,
        /// what the chip answered
        status: StatusWord,
    },
    /// The challenge for the terminal is not 8 bytes, or there is none.
    #[error("challenge of {found} bytes, 8 expected (status {status})")]
    TerminalChallenge {
        /// bytes there are
        found: usize,
        /// what the chip answered
        status: StatusWord,
    },
    /// The chip refuses the terminal's signature.
    #[error("the chip refuses the terminal's signature (status {status})")]
    SignatureRefused {
        /// what the chip answered
        status: StatusWord,
    },
    /// EF.CVCA is not where DG14 says, or where it is by default.
    #[error("EF.CVCA cannot be read (status {status})")]
    CvcaMissing {
        /// what the chip answered
        status: StatusWord,
    },
    /// EF.CVCA names no certification authority.
    #[error("EF.CVCA holds no usable authority reference")]
    CvcaMalformed,
    /// PACE could not start or finish.
    #[error(transparent)]
    Pace(#[from] PaceError),
    /// The machine was polled without the response it waits for, or after its end.
    #[error("the protocol machine was polled out of order")]
    OutOfOrder,
}

impl AccessError {
    /// Tries left for the password, where the chip told.
    #[must_use]
    pub const fn attempts_left(&self) -> Option<u8> {
        match self {
            Self::WrongKey { attempts_left, .. } => *attempts_left,
            Self::Pace(error) => error.attempts_left(),
            _ => None,
        }
    }
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
            Self::ProofRefused { step, .. } => refusal(step),
            Self::ChipAuthenticationResponse => "ca.response_malformed",
            Self::ChipAuthenticationKey => "ca.key_invalid",
            Self::NoChain => "ta.no_chain",
            Self::ChainRefused { .. } => "ta.chain_refused",
            Self::TerminalChallenge { .. } => "ta.challenge_length",
            Self::SignatureRefused { .. } => "ta.signature_refused",
            Self::CvcaMissing { .. } => "ta.cvca_missing",
            Self::CvcaMalformed => "ta.cvca_malformed",
            Self::Pace(error) => error.code(),
            Self::OutOfOrder => "access.out_of_order",
        }
    }

    fn class(&self) -> FaultClass {
        match self {
            Self::WrongKey { .. }
            | Self::NoChain
            | Self::ChainRefused { .. }
            | Self::SignatureRefused { .. } => FaultClass::AccessDenied,
            Self::ChipAuthenticationKey | Self::CvcaMalformed => FaultClass::Malformed,
            Self::BacNotOffered { .. } => FaultClass::CardIncompatible,
            Self::Pace(error) => error.class(),
            Self::OutOfOrder => FaultClass::ApiMisuse,
            _ => FaultClass::CardMisbehaved,
        }
    }

    fn step(&self) -> Option<&'static str> {
        match self {
            Self::Pace(error) => error.step(),
            Self::WrongKey {
                protocol: PasswordProtocol::Pace,
                ..
            } => Some(crate::pace::step::MUTUAL_AUTHENTICATION),
            Self::BacNotOffered { step, .. } => Some(step),
            Self::ChallengeLength { .. } => Some(crate::bac::GET_CHALLENGE),
            Self::ProofRefused { step, .. } | Self::ChainRefused { step, .. } => Some(step),
            Self::ChipAuthenticationResponse => {
                Some(crate::chip_authentication::GENERAL_AUTHENTICATE)
            }
            Self::TerminalChallenge { .. } => Some(crate::terminal_authentication::GET_CHALLENGE),
            Self::SignatureRefused { .. } => {
                Some(crate::terminal_authentication::EXTERNAL_AUTHENTICATE)
            }
            Self::ChipAuthenticationKey
            | Self::NoChain
            | Self::CvcaMissing { .. }
            | Self::CvcaMalformed
            | Self::OutOfOrder => None,
            _ => Some(crate::bac::EXTERNAL_AUTHENTICATE),
        }
    }

    fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Pace(error) => error.hint(),
            Self::WrongKey {
                protocol: PasswordProtocol::Pace,
                ..
            } => Some(
                "compare the password with the document: number and dates of the MRZ, or the \
                 CAN, PIN or PUK; a chip that refuses a right one answers the same",
            ),
            Self::WrongKey {
                protocol: PasswordProtocol::Bap,
                ..
            } => Some(
                "compare the line with the licence, character by character; a chip that refuses a \
                 right key answers the same",
            ),
            Self::WrongKey { .. } => Some(
                "compare number, date of birth and date of expiry with the document; a chip that \
                 refuses a right key answers the same",
            ),
            Self::BacNotOffered { .. } => {
                Some("this chip opens by PACE only: leave `--access` at `auto`, or choose `pace`")
            }
            Self::NoChain => {
                Some("give certificates that start at a key EF.CVCA names (`--ta-chain`)")
            }
            Self::ChainRefused { .. } => Some(
                "compare the dates of the chain with today: the chip refuses certificates that \
                 have expired by its own clock",
            ),
            Self::SignatureRefused { .. } => Some(
                "compare the key with the last certificate of the chain, and the document number \
                 with the document",
            ),
            Self::OutOfOrder => None,
            _ => Some("repeat once; if it happens again, this chip does not follow Doc 9303"),
        }
    }
}

/// The code of a refused proof, by the protocol that the step belongs to.
fn refusal(step: &str) -> &'static str {
    if step.starts_with("aa.") {
        "aa.refused"
    } else {
        "ca.refused"
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
    /// The zone of a driving licence is not 30 characters.
    #[error("line of {found} characters, 30 expected")]
    Line {
        /// characters there are
        found: usize,
    },
    /// A reference string that is none.
    #[error("reference string of {found} characters, 6 to 128 expected")]
    Reference {
        /// characters there are
        found: usize,
    },
    /// A driving licence with another configuration of BAP than 1.
    #[error("BAP configuration {found} is not known here, only 1 is")]
    Configuration {
        /// the second character of the zone
        found: char,
    },
}

impl Fault for AccessKeyError {
    fn code(&self) -> &'static str {
        match self {
            Self::Configuration { .. } => "bap.configuration",
            _ => "usage.no_access_key",
        }
    }

    fn class(&self) -> FaultClass {
        match self {
            Self::Configuration { .. } => FaultClass::CardIncompatible,
            _ => FaultClass::ApiMisuse,
        }
    }

    fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Configuration { .. } => {
                Some("open this licence by PACE with its CAN, if it has one")
            }
            _ => Some("give the whole MRZ with `--mrz-file`"),
        }
    }
}
