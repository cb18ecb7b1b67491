//! The reading plan in the header of a recording, so that a replay reads alike.
//!
//! ```text
//! {"access":"auto"|"pace"|"bac"|"none", "apdu":"auto"|"short"|"extended", "strict":bool,
//!  "files":null (listed) | [numbers] (named) | [0,1,…,16] (all), "com":bool,
//!  "max_file_size":bytes, "bac_after_pace_failure":bool, "aa":bool, "ca":bool,
//!  "aa_challenge":HEX, "spend_last_try":bool,
//!  "applications":[HEX], "application":"emrtd"|"driving_licence",
//!  "card_access":{"ladder":[WORD], "insist":bool, "constant":HEX}, "protocols":[WORD],
//!  "known_quirks":[NAME]}
//! ```
//!
//! What follows `spend_last_try` comes from the document profile and is left out where it is as `icao` has
//! it.

use super::hex;
use crate::{AccessMode, ApduMode, CardAccessPlan, FileSelection, ProofSelection, ReadPlan};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use vidimus_lds::DataGroup;
use vidimus_lds::evidence::Application;
use vidimus_lds::profile::{CardAccessStep, KnownQuirk, OpeningProtocol};

/// A plan as it stands in the file.
#[derive(Serialize, Deserialize)]
pub(super) struct PlanLine {
    access: String,
    apdu: String,
    strict: bool,
    files: Option<BTreeSet<u8>>,
    com: bool,
    max_file_size: u32,
    // what follows came with PACE and the proofs; a recording without it asked for none of them
    #[serde(default)]
    bac_after_pace_failure: Option<bool>,
    #[serde(default)]
    aa: bool,
    #[serde(default)]
    ca: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    aa_challenge: Option<String>,
    #[serde(default)]
    spend_last_try: bool,
    // what follows came with document profiles
    #[serde(default, skip_serializing_if = "Option::is_none")]
    applications: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    application: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    card_access: Option<CardAccessLine>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    protocols: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    known_quirks: Vec<String>,
}

/// How EF.CardAccess is found, as it stands in the file.
#[derive(Serialize, Deserialize)]
struct CardAccessLine {
    ladder: Vec<String>,
    insist: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    constant: Option<String>,
}

impl CardAccessLine {
    fn of(plan: &CardAccessPlan) -> Self {
        Self {
            ladder: words(&plan.ladder, CardAccessStep::word),
            insist: plan.insist,
            constant: plan.constant.as_deref().map(hex::encode),
        }
    }

    fn plan(&self) -> Option<CardAccessPlan> {
        let constant = self.constant.as_deref();
        Some(CardAccessPlan {
            ladder: meanings(&self.ladder, CardAccessStep::from_word)?,
            insist: self.insist,
            constant: constant
                .map(|digits| hex::decode(digits).ok_or(()))
                .transpose()
                .ok()?,
        })
    }
}

fn words<T: Copy>(set: &BTreeSet<T>, word: fn(T) -> &'static str) -> Vec<String> {
    set.iter().map(|one| word(*one).to_owned()).collect()
}

/// `None` for a word that this version does not know.
fn meanings<T: Ord>(words: &[String], meaning: fn(&str) -> Option<T>) -> Option<BTreeSet<T>> {
    words.iter().map(|word| meaning(word)).collect()
}

/// A value, unless it is the usual one.
fn unusual<T: PartialEq, L>(value: &T, usual: &T, line: impl FnOnce(&T) -> L) -> Option<L> {
    (value != usual).then(|| line(value))
}

impl PlanLine {
    /// Whether it was written before there was PACE, when `auto` meant BAC whatever was offered.
    pub(super) const fn is_before_pace(&self) -> bool {
        self.bac_after_pace_failure.is_none()
    }

