//! The TOML form of a policy. Keys are walked by hand, so that every mistake is named.
//!
//! A table and its dotted keys are the same thing in TOML; both are flattened to dotted keys first,
//! and each of those is looked up in [`KEYS`]. What is not there is an error, for a misspelt key must
//! not silently weaken a policy. docs/counter.toml shows every key with its values.
//!
//! A new key also goes into [`Policy::settings`], or two policies that differ would have one hash.

mod rules;
mod value;

use super::{ChipPolicy, Policy, PolicyError, UnknownRevocation, group_key};
use crate::CheckId;
pub(super) use rules::{EXPIRED_CSCA, SHA1, VALIDITY_TIME};
use std::collections::BTreeSet;
use toml::{Table, Value};
use value::{boolean, choice, list, word, wrong_type};
use vidimus_lds::DataGroup;
use vidimus_trust::Tolerance;

/// No policy needs more; a larger file is not a policy.
const MAX_BYTES: usize = 64 * 1024;

/// The name of a policy whose file gives none.
const UNNAMED: &str = "custom";

/// Every key there is, sorted. `allow_pinned_signers` is another spelling of
/// `trust.allow_pinned_signers`.
pub(super) const KEYS: [&str; 16] = [
    "access.bac_after_pace_failure",
    "algorithms.min_ec_bits",
    "algorithms.min_rsa_bits",
    "algorithms.sha1",
    "allow_pinned_signers",
    "checks.required",
    "chip",
    "data.required",
    "name",
    "revocation.max_age_days",
    "revocation.unknown",
    "tolerance",
    "trust.allow_pinned_signers",
    "trust.anchors",
    "validity.expired_csca",
    "validity.time",
];

/// The tables that keys stand in.
const TABLES: [&str; 7] = [
    "access",
    "algorithms",
    "checks",
    "data",
    "revocation",
    "trust",
    "validity",
];

pub(super) fn parse(text: &str) -> Result<Policy, PolicyError> {
    if text.len() > MAX_BYTES {
        return Err(PolicyError::TooLong {
            length: text.len(),
            limit: MAX_BYTES,
        });
    }
    let table: Table = text.parse().map_err(|error| syntax(text, &error))?;
    let flat = flatten(&table)?;
    if flat
        .iter()
        .filter(|(key, _)| is_pinned_signers(key))
        .count()
        > 1
    {
        return Err(PolicyError::GivenTwice {
            key: "trust.allow_pinned_signers",
            other: "allow_pinned_signers",
        });
    }
    let mut policy = Policy {
        name: UNNAMED.to_owned(),
        ..Policy::field()
    };
    for (key, value) in flat {
        set(&mut policy, key, value)?;
    }
    Ok(policy)
}

/// Each value with its key from [`KEYS`].
fn flatten(table: &Table) -> Result<Vec<(&'static str, &Value)>, PolicyError> {
    let mut flat = Vec::new();
    for (key, value) in table {
        let Some(section) = TABLES.into_iter().find(|section| section == key) else {
            flat.push((known(key)?, value));
            continue;
        };
        let Value::Table(inner) = value else {
            return Err(wrong_type(section, "a table", value));
        };
        for (key, value) in inner {
            flat.push((known(&format!("{section}.{key}"))?, value));
        }
    }
    Ok(flat)
}

fn known(key: &str) -> Result<&'static str, PolicyError> {
    KEYS.into_iter()
        .find(|known| *known == key)
        .ok_or_else(|| PolicyError::UnknownKey {
            key: key.to_owned(),
            known: known_keys(),
        })
}

/// All keys as a message names them.
fn known_keys() -> String {
    KEYS.map(|key| format!("`{key}`")).join(", ")
}

fn is_pinned_signers(key: &str) -> bool {
    key.ends_with("allow_pinned_signers")
}

fn set(policy: &mut Policy, key: &'static str, value: &Value) -> Result<(), PolicyError> {
    match key {
        "access.bac_after_pace_failure" => policy.bac_after_pace_failure = boolean(key, value)?,
        "checks.required" => policy.checks = list(key, value, CHECKS, check)?,
        "chip" => policy.chip = choice(key, value, &CHIP)?,
        "data.required" => policy.required = data_groups(key, value)?,
        "name" => policy.name = word(key, value)?.to_owned(),
        "revocation.unknown" => policy.unknown_revocation = choice(key, value, &UNKNOWN)?,
        "tolerance" => policy.rules.tolerance = choice(key, value, &TOLERANCE)?,
        _ => rules::set(&mut policy.rules, key, value)?,
    }
    Ok(())
}

const CHIP: [(&str, ChipPolicy); 3] = [
    (
        ChipPolicy::RequiredIfOffered.as_str(),
        ChipPolicy::RequiredIfOffered,
    ),
    (ChipPolicy::Required.as_str(), ChipPolicy::Required),
    (ChipPolicy::NotRequired.as_str(), ChipPolicy::NotRequired),
];

const UNKNOWN: [(&str, UnknownRevocation); 2] = [
    (
        UnknownRevocation::Accept.as_str(),
        UnknownRevocation::Accept,
    ),
    (UnknownRevocation::Refer.as_str(), UnknownRevocation::Refer),
];

const TOLERANCE: [(&str, Tolerance); 2] =
    [("field", Tolerance::Field), ("strict", Tolerance::Strict)];

const CHECKS: &str = "a list such as [\"pa.chain.revocation\"]";

fn check(key: &'static str, word: &str) -> Result<CheckId, PolicyError> {
    CheckId::parse(word).ok_or_else(|| PolicyError::UnknownValue {
        key,
        value: word.to_owned(),
        allowed: "the checks in docs/checks.md".to_owned(),
    })
}

/// DG1 cannot be left out.
fn data_groups(key: &'static str, value: &Value) -> Result<BTreeSet<DataGroup>, PolicyError> {
    let groups = list(key, value, "a list such as [\"dg1\", \"dg2\"]", data_group)?;
    if groups.contains(&DataGroup::DG1) {
        Ok(groups)
    } else {
        Err(PolicyError::Dg1NotRequired)
    }
}

fn data_group(key: &'static str, word: &str) -> Result<DataGroup, PolicyError> {
    (1..=16)
        .filter_map(DataGroup::new)
        .find(|group| group_key(*group) == word)
        .ok_or_else(|| PolicyError::UnknownValue {
            key,
            value: word.to_owned(),
            allowed: "`dg1` to `dg16`".to_owned(),
        })
}

/// Where the TOML stops making sense, in lines and columns from 1.
fn syntax(text: &str, error: &toml::de::Error) -> PolicyError {
    let start = error.span().map_or(0, |span| span.start);
    let before = text.get(..start).unwrap_or_default();
    let last_line = before.rsplit('\n').next().unwrap_or_default();
    PolicyError::Syntax {
        line: before.matches('\n').count() + 1,
        column: last_line.chars().count() + 1,
        problem: error.message().to_owned(),
    }
}

#[cfg(test)]
mod tests;
