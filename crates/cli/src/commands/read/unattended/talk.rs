//! What the loop says to people while it waits, once each time it changes.

use crate::output::Output;
use vidimus::report::DeskMsg;

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
    const fn message(self) -> DeskMsg<'static> {
        match self {
            Self::Service => DeskMsg::WaitingForService,
            Self::Reader => DeskMsg::WaitingForReader,
            Self::OneReader => DeskMsg::SeveralReaders,
            Self::Card => DeskMsg::PlaceDocument,
            Self::Key => DeskMsg::WaitingForKey,
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
            self.output.say(&what.message().text(self.output.lang()));
        }
    }

    /// A card's line was written.
    pub const fn card_done(&mut self) {
        self.said = None;
    }
}
