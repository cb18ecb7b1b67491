//! A page under construction: symbols, colour, wrapping.
//!
//! Columns are counted in characters, which is right for the languages there are. Colour is ANSI
//! (`ESC [ 32 m` green, 31 red, 33 yellow, 2 faint, 0 off) on the symbol alone, and on the whole
//! headline.

use super::TextStyle;
use crate::{Decision, Lang, Msg, Outcome};

/// Narrower than this, lines are left as they are.
const MIN_WIDTH: usize = 40;

/// How good a line's news is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// shown
    Good,
    /// shown to be wrong
    Bad,
    /// a person must look
    Look,
    /// nothing to say
    Plain,
}

impl Mark {
    const fn symbol(self, unicode: bool) -> &'static str {
        match (self, unicode) {
            (Self::Good, true) => "✓",
            (Self::Bad, true) => "✗",
            (Self::Plain, true) => "–",
            (Self::Good, false) => "[ok]",
            (Self::Bad, false) => "[XX]",
            (Self::Look, false) => "[!!]",
            (Self::Plain, false) => "[--]",
            (Self::Look, true) => "!",
        }
    }

    const fn color(self) -> &'static str {
        match self {
            Self::Good => "\u{1b}[32m",
            Self::Bad => "\u{1b}[31m",
            Self::Look => "\u{1b}[33m",
            Self::Plain => "\u{1b}[2m",
        }
    }

    /// The mark of a decision.
    pub(crate) const fn decided(decision: Decision) -> Self {
        match decision {
            Decision::Accept => Self::Good,
            Decision::Refer => Self::Look,
            Decision::Reject => Self::Bad,
        }
    }

    /// The mark of a check's outcome.
    pub(crate) const fn of(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Passed => Self::Good,
            Outcome::Failed => Self::Bad,
            Outcome::Undetermined | Outcome::Aborted => Self::Look,
            Outcome::NotSupported | Outcome::NotRequested => Self::Plain,
        }
    }
}

pub(super) struct Page {
    lang: Lang,
    style: TextStyle,
    text: String,
}

impl Page {
    pub(super) const fn new(lang: Lang, style: TextStyle) -> Self {
        Self {
            lang,
            style,
            text: String::new(),
        }
    }

    pub(super) const fn lang(&self) -> Lang {
        self.lang
    }

    pub(super) fn say(&self, message: Msg<'_>) -> String {
        message.text(self.lang)
    }

    /// What stands between parts of a line.
    pub(super) const fn separator(&self) -> &'static str {
        if self.style.unicode { " · " } else { "; " }
    }

    /// What stands between what is not the same.
    pub(super) const fn unequal(&self) -> &'static str {
        if self.style.unicode { " ≠ " } else { " != " }
    }

    pub(super) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// A line with a mark. Continuation lines are indented past the mark.
    pub(super) fn marked(&mut self, indent: usize, mark: Mark, text: &str) {
        let symbol = mark.symbol(self.style.unicode);
        let lead = if self.style.color {
            format!("{}{symbol}\u{1b}[0m", mark.color())
        } else {
            symbol.to_owned()
        };
        let hang = indent + symbol.chars().count() + 1;
        self.line(indent, &lead, hang, text);
    }

    /// The headline: marked, coloured whole.
    pub(super) fn headline(&mut self, mark: Mark, text: &str) {
        let start = self.text.len();
        self.marked(0, mark, text);
        if self.style.color {
            let plain = self.text.split_off(start);
            let colored = plain.replace("\u{1b}[0m", "");
            self.text += &format!("{}\u{1b}[0m\n", colored.trim_end_matches('\n'));
        }
    }

    /// A line without a mark.
    pub(super) fn plain(&mut self, indent: usize, text: &str) {
        self.line(indent, "", indent, text);
    }

    pub(super) fn heading(&mut self, message: Msg<'_>) {
        self.blank();
        let text = self.say(message);
        self.plain(0, &text);
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    /// Wraps at spaces; a word longer than the line stands alone and is not cut, so that codes
    /// and commands can be copied.
    fn line(&mut self, indent: usize, lead: &str, hang: usize, text: &str) {
        let width = self.style.width.max(MIN_WIDTH);
        self.text.push_str(&" ".repeat(indent));
        self.text.push_str(lead);
        let mut column = hang;
        if !lead.is_empty() {
            self.text.push(' ');
        }
        let mut first = true;
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            let length = word.chars().count();
            if !first && column + 1 + length > width {
                self.text.push('\n');
                self.text.push_str(&" ".repeat(hang));
                column = hang;
                first = true;
            }
            if !first {
                self.text.push(' ');
                column += 1;
            }
            self.text.push_str(word);
            column += length;
            first = false;
        }
        self.text.push('\n');
    }
}
