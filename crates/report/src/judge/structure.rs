//! `lds.structure`: do the data groups keep the rules for their content?
//!
//! Only of files whose hash did not fail: what is not the issuer's file says nothing of the issuer.
//! Under `field` a deviation that real documents are known to have is listed as a quirk. Most
//! quirks excuse it: the check passes. Some only explain how the content could be read
//! ([`QuirkEffect`]); these fail like any deviation without a name, with the first code and all
//! deviations, eight of them spelt out, in the detail. It never touches authenticity: a failure
//! refers under `field` and rejects under `strict`.

use super::Findings;
use super::case::{Case, Dg1State};
use crate::{Check, CheckId, Lang, explain};
use std::collections::BTreeSet;
use vidimus_lds::evidence::{FileState, QuirkUse};
use vidimus_lds::structure::{self, QuirkEffect, StructureFinding};
use vidimus_lds::{DataGroup, File};
use vidimus_trust::Outcome::{Failed, NotRequested, Passed, Undetermined};
use vidimus_trust::Tolerance;

/// Deviations named in a report; the rest are counted.
const MAX_NAMED: usize = 8;

pub(super) fn judge(case: &Case<'_>, findings: &mut Findings) {
    let mut found = Found::default();
    for (file, state) in &case.evidence.files {
        if let (File::Dg(group), FileState::Read(bytes)) = (file, state) {
            let altered = findings.checks.failed(CheckId::PaHash(*group));
            if !altered {
                found.look_at(*group, bytes, case);
            }
        }
    }
    findings.quirks.append(&mut found.quirks);
    findings.broken_groups.append(&mut found.groups);
    findings.checks.insert(found.check());
}

#[derive(Default)]
struct Found {
    looked_at: usize,
    broken: Vec<(&'static str, String)>,
    groups: BTreeSet<DataGroup>,
    undecodable: Option<&'static str>,
    quirks: Vec<QuirkUse>,
}

impl Found {
    /// A file that is not the data group it should be is the hash's to judge, and so is one that
    /// is not what was signed: its rules were broken by nobody known. A DG1 that holds
    /// no MRZ has no content whose rules could be looked at.
    fn look_at(&mut self, group: DataGroup, bytes: &[u8], case: &Case<'_>) {
        let file = File::Dg(group);
        let application = case.evidence.application;
        if application.outer_object(bytes, file).is_err() {
            return;
        }
        self.looked_at += 1;
        match case.dg1 {
            Dg1State::Unusable(code) if group == DataGroup::DG1 => self.undecodable = Some(code),
            _ => {
                for finding in structure::check_of(application, file, bytes) {
                    self.weigh(group, &finding, case.policy.tolerance());
                }
            }
        }
    }

    /// Sorts one deviation: listed as a quirk, broken, both, or a mere remark.
    fn weigh(&mut self, group: DataGroup, finding: &StructureFinding, tolerance: Tolerance) {
        let named = || format!("{}: {finding}", group.name());
        let is_lenient = tolerance == Tolerance::Field;
        let mut is_excused = !finding.is_failure();
        if let Some(known) = finding.quirk
            && (is_lenient || is_excused)
        {
            self.quirks.push(quirk(known.id, &named()));
            is_excused |= known.effect == QuirkEffect::Excuses;
        }
        if !is_excused {
            self.groups.insert(group);
            self.broken.push((finding.code, named()));
        }
    }

    fn check(self) -> Check {
        let id = CheckId::LdsStructure;
        if let Some((code, _)) = self.broken.first() {
            let more = self.broken.len().saturating_sub(MAX_NAMED);
            let named = self
                .broken
                .iter()
                .take(MAX_NAMED)
                .map(|(_, what)| what.as_str());
            let mut detail = named.collect::<Vec<_>>().join("; ");
            if more > 0 {
                detail += &format!("; and {more} more");
            }
            Check::new(id, Failed).code(*code).detail(detail)
        } else if let Some(code) = self.undecodable {
            Check::new(id, Undetermined).code(code)
        } else if self.looked_at == 0 {
            Check::new(id, NotRequested)
        } else {
            Check::new(id, Passed)
        }
    }
}

/// One use of a quirk; what it changed is in its explanation.
pub(super) fn quirk(id: &str, detail: &str) -> QuirkUse {
    let meaning = explain(id, Lang::En).map_or("", |explanation| explanation.meaning);
    let effect = match (detail.is_empty(), meaning.is_empty()) {
        (true, _) => meaning.to_owned(),
        (false, true) => detail.to_owned(),
        (false, false) => format!("{detail}. {meaning}"),
    };
    QuirkUse {
        id: id.to_owned(),
        effect,
    }
}
