//! The Vietnamese citizen card (CCCD, since July 2024 "Căn cước"): number, zone, QR code.
//!
//! Nothing here is a public standard of the issuer. The rules were learnt from what is printed
//! and are held by many independent readers; so they are advice, never a reason to refuse a
//! card: the structure of the number ([`CitizenNumber`]), the second check digit of the zone
//! ([`CitizenCard::second_check_digit`]), the fields of the QR code ([`QrCode`]) and the day of
//! expiry worked out from it ([`expiry_candidates`]).
//!
//! The card access number is the end of the citizen number, so that whoever knows the number
//! can open the chip.

mod card;
mod number;
mod province;
mod qr;
mod validity;

pub use card::CitizenCard;
pub(crate) use card::numbers_agree;
pub use number::{CitizenNumber, CitizenNumberError, NumberAdvice};
pub use province::Province;
pub use qr::{QrCode, QrError, QrField};
pub use validity::{ExpiryCandidate, expiry_candidates};
