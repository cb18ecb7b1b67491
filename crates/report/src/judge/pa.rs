//! Passive authentication: `pa.*`, as `vidimus-trust` found it, each finding as a check.
//!
//! Outcomes are taken as they are. Three things are added here, for which more than the files must
//! be known: DG1 and DG2 have a check in every report, whether or not they are listed; a listed DG14
//! or DG15 that the chip refuses is aborted; DG3 and DG4 that were asked for and that the authentic
//! list leaves out are not supported.

use super::Findings;
use super::case::{Dg1State, is_withheld};
use super::issue_date;
use super::structure::quirk;
use crate::{Check, CheckId, Checks, EvaluationTime, Policy};
use std::collections::BTreeMap;
use vidimus_lds::DataGroup;
use vidimus_lds::evidence::Evidence;
use vidimus_lds::text::escape_for_terminal;
use vidimus_trust::{Finding, Outcome, PaInput, PaResult};

/// What stands for a licence where documents have a code.
const LICENCE: &str = "DL";

/// What passive authentication is asked.
pub(super) fn input<'a>(
    evidence: &'a Evidence,
    dg1: &'a Dg1State,
    policy: &'a Policy,
    at: EvaluationTime,
    clock_implausible: bool,
) -> PaInput<'a> {
    let mrz = dg1.parsed().map(|dg1| &dg1.mrz);
    PaInput {
        application: evidence.application,
        issuing_state: dg1.issuer(),
        document_code: mrz
            .map(|mrz| mrz.document_code())
            .or_else(|| dg1.licence().map(|_| LICENCE)),
        issue_date: issue_date::of(evidence, dg1),
        clock_implausible,
        rules: policy.rules(),
        ..PaInput::new(&evidence.files, at.unix)
    }
}

/// Its findings as checks.
pub(super) fn judge(evidence: &Evidence, result: &PaResult<'_>) -> Findings {
    let mut findings = Findings {
        checks: Checks::of(evidence.application),
        ..Findings::default()
    };
    let single = [
        (CheckId::PaSodParse, &result.parse),
        (CheckId::PaSodSignature, &result.signature),
        (CheckId::PaSodSignerProfile, &result.signer_profile),
        (CheckId::PaChainAnchor, &result.anchor),
        (CheckId::PaChainSignature, &result.chain_signature),
        (CheckId::PaChainValidity, &result.validity),
        (CheckId::PaChainRevocation, &result.revocation),
        (CheckId::PaChainCountry, &result.country),
        (CheckId::PaChainDoctype, &result.doctype),
    ];
    for (id, finding) in single {
        findings.checks.insert(check(id, finding));
    }
    if let (Some(algorithm), Some(signature)) = (
        &result.algorithm,
        findings.checks.get(CheckId::PaSodSignature).cloned(),
    ) {
        findings
            .checks
            .insert(signature.fact("algorithm", algorithm.as_str()));
    }
    for hash in hashes(evidence, result) {
        findings.checks.insert(hash);
    }
    findings.quirks = result.quirks.iter().map(|id| quirk(id, "")).collect();
    findings.notices = result
        .notices
        .iter()
        .map(|code| (*code).to_owned())
        .collect();
    findings
}

/// A check for every data group that is listed or was tried; DG1 and DG2 always.
fn hashes(evidence: &Evidence, result: &PaResult<'_>) -> Vec<Check> {
    let mut hashes: BTreeMap<DataGroup, Check> = [DataGroup::DG1, DataGroup::DG2]
        .map(|group| {
            (
                group,
                Check::new(CheckId::PaHash(group), unlisted_and_unread(result)),
            )
        })
        .into();
    for (group, finding) in &result.hashes {
        hashes.insert(*group, hash(evidence, *group, finding));
    }
    let guarded = |group: &DataGroup| evidence.application.is_guarded(*group);
    for group in DataGroup::all().filter(guarded) {
        let wanted =
            evidence.requested.contains(&group) || evidence.chip.terminal_authentication.is_some();
        if wanted && surely_unlisted(result, group) {
            let check = Check::new(CheckId::PaHash(group), Outcome::NotSupported);
            hashes.entry(group).or_insert(check);
        }
    }
    hashes.into_values().collect()
}

/// Whether the authentic list leaves a data group out, so that the document does not offer it.
fn surely_unlisted(result: &PaResult<'_>, group: DataGroup) -> bool {
    let listing = result.authentic_listing();
    listing.is_some_and(|listing| !listing.contains(&group))
}

/// Without EF.SOD nobody can say that a data group was left out on purpose.
fn unlisted_and_unread(result: &PaResult<'_>) -> Outcome {
    if result.listed.is_some() {
        Outcome::NotRequested
    } else {
        Outcome::Undetermined
    }
}

fn hash(evidence: &Evidence, group: DataGroup, finding: &Finding) -> Check {
    let id = CheckId::PaHash(group);
    if is_withheld(evidence, group) && finding.outcome == Outcome::NotRequested {
        return Check::new(id, Outcome::Aborted).code("listed_file_unreadable");
    }
    check(id, finding)
}

pub(super) fn check(id: CheckId, finding: &Finding) -> Check {
    let mut check = Check::new(id, finding.outcome);
    check.code = finding.code.map(Into::into);
    check.detail = finding
        .detail
        .as_ref()
        .map(|detail| escape_for_terminal(&detail.to_string()).into_owned());
    check
}
