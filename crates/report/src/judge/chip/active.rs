//! `aa.response`: Active Authentication (Doc 9303-11 §6.1).
//!
//! Unlike the other proofs a signature over a challenge convinces third parties, so it is
//! verified here, live or from a recording; what it is worth then is said by
//! [`crate::ChipFreshness`].

mod signature;

use super::super::Findings;
use super::super::case::{Case, Listed};
use super::super::security_infos::Dg14;
use super::super::structure::quirk;
use super::{broken_off, not_made, not_supported, open, open_code, refused};
use crate::check::hex;
use crate::{Check, CheckId};
use signature::Verdict;
use vidimus_lds::dg15::Dg15;
use vidimus_lds::evidence::{ActiveAuthentication, Application, ChallengeSource, StepState};
use vidimus_lds::{LdsError, driving_licence};
use vidimus_trust::Outcome::Passed;

const ID: CheckId = CheckId::AaResponse;
/// Notice, and under `strict` reason, of a signature over SHA-1.
const WEAK: &str = "weak_algorithm";
/// Bytes of a challenge (§6.1.2).
const CHALLENGE_LEN: usize = 8;

pub(super) fn judge(case: &Case<'_>, dg14: &Dg14<'_>, findings: &mut Findings) -> Check {
    let Some(run) = &case.evidence.chip.active_authentication else {
        return without_run(case);
    };
    match (&run.state, &run.response) {
        (StepState::Passed, Some(response)) => {
            let check = answered(case, dg14, run, response, findings);
            with_facts(check, run, response)
        }
        (StepState::Failed { code }, _) => refused(ID, code),
        (StepState::Aborted { code }, _) => broken_off(ID, code),
        _ => without_run(case),
    }
}

fn without_run(case: &Case<'_>) -> Check {
    match case.listed(case.active_key()) {
        Listed::No => not_supported(ID),
        Listed::Authentic => not_made(case, ID),
        other => open(ID, open_code(other)),
    }
}

/// An answer came: the signature decides, with the key of the DG15 that was read (of a
/// licence DG13). Whether that key is authentic is the business of the check of its hash.
fn answered(
    case: &Case<'_>,
    dg14: &Dg14<'_>,
    run: &ActiveAuthentication,
    response: &[u8],
    findings: &mut Findings,
) -> Check {
    let file = case.evidence.data_group(case.active_key());
    let parse = match case.evidence.application {
        Application::Emrtd => Dg15::parse,
        Application::DrivingLicence => driving_licence::active_authentication,
    };
    let key = match file.map(parse) {
        Some(Ok(dg15)) => dg15.public_key,
        Some(Err(LdsError::Malformed { defect, .. })) => return open(ID, defect.code()),
        _ => return open(ID, open_code(case.listed(case.active_key()))),
    };
    if run.challenge.len() != CHALLENGE_LEN {
        return open(ID, "malformed.content");
    }
    if !run.same_connection {
        return open(ID, "other_connection");
    }
    let question = signature::Question {
        key,
        info: dg14.infos.active_authentication(),
        challenge: &run.challenge,
        tolerance: case.policy.tolerance(),
    };
    match question.verify(response) {
        Verdict::Right { hash, quirks, key } => {
            if hash == vidimus_pubkey::HashAlgorithm::Sha1 {
                findings.notices.push(WEAK.to_owned());
            }
            findings
                .quirks
                .extend(quirks.iter().map(|id| quirk(id, "")));
            let check = Check::new(ID, Passed);
            check.fact("hash", hash.name()).fact("key", key)
        }
        Verdict::Wrong(code) => refused(ID, code),
        Verdict::Open(code) => {
            if code == WEAK {
                findings.notices.push(WEAK.to_owned());
            }
            open(ID, code)
        }
    }
}

/// Challenge and signature stay in the report, so that somebody else can verify them.
fn with_facts(check: Check, run: &ActiveAuthentication, response: &[u8]) -> Check {
    let source = match run.challenge_source {
        ChallengeSource::Random => "random",
        ChallengeSource::Caller => "caller",
    };
    check
        .fact("challenge", hex(&run.challenge))
        .fact("challenge_source", source)
        .fact("signature", hex(response))
}
