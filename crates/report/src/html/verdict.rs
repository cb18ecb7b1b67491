//! Decision and verdict: what must be seen at one glance.

use super::checks;
use super::shapes::{class, shape};
use super::writer::{Attr, Tag, Writer};
use crate::explain::{self, explain};
use crate::lang::PageMsg;
use crate::text::{Mark, sentence};
use crate::{Decision, Msg, Report};

/// The decision in a word; a read that broke off has none that one could go by, unless it is to
/// reject.
pub(super) fn word(report: &Report) -> PageMsg {
    if is_open(report) {
        PageMsg::NotFinished
    } else {
        PageMsg::Decision(report.decision)
    }
}

fn is_open(report: &Report) -> bool {
    report.failure.is_some() && report.decision != Decision::Reject
}

/// First of all: that the read did not finish, why, and what to do.
pub(super) fn unfinished(report: &Report, w: &mut Writer) {
    let Some(failure) = &report.failure else {
        return;
    };
    let lang = w.lang();
    let attributes = [Attr::Class("notice look"), Attr::Own("role", "alert")];
    w.element(Tag::Section, &attributes, |w| {
        shape(w, Mark::Look);
        w.element(Tag::Div, &[], |w| {
            let incomplete = Msg::ReadIncomplete {
                code: &failure.code,
            };
            w.element(Tag::P, &[], |w| {
                w.leaf(Tag::Strong, &[], &incomplete.text(lang));
            });
            if let Some(known) = explain(&failure.code, lang) {
                w.leaf(Tag::P, &[], &known.title);
            }
            if let Some(remedy) = explain::remedy(&failure.code, lang) {
                let hint = Msg::Hint.text(lang);
                w.leaf(Tag::P, &[], &format!("{hint}: {remedy}"));
            }
        });
    });
}

/// The decision as shape, colour and word; the verdict in its exact sentence; what to do now.
pub(super) fn banner(report: &Report, w: &mut Writer) {
    let lang = w.lang();
    let mark = if is_open(report) {
        Mark::Look
    } else {
        Mark::decided(report.decision)
    };
    let classes = match class(mark) {
        "good" => "banner good",
        "bad" => "banner bad",
        _ => "banner look",
    };
    let attributes = [Attr::Class(classes), Attr::LabelledBy("verdict")];
    w.element(Tag::Section, &attributes, |w| {
        shape(w, mark);
        w.element(Tag::Div, &[], |w| {
            w.element(Tag::P, &[Attr::Class("decision")], |w| w.say(word(report)));
            let verdict = sentence(report).text(lang);
            w.leaf(Tag::H1, &[Attr::Id("verdict")], &verdict);
            w.element(Tag::P, &[], |w| {
                w.say(if is_open(report) {
                    PageMsg::ActionNotFinished
                } else {
                    PageMsg::Action(report.decision)
                });
            });
            if let Some(why) = checks::briefly(report, lang) {
                let heading = Msg::HeadingWhy.text(lang);
                w.leaf(Tag::P, &[], &format!("{heading}: {why}"));
            }
            let decided = Msg::Decided {
                decision: report.decision,
                policy: report.policy.name(),
            };
            w.leaf(Tag::P, &[], &decided.text(lang));
        });
    });
}
