//! JUnit XML: one test case a session.

use super::Replayed;
use std::fmt::Write as _;

/// The document.
pub fn document(all: &[Replayed]) -> String {
    let failures = all
        .iter()
        .filter(|replayed| problem(replayed).is_some())
        .count();
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        xml,
        "<testsuite name=\"vidimus replay\" tests=\"{}\" failures=\"{failures}\">",
        all.len()
    );
    for replayed in all {
        let name = escape(&replayed.path.display().to_string());
        let _ = match problem(replayed) {
            None => writeln!(xml, "  <testcase name=\"{name}\"/>"),
            Some(problem) => writeln!(
                xml,
                "  <testcase name=\"{name}\"><failure message=\"{0}\">{0}</failure></testcase>",
                escape(&problem)
            ),
        };
    }
    xml += "</testsuite>\n";
    xml
}

fn problem(replayed: &Replayed) -> Option<String> {
    match (&replayed.result, &replayed.differences) {
        _ if replayed.as_expected() => None,
        (Err(failure), _) => Some(format!("{} [{}]", failure.fault(), failure.fault().code())),
        (Ok(_), Some(differences)) => Some(differences.join("; ")),
        (Ok(_), None) => None,
    }
}

fn escape(text: &str) -> String {
    let text = vidimus::lds::text::escape_for_terminal(text);
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
