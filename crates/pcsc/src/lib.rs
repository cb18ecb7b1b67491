//! The way to a chip over PC/SC: the one crate that knows it.
//!
//! [`readers`] lists what is attached. [`Service`] waits for a card and opens it; the
//! [`PcscCard`] it gives holds the connection, and [`PcscCard::begin`] makes of it the
//! [`PcscTransport`] that protocols talk through, one transaction from the first command to the
//! last. [`doctor`] says in words what stands between a person and a read.
//!
//! ```no_run
//! use std::time::Duration;
//! use vidimus_iso7816::Transport;
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let service = vidimus_pcsc::Service::connect()?;
//! let mut card = service.open(None, Some(Duration::from_secs(30)))?;
//! let mut transport = card.begin()?;
//! let challenge = transport.transmit(&[0x00, 0x84, 0x00, 0x00, 0x08])?;
//! # let _ = challenge;
//! # Ok(())
//! # }
//! ```
//!
//! For unattended use [`Service::watch`] looks at the readers again and again, [`presence`] works
//! out which cards came and went, and [`BoundedTransport`] waits no longer than it is told to.
//!
//! Clauses: PC/SC workgroup specification part 3 (contactless ATR), part 5 (resource manager),
//! part 10 (reader properties); ISO/IEC 7816-3 §8 (ATR), 7816-4 §12 (historical bytes).
//!
//! Nothing here reconnects by itself: after a reset or a removal the connection is over, for
//! the keys of a session are void and files of two connections do not prove one chip.
//! The PC/SC library calls block; a wait ends at its timeout or by a [`Canceller`].

pub mod atr;
mod bounded;
mod card;
pub mod doctor;
mod error;
mod limits;
mod part10;
pub mod presence;
mod select;
mod service;
mod transport;
mod wait;
mod watch;

pub use bounded::BoundedTransport;
pub use card::PcscCard;
pub use error::PcscError;
pub use limits::Carries;
pub use service::{ReaderInfo, Service, readers};
pub use transport::PcscTransport;
pub use wait::Canceller;
pub use watch::Watch;
