//! Measures how long each step takes.

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

/// Measures a transport.
#[derive(Debug)]
pub struct Timing<T> {
    inner: T,
    step: &'static str,
    steps: BTreeMap<&'static str, StepTime>,
}

impl<T: Transport> Timing<T> {
    /// Measures `inner`.
    pub const fn new(inner: T) -> Self {
        Self {
            inner,
            step: "",
            steps: BTreeMap::new(),
        }
    }

    /// What was measured, by name of the step.
    #[must_use]
    pub const fn steps(&self) -> &BTreeMap<&'static str, StepTime> {
        &self.steps
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
