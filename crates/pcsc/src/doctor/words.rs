//! The findings' names, states and words.

use super::{Finding, State};
use crate::limits::Carries;
use core::fmt;
use std::path::Path;
use vidimus_iso7816::Fault;

impl Finding {
    /// The stable name.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::ServiceRuns => "service.runs",
            Self::ServiceMissing { .. } => "service.missing",
            Self::ServiceRefuses => "service.refuses",
            Self::ServiceFails { .. } => "service.fails",
            Self::NoReader => "reader.none",
            Self::Readers { .. } => "reader.found",
            Self::ReaderCarries { .. } => "reader.apdu_length",
            Self::NoCard { .. } => "card.none",
            Self::CardMute { .. } => "card.mute",
            Self::CardShared { .. } => "card.shared",
            Self::CardFails { .. } => "card.fails",
            Self::Card { .. } => "card.found",
            Self::StorageCard { .. } => "card.storage",
            Self::Emrtd { .. } => "emrtd.found",
            Self::NoEmrtd { .. } => "emrtd.none",
        }
    }

    /// How the finding is to be taken.
    #[must_use]
    pub fn state(&self) -> State {
        match self {
            Self::ServiceRuns | Self::Readers { .. } | Self::Card { .. } | Self::Emrtd { .. } => {
                State::Ok
            }
            Self::ReaderCarries { carries, .. } if carries.is_extended() => State::Ok,
            Self::ReaderCarries { .. } | Self::CardShared { .. } | Self::NoCard { .. } => {
                State::Warning
            }
            Self::ServiceMissing { .. }
            | Self::ServiceRefuses
            | Self::ServiceFails { .. }
            | Self::NoReader
            | Self::CardMute { .. }
            | Self::CardFails { .. }
            | Self::StorageCard { .. }
            | Self::NoEmrtd { .. } => State::Problem,
        }
    }

    /// The reader it is about, where it is about one.
    #[must_use]
    pub fn reader(&self) -> Option<&str> {
        match self {
            Self::NoCard { reader }
            | Self::CardMute { reader }
            | Self::CardShared { reader }
            | Self::CardFails { reader, .. }
            | Self::ReaderCarries { reader, .. }
            | Self::Card { reader, .. }
            | Self::StorageCard { reader, .. }
            | Self::Emrtd { reader }
            | Self::NoEmrtd { reader, .. } => Some(reader),
            _ => None,
        }
    }

    /// What the person can do now; `None` where nothing is to be done.
    #[must_use]
    pub fn advice(&self) -> Option<&'static str> {
        Some(match self {
            Self::ServiceMissing { stale_socket: None } => {
                "install and start it: `apt install pcscd`, then `systemctl start pcscd.socket`; \
                 without systemd run `pcscd` as root"
            }
            Self::ServiceMissing { .. } => {
                "a socket is there and nobody answers on it: restart the service with \
                 `systemctl restart pcscd.socket pcscd`, or let this user reach the socket"
            }
            Self::ServiceRefuses => {
                "polkit says no: allow `org.debian.pcsc-lite.access_pcsc` and \
                 `org.debian.pcsc-lite.access_card` to this user, or use the local desktop session"
            }
            Self::ServiceFails { .. } => "restart the service and repeat",
            Self::NoReader => {
                "plug in a reader; if it is in, install its driver (`apt install libccid` fits \
                 most) and restart the service"
            }
            Self::NoCard { .. } => "place the document flat on the reader, passports open",
            Self::CardMute { .. } => {
                "turn the document over or move it; take other cards and metal away"
            }
            Self::CardShared { .. } => "if the read fails, close the other program",
            Self::CardFails { error, .. } => return error.hint(),
            Self::ReaderCarries { .. } => "nothing: reading takes some seconds longer",
            Self::StorageCard { .. } => "use a passport or identity card with a chip",
            Self::NoEmrtd { .. } => {
                "this chip has no travel document on it, or is not awake: lift it and try again"
            }
            Self::ServiceRuns | Self::Readers { .. } | Self::Card { .. } | Self::Emrtd { .. } => {
                return None;
            }
        })
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ServiceRuns => f.write_str("the PC/SC service is running"),
            Self::ServiceMissing { stale_socket } => service_missing(f, stale_socket.as_deref()),
            Self::ServiceRefuses => f.write_str("the PC/SC service refuses this user"),
            Self::ServiceFails { error } => write!(f, "the PC/SC service fails: {error}"),
            Self::NoReader => f.write_str("no reader found"),
            Self::Readers { names } => write!(f, "readers: {}", names.join(", ")),
            Self::NoCard { reader } => write!(f, "{reader}: no card"),
            Self::CardMute { reader } => write!(f, "{reader}: the card does not answer"),
            Self::CardShared { reader } => write!(f, "{reader}: another program uses the card"),
            Self::CardFails { reader, error } => write!(f, "{reader}: {error}"),
            Self::ReaderCarries { reader, carries } => self::carries(f, reader, *carries),
            Self::Card { reader, bytes, atr } => {
                write!(f, "{reader}: a card, ATR {}", hex(bytes))?;
                let capabilities = atr.as_ref().and_then(|atr| atr.capabilities());
                match capabilities.map(|capabilities| capabilities.extended_length) {
                    Some(true) => f.write_str(", extended length"),
                    Some(false) => f.write_str(", no extended length"),
                    None => Ok(()),
                }
            }
            Self::StorageCard { reader, kind } => write!(f, "{reader}: a {kind}, no document"),
            Self::Emrtd { reader } => write!(f, "{reader}: a travel document chip"),
            Self::NoEmrtd { reader, status } => {
                write!(f, "{reader}: no travel document application (")?;
                write!(f, "{:04X}, {})", status.value(), status.meaning())
            }
        }
    }
}

