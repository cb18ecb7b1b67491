//! A recording as a transport.
//!
//! With the recorded randomness the session sends, byte for byte, what it sent when it was
//! recorded, protected commands included; the recorded answers then verify. So a strict replay is
//! a test of the whole terminal: any change of plan, protocol or key derivation shows as the first
//! command that differs, and at which byte.
//!
//! A command that got no answer is answered with the same failure again, found by the code of the
//! event behind it.

use super::{Entry, Exchange, Transcript, TranscriptError};
use vidimus_iso7816::{Fault, Transport, TransportError, TransportLimits};

/// How a replay takes a command that differs from the recorded one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Mode {
    /// Every command must be the recorded one, byte for byte.
    #[default]
    Strict,
    /// A command is looked for further on in the recording, else the next recorded answer is
    /// given. Shows as much as possible of a recording made by another version.
    Lenient,
}

/// Answers commands out of a recording.
#[derive(Debug)]
pub struct Replay<'a> {
    transcript: &'a Transcript,
    mode: Mode,
    /// index of the next entry
    next: usize,
    /// number of the last exchange given
    exchange: u32,
    fault: Option<TranscriptError>,
}

/// Every error a recording may hold, found again by its code.
const ERRORS: [TransportError; 11] = [
    TransportError::CardRemoved,
    TransportError::CardReset,
    TransportError::ReaderGone,
    TransportError::NoReader,
    TransportError::NoService,
    TransportError::NotPermitted,
    TransportError::CardInUse,
    TransportError::Timeout,
    TransportError::CardTimeout,
    TransportError::Cancelled,
    TransportError::Unresponsive,
];

impl<'a> Replay<'a> {
    /// A replay in which every command must be the recorded one.
    #[must_use]
    pub const fn strict(transcript: &'a Transcript) -> Self {
        Self::new(transcript, Mode::Strict)
    }

    /// A replay that goes on as far as it can.
    #[must_use]
    pub const fn lenient(transcript: &'a Transcript) -> Self {
        Self::new(transcript, Mode::Lenient)
    }

    /// A replay in this mode.
    #[must_use]
    pub const fn new(transcript: &'a Transcript, mode: Mode) -> Self {
        Self {
            transcript,
            mode,
            next: 0,
            exchange: 0,
            fault: None,
        }
    }

    /// Number of the last exchange that was given, from 1.
    #[must_use]
    pub const fn exchange(&self) -> u32 {
        self.exchange
    }

    /// The recording.
    pub(super) const fn transcript(&self) -> &'a Transcript {
        self.transcript
    }

    /// How the session differed from the recording, once it did.
    #[must_use]
    pub const fn fault(&self) -> Option<&TranscriptError> {
        self.fault.as_ref()
    }

    /// The exchange at or after this entry, with its index.
    fn exchange_from(&self, start: usize) -> Option<(usize, &'a Exchange)> {
        let rest = self.transcript.entries().get(start..)?;
        rest.iter()
            .enumerate()
            .find_map(|(index, entry)| match entry {
                Entry::Exchange(exchange) => Some((start + index, exchange)),
                Entry::Random { .. } | Entry::Given { .. } | Entry::Event { .. } => None,
            })
    }

    /// The recorded exchange that answers this command.
    fn find(&self, command: &[u8]) -> Result<(usize, &'a Exchange), TranscriptError> {
        let (index, recorded) =
            self.exchange_from(self.next)
                .ok_or(TranscriptError::Exhausted {
                    last: self.exchange,
                })?;
        if recorded.command == command {
            return Ok((index, recorded));
        }
        if self.mode == Mode::Strict {
            return Err(TranscriptError::CommandDiffers {
                exchange: recorded.number,
                offset: first_difference(&recorded.command, command),
            });
        }
        let mut start = index + 1;
        while let Some((later, exchange)) = self.exchange_from(start) {
            if exchange.command == command {
                return Ok((later, exchange));
            }
            start = later + 1;
        }
        Ok((index, recorded))
    }

    /// Whether an event of this name was recorded after the last exchange given and before the
    /// next.
    pub(super) fn goes_on_with_event(&self, wanted: &str) -> bool {
        let rest = self.transcript.entries().get(self.next..);
        rest.unwrap_or_default()
            .iter()
            .take_while(|entry| !matches!(entry, Entry::Exchange(_)))
            .any(|entry| matches!(entry, Entry::Event { name } if name == wanted))
    }

    /// Why an exchange got no answer: the event after it.
    fn incident(&self, index: usize) -> TransportError {
        let event = match self.transcript.entries().get(index + 1) {
            Some(Entry::Event { name }) => name.as_str(),
            _ => "",
        };
        let known = ERRORS.into_iter().find(|error| error.code() == event);
        known.unwrap_or(TransportError::Unresponsive)
    }
}

impl Transport for Replay<'_> {
    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, TransportError> {
        match self.find(command) {
            Ok((index, exchange)) => {
                self.next = index + 1;
                self.exchange = exchange.number;
                if exchange.response.is_empty() {
                    return Err(self.incident(index));
                }
                Ok(exchange.response.clone())
            }
            Err(fault) => {
                let exchange = self.exchange + 1;
                self.fault.get_or_insert(fault);
                Err(TransportError::Diverged { exchange })
            }
        }
    }

    fn limits(&self) -> TransportLimits {
        self.transcript.header().limits
    }

    fn atr(&self) -> &[u8] {
        &self.transcript.header().atr
    }

    fn name(&self) -> &str {
        &self.transcript.header().reader
    }
}

/// The first byte in which two commands differ.
fn first_difference(recorded: &[u8], sent: &[u8]) -> usize {
    let same = recorded.iter().zip(sent).take_while(|(a, b)| a == b);
    same.count()
}
