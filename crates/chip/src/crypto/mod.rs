//! The chip's own symmetric code: key derivation, CBC, retail MAC, CMAC (Doc 9303-11 §9.7, §9.8).
//!
//! Written a second time on purpose. The terminal side has the same functions in another crate;
//! were they shared, a mistake in them would cancel itself out in every test that lets the two
//! sides talk. Only the block ciphers and hashes below are common.

mod cbc;
mod cipher;
mod kdf;
mod padding;
pub(crate) mod retail;
mod rsa;

pub(crate) use cbc::cbc_encrypt;
pub use cipher::Cipher;
pub(crate) use cipher::{Mac, SessionKeys};
pub(crate) use kdf::{bac_seed, derive};
pub(crate) use padding::{pad, unpad};
pub(crate) use rsa::RawRsaKey;
