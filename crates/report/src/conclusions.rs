//! The four answers a person asks for, from the checks (DESIGN §2).
//!
//! [`answers`] is pure: the same checks give the same answers, whatever was read and whoever
//! asks. Its table is in `tests/answers.rs`, row by row; a property there shows that no check
//! can improve an answer by going wrong.

use crate::{CheckId, Checks};
use std::collections::BTreeSet;
use vidimus_lds::DataGroup;
use vidimus_lds::evidence::Application;
use vidimus_trust::Outcome;

/// Are the data as the issuer signed them? Ordered from worst to best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DataAnswer {
    /// Something differs from what was signed.
    Altered,
    /// Could not be shown.
    Unproven,
    /// The data read are those that the issuing country signed.
    Authentic,
}

/// Is the chip the original one? Ordered from worst to best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChipAnswer {
    /// The chip could not do what the original can.
    Failed,
    /// Could not be shown.
    Unproven,
    /// The document offers no proof: a copy cannot be told from the original.
    Unsupported,
    /// The chip used a key that only the original has.
    Genuine,
}

/// When, and on whose question, the chip's proof was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChipFreshness {
    /// Just now, on a random question of our own.
    Live,
    /// Just now, on a question that the caller chose.
    CallerChallenge,
    /// In a recording: whoever made it may have chosen the question.
    Replayed,
    /// There is no proof.
    None,
}

/// Is the document in force? Ordered from worst to best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CurrencyAnswer {
    /// The signer was revoked.
    Revoked,
    /// The day of expiry has passed.
    Expired,
    /// The day of expiry, or today, is not known.
    Unknown,
    /// Not expired.
    InDate,
}

/// Does the printed page say the same as the chip? Ordered from worst to best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrintedAnswer {
    /// It says something else.
    Differs,
    /// It was not looked at.
    NotCompared,
    /// It says the same.
    Matches,
}

/// The four answers, and how fresh the chip's proof is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Conclusions {
    /// Are the data as the issuer signed them?
    pub data: DataAnswer,
    /// Is the chip the original one?
    pub chip: ChipAnswer,
    /// When was that proved?
    pub chip_freshness: ChipFreshness,
    /// Is the document in force?
    pub currency: CurrencyAnswer,
    /// Does the printed page say the same?
    pub printed: PrintedAnswer,
}

/// The four answers. `required` are the data groups the policy wants covered; `freshness` is
/// what a chip proof in this evidence would count as, and is used only when there is one.
#[must_use]
pub fn answers(
    checks: &Checks,
    required: &BTreeSet<DataGroup>,
    freshness: ChipFreshness,
) -> Conclusions {
    let chip = chip(checks);
    let proved = chip == ChipAnswer::Genuine;
    Conclusions {
        data: data(checks, required),
        chip,
        chip_freshness: if proved {
            freshness
        } else {
            ChipFreshness::None
        },
        currency: currency(checks),
        printed: printed(checks),
    }
}

fn data(checks: &Checks, required: &BTreeSet<DataGroup>) -> DataAnswer {
    let altered = checks.failed(CheckId::PaSodSignature)
        || checks
            .hashes()
            .any(|check| check.outcome == Outcome::Failed);
    if altered {
        return DataAnswer::Altered;
    }
    let covered = required
        .iter()
        .all(|group| checks.passed(CheckId::PaHash(*group)));
    let others = checks
        .hashes()
        .all(|check| is_passed_or_unread(check.outcome));
    if checks.sod_is_authentic() && !required.is_empty() && covered && others {
        DataAnswer::Authentic
    } else {
        DataAnswer::Unproven
    }
}

/// A hash that is undetermined is that of a data group that was read and could not be judged.
const fn is_passed_or_unread(outcome: Outcome) -> bool {
    matches!(
        outcome,
        Outcome::Passed | Outcome::NotRequested | Outcome::NotSupported | Outcome::Aborted
    )
}

/// Each chip proof, and the check that shows its key authentic. The key of Active Authentication
/// lies in another data group of a licence than of an eMRTD.
const fn proofs(application: Application) -> [(CheckId, CheckId); 3] {
    let active = application.active_authentication_key();
    [
        (CheckId::CaKeyAgreement, CheckId::PaHash(DataGroup::DG14)),
        (CheckId::AaResponse, CheckId::PaHash(active)),
        (CheckId::PaceCam, CheckId::PaCardSecurity),
    ]
}

/// Whether this proof passed with a key that is authentic: one without the other shows nothing.
pub(crate) fn is_proved(checks: &Checks, proof: CheckId) -> bool {
    let mut proofs = proofs(checks.application()).into_iter();
    let key = proofs.find_map(|(own, key)| (own == proof).then_some(key));
    checks.passed(proof) && key.is_some_and(|key| checks.passed(key))
}

fn chip(checks: &Checks) -> ChipAnswer {
    let proofs = proofs(checks.application());
    let any_failed = proofs.iter().any(|(proof, _)| checks.failed(*proof));
    let authentic = checks.sod_is_authentic();
    let proved = |(proof, _): &(CheckId, CheckId)| is_proved(checks, *proof);
    let offers_none =
        |(proof, _): &(CheckId, CheckId)| checks.outcome(*proof) == Outcome::NotSupported;
    if any_failed {
        ChipAnswer::Failed
    } else if authentic && proofs.iter().any(proved) {
        ChipAnswer::Genuine
    } else if authentic && proofs.iter().all(offers_none) {
        ChipAnswer::Unsupported
    } else {
        ChipAnswer::Unproven
    }
}

fn currency(checks: &Checks) -> CurrencyAnswer {
    if checks.failed(CheckId::PaChainRevocation) {
        return CurrencyAnswer::Revoked;
    }
    match checks.outcome(CheckId::DocExpiry) {
        Outcome::Passed => CurrencyAnswer::InDate,
        Outcome::Failed => CurrencyAnswer::Expired,
        _ => CurrencyAnswer::Unknown,
    }
}

fn printed(checks: &Checks) -> PrintedAnswer {
    let printed = || checks.iter().filter(|check| check.id.is_printed());
    if printed().any(|check| check.outcome == Outcome::Failed) {
        PrintedAnswer::Differs
    } else if printed().any(|check| check.outcome == Outcome::Passed) {
        PrintedAnswer::Matches
    } else {
        PrintedAnswer::NotCompared
    }
}

impl DataAnswer {
    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Authentic => "authentic",
            Self::Altered => "altered",
            Self::Unproven => "unproven",
        }
    }
}

impl ChipAnswer {
    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Genuine => "genuine",
            Self::Failed => "failed",
            Self::Unproven => "unproven",
            Self::Unsupported => "unsupported",
        }
    }
}

impl ChipFreshness {
    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::CallerChallenge => "caller_challenge",
            Self::Replayed => "replayed",
            Self::None => "none",
        }
    }
}

impl CurrencyAnswer {
    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InDate => "in_date",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
            Self::Unknown => "unknown",
        }
    }
}

impl PrintedAnswer {
    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Matches => "matches",
            Self::Differs => "differs",
            Self::NotCompared => "not_compared",
        }
    }
}
