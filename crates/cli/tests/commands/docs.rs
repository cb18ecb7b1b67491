//! What docs/trust.md says, held against the program.

use vidimus::report::explain::explain;
use vidimus::report::{Lang, Policy};

fn page() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/trust.md");
    std::fs::read_to_string(path).unwrap()
}

/// The blocks of this language.
fn blocks<'a>(page: &'a str, language: &str) -> Vec<&'a str> {
    let start = format!("```{language}\n");
    let starts = page.split(start.as_str()).skip(1);
    starts
        .map(|rest| rest.split("```").next().unwrap())
        .collect()
}

#[test]
fn every_policy_in_the_page_is_one() {
    let page = page();
    let policies = blocks(&page, "toml");
    assert_eq!(policies.len(), 3);
    for text in policies {
        let policy = Policy::from_toml(text);
        assert!(policy.is_ok(), "{text}: {policy:?}");
    }
}

/// What stands alone in backquotes and looks like a code is one that `vidimus explain` knows.
#[test]
fn every_code_in_the_page_is_explained() {
    /// words of the JSON documents, and keys of policies
    const OTHERS: [&str; 3] = ["allow_pinned_signers", "not_required", "issue_date"];
    let page = page();
    let words = page.split('`').skip(1).step_by(2);
    let is_code = |word: &&str| {
        let code = word
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || "_.".contains(letter));
        code && (word.contains('_') || word.starts_with("pa."))
    };
    let is_key = |word: &str| {
        ["revocation.", "validity.", "algorithms."]
            .iter()
            .any(|key| word.starts_with(key))
    };
    let codes: Vec<&str> = words
        .filter(is_code)
        .filter(|word| !OTHERS.contains(word) && !is_key(word))
        .collect();
    assert!(codes.len() > 20, "{codes:?}");
    let unknown: Vec<&&str> = codes
        .iter()
        .filter(|code| explain(code, Lang::En).is_none())
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}
