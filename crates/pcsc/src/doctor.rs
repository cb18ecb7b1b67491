//! What stands between a person and a read, found out step by step.
//!
//! [`diagnose`] looks at the service, the permissions, the readers and the card; it changes
//! nothing on the card beyond selecting the application. [`offer::card_offer`] asks a card what
//! it has, without personal data, for a person to share with developers.

pub mod offer;
mod words;

use crate::atr::Atr;
use crate::card::PcscCard;
use crate::limits::Carries;
use crate::service::{ReaderInfo, Service};
use std::path::PathBuf;
use std::time::Duration;
use vidimus_iso7816::{CommandApdu, ResponseApdu, StatusWord, Transport, TransportError};

/// Application identifier of the eMRTD application (ICAO Doc 9303-10 §3.3).
const EMRTD: [u8; 7] = [0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01];
/// Where pcsc-lite's service listens unless told otherwise.
const SOCKET: &str = "/run/pcscd/pcscd.comm";
/// Names that other socket in the environment of pcsc-lite's clients.
const SOCKET_VARIABLE: &str = "PCSCLITE_CSOCK_NAME";

/// How a finding is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// as it should be
    Ok,
    /// a read may work, with something to know
    Warning,
    /// no read can work
    Problem,
}

/// One thing found out. What to print stands in its `Display` form and in
/// [`Finding::advice`]; [`Finding::id`] is the stable name.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Finding {
    /// The service runs and lets us in.
    ServiceRuns,
    /// Nothing listens.
    ServiceMissing {
        /// the socket of pcsc-lite, where one is there although nobody answers
        stale_socket: Option<PathBuf>,
    },
    /// The service is there and refuses this user.
    ServiceRefuses,
    /// The service answered something else.
    ServiceFails {
        /// what
        error: TransportError,
    },
    /// No reader.
    NoReader,
    /// The readers that are attached.
    Readers {
        /// their names
        names: Vec<String>,
    },
    /// A reader without a card.
    NoCard {
        /// the reader's name
        reader: String,
    },
    /// A card that answers nothing.
    CardMute {
        /// the reader's name
        reader: String,
    },
    /// Another program is connected to the card.
    CardShared {
        /// the reader's name
        reader: String,
    },
    /// The card could not be opened.
    CardFails {
        /// the reader's name
        reader: String,
        /// why
        error: TransportError,
    },
    /// How long APDUs the reader carries.
    ReaderCarries {
        /// the reader's name
        reader: String,
        /// and how that is known
        carries: Carries,
    },
    /// A card is there, and this is its answer to reset.
    Card {
        /// the reader's name
        reader: String,
        /// the answer's bytes
        bytes: Vec<u8>,
        /// the same taken apart, where it can be
        atr: Option<Atr>,
    },
    /// The card is a storage card.
    StorageCard {
        /// the reader's name
        reader: String,
        /// which kind
        kind: &'static str,
    },
    /// The card has the eMRTD application.
    Emrtd {
        /// the reader's name
        reader: String,
    },
    /// The card answers the selection of the eMRTD application otherwise.
    NoEmrtd {
        /// the reader's name
        reader: String,
        /// how
        status: StatusWord,
    },
}

/// What was found, in the order of looking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// the findings
    pub findings: Vec<Finding>,
}

impl Diagnosis {
    /// The gravest state among the findings.
    #[must_use]
    pub fn state(&self) -> State {
        let states = self.findings.iter().map(Finding::state);
        states.max().unwrap_or(State::Ok)
    }

    /// Whether a document lies ready to be read.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        let emrtd = |finding: &Finding| matches!(finding, Finding::Emrtd { .. });
        self.findings.iter().any(emrtd)
    }
}

/// Looks at everything, at every reader or at the one whose name holds `wanted`.
#[must_use]
pub fn diagnose(wanted: Option<&str>) -> Diagnosis {
    let mut findings = Vec::new();
    match Service::connect().and_then(|service| Ok((service.readers()?, service))) {
        Ok((readers, service)) => {
            findings.push(Finding::ServiceRuns);
            look_at_readers(&service, readers, wanted, &mut findings);
        }
        Err(error) => findings.push(service_finding(error)),
    }
    Diagnosis { findings }
}

