//! APDUs: every length reads back, and no bytes panic.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

use proptest::prelude::*;
use vidimus_iso7816::{
    ApduError, CommandApdu, Fault as _, FaultClass, FileId, Note, ResponseApdu, Sfi, StatusWord,
    Transport, TransportError, TransportLimits,
};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn commands_read_back(header in any::<[u8; 4]>(), data in prop::collection::vec(any::<u8>(), 0..700), le in prop::option::of(1u32..=65_536)) {
        let [cla, ins, p1, p2] = header;
        let mut command = CommandApdu::new(cla, ins, p1, p2).with_data(data);
        if let Some(ne) = le {
            command = command.with_le(ne);
        }
        let bytes = command.to_bytes().unwrap();
        prop_assert_eq!(CommandApdu::parse(&bytes).unwrap(), command);
    }

    #[test]
    fn responses_read_back(data in prop::collection::vec(any::<u8>(), 0..300), status in any::<u16>()) {
        let response = ResponseApdu::new(data, StatusWord::new(status));
        prop_assert_eq!(ResponseApdu::parse(&response.to_bytes()).unwrap(), response);
    }

    #[test]
    fn any_bytes_are_a_command_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
        if let Ok(command) = CommandApdu::parse(&bytes) {
            // what was read says the same again, if not always in the same number of bytes
            let again = CommandApdu::parse(&command.to_bytes().unwrap()).unwrap();
            prop_assert_eq!(again, command);
        }
    }

    #[test]
    fn every_status_word_has_a_meaning_and_no_two_counts(status in any::<u16>()) {
        let status = StatusWord::new(status);
        prop_assert!(!status.meaning().is_empty());
        prop_assert!(status.bytes_waiting().is_none() || status.exact_le().is_none());
        prop_assert_eq!(status.to_string(), format!("{:04X}", status.value()));
    }
}

#[test]
fn data_beyond_an_apdu_are_refused() {
    let command = CommandApdu::new(0, 0xD6, 0, 0).with_data(vec![0; 65_536]);
    assert_eq!(
        command.to_bytes(),
        Err(ApduError::DataTooLong { found: 65_536 })
    );
}

#[test]
fn le_is_kept_within_what_can_be_said() {
    assert_eq!(CommandApdu::new(0, 0, 0, 0).with_le(0).le(), Some(1));
    assert_eq!(
        CommandApdu::new(0, 0, 0, 0).with_le(1 << 20).le(),
        Some(65_536)
    );
}

#[test]
fn identifiers() {
    assert_eq!(FileId::new(0x011E).to_bytes(), [0x01, 0x1E]);
    assert_eq!(FileId::new(0x011E).to_string(), "011E");
    assert_eq!(Sfi::new(0x1E).map(Sfi::to_p1), Some(0x9E));
    assert_eq!(Sfi::new(0), None);
    assert_eq!(Sfi::new(31), None);
}

/// The contract of a middleware: a borrowed transport passes everything on.
#[test]
fn a_borrowed_transport_is_the_transport() {
    struct Echo(u32);
    impl Transport for Echo {
        fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, TransportError> {
            Ok(command.to_vec())
        }
        fn limits(&self) -> TransportLimits {
            TransportLimits::EXTENDED
        }
        fn atr(&self) -> &[u8] {
            &[0x3B]
        }
        fn name(&self) -> &str {
            "echo"
        }
        fn note(&mut self, _: &Note<'_>) {
            self.0 += 1;
        }
    }
    fn through(mut transport: impl Transport) {
        assert_eq!(transport.transmit(&[1, 2]), Ok(vec![1, 2]));
        assert_eq!(transport.limits(), TransportLimits::EXTENDED);
        assert_eq!((transport.atr(), transport.name()), (&[0x3B][..], "echo"));
        transport.note(&Note::Event { name: "retry" });
    }
    let mut echo = Echo(0);
    through(&mut echo);
    let inner: &mut dyn Transport = &mut echo;
    through(inner);
    assert_eq!(echo.0, 2);
}

#[test]
fn transport_errors_have_codes_classes_and_hints() {
    let errors = [
        TransportError::NoService,
        TransportError::NotPermitted,
        TransportError::NoReader,
        TransportError::ReaderGone,
        TransportError::CardInUse,
        TransportError::Timeout,
        TransportError::CardRemoved,
        TransportError::CardReset,
        TransportError::Unresponsive,
        TransportError::TooLong { length: 300 },
    ];
    let mut codes: Vec<_> = errors.iter().map(|error| error.code()).collect();
    codes.dedup();
    assert_eq!(codes.len(), errors.len());
    for error in errors {
        assert!(error.code().starts_with("transport."));
        assert_eq!(error.class(), FaultClass::Transport);
        assert!(error.hint().is_some(), "{error}");
        assert_eq!(error.step(), None);
    }
    let diverged = TransportError::Diverged { exchange: 3 };
    assert_eq!(diverged.class(), FaultClass::Malformed);
}
