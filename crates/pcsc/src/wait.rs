//! Waiting for a card to come or go, with an end.

use crate::error::service_fault;
use pcsc::{Context, Error, ReaderState, State};
use std::ffi::{CStr, CString};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use vidimus_iso7816::TransportError;

/// The longest single wait: a cancellation that comes between two of them is seen after this.
const SLICE: Duration = Duration::from_millis(500);
/// How long a card that could not be connected is left alone.
const PAUSE: Duration = Duration::from_millis(100);

/// Ends waits of the [`crate::Service`] it came from, from any thread and for good.
#[derive(Clone)]
pub struct Canceller {
    context: Context,
    cancelled: Arc<AtomicBool>,
}

impl Canceller {
    pub(crate) fn new(context: Context) -> Self {
        Self {
            context,
            cancelled: Arc::default(),
        }
    }

    /// Ends the wait that is under way and every later one.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::SeqCst);
        // fails only where nothing waits
        let _ = self.context.cancel();
    }

    fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::SeqCst)
    }
}

impl core::fmt::Debug for Canceller {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Canceller(cancelled: {})", self.is_cancelled())
    }
}

/// When a wait ends; never, without a timeout.
pub(crate) struct Deadline(Option<Instant>);

impl Deadline {
    pub(crate) fn after(timeout: Option<Duration>) -> Self {
        Self(timeout.and_then(|timeout| Instant::now().checked_add(timeout)))
    }

    /// What is left, at most a slice.
    fn slice(&self) -> Duration {
        let left = |end: Instant| end.saturating_duration_since(Instant::now());
        self.0.map_or(SLICE, |end| left(end).min(SLICE))
    }

    pub(crate) fn is_over(&self) -> bool {
        self.0.is_some_and(|end| Instant::now() >= end)
    }
}

/// Watches some readers.
pub(crate) struct Waiter<'a> {
    context: &'a Context,
    canceller: &'a Canceller,
    states: Vec<ReaderState>,
}

impl<'a> Waiter<'a> {
    pub(crate) fn new(
        context: &'a Context,
        canceller: &'a Canceller,
        readers: Vec<CString>,
    ) -> Self {
        let unaware = |reader| ReaderState::new(reader, State::UNAWARE);
        Self {
            context,
            canceller,
            states: readers.into_iter().map(unaware).collect(),
        }
    }

    /// The reader on which a card that answers lies, now or later.
    pub(crate) fn card(&mut self, deadline: &Deadline) -> Result<CString, TransportError> {
        loop {
            let answers = |state: &&ReaderState| {
                let event = state.event_state();
                event.contains(State::PRESENT) && !event.contains(State::MUTE)
            };
            self.changes(deadline)?;
            if let Some(state) = self.states.iter().find(answers) {
                return Ok(state.name().to_owned());
            }
            if deadline.is_over() {
                return Err(self.nothing_came());
            }
        }
    }

    /// Returns when no card lies on the first reader.
    pub(crate) fn removal(&mut self, deadline: &Deadline) -> Result<(), TransportError> {
        loop {
            self.changes(deadline)?;
            let present = |state: &ReaderState| state.event_state().contains(State::PRESENT);
            if !self.states.first().is_some_and(present) {
                return Ok(());
            }
            if deadline.is_over() {
                return Err(TransportError::Timeout);
            }
        }
    }

    /// Looks at a reader anew after a pause: its card could not be connected.
    pub(crate) fn distrust(&mut self, reader: &CStr) {
        std::thread::sleep(PAUSE);
        for state in &mut self.states {
            if state.name() == reader {
                *state = ReaderState::new(reader.to_owned(), State::UNAWARE);
            }
        }
    }

    /// Waits for a change of any reader, at most a slice.
    fn changes(&mut self, deadline: &Deadline) -> Result<(), TransportError> {
        if self.canceller.is_cancelled() {
            return Err(TransportError::Cancelled);
        }
        match self
            .context
            .get_status_change(deadline.slice(), &mut self.states)
        {
            Ok(()) | Err(Error::Timeout) => {}
            Err(error) => return Err(service_fault(error)),
        }
        for state in &mut self.states {
            state.sync_current_state();
        }
        let gone = State::UNKNOWN | State::UNAVAILABLE;
        if self
            .states
            .iter()
            .all(|state| state.event_state().intersects(gone))
        {
            return Err(TransportError::ReaderGone);
        }
        Ok(())
    }

    /// A card that answers nothing is another thing to say than no card.
    fn nothing_came(&self) -> TransportError {
        let mute = |state: &ReaderState| state.event_state().contains(State::MUTE);
        if self.states.iter().any(mute) {
            TransportError::Unresponsive
        } else {
            TransportError::Timeout
        }
    }
}
