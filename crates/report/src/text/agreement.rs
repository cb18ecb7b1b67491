//! The table of agreement, one line a row.
//!
//! ```text
//! ✓ printed MRZ = QR = DG1 = DG13: name, date of birth        rows of the same faces, together
//! ✗ sex: QR ≠ printed MRZ = DG1 (QR character 49, …)            a row that differs, by itself
//! ```
//!
//! Revealed, each row has its own line, with what each face says.

use super::page::{Mark, Page};
use crate::comparison::Face;
use crate::lang::{face_name, field_title, places};
use crate::{Agreement, AgreementRow, Lang, Msg, Report};

/// The rows that have two faces at least.
pub(super) fn agreement(report: &Report, reveal: bool, page: &mut Page) {
    let rows = || {
        let all = report.agreement.iter();
        all.filter(|row| row.outcome != Agreement::Alone)
    };
    if rows().next().is_none() {
        return;
    }
    page.heading(Msg::HeadingAgreement);
    if reveal {
        rows().for_each(|row| revealed(row, page));
        return;
    }
    let mut told: Vec<&AgreementRow> = Vec::new();
    for row in rows() {
        let same =
            |other: &&AgreementRow| other.outcome == row.outcome && other.faces().eq(row.faces());
        if told.iter().any(same) {
            continue;
        }
        let alike: Vec<&AgreementRow> = rows().filter(same).collect();
        line(&alike, page);
        told.push(row);
    }
}

/// Rows of the same faces and the same outcome.
fn line(rows: &[&AgreementRow], page: &mut Page) {
    let Some(first) = rows.first() else { return };
    let lang = page.lang();
    let titles: Vec<&str> = rows
        .iter()
        .map(|row| field_title(row.field, lang))
        .collect();
    let titles = titles.join(", ");
    let faces: Vec<Face> = first.faces().collect();
    match &first.outcome {
        Agreement::Differs { groups, at } => {
            let at = places(at, lang);
            let groups = unequal(groups, page);
            page.marked(2, Mark::Bad, &format!("{titles}: {groups} ({at})"));
        }
        Agreement::NotComparable => {
            let open = page.say(Msg::AgreementOpen);
            let faces = names(&faces, ", ", lang);
            page.marked(2, Mark::Look, &format!("{titles}: {faces} {open}"));
        }
        Agreement::Same | Agreement::Alone => {
            let faces = names(&faces, " = ", lang);
            page.marked(2, Mark::Good, &format!("{faces}: {titles}"));
        }
    }
}

/// One row with its values.
fn revealed(row: &AgreementRow, page: &mut Page) {
    let lang = page.lang();
    let title = field_title(row.field, lang);
    let values: Vec<String> = row
        .faces
        .iter()
        .map(|(face, value)| format!("{} {}", face_name(*face, lang), value.reveal()))
        .collect();
    let values = values.join(page.separator());
    match &row.outcome {
        Agreement::Differs { groups, at } => {
            let at = places(at, lang);
            let groups = unequal(groups, page);
            page.marked(2, Mark::Bad, &format!("{title}: {groups} ({at})"));
            page.plain(4, &values);
        }
        Agreement::NotComparable => {
            let open = page.say(Msg::AgreementOpen);
            page.marked(2, Mark::Look, &format!("{title}: {values} {open}"));
        }
        Agreement::Same | Agreement::Alone => {
            page.marked(2, Mark::Good, &format!("{title}: {values}"));
        }
    }
}

fn names(faces: &[Face], between: &str, lang: Lang) -> String {
    let names = faces.iter().map(|face| face_name(*face, lang));
    names.collect::<Vec<_>>().join(between)
}

/// `QR ≠ DG1 = DG13`.
fn unequal(groups: &[Vec<Face>], page: &Page) -> String {
    let lang = page.lang();
    let groups = groups.iter().map(|group| names(group, " = ", lang));
    groups.collect::<Vec<_>>().join(page.unequal())
}
