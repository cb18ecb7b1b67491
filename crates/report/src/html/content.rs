//! What the data groups beyond DG1 say: values when revealed, else how many there are.

use super::shapes::word;
use super::writer::{Attr, Tag, Writer};
use crate::lang::{Word, field_title};
use crate::text::Mark;
use crate::{Detail, Msg, Report};
use std::collections::BTreeSet;

pub(super) fn section(report: &Report, reveal: bool, w: &mut Writer) {
    let details = &report.document.details;
    if details.is_empty() {
        return;
    }
    let lang = w.lang();
    w.titled("content", &Msg::HeadingContent.text(lang), |w| {
        if reveal {
            unproved(details, w);
            table(details, w);
            return;
        }
        let groups: BTreeSet<_> = details.iter().map(|detail| detail.group).collect();
        let groups: Vec<_> = groups.iter().map(|group| group.name()).collect();
        let hidden = Msg::DetailsHidden {
            count: details.len(),
            groups: &groups.join(", "),
        };
        w.leaf(Tag::P, &[Attr::Class("soft")], &hidden.text(lang));
    });
}

/// The data groups that are not shown to be what was signed, before anything they say.
fn unproved(details: &[Detail], w: &mut Writer) {
    let lang = w.lang();
    let unproved = details.iter().filter(|detail| !detail.proved);
    let groups: BTreeSet<_> = unproved.map(|detail| detail.group).collect();
    for group in groups {
        let group = group.name();
        let said = Msg::GroupUnproven { group }.text(lang);
        w.element(Tag::P, &[], |w| word(w, Mark::Look, &said));
    }
}

fn table(details: &[Detail], w: &mut Writer) {
    w.element(Tag::Table, &[Attr::LabelledBy("content")], |w| {
        w.element(Tag::Thead, &[], |w| {
            w.element(Tag::Tr, &[], |w| {
                for heading in [Word::Group, Word::Field, Word::Value] {
                    w.element(Tag::Th, &[Attr::Scope("col")], |w| w.word(heading));
                }
            });
        });
        w.element(Tag::Tbody, &[], |w| {
            for detail in details {
                w.element(Tag::Tr, &[], |w| row(detail, w));
            }
        });
    });
}

fn row(detail: &Detail, w: &mut Writer) {
    let lang = w.lang();
    w.leaf(Tag::Td, &[], detail.group.name());
    w.element(Tag::Th, &[Attr::Scope("row")], |w| {
        w.text(field_title(detail.field, lang));
        if let Some(item) = &detail.item {
            w.text(" ");
            w.text(item);
        }
    });
    w.element(Tag::Td, &[], |w| {
        w.text(detail.value.reveal());
        if let Some(bytes) = &detail.raw {
            let damaged = Msg::Damaged {
                bytes: bytes.reveal(),
            };
            w.element(Tag::P, &[], |w| word(w, Mark::Look, &damaged.text(lang)));
        }
    });
}
