//! Progress of a read, on one line of a terminal.

use std::io::{IsTerminal, Write, stderr};
use vidimus::lds::evidence::Protocol;
use vidimus::session::{Observer, Progress};

/// Shows progress where stderr is a terminal, and keeps silent elsewhere.
pub struct Line {
    shown: bool,
    terminal: bool,
}

impl Line {
    /// A line; silent with `--quiet`, and with `--trace`, which has lines of its own.
    pub fn new(wanted: bool) -> Self {
        Self {
            shown: false,
            terminal: wanted && stderr().is_terminal(),
        }
    }

    fn show(&mut self, text: &str) {
        if self.terminal {
            self.shown = true;
            // best effort: progress that cannot be shown harms nobody
            let _ = write!(stderr(), "\r\x1b[K{text}");
        }
    }
}

impl Observer for Line {
    fn progress(&mut self, progress: &Progress<'_>) {
        match progress {
            Progress::Opening {
                protocol: Protocol::Bac,
            } => self.show("opening with BAC"),
            Progress::Opening { .. } => self.show("opening"),
            Progress::Reading {
                file,
                done,
                total: Some(total),
            } => {
                self.show(&format!("reading {} {done} of {total} bytes", file.name()));
            }
            _ => {}
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(stderr(), "\r\x1b[K");
        }
    }
}
