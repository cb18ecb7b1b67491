//! The lines between header and end.
//!
//! In the file an exchange is an object with `n`, an event one with `event`; everything else is
//! told from the fields that are there. Random bytes are secrets of the session: they are wiped
//! when dropped, and no `Debug` shows bytes of any kind.

use super::hex;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// One line of a recording.
#[derive(PartialEq, Eq)]
pub enum Entry {
    /// A command and its response.
    Exchange(Exchange),
    /// Random bytes that the terminal drew before the exchange that uses them.
    Random {
        /// what for
        purpose: String,
        /// the bytes, a secret of the session
        bytes: Zeroizing<Vec<u8>>,
    },
    /// Bytes that came from outside the session, so that a replay needs no key of a terminal.
    Given {
        /// what it is: `ta.certificate` or `ta.signature`
        what: String,
        /// the bytes
        bytes: Vec<u8>,
    },
    /// Something else: `retry`, an error code such as `transport.card_removed`, a quirk.
    Event {
        /// its name
        name: String,
    },
}

/// A command and its response, as they went over the wire.
#[derive(PartialEq, Eq)]
pub struct Exchange {
    /// number, from 1
    pub number: u32,
    /// microseconds since connect when the answer was there
    pub t_us: u64,
    /// the command
    pub command: Vec<u8>,
    /// the response with its status word; empty when none came
    pub response: Vec<u8>,
    /// whether secure messaging was on
    pub protected: bool,
    /// step of the protocol
    pub step: String,
}

impl core::fmt::Debug for Exchange {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let (number, step) = (self.number, &self.step);
        let (sent, received) = (self.command.len(), self.response.len());
        write!(
            f,
            "Exchange({number}, {step}, {sent} bytes out, {received} back)"
        )
    }
}

impl core::fmt::Debug for Entry {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Exchange(exchange) => exchange.fmt(f),
            Self::Random { purpose, .. } => write!(f, "Random({purpose}, redacted)"),
            Self::Given { what, bytes } => write!(f, "Given({what}, {} bytes)", bytes.len()),
            Self::Event { name } => write!(f, "Event({name})"),
        }
    }
}

/// A line as it stands in the file.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Line {
    Exchange {
        n: u32,
        #[serde(default)]
        t_us: u64,
        c: String,
        r: String,
        #[serde(default)]
        sm: bool,
        #[serde(default)]
        step: String,
    },
    Event {
        event: String,
        #[serde(rename = "use", default, skip_serializing_if = "Option::is_none")]
        purpose: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hex: Option<Zeroizing<String>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sha256: Option<String>,
    },
}

impl Line {
    /// The line of an exchange.
    pub(super) fn exchange(exchange: &Exchange) -> Self {
        Self::Exchange {
            n: exchange.number,
            t_us: exchange.t_us,
            c: hex::encode(&exchange.command),
            r: hex::encode(&exchange.response),
            sm: exchange.protected,
            step: exchange.step.clone(),
        }
    }

    /// The line of random bytes.
    pub(super) fn random(purpose: &str, bytes: &[u8]) -> Self {
        Self::bytes("random", purpose, bytes)
    }

    /// The line of bytes from outside.
    pub(super) fn given(what: &str, bytes: &[u8]) -> Self {
        Self::bytes("given", what, bytes)
    }

    fn bytes(event: &str, purpose: &str, bytes: &[u8]) -> Self {
        Self::Event {
            event: event.to_owned(),
            purpose: Some(purpose.to_owned()),
            hex: Some(Zeroizing::new(hex::encode(bytes))),
            sha256: None,
        }
    }

    /// The line of another event.
    pub(super) fn event(name: &str) -> Self {
        Self::Event {
            event: name.to_owned(),
            purpose: None,
            hex: None,
            sha256: None,
        }
    }

    /// The last line.
    pub(super) fn end(sha256: String) -> Self {
        Self::Event {
            event: "end".to_owned(),
            purpose: None,
            hex: None,
            sha256: Some(sha256),
        }
    }

    /// What the line says; `None` when digits or fields do not fit.
    pub(super) fn entry(self) -> Option<Entry> {
        match self {
            Self::Exchange {
                n,
                t_us,
                c,
                r,
                sm,
                step,
            } => Some(Entry::Exchange(Exchange {
                number: n,
                t_us,
                command: hex::decode(&c)?,
                response: hex::decode(&r)?,
                protected: sm,
                step,
            })),
            Self::Event {
                event,
                purpose,
                hex: digits,
                ..
            } if event == "random" => Some(Entry::Random {
                purpose: purpose?,
                bytes: Zeroizing::new(hex::decode(&digits?)?),
            }),
            Self::Event {
                event,
                purpose,
                hex: digits,
                ..
            } if event == "given" => Some(Entry::Given {
                what: purpose?,
                bytes: hex::decode(&digits?)?,
            }),
            Self::Event { event, .. } => Some(Entry::Event { name: event }),
        }
    }
}
