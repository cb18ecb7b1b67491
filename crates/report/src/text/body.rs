//! Below the answers: reasons, other checks, remarks, the document.
//!
//! A reason is `mark outcome id: why [code]`, then its detail, then what to do. The code is there to
//! be looked up: the line after the last reason names the command that explains it.

use super::page::{Mark, Page};
use super::protocols::opened_by;
use super::trust::trust;
use crate::explain::{self, explain};
use crate::lang::{field_title, places};
use crate::{Check, Lang, Msg, Outcome, Report};
use vidimus_lds::Personal;
use vidimus_lds::profile::ChoiceReason;

/// The checks that decided, each with what is known about why and what to do.
pub(super) fn reasons(report: &Report, page: &mut Page) {
    if report.reasons.is_empty() {
        return;
    }
    page.heading(Msg::HeadingWhy);
    for check in report
        .reasons
        .iter()
        .filter_map(|id| report.checks.get(*id))
    {
        check_line(check, page);
        differences(check, page);
        let told = !check.differences.is_empty();
        if let Some(detail) = check.detail.as_ref().filter(|_| !told) {
            page.plain(4, detail);
        }
        let remedy = check
            .code
            .as_deref()
            .and_then(|code| explain::remedy(code, page.lang()));
        if let Some(remedy) = remedy {
            let hint = page.say(Msg::Hint);
            page.plain(4, &format!("{hint}: {remedy}"));
        }
    }
    let code = report.reasons.first().and_then(|id| report.checks.get(*id));
    if let Some(check) = code {
        let code = check
            .code
            .as_deref()
            .filter(|code| explain(code, page.lang()).is_some());
        let more = page.say(Msg::MoreWith {
            code: code.unwrap_or(check.id.as_str()),
        });
        page.plain(2, &more);
    }
}

/// Where faces differ, in the language of the page.
fn differences(check: &Check, page: &mut Page) {
    let lang = page.lang();
    for difference in &check.differences {
        let what = field_title(difference.field, lang);
        let at = places(&difference.at, lang);
        let text = page.say(Msg::DiffersAt { what, at: &at });
        page.plain(4, &text);
    }
}

/// Every other check that did not pass, in one line each. Those that passed and those nobody
/// asked for stand there when `verbose`.
pub(super) fn others(report: &Report, verbose: bool, page: &mut Page) {
    let passed = report
        .checks
        .iter()
        .filter(|check| check.outcome == Outcome::Passed)
        .count();
    let rest: Vec<&Check> = report
        .checks
        .iter()
        .filter(|check| {
            verbose || !matches!(check.outcome, Outcome::Passed | Outcome::NotRequested)
        })
        .filter(|check| !report.reasons.contains(&check.id))
        .collect();
    if !rest.is_empty() {
        page.heading(Msg::HeadingOther);
    }
    for check in rest {
        check_line(check, page);
        differences(check, page);
    }
    page.blank();
    let count = page.say(Msg::CountPassed { count: passed });
    page.marked(2, if passed > 0 { Mark::Good } else { Mark::Plain }, &count);
}

/// `✗ failed pa.hash.dg2: Hash differs from the signed one [hash_mismatch]`; the title of the
/// check, which says what passing would show, stands there only where no reason does.
fn check_line(check: &Check, page: &mut Page) {
    let lang = page.lang();
    let word = page.say(Msg::Outcome(check.outcome));
    let id = check.id;
    let text = match &check.code {
        Some(code) => {
            let why = explain(code, lang).map_or_else(String::new, |reason| reason.title.into());
            format!("{word} {id}: {why} [{code}]")
        }
        None => format!("{word} {id} ({})", id.title(lang)),
    };
    page.marked(2, Mark::of(check.outcome), &text);
}

/// Quirks that were used, and notices.
pub(super) fn remarks(report: &Report, page: &mut Page) {
    let lang = page.lang();
    let title =
        |code: &str| explain(code, lang).map_or_else(String::new, |known| known.title.into());
    if !report.quirks.is_empty() {
        page.heading(Msg::HeadingQuirks);
    }
    for quirk in &report.quirks {
        page.marked(
            2,
            Mark::Look,
            &format!("{}: {}", quirk.id, title(&quirk.id)),
        );
    }
    if !report.notices.is_empty() {
        page.heading(Msg::HeadingNotices);
    }
    for notice in &report.notices {
        page.marked(2, Mark::Look, &format!("{notice}: {}", title(notice)));
    }
}

/// The document, the time, the trust store, and what was not checked.
pub(super) fn document(report: &Report, reveal: bool, page: &mut Page) {
    page.heading(Msg::HeadingDocument);
    let document = &report.document;
    let shown = |value: &'_ Option<Personal<String>>| {
        value
            .as_ref()
            .filter(|_| reveal)
            .map(|value| value.reveal().clone())
    };
    let issuer = document.issuer.as_deref().unwrap_or("?");
    let mut parts = vec![page.say(Msg::DocumentKind {
        kind: document.kind,
        issuer,
    })];
    if document.number.is_some() {
        parts.push(page.say(Msg::DocumentNumber {
            value: shown(&document.number).as_deref(),
        }));
        parts.push(page.say(Msg::Holder {
            value: shown(&document.holder).as_deref(),
        }));
        parts.push(page.say(Msg::BirthDate {
            value: shown(&document.birth_date).as_deref(),
        }));
    }
    if !document.proved {
        parts.push(page.say(Msg::DocumentUnproven));
    }
    paragraph(page, &parts);
    let parts = profile(report, page.lang());
    if !parts.is_empty() {
        paragraph(page, &parts);
    }
    let parts = access(report, page.lang());
    if !parts.is_empty() {
        paragraph(page, &parts);
    }
    let parts = trust(report, page.lang());
    paragraph(page, &parts);
}

/// The document profile; nothing is said of the usual one.
pub(crate) fn profile(report: &Report, lang: Lang) -> Vec<String> {
    let used = &report.profile;
    if used.reason == ChoiceReason::Default {
        return Vec::new();
    }
    let named = Msg::ProfileUsed {
        title: used.title(lang),
        name: used.profile.name(),
        reason: used.reason,
    };
    let mut parts = vec![named.text(lang)];
    if !used.waived.is_empty() {
        let names: Vec<_> = used.waived.iter().map(|group| group.name()).collect();
        let groups = &names.join(", ");
        parts.push(Msg::ProfileWaived { groups }.text(lang));
    }
    parts
}

/// How the chip was opened, and how many tries it still gives.
pub(crate) fn access(report: &Report, lang: Lang) -> Vec<String> {
    let opened = opened_by(&report.access).map(|how| Msg::OpenedBy { how: &how }.text(lang));
    let tries = report.access.attempts_left;
    let tries = tries.map(|count| Msg::TriesLeft { count }.text(lang));
    opened.into_iter().chain(tries).collect()
}

fn paragraph(page: &mut Page, parts: &[String]) {
    let separator = page.separator();
    page.plain(2, &parts.join(separator));
}
