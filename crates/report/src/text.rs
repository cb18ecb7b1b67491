//! The report for people: one line that says it all, four answers, reasons with what to do,
//! and every check that did not pass.
//!
//! A symbol always has its word beside it; colour never carries meaning alone. Text that comes
//! from a document or a certificate is escaped before it gets here. The page claims nothing
//! that was not shown: a relayed chip cannot be told from one that is here, so presence is
//! never said.

mod answers;
mod body;
mod page;
mod protocols;

use crate::{Lang, Report};
use page::Page;

/// How a page looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextStyle {
    /// Whether to colour with ANSI escape sequences.
    pub color: bool,
    /// Whether the terminal shows more than ASCII symbols.
    pub unicode: bool,
    /// Columns; lines are wrapped to it. At least 40 is used.
    pub width: usize,
    /// Whether to show personal data.
    pub reveal: bool,
    /// Whether to list the checks that passed and those nobody asked for, too.
    pub verbose: bool,
}

impl Default for TextStyle {
    /// No colour, Unicode, 100 columns, nothing personal, the short form.
    fn default() -> Self {
        Self {
            color: false,
            unicode: true,
            width: 100,
            reveal: false,
            verbose: false,
        }
    }
}

impl Report {
    /// The report as text.
    #[must_use]
    pub fn text(&self, lang: Lang, style: TextStyle) -> String {
        let mut page = Page::new(lang, style);
        answers::headline(self, &mut page);
        answers::answers(self, style.reveal, &mut page);
        body::reasons(self, &mut page);
        body::others(self, style.verbose, &mut page);
        body::remarks(self, &mut page);
        body::document(self, style.reveal, &mut page);
        page.finish()
    }
}
