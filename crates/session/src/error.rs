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
    /// There is no eMRTD application on the card.
    #[error("no travel document application on this card (status {status})")]
    ApplicationNotFound {
        /// answer to SELECT
        status: StatusWord,
    },
    /// The chip wants a key and there is none.
    #[error("this chip opens with the MRZ only, and none was given")]
    NoAccessKey,
    /// PACE is asked for, or the key given works with nothing else, and this version has no PACE.
    #[error("{}", pace_message(*.offered))]
    PaceNotImplemented {
        /// whether the chip offers PACE; `None` where it is not known
        offered: Option<bool>,
    },
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

fn pace_message(offered: Option<bool>) -> &'static str {
    if offered == Some(false) {
        "the chip offers no PACE"
    } else {
        "PACE is needed, and this version does not speak it yet"
    }
}

impl SessionError {
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
            Self::PaceNotImplemented { .. } => "access.pace_required",
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
            Self::ApplicationNotFound { .. } | Self::PaceNotImplemented { .. } => {
                FaultClass::CardIncompatible
            }
            Self::AtrInfoMalformed => FaultClass::Malformed,
            Self::NoProgress { .. } | Self::TooMuchData { .. } => FaultClass::CardMisbehaved,
            Self::NoAccessKey | Self::NoRandomness { .. } | Self::Apdu(_) | Self::Ended => {
                FaultClass::ApiMisuse
            }
        }
    }

    fn step(&self) -> Option<&'static str> {
        match self {
            Self::Transport { step, .. }
            | Self::SecureMessaging { step, .. }
            | Self::TooMuchData { step, .. } => Some(step),
            Self::Access(source) => source.step(),
            Self::ApplicationNotFound { .. } => Some(crate::command::SELECT_APPLICATION),
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
            Self::NoAccessKey => Some("give the MRZ with `--mrz-file FILE`, or `-` for stdin"),
            Self::PaceNotImplemented { .. } => {
                Some("chips that know BAC too open with `--mrz-file FILE --access bac`")
            }
            Self::NoProgress { .. } => Some("repeat; try `--apdu short`"),
            Self::AtrInfoMalformed => Some("the `field` policy leaves this file aside"),
            _ => None,
        }
    }
}
