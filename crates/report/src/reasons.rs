//! Which checks decided: what stands under "reasons" in the report and under "Why" in the text.

use crate::decision::{is_missed, is_suspicious, refers};
use crate::verdict::{FORGED, FORGED_WHEN_STRICT};
use crate::{
    Check, CheckId, Checks, ChipAnswer, ChipPolicy, Conclusions, CurrencyAnswer, DataAnswer,
    Decision, Policy, Tolerance, Verdict,
};
use std::collections::BTreeSet;
use vidimus_trust::Outcome;

/// Codes that only repeat what another check says: left out while that one is there.
const CONSEQUENCES: [&str; 4] = [
    "sod_not_authentic",
    "sod_not_parsed",
    "issuing_state_unknown",
    "document_type_unknown",
];

/// The checks that decided verdict and decision, in report order; none when all is well.
///
/// Of several that stay open for one and the same cause the first is named.
pub(crate) fn reasons(
    checks: &Checks,
    answers: &Conclusions,
    verdict: Verdict,
    decision: Decision,
    policy: &Policy,
) -> Vec<CheckId> {
    let strict = policy.tolerance() == Tolerance::Strict;
    let counts = |check: &&Check| match verdict {
        Verdict::NotAuthentic => is_forged(check, strict),
        Verdict::Undetermined => {
            keeps_open(check, answers, policy) || (strict && is_suspicion(check))
        }
        Verdict::Authentic => decision != Decision::Accept && wants_a_look(check, answers, policy),
    };
    let decisive: Vec<&Check> = checks.iter().filter(counts).collect();
    root_causes(&decisive)
}

fn is_forged(check: &Check, strict: bool) -> bool {
    let id = check.id;
    let forged = id.data_group().is_some()
        || id == CheckId::PaSodSignature
        || id.is_chip_proof()
        || FORGED.contains(&id)
        || (strict && FORGED_WHEN_STRICT.contains(&id));
    forged && check.outcome == Outcome::Failed
}

fn is_suspicion(check: &Check) -> bool {
    is_suspicious(check.id) && check.outcome == Outcome::Failed
}

/// What keeps the verdict from `authentic`.
fn keeps_open(check: &Check, answers: &Conclusions, policy: &Policy) -> bool {
    const CHAIN: [CheckId; 6] = [
        CheckId::PaSodParse,
        CheckId::PaSodSignature,
        CheckId::PaSodSignerProfile,
        CheckId::PaChainAnchor,
        CheckId::PaChainSignature,
        CheckId::PaChainCountry,
    ];
    let id = check.id;
    if FORGED_WHEN_STRICT.contains(&id) && check.outcome == Outcome::Failed {
        return true;
    }
    let passed = check.outcome == Outcome::Passed;
    let open_data = answers.data != DataAnswer::Authentic && !passed;
    if CHAIN.contains(&id) || id == CheckId::PaChainValidity {
        open_data
    } else if let Some(group) = id.data_group() {
        let required = policy.required().contains(&group);
        open_data && (required || check.outcome == Outcome::Undetermined)
    } else {
        id.is_chip_proof()
            && answers.chip == ChipAnswer::Unproven
            && check.outcome != Outcome::NotSupported
    }
}

/// What makes a policy refer or reject an authentic document.
fn wants_a_look(check: &Check, answers: &Conclusions, policy: &Policy) -> bool {
    let unmet_chip = policy.chip() == ChipPolicy::Required && check.id.is_chip_proof();
    is_suspicion(check)
        || refers(check.id, check.outcome)
        || is_missed(check.id, check.outcome, policy)
        || (check.id == CheckId::DocExpiry && answers.currency != CurrencyAnswer::InDate)
        || (check.id.is_printed() && check.outcome == Outcome::Failed)
        || unmet_chip
}

fn root_causes(decisive: &[&Check]) -> Vec<CheckId> {
    let is_consequence = |check: &Check| {
        check
            .code
            .as_deref()
            .is_some_and(|code| CONSEQUENCES.contains(&code))
    };
    let only_consequences = decisive.iter().all(|check| is_consequence(check));
    let mut codes = BTreeSet::new();
    let mut ids = Vec::new();
    for check in decisive {
        let named = match &check.code {
            Some(code) if check.outcome != Outcome::Failed => {
                (only_consequences || !is_consequence(check)) && codes.insert(code.as_ref())
            }
            _ => true,
        };
        if named {
            ids.push(check.id);
        }
    }
    ids
}
