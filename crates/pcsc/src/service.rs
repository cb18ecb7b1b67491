//! The PC/SC service: what readers there are, and a card opened on one of them.

use crate::card::PcscCard;
use crate::error::{PcscError, service_fault};
use crate::select::{candidates, name};
use crate::wait::{Canceller, Deadline, Waiter};
use crate::watch::Watch;
use pcsc::{Context, Error, ReaderState, Scope, State};
use std::ffi::CString;
use std::time::Duration;
use vidimus_iso7816::TransportError;

/// A reader that is attached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReaderInfo {
    /// its name, as `--reader` takes it
    pub name: String,
    /// whether a card lies on it
    pub card_present: bool,
    /// whether that card answers nothing
    pub card_mute: bool,
    /// whether another program is connected to it
    pub in_use: bool,
    /// the card's answer to reset, empty without one
    pub atr: Vec<u8>,
}

/// The readers that are attached, in the service's order; none is no error.
///
/// # Errors
/// [`TransportError::NoService`], [`TransportError::NotPermitted`].
pub fn readers() -> Result<Vec<ReaderInfo>, TransportError> {
    Service::connect()?.readers()
}

/// A connection to the PC/SC service.
pub struct Service {
    context: Context,
    canceller: Canceller,
}

impl Service {
    /// Connects to the service.
    ///
    /// # Errors
    /// [`TransportError::NoService`] when it does not run, [`TransportError::NotPermitted`]
    /// when it does not let this user in.
    pub fn connect() -> Result<Self, TransportError> {
        let context = Context::establish(Scope::User).map_err(service_fault)?;
        let canceller = Canceller::new(context.clone());
        Ok(Self { context, canceller })
    }

    /// The readers that are attached; see [`readers`].
    ///
    /// # Errors
    /// As [`readers`].
    pub fn readers(&self) -> Result<Vec<ReaderInfo>, TransportError> {
        let names = self.names()?;
        let unaware = |name: &CString| ReaderState::new(name.clone(), State::UNAWARE);
        let mut states: Vec<ReaderState> = names.iter().map(unaware).collect();
        if states.is_empty() {
            return Ok(Vec::new());
        }
        let status = self.context.get_status_change(Duration::ZERO, &mut states);
        match status {
            Ok(()) | Err(Error::Timeout) => Ok(states.iter().map(info).collect()),
            Err(error) => Err(service_fault(error)),
        }
    }

    /// Ends a wait from another thread, such as a signal handler's.
    #[must_use]
    pub fn canceller(&self) -> Canceller {
        self.canceller.clone()
    }

    /// Looks at the readers again and again: at the one that `wanted` names as in
    /// [`Service::open`], else at all.
    #[must_use]
    pub const fn watch<'a>(&'a self, wanted: Option<&'a str>) -> Watch<'a> {
        Watch::new(self, wanted)
    }

    pub(crate) const fn context(&self) -> &Context {
        &self.context
    }

    /// Waits for a card and opens it: on the reader that `wanted` names (whole, or a part that
    /// fits one reader only), else on any; a card that is there already is taken at once.
    /// Without `timeout` the wait has no end.
    ///
    /// # Errors
    /// [`PcscError::AmbiguousReader`]; [`TransportError::NoReader`] at once when there is none;
    /// [`TransportError::Timeout`], [`TransportError::Unresponsive`] when all that came was a
    /// card that answers nothing, [`TransportError::Cancelled`], [`TransportError::ReaderGone`],
    /// [`TransportError::CardInUse`].
    pub fn open(
        &self,
        wanted: Option<&str>,
        timeout: Option<Duration>,
    ) -> Result<PcscCard, PcscError> {
        let names = candidates(self.names()?, wanted)?;
        let mut waiter = Waiter::new(&self.context, &self.canceller, names);
        let deadline = Deadline::after(timeout);
        loop {
            let reader = waiter.card(&deadline)?;
            match PcscCard::connect(&self.context, &reader) {
                // gone again, or not yet awake: wait on
                Err(TransportError::CardRemoved | TransportError::Unresponsive)
                    if !deadline.is_over() =>
                {
                    waiter.distrust(&reader);
                }
                result => return Ok(result?),
            }
        }
    }

    /// Opens the card on the reader of this exact name.
    pub(crate) fn open_exactly(
        &self,
        reader: &str,
        timeout: Duration,
    ) -> Result<PcscCard, TransportError> {
        self.open(Some(reader), Some(timeout))
            .map_err(|error| match error {
                PcscError::Transport(error) => error,
                PcscError::AmbiguousReader { .. } => TransportError::NoReader,
            })
    }

    /// Waits until no card lies on the reader of this exact name, for unattended use.
    ///
    /// # Errors
    /// [`TransportError::Timeout`], [`TransportError::Cancelled`],
    /// [`TransportError::ReaderGone`].
    pub fn wait_for_removal(
        &self,
        reader: &str,
        timeout: Option<Duration>,
    ) -> Result<(), TransportError> {
        let name = CString::new(reader).map_err(|_| TransportError::NoReader)?;
        let mut waiter = Waiter::new(&self.context, &self.canceller, vec![name]);
        waiter.removal(&Deadline::after(timeout))
    }

    pub(crate) fn names(&self) -> Result<Vec<CString>, TransportError> {
        match self.context.list_readers_owned() {
            Err(Error::NoReadersAvailable) => Ok(Vec::new()),
            result => result.map_err(service_fault),
        }
    }
}

fn info(state: &ReaderState) -> ReaderInfo {
    let event = state.event_state();
    ReaderInfo {
        name: name(state.name()),
        card_present: event.contains(State::PRESENT),
        card_mute: event.contains(State::MUTE),
        in_use: event.intersects(State::INUSE | State::EXCLUSIVE),
        atr: state.atr().to_vec(),
    }
}

impl core::fmt::Debug for Service {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Service")
    }
}
