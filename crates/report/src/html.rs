//! The report as one page for a browser: for the counter, the file and the printer.
//!
//! The page says what [the text](crate::Report::text) says, in the same sentences, and shows more:
//! every check, the data groups, the certificates, the time each command took. It stands alone.
//! There is no script in it, no address it would fetch anything from, and a policy
//! (`Content-Security-Policy`) that would forbid both; its style sheet is let in by its hash. All
//! text goes through one writer that can only write it escaped. Portrait and personal data are in
//! it only when asked for, the portrait only as a PNG of our own making.
//!
//! ```text
//! header      what this page is, when it was made
//! main        the read did not finish (only then)
//!             decision and verdict        `verdict`
//!             document, portrait          `person`
//!             answers                     `answers`
//!             why                         `checks`
//!             deviations, notices         `remarks`
//!             print against chip          `agreement`
//!             what data groups say        `content`
//!             every check, by family      `checks`
//!             data groups                 `groups`
//!             signer, anchor, revocation  `trust`
//!             time of each step           `times`
//! footer      program, policy, time       `about`
//! ```
//!
//! A decision is never shown better than it is: where the read broke off, no page says "accept".
//!
//! ```
//! use vidimus_lds::evidence::Evidence;
//! use vidimus_report::html::PageOptions;
//! use vidimus_report::{EvaluationTime, Policy, Tool, judge};
//! use vidimus_trust::TrustStore;
//!
//! let at = EvaluationTime::given(1_893_456_000);
//! let nothing = Evidence::default();
//! let report = judge(&nothing, &TrustStore::empty(), &Policy::field(), at, &Tool::default());
//! let page = report.html(&PageOptions::default());
//! assert!(page.starts_with("<!DOCTYPE html>"));
//! assert!(page.contains("UNDETERMINED: the data were not shown to be genuine"));
//! ```

mod about;
mod agreement;
mod answers;
mod checks;
mod content;
mod groups;
mod palette;
mod person;
mod portrait;
mod remarks;
mod shapes;
mod style;
mod times;
mod trust;
mod verdict;
mod writer;

pub use portrait::Portrait;

use crate::lang::PageMsg;
use crate::{Lang, Report, time};
use std::borrow::Cow;
use writer::{Attr, Tag, Writer};

/// What goes into a page besides the report.
#[derive(Clone, Copy, Debug, Default)]
pub struct PageOptions<'a> {
    /// The language.
    pub lang: Lang,
    /// Whether to show personal data and the portrait.
    pub reveal: bool,
    /// How long the chip took.
    pub timing: Timing<'a>,
    /// The portrait of DG2; in the page only under [`reveal`](Self::reveal).
    pub portrait: PortraitOption<'a>,
}

/// The portrait, or why there is none.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub enum PortraitOption<'a> {
    /// There is none.
    #[default]
    None,
    /// This one.
    Decoded(&'a Portrait),
    /// There is one, and it cannot be decoded.
    Failed {
        /// code of the error
        code: &'static str,
    },
}

/// How long the exchanges with the chip took, and what that means.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub enum Timing<'a> {
    /// Nobody measured.
    #[default]
    None,
    /// Measured just now, from sending a command to having its answer.
    Live(&'a [Exchange<'a>]),
    /// From a recording, which knows only when each answer was there.
    Recorded(&'a [Exchange<'a>]),
}

/// One command and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange<'a> {
    /// step of the protocol, such as `read.dg2`
    pub step: Cow<'a, str>,
    /// when it began, in microseconds since connect
    pub start: u64,
    /// how long it took, in microseconds
    pub duration: u64,
    /// bytes of the command
    pub sent: usize,
    /// bytes of the answer
    pub received: usize,
}

impl Report {
    /// The report as a page for a browser.
    #[must_use]
    pub fn html(&self, options: &PageOptions<'_>) -> String {
        let mut writer = Writer::new(options.lang);
        writer.element(Tag::Html, &[Attr::Lang(options.lang)], |w| {
            w.element(Tag::Head, &[], |w| head(self, w));
            w.element(Tag::Body, &[], |w| body(self, options, w));
        });
        writer.finish()
    }
}

/// What the browser must know; the title holds nothing personal.
fn head(report: &Report, w: &mut Writer) {
    w.void(Tag::Meta, &[Attr::Own("charset", "utf-8")]);
    w.policy();
    for (name, content) in [
        ("viewport", "width=device-width, initial-scale=1"),
        ("referrer", "no-referrer"),
        ("robots", "noindex"),
        ("color-scheme", "light dark"),
    ] {
        let attributes = [Attr::Own("name", name), Attr::Own("content", content)];
        w.void(Tag::Meta, &attributes);
    }
    w.element(Tag::Title, &[], |w| {
        w.say(verdict::word(report));
        w.text(" · ");
        w.say(PageMsg::Title);
    });
    w.style_sheet();
}

fn body(report: &Report, options: &PageOptions<'_>, w: &mut Writer) {
    w.element(Tag::Header, &[], |w| {
        w.element(Tag::P, &[], |w| {
            w.say(PageMsg::Title);
            w.text(" · ");
            w.text(&time::rfc3339(report.created));
        });
    });
    w.element(Tag::Main, &[], |w| {
        verdict::unfinished(report, w);
        verdict::banner(report, w);
        person::section(report, options, w);
        answers::section(report, options.reveal, w);
        checks::why(report, w);
        remarks::sections(report, w);
        agreement::section(report, options.reveal, w);
        content::section(report, options.reveal, w);
        checks::all(report, w);
        groups::section(report, w);
        trust::section(report, w);
        times::section(report, options.timing, w);
    });
    w.element(Tag::Footer, &[], |w| about::footer(report, w));
}
