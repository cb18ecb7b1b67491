//! What the loop says to people while it waits, once each time it changes.

use crate::output::Output;

/// What is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// the PC/SC service
    Service,
    /// a reader
    Reader,
    /// one reader: the name asked for fits several
    OneReader,
    /// a card
    Card,
    /// a line with the key of the card that lies there
    Key,
}

impl Waiting {
    const fn words(self) -> &'static str {
        match self {
            Self::Service => "waiting for the PC/SC service",
            Self::Reader => "waiting for a reader",
            Self::OneReader => "several readers fit that name; waiting for one",
            Self::Card => "place the document on the reader",
            Self::Key => "waiting for the key of the document on the reader",
        }
    }
}

/// Remembers what was said last.
#[derive(Debug)]
pub struct Talk {
    output: Output,
    said: Option<Waiting>,
}

impl Talk {
    /// Nothing said yet.
    pub const fn new(output: Output) -> Self {
        Self { output, said: None }
    }

    /// Says what is waited for, unless that was said last.
    pub fn waits_for(&mut self, what: Waiting) {
        if self.said != Some(what) {
            self.said = Some(what);
            self.output.say(what.words());
        }
    }

    /// A card's line was written.
    pub const fn card_done(&mut self) {
        self.said = None;
    }
}
