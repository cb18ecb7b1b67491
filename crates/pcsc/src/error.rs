//! What the PC/SC library reports, as faults of the transport.

use pcsc::Error;
use thiserror::Error as ThisError;
use vidimus_iso7816::{Fault, FaultClass, TransportError};

/// Why a card was not opened.
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
#[non_exhaustive]
pub enum PcscError {
    /// The way to the card.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The name asked for fits several readers.
    #[error("{} readers fit that name: {}", readers.len(), readers.join(", "))]
    AmbiguousReader {
        /// their names
        readers: Vec<String>,
    },
}

impl Fault for PcscError {
    fn code(&self) -> &'static str {
        match self {
            Self::Transport(error) => error.code(),
            Self::AmbiguousReader { .. } => "usage.ambiguous_reader",
        }
    }

    fn class(&self) -> FaultClass {
        match self {
            Self::Transport(error) => error.class(),
            Self::AmbiguousReader { .. } => FaultClass::ApiMisuse,
        }
    }

    fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Transport(error) => error.hint(),
            Self::AmbiguousReader { .. } => Some("give the whole name; `vidimus readers` lists it"),
        }
    }
}

/// A result code of the library as the fault it stands for.
pub(crate) fn fault(error: Error) -> TransportError {
    match error {
        Error::NoService | Error::ServiceStopped | Error::Shutdown | Error::ServerTooBusy => {
            TransportError::NoService
        }
        // pcscd asks polkit, and answers this when polkit says no
        Error::SecurityViolation | Error::NoAccess => TransportError::NotPermitted,
        Error::NoReadersAvailable => TransportError::NoReader,
        Error::UnknownReader | Error::ReaderUnavailable => TransportError::ReaderGone,
        Error::SharingViolation => TransportError::CardInUse,
        Error::Timeout => TransportError::Timeout,
        Error::NoSmartcard | Error::RemovedCard => TransportError::CardRemoved,
        Error::ResetCard => TransportError::CardReset,
        Error::UnresponsiveCard
        | Error::UnpoweredCard
        | Error::UnsupportedCard
        | Error::ProtoMismatch
        | Error::NotTransacted
        | Error::CommError
        | Error::WaitedTooLong => TransportError::Unresponsive,
        Error::Cancelled | Error::SystemCancelled | Error::CancelledByUser => {
            TransportError::Cancelled
        }
        // the numbers of PC/SC, the same on every platform
        other => TransportError::Other { code: other as u32 },
    }
}

/// The same for calls that concern no card: where the link broke, it was the one to the service.
pub(crate) fn service_fault(error: Error) -> TransportError {
    match error {
        Error::CommError => TransportError::NoService,
        error => fault(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_meet_has_a_name_of_its_own() {
        let cases = [
            (Error::NoService, "transport.no_service"),
            (Error::SecurityViolation, "transport.not_permitted"),
            (Error::NoReadersAvailable, "transport.no_reader"),
            (Error::UnknownReader, "transport.reader_gone"),
            (Error::SharingViolation, "transport.card_in_use"),
            (Error::Timeout, "transport.timeout"),
            (Error::RemovedCard, "transport.card_removed"),
            (Error::NoSmartcard, "transport.card_removed"),
            (Error::ResetCard, "transport.card_reset"),
            (Error::UnresponsiveCard, "transport.unresponsive"),
            (Error::Cancelled, "transport.cancelled"),
            (Error::InvalidHandle, "transport.other"),
        ];
        for (error, code) in cases {
            assert_eq!(fault(error).code(), code, "{error}");
        }
        let TransportError::Other { code } = fault(Error::InvalidHandle) else {
            panic!("another fault");
        };
        assert_eq!(code, 0x8010_0003, "SCARD_E_INVALID_HANDLE");
    }

    #[test]
    fn a_broken_link_is_the_services_where_no_card_is_asked() {
        assert_eq!(service_fault(Error::CommError), TransportError::NoService);
        assert_eq!(service_fault(Error::Cancelled), TransportError::Cancelled);
        assert_eq!(fault(Error::CommError), TransportError::Unresponsive);
    }

    #[test]
    fn an_ambiguous_name_is_the_callers_fault_and_lists_the_readers() {
        let error = PcscError::AmbiguousReader {
            readers: vec!["A 00".into(), "A 01".into()],
        };
        assert_eq!(error.class(), FaultClass::ApiMisuse);
        assert_eq!(error.to_string(), "2 readers fit that name: A 00, A 01");
    }
}
