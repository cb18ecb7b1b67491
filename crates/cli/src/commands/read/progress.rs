//! Progress of a read, on one line of a terminal.

use std::io::{IsTerminal, Write, stderr};
use vidimus::lds::evidence::Protocol;
use vidimus::report::{DeskMsg, Lang};
use vidimus::session::{ChipProof, Observer, Progress};

/// Shows progress where stderr is a terminal, and keeps silent elsewhere.
pub struct Line {
    shown: bool,
    terminal: bool,
    lang: Lang,
}

impl Line {
    /// A line; silent with `--quiet`, and with `--trace`, which has lines of its own.
    pub fn new(wanted: bool, lang: Lang) -> Self {
        Self {
            shown: false,
            terminal: wanted && stderr().is_terminal(),
            lang,
        }
    }

    fn show(&mut self, message: DeskMsg<'_>) {
        if self.terminal {
            self.shown = true;
            // best effort: progress that cannot be shown harms nobody
            let _ = write!(stderr(), "\r\x1b[K{}", message.text(self.lang));
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
                self.show(DeskMsg::Reading {
                    file: file.name(),
                    done: *done,
                    total: *total,
                });
            }
            _ => {}
        }
    }
}

const fn opening(protocol: Protocol) -> DeskMsg<'static> {
    match protocol {
        Protocol::Pace => DeskMsg::Opening("PACE"),
        Protocol::Bac => DeskMsg::Opening("BAC"),
        Protocol::Bap => DeskMsg::Opening("BAP"),
        _ => DeskMsg::AskingProof,
    }
}

/// What is being asked for; what the answer is worth, only the report says.
const fn asking(proof: ChipProof) -> DeskMsg<'static> {
    match proof {
        ChipProof::ActiveAuthentication => DeskMsg::AskingActive,
        ChipProof::ChipAuthentication => DeskMsg::AskingChip,
        ChipProof::TerminalAuthentication => DeskMsg::ShowingTerminal,
        _ => DeskMsg::AskingProof,
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(stderr(), "\r\x1b[K");
        }
    }
}
