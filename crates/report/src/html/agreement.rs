//! What every face of the document says of one thing: print, QR code, seal and data groups side by
//! side. It decides nothing; the checks do.
//!
//! Hidden, the page says which faces agree; revealed, what each of them says.

use super::shapes::word;
use super::writer::{Attr, Tag, Writer};
use crate::comparison::Face;
use crate::lang::{Word, face_name, field_title, places};
use crate::text::Mark;
use crate::{Agreement, AgreementRow, Lang, Msg, Report};

/// The rows that have two faces at least.
pub(super) fn section(report: &Report, reveal: bool, w: &mut Writer) {
    let rows = report.agreement.iter();
    let rows: Vec<_> = rows.filter(|row| row.outcome != Agreement::Alone).collect();
    if rows.is_empty() {
        return;
    }
    let title = Msg::HeadingAgreement.text(w.lang());
    w.titled("agreement", &title, |w| {
        w.element(Tag::Table, &[Attr::LabelledBy("agreement")], |w| {
            w.element(Tag::Thead, &[], |w| {
                w.element(Tag::Tr, &[], |w| {
                    for heading in [Word::Outcome, Word::Field, Word::Faces] {
                        w.element(Tag::Th, &[Attr::Scope("col")], |w| w.word(heading));
                    }
                });
            });
            w.element(Tag::Tbody, &[], |w| {
                for line in rows {
                    w.element(Tag::Tr, &[], |w| row(line, reveal, w));
                }
            });
        });
    });
}

fn row(row: &AgreementRow, reveal: bool, w: &mut Writer) {
    let lang = w.lang();
    let (mark, outcome) = match row.outcome {
        Agreement::Same => (Mark::Good, Word::Same),
        Agreement::Differs { .. } => (Mark::Bad, Word::Differs),
        Agreement::NotComparable | Agreement::Alone => (Mark::Look, Word::NotComparable),
    };
    w.element(Tag::Td, &[Attr::Class("outcome")], |w| {
        word(w, mark, outcome.text(lang));
    });
    w.leaf(Tag::Th, &[Attr::Scope("row")], field_title(row.field, lang));
    w.element(Tag::Td, &[], |w| {
        w.leaf(Tag::P, &[], &faces(row, lang));
        for (face, value) in row.faces.iter().filter(|_| reveal) {
            w.element(Tag::P, &[], |w| {
                w.leaf(Tag::Span, &[Attr::Class("soft")], face_name(*face, lang));
                w.text(" ");
                w.text(value.reveal());
            });
        }
    });
}

/// `QR ≠ DG1 = DG13 (QR character 49)`.
fn faces(row: &AgreementRow, lang: Lang) -> String {
    let faces: Vec<Face> = row.faces().collect();
    match &row.outcome {
        Agreement::Differs { groups, at } => {
            let groups = groups.iter().map(|group| names(group, " = ", lang));
            let groups = groups.collect::<Vec<_>>().join(" ≠ ");
            format!("{groups} ({})", places(at, lang))
        }
        Agreement::NotComparable => {
            let open = Msg::AgreementOpen.text(lang);
            format!("{} {open}", names(&faces, ", ", lang))
        }
        Agreement::Same | Agreement::Alone => names(&faces, " = ", lang),
    }
}

fn names(faces: &[Face], between: &str, lang: Lang) -> String {
    let names = faces.iter().map(|face| face_name(*face, lang));
    names.collect::<Vec<_>>().join(between)
}
