//! What is wrong with a protected response.

use thiserror::Error;
use vidimus_iso7816::{Fault, FaultClass, StatusWord, tlv::Tag};

/// Why a response does not open, or a command cannot be protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SmError {
    /// Data, or `9000`, without protection.
    #[error("the chip answered in the clear inside a secured session (status {status})")]
    PlainResponse {
        /// the status word
        status: StatusWord,
    },
    /// An error status without protection: the chip has ended the session.
    #[error("the chip ended the secured session (status {status})")]
    PlainError {
        /// the status word
        status: StatusWord,
    },
    /// No DO 8E, or objects that do not decode as far as one.
    #[error("no MAC in the response")]
    MacMissing,
    /// DO 8E is not 8 bytes.
    #[error("MAC of {found} bytes, 8 expected")]
    MacLength {
        /// bytes there are
        found: usize,
    },
    /// The MAC is wrong: changed, replayed or made with other keys.
    #[error("the MAC of the response is wrong")]
    MacMismatch,
    /// No DO 99 of two bytes.
    #[error("no status word under protection")]
    StatusMissing,
    /// DO 99 and the trailer differ.
    #[error("protected status {protected} but trailer {trailer}")]
    StatusMismatch {
        /// in DO 99
        protected: StatusWord,
        /// at the end of the response
        trailer: StatusWord,
    },
    /// `9000` without a data object though data are due.
    #[error("no data in the response")]
    DataMissing,
    /// More plain data than Ne.
    #[error("{found} bytes of data, at most {expected} asked for")]
    DataTooLong {
        /// Ne of the command
        expected: usize,
        /// bytes there are
        found: usize,
    },
    /// The same object twice.
    #[error("object {tag} twice")]
    DuplicateObject {
        /// its tag
        tag: Tag,
    },
    /// Not the order 85/87, 99, 8E.
    #[error("object {tag} out of order")]
    ObjectOrder {
        /// the tag that comes too late
        tag: Tag,
    },
    /// An object that has no place in a response.
    #[error("unknown object {tag}")]
    UnknownObject {
        /// its tag
        tag: Tag,
    },
    /// DO 85 after an even INS or DO 87 after an odd one.
    #[error("object {tag} does not fit the instruction")]
    WrongObject {
        /// its tag
        tag: Tag,
    },
    /// The first byte of DO 87 is not `01`.
    #[error("padding indicator is not 01")]
    PaddingIndicator,
    /// The cryptogram is not whole blocks, or the plain data do not end in `80 00…`.
    #[error("padding of the decrypted data is wrong")]
    Padding,
    /// The send sequence counter is at its end.
    #[error("the send sequence counter is used up")]
    CounterExhausted,
    /// Key or counter of the wrong length.
    #[error("key or counter of {found} bytes, {expected} expected")]
    KeyLength {
        /// bytes the cipher asks for
        expected: usize,
        /// bytes given
        found: usize,
    },
}

impl Fault for SmError {
    fn code(&self) -> &'static str {
        match self {
            Self::PlainResponse { .. } => "sm.plain_response",
            Self::PlainError { .. } => "sm.plain_error",
            Self::MacMissing => "sm.mac_missing",
            Self::MacLength { .. } => "sm.mac_length",
            Self::MacMismatch => "sm.mac_mismatch",
            Self::StatusMissing => "sm.status_missing",
            Self::StatusMismatch { .. } => "sm.status_mismatch",
            Self::DataMissing => "sm.data_missing",
            Self::DataTooLong { .. } => "sm.data_too_long",
            Self::DuplicateObject { .. } => "sm.duplicate_object",
            Self::ObjectOrder { .. } => "sm.object_order",
            Self::UnknownObject { .. } => "sm.unknown_object",
            Self::WrongObject { .. } => "sm.wrong_object",
            Self::PaddingIndicator => "sm.padding_indicator",
            Self::Padding => "sm.padding",
            Self::CounterExhausted => "sm.counter_exhausted",
            Self::KeyLength { .. } => "sm.key_length",
        }
    }

    fn class(&self) -> FaultClass {
        match self {
            Self::CounterExhausted | Self::KeyLength { .. } => FaultClass::ApiMisuse,
            _ => FaultClass::CardMisbehaved,
        }
    }

    fn hint(&self) -> Option<&'static str> {
        match self {
            Self::CounterExhausted => Some("open the chip again for a new session"),
            Self::KeyLength { .. } => None,
            Self::PlainError { .. } => {
                Some("repeat; if it happens at the same file, try `--apdu short`")
            }
            _ => Some("repeat once; if it happens again, do not trust what this chip sends"),
        }
    }
}
