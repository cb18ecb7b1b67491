//! Public values as they go over the wire (Doc 9303-11 §9.4.1, §9.4.5).
//!
//! A point is `04 || x || y`, its coordinates as long as the prime. A DH value is an unsigned
//! integer in as few bytes as it needs (§9.4.3 note), so one in 256 is shorter than the prime;
//! chips that fill it up with zeros to the length of the prime are understood too. What a token
//! covers is the value as it was sent.

use super::PaceError;
use vidimus_pubkey::agreement::{AgreementKey, Domain};

/// A public value and its bytes as sent.
pub(super) struct PublicValue {
    pub(super) key: AgreementKey,
    pub(super) sent: Vec<u8>,
}

impl PublicValue {
    /// Our own value, as we send it.
    pub(super) fn own(key: AgreementKey) -> Self {
        let sent = key.to_wire();
        Self { key, sent }
    }

    /// The chip's value in the answer to `step`, which must not be `own`: whoever only sends our
    /// key back would get past the mapping without a key (§4.4.1, step 3d).
    pub(super) fn received(
        domain: Domain,
        sent: &[u8],
        own: &Self,
        step: &'static str,
    ) -> Result<Self, PaceError> {
        let key = AgreementKey::from_wire(domain, sent).map_err(|_| invalid(domain, step))?;
        if key == own.key {
            return Err(PaceError::SamePublicKey { step });
        }
        let sent = sent.to_vec();
        Ok(Self { key, sent })
    }
}

/// The error for a value that is not in the group.
pub(super) const fn invalid(domain: Domain, step: &'static str) -> PaceError {
    match domain {
        Domain::Ec(_) => PaceError::PointInvalid { step },
        Domain::Dh(_) => PaceError::DhValueInvalid { step },
    }
}
