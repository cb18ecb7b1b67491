//! What is wrong with a recording.

use thiserror::Error;
use vidimus_iso7816::{Fault, FaultClass};

/// What is wrong with a recording, or how a replay differs from it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TranscriptError {
    /// The end line is missing.
    #[error("the recording is cut short after exchange {last}: it has no end line")]
    Truncated {
        /// number of the last exchange that is whole, 0 where there is none
        last: u32,
    },
    /// The hash in the end line is not that of the lines before it.
    #[error("the recording was changed{}: its end line does not fit", at(*.exchange))]
    Changed {
        /// number of the first exchange that shows it, from 1; `None` where none does
        exchange: Option<u32>,
    },
    /// A line is missing, or stands in another place.
    #[error("line {line}: exchange {exchange} is missing")]
    ExchangeMissing {
        /// number of the exchange that should stand there, from 1
        exchange: u32,
        /// number of the line that stands there, from 1
        line: usize,
    },
    /// A line that is none of a recording.
    #[error("line {line} is not a line of a recording")]
    Malformed {
        /// its number, from 1
        line: usize,
    },
    /// Longer than [`Transcript::MAX_BYTES`](super::Transcript::MAX_BYTES) or with more lines
    /// than [`Transcript::MAX_LINES`](super::Transcript::MAX_LINES).
    #[error("the recording is too long")]
    TooLarge,
    /// A format that this version does not know.
    #[error("recording format {found}, this version reads 1")]
    Version {
        /// the number in the header
        found: u64,
    },
    /// The recording holds no more random bytes for this purpose.
    #[error("the recording holds no random bytes for {purpose}")]
    RandomMissing {
        /// what for
        purpose: &'static str,
    },
    /// The recording holds no signature of a terminal where the session needs one.
    #[error("the recording holds no terminal signature")]
    SignatureMissing,
    /// A recorded response does not open though it did when it was recorded.
    #[error("the response of exchange {exchange} does not open ({reason})")]
    UnwrapFailed {
        /// number of the exchange, from 1
        exchange: u32,
        /// code of the error underneath
        reason: &'static str,
    },
    /// A recorded answer broke the channel in a proof, which it did not when it was recorded.
    #[error("the answer of exchange {exchange} is not the one that the chip gave")]
    AnswerDiffers {
        /// number of the exchange, from 1
        exchange: u32,
    },
    /// The command is another than the recorded one.
    #[error("exchange {exchange}: the command differs from the recorded one at byte {offset}")]
    CommandDiffers {
        /// number of the exchange, from 1
        exchange: u32,
        /// first byte that differs, from 0
        offset: usize,
    },
    /// The recording is at its end, and a further command was to be sent.
    #[error("the recording ends after exchange {last}, but the session goes on")]
    Exhausted {
        /// number of the last recorded exchange
        last: u32,
    },
}

/// Where a recording was changed.
fn at(exchange: Option<u32>) -> String {
    exchange.map_or_else(String::new, |number| format!(" at exchange {number}"))
}

impl TranscriptError {
    /// Number of the exchange that it is about, from 1.
    #[must_use]
    pub const fn exchange(&self) -> Option<u32> {
        match self {
            Self::Changed { exchange } => *exchange,
            Self::ExchangeMissing { exchange, .. }
            | Self::UnwrapFailed { exchange, .. }
            | Self::AnswerDiffers { exchange }
            | Self::CommandDiffers { exchange, .. } => Some(*exchange),
            Self::Truncated { last } | Self::Exhausted { last } => Some(last.saturating_add(1)),
            _ => None,
        }
    }
}

impl Fault for TranscriptError {
    fn code(&self) -> &'static str {
        match self {
            Self::Truncated { .. } | Self::Changed { .. } => "transcript.truncated",
            Self::Malformed { .. } | Self::ExchangeMissing { .. } | Self::TooLarge => {
                "transcript.malformed"
            }
            Self::Version { .. } => "transcript.version",
            Self::RandomMissing { .. } => "transcript.random_missing",
            Self::SignatureMissing => "transcript.signature_missing",
            Self::UnwrapFailed { .. } | Self::AnswerDiffers { .. } => "transcript.unwrap_failed",
            Self::CommandDiffers { .. } | Self::Exhausted { .. } => "transcript.command_differs",
        }
    }

    fn class(&self) -> FaultClass {
        match self {
            Self::Version { .. } => FaultClass::CardIncompatible,
            _ => FaultClass::Malformed,
        }
    }

    fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Truncated { .. } | Self::Changed { .. } | Self::ExchangeMissing { .. } => {
                Some("take the recording from where it was made, unchanged")
            }
            Self::CommandDiffers { .. } | Self::Exhausted { .. } => {
                Some("another version or plan made it; `--lenient` goes on as far as it can")
            }
            Self::UnwrapFailed { .. } | Self::AnswerDiffers { .. } => {
                Some("the line of this exchange was changed")
            }
            _ => None,
        }
    }
}
