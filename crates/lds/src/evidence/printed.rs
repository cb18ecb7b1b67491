//! What stands on the document itself, as eyes, a camera or a scanner took it.
//!
//! None of it proves anything: whoever holds the document can print on it. It is compared with what
//! the chip's signed files say (BSI TR-03135-1 §5.7), and a seal carries a signature of its own.

#[cfg(feature = "serde")]
use super::json;
use crate::Personal;

/// The printed side of a document; all parts are missing by default, which means that nobody looked.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct Printed {
    /// the machine-readable zone, as it was given: lines, or fields of one that is incomplete
    #[cfg_attr(feature = "serde", serde(with = "json::revealed"))]
    pub mrz: Option<Personal<String>>,
    /// the content of a QR code that is no seal, as text
    #[cfg_attr(feature = "serde", serde(with = "json::revealed"))]
    pub qr: Option<Personal<String>>,
    /// the content of a visible digital seal: the bytes of a VDS (Doc 9303-13), or the JSON text of a
    /// VDS-NC
    #[cfg_attr(feature = "serde", serde(with = "json::revealed_bytes"))]
    pub seal: Option<Personal<Vec<u8>>>,
}

impl Printed {
    /// Whether nothing was given.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.mrz.is_none() && self.qr.is_none() && self.seal.is_none()
    }
}
