//! The two lists of this crate: what differs, and what is tested elsewhere.

use crate::csv::records;

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
    let take = |record: &std::collections::BTreeMap<String, String>, key: &str| {
        record.get(key).cloned().unwrap_or_default()
    };
    let all = read.iter().map(|record| Exception {
        id: take(record, "id"),
        tolerance: take(record, "tolerance"),
        differs: take(record, "differs"),
        reason: take(record, "reason"),
    });
    all.collect()
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
