//! The keys that path validation asks for: times, revocation lists, algorithms, anchors.

use super::super::PolicyError;
use super::value::{boolean, choice, list, number};
use crate::check::unhex;
use core::ops::RangeInclusive;
use toml::Value;
use vidimus_trust::rules::{ExpiredCsca, Rules, ValidityTime};

/// Days a revocation list may be old: up to ten years.
const AGE_DAYS: RangeInclusive<u32> = 1..=3650;

/// Bits of an RSA modulus: what is verified at all.
const RSA_BITS: RangeInclusive<u32> = 1024..=8192;

/// Bits of the order of a curve: from the shortest known curve to the longest.
const EC_BITS: RangeInclusive<u32> = 160..=521;

/// At which time the signer must be valid (Doc 9303-12 D.1.1).
pub(in super::super) const VALIDITY_TIME: [(&str, ValidityTime); 3] = [
    ("evaluation", ValidityTime::Evaluation),
    ("signing_time", ValidityTime::SigningTime),
    ("issue_date", ValidityTime::IssueDate),
];

/// What an expired authority means (TR-03135-1 §5.6.4.3.4).
pub(in super::super) const EXPIRED_CSCA: [(&str, ExpiredCsca); 2] = [
    ("fail", ExpiredCsca::Fails),
    ("accept", ExpiredCsca::Accepted),
];

/// Whether SHA-1 counts.
pub(in super::super) const SHA1: [(&str, bool); 2] = [("accept", true), ("refuse", false)];

/// Puts one value in; the key is one of those known.
pub(super) fn set(rules: &mut Rules, key: &'static str, value: &Value) -> Result<(), PolicyError> {
    match key {
        "algorithms.min_ec_bits" => rules.algorithms.min_ec_bits = number(key, value, EC_BITS)?,
        "algorithms.min_rsa_bits" => rules.algorithms.min_rsa_bits = number(key, value, RSA_BITS)?,
        "algorithms.sha1" => rules.algorithms.sha1 = choice(key, value, &SHA1)?,
        "revocation.max_age_days" => {
            rules.revocation.max_age_days = Some(number(key, value, AGE_DAYS)?);
        }
        "trust.anchors" => rules.unvouched_anchors = list(key, value, ANCHORS, fingerprint)?,
        "validity.expired_csca" => rules.expired_csca = choice(key, value, &EXPIRED_CSCA)?,
        "validity.time" => rules.validity = choice(key, value, &VALIDITY_TIME)?,
        // the two spellings of `allow_pinned_signers` are all that is left
        _ => rules.allow_pinned_signers = boolean(key, value)?,
    }
    Ok(())
}

/// What must stand there, as a message says it.
const ANCHORS: &str = "a list of SHA-256 fingerprints";

/// A SHA-256 fingerprint: 64 hexadecimal digits, with or without colons.
fn fingerprint(key: &'static str, word: &str) -> Result<[u8; 32], PolicyError> {
    unhex(&word.replace(':', "")).ok_or_else(|| PolicyError::UnknownValue {
        key,
        value: word.to_owned(),
        allowed: "the SHA-256 fingerprints, 64 hexadecimal digits each".to_owned(),
    })
}
