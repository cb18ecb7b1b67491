//! Progress of a read, on one line of a terminal.

use std::io::{IsTerminal, Write, stderr};
use vidimus::lds::evidence::Protocol;
use vidimus::session::{ChipProof, Observer, Progress};

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
            Progress::Opening { protocol } => self.show(opening(*protocol)),
            Progress::Asking { proof } => self.show(asking(*proof)),
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

const fn opening(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::Pace => "opening with PACE",
        Protocol::Bac => "opening with BAC",
        Protocol::Bap => "opening with BAP",
        _ => "opening",
    }
}

/// What is being asked for; what the answer is worth, only the report says.
const fn asking(proof: ChipProof) -> &'static str {
    match proof {
        ChipProof::ActiveAuthentication => "asking the chip for Active Authentication",
        ChipProof::ChipAuthentication => "asking the chip for Chip Authentication",
        ChipProof::TerminalAuthentication => "showing the terminal's certificates to the chip",
        _ => "asking the chip",
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(stderr(), "\r\x1b[K");
        }
    }
}
