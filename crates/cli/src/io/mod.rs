//! What the libraries must be given: files, secrets, time, randomness; and safe writing.

pub mod files;
pub mod interrupt;
pub mod keys;
pub mod log;
pub mod terminal;
pub mod write;
