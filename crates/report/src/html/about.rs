//! What made the page, from what, and by which policy: enough to do it again.

use super::writer::{Attr, Tag, Writer};
use crate::lang::Word;
use crate::{Msg, Report, time, tolerance_name};
use vidimus_lds::evidence::Source;

pub(super) fn footer(report: &Report, w: &mut Writer) {
    w.element(Tag::H2, &[Attr::Id("about")], |w| w.word(Word::About));
    w.element(Tag::Dl, &[], |w| {
        let tool = &report.tool;
        let commit = tool.commit.as_ref().map(|commit| format!(" ({commit})"));
        let program = format!(
            "{} {}{}",
            tool.name,
            tool.version,
            commit.unwrap_or_default()
        );
        w.fact(Word::Program, Some(&program));
        w.fact(Word::Created, Some(&time::rfc3339(report.created)));
        let at = time::rfc3339(report.at.unix);
        let judged = Msg::JudgedAt {
            at: &at,
            source: report.at.source,
        };
        w.fact(Word::Checked, Some(&judged.text(w.lang())));
        evidence(report, w);
        policy(report, w);
    });
}

fn evidence(report: &Report, w: &mut Writer) {
    let (word, name) = match &report.source {
        Source::Reader { name } => (Word::FromReader, name.as_str()),
        Source::Saved { reader } => (Word::FromSaved, reader.as_str()),
        Source::Transcript { sha256 } => (Word::FromRecording, sha256.as_str()),
        _ => (Word::FromFiles, ""),
    };
    w.fact_with(Word::Source, |w| {
        w.word(word);
        if !name.is_empty() {
            w.text(": ");
            w.leaf(Tag::Code, &[], name);
        }
    });
}

fn policy(report: &Report, w: &mut Writer) {
    let policy = &report.policy;
    w.fact(Word::Policy, Some(policy.name()));
    w.fact(Word::Tolerance, Some(tolerance_name(policy.tolerance())));
    let settings = policy.departures();
    w.fact_with(Word::Settings, |w| {
        if settings.is_empty() {
            w.word(Word::AsBuiltIn);
        }
        for (number, (key, value)) in settings.iter().enumerate() {
            if number > 0 {
                w.text("; ");
            }
            w.leaf(Tag::Code, &[], &format!("{key} = {value}"));
        }
    });
    w.fact_with(Word::Sha256, |w| w.leaf(Tag::Code, &[], &policy.sha256()));
}
