//! Measures how long each step takes, and each exchange of it.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use vidimus_iso7816::{Note, Transport, TransportError, TransportLimits};

/// The exchanges of one step taken together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StepTime {
    /// exchanges
    pub count: u32,
    /// time they took together
    pub total: Duration,
    /// the longest of them
    pub longest: Duration,
}

/// One exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExchangeTime {
    /// step it belongs to
    pub step: &'static str,
    /// when the command was sent, counted from the first
    pub start: Duration,
    /// until its answer was there
    pub duration: Duration,
    /// bytes of the command
    pub sent: usize,
    /// bytes of the answer; 0 where none came
    pub received: usize,
}

/// Exchanges that are kept one by one; later ones are in the sums alone.
const MAX_KEPT: usize = 1 << 16;

/// Measures a transport.
#[derive(Debug)]
pub struct Timing<T> {
    inner: T,
    step: &'static str,
    steps: BTreeMap<&'static str, StepTime>,
    first: Option<Instant>,
    exchanges: Vec<ExchangeTime>,
}

impl<T: Transport> Timing<T> {
    /// Measures `inner`.
    pub const fn new(inner: T) -> Self {
        Self {
            inner,
            step: "",
            steps: BTreeMap::new(),
            first: None,
            exchanges: Vec::new(),
        }
    }

    /// What was measured, by name of the step.
    #[must_use]
    pub const fn steps(&self) -> &BTreeMap<&'static str, StepTime> {
        &self.steps
    }

    /// Every exchange in its order, the first 65 536 of them.
    #[must_use]
    pub fn exchanges(&self) -> &[ExchangeTime] {
        &self.exchanges
    }

    fn keep(&mut self, start: Instant, duration: Duration, sent: usize, received: usize) {
        let first = *self.first.get_or_insert(start);
        if self.exchanges.len() < MAX_KEPT {
            self.exchanges.push(ExchangeTime {
                step: self.step,
                start: start.duration_since(first),
                duration,
                sent,
                received,
            });
        }
    }

    /// The transport underneath.
    pub fn into_inner(self) -> T {
        self.inner
    }
}

impl<T: Transport> Transport for Timing<T> {
    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, TransportError> {
        let start = Instant::now();
        let result = self.inner.transmit(command);
        let duration = start.elapsed();
        let time = self.steps.entry(self.step).or_default();
        time.count += 1;
        time.total += duration;
        time.longest = time.longest.max(duration);
        let received = result.as_ref().map_or(0, Vec::len);
        self.keep(start, duration, command.len(), received);
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
        if let Note::Step { name, .. } = note {
            self.step = name;
        }
        self.inner.note(note);
    }
}
