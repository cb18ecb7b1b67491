//! Breaks a transport on purpose, to show what the reader does then.

use std::time::Duration;
use vidimus_iso7816::{Note, Transport, TransportError, TransportLimits};

/// Which exchange is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// The one of this number, from 1.
    Exchange(u32),
    /// The nth (from 1) of this step, such as `read.dg2`.
    Step(&'static str, u32),
    /// Every one.
    Always,
}

/// How it is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Break {
    /// The transport fails; later exchanges fail the same way.
    Fail(TransportError),
    /// This is the answer, and the card never sees the command.
    Answer(Vec<u8>),
    /// One bit of the answer is flipped: byte (from the start) and bit.
    FlipBit(usize, u8),
    /// The answer ends after so many bytes.
    Cut(usize),
    /// The answer comes late.
    Delay(Duration),
}

/// A transport that breaks where it is told to.
#[derive(Debug)]
pub struct Faults<T> {
    inner: T,
    faults: Vec<(When, Break)>,
    exchange: u32,
    step: (&'static str, u32),
    over: Option<TransportError>,
}

impl<T: Transport> Faults<T> {
    /// Breaks `inner` like this.
    pub fn new(inner: T, faults: impl Into<Vec<(When, Break)>>) -> Self {
        Self {
            inner,
            faults: faults.into(),
            exchange: 0,
            step: ("", 0),
            over: None,
        }
    }

    /// The transport underneath.
    pub fn into_inner(self) -> T {
        self.inner
    }

    /// Commands that were to be sent, broken ones included.
    #[must_use]
    pub const fn exchanges(&self) -> u32 {
        self.exchange
    }

    fn is_now(&self, when: When) -> bool {
        match when {
            When::Exchange(number) => number == self.exchange,
            When::Step(name, number) => self.step == (name, number),
            When::Always => true,
        }
    }
}

impl<T: Transport> Transport for Faults<T> {
    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, TransportError> {
        self.exchange += 1;
        self.step.1 += 1;
        if let Some(over) = self.over {
            return Err(over);
        }
        let faults: Vec<Break> = self
            .faults
            .iter()
            .filter(|(when, _)| self.is_now(*when))
            .map(|(_, how)| how.clone())
            .collect();
        for fault in &faults {
            match fault {
                Break::Fail(error) => {
                    self.over = Some(*error);
                    return Err(*error);
                }
                Break::Answer(answer) => return Ok(answer.clone()),
                Break::Delay(duration) => std::thread::sleep(*duration),
                Break::FlipBit(..) | Break::Cut(_) => {}
            }
        }
        let mut response = self.inner.transmit(command)?;
        faults.iter().for_each(|fault| spoil(&mut response, fault));
        Ok(response)
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
        if let Note::Step { name, .. } = note
            && self.step.0 != *name
        {
            self.step = (name, 0);
        }
        self.inner.note(note);
    }
}

fn spoil(response: &mut Vec<u8>, fault: &Break) {
    match fault {
        Break::FlipBit(byte, bit) => {
            if let Some(byte) = response.get_mut(*byte) {
                *byte ^= 1 << (bit & 7);
            }
        }
        Break::Cut(len) => response.truncate(*len),
        Break::Fail(_) | Break::Answer(_) | Break::Delay(_) => {}
    }
}
