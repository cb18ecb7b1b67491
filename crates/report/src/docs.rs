//! Pages of docs/ that are made from the code; a test compares them with the files.

use crate::explain::{self, Explanation, Kind};
use crate::{ExitCode, Lang};
use core::fmt::Write;

const MADE: &str = "<!-- Made from the code: `VIDIMUS_BLESS=1 cargo test -p vidimus-report --test docs` writes it anew. -->\n";

/// docs/checks.md: every check, error, reason, notice and quirk.
#[must_use]
pub fn checks_page() -> String {
    let mut page = format!("# Checks and codes\n\n{MADE}\n{INTRODUCTION}");
    let all = explain::all(Lang::En);
    for (kind, heading) in [
        (Kind::Check, "Checks"),
        (Kind::Error, "Errors that end a run"),
        (Kind::Reason, "Reasons inside checks"),
        (Kind::Notice, "Notices"),
        (Kind::Quirk, "Quirks"),
    ] {
        let _ = write!(page, "\n## {heading}\n");
        for explanation in all.iter().filter(|explanation| explanation.kind == kind) {
            section(&mut page, explanation);
        }
    }
    page
}

const INTRODUCTION: &str = "\
Every check of a report has one outcome: `passed`, `failed`, `undetermined` (could not be
decided), `not_supported` (the document does not offer it), `aborted` (started, could not finish)
or `not_requested`. A code beside it says why; `vidimus explain CODE` prints what is here.
";

fn section(page: &mut String, explanation: &Explanation) {
    let _ = write!(
        page,
        "\n### `{}`\n\n{}.",
        explanation.code, explanation.title
    );
    if !explanation.reference.is_empty() {
        let _ = write!(page, " ({})", explanation.reference);
    }
    page.push('\n');
    for text in [explanation.cause, explanation.meaning] {
        if !text.is_empty() {
            let _ = write!(page, "\n{text}\n");
        }
    }
    if !explanation.remedy.is_empty() {
        let _ = write!(page, "\nWhat to do: {}.\n", explanation.remedy);
    }
}

/// docs/exit-codes.md.
#[must_use]
pub fn exit_codes_page() -> String {
    let mut page = format!("# Exit codes\n\n{MADE}\n| code | meaning |\n|--:|---|\n");
    for code in ExitCode::all() {
        let _ = writeln!(page, "| {} | {} |", code.value(), code.meaning(Lang::En));
    }
    page.push_str(
        "\nWith many inputs the exit code is the worst of them: 1, 6, 5, 4, 7, 3, 0, in this order.\n\
         With `--json`, codes 2 and 4 to 7 print an error document (error.schema.json); a report\n\
         is printed for 0, 1 and 3.\n",
    );
    page
}
