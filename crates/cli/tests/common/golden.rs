//! Cases whose output is kept in `tests/golden/`, and what must hold for every run.

use super::{Run, Sandbox, assert_no_canary};
use std::path::Path;

/// A run of the command.
pub(crate) struct Case {
    name: &'static str,
    code: i32,
    line: &'static str,
    stdin: &'static [u8],
    variables: &'static [(&'static str, &'static str)],
    shows_data: bool,
    writes: bool,
}

impl Case {
    /// A command line, which ends with this code.
    pub(crate) const fn new(name: &'static str, code: i32, line: &'static str) -> Self {
        Self {
            name,
            code,
            line,
            stdin: b"",
            variables: &[],
            shows_data: false,
            writes: false,
        }
    }

    pub(crate) const fn stdin(mut self, stdin: &'static [u8]) -> Self {
        self.stdin = stdin;
        self
    }

    pub(crate) const fn variables(
        mut self,
        variables: &'static [(&'static str, &'static str)],
    ) -> Self {
        self.variables = variables;
        self
    }

    /// It shows data because it was asked for them.
    pub(crate) const fn shows_data(mut self) -> Self {
        self.shows_data = true;
        self
    }

    /// It writes files because it was asked to.
    pub(crate) const fn writes(mut self) -> Self {
        self.writes = true;
        self
    }

    /// What clap prints itself, whatever else is asked for.
    fn is_help(&self) -> bool {
        self.line.contains("--help") || self.line.contains("--version")
    }

    fn run(&self, sandbox: &Sandbox, more: &[&str]) -> Run {
        let mut arguments: Vec<&str> = self.line.split_whitespace().collect();
        arguments.extend(more);
        let before = sandbox.snapshot();
        let run = Run::with(sandbox, &arguments, self.stdin, self.variables);
        let after = sandbox.snapshot();
        for path in after.keys() {
            let name = path.to_string_lossy();
            assert!(!name.contains(".partial"), "{}: {name} is left", self.name);
        }
        assert!(
            self.writes || before == after,
            "{}: files changed",
            self.name
        );
        assert!(
            !run.stderr.contains("panicked") && run.code != 70,
            "{}",
            run.stderr
        );
        if !self.shows_data {
            let what = format!("{} {more:?}", self.name);
            assert_no_canary(&what, &run.stdout);
            assert_no_canary(&what, &run.stderr);
        }
        run
    }
}

/// Runs each case: as text, whose output must be the kept one; as JSON, which its schema must
/// allow; and at the highest verbosity, for what must not be seen.
pub(crate) fn check(sandbox: &Sandbox, cases: &[Case]) {
    let held = |case: &&Case| {
        // each case is told, not the first alone
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| one(sandbox, case))).is_err()
    };
    let wrong: Vec<_> = cases.iter().filter(held).map(|case| case.name).collect();
    assert!(wrong.is_empty(), "these went wrong: {wrong:?}");
}

fn one(sandbox: &Sandbox, case: &Case) {
    let run = case.run(sandbox, &[]);
    assert_eq!(run.code, case.code, "{}: {}", case.name, run.stderr);
    compare(case, &run);
    if matches!(case.code, 2 | 4..=7) {
        assert_told(case, &run);
    }
    assert_explained(case, &run);
    if case.writes {
        return;
    }
    let loud = case.run(sandbox, &["-vv", "--trace"]);
    assert_eq!(loud.code, case.code, "{} -vv: {}", case.name, loud.stderr);
    if !case.line.contains("junit") {
        json(case, sandbox);
    }
    if !case.is_help() {
        let quiet = case.run(sandbox, &["--quiet"]);
        assert_eq!(quiet.stdout, "", "{} --quiet", case.name);
        assert_eq!(quiet.code, case.code, "{} --quiet", case.name);
    }
}

/// The same case with `--json` and everything that makes it talk.
fn json(case: &Case, sandbox: &Sandbox) {
    let run = case.run(sandbox, &["--json", "-vv", "--trace"]);
    assert_eq!(run.code, case.code, "{} --json: {}", case.name, run.stderr);
    if case.is_help() {
        return;
    }
    let documents = run.documents();
    assert!(!documents.is_empty(), "{} --json: nothing", case.name);
    if matches!(case.code, 2 | 4 | 5 | 7) && documents[0]["schema"] == "vidimus-error/1" {
        assert_eq!(documents.len(), 1, "{}", case.name);
        assert_eq!(documents[0]["exit_code"], case.code, "{}", case.name);
        assert!(documents[0]["hint"].is_string(), "{}: no hint", case.name);
    }
}

/// One line says what is wrong, another what to do.
fn assert_told(case: &Case, run: &Run) {
    let all = format!("{}{}", run.stdout, run.stderr);
    let count = |start: &str| {
        all.lines()
            .filter(|line| line.trim_start().starts_with(start))
            .count()
    };
    let errors = count("error: ") + count("lỗi: ") + count("REFUSED") + count("FAIL") + count("✗");
    let hints = count("hint: ") + count("gợi ý: ") + count("Usage: ") + count("[possible values");
    let junit = all.contains("<failure");
    if all.contains("\nCommands:\n") {
        // no subcommand: what there is, is the answer
        return;
    }
    assert!(
        errors == 1 || junit,
        "{}: {errors} errors: {all}",
        case.name
    );
    assert!(
        hints >= 1 || count("For more information") == 1 || junit || count("FAIL") == 1,
        "{}: no hint: {all}",
        case.name
    );
}

/// Every code that is shown is one that `vidimus explain` knows.
fn assert_explained(case: &Case, run: &Run) {
    let all = format!("{}{}", run.stdout, run.stderr);
    for line in all.lines() {
        let told = line
            .strip_prefix("code: ")
            .or_else(|| line.strip_prefix("mã: "))
            .map(|rest| rest.split(' ').next());
        let inside = line
            .rsplit_once('[')
            .and_then(|(_, rest)| rest.strip_suffix(']'));
        let help = run.stdout.contains("Usage:") || run.stderr.contains("Usage:");
        for code in [told.flatten(), inside.filter(|_| !help)]
            .into_iter()
            .flatten()
        {
            if !code.starts_with(|first: char| first.is_ascii_lowercase()) || code.contains(' ') {
                continue;
            }
            let known = vidimus::report::explain::explain(code, vidimus::report::Lang::En);
            assert!(known.is_some(), "{}: {code} is not explained", case.name);
        }
    }
}

/// Compares with the file; `VIDIMUS_BLESS=1` writes it anew.
fn compare(case: &Case, run: &Run) {
    let variables = case.variables.iter();
    let variables: String = variables
        .map(|(name, value)| format!("{name}={value} "))
        .collect();
    let mut text = format!("$ {variables}vidimus {}\n", case.line);
    for (name, stream) in [("stdout", &run.stdout), ("stderr", &run.stderr)] {
        if !stream.is_empty() {
            text += &format!("--- {name}\n{stream}");
        }
    }
    text += &format!("--- exit {}\n", run.code);
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{}.txt", case.name));
    if std::env::var_os("VIDIMUS_BLESS").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == text,
        "{}: VIDIMUS_BLESS=1 writes it anew if this is right\n=== kept\n{kept}\n=== now\n{text}",
        path.display()
    );
}
