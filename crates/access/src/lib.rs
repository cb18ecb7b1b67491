//! Access protocols of ICAO Doc 9303-11, terminal side.
//!
//! What opens a chip and keeps the channel to it shut for others: the keys a person holds
//! ([`AccessKey`]), key derivation ([`kdf`]), Basic Access Control ([`Bac`], which is also Basic
//! Access Protection of driving licences), PACE ([`Pace`]) and
//! secure messaging ([`SecureChannel`]) with 3DES and AES. What shows that the chip is no copy:
//! [`ActiveAuthentication`], [`ChipAuthentication`]. What shows that the terminal may read more:
//! [`terminal_authentication`]. Everything here is a machine or a function on bytes: nothing
//! opens a reader, and random numbers are handed in.
//!
//! Clauses: Doc 9303-11 §4.3 (BAC), §4.4 (PACE), §6.1 (Active Authentication), §6.2 (Chip
//! Authentication), §7.1 (Terminal Authentication), §9.2 (security infos), §9.7 (keys), §9.8
//! (secure messaging); the worked examples of the appendices are reproduced value by value in
//! the tests.
//!
//! ```
//! use vidimus_access::{Bac, MrzKey};
//! use vidimus_iso7816::{Machine, Poll};
//!
//! let key = MrzKey::from_fields("L898902C", "690806", "940623")?;
//! let mut bac = Bac::new(&key, [0x78; 8], [0x0B; 16]);
//! let Ok(Poll::Transmit(command)) = bac.poll(None) else { unreachable!() };
//! assert_eq!(command.to_bytes()?, [0x00, 0x84, 0x00, 0x00, 0x08]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod active_authentication;
mod bac;
mod chip_authentication;
mod cipher;
#[cfg(test)]
#[path = "../tests/common/mod.rs"]
mod common;
mod error;
pub mod kdf;
mod key;
pub mod pace;
mod retail_mac;
mod sm;
pub mod terminal_authentication;

pub use active_authentication::ActiveAuthentication;
pub use bac::Bac;
pub use chip_authentication::{
    ChipAuthentication, ChipAuthenticationOutput, ChipAuthenticationPlan,
    ChipAuthenticationUnusable,
};
pub use cipher::Cipher;
pub use error::{AccessError, AccessKeyError, PasswordProtocol};
pub use key::{AccessKey, LicenceKey, MrzKey, Password};
pub use pace::{
    CamData, CamError, Pace, PaceChoice, PaceError, PaceOptions, PaceOutput, PaceParameters,
    PaceSecrets,
};
pub use retail_mac::RetailMac;
pub use sm::{SecureChannel, SmError};
pub use vidimus_pubkey::agreement::{AgreementKey, SecretScalar};
