//! Quirks and notices gathered on the way.

use std::collections::BTreeSet;

/// What was tolerated, and what is worth a word although it decides nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Notes {
    pub(crate) quirks: BTreeSet<&'static str>,
    pub(crate) notices: BTreeSet<&'static str>,
}

impl Notes {
    pub(crate) fn quirk(&mut self, id: &'static str) {
        self.quirks.insert(id);
    }

    pub(crate) fn notice(&mut self, id: &'static str) {
        self.notices.insert(id);
    }
}
