//! How far many documents are: a line on stderr that is written over, and a summary.

use crate::context::Context;
use crate::output::{Output, status};
use std::io::IsTerminal;
use std::time::{Duration, Instant};
use vidimus::report::Decision;

/// How often the line is written.
const EVERY: Duration = Duration::from_millis(200);
/// How often a line is written where none can be written over (`-v` into a file).
const SELDOM: Duration = Duration::from_secs(5);

/// Counts, and shows them.
pub struct Progress {
    output: Output,
    manner: Manner,
    /// with times in the summary
    timed: bool,
    /// whether each note is said
    verbose: bool,
    /// notes that were not
    unsaid: usize,
    total: Option<usize>,
    counts: Counts,
    started: Instant,
    shown: Instant,
    /// whether a status line stands there
    standing: bool,
}

/// How progress is shown before the end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// on a line that is written over
    Status,
    /// on lines of their own
    Lines,
    /// not at all
    Silent,
}

/// How many came to what.
#[derive(Clone, Copy, Default)]
struct Counts {
    accept: usize,
    refer: usize,
    reject: usize,
    failed: usize,
}

impl Counts {
    const fn all(self) -> usize {
        self.accept + self.refer + self.reject + self.failed
    }
}

impl Progress {
    /// Begins. Where stdout is a terminal too, the documents' own lines show how far it is.
    pub fn start(context: &Context, total: Option<usize>) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let verbose = context.global.verbose > 0;
        let manner = if context.global.quiet {
            Manner::Silent
        } else if terminal && !std::io::stdout().is_terminal() {
            Manner::Status
        } else if verbose {
            Manner::Lines
        } else {
            Manner::Silent
        };
        let now = Instant::now();
        Self {
            output: context.output,
            manner,
            timed: terminal || verbose,
            verbose,
            unsaid: 0,
            total,
            counts: Counts::default(),
            started: now,
            shown: now,
            standing: false,
        }
    }

    /// Says what was left out of a document, or counts it: thousands of documents may each have
    /// a file that is none of a chip.
    pub fn note(&mut self, notes: &[String]) {
        if self.verbose {
            notes.iter().for_each(|note| self.output.say(note));
        } else {
            self.unsaid += notes.len();
        }
    }

    /// Counts a document.
    pub fn count(&mut self, decision: Option<Decision>) {
        let place = match decision {
            Some(Decision::Accept) => &mut self.counts.accept,
            Some(Decision::Refer) => &mut self.counts.refer,
            Some(Decision::Reject) => &mut self.counts.reject,
            None => &mut self.counts.failed,
        };
        *place += 1;
        self.show();
    }

    fn show(&mut self) {
        let pause = match self.manner {
            Manner::Silent => return,
            Manner::Status => EVERY,
            Manner::Lines => SELDOM,
        };
        if self.shown.elapsed() < pause {
            return;
        }
        self.shown = Instant::now();
        let done = self.counts.all();
        let of = self
            .total
            .map(|total| format!(" of {total}"))
            .unwrap_or_default();
        let text = format!("{done}{of} documents, {}", self.speed());
        if self.manner == Manner::Status {
            status(&text);
            self.standing = true;
        } else {
            self.output.say(&text);
        }
    }

    /// Takes the status line away, so that other lines can be written.
    pub fn clear(&mut self) {
        if std::mem::take(&mut self.standing) {
            status("");
        }
    }

    /// Says what all came to.
    pub fn end(mut self, interrupted: bool) {
        self.clear();
        let Counts {
            accept,
            refer,
            reject,
            failed,
        } = self.counts;
        let done = self.counts.all();
        let noun = if done == 1 { "document" } else { "documents" };
        let begin = if interrupted {
            "interrupted after "
        } else {
            ""
        };
        let mut text = format!(
            "{begin}{done} {noun}: {accept} accept, {refer} refer, {reject} reject, {failed} not judged"
        );
        if self.unsaid > 0 {
            text += &format!(", files left out: {} (-v names them)", self.unsaid);
        }
        if self.timed {
            text += &format!(", in {:.1} s, {}", self.seconds(), self.speed());
        }
        self.output.say(&text);
    }

    fn seconds(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }

    /// Documents a second since the start.
    #[allow(clippy::cast_precision_loss, reason = "for people, and rounded")]
    fn speed(&self) -> String {
        let rate = self.counts.all() as f64 / self.seconds().max(0.001);
        format!("{rate:.0} a second")
    }
}
