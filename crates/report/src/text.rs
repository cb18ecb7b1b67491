//! The report for people: one line that says it all, four answers, reasons with what to do,
//! and every check that did not pass.
//!
//! A symbol always has its word beside it; colour never carries meaning alone. Text that comes
//! from a document or a certificate is escaped before it gets here. The page claims nothing
//! that was not shown: a relayed chip cannot be told from one that is here, so presence is
//! never said.
//!
//! ```text
//! ✗ sentence                 by verdict and chip; its mark is the decision's (`answers`)
//!   decision and policy
//!
//!   ✓ data: …               four answers, and that the person was not checked
//!   – chip: …
//!
//! why                       reasons: check, detail, remedy (`body`)
//! other checks              those that did not pass; all of them when verbose
//! agreement                 which faces say the same, field by field (`agreement`)
//! quirks, notices
//! document                  kind and state, how it was opened, time, anchors, revocation
//! content                   of other data groups (`details`)
//! ```
//!
//! Sentences are [`Msg`](crate::Msg)s, one place a language; names of protocols ([`protocols`]) are
//! the same in all of them. What is personal comes as [`Personal`](vidimus_lds::Personal) and
//! opens only under [`TextStyle::reveal`].

mod agreement;
mod answers;
mod body;
mod details;
mod page;
mod protocols;
mod trust;

pub(crate) use answers::{lines, sentence};
pub(crate) use body::{access, profile};
pub(crate) use page::Mark;
pub(crate) use trust::trust;

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
        agreement::agreement(self, style.reveal, &mut page);
        body::remarks(self, &mut page);
        body::document(self, style.reveal, &mut page);
        details::details(self, style.reveal, &mut page);
        page.finish()
    }
}
