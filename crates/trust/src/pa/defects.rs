//! What deviation and defect lists know of a signer and of the documents it signed. They can
//! lower a finding or take the edge off a failure, never make anything pass (TR-03135-1 §5.8.2).
//!
//! | effect | findings |
//! |---|---|
//! | signer revoked, status 0, 2, 3, 4 | revocation failed |
//! | signer revoked, other status | revocation and anchor undetermined |
//! | signer malformed | signature, profile and signature of the authority undetermined |
//! | signer's encoding, signature, validity, country; authority's validity | that failure undetermined |
//! | EF.SOD malformed or its signature wrong | its failed signature undetermined |
//! | EF.CardSecurity malformed | its failed signature undetermined |
//! | wrong signer identifier | signature stays undetermined, as known |
//! | general defect of an unknown kind | anchor undetermined |
//!
//! What is left is the report's: hashes, content, the chip's proofs. Where a message has several
//! signers, an excuse counts only if a list has it for each of them.

use super::PaInput;
use super::chain::ChainFindings;
use crate::country::{self, CountryMatch};
use crate::deviation::{DeviationQuery, Effect, Known};
use crate::{Certificate, Detail, Finding, Outcome, TrustStore, codes};
use vidimus_lds::cms::SignerId;

/// What was signed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Signed {
    SecurityObject,
    CardSecurity,
}

/// What the lists of the store say of the documents of this signer that are like this one. Where
/// the date of issue is not known, the time of signing stands for it.
pub(super) fn of_signer(
    signer: Result<&Certificate, &SignerId<'_>>,
    signing_time: Option<i64>,
    input: &PaInput<'_>,
    store: &TrustStore,
) -> Vec<Known> {
    let deviations = store.deviations();
    if deviations.is_empty() {
        return Vec::new();
    }
    deviations.matching(&DeviationQuery {
        signer: signer.ok(),
        identifier: signer.err(),
        document_type: input.document_code,
        document_number: input
            .document_number
            .as_ref()
            .map(|number| *number.reveal()),
        issue_date: input.issue_date.or(signing_time),
    })
}

/// What is known of a signer whose certificate lies in the message under another name than the one
/// that the message gives: entries about that, by whichever of the two names the list goes.
pub(super) fn of_misnamed<'c>(
    certificates: impl Iterator<Item = &'c Certificate>,
    store: &TrustStore,
) -> Vec<Known> {
    certificates
        .flat_map(|certificate| {
            let query = DeviationQuery::of_signer(certificate);
            store.deviations().matching(&query)
        })
        .filter(|known| known.effect == Effect::WrongSignerIdentifier)
        .collect()
}

/// Of two signers of one message: what accuses either, and what excuses both; an excuse for one
/// alone is only shown.
pub(super) fn merge(first: Vec<Known>, second: Vec<Known>) -> Vec<Known> {
    let shared: Vec<Effect> = first
        .iter()
        .filter(|known| second.iter().any(|other| other.effect == known.effect))
        .map(|known| known.effect.clone())
        .collect();
    let mut merged: Vec<Known> = Vec::new();
    for mut known in first.into_iter().chain(second) {
        if !known.effect.accuses() && !shared.contains(&known.effect) {
            known.effect = Effect::Shown;
        }
        if !merged.contains(&known) {
            merged.push(known);
        }
    }
    merged
}

/// The findings with what is known applied to them.
pub(super) fn lower(
    mut findings: ChainFindings,
    signed: Signed,
    issuing_state: Option<&str>,
) -> ChainFindings {
    let deviations = core::mem::take(&mut findings.deviations);
    for known in &deviations {
        apply(known, &mut findings, signed, issuing_state);
    }
    findings.deviations = deviations;
    findings
}

