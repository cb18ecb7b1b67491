//! Response APDUs (ISO/IEC 7816-3 §12.1.2).

use crate::{ApduError, StatusWord};

/// A response APDU: data field and status word.
///
/// Layout on the wire: `[data] SW1 SW2`. `Debug` shows length and status only.
#[derive(Clone, PartialEq, Eq)]
pub struct ResponseApdu {
    data: Vec<u8>,
    status: StatusWord,
}

impl ResponseApdu {
    /// A response of this data and status.
    #[must_use]
    pub fn new(data: impl Into<Vec<u8>>, status: StatusWord) -> Self {
        Self {
            data: data.into(),
            status,
        }
    }

    /// Reads a response; the last two bytes are the status word.
    ///
    /// # Errors
    /// [`ApduError::TooShort`] when there are fewer than two bytes.
    pub fn parse(bytes: &[u8]) -> Result<Self, ApduError> {
        let Some((data, &[sw1, sw2])) = bytes.split_last_chunk::<2>() else {
            return Err(ApduError::TooShort {
                expected: 2,
                found: bytes.len(),
            });
        };
        Ok(Self {
            data: data.to_vec(),
            status: StatusWord::new(u16::from_be_bytes([sw1, sw2])),
        })
    }

    /// The data field without the status word.
    #[must_use]
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// The data field, taken out.
    #[must_use]
    pub fn into_data(self) -> Vec<u8> {
        self.data
    }

    /// The status word.
    #[must_use]
    pub const fn status(&self) -> StatusWord {
        self.status
    }

    /// The bytes as a chip sends them.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.data.len() + 2);
        out.extend_from_slice(&self.data);
        out.extend_from_slice(&self.status.to_bytes());
        out
    }
}

impl core::fmt::Debug for ResponseApdu {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(
            f,
            "ResponseApdu({} bytes of data, {})",
            self.data.len(),
            self.status
        )
    }
}
