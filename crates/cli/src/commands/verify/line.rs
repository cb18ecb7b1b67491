//! What is printed of one document among many: one line, JSON or text.

use super::list::Entry;
use super::load;
use crate::context::Context;
use crate::failure::{BugFault, Failure};
use crate::output::{printed, with};
use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use vidimus::lds::text::{escape_bytes_for_terminal, escape_for_terminal};
use vidimus::report::{Decision, ExitCode, Policy, Report};
use vidimus::trust::TrustStore;

/// One document's line.
pub struct Line {
    /// what is said of it on stderr
    pub notes: Vec<String>,
    /// what is printed of it, a line with its end
    pub text: String,
    /// what it adds to the exit code of the whole
    pub code: ExitCode,
    /// what was decided; `None` where it could not be judged
    pub decision: Option<Decision>,
}

/// What every document is judged with.
pub struct Judge<'a> {
    /// the options of every command
    pub context: &'a Context,
    /// whom to trust
    pub store: &'a TrustStore,
    /// by which policy
    pub policy: &'a Policy,
}

impl Judge<'_> {
    /// Judges the document at a path. Whatever is wrong with it is told in its line, and does
    /// not stop the others.
    pub fn line(&self, entry: Entry) -> Line {
        match entry {
            Ok(path) => self.of_path(&path),
            // the list itself is broken: a fault of the call
            Err(error) => {
                let failure = Failure::from(error);
                let code = ExitCode::from_class(failure.fault());
                self.failed(Path::new("-"), &failure, code)
            }
        }
    }

    /// Whatever becomes of one document becomes a line; the others go on.
    fn of_path(&self, path: &Path) -> Line {
        let mut notes = Vec::new();
        let judged = catch_unwind(AssertUnwindSafe(|| self.report(path, &mut notes)));
        let line = match judged {
            Ok(Ok(report)) => self.judged(path, &report),
            Ok(Err(failure)) => {
                let code = failure.code_among_many();
                self.failed(path, &failure, code)
            }
            Err(_) => self.failed(path, &BugFault.into(), ExitCode::Bug),
        };
        Line { notes, ..line }
    }

    /// The report of one document; what is left out of it goes into the notes.
    fn report(&self, path: &Path, notes: &mut Vec<String>) -> Result<Report, Failure> {
        let evidence = load::evidence(&[path.to_owned()], &mut |note| notes.push(note))?;
        self.context.judge_with(&evidence, self.store, self.policy)
    }

    /// A document that was judged.
    fn judged(&self, path: &Path, report: &Report) -> Line {
        let text = if self.context.output.json() {
            let document = report.to_json(self.context.global.reveal);
            printed(&with(document, "input", name(path).into()))
        } else {
            let (decision, verdict) = (report.decision.as_str(), report.verdict.as_str());
            let (name, reasons) = (shown(path), reasons(report));
            format!("{decision:6}  {verdict:13}  {name}{reasons}\n")
        };
        Line {
            notes: Vec::new(),
            text,
            code: report.exit_code(),
            decision: Some(report.decision),
        }
    }

    /// One that could not be: with `--json` a `vidimus-error/1` that names its input.
    fn failed(&self, path: &Path, failure: &Failure, code: ExitCode) -> Line {
        let text = if self.context.output.json() {
            let document = failure.document(code);
            printed(&with(document, "input", name(path).into()))
        } else {
            let fault = failure.fault();
            let mut message = escape_for_terminal(&fault.to_string()).into_owned();
            let name = shown(path);
            if !message.contains(&name) {
                message = format!("{name}: {message}");
            }
            format!("FAIL    -              {message}  [{}]\n", fault.code())
        };
        Line {
            notes: Vec::new(),
            text,
            code,
            decision: None,
        }
    }
}

/// The path as JSON tells it: text as it is, each byte that is none as `\x..`.
fn name(path: &Path) -> Cow<'_, str> {
    match path.to_str() {
        Some(text) => Cow::Borrowed(text),
        None => Cow::Owned(shown(path)),
    }
}

/// The path as a terminal may see it.
fn shown(path: &Path) -> String {
    escape_bytes_for_terminal(path.as_os_str().as_encoded_bytes())
}

/// The checks that decided, each with its code.
fn reasons(report: &Report) -> String {
    let reasons = report.reasons.iter().map(|id| {
        let code = report
            .checks
            .get(*id)
            .and_then(|check| check.code.as_deref());
        code.map_or_else(|| id.to_string(), |code| format!("{id} {code}"))
    });
    let reasons: Vec<String> = reasons.collect();
    if reasons.is_empty() {
        String::new()
    } else {
        format!("  ({})", reasons.join(", "))
    }
}
