//! The checks: first those that decided and what to do about them, then every one by family.
//!
//! The title of a check says what passing shows, so it stands alone only where the check passed;
//! elsewhere the reason comes first.

use super::shapes::{class, outcome};
use super::writer::{Attr, Tag, Writer};
use crate::explain::{self, Explanation, explain};
use crate::lang::{PageMsg, Word};
use crate::text::Mark;
use crate::{Check, CheckId, Lang, Msg, Outcome, Report};

/// The checks that decided, each with what is known about why and what to do.
pub(super) fn why(report: &Report, w: &mut Writer) {
    let checks: Vec<&Check> = report
        .reasons
        .iter()
        .filter_map(|id| report.checks.get(*id))
        .collect();
    if checks.is_empty() {
        return;
    }
    let title = Msg::HeadingWhy.text(w.lang());
    w.titled("why", &title, |w| {
        w.element(Tag::Ol, &[Attr::Class("why")], |w| {
            for check in checks {
                let mark = class(Mark::of(check.outcome));
                w.element(Tag::Li, &[Attr::Class(mark)], |w| reason(check, w));
            }
        });
    });
}

fn reason(check: &Check, w: &mut Writer) {
    let lang = w.lang();
    let known = known(check, lang);
    w.element(Tag::P, &[], |w| {
        outcome(w, check.outcome);
        w.text(" ");
        w.leaf(Tag::Strong, &[], &headline(check, known.as_ref(), lang));
        w.text(" ");
        w.leaf(Tag::Code, &[], &name(check));
    });
    detail(check, w);
    // meanings are in English only
    let meaning = known.filter(|known| lang == Lang::En && !known.meaning.is_empty());
    if let Some(known) = meaning {
        w.leaf(Tag::P, &[], known.meaning);
    }
    let remedy = check.code.as_deref();
    if let Some(remedy) = remedy.and_then(|code| explain::remedy(code, lang)) {
        let hint = Msg::Hint.text(lang);
        w.leaf(Tag::P, &[], &format!("{hint}: {remedy}"));
    }
}

/// Every check, a table for each family.
pub(super) fn all(report: &Report, w: &mut Writer) {
    w.section("checks", Word::Checks, |w| {
        let passed = report.checks.iter();
        let count = passed
            .filter(|check| check.outcome == Outcome::Passed)
            .count();
        let counted = Msg::CountPassed { count }.text(w.lang());
        w.leaf(Tag::P, &[Attr::Class("soft")], &counted);
        for number in 0..FAMILIES {
            let mut checks = report.checks.iter();
            let mut of_family = checks.by_ref().filter(|check| family(check.id) == number);
            if let Some(first) = of_family.next() {
                let mut rows: Vec<&Check> = std::iter::once(first).chain(of_family).collect();
                rows.sort_by_key(|check| rank(check.outcome));
                table(number, &rows, w);
            }
        }
    });
}

const FAMILIES: usize = 7;

/// What wants a look stands first, what nobody asked for last.
const fn rank(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Failed => 0,
        Outcome::Passed => 2,
        Outcome::NotSupported => 3,
        Outcome::NotRequested => 4,
        _ => 1,
    }
}

/// The family of a check: its place in [`PageMsg::Family`].
fn family(id: CheckId) -> usize {
    let name = id.as_str();
    let family = name.split('.').next().unwrap_or_default();
    match family {
        "access" | "ta" | "sm" => 0,
        "lds" => 1,
        _ if id.is_chip_proof() => 3,
        "pa" => 2,
        "printed" => 5,
        "cross" => 6,
        _ => 4,
    }
}

fn table(number: usize, checks: &[&Check], w: &mut Writer) {
    w.element(Tag::Table, &[Attr::Class("family")], |w| {
        w.element(Tag::Caption, &[], |w| w.say(PageMsg::Family(number)));
        // the columns explain themselves to the eye
        w.element(Tag::Thead, &[Attr::Class("heard")], |w| {
            w.element(Tag::Tr, &[], |w| {
                for word in [Word::Outcome, Word::Check] {
                    w.element(Tag::Th, &[Attr::Scope("col")], |w| w.word(word));
                }
            });
        });
        w.element(Tag::Tbody, &[], |w| {
            for check in checks {
                let class = match check.outcome {
                    Outcome::NotRequested | Outcome::NotSupported => "faded",
                    _ => class(Mark::of(check.outcome)),
                };
                w.element(Tag::Tr, &[Attr::Class(class)], |w| row(check, w));
            }
        });
    });
}

fn row(check: &Check, w: &mut Writer) {
    let lang = w.lang();
    w.element(Tag::Td, &[Attr::Class("outcome")], |w| {
        outcome(w, check.outcome);
    });
    w.element(Tag::Td, &[], |w| {
        let known = known(check, lang);
        w.leaf(Tag::Strong, &[], &headline(check, known.as_ref(), lang));
        w.text(" ");
        w.leaf(Tag::Code, &[], &name(check));
        if let Some(known) = known.filter(|_| check.outcome == Outcome::Passed) {
            w.leaf(Tag::P, &[], &known.title);
        }
        detail(check, w);
    });
}

fn known(check: &Check, lang: Lang) -> Option<Explanation> {
    check.code.as_deref().and_then(|code| explain(code, lang))
}

/// Why, in a few words each: at most three, for the top of the page.
pub(super) fn briefly(report: &Report, lang: Lang) -> Option<String> {
    let ids = report.reasons.iter().take(3);
    let checks = ids.filter_map(|id| report.checks.get(*id));
    let mut words: Vec<String> = checks
        .map(|check| headline(check, known(check, lang).as_ref(), lang))
        .collect();
    words.dedup();
    let more = report.reasons.len().saturating_sub(3);
    if more > 0 {
        words.push(format!("(+{more})"));
    }
    (!words.is_empty()).then(|| words.join("; "))
}

/// What passing shows, where it passed; else why it did not.
fn headline(check: &Check, known: Option<&Explanation>, lang: Lang) -> String {
    let title = check.id.title(lang);
    match known {
        _ if check.outcome == Outcome::Passed => title.into_owned(),
        Some(known) => known.title.clone().into_owned(),
        None => format!("({title})"),
    }
}

/// `pa.hash.dg2 [hash_mismatch]`.
fn name(check: &Check) -> String {
    match &check.code {
        Some(code) => format!("{} [{code}]", check.id),
        None => check.id.to_string(),
    }
}

/// The particulars, which are in English whatever the page is in.
fn detail(check: &Check, w: &mut Writer) {
    if let Some(detail) = &check.detail {
        let attributes: &[Attr] = &[Attr::Class("soft"), Attr::Lang(Lang::En)];
        let attributes = match w.lang() {
            Lang::En => attributes.get(..1).unwrap_or_default(),
            _ => attributes,
        };
        w.leaf(Tag::P, attributes, detail);
    }
}
