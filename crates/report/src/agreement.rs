//! The table of agreement: what every face says of every field, and whether they say the same.
//!
//! A row is made for each field that a face has, where two faces at least share one. It tells more
//! than the checks do: which of three faces stands alone. It decides nothing; `printed.*` and
//! `cross.*` do.

use crate::comparison::{DataField, Face, Faces, Place, Relation, Value};
use vidimus_lds::Personal;
use vidimus_lds::text::escape_for_terminal;

/// One field, on every face that has it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AgreementRow {
    /// the field, by its stable name: [`DataField::as_str`]
    pub field: &'static str,
    /// what each face says, as it stands there, safe to show on a terminal
    pub faces: Vec<(Face, Personal<String>)>,
    /// whether they agree
    pub outcome: Agreement,
}

/// How the faces of a row stand to each other.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Agreement {
    /// they all say the same
    Same,
    /// at least two contradict each other
    Differs {
        /// faces that say the same, together; more than one such group
        groups: Vec<Vec<Face>>,
        /// the first character that differs, on each face that contradicts another
        at: Vec<(Face, Place)>,
    },
    /// one face only has the field
    Alone,
    /// nothing contradicts, and not all could be compared
    NotComparable,
}

impl AgreementRow {
    /// The faces that have the field, in order.
    pub fn faces(&self) -> impl Iterator<Item = Face> {
        self.faces.iter().map(|(face, _)| *face)
    }
}

impl Agreement {
    /// The word in JSON.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Differs { .. } => "differs",
            Self::Alone => "alone",
            Self::NotComparable => "not_comparable",
        }
    }
}

/// The rows; none where no two faces share a field.
pub(crate) fn rows(faces: &Faces) -> Vec<AgreementRow> {
    let rows = DataField::ALL.into_iter();
    let rows: Vec<AgreementRow> = rows.filter_map(|field| row(faces, field)).collect();
    let shared = rows.iter().any(|row| row.outcome != Agreement::Alone);
    if shared { rows } else { Vec::new() }
}

fn row(faces: &Faces, field: DataField) -> Option<AgreementRow> {
    let values: Vec<(Face, &Value)> = faces
        .present()
        .filter_map(|face| Some((face, faces.value(face, field)?)))
        .collect();
    if values
        .iter()
        .all(|(_, value)| value.text().reveal().is_empty())
    {
        return None;
    }
    let shown = values.iter().map(|(face, value)| {
        let text = escape_for_terminal(value.text().reveal()).into_owned();
        (*face, Personal::new(text))
    });
    Some(AgreementRow {
        field: field.as_str(),
        faces: shown.collect(),
        outcome: outcome(&values),
    })
}

fn outcome(values: &[(Face, &Value)]) -> Agreement {
    if values.len() < 2 {
        return Agreement::Alone;
    }
    let mut at: Vec<(Face, Place)> = Vec::new();
    let mut same = Vec::new();
    let mut contradicting = Vec::new();
    for (index, (one, first)) in values.iter().enumerate() {
        for (two, second) in values.iter().skip(index + 1) {
            match first.relation(second) {
                Relation::Same => same.push((*one, *two)),
                Relation::Differs { one: a, two: b } => {
                    contradicting.push((*one, *two));
                    put(&mut at, *one, first.place(a));
                    put(&mut at, *two, second.place(b));
                }
                Relation::Open => {}
            }
        }
    }
    let mut groups: Vec<Vec<Face>> = values.iter().map(|(face, _)| vec![*face]).collect();
    for (one, two) in same {
        join(&mut groups, one, two, &contradicting);
    }
    if !at.is_empty() {
        at.sort_by_key(|(face, _)| *face);
        Agreement::Differs { groups, at }
    } else if groups.len() == 1 {
        Agreement::Same
    } else {
        Agreement::NotComparable
    }
}

/// The first place found counts.
fn put(at: &mut Vec<(Face, Place)>, face: Face, place: Place) {
    if !at.iter().any(|(known, _)| *known == face) {
        at.push((face, place));
    }
}

/// Puts the groups of two faces that say the same together, unless others in them contradict: a
/// zone, which has no marks, may say the same as two names that differ.
fn join(groups: &mut Vec<Vec<Face>>, one: Face, two: Face, contradicting: &[(Face, Face)]) {
    let of = |groups: &[Vec<Face>], face: Face| groups.iter().position(|g| g.contains(&face));
    let (Some(first), Some(second)) = (of(groups, one), of(groups, two)) else {
        return;
    };
    let members = |index: usize| groups.get(index).cloned().unwrap_or_default();
    let (ours, theirs) = (members(first), members(second));
    let apart = contradicting.iter().any(|(a, b)| {
        (ours.contains(a) && theirs.contains(b)) || (ours.contains(b) && theirs.contains(a))
    });
    if first != second && !apart {
        let moved = groups.remove(first.max(second));
        if let Some(group) = groups.get_mut(first.min(second)) {
            group.extend(moved);
            group.sort_unstable();
        }
    }
}
