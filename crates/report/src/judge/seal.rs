//! `printed.seal`: the digital seal on the document (Doc 9303-13 appendix D).
//!
//! | found | outcome |
//! |---|---|
//! | the signature is wrong, or its signer revoked, of another purpose, … | failed |
//! | a value differs from DG1 | failed: `printed_differs` |
//! | no seal that can be read | undetermined: `seal.*` |
//! | signer, authority or its word unknown | undetermined |
//! | signed, and two of number, state, name and date of birth are not there to compare | undetermined: `nothing_comparable` |
//! | signed, and number with state, name or date of birth, or name with date of birth, agree | passed |
//!
//! A number alone is not enough: documents of other states have the same numbers.
//!
//! A difference counts whoever signed: a seal of unknown origin about somebody else is no better than
//! a printed zone about somebody else.

use super::Findings;
use super::agreeing::Comparison;
use super::case::{Case, Dg1State};
use super::pa::check;
use super::structure::quirk;
use crate::comparison::{DataField, Face, Faces};
use crate::{Check, CheckId};
use vidimus_lds::seal::Seal;
use vidimus_trust::Outcome::{Failed, NotRequested, Passed, Undetermined};
use vidimus_trust::TrustStore;
use vidimus_trust::seal::{SealFinding, SealInput, verify};

const ID: CheckId = CheckId::PrintedSeal;

pub(super) fn judge(case: &Case<'_>, faces: &Faces, store: &TrustStore, findings: &mut Findings) {
    let Some(bytes) = &case.evidence.printed.seal else {
        findings.checks.insert(Check::new(ID, NotRequested));
        return;
    };
    let seal = match Seal::parse(bytes.reveal()) {
        Ok(seal) => seal,
        Err(error) => {
            let unread = Check::new(ID, Undetermined).code(error.code());
            findings.checks.insert(unread.detail(error.to_string()));
            return;
        }
    };
    let input = SealInput {
        at: case.at.unix,
        clock_implausible: case.clock_implausible,
        rules: case.policy.rules(),
    };
    let verified = verify(&seal, &input, store);
    note(&verified, findings);
    let check = conclude(case, faces, &verified);
    findings.checks.insert(with_facts(check, &seal, &verified));
}

/// Signature and path first, then what the seal says.
fn conclude(case: &Case<'_>, faces: &Faces, verified: &SealFinding) -> Check {
    let signed = check(ID, &verified.whole);
    if signed.outcome == Failed {
        return signed;
    }
    let comparison = Comparison::of(faces.compare(Face::Seal, Face::Dg1));
    if let Some(differs) = comparison.failed(ID, "printed_differs") {
        return differs;
    }
    if signed.outcome != Passed {
        return signed;
    }
    if let Dg1State::Unusable(code) = case.dg1 {
        return Check::new(ID, Undetermined).code(*code);
    }
    let is_enough = |comparison: &Comparison| {
        let holder = [DataField::Name, DataField::BirthDate].map(|field| comparison.has(field));
        let number = comparison.has(DataField::DocumentNumber);
        let whose = comparison.has(DataField::Issuer) || holder.contains(&true);
        (number && whose) || !holder.contains(&false)
    };
    let mut compared = comparison.conclude(ID, is_enough);
    if compared.outcome == Passed && compared.code.is_none() {
        compared.code = signed.code;
    }
    compared
}

/// Kind, signer and the signature by itself: for whoever asks why a seal stays open.
fn with_facts(check: Check, seal: &Seal<'_>, verified: &SealFinding) -> Check {
    let check = check
        .fact("kind", seal.kind())
        .fact("signature", verified.signature.outcome.as_str());
    match &verified.signer {
        Some(signer) => check.fact("signer", signer.subject.as_str()),
        None => check,
    }
}

fn note(verified: &SealFinding, findings: &mut Findings) {
    let quirks = verified.quirks.iter().map(|id| quirk(id, ""));
    findings.quirks.extend(quirks);
    for notice in &verified.notices {
        if !findings.notices.iter().any(|known| known == notice) {
            findings.notices.push((*notice).to_owned());
        }
    }
}
