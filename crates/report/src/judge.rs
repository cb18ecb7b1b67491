//! From evidence to checks: one small file a family. Nothing here is asked of a card; the same
//! evidence can be judged again under another policy, store or time.
//!
//! | family | checks | looks at |
//! |---|---|---|
//! | [`pa`] | `pa.sod.*`, `pa.hash.*`, `pa.chain.*` | what `vidimus-trust` found |
//! | [`card_security`] | `pa.card_security` | EF.CardSecurity, by the same code |
//! | [`access`] | `access.*`, `sm.integrity`, `lds.cardaccess_dg14` | how the chip was opened |
//! | [`chip`] | `ca.key_agreement`, `aa.response`, `pace.cam` | the proofs |
//! | [`com`], [`structure`] | `lds.*` | content of the files |
//! | [`doc`] | `doc.*` | DG1 |
//! | [`terminal`] | `ta.access` | the terminal's own proof |
//! | [`printed`] | `printed.mrz`, `printed.qr` | what stands on the document against the chip |
//! | [`seal`] | `printed.seal` | the seal on the document: its signature, and its data against DG1 |
//! | [`cross`], [`citizen_number`] | `cross.*` | what data groups say twice |
//! | [`deviations`] | any of them | what lists know of this document |
//!
//! Passive authentication goes first, for every other family asks whether the signed list of data
//! groups may be believed. After the last one the checks are complete, and answers, verdict,
//! decision and reasons follow from them alone (DESIGN §2): no family may decide anything itself.
//! Each check has one outcome and at most one code; each code is explained in [`crate::explain`].

mod access;
mod agreeing;
mod card_security;
mod case;
mod chip;
mod citizen_number;
mod com;
mod cross;
mod deviations;
mod doc;
mod issue_date;
mod licence;
mod pa;
mod printed;
mod seal;
mod security_infos;
mod structure;
mod terminal;

pub(crate) use agreeing::places_as_json;
pub(crate) use case::Case;
pub(crate) use doc::NO_EXPIRY;
pub(crate) use licence::Licence;

use crate::check::clean_code;
use crate::comparison::Faces;
use crate::conclusions::is_proved;
use crate::reasons::reasons;
use crate::{
    CheckId, Checks, ChipFreshness, EvaluationTime, Policy, Report, Tool, UsedProfile, agreement,
    answers, data_groups, decide, document, trust_section, verdict,
};
use std::collections::BTreeSet;
use vidimus_lds::evidence::{ChallengeSource, Evidence, Failure, QuirkUse, Source};
use vidimus_lds::profile::{Observed, choose};
use vidimus_lds::text::escape_for_terminal;
use vidimus_lds::{DataGroup, Personal};
use vidimus_trust::TrustStore;

/// What judging finds besides checks.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(crate) checks: Checks,
    pub(crate) quirks: Vec<QuirkUse>,
    pub(crate) notices: Vec<String>,
    /// data groups that do not keep the rules for their content
    pub(crate) broken_groups: BTreeSet<DataGroup>,
}

/// Judges evidence: every check that can be made, the four answers, verdict and decision.
///
/// Never fails: what cannot be judged is an outcome. Evidence of a read that ended early is
/// judged as far as it goes.
///
/// `created` of the report is `at` when the clock gave it; see [`Report::created_at`].
#[must_use]
pub fn judge(
    evidence: &Evidence,
    store: &TrustStore,
    policy: &Policy,
    at: EvaluationTime,
    tool: &Tool,
) -> Report {
    let dg1 = case::Dg1State::of(evidence);
    let observed = Observed::of(evidence);
    let profile = choose(policy.profile(), &observed);
    let profile_contradicted = profile.profile.is_contradicted(&observed);
    let group = case::trust_group(profile.profile, profile_contradicted, &dg1);
    let store = &store.for_group(group);
    let clock_implausible = at.is_implausible(tool, store.newest_list_date());
    let mut input = pa::input(evidence, &dg1, policy, at, clock_implausible);
    let number = dg1.parsed().map(|dg1| dg1.mrz.document_number());
    input.document_number = match (&number, dg1.licence()) {
        (Some(number), _) => Some(Personal::new(number.as_str())),
        (None, licence) => licence.map(|licence| Personal::new(licence.number.reveal().as_str())),
    };
    let result = vidimus_trust::passive_authentication(&input, store);
    let mut findings = pa::judge(evidence, &result);
    let card_security = card_security::judge(&input, store, &mut findings);
    let authentic = findings.checks.sod_is_authentic() && result.authentic_listing().is_some();
    let case = Case {
        evidence,
        policy,
        at,
        clock_implausible,
        dg1: &dg1,
        pa: &result,
        authentic,
        card_security,
        profile,
        profile_contradicted,
    };
    access::judge(&case, &mut findings);
    chip::judge(&case, &mut findings);
    com::judge(&case, &mut findings);
    structure::judge(&case, &mut findings);
    doc::judge(&case, &mut findings);
    terminal::judge(&case, &mut findings);
    let faces = Faces::of(&case);
    printed::judge(&case, &faces, &mut findings);
    seal::judge(&case, &faces, store, &mut findings);
    cross::judge(&case, &faces, &mut findings);
    deviations::apply(&case, &mut findings);
    conclude(&case, &faces, store, tool, findings)
}

