//! Looking at readers again and again, for unattended use.
//!
//! PC/SC part 5 counts in each reader's state how often a card came or went: a card that is
//! swapped between two looks shows in the count although a card is there both times. What the
//! counts mean is worked out in [`crate::presence`]; here they are only fetched.

use crate::error::{PcscError, service_fault};
use crate::presence::Slot;
use crate::select::{candidates, name};
use crate::service::Service;
use pcsc::{Error, ReaderState, State};
use std::ffi::CString;
use std::time::Duration;
use vidimus_iso7816::TransportError;

/// Looks at readers; made by [`Service::watch`].
pub struct Watch<'a> {
    service: &'a Service,
    wanted: Option<&'a str>,
    /// the reader that the name was found to mean, kept while that reader is there
    pinned: Option<CString>,
    states: Vec<ReaderState>,
}

impl<'a> Watch<'a> {
    pub(crate) const fn new(service: &'a Service, wanted: Option<&'a str>) -> Self {
        Self {
            service,
            wanted,
            pinned: None,
            states: Vec::new(),
        }
    }

    /// Waits until something changes on a reader, at most as long as `patience`, and says how
    /// every reader is then. Readers may come and go between two looks; none is no error.
    ///
    /// # Errors
    /// [`PcscError::AmbiguousReader`]; [`TransportError::NoService`] when the service went away,
    /// after which this watch is of no more use.
    pub fn look(&mut self, patience: Duration) -> Result<Vec<Slot>, PcscError> {
        self.follow_readers()?;
        if self.states.is_empty() {
            std::thread::sleep(patience);
            return Ok(Vec::new());
        }
        let context = self.service.context();
        match context.get_status_change(patience, &mut self.states) {
            Ok(()) | Err(Error::Timeout) => {}
            // between the two calls: the next look knows
            Err(Error::UnknownReader | Error::ReaderUnavailable) => {
                self.states.clear();
                return Ok(Vec::new());
            }
            Err(error) => return Err(service_fault(error).into()),
        }
        self.states
            .iter_mut()
            .for_each(ReaderState::sync_current_state);
        Ok(self.states.iter().filter_map(slot).collect())
    }

    /// Takes up readers that came and forgets those that went.
    fn follow_readers(&mut self) -> Result<(), PcscError> {
        let names = self.readers()?;
        self.states
            .retain(|state| names.iter().any(|name| name.as_c_str() == state.name()));
        for name in names {
            if !self
                .states
                .iter()
                .any(|state| state.name() == name.as_c_str())
            {
                self.states.push(ReaderState::new(name, State::UNAWARE));
            }
        }
        Ok(())
    }

    /// The readers to look at. A part of a name that meant one reader goes on meaning it, and
    /// means another only once that one is gone.
    fn readers(&mut self) -> Result<Vec<CString>, PcscError> {
        let names = self.service.names()?;
        if let Some(pinned) = self.pinned.take_if(|pinned| names.contains(pinned)) {
            self.pinned = Some(pinned.clone());
            return Ok(vec![pinned]);
        }
        match candidates(names, self.wanted) {
            Err(PcscError::Transport(TransportError::NoReader)) => Ok(Vec::new()),
            Ok(found) => {
                self.pinned = self.wanted.and(found.first().cloned());
                Ok(found)
            }
            Err(error) => Err(error),
        }
    }
}

/// A reader as it was just seen; `None` when it is gone.
fn slot(state: &ReaderState) -> Option<Slot> {
    let event = state.event_state();
    if event.intersects(State::UNKNOWN | State::UNAVAILABLE | State::IGNORE) {
        return None;
    }
    Some(Slot {
        reader: name(state.name()),
        card: event.contains(State::PRESENT),
        changes: u16::try_from(state.event_count() & 0xFFFF).unwrap_or_default(),
    })
}

impl core::fmt::Debug for Watch<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Watch({} readers)", self.states.len())
    }
}
