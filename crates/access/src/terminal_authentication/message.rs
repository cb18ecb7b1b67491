//! What the terminal signs (Doc 9303-11 §7.1.2, step 4).
//!
//! ```text
//! ID.IC (10 or more, or a coordinate, or 20) || rIC (8) || Comp(PK.DH,IFD) (a coordinate, or 20)
//! ```
//!
//! There are no tags or lengths between the parts: all three lengths follow from the session. The
//! key at the end ties the rights to the channel, so nobody in between can use them (§7.1.3).

use crate::MrzKey;
use vidimus_pubkey::agreement::AgreementKey;

/// `ID.IC`: the chip's name inside Terminal Authentication, which follows how it was opened.
///
/// It may be a document number, so `Debug` shows its length only.
#[derive(Clone, PartialEq, Eq)]
pub struct ChipIdentifier(Vec<u8>);

impl ChipIdentifier {
    /// After BAC: the document number as the MRZ has it, with its check digit.
    #[must_use]
    pub fn after_bac(key: &MrzKey) -> Self {
        Self(key.number_with_digit().to_vec())
    }

    /// After PACE: `Comp(PK.DH,IC)` of the chip's ephemeral key in the last step of PACE.
    #[must_use]
    pub fn after_pace(chip_key: &AgreementKey) -> Self {
        Self(chip_key.compressed())
    }

    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl core::fmt::Debug for ChipIdentifier {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "ChipIdentifier({} bytes)", self.0.len())
    }
}

/// `ID.IC || rIC || Comp(PK.DH,IFD)`: what the terminal signs.
///
/// `ephemeral` is the terminal's newest ephemeral public key of the session, that of Chip
/// Authentication where it ran: its x coordinate on a curve, its SHA-1 in a group modulo a prime
/// (§7.1.4.1.3 and §7.1.4.2.3).
#[must_use]
pub fn message(chip: &ChipIdentifier, challenge: &[u8; 8], ephemeral: &AgreementKey) -> Vec<u8> {
    [chip.as_bytes(), challenge, &ephemeral.compressed()].concat()
}
