//! Tells a callback of every exchange, in words.
//!
//! The listener hears of an exchange after the answer came, or did not: then the text ends in the code
//! of the failure. It sees no bytes, so a trace may be shown or sent to others.

use super::describe_masked;
use std::time::{Duration, Instant};
use vidimus_iso7816::{Fault, Note, Transport, TransportError, TransportLimits};

/// One traced exchange; nothing in it is secret or personal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceLine {
    /// number, from 1
    pub number: u32,
    /// step of the protocol
    pub step: &'static str,
    /// whether secure messaging was on
    pub protected: bool,
    /// command and response in words
    pub text: String,
    /// how long the answer took
    pub duration: Duration,
}

/// Traces a transport.
pub struct Trace<T, F> {
    inner: T,
    listener: F,
    number: u32,
    step: (&'static str, bool),
}

impl<T, F> core::fmt::Debug for Trace<T, F> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Trace({} exchanges)", self.number)
    }
}

impl<T: Transport, F: FnMut(&TraceLine)> Trace<T, F> {
    /// Traces `inner` to `listener`.
    pub const fn new(inner: T, listener: F) -> Self {
        Self {
            inner,
            listener,
            number: 0,
            step: ("", false),
        }
    }

    /// The transport underneath.
    pub fn into_inner(self) -> T {
        self.inner
    }
}

impl<T: Transport, F: FnMut(&TraceLine)> Transport for Trace<T, F> {
    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, TransportError> {
        let start = Instant::now();
        let result = self.inner.transmit(command);
        self.number += 1;
        let text = match &result {
            Ok(response) => describe_masked(command, response),
            Err(error) => format!("{} ({})", describe_masked(command, &[]), error.code()),
        };
        (self.listener)(&TraceLine {
            number: self.number,
            step: self.step.0,
            protected: self.step.1,
            text,
            duration: start.elapsed(),
        });
        result
    }

    fn limits(&self) -> TransportLimits {
        self.inner.limits()
    }

    fn atr(&self) -> &[u8] {
        self.inner.atr()
    }

    fn name(&self) -> &str {
        self.inner.name()
    }

    fn note(&mut self, note: &Note<'_>) {
        if let Note::Step { name, protected } = note {
            self.step = (name, *protected);
        }
        self.inner.note(note);
    }
}
