//! Why a read could not finish.

use crate::transcript::TranscriptError;
use thiserror::Error;
use vidimus_access::{AccessError, SmError};
use vidimus_iso7816::{ApduError, Fault, FaultClass, StatusWord, TransportError};
use vidimus_lds::File;

/// Why a read could not finish. What was read until then is in the evidence beside it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SessionError {
    /// The way to the card failed.
    #[error("{source}")]
    Transport {
        /// how
        source: TransportError,
        /// in which step
        step: &'static str,
    },
    /// The chip did not open.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// A protected response did not open, or a command could not be protected.
    #[error("{source}")]
    SecureMessaging {
        /// how
        source: SmError,
        /// in which step
        step: &'static str,
    },
    /// A recording does not fit.
    #[error(transparent)]
    Transcript(#[from] TranscriptError),
    /// There is no eMRTD application on the card, nor any other that was asked for.
    #[error("no travel document application on this card (status {status})")]
    ApplicationNotFound {
        /// answer to SELECT
        status: StatusWord,
    },
    /// The chip wants a key and there is none.
    #[error("this chip opens with a key only, and none was given")]
    NoAccessKey,
    /// PACE is asked for, or the key given works with nothing else, and the chip offers no PACE.
    #[error("the chip offers no PACE, as far as EF.CardAccess can be read")]
    PaceNotOffered,
    /// BAC is asked for with a CAN, PIN or PUK.
    #[error("BAC opens with the MRZ only")]
    KeyNotForBac,
    /// A protocol is asked for by name that the document profile rules out.
    #[error("documents of this profile do not open by {}", protocol.to_ascii_uppercase())]
    ProtocolNotInProfile {
        /// the protocol
        protocol: &'static str,
    },
    /// The card is a driving licence, and the key that of a travel document.
    #[error("this card is a driving licence: it opens by BAP with its own line")]
    KeyNotForLicence,
    /// PACE is asked for with the line of a driving licence.
    #[error("the line of a driving licence opens by BAP only")]
    KeyNotForPace,
    /// The terminal's key did not sign.
    #[error("the terminal's key did not sign")]
    SigningFailed,
    /// EF.ATR/INFO is broken (tolerance `strict` only).
    #[error("EF.ATR/INFO does not decode")]
    AtrInfoMalformed,
    /// Zero bytes again and again, or far too many commands for too few bytes.
    #[error("no progress in {file} at byte {offset}")]
    NoProgress {
        /// the file
        file: File,
        /// bytes read until then
        offset: usize,
    },
    /// More bytes than asked for, in the clear.
    #[error("the chip sent {found} bytes where at most {expected} were asked for")]
    TooMuchData {
        /// asked for
        expected: usize,
        /// sent
        found: usize,
        /// in which step
        step: &'static str,
    },
    /// The random number source failed.
    #[error("no random numbers for {purpose}")]
    NoRandomness {
        /// what for
        purpose: &'static str,
    },
    /// A command cannot be encoded.
    #[error(transparent)]
    Apdu(#[from] ApduError),
    /// Another command was asked for after the session had ended; nothing was sent.
    #[error("the session has ended")]
    Ended,
}

impl SessionError {
    /// Whether this is how things stand with the chip or the way to it, rather than with the
    /// program, its caller, or a recording that does not fit: only such an error may become the
    /// outcome of a step.
    pub(crate) const fn is_of_chip(&self) -> bool {
        match self {
            Self::Transport { source, .. } => !matches!(
                source,
                TransportError::Diverged { .. } | TransportError::Cancelled
            ),
            Self::Access(source) => !matches!(source, AccessError::OutOfOrder),
            Self::SecureMessaging { .. }
            | Self::NoProgress { .. }
            | Self::TooMuchData { .. }
            | Self::ApplicationNotFound { .. } => true,
            _ => false,
        }
    }

    /// Whether the chip stopped the secured session with a bare status word; which one.
    pub(crate) const fn plain_error(&self) -> Option<StatusWord> {
        match self {
            Self::SecureMessaging {
                source: SmError::PlainError { status },
                ..
            } => Some(*status),
            _ => None,
        }
    }
}

impl Fault for SessionError {
    fn code(&self) -> &'static str {
        match self {
            Self::Transport { source, .. } => source.code(),
            Self::Access(source) => source.code(),
            Self::SecureMessaging { source, .. } => source.code(),
            Self::Transcript(source) => source.code(),
            Self::ApplicationNotFound { .. } => "card.application_not_found",
            Self::NoAccessKey => "usage.no_access_key",
            Self::PaceNotOffered => "access.pace_not_offered",
            Self::KeyNotForBac => "usage.key_not_for_bac",
            Self::ProtocolNotInProfile { .. } => "usage.protocol_not_in_profile",
            Self::KeyNotForLicence => "usage.key_not_for_licence",
            Self::KeyNotForPace => "usage.key_not_for_pace",
            Self::SigningFailed => "ta.signing_failed",
            Self::AtrInfoMalformed => "malformed.atr_info",
            Self::NoProgress { .. } => "card.no_progress",
            Self::TooMuchData { .. } => "card.too_much_data",
            Self::NoRandomness { .. } => "usage.no_randomness",
            Self::Apdu(_) => "usage.apdu",
            Self::Ended => "usage.session_ended",
        }
    }

    fn class(&self) -> FaultClass {
        match self {
            Self::Transport { source, .. } => source.class(),
            Self::Access(source) => source.class(),
            Self::SecureMessaging { source, .. } => source.class(),
            Self::Transcript(source) => source.class(),
            Self::ApplicationNotFound { .. } | Self::PaceNotOffered => FaultClass::CardIncompatible,
            Self::AtrInfoMalformed => FaultClass::Malformed,
            Self::NoProgress { .. } | Self::TooMuchData { .. } => FaultClass::CardMisbehaved,
            Self::NoAccessKey
            | Self::KeyNotForBac
            | Self::ProtocolNotInProfile { .. }
            | Self::KeyNotForLicence
            | Self::KeyNotForPace
            | Self::SigningFailed
            | Self::NoRandomness { .. }
            | Self::Apdu(_)
            | Self::Ended => FaultClass::ApiMisuse,
        }
    }

    fn step(&self) -> Option<&'static str> {
        match self {
            Self::Transport { step, .. }
            | Self::SecureMessaging { step, .. }
            | Self::TooMuchData { step, .. } => Some(step),
            Self::Access(source) => source.step(),
            Self::ApplicationNotFound { .. } => Some(crate::command::SELECT_APPLICATION),
            Self::SigningFailed => Some("ta.external_authenticate"),
            Self::NoProgress { file, .. } => Some(crate::command::read_step(*file)),
            _ => None,
        }
    }

    fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Transport { source, .. } => source.hint(),
            Self::Access(source) => source.hint(),
            Self::SecureMessaging { source, .. } => source.hint(),
            Self::Transcript(source) => source.hint(),
            Self::ApplicationNotFound { .. } => {
                Some("is this an electronic passport or identity card? lay it flat on the reader")
            }
            Self::NoAccessKey => Some(
                "give the MRZ with `--mrz-file FILE` or the CAN with `--can-file FILE`, `-` for stdin",
            ),
            Self::PaceNotOffered => {
                Some("give the MRZ (`--mrz-file FILE`) and leave `--access` at `auto`")
            }
            Self::ProtocolNotInProfile { .. } => {
                Some("leave `--access` at `auto`, or choose another `--profile`")
            }
            Self::KeyNotForBac => Some("give the MRZ with `--mrz-file FILE`, or `-` for stdin"),
            Self::KeyNotForLicence => {
                Some("give the line of the licence, 30 characters, with `--mrz-file FILE`")
            }
            Self::KeyNotForPace => Some("give the CAN with `--can-file FILE`"),
            Self::SigningFailed => {
                Some("compare the key (`--ta-key`) with the last certificate of the chain")
            }
            Self::NoProgress { .. } => Some("repeat; try `--apdu short`"),
            Self::AtrInfoMalformed => Some("the `field` policy leaves this file aside"),
            _ => None,
        }
    }
}
