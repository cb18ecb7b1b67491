//! Quirks, notices and codes that a row names in its text.

use crate::lists::elsewhere;
use crate::row::{Row, Rules};
use vidimus::report::Report;

/// Words in the text of a row that the report must hold, and does not. A word that the list of
/// tests elsewhere names for the row belongs to another run than the one made here.
pub(crate) fn missing_words(row: &Row, rules: Rules, report: &Report) -> Vec<String> {
    let text = format!("{} {}", row.get("setup"), row.get("note"));
    let words: Vec<&str> = text
        .split(|letter: char| !letter.is_ascii_alphanumeric() && !"._".contains(letter))
        .map(|word| word.trim_matches('.'))
        .collect();
    let elsewhere = elsewhere();
    let is_elsewhere = |name: &str| {
        let mut own = elsewhere.iter().filter(|other| other.id == row.id());
        own.any(|other| other.test == name)
    };
    let mut missing = Vec::new();
    for pair in words.windows(2) {
        let [kind, name] = pair else { continue };
        let kind = kind.to_ascii_lowercase();
        if holds(&kind, name, rules, report) == Some(false) && !is_elsewhere(name) {
            missing.push(format!("{kind} {name} expected"));
        }
    }
    missing
}

/// Whether the report holds this word; `None` where it is none, or none of this tolerance.
fn holds(kind: &str, name: &str, rules: Rules, report: &Report) -> Option<bool> {
    match kind {
        "quirk" if name.contains('.') && rules == Rules::Field => {
            Some(report.quirks.iter().any(|quirk| quirk.id == name))
        }
        // EF.COM is read under strict alone
        "notice" if name.starts_with("com.") && rules == Rules::Field => None,
        "notice" if name.contains(['.', '_']) => {
            Some(report.notices.iter().any(|notice| notice == name))
        }
        "code" if name.contains('_') => {
            let mut codes = report
                .checks
                .iter()
                .filter_map(|check| check.code.as_deref());
            Some(codes.any(|code| code == name))
        }
        _ => None,
    }
}
