//! What deviation and defect lists say of this document, applied to the checks that are made
//! outside passive authentication (BSI TR-03135-1 §5.8.2; the rest is done in `vidimus-trust`).
//!
//! | effect | check | before | after |
//! |---|---|---|---|
//! | keys compromised | `aa.response`; `ca.key_agreement`, `pace.cam` | passed or failed | failed: `keys_compromised` |
//! | keys compromised, of documents of a time, and the date of issue is not known | the same | passed | undetermined |
//! | protocol fails | the same | failed | undetermined: `known_deviation` |
//! | EF.COM and EF.SOD differ | `lds.com_sod` | failed | undetermined |
//! | data group malformed | `lds.structure`, if all that is broken is named | failed | undetermined |
//! | hash of a data group wrong | `pa.hash.dgN`, N > 1 | failed | undetermined |
//! | check digit wrong | `doc.mrz_checkdigits`, if all that fail are named | failed | undetermined |
//!
//! Nothing here makes a check pass. DG1 has no excuse for a wrong hash: number and type of the
//! document stand in it, by which most entries go. Every entry that fits is shown, as the notice
//! `known_deviation` and as a fact of `pa.sod.signature`, whether or not it changes anything.

use super::Findings;
use super::case::Case;
use crate::{Check, CheckId};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use vidimus_lds::com::EfCom;
use vidimus_lds::evidence::FileState;
use vidimus_lds::text::escape_for_terminal;
use vidimus_lds::{DataGroup, File};
use vidimus_mrz::CheckDigitField;
use vidimus_trust::Outcome::{Failed, Passed, Undetermined};
use vidimus_trust::deviation::{Effect, Known};

const KNOWN_DEVIATION: &str = "known_deviation";
const KEYS_COMPROMISED: &str = "keys_compromised";

/// Applies every entry that fits.
pub(super) fn apply(case: &Case<'_>, findings: &mut Findings) {
    let deviations = &case.pa.deviations;
    if deviations.is_empty() {
        return;
    }
    for known in deviations.iter().filter(|known| known.certain) {
        accuse(known, findings);
    }
    for known in deviations.iter().filter(|known| !known.certain) {
        suspect(known, findings);
    }
    for known in deviations {
        excuse(case, known, findings);
    }
    excuse_structure(deviations, findings);
    show(deviations, findings);
}

/// A failure that the list explains becomes undetermined.
fn excuse(case: &Case<'_>, known: &Known, findings: &mut Findings) {
    let id = match &known.effect {
        Effect::AaProtocol => CheckId::AaResponse,
        Effect::CaProtocol => CheckId::CaKeyAgreement,
        Effect::PaceCamProtocol => CheckId::PaceCam,
        Effect::DataGroupHash(group) if *group != DataGroup::DG1 => CheckId::PaHash(*group),
        Effect::ComSod { lists } if differ_so(case, lists.as_ref()) => CheckId::LdsComSod,
        Effect::MrzCheckDigit { field } if only_fails_in(case, *field) => {
            CheckId::DocMrzCheckDigits
        }
        _ => return,
    };
    soften(id, known, findings);
}

/// A failure becomes undetermined; anything else stays as it is, and so does what another entry
/// accuses.
fn soften(id: CheckId, known: &Known, findings: &mut Findings) {
    let excusable =
        |check: &&Check| check.outcome == Failed && check.code.as_deref() != Some(KEYS_COMPROMISED);
    let Some(check) = findings.checks.get(id).filter(excusable) else {
        return;
    };
    let changed = restate(
        check,
        known,
        Check::new(id, Undetermined).code(KNOWN_DEVIATION),
    );
    findings.checks.insert(changed);
}

/// A proof made with keys that others have proves nothing, and neither does one that failed.
fn accuse(known: &Known, findings: &mut Findings) {
    for id in proofs(&known.effect) {
        let made = findings.checks.get(*id);
        let made = made.filter(|check| matches!(check.outcome, Passed | Failed));
        if let Some(check) = made {
            let changed = restate(check, known, Check::new(*id, Failed).code(KEYS_COMPROMISED));
            findings.checks.insert(changed);
        }
    }
}

/// A proof made with keys that others may have is no proof.
fn suspect(known: &Known, findings: &mut Findings) {
    for id in proofs(&known.effect) {
        let passed = findings.checks.get(*id);
        if let Some(check) = passed.filter(|check| check.outcome == Passed) {
            let doubted = Check::new(*id, Undetermined).code(KNOWN_DEVIATION);
            let changed = restate(check, known, doubted);
            findings.checks.insert(changed);
        }
    }
}

