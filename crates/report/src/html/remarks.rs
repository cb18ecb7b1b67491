//! Deviations that were tolerated, and notices.

use super::writer::{Attr, Tag, Writer};
use crate::explain::explain;
use crate::{Msg, Report};

pub(super) fn sections(report: &Report, w: &mut Writer) {
    let quirks = report.quirks.iter().map(|quirk| quirk.id.as_str());
    list("quirks", Msg::HeadingQuirks, quirks.collect(), w);
    let notices = report.notices.iter().map(String::as_str);
    list("notices", Msg::HeadingNotices, notices.collect(), w);
}

fn list(id: &'static str, heading: Msg<'_>, codes: Vec<&str>, w: &mut Writer) {
    if codes.is_empty() {
        return;
    }
    let lang = w.lang();
    w.titled(id, &heading.text(lang), |w| {
        w.element(Tag::Ul, &[Attr::Class("why")], |w| {
            for code in codes {
                w.element(Tag::Li, &[Attr::Class("look")], |w| {
                    if let Some(known) = explain(code, lang) {
                        w.leaf(Tag::Strong, &[], &known.title);
                        w.text(" ");
                    }
                    w.leaf(Tag::Code, &[], code);
                });
            }
        });
    });
}
