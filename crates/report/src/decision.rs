//! The decision: what a policy makes of verdict and answers (DESIGN §2); the exit code follows.

use crate::{
    CheckId, Checks, ChipAnswer, ChipFreshness, ChipPolicy, Conclusions, CurrencyAnswer, Policy,
    PrintedAnswer, Tolerance, UnknownRevocation, Verdict,
};
use vidimus_trust::Outcome;

/// What to do with the document. Ordered from worst to best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// Do not accept it.
    Reject,
    /// A person must look.
    Refer,
    /// Accept it under this policy.
    Accept,
}

impl Decision {
    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Refer => "refer",
            Self::Reject => "reject",
        }
    }
}

/// Checks whose failure does not touch authenticity but needs a person's eye under `field`, and
/// rejects under `strict`; `cross.*` belong to them.
const SUSPICIOUS: [CheckId; 5] = [
    CheckId::AccessKeyMatchesDg1,
    CheckId::LdsCardAccessDg14,
    CheckId::LdsStructure,
    CheckId::PaChainDoctype,
    CheckId::DocMrzCheckDigits,
];

/// Whether a failure of this check refers or, under `strict`, rejects.
pub(crate) fn is_suspicious(id: CheckId) -> bool {
    id.is_cross() || SUSPICIOUS.contains(&id)
}

/// What the policy makes of it all. Never better than the verdict allows.
///
/// Under `strict` a suspicious check rejects whatever the verdict is: otherwise a second thing
/// going wrong (a missing CSCA, say) would turn a rejection into a mere referral.
#[must_use]
pub fn decide(
    checks: &Checks,
    answers: &Conclusions,
    verdict: Verdict,
    policy: &Policy,
) -> Decision {
    let suspicious = checks
        .iter()
        .any(|check| is_suspicious(check.id) && check.outcome == Outcome::Failed);
    if verdict == Verdict::NotAuthentic || (suspicious && policy.tolerance() == Tolerance::Strict) {
        Decision::Reject
    } else if verdict == Verdict::Undetermined
        || suspicious
        || checks.iter().any(|check| refers(check.id, check.outcome))
        || CheckId::all().any(|id| is_missed(id, checks.outcome(id), policy))
        || answers.currency != CurrencyAnswer::InDate
        || answers.printed == PrintedAnswer::Differs
        || !chip_satisfies(answers, policy)
    {
        Decision::Refer
    } else {
        Decision::Accept
    }
}

/// Outcomes other than a plain failure that want a person's eye: a listed data group that was
/// asked for and did not come, and weaker access than the document offers, even while it is not
/// certain.
pub(crate) const fn refers(id: CheckId, outcome: Outcome) -> bool {
    match id {
        CheckId::PaHash(_) => matches!(outcome, Outcome::Aborted),
        CheckId::AccessDowngrade => matches!(
            outcome,
            Outcome::Failed | Outcome::Undetermined | Outcome::Aborted
        ),
        _ => false,
    }
}

/// Whether the policy wants this check passed for a document to be accepted, and it did not. Only
/// such checks are asked for that the verdict does without: a requirement never improves anything.
pub(crate) fn is_missed(id: CheckId, outcome: Outcome, policy: &Policy) -> bool {
    let refers_unknown = policy.unknown_revocation() == UnknownRevocation::Refer;
    let required = policy.required_checks().contains(&id)
        || (id == CheckId::PaChainRevocation && refers_unknown);
    required && outcome != Outcome::Passed
}

/// Whether a policy that requires the chip has it: genuine, and asked by us just now.
fn chip_satisfies(answers: &Conclusions, policy: &Policy) -> bool {
    policy.chip() != ChipPolicy::Required
        || (answers.chip == ChipAnswer::Genuine && answers.chip_freshness == ChipFreshness::Live)
}