    /// A plan to write.
    pub(super) fn of(plan: &ReadPlan) -> Self {
        let usual = ReadPlan::default();
        let numbers =
            |groups: &BTreeSet<DataGroup>| groups.iter().map(|group| group.number()).collect();
        Self {
            access: access_name(plan.access).to_owned(),
            apdu: apdu_name(plan.apdu).to_owned(),
            strict: plan.tolerance_strict,
            files: match &plan.files {
                FileSelection::Listed => None,
                FileSelection::Named(groups) => Some(numbers(groups)),
                FileSelection::All => Some((0..=16).collect()),
            },
            com: plan.read_com,
            max_file_size: plan.max_file_size,
            bac_after_pace_failure: Some(plan.bac_after_pace_failure),
            aa: plan.proofs.active_authentication,
            ca: plan.proofs.chip_authentication,
            aa_challenge: plan.aa_challenge.map(|challenge| hex::encode(&challenge)),
            spend_last_try: plan.spend_last_try,
            applications: unusual(&plan.applications, &usual.applications, |all| {
                all.iter().map(|one| hex::encode(one)).collect()
            }),
            application: unusual(&plan.application, &usual.application, |one| {
                application_name(*one).to_owned()
            }),
            card_access: unusual(&plan.card_access, &usual.card_access, CardAccessLine::of),
            protocols: unusual(&plan.protocols, &usual.protocols, |all| {
                words(all, OpeningProtocol::word)
            }),
            known_quirks: words(&plan.known_quirks, KnownQuirk::word),
        }
    }

    /// The plan that was read; `None` for a mode that this version does not know.
    pub(super) fn plan(self) -> Option<ReadPlan> {
        let access = [
            AccessMode::Auto,
            AccessMode::Pace,
            AccessMode::Bac,
            AccessMode::None,
        ];
        let usual = ReadPlan::default();
        let apdu = [ApduMode::Auto, ApduMode::Short, ApduMode::Extended];
        Some(ReadPlan {
            access: access
                .into_iter()
                .find(|mode| access_name(*mode) == self.access)?,
            apdu: apdu
                .into_iter()
                .find(|mode| apdu_name(*mode) == self.apdu)?,
            tolerance_strict: self.strict,
            files: match self.files {
                None => FileSelection::Listed,
                // number 0 stands for "all, listed or not"
                Some(groups) if groups.contains(&0) => FileSelection::All,
                Some(groups) => {
                    FileSelection::Named(groups.into_iter().filter_map(DataGroup::new).collect())
                }
            },
            read_com: self.com,
            max_file_size: self.max_file_size,
            bac_after_pace_failure: self.bac_after_pace_failure.unwrap_or(false),
            proofs: ProofSelection {
                active_authentication: self.aa,
                chip_authentication: self.ca,
            },
            aa_challenge: match self.aa_challenge {
                None => None,
                Some(digits) => Some(hex::decode(&digits)?.try_into().ok()?),
            },
            spend_last_try: self.spend_last_try,
            applications: match self.applications {
                None => usual.applications,
                Some(all) => all
                    .iter()
                    .map(|one| hex::decode(one))
                    .collect::<Option<_>>()?,
            },
            application: match self.application {
                None => usual.application,
                Some(name) => [Application::Emrtd, Application::DrivingLicence]
                    .into_iter()
                    .find(|application| application_name(*application) == name)?,
            },
            card_access: match self.card_access {
                None => usual.card_access,
                Some(line) => line.plan()?,
            },
            protocols: match self.protocols {
                None => usual.protocols,
                Some(all) => meanings(&all, OpeningProtocol::from_word)?,
            },
            known_quirks: meanings(&self.known_quirks, KnownQuirk::from_word)?,
        })
    }
}

const fn access_name(mode: AccessMode) -> &'static str {
    match mode {
        AccessMode::Auto => "auto",
        AccessMode::Pace => "pace",
        AccessMode::Bac => "bac",
        AccessMode::None => "none",
    }
}

const fn application_name(application: Application) -> &'static str {
    match application {
        Application::Emrtd => "emrtd",
        Application::DrivingLicence => "driving_licence",
    }
}

const fn apdu_name(mode: ApduMode) -> &'static str {
    match mode {
        ApduMode::Auto => "auto",
        ApduMode::Short => "short",
        ApduMode::Extended => "extended",
    }
}