fn apply(known: &Known, findings: &mut ChainFindings, signed: Signed, issuing_state: Option<&str>) {
    match &known.effect {
        Effect::SignerRevoked {
            status: 0 | 2 | 3 | 4,
        } if known.certain => revoke(&mut findings.revocation, known),
        Effect::SignerRevoked { .. } => {
            doubt(&mut findings.revocation, known);
            doubt(&mut findings.anchor, known);
        }
        Effect::UnknownDocumentDefect => doubt(&mut findings.anchor, known),
        Effect::SignerMalformed => {
            for finding in [&mut findings.signature, &mut findings.chain_signature] {
                doubt(finding, known);
                excuse(finding, known);
            }
            doubt(&mut findings.signer_profile, known);
            excuse_if(&mut findings.signer_profile, known, is_encoding);
        }
        Effect::SignerEncoding => excuse_if(&mut findings.signer_profile, known, is_encoding),
        Effect::SignerSignature => excuse(&mut findings.chain_signature, known),
        Effect::SignerValidity => excuse_if(&mut findings.validity, known, |code| {
            matches!(code, codes::SIGNER_EXPIRED | codes::SIGNER_NOT_YET_VALID)
        }),
        Effect::CscaValidity => excuse_if(&mut findings.validity, known, |code| {
            matches!(code, codes::CSCA_EXPIRED | codes::CSCA_NOT_YET_VALID)
        }),
        Effect::IssuingCountry { country } => {
            let fits = |state| country::compare(state, country) == CountryMatch::Same;
            if issuing_state.is_some_and(fits) {
                explain(&mut findings.country, known);
            }
        }
        Effect::WrongSignerIdentifier
            if findings.signature.code == Some(codes::SIGNER_NOT_FOUND) =>
        {
            explain(&mut findings.signature, known);
        }
        Effect::SodMalformed | Effect::SodSignature if signed == Signed::SecurityObject => {
            excuse(&mut findings.signature, known);
        }
        Effect::CardSecurity if signed == Signed::CardSecurity => {
            excuse(&mut findings.signature, known);
        }
        _ => {}
    }
}

/// Failed, whatever it was.
fn revoke(finding: &mut Finding, known: &Known) {
    if finding.outcome != Outcome::Failed {
        *finding = Finding::failed(codes::DEFECT_LIST_REVOKED).with(detail(known, None));
    }
}

/// What is not failed becomes undetermined; what nobody asked for stays so.
fn doubt(finding: &mut Finding, known: &Known) {
    let is_open = matches!(finding.outcome, Outcome::Passed | Outcome::Undetermined);
    if is_open && finding.code != Some(codes::KNOWN_DEVIATION) {
        *finding = undetermined(finding, known);
    }
}

/// What is failed becomes undetermined.
fn excuse(finding: &mut Finding, known: &Known) {
    excuse_if(finding, known, |_| true);
}

fn excuse_if(finding: &mut Finding, known: &Known, covers: impl Fn(&str) -> bool) {
    if finding.outcome == Outcome::Failed && finding.code.is_some_and(covers) {
        *finding = undetermined(finding, known);
    }
}

/// What is failed or undetermined is undetermined by what is known.
fn explain(finding: &mut Finding, known: &Known) {
    if finding.outcome != Outcome::Passed {
        doubt(finding, known);
        excuse(finding, known);
    }
}

fn undetermined(finding: &Finding, known: &Known) -> Finding {
    Finding::undetermined(codes::KNOWN_DEVIATION).with(detail(known, finding.code))
}

fn detail(known: &Known, instead_of: Option<&'static str>) -> Detail {
    Detail::KnownDeviation {
        oid: known.oid.clone(),
        list: known.list.file.clone(),
        instead_of,
    }
}

/// Failures of a signer's profile that lie in how the certificate is written, not in what its key
/// is for: no list makes an authority or a list's signer a signer of documents.
fn is_encoding(code: &str) -> bool {
    matches!(
        code,
        codes::SIGNER_CERTIFICATE_MALFORMED
            | codes::CERTIFICATE_VERSION
            | codes::CERTIFICATE_ALGORITHM_MISMATCH
            | codes::KEY_USAGE_NOT_CRITICAL
            | codes::UNKNOWN_CRITICAL_EXTENSION
            | codes::DUPLICATE_EXTENSION
            | codes::NO_AUTHORITY_KEY_IDENTIFIER
            | codes::TIME_ENCODING
            | codes::COUNTRY_MISSING
            | codes::COUNTRY_CASE
    )
}
