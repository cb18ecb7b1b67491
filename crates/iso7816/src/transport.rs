//! The one trait between protocols and the world.

use crate::{Fault, FaultClass};
use thiserror::Error;

/// A way to exchange bytes with one chip during one connection.
///
/// Implementations: PC/SC (`vidimus-pcsc`), a recording (`vidimus-session`), the software chip
/// (`vidimus-chip`), or a caller's own bridge, for which [`Transport::transmit`] is enough.
/// Middlewares wrap a transport and are one themselves.
pub trait Transport {
    /// Sends one command APDU and returns the whole response, status word included.
    ///
    /// # Errors
    /// [`TransportError`]. After [`TransportError::CardReset`] or
    /// [`TransportError::CardRemoved`] the connection is over: the transport must not
    /// reconnect by itself.
    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, TransportError>;

    /// How long APDUs may be on this way; short APDUs only unless known better.
    fn limits(&self) -> TransportLimits {
        TransportLimits::default()
    }

    /// The answer to reset, or the ATR that PC/SC builds from an ATS; empty where unknown.
    fn atr(&self) -> &[u8] {
        &[]
    }

    /// A name for people, such as the reader's.
    fn name(&self) -> &str {
        ""
    }

    /// Told by the session before what follows; recorders and traces listen, others need not.
    fn note(&mut self, note: &Note<'_>) {
        let _ = note;
    }
}

/// A borrowed transport is a transport, so that middlewares can wrap what they do not own.
impl<T: Transport + ?Sized> Transport for &mut T {
    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, TransportError> {
        (**self).transmit(command)
    }

    fn limits(&self) -> TransportLimits {
        (**self).limits()
    }

    fn atr(&self) -> &[u8] {
        (**self).atr()
    }

    fn name(&self) -> &str {
        (**self).name()
    }

    fn note(&mut self, note: &Note<'_>) {
        (**self).note(note);
    }
}

/// What the session tells its transport besides commands.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Note<'a> {
    /// The next command belongs to this step.
    Step {
        /// such as `bac.get_challenge` or `read.dg2`
        name: &'static str,
        /// whether the command is protected by secure messaging
        protected: bool,
    },
    /// The terminal drew these random bytes. They are a secret of the session.
    Random {
        /// what for, such as `bac.rnd_ifd`
        purpose: &'static str,
        /// the bytes
        bytes: &'a [u8],
    },
    /// Somebody outside the session gave it these bytes, and a replay has to be given them again:
    /// a certificate of the terminal, its signature. No secret.
    Given {
        /// what it is, such as `ta.certificate`
        what: &'static str,
        /// the bytes
        bytes: &'a [u8],
    },
    /// Something else worth a line in a recording, such as `retry` or `reset`.
    Event {
        /// its name
        name: &'static str,
    },
}

/// How long APDUs may be on a transport, in bytes of the whole command and response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TransportLimits {
    /// longest command APDU, header and lengths included
    pub command: usize,
    /// longest response APDU, status word included
    pub response: usize,
}

impl TransportLimits {
    /// Short APDUs: 5 + 255 + 1 bytes out, 256 + 2 back.
    pub const SHORT: Self = Self {
        command: 261,
        response: 258,
    };
    /// Extended APDUs: 7 + 65 535 + 2 bytes out, 65 536 + 2 back.
    pub const EXTENDED: Self = Self {
        command: 65_544,
        response: 65_538,
    };
}

impl Default for TransportLimits {
    fn default() -> Self {
        Self::SHORT
    }
}

/// Why bytes could not be exchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TransportError {
    /// The PC/SC service does not run.
    #[error("the PC/SC service is not running")]
    NoService,
    /// The service runs but this user may not use it.
    #[error("the PC/SC service refuses this user")]
    NotPermitted,
    /// No reader is attached, or none of the name asked for.
    #[error("no reader found")]
    NoReader,
    /// The reader was unplugged.
    #[error("the reader is gone")]
    ReaderGone,
    /// Another program holds the card.
    #[error("another program is using the card")]
    CardInUse,
    /// No card came in time.
    #[error("no card was presented in time")]
    Timeout,
    /// The card took longer than it was given.
    #[error("the card was not done in the time it was given")]
    CardTimeout,
    /// The card left the field.
    #[error("the card was removed")]
    CardRemoved,
    /// The card was reset, by another program or a glitch; keys are void.
    #[error("the card was reset")]
    CardReset,
    /// The card is there but does not answer.
    #[error("the card does not answer")]
    Unresponsive,
    /// The wait was cancelled.
    #[error("cancelled")]
    Cancelled,
    /// The reader cannot carry an APDU of this length.
    #[error("the reader cannot carry an APDU of {length} bytes")]
    TooLong {
        /// bytes of the command
        length: usize,
    },
    /// A replayed session has no such exchange here; see the transcript's own error.
    #[error("the recording does not continue like this at exchange {exchange}")]
    Diverged {
        /// number of the exchange, from 1
        exchange: u32,
    },
    /// Anything else the layer below reports.
    #[error("the reader layer failed (code {code:#010X})")]
    Other {
        /// the layer's own number
        code: u32,
    },
}

impl Fault for TransportError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoService => "transport.no_service",
            Self::NotPermitted => "transport.not_permitted",
            Self::NoReader => "transport.no_reader",
            Self::ReaderGone => "transport.reader_gone",
            Self::CardInUse => "transport.card_in_use",
            Self::Timeout => "transport.timeout",
            Self::CardTimeout => "transport.card_timeout",
            Self::CardRemoved => "transport.card_removed",
            Self::CardReset => "transport.card_reset",
            Self::Unresponsive => "transport.unresponsive",
            Self::Cancelled => "transport.cancelled",
            Self::TooLong { .. } => "transport.too_long",
            Self::Diverged { .. } => "transcript.diverged",
            Self::Other { .. } => "transport.other",
        }
    }

    fn class(&self) -> FaultClass {
        match self {
            Self::Diverged { .. } => FaultClass::Malformed,
            _ => FaultClass::Transport,
        }
    }

    fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::NoService => "start it with `pcscd`, then run `vidimus doctor`",
            Self::NotPermitted => {
                "ask for the right to use smart cards (polkit), or run `vidimus doctor`"
            }
            Self::NoReader => "plug in a reader, then `vidimus readers` lists it",
            Self::ReaderGone => "plug the reader in again and repeat",
            Self::CardInUse => "close the other program that uses the card and repeat",
            Self::Timeout => "place the document on the reader, or raise `--timeout`",
            Self::CardTimeout => "place the document anew and leave it still, or raise `--timeout`",
            Self::CardRemoved => "leave the document still on the reader until it is done",
            Self::CardReset => "repeat; if it happens again, close other programs that use cards",
            Self::Unresponsive => "turn the document over or move it, metal and other cards away",
            Self::TooLong { .. } => "use `--apdu short`",
            Self::Diverged { .. } => {
                "the recording was changed, or made by another version; see `--lenient`"
            }
            Self::Cancelled | Self::Other { .. } => return None,
        })
    }
}
