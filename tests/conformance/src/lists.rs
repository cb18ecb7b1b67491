//! The two lists of this crate: what differs, and what is tested elsewhere.

use crate::csv::{quoted, records};
use crate::row::Rules;
use std::collections::BTreeMap;

const EXCEPTIONS: &str = include_str!("../exceptions.csv");
const ELSEWHERE: &str = include_str!("../elsewhere.csv");

/// A row that does not come out as it says, in one tolerance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// the row
    pub id: String,
    /// `field` or `strict`
    pub tolerance: String,
    /// exactly what differs
    pub differs: String,
    /// why that is let stand
    pub reason: String,
}

/// A row, or a part of one, that another test holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// the row
    pub id: String,
    /// the file of the test, from the root of the checkout
    pub file: String,
    /// the name of the test, or a word of the case inside it
    pub test: String,
}

/// What differs.
#[must_use]
pub fn exceptions() -> Vec<Exception> {
    let read = records(EXCEPTIONS);
    assert_complete(EXCEPTIONS, read.len(), "exceptions.csv");
    let take =
        |record: &BTreeMap<String, String>, key: &str| record.get(key).cloned().unwrap_or_default();
    let all = read.iter().map(|record| Exception {
        id: take(record, "id"),
        tolerance: take(record, "tolerance"),
        differs: take(record, "differs"),
        reason: take(record, "reason"),
    });
    all.collect()
}

/// What in the results the list of exceptions does not have exactly as it is, one line each: a row that
/// differs otherwise, an exception that is no longer one, one of a row that was not run, and one
/// that stands there twice. Results are by row and tolerance; an empty one is met.
#[must_use]
pub fn unsettled(
    results: &BTreeMap<(String, Rules), String>,
    exceptions: &[Exception],
) -> Vec<String> {
    let mut known = BTreeMap::new();
    let mut found = Vec::new();
    for exception in exceptions {
        let key = (exception.id.as_str(), exception.tolerance.as_str());
        if known.insert(key, exception.differs.as_str()).is_some() {
            found.push(format!("{},{}: stands there twice", key.0, key.1));
        }
    }
    for ((id, rules), differs) in results {
        let tolerance = rules.as_str();
        let known = known.remove(&(id.as_str(), tolerance)).unwrap_or_default();
        if known == differs {
            continue;
        }
        found.push(if differs.is_empty() {
            format!("{id},{tolerance} is met: take it out of exceptions.csv")
        } else {
            format!("{id},{tolerance},{},", quoted(differs))
        });
    }
    let left = known.keys();
    found.extend(left.map(|(id, tolerance)| format!("{id},{tolerance}: no such row here")));
    found
}

/// What is tested elsewhere.
#[must_use]
pub fn elsewhere() -> Vec<Elsewhere> {
    let read = records(ELSEWHERE);
    assert_complete(ELSEWHERE, read.len(), "elsewhere.csv");
    let all = read.into_iter().map(|mut record| Elsewhere {
        id: record.remove("id").unwrap_or_default(),
        file: record.remove("file").unwrap_or_default(),
        test: record.remove("test").unwrap_or_default(),
    });
    all.collect()
}

/// A line that does not read would be an exception that nobody sees.
fn assert_complete(text: &str, read: usize, name: &str) {
    let lines = text.lines().filter(|line| !line.is_empty()).count();
    assert_eq!(read + 1, lines, "{name} has a line that is no record");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exception(id: &str, tolerance: &str, differs: &str) -> Exception {
        Exception {
            id: id.to_owned(),
            tolerance: tolerance.to_owned(),
            differs: differs.to_owned(),
            reason: String::new(),
        }
    }

    #[test]
    fn an_exception_is_exactly_what_differs() {
        let result = |id: &str, differs: &str| ((id.to_owned(), Rules::Field), differs.to_owned());
        let results = BTreeMap::from([result("A", ""), result("B", "exit: 0 expected, 3")]);
        let known = exception("B", "field", "exit: 0 expected, 3");
        assert_eq!(
            unsettled(&results, &[]),
            ["B,field,\"exit: 0 expected, 3\","]
        );
        assert!(unsettled(&results, core::slice::from_ref(&known)).is_empty());
        let cases = [
            (exception("A", "field", "x"), "A,field is met"),
            (exception("A", "strict", "x"), "A,strict: no such row"),
            (exception("C", "field", "x"), "C,field: no such row"),
            (known.clone(), "B,field: stands there twice"),
        ];
        for (more, complaint) in cases {
            let found = unsettled(&results, &[known.clone(), more]);
            assert_eq!(found.len(), 1, "{found:?}");
            assert!(found.concat().starts_with(complaint), "{found:?}");
        }
        // that it differs otherwise than is said is a deviation too
        let other = exception("B", "field", "exit: 0 expected, 1");
        assert_eq!(unsettled(&results, &[other]).len(), 1);
    }
}
