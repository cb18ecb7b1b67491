//! What the libraries must be given: files, secrets, time, randomness; and safe writing.

pub mod files;
#[cfg_attr(
    not(feature = "pcsc"),
    allow(dead_code, reason = "a part of it is for readers")
)]
pub mod interrupt;
pub mod keys;
pub mod log;
pub mod printed;
pub mod profile;
pub mod qr;
pub mod terminal;
pub mod write;
