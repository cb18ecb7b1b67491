//! Whether algorithms and keys are strong enough for the policy (Doc 9303-12 §4.1.6).
//!
//! Only what passed is looked at: a wrong signature stays wrong under any algorithm. What is right
//! and too weak is undetermined, since the same could have been made by somebody else.

use crate::rules::AlgorithmRules;
use crate::signature::with_oid;
use crate::{Certificate, Detail, Finding, Role, codes};
use vidimus_pubkey::{HashAlgorithm, PublicKey, oid};

/// A finding about a signature: passed only where every hash, and the key that verified it, is
/// strong enough.
pub(crate) fn signature(
    finding: Finding,
    hashes: impl IntoIterator<Item = HashAlgorithm>,
    key_of: &Certificate,
    role: Role,
    rules: AlgorithmRules,
) -> Finding {
    if !finding.is_passed() {
        return finding;
    }
    hashes
        .into_iter()
        .find_map(|algorithm| hash(algorithm, rules))
        .or_else(|| key(key_of, role, rules))
        .unwrap_or(finding)
}

/// Why the policy does not take this hash algorithm.
pub(crate) fn hash(algorithm: HashAlgorithm, rules: AlgorithmRules) -> Option<Finding> {
    (algorithm == HashAlgorithm::Sha1 && !rules.sha1)
        .then(|| with_oid(codes::ALGORITHM_REFUSED, oid::SHA1))
}

/// Why the policy does not take this key. One that does not decode verifies nothing anyway.
fn key(certificate: &Certificate, role: Role, rules: AlgorithmRules) -> Option<Finding> {
    let (bits, minimum) = match certificate.public_key().ok()? {
        PublicKey::Rsa(key) => (key.bits(), rules.min_rsa_bits),
        PublicKey::Ec(key, _) => (key.curve().order_bits(), rules.min_ec_bits),
        // a kind for which there is no rule yet
        _ => return Some(Finding::undetermined(codes::ALGORITHM_UNSUPPORTED)),
    };
    let bits = u32::try_from(bits).unwrap_or(u32::MAX);
    (bits < minimum).then(|| {
        Finding::undetermined(codes::KEY_TOO_SHORT).with(Detail::KeySize {
            role,
            bits,
            minimum,
        })
    })
}