fn service_missing(f: &mut fmt::Formatter<'_>, socket: Option<&Path>) -> fmt::Result {
    f.write_str("the PC/SC service is not running")?;
    match socket {
        Some(socket) => write!(f, ", or {} is closed to this user", socket.display()),
        None => Ok(()),
    }
}

fn carries(f: &mut fmt::Formatter<'_>, reader: &str, carries: Carries) -> fmt::Result {
    let how = match carries {
        Carries::Stated { .. } => "says its driver",
        Carries::Known { .. } => "known of this kind",
        Carries::Unknown => "nothing is known of it",
    };
    if carries.is_extended() {
        let bytes = carries.limits().response;
        write!(f, "{reader}: APDUs of up to {bytes} bytes ({how})")
    } else {
        write!(f, "{reader}: short APDUs only ({how})")
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use vidimus_iso7816::{StatusWord, TransportError};

    /// Every finding has words; every problem has advice; no two share an id.
    #[test]
    fn problems_come_with_advice() {
        let reader = || "R 00".to_owned();
        let all = [
            Finding::ServiceRuns,
            Finding::ServiceMissing { stale_socket: None },
            Finding::ServiceRefuses,
            Finding::ServiceFails {
                error: TransportError::Other { code: 1 },
            },
            Finding::NoReader,
            Finding::Readers {
                names: vec![reader()],
            },
            Finding::NoCard { reader: reader() },
            Finding::CardMute { reader: reader() },
            Finding::CardShared { reader: reader() },
            Finding::CardFails {
                reader: reader(),
                error: TransportError::CardInUse,
            },
            Finding::ReaderCarries {
                reader: reader(),
                carries: Carries::Unknown,
            },
            Finding::Card {
                reader: reader(),
                bytes: vec![0x3B, 0x80],
                atr: None,
            },
            Finding::StorageCard {
                reader: reader(),
                kind: "MIFARE Ultralight",
            },
            Finding::Emrtd { reader: reader() },
            Finding::NoEmrtd {
                reader: reader(),
                status: StatusWord::FILE_NOT_FOUND,
            },
        ];
        let mut ids = std::collections::BTreeSet::new();
        for finding in &all {
            assert!(!finding.to_string().is_empty());
            assert!(ids.insert(finding.id()), "{}", finding.id());
            assert_eq!(
                finding.state() == State::Ok,
                finding.advice().is_none(),
                "{finding}"
            );
        }
    }

    #[test]
    fn a_closed_socket_is_told_from_no_service() {
        let closed = Finding::ServiceMissing {
            stale_socket: Some("/run/x".into()),
        };
        assert!(
            closed
                .to_string()
                .ends_with("/run/x is closed to this user")
        );
        assert!(closed.advice().unwrap().contains("restart"));
    }
}
