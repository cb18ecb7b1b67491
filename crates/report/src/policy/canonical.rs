//! One fixed form for what a policy wants, to be compared and hashed.
//!
//! A line `key=value` for each key of a policy file but `name`, sorted by key; items of a list
//! sorted, with commas. What a file leaves out stands there with its default, so that two files that want
//! the same have one form, and a default that ever changes changes the hash.

use super::file::{EXPIRED_CSCA, SHA1, VALIDITY_TIME};
use super::{Policy, group_key, tolerance_name};
use crate::check::hex;
use std::collections::BTreeMap;
use vidimus_pubkey::HashAlgorithm;

/// The limit that is not there: a list holds until its own nextUpdate.
const UNTIL_NEXT_UPDATE: &str = "next_update";

impl Policy {
    /// Every key but the name, with its value in words.
    #[must_use]
    pub fn settings(&self) -> BTreeMap<&'static str, String> {
        let rules = &self.rules;
        let age = rules.revocation.max_age_days;
        BTreeMap::from([
            (
                "access.bac_after_pace_failure",
                self.bac_after_pace_failure.to_string(),
            ),
            (
                "algorithms.min_ec_bits",
                rules.algorithms.min_ec_bits.to_string(),
            ),
            (
                "algorithms.min_rsa_bits",
                rules.algorithms.min_rsa_bits.to_string(),
            ),
            ("algorithms.sha1", word_for(&SHA1, rules.algorithms.sha1)),
            (
                "checks.required",
                joined(self.checks.iter().map(|id| id.as_str())),
            ),
            ("chip", self.chip.as_str().to_owned()),
            (
                "data.required",
                joined(self.required.iter().map(|group| group_key(*group))),
            ),
            (
                "revocation.max_age_days",
                age.map_or_else(|| UNTIL_NEXT_UPDATE.to_owned(), |days| days.to_string()),
            ),
            (
                "revocation.unknown",
                self.unknown_revocation.as_str().to_owned(),
            ),
            ("tolerance", tolerance_name(rules.tolerance).to_owned()),
            (
                "trust.allow_pinned_signers",
                rules.allow_pinned_signers.to_string(),
            ),
            (
                "trust.anchors",
                joined(rules.unvouched_anchors.iter().map(|sha256| hex(sha256))),
            ),
            (
                "validity.expired_csca",
                word_for(&EXPIRED_CSCA, rules.expired_csca),
            ),
            ("validity.time", word_for(&VALIDITY_TIME, rules.validity)),
        ])
    }

    /// The policy in one fixed form: a line a key, sorted, without the name. Two policies that
    /// want the same have the same form, whatever their files look like.
    #[must_use]
    pub fn canonical(&self) -> String {
        let settings = self.settings();
        settings
            .iter()
            .map(|(key, value)| format!("{key}={value}\n"))
            .collect()
    }

    /// SHA-256 of [`canonical`](Self::canonical), 64 hexadecimal digits: what an auditor
    /// compares.
    #[must_use]
    pub fn sha256(&self) -> String {
        hex(HashAlgorithm::Sha256
            .hash(self.canonical().as_bytes())
            .as_ref())
    }

    /// What this policy wants otherwise than the built-in policy of its tolerance.
    #[must_use]
    pub fn departures(&self) -> BTreeMap<&'static str, String> {
        let usual = Self::built_in("", self.tolerance()).settings();
        let mut settings = self.settings();
        settings.retain(|key, value| usual.get(key) != Some(value));
        settings
    }
}

/// Items of a list with commas, in the order they come in: sets are sorted.
fn joined<T: AsRef<str>>(items: impl Iterator<Item = T>) -> String {
    let items: Vec<T> = items.collect();
    let words: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    words.join(",")
}

/// The word of a table for a meaning.
fn word_for<T: Copy + PartialEq>(table: &[(&'static str, T)], meaning: T) -> String {
    let found = table.iter().find(|(_, value)| *value == meaning);
    found.map_or("", |(word, _)| *word).to_owned()
}
