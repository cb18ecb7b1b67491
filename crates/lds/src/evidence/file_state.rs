//! What became of one file.

use core::fmt;

/// What became of one file.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(tag = "state", content = "is", rename_all = "snake_case")
)]
#[non_exhaustive]
pub enum FileState {
    /// Read whole.
    Read(#[cfg_attr(feature = "serde", serde(with = "super::json::hex"))] Vec<u8>),
    /// Not on the chip (`6A82`).
    Absent,
    /// Refused for want of rights.
    Denied {
        /// the status word
        status: u16,
    },
    /// Known of, not asked for.
    NotRequested,
    /// Shorter than its header says.
    Truncated {
        /// how many bytes the header promises
        declared: u64,
        /// what there is
        #[cfg_attr(feature = "serde", serde(with = "super::json::hex"))]
        bytes: Vec<u8>,
    },
    /// Larger than the limit, so not read.
    TooLarge {
        /// how many bytes the header promises
        declared: u64,
    },
    /// Not read, because of an error.
    Failed {
        /// the error code
        code: String,
    },
    /// Read in part when the connection was lost.
    Partial {
        /// what came until then
        #[cfg_attr(feature = "serde", serde(with = "super::json::hex"))]
        bytes: Vec<u8>,
    },
}

impl FileState {
    /// The bytes that came, whole or not.
    #[must_use]
    pub fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Read(bytes) | Self::Truncated { bytes, .. } | Self::Partial { bytes } => {
                Some(bytes)
            }
            _ => None,
        }
    }
}

/// Contents are personal: their length is shown.
impl fmt::Debug for FileState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(bytes) => write!(f, "Read({} bytes)", bytes.len()),
            Self::Absent => f.write_str("Absent"),
            Self::Denied { status } => write!(f, "Denied({status:04X})"),
            Self::NotRequested => f.write_str("NotRequested"),
            Self::Truncated { declared, bytes } => {
                write!(f, "Truncated({} of {declared} bytes)", bytes.len())
            }
            Self::TooLarge { declared } => write!(f, "TooLarge({declared} bytes)"),
            Self::Failed { code } => write!(f, "Failed({code})"),
            Self::Partial { bytes } => write!(f, "Partial({} bytes)", bytes.len()),
        }
    }
}
