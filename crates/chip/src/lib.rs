//! A software eMRTD: a whole travel document chip that answers command APDUs.
//!
//! [`CardImage`] says what is on the chip (files, access rules, habits; from a folder with
//! [`CardImage::from_dir`]), [`Chip`] plays it: application and master file, SELECT, READ
//! BINARY by short identifier and by offset, odd instruction, short and extended length, Basic
//! Access Control, PACE, secure messaging, Active, Chip and Terminal Authentication (ICAO Doc
//! 9303-10 §3.6, Doc 9303-11 §4.3, §4.4, §6, §7, §9.8).
//! [`Fault`] makes it break one rule at a time. It is reached in the same process through
//! [`ChipTransport`], or as a card behind pcscd through [`vpcd`].
//!
//! The protocol code here is a second one, written for the chip's side alone: terminal and chip
//! share block ciphers, hashes and the arithmetic of curves and groups, nothing else, so that a
//! mistake in one is not hidden by the same mistake in the other. PACE ([`PaceRules`]) and the
//! chip proofs ([`keys`]) need keys: a chip made from files alone, which promise them, answers
//! `6D00`.
//!
//! ```
//! use vidimus_chip::{AccessRules, CardImage, Chip, SeededRandom};
//! let image = CardImage::new(Default::default(), AccessRules::plain());
//! let mut chip = Chip::new(image, SeededRandom::new("example"));
//! let select = [0x00, 0xA4, 0x04, 0x0C, 0x07, 0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01];
//! assert_eq!(chip.process(&select), [0x90, 0x00]);
//! ```
//!
//! A whole document comes from a preset: files, signatures and keys that fit each other. Behind
//! [`ChipTransport`] it is a card to whatever reads cards:
//!
//! ```
//! use vidimus_chip::personalise::Preset;
//! use vidimus_chip::{Chip, ChipTransport, Fault, SeededRandom};
//! use vidimus_iso7816::Transport;
//!
//! let document = Preset::find("pace")?.spec()?.personalise()?;
//! let chip = Chip::new(document.image(), SeededRandom::new("example"));
//! let mut card = ChipTransport::new(chip).removed_at(3);
//!
//! // EF.CardAccess may be read by anybody: a SET of SecurityInfos
//! let response = card.transmit(&[0x00, 0xB0, 0x9C, 0x00, 0x01])?;
//! assert_eq!(response, [0x31, 0x90, 0x00]);
//! // DG1 is kept until the terminal has shown that it knows what is printed
//! let select = [0x00, 0xA4, 0x04, 0x0C, 0x07, 0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01];
//! card.transmit(&select)?;
//! assert!(card.transmit(&[0x00, 0xB0, 0x81, 0x00, 0x00]).is_err(), "removed_at(3)");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod access;
mod bac;
mod card;
mod channel;
mod crypto;
mod fault;
mod image;
pub mod keys;
mod pace;
pub mod persona;
pub mod personalise;
pub mod pki;
mod random;
mod terminal;
mod transport;
pub mod vpcd;

pub use access::AccessRules;
pub use bac::BacKey;
pub use card::{Chip, EMRTD_AID};
pub use crypto::Cipher;
pub use fault::{Fault, FaultEntry, FaultError, Issued, Parameter};
pub use image::{
    Buffers, CardImage, DEFAULT_ATR, EXTENDED_ATR, EndOfFile, Habits, ImageError, Loaded,
};
pub use pace::{PaceKey, PaceMapping, PacePassword, PaceProtocol, PaceProtocolError, PaceRules};
pub use random::{NoRandomness, Random, ScriptedRandom, SeededRandom};
pub use transport::ChipTransport;
