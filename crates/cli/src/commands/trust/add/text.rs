//! What came in and what was refused, for people.

use super::document::SourceRow;
use crate::context::Context;
use std::fmt::Write as _;
use vidimus::iso7816::Fault;
use vidimus::report::explain;
use vidimus::trust::{Import, Outcome as Verdict, SourceKind, TrustError};

/// Under the name of the file.
const INDENT: &str = "         ";
/// Most refused entries that are shown.
const SHOWN: usize = 20;

/// A file and what it brought.
pub fn row(row: &SourceRow, context: &Context) -> String {
    match &row.result {
        Ok(import) => {
            let mut text = format!("added    {}\n", row.file);
            brought(&mut text, import);
            refused(&mut text, import);
            text
        }
        Err(error) => refusal(&row.file, error, context),
    }
}

/// Why nothing of the file came in, and what helps.
fn refusal(file: &str, error: &TrustError, context: &Context) -> String {
    let code = error.code();
    let mut text = format!("REFUSED  {file}: {error}  [{code}]\n");
    let explained = || explain(code, context.lang()).map(|entry| entry.remedy);
    if let Some(remedy) = explained().filter(|remedy| !remedy.is_empty()) {
        let _ = writeln!(text, "{INDENT}hint: {remedy}");
    }
    text
}

/// What came in, by kind; then who signed it and who vouches.
fn brought(text: &mut String, import: &Import) {
    match import.kind {
        SourceKind::Crl => {
            let entries = import.crl_entries.unwrap_or_default();
            let _ = writeln!(text, "{INDENT}revocation list, entries: {entries}");
        }
        SourceKind::DeviationList | SourceKind::DefectList => {
            let count = import.deviations.unwrap_or_default();
            let noun = import.kind.as_str().replace('_', " ");
            let _ = writeln!(text, "{INDENT}{noun}, entries: {count}");
        }
        _ => certificates(text, import),
    }
    for part in &import.parts {
        part_line(text, part);
    }
    signature(text, import);
    voucher(text, import);
}

/// How many came in of how many there were, and of which countries.
fn certificates(text: &mut String, import: &Import) {
    let countries: Vec<&str> = import.countries.iter().map(String::as_str).collect();
    let _ = writeln!(
        text,
        "{INDENT}certificates: {}, taken: {}, countries: {} ({})",
        import.certificates,
        import.imported,
        countries.len(),
        countries.join(" ")
    );
}

/// A list or bundle inside a directory export.
fn part_line(text: &mut String, part: &Import) {
    let count = match (part.crl_entries, part.deviations) {
        (Some(entries), _) | (None, Some(entries)) => format!("entries: {entries}"),
        (None, None) => format!(
            "certificates: {}, taken: {}",
            part.certificates, part.imported
        ),
    };
    let kind = part.kind.as_str().replace('_', " ");
    let signature = match part.list_signature {
        Verdict::NotSupported => String::new(),
        verdict => format!(", signature {}", verdict.as_str()),
    };
    let _ = writeln!(text, "{INDENT}{kind}: {count}{signature}  ({})", part.file);
}

/// What the list's own signature came to, and who signed it; nothing for what nobody signs.
fn signature(text: &mut String, import: &Import) {
    let verdict = import.list_signature;
    match &import.list_signer {
        Some(signer) => {
            let (verdict, subject) = (verdict.as_str(), &signer.subject);
            let _ = writeln!(text, "{INDENT}list signature {verdict}: {subject}");
        }
        None if import.kind == SourceKind::Crl => {
            let why = if verdict == Verdict::Undetermined {
                ": no vouched CSCA of its country has signed it yet"
            } else {
                ""
            };
            let _ = writeln!(text, "{INDENT}list signature {}{why}", verdict.as_str());
        }
        None => {}
    }
}

/// Who stands behind it, or that nobody does.
fn voucher(text: &mut String, import: &Import) {
    if let Some((subject, _)) = import.vouched_by.anchor() {
        let _ = writeln!(text, "{INDENT}vouched for by {subject}");
    }
    let says = match import.kind {
        SourceKind::Crl => return,
        SourceKind::DeviationList | SourceKind::DefectList => "what it says does not count",
        SourceKind::Signer => "",
        _ => "what it verifies stays undetermined (anchor_unvouched)",
    };
    if !import.vouched && !says.is_empty() {
        let _ = writeln!(text, "{INDENT}nobody in the store vouches for it: {says}");
        if import.list_signature == Verdict::NotSupported {
            let _ = writeln!(text, "{INDENT}it carries no signature");
        }
    }
    if import.kind == SourceKind::Signer {
        let _ = writeln!(
            text,
            "{INDENT}pinned: counts under a policy with allow_pinned_signers"
        );
    }
}

/// The first refused entries with their reasons; the number of the rest.
fn refused(text: &mut String, import: &Import) {
    let own = import.refused.iter();
    let parts = import.parts.iter().flat_map(|part| &part.refused);
    for refused in own.chain(parts).take(SHOWN) {
        let _ = writeln!(
            text,
            "{INDENT}left out: entry {}: {}  [{}]",
            refused.index, refused.detail, refused.reason
        );
    }
    let more = import.refused_count().saturating_sub(SHOWN);
    if more > 0 {
        let _ = writeln!(text, "{INDENT}left out: {more} more");
    }
}
