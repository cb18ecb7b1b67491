//! Changes of single elements of a structure, by name.

use super::der;
use std::collections::BTreeMap;

/// What becomes of one element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// it is left out
    Absent,
    /// these bytes, a whole encoded object, stand in its place
    Is(Vec<u8>),
    /// the lowest bit of its last byte is the other way round
    FlipLastBit,
}

/// Changes by the name of the element, such as `serialNumber` or `signerInfo.sid`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes(BTreeMap<String, Change>);

impl Changes {
    /// Changes one element.
    pub fn set(&mut self, element: impl Into<String>, change: Change) {
        self.0.insert(element.into(), change);
    }

    /// Leaves one element out.
    pub fn leave_out(&mut self, element: impl Into<String>) {
        self.set(element, Change::Absent);
    }

    /// Puts another object in the element's place.
    pub fn replace(&mut self, element: impl Into<String>, with: Vec<u8>) {
        self.set(element, Change::Is(with));
    }

    /// Whether nothing is changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The outer frame of a certificate (RFC 5280 §4.1) or revocation list (§5.1), with what is
    /// to be wrong in it.
    ///
    /// ```text
    /// SEQUENCE { tbs, signatureAlgorithm AlgorithmIdentifier, signatureValue BIT STRING }
    /// ```
    pub(super) fn frame(&self, tbs: Vec<u8>, algorithm: Vec<u8>, signature: &[u8]) -> Vec<u8> {
        der::sequence(&[
            tbs,
            self.apply("signatureAlgorithm", algorithm),
            self.apply("signatureValue", der::bits(signature)),
        ])
    }

    /// The element as it is to be written, nothing where it is left out.
    pub(crate) fn apply(&self, element: &str, mut own: Vec<u8>) -> Vec<u8> {
        match self.0.get(element) {
            None => own,
            Some(Change::Absent) => Vec::new(),
            Some(Change::Is(other)) => other.clone(),
            Some(Change::FlipLastBit) => {
                if let Some(last) = own.last_mut() {
                    *last ^= 1;
                }
                own
            }
        }
    }
}
