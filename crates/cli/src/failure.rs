//! What a command returns when it cannot finish: a fault, told in one line with a hint.

mod command;
mod foreign;
mod printed;

pub use command::{CommandError, reason};
pub use foreign::{BugFault, ChipFault, MrzFault, TerminalFault, TrustFault};
pub use printed::{PrintedFault, PrintedProblem};

use crate::output::with;
use serde_json::Value;
use std::path::{Path, PathBuf};
use vidimus::iso7816::Fault;
use vidimus::report::{self, Checks, ExitCode};

/// Why a command could not finish, and what was kept of its work.
#[derive(Debug)]
pub struct Failure {
    fault: Box<dyn Fault>,
    partial: Option<Box<Partial>>,
}

/// What a read that broke off still brought.
#[derive(Debug)]
pub struct Partial {
    /// the folder in which the files read so far were kept
    pub kept: Option<PathBuf>,
    /// what judging the partial evidence shows
    pub checks: Checks,
    /// tries left for the password, where the chip told
    pub attempts_left: Option<u8>,
}

impl Failure {
    /// The fault itself.
    pub fn fault(&self) -> &dyn Fault {
        self.fault.as_ref()
    }

    /// The exit code of one input among many. An input that cannot be used is malformed (6), not
    /// a wrong call (2), which would hide that another document was rejected (1).
    pub fn code_among_many(&self) -> ExitCode {
        match ExitCode::from_class(self.fault()) {
            ExitCode::Usage => ExitCode::Malformed,
            code => code,
        }
    }

    /// Where the files read so far are.
    pub fn kept(&self) -> Option<&Path> {
        self.partial.as_ref()?.kept.as_deref()
    }

    /// Tries left for the password, where the chip told.
    pub fn attempts_left(&self) -> Option<u8> {
        self.partial.as_ref()?.attempts_left
    }

    /// The same failure with what the read still brought.
    pub fn with_partial(mut self, partial: Partial) -> Self {
        self.partial = Some(Box::new(partial));
        self
    }

    /// The document `vidimus-error/1`.
    pub fn document(&self, code: ExitCode) -> Value {
        let kept = self.kept().map(|path| path.display().to_string());
        let fault = self.fault.as_ref();
        let document = match &self.partial {
            Some(partial) => {
                report::error_document_with_checks(fault, code, kept.as_deref(), &partial.checks)
            }
            None => report::error_document(fault, code, None),
        };
        match self.attempts_left() {
            Some(left) => with(document, "attempts_left", left.into()),
            None => document,
        }
    }
}

impl<F: Fault + 'static> From<F> for Failure {
    fn from(fault: F) -> Self {
        Self {
            fault: Box::new(fault),
            partial: None,
        }
    }
}
