//! The chip as a transport of the same process.
//!
//! For tests and recordings: the same bytes as over a reader, without one. What befalls cards in
//! the field is said in numbers of exchanges, so that it happens at the same command each time;
//! after it every further exchange fails in the same way, as with a card that is gone.

use crate::card::Chip;
use crate::image::EXTENDED_ATR;
use vidimus_iso7816::{Transport, TransportError, TransportLimits};

/// A [`Chip`] behind the [`Transport`] trait, without reader and without waiting.
#[derive(Debug)]
pub struct ChipTransport {
    chip: Chip,
    limits: TransportLimits,
    exchanges: u32,
    incident: Option<Incident>,
    over: Option<TransportError>,
    delays: bool,
}

/// Something that befalls the card before a given exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Incident {
    exchange: u32,
    error: TransportError,
}

impl ChipTransport {
    /// A transport to this chip; it carries extended length when the chip takes any such command or
    /// says so.
    #[must_use]
    pub fn new(chip: Chip) -> Self {
        let limits = if chip.takes_long_keys() || chip.atr() == EXTENDED_ATR {
            TransportLimits::EXTENDED
        } else {
            TransportLimits::SHORT
        };
        Self {
            chip,
            limits,
            exchanges: 0,
            incident: None,
            over: None,
            delays: false,
        }
    }

    /// The same transport with these limits, such as a reader without extended length.
    #[must_use]
    pub const fn with_limits(mut self, limits: TransportLimits) -> Self {
        self.limits = limits;
        self
    }

    /// The same transport, waiting as long as the chip wants to (faults that slow down).
    #[must_use]
    pub const fn with_delays(mut self) -> Self {
        self.delays = true;
        self
    }

    /// The card leaves the field instead of answering exchange number `exchange`, from 1.
    #[must_use]
    pub const fn removed_at(mut self, exchange: u32) -> Self {
        self.incident = Some(Incident {
            exchange,
            error: TransportError::CardRemoved,
        });
        self
    }

    /// Another program resets the card before exchange number `exchange`, from 1.
    #[must_use]
    pub const fn reset_at(mut self, exchange: u32) -> Self {
        self.incident = Some(Incident {
            exchange,
            error: TransportError::CardReset,
        });
        self
    }

    /// How many commands were sent.
    #[must_use]
    pub const fn exchanges(&self) -> u32 {
        self.exchanges
    }

    /// Gives the chip back.
    #[must_use]
    pub fn into_chip(self) -> Chip {
        self.chip
    }
}

impl Transport for ChipTransport {
    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, TransportError> {
        if let Some(error) = self.over {
            return Err(error);
        }
        self.exchanges = self.exchanges.saturating_add(1);
        if let Some(incident) = self.incident
            && incident.exchange == self.exchanges
        {
            self.chip.reset();
            self.over = Some(incident.error);
            return Err(incident.error);
        }
        if command.len() > self.limits.command {
            return Err(TransportError::TooLong {
                length: command.len(),
            });
        }
        let response = self.chip.process(command);
        if self.delays {
            std::thread::sleep(self.chip.delay());
        }
        Ok(response)
    }

    fn limits(&self) -> TransportLimits {
        self.limits
    }

    fn atr(&self) -> &[u8] {
        self.chip.atr()
    }

    fn name(&self) -> &'static str {
        "software chip"
    }
}
