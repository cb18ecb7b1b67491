//! The transport over one transaction.

use crate::error::fault;
use crate::limits::Carries;
use pcsc::{Disposition, MAX_BUFFER_SIZE_EXTENDED, Transaction};
use std::time::{Duration, Instant};
use vidimus_iso7816::{Transport, TransportError, TransportLimits};

/// Bytes of the shortest response.
const STATUS_WORD: usize = 2;
/// How long after it left the field a card is noticed to be gone at the latest.
const NOTICED: Duration = Duration::from_millis(800);

/// The way to a card while one transaction lasts. Dropping it resets the card.
///
/// After the first fault that ends the connection (removed, reset, reader gone, service gone)
/// every further command meets the same fault; nothing reconnects.
pub struct PcscTransport<'card> {
    /// `None` only while it is dropped
    transaction: Option<Transaction<'card>>,
    reader: &'card str,
    atr: &'card [u8],
    limits: TransportLimits,
    buffer: Vec<u8>,
    over: Option<TransportError>,
}

impl<'card> PcscTransport<'card> {
    pub(crate) fn new(
        transaction: Transaction<'card>,
        reader: &'card str,
        atr: &'card [u8],
        carries: Carries,
    ) -> Self {
        Self {
            transaction: Some(transaction),
            reader,
            atr,
            limits: carries.limits(),
            // a card may answer more than it was asked for, whatever the limits say
            buffer: vec![0; MAX_BUFFER_SIZE_EXTENDED],
            over: None,
        }
    }

    /// Takes extended APDUs for carried, whatever is known of the reader: for a caller that was
    /// told so by a person.
    pub const fn assume_extended(&mut self) {
        self.limits = TransportLimits::EXTENDED;
    }
}

impl Transport for PcscTransport<'_> {
    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, TransportError> {
        if let Some(error) = self.over {
            return Err(error);
        }
        if command.len() > self.limits.command {
            let length = command.len();
            return Err(TransportError::TooLong { length });
        }
        let transaction = self
            .transaction
            .as_ref()
            .ok_or(TransportError::CardRemoved)?;
        let error = match transaction.transmit(command, &mut self.buffer) {
            Ok(response) if response.len() >= STATUS_WORD => return Ok(response.to_vec()),
            Ok(_) => TransportError::Unresponsive,
            Err(error) => fault(error),
        };
        let error = match error {
            TransportError::Unresponsive => why_silent(transaction),
            error => error,
        };
        self.over = ends_connection(error).then_some(error);
        Err(error)
    }

    fn limits(&self) -> TransportLimits {
        self.limits
    }

    fn atr(&self) -> &[u8] {
        self.atr
    }

    fn name(&self) -> &str {
        self.reader
    }
}

/// Why a card gave no response: a card that leaves the field is silent first, and noticed to be
/// gone some 300 ms later.
fn why_silent(transaction: &Transaction<'_>) -> TransportError {
    let end = Instant::now() + NOTICED;
    while Instant::now() < end {
        if let Err(error) = transaction.status2_owned() {
            return fault(error);
        }
        std::thread::sleep(NOTICED / 20);
    }
    TransportError::Unresponsive
}

const fn ends_connection(error: TransportError) -> bool {
    matches!(
        error,
        TransportError::CardRemoved
            | TransportError::CardReset
            | TransportError::ReaderGone
            | TransportError::NoService
            | TransportError::Unresponsive
    )
}

impl Drop for PcscTransport<'_> {
    fn drop(&mut self) {
        if let Some(transaction) = self.transaction.take() {
            // a card that is gone cannot be reset, and need not
            let _ = transaction.end(Disposition::ResetCard);
        }
        // the last response may have been a file in the clear
        self.buffer.fill(0);
    }
}

impl core::fmt::Debug for PcscTransport<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "PcscTransport(on {})", self.reader)
    }
}
