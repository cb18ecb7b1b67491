//! The relation that proves a chip in PACE with Chip Authentication Mapping.

use super::{AgreementKey, Domain, SecretScalar, key, secret};

/// Whether `scalar` times the chip's static key is its key of the mapping: `PK_map = CA_IC *
/// PK_IC` (Doc 9303-11 §4.4.3.5.2). Only who knows the static secret could give such a scalar.
///
/// `scalar` is `CA_IC`, the decrypted Chip Authentication data, big-endian. False for a scalar
/// outside 1 to the order less one, for keys of two domains, and for keys of no curve, on which
/// there is no such mapping. All of this is public once the chip has shown it.
#[must_use]
pub fn is_static_key_of(mapping: &AgreementKey, scalar: &[u8], static_key: &AgreementKey) -> bool {
    let (key::Inner::Ec(mapping), key::Inner::Ec(static_key)) = (&mapping.0, &static_key.0) else {
        return false;
    };
    match SecretScalar::from_bytes(Domain::Ec(static_key.curve()), scalar) {
        Ok(SecretScalar(secret::Inner::Ec(scalar))) => {
            scalar.times(static_key).is_ok_and(|key| key == *mapping)
        }
        _ => false,
    }
}
