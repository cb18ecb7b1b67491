//! Chip Authentication Mapping: the data that show the chip's static key (Doc 9303-11 §4.4.3.5).
//!
//! ```text
//! A.IC = AES-CBC(KS.Enc, IV = E(KS.Enc, FF…FF), CA.IC || 80 00…)
//! CA.IC = SK.Map.IC / SK.IC mod n, as long as n
//! ```
//!
//! Anybody can choose `CA.IC` and send `CA.IC · PK.IC` as the key of the mapping, but then does not
//! know its scalar, without which the generator and so the token come out wrong. Only who knows
//! `SK.IC` has both, and that is the proof. The IV is the counter of all ones,
//! which no command ever has (§4.4.3.5.4). Only AES: 3DES has no such protocol (§4.4.3, note 1).
//!
//! Whether `PK.Map.IC = CA.IC · PK.IC` holds is for whoever has the authentic static key; the
//! channel stands in any case, for its token is right.

use super::answer::LastAnswer;
use crate::SecureChannel;
use core::fmt;

/// The chip's half of the proof: its key of the mapping, and the decrypted data.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CamData {
    /// PK.Map.IC, `04`, x, y: the point as the chip sent it in object 82
    pub mapping_key: Vec<u8>,
    /// CA.IC, big-endian and as long as the order of the group (§4.4.5.6), or why there is none:
    /// then the chip is not proven
    pub data: Result<Vec<u8>, CamError>,
}

/// Why the chip authentication data are unusable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CamError {
    /// No object 8A in the last answer.
    #[error("the chip sent no chip authentication data")]
    Missing,
    /// The cryptogram is empty or no whole number of blocks.
    #[error("cryptogram of {found} bytes, whole blocks expected")]
    CryptogramLength {
        /// bytes there are
        found: usize,
    },
    /// What comes out does not end in padding.
    #[error("the decrypted data are not padded")]
    Padding,
    /// What comes out is not as long as the order of the group.
    #[error("data of {found} bytes, {expected} expected")]
    Length {
        /// bytes of the order
        expected: usize,
        /// bytes there are
        found: usize,
    },
}

impl CamError {
    /// Stable machine code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "pace.cam_data_missing",
            _ => "pace.cam_data_malformed",
        }
    }
}

impl fmt::Debug for CamData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let data = self.data.as_ref().map(|_| "redacted");
        write!(f, "CamData({data:?})")
    }
}

impl CamData {
    /// Takes the data out of the last answer. `order_len` is how many bytes the order has.
    pub(super) fn open(
        mapping_key: Vec<u8>,
        answer: &LastAnswer<'_>,
        channel: &SecureChannel,
        order_len: usize,
    ) -> Self {
        let data = match answer.chip_authentication {
            None => Err(CamError::Missing),
            Some(cryptogram) => decrypt(cryptogram, channel, order_len),
        };
        Self { mapping_key, data }
    }
}

fn decrypt(
    cryptogram: &[u8],
    channel: &SecureChannel,
    expected: usize,
) -> Result<Vec<u8>, CamError> {
    let found = cryptogram.len();
    if found == 0 || !found.is_multiple_of(channel.cipher().block_len()) {
        return Err(CamError::CryptogramLength { found });
    }
    let data = channel
        .decrypt_before_first(cryptogram)
        .ok_or(CamError::Padding)?;
    let found = data.len();
    if found != expected {
        return Err(CamError::Length { expected, found });
    }
    Ok(data)
}
