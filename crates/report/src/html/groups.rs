//! The table of data groups: what the issuer listed, what came, what may be believed.

use super::shapes::word;
use super::writer::{Attr, Tag, Writer};
use crate::lang::{PageMsg, Word};
use crate::text::Mark;
use crate::{DataGroupRow, DataGroupStatus, Report};

pub(super) fn section(report: &Report, w: &mut Writer) {
    if report.data_groups.is_empty() {
        return;
    }
    w.section("groups", Word::Groups, |w| {
        w.element(Tag::Table, &[Attr::LabelledBy("groups")], |w| {
            w.element(Tag::Thead, &[], |w| w.element(Tag::Tr, &[], header));
            w.element(Tag::Tbody, &[], |w| {
                for line in &report.data_groups {
                    w.element(Tag::Tr, &[], |w| row(line, w));
                }
            });
        });
    });
}

fn header(w: &mut Writer) {
    for word in [Word::Group, Word::Outcome, Word::Listed] {
        w.element(Tag::Th, &[Attr::Scope("col")], |w| w.word(word));
    }
    let number = [Attr::Scope("col"), Attr::Class("number")];
    w.element(Tag::Th, &number, |w| w.word(Word::Size));
}

fn row(line: &DataGroupRow, w: &mut Writer) {
    w.element(Tag::Th, &[Attr::Scope("row")], |w| {
        w.text(line.group.name());
        w.text(" ");
        w.element(Tag::Span, &[Attr::Class("faded")], |w| {
            w.say(PageMsg::Group(line.group.number()));
        });
    });
    w.element(Tag::Td, &[], |w| {
        let text = PageMsg::Status(line.status).text(w.lang());
        word(w, mark(line.status), text);
    });
    w.element(Tag::Td, &[], |w| {
        w.word(match line.listed_in_sod {
            Some(true) => Word::Yes,
            Some(false) => Word::No,
            None => Word::Unknown,
        });
    });
    w.element(Tag::Td, &[Attr::Class("number")], |w| {
        if let Some(bytes) = line.bytes {
            w.text(&bytes.to_string());
        }
        if line.trailing > 0 {
            w.text(&format!(" ({} ", line.trailing));
            w.word(Word::Trailing);
            w.text(")");
        }
    });
}

const fn mark(status: DataGroupStatus) -> Mark {
    match status {
        DataGroupStatus::Authentic => Mark::Good,
        DataGroupStatus::Altered => Mark::Bad,
        DataGroupStatus::Unverified => Mark::Look,
        _ => Mark::Plain,
    }
}
