//! ISO/IEC 7816-4 as electronic travel documents use it.
//!
//! The ground floor of Vidimus: command and response APDUs ([`CommandApdu`], [`ResponseApdu`],
//! [`StatusWord`]), file identifiers ([`FileId`], [`Sfi`]), BER-TLV with offsets ([`tlv`]), the
//! one [`Transport`] trait, the [`Machine`] trait of every protocol, and the classes of faults
//! ([`Fault`]). Nothing here opens a reader, reads a clock or draws a random number.
//!
//! Clauses: ISO/IEC 7816-4 §5 (APDU), §5.6 (status words), ISO/IEC 8825-1 §8.1 (TLV), ICAO
//! Doc 9303-10 §3.6 (which commands a chip has).

mod apdu;
mod fault;
mod file;
mod machine;
mod response;
mod status;
pub mod tlv;
mod transport;

pub use apdu::{ApduError, CommandApdu};
pub use fault::{Fault, FaultClass};
pub use file::{FileId, Sfi};
pub use machine::{Machine, Poll};
pub use response::ResponseApdu;
pub use status::StatusWord;
pub use transport::{Note, Transport, TransportError, TransportLimits};
