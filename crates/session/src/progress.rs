//! What a caller is told while a chip is read.

use vidimus_lds::File;
use vidimus_lds::evidence::{FileState, Protocol};

/// One thing that happened.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Progress<'a> {
    /// The chip is being opened by this protocol.
    Opening {
        /// the protocol
        protocol: Protocol,
    },
    /// The chip is open.
    Opened {
        /// what opened it; `None` is a chip without access control
        protocol: Protocol,
        /// cipher of the session
        cipher: Option<&'static str>,
    },
    /// Bytes of a file came in.
    Reading {
        /// the file
        file: File,
        /// bytes so far
        done: usize,
        /// bytes in all, once its header is read
        total: Option<usize>,
    },
    /// A file is finished, one way or another.
    Finished {
        /// the file
        file: File,
        /// what became of it
        state: &'a FileState,
    },
    /// The chip, or the terminal, is asked for a proof.
    Asking {
        /// which
        proof: ChipProof,
    },
    /// A tolerance was used.
    Quirk {
        /// its name
        id: &'static str,
    },
}

/// An exchange by which chip or terminal prove something. That it was answered does not say what
/// the answer is worth: only the report does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChipProof {
    /// Active Authentication.
    ActiveAuthentication,
    /// Chip Authentication.
    ChipAuthentication,
    /// Terminal Authentication: the terminal to the chip.
    TerminalAuthentication,
}

/// Somebody who is told.
pub trait Observer {
    /// Told of one event.
    fn progress(&mut self, progress: &Progress<'_>);
}

/// Nobody.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Observer for Silent {
    fn progress(&mut self, _: &Progress<'_>) {}
}

impl<F: FnMut(&Progress<'_>)> Observer for F {
    fn progress(&mut self, progress: &Progress<'_>) {
        self(progress);
    }
}
