//! Where evidence comes from.

/// Where evidence comes from.
///
/// Evidence that comes out of a file is never live, whatever the file says: reading JSON turns
/// [`Source::Reader`] into [`Source::Saved`], so that nobody can forget to.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "kind", rename_all = "snake_case"))]
#[cfg_attr(feature = "serde", serde(from = "Written"))]
#[non_exhaustive]
pub enum Source {
    /// A chip, now.
    Reader {
        /// name of the reader
        name: String,
    },
    /// A chip, at some time before this evidence was saved.
    Saved {
        /// name of the reader
        reader: String,
    },
    /// A recorded session.
    Transcript {
        /// SHA-256 of the recording, in hexadecimal
        sha256: String,
    },
    /// Files read earlier by somebody.
    #[default]
    Files,
}

/// The sources as JSON has them.
#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Written {
    Reader { name: String },
    Saved { reader: String },
    Transcript { sha256: String },
    Files,
}

#[cfg(feature = "serde")]
impl From<Written> for Source {
    fn from(written: Written) -> Self {
        match written {
            Written::Reader { name: reader } | Written::Saved { reader } => Self::Saved { reader },
            Written::Transcript { sha256 } => Self::Transcript { sha256 },
            Written::Files => Self::Files,
        }
    }
}