/// From the complete checks to the report. The order is fixed: answers, verdict, decision, reasons,
/// each a function of those before it and of the policy.
fn conclude(
    case: &Case<'_>,
    faces: &Faces,
    store: &TrustStore,
    tool: &Tool,
    findings: Findings,
) -> Report {
    let Findings {
        mut checks,
        mut quirks,
        mut notices,
        ..
    } = findings;
    let profile = UsedProfile::of(case);
    if profile.contradicted {
        notices.push("profile.contradicted".to_owned());
    }
    checks.name_those_required(case.policy);
    quirks.extend(case.evidence.quirks.iter().map(clean_quirk));
    let wanted = case
        .policy
        .for_document(&profile.waived, case.portrait_of_licence());
    let conclusions = answers(
        &checks,
        wanted.required(),
        freshness(case.evidence, &checks),
    );
    let live = matches!(case.evidence.source, Source::Reader { .. });
    let verdict = verdict(&checks, &conclusions, case.policy, live);
    let decision = decide(&checks, &conclusions, verdict, case.policy);
    let reasons = reasons(&checks, &conclusions, verdict, decision, &wanted);
    Report {
        tool: tool.clone(),
        created: case.at.unix,
        at: case.at,
        policy: case.policy.clone(),
        profile,
        source: clean_source(&case.evidence.source),
        access: case.evidence.access.clone(),
        apdu: case.evidence.apdu,
        failure: case.evidence.failure.as_ref().map(clean_failure),
        document: document::of(case, &checks),
        agreement: agreement::rows(faces),
        data_groups: data_groups::table(case),
        trust: trust_section::of(case.pa, store),
        checks,
        conclusions,
        verdict,
        decision,
        reasons,
        quirks: distinct(quirks),
        notices,
    }
}

/// What the chip proofs in this evidence count as. An answer to the caller's own challenge is
/// fresh only as far as the caller knows; the other proofs are made with keys of our own.
fn freshness(evidence: &Evidence, checks: &Checks) -> ChipFreshness {
    let agreed = [CheckId::CaKeyAgreement, CheckId::PaceCam]
        .into_iter()
        .any(|proof| is_proved(checks, proof));
    let answer = evidence.chip.active_authentication.as_ref();
    let caller = answer.is_some_and(|answer| answer.challenge_source == ChallengeSource::Caller);
    match evidence.source {
        Source::Reader { .. } if caller && !agreed => ChipFreshness::CallerChallenge,
        Source::Reader { .. } => ChipFreshness::Live,
        Source::Transcript { .. } | Source::Saved { .. } => ChipFreshness::Replayed,
        _ => ChipFreshness::None,
    }
}

/// Evidence may come from anybody's file: nothing of it reaches a terminal as it is.
fn clean_quirk(quirk: &QuirkUse) -> QuirkUse {
    QuirkUse {
        id: clean_code(quirk.id.clone().into()).into_owned(),
        effect: escape_for_terminal(&quirk.effect).into_owned(),
    }
}

/// The same for codes of a failure, which are looked up and printed.
fn clean_failure(failure: &Failure) -> Failure {
    let clean = |code: &String| clean_code(code.clone().into()).into_owned();
    Failure {
        code: clean(&failure.code),
        step: failure.step.as_ref().map(clean),
    }
}

/// The same for names of readers and the hash of a recording.
fn clean_source(source: &Source) -> Source {
    let clean = |text: &str| escape_for_terminal(text).into_owned();
    match source {
        Source::Reader { name } => Source::Reader { name: clean(name) },
        Source::Saved { reader } => Source::Saved {
            reader: clean(reader),
        },
        Source::Transcript { sha256 } => Source::Transcript {
            sha256: clean(sha256),
        },
        _ => Source::Files,
    }
}

/// Each quirk once, in the order of first use.
fn distinct(quirks: Vec<QuirkUse>) -> Vec<QuirkUse> {
    let mut seen = BTreeSet::new();
    quirks
        .into_iter()
        .filter(|quirk| seen.insert(quirk.id.clone()))
        .collect()
}
