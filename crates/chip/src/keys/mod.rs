//! What a chip keeps secret and whom it trusts: the keys of Active, Chip and Terminal
//! Authentication (Doc 9303-11 §6.1, §6.2, §7.1).
//!
//! The public halves are files: DG15 for Active Authentication, DG14 and EF.CardSecurity for
//! Chip Authentication, EF.CVCA for the names of the trust points. Keys and files are set apart
//! from each other, because half of what can be wrong with a chip is that they do not fit.
//!
//! Keys here are of specimens: they come from published files or from a text, and whoever has the
//! text has the key.

mod active;
mod chip;
mod iso9796;
mod terminal;

pub(crate) use active::{AaDeparture, RValue};
pub use active::{AaKey, AaKeyError};
pub use chip::CaKey;
pub(crate) use chip::number_of_seed;
pub use terminal::TerminalTrust;

use std::sync::Arc;

/// The keys of a chip; the default chip has none and performs none of the protocols.
#[derive(Clone, Debug, Default)]
pub struct ChipKeys {
    /// the private key that belongs to DG15
    pub active: Option<Arc<AaKey>>,
    /// the static private keys that belong to DG14 and EF.CardSecurity
    pub chip_authentication: Vec<Arc<CaKey>>,
    /// who may read DG3 and DG4; `None`: nobody
    pub terminal: Option<TerminalTrust>,
}

impl ChipKeys {
    /// The key that a reference names: the number in DO 84, or without it the only key
    /// (Doc 9303-11 §6.2.4).
    pub(crate) fn agreement_key(&self, id: Option<u64>) -> Option<&Arc<CaKey>> {
        match (id, self.chip_authentication.as_slice()) {
            (None, [only]) => Some(only),
            (None, _) => None,
            (Some(id), keys) => keys.iter().find(|key| key.key_id == Some(id)),
        }
    }
}
