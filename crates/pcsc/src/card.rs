//! A card that is connected.

use crate::error::fault;
use crate::limits::Carries;
use crate::part10;
use crate::select::name;
use crate::transport::PcscTransport;
use pcsc::{Card, Context, Disposition, Protocols, Scope, ShareMode};
use std::ffi::{CStr, CString};
use std::sync::mpsc;
use std::time::Duration;
use vidimus_iso7816::TransportError;

/// How long another program's transaction is waited for.
const PATIENCE: Duration = Duration::from_secs(3);

/// A connection to one card on one reader.
///
/// It holds nothing against other programs yet; [`PcscCard::begin`] does. Dropping it leaves
/// the card powered: the transport has reset it.
pub struct PcscCard {
    /// `None` only while it is dropped
    card: Option<Card>,
    reader: CString,
    name: String,
    atr: Vec<u8>,
    carries: Carries,
}

impl PcscCard {
    pub(crate) fn connect(context: &Context, reader: &CStr) -> Result<Self, TransportError> {
        let card = context.connect(reader, ShareMode::Shared, Protocols::ANY);
        let card = card.map_err(fault)?;
        let atr = card.status2_owned().map_err(fault)?.atr().to_vec();
        let name = name(reader);
        Ok(Self {
            carries: Carries::of(&name, part10::max_apdu_data_size(&card)),
            card: Some(card),
            reader: reader.to_owned(),
            name,
            atr,
        })
    }

    /// The reader's name.
    #[must_use]
    pub fn reader(&self) -> &str {
        &self.name
    }

    /// The answer to reset, or what PC/SC builds from an ATS.
    #[must_use]
    pub fn atr(&self) -> &[u8] {
        &self.atr
    }

    /// How long APDUs the reader carries, and how that is known.
    #[must_use]
    pub const fn carries(&self) -> Carries {
        self.carries
    }

    /// Begins the one transaction of a read: until the transport is dropped no other program
    /// gets at the card, and then the card is reset, which ends every secured session.
    ///
    /// # Errors
    /// [`TransportError::CardInUse`] when another program keeps the card for three seconds;
    /// [`TransportError::CardReset`], [`TransportError::CardRemoved`] when it changed since the
    /// connection was made.
    pub fn begin(&mut self) -> Result<PcscTransport<'_>, TransportError> {
        wait_until_free(&self.reader, PATIENCE)?;
        let begun = self.begin_unless(|| false)?;
        begun.ok_or(TransportError::Cancelled)
    }

    /// The same, however long another program keeps the card. Once it is ours, `unwanted` is
    /// asked; if so the card is let go as it is, without a reset.
    pub(crate) fn begin_unless(
        &mut self,
        unwanted: impl Fn() -> bool,
    ) -> Result<Option<PcscTransport<'_>>, TransportError> {
        let card = self.card.as_mut().ok_or(TransportError::CardRemoved)?;
        let transaction = card.transaction().map_err(fault)?;
        // without a word to the contrary a transaction ends with the card left as it is
        if unwanted() {
            return Ok(None);
        }
        Ok(Some(PcscTransport::new(
            transaction,
            &self.name,
            &self.atr,
            self.carries,
        )))
    }
}

/// Returns once no other program holds a transaction on the reader's card.
///
/// `SCardBeginTransaction` blocks without an end and cannot be cancelled, so a thread of its
/// own with a context of its own tries it first. When the other program never lets go, that
/// thread stays behind until the process ends.
fn wait_until_free(reader: &CStr, patience: Duration) -> Result<(), TransportError> {
    let (sender, receiver) = mpsc::channel();
    let reader = reader.to_owned();
    std::thread::spawn(move || {
        // nobody listens any more where it took too long
        let _ = sender.send(try_transaction(&reader));
    });
    match receiver.recv_timeout(patience) {
        Ok(result) => result,
        Err(_) => Err(TransportError::CardInUse),
    }
}

fn try_transaction(reader: &CStr) -> Result<(), TransportError> {
    let context = Context::establish(Scope::User).map_err(fault)?;
    let card = context.connect(reader, ShareMode::Shared, Protocols::ANY);
    let mut card = card.map_err(fault)?;
    let transaction = card.transaction().map_err(fault)?;
    let ended = transaction.end(Disposition::LeaveCard);
    ended.map_err(|(_, error)| fault(error))?;
    // the card's own drop would reset it
    card.disconnect(Disposition::LeaveCard)
        .map_err(|(_, error)| fault(error))
}

impl Drop for PcscCard {
    fn drop(&mut self) {
        if let Some(card) = self.card.take()
            && let Err((card, _)) = card.disconnect(Disposition::LeaveCard)
        {
            drop(card);
        }
    }
}

impl core::fmt::Debug for PcscCard {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "PcscCard(on {})", self.name)
    }
}
