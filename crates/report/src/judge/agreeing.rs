//! From pairs of values to the outcome of a check.

use crate::comparison::{Compared, DataField, Difference, Face, Place, Relation};
use crate::lang::places;
use crate::{Check, CheckId, Lang};
use serde_json::{Value, json};
use vidimus_trust::Outcome::{Failed, Passed, Undetermined};

/// What holding some faces against each other gave.
pub(super) struct Comparison {
    compared: Vec<Compared>,
}

impl Comparison {
    pub(super) fn of(compared: impl IntoIterator<Item = Compared>) -> Self {
        Self {
            compared: compared.into_iter().collect(),
        }
    }

    /// Whether this field was compared and is the same.
    pub(super) fn has(&self, field: DataField) -> bool {
        let mut all = self.compared.iter();
        all.any(|pair| pair.field == field && pair.relation == Relation::Same)
    }

    /// The failed check, when anything differs.
    pub(super) fn failed(&self, id: CheckId, code: &'static str) -> Option<Check> {
        let differences = self.differences();
        let check = || Check::new(id, Failed).code(code);
        (!differences.is_empty()).then(|| differing(check(), differences))
    }

    /// Passed when nothing differs, nothing stayed open, and enough was compared.
    pub(super) fn conclude(self, id: CheckId, is_enough: impl Fn(&Self) -> bool) -> Check {
        let open = |code: &'static str| Check::new(id, Undetermined).code(code);
        let undecided: Vec<&str> = self.fields(|pair| pair.relation == Relation::Open);
        if self.compared.iter().any(|pair| pair.unreadable) {
            open("partly_unreadable").detail(undecided.join(", "))
        } else if !undecided.is_empty() {
            open("not_comparable").detail(undecided.join(", "))
        } else if is_enough(&self) {
            let fields = self.fields(|pair| pair.relation == Relation::Same);
            Check::new(id, Passed).fact("compared", fields)
        } else {
            open("nothing_comparable")
        }
    }

    /// Names of the fields of such pairs, each once.
    fn fields(&self, wanted: impl Fn(&Compared) -> bool) -> Vec<&'static str> {
        let pairs = self.compared.iter().filter(|pair| wanted(pair));
        let mut names: Vec<&'static str> = pairs.map(|pair| pair.field.as_str()).collect();
        names.dedup();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Each field once, with every place where it differs.
    fn differences(&self) -> Vec<Difference> {
        let mut merged: Vec<Difference> = Vec::new();
        for difference in self
            .compared
            .iter()
            .filter_map(|pair| pair.difference.as_ref())
        {
            let known = merged.iter_mut().find(|known| {
                known.field == difference.field && known.at.first() == difference.at.first()
            });
            match known {
                Some(known) => known.at.extend(difference.at.iter().skip(1)),
                None => merged.push(difference.clone()),
            }
        }
        merged.sort_by_key(|difference| {
            DataField::ALL
                .iter()
                .position(|field| field.as_str() == difference.field)
        });
        merged
    }
}

/// A check with where things differ: in words, for machines, and for the page in its language.
pub(super) fn differing(check: Check, differences: Vec<Difference>) -> Check {
    let words: Vec<String> = differences
        .iter()
        .map(|difference| {
            let at = places(&difference.at, Lang::En);
            format!("{} differs ({at})", difference.field)
        })
        .collect();
    let list: Vec<Value> = differences.iter().map(as_json).collect();
    let mut check = check.detail(words.join("; ")).fact("differences", list);
    check.differences = differences;
    check
}

fn as_json(difference: &Difference) -> Value {
    json!({ "field": difference.field, "at": places_as_json(&difference.at) })
}

/// Places: face, line where the face has lines, column.
pub(crate) fn places_as_json(at: &[(Face, Place)]) -> Vec<Value> {
    let places = at.iter().map(|(face, place)| {
        let mut object = json!({ "face": face.as_str(), "column": place.column });
        if let (Some(line), Some(fields)) = (place.line, object.as_object_mut()) {
            fields.insert("line".to_owned(), line.into());
        }
        object
    });
    places.collect()
}