fn service_finding(error: TransportError) -> Finding {
    match error {
        TransportError::NoService => Finding::ServiceMissing {
            stale_socket: socket().filter(|socket| socket.exists()),
        },
        TransportError::NotPermitted => Finding::ServiceRefuses,
        error => Finding::ServiceFails { error },
    }
}

/// Where pcsc-lite's socket would be; nowhere on systems with another service.
fn socket() -> Option<PathBuf> {
    if cfg!(any(windows, target_os = "macos")) {
        return None;
    }
    let named = std::env::var_os(SOCKET_VARIABLE).map(PathBuf::from);
    Some(named.unwrap_or_else(|| PathBuf::from(SOCKET)))
}

fn look_at_readers(
    service: &Service,
    mut readers: Vec<ReaderInfo>,
    wanted: Option<&str>,
    findings: &mut Vec<Finding>,
) {
    if let Some(wanted) = wanted {
        let part = wanted.to_lowercase();
        readers.retain(|reader| reader.name.to_lowercase().contains(&part));
    }
    if readers.is_empty() {
        return findings.push(Finding::NoReader);
    }
    let names = readers.iter().map(|reader| reader.name.clone());
    findings.push(Finding::Readers {
        names: names.collect(),
    });
    for reader in readers {
        look_at_reader(service, reader, findings);
    }
}

fn look_at_reader(service: &Service, info: ReaderInfo, findings: &mut Vec<Finding>) {
    let reader = info.name;
    if !info.card_present {
        return findings.push(Finding::NoCard { reader });
    }
    if info.card_mute {
        return findings.push(Finding::CardMute { reader });
    }
    if info.in_use {
        findings.push(Finding::CardShared {
            reader: reader.clone(),
        });
    }
    let opened = service.open_exactly(&reader, Duration::from_secs(2));
    match opened.and_then(|mut card| look_at_card(&mut card, findings)) {
        Ok(()) => {}
        Err(error) => findings.push(Finding::CardFails { reader, error }),
    }
}

fn look_at_card(card: &mut PcscCard, findings: &mut Vec<Finding>) -> Result<(), TransportError> {
    let reader = card.reader().to_owned();
    findings.push(Finding::ReaderCarries {
        reader: reader.clone(),
        carries: card.carries(),
    });
    let atr = Atr::parse(card.atr());
    let kind = atr.as_ref().and_then(Atr::storage_card);
    findings.push(Finding::Card {
        reader: reader.clone(),
        bytes: card.atr().to_vec(),
        atr,
    });
    if let Some(kind) = kind {
        findings.push(Finding::StorageCard { reader, kind });
        return Ok(());
    }
    let status = select_emrtd(&mut card.begin()?)?;
    findings.push(match status {
        StatusWord::SUCCESS => Finding::Emrtd { reader },
        status => Finding::NoEmrtd { reader, status },
    });
    Ok(())
}

/// SELECT by name, without a response wanted (ICAO Doc 9303-10 §3.6.2).
fn select_emrtd(transport: &mut dyn Transport) -> Result<StatusWord, TransportError> {
    let command = CommandApdu::new(0x00, 0xA4, 0x04, 0x0C).with_data(EMRTD);
    Ok(exchange(transport, &command)?.status())
}

/// A short command and its response.
fn exchange(
    transport: &mut dyn Transport,
    command: &CommandApdu,
) -> Result<ResponseApdu, TransportError> {
    let too_long = |_| TransportError::TooLong {
        length: command.data().len(),
    };
    let response = transport.transmit(&command.to_bytes().map_err(too_long)?)?;
    // fewer than two bytes are no response
    ResponseApdu::parse(&response).map_err(|_| TransportError::Unresponsive)
}