/// The checks that rest on keys which others have.
const fn proofs(effect: &Effect) -> &'static [CheckId] {
    match effect {
        Effect::AaCompromised => &[CheckId::AaResponse],
        // the key of PACE-CAM is one of Chip Authentication, too
        Effect::CaCompromised => &[CheckId::CaKeyAgreement, CheckId::PaceCam],
        _ => &[],
    }
}

/// The check with its new outcome, and what it said before in words.
fn restate(check: &Check, known: &Known, changed: Check) -> Check {
    let before = match (&check.code, &check.detail) {
        (Some(code), Some(detail)) => format!(", else {code}: {detail}"),
        (Some(code), None) => format!(", else {code}"),
        (None, _) => String::new(),
    };
    let says = format!("{} says {}{before}", known.list.file, known.oid);
    let mut changed = changed.detail(escape_for_terminal(&says));
    changed.evidence = check.evidence.clone();
    changed
}

/// Whether EF.COM and EF.SOD differ as the entry tells it; an entry that does not tell covers
/// any difference.
fn differ_so(case: &Case<'_>, lists: Option<&(BTreeSet<u64>, BTreeSet<u64>)>) -> bool {
    let Some((in_com, in_sod)) = lists else {
        return true;
    };
    let Some(FileState::Read(bytes)) = case.evidence.files.get(&File::Com) else {
        return false;
    };
    let numbers = |groups: &mut dyn Iterator<Item = DataGroup>| {
        groups
            .map(|group| u64::from(group.number()))
            .collect::<BTreeSet<u64>>()
    };
    let Ok(com) = EfCom::parse(bytes) else {
        return false;
    };
    let listed = case.pa.listed.iter().flatten().copied();
    numbers(&mut com.groups()) == *in_com && numbers(&mut { listed }) == *in_sod
}

/// Whether no check digit but that of this field (`MRZField` of Doc 9303-12 §10.2) fails. The
/// composite digit goes over the others, so it may fail with any.
fn only_fails_in(case: &Case<'_>, field: Option<u64>) -> bool {
    let own = match field {
        None => return true,
        Some(4) => CheckDigitField::DocumentNumber,
        Some(6) => CheckDigitField::BirthDate,
        Some(8) => CheckDigitField::ExpiryDate,
        Some(9) => CheckDigitField::OptionalData,
        Some(_) => return false,
    };
    let Some(dg1) = case.dg1.parsed() else {
        return false;
    };
    let mut failures = dg1.mrz.check_digits().failures();
    failures.all(|(failed, _)| failed == own || failed == CheckDigitField::Composite)
}

/// `lds.structure` is one check for all data groups: excused only where every broken one is named.
fn excuse_structure(deviations: &[Known], findings: &mut Findings) {
    let malformed = |group: &DataGroup| {
        deviations
            .iter()
            .find(|known| known.effect == Effect::DataGroup(*group))
    };
    let Some(first) = findings.broken_groups.first() else {
        return;
    };
    if !findings
        .broken_groups
        .iter()
        .all(|group| malformed(group).is_some())
    {
        return;
    }
    if let Some(known) = malformed(first) {
        soften(CheckId::LdsStructure, known, findings);
    }
}

/// Notices, and every entry as a fact for machines.
fn show(deviations: &[Known], findings: &mut Findings) {
    findings.notices.push(KNOWN_DEVIATION.to_owned());
    if deviations.iter().any(|known| known.replacement) {
        findings
            .notices
            .push("replacement_not_supported".to_owned());
    }
    if let Some(check) = findings.checks.get(CheckId::PaSodSignature).cloned() {
        let entries: Vec<Value> = deviations.iter().map(entry).collect();
        findings
            .checks
            .insert(check.fact("known_deviations", entries));
    }
}

/// The words are the publisher's; nothing of them reaches a terminal as it is.
fn entry(known: &Known) -> Value {
    let clean = |text: &str| escape_for_terminal(text).into_owned();
    let mut entry = json!({
        "type": known.oid,
        "effect": known.effect.as_str(),
        "list": clean(&known.list.file),
    });
    if let (Some(words), Some(entry)) = (&known.description, entry.as_object_mut()) {
        entry.insert("description".to_owned(), clean(words).into());
    }
    entry
}
