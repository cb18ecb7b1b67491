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
        let encoded = key.encode();
        let sent = match key.domain() {
            Domain::Ec(_) => encoded,
            Domain::Dh(_) => encoded.into_iter().skip_while(|byte| *byte == 0).collect(),
        };
        Self { key, sent }
    }

    /// The chip's value in the answer to `step`, which must not be `own`.
    pub(super) fn received(
        domain: Domain,
        sent: &[u8],
        own: &Self,
        step: &'static str,
    ) -> Result<Self, PaceError> {
        let key = AgreementKey::decode(domain, &filled_up(domain, sent))
            .map_err(|_| invalid(domain, step))?;
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

/// A DH value with zeros in front, as long as the prime. Nothing is added to an empty one.
fn filled_up(domain: Domain, sent: &[u8]) -> Vec<u8> {
    let missing = match domain {
        Domain::Dh(_) if !sent.is_empty() => domain.public_len().saturating_sub(sent.len()),
        _ => 0,
    };
    let mut value = vec![0; missing];
    value.extend_from_slice(sent);
    value
}
