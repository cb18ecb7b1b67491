//! The only place that prints. stdout is data, stderr is talk; a closed pipe is no error.

use crate::args::{Color, Global};
use crate::failure::Failure;
use serde_json::Value;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use vidimus::lds::text::escape_for_terminal;
use vidimus::report::{ExitCode, Lang, Msg, explain};

/// The document with one more field.
pub fn with(mut document: Value, name: &str, value: Value) -> Value {
    if let Some(object) = document.as_object_mut() {
        object.insert(name.to_owned(), value);
    }
    document
}

/// The document as a line of its own.
pub fn printed(document: &Value) -> String {
    format!("{document}\n")
}

/// Prints one JSON document on a line of its own, `--quiet` or not: what a loop is for.
#[cfg(feature = "pcsc")]
pub fn line_of_loop(document: &Value) {
    stdout(&printed(document));
}

/// Looks whether the reader of stdout has closed its end, which a write would tell too late.
#[cfg(all(feature = "pcsc", unix))]
pub fn notice_closed_pipe() {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let out = io::stdout();
    let mut watched = [PollFd::new(&out, PollFlags::empty())];
    let now = Timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    let closed = poll(&mut watched, Some(&now)).is_ok_and(|count| count > 0)
        && watched.iter().any(|fd| {
            fd.revents()
                .intersects(PollFlags::ERR | PollFlags::HUP | PollFlags::NVAL)
        });
    DEAF.fetch_or(closed, Ordering::Relaxed);
}

/// Looks whether the reader of stdout has closed its end: here only a write tells.
#[cfg(all(feature = "pcsc", not(unix)))]
pub const fn notice_closed_pipe() {}

/// Where and how a command speaks.
#[derive(Debug, Clone, Copy)]
pub struct Output {
    json: bool,
    quiet: bool,
    color: Color,
    lang: Lang,
}

impl Output {
    /// As the options say.
    pub const fn new(global: &Global, lang: Lang) -> Self {
        Self {
            lang,
            json: global.json,
            quiet: global.quiet,
            color: global.color,
        }
    }

    /// The language of text for people.
    pub const fn lang(self) -> Lang {
        self.lang
    }

    /// Whether stdout gets JSON.
    pub const fn json(self) -> bool {
        self.json
    }

    /// Whether text on stdout is coloured.
    pub fn colored(self) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
                    && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
                    && io::stdout().is_terminal()
            }
        }
    }

    /// Whether symbols beyond ASCII can be shown.
    pub fn unicode() -> bool {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
            .iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
        locale.is_some_and(|value| {
            let value = value.to_ascii_lowercase();
            value.contains("utf-8") || value.contains("utf8")
        })
    }

    /// Columns of the page: the terminal's as the shell tells them, else 100.
    pub fn width() -> usize {
        let columns = std::env::var("COLUMNS")
            .ok()
            .and_then(|text| text.parse().ok());
        columns.unwrap_or(100).clamp(40, 160)
    }

    /// Prints a result: the JSON document, or the text for people, in which nothing that a file
    /// or its name holds can steer the terminal.
    pub fn result(self, document: impl FnOnce() -> Value, text: impl FnOnce() -> String) {
        self.page(document, || harmless(&text()));
    }

    /// The same for text that is harmless already, and may be coloured.
    pub fn page(self, document: impl FnOnce() -> Value, text: impl FnOnce() -> String) {
        if self.quiet {
            return;
        }
        if self.json {
            stdout(&format!("{}\n", document()));
        } else {
            stdout(&text());
        }
    }

    /// Prints one JSON document on a line of its own.
    pub fn line(self, document: &Value) {
        self.text(&format!("{document}\n"));
    }

    /// Prints what is ready: a line of JSON, or text that is harmless already.
    pub fn ready(self, text: &str) {
        if !self.quiet {
            stdout(text);
        }
    }

    /// Prints text on stdout.
    pub fn text(self, text: &str) {
        if !self.quiet {
            stdout(&harmless(text));
        }
    }

    /// Says one line on stderr, unless `--quiet`. Names of files may hold anything.
    pub fn say(self, text: &str) {
        if !self.quiet {
            stderr(&format!("{}\n", escape_for_terminal(text)));
        }
    }

    /// Prints why a command could not finish, and returns its exit code.
    pub fn failure(self, failure: &Failure) -> u8 {
        let fault = failure.fault();
        let code = ExitCode::from_class(fault);
        if self.json && !self.quiet {
            stdout(&format!("{}\n", failure.document(code)));
        }
        if !self.quiet {
            stderr(&failure_text(failure, self.lang));
        }
        code.value()
    }
}

/// The lines with everything that could steer a terminal escaped.
fn harmless(text: &str) -> String {
    let lines = text.split_inclusive('\n');
    lines
        .map(|line| match line.strip_suffix('\n') {
            Some(line) => format!("{}\n", escape_for_terminal(line)),
            None => escape_for_terminal(line).into_owned(),
        })
        .collect()
}

/// The lines about a failure: what, hint, code. The message itself, with its particulars, is
/// English; in other languages what its code means goes before it.
fn failure_text(failure: &Failure, lang: Lang) -> String {
    let fault = failure.fault();
    let say = |message: Msg<'_>| message.text(lang);
    let message = escape_for_terminal(&fault.to_string()).into_owned();
    let known = explain(fault.code(), lang).filter(|_| lang != Lang::En);
    let error = say(Msg::LabelError);
    let mut text = match &known {
        Some(known) => format!("{error}: {}\n{message}\n", known.title),
        None => format!("{error}: {message}\n"),
    };
    let hint = match &known {
        Some(known) if !known.remedy.is_empty() => Some(known.remedy),
        _ => vidimus::report::hint(fault),
    };
    if let Some(hint) = hint {
        text += &format!("\n{}: {hint}\n", say(Msg::Hint));
    }
    if let Some(left) = failure.attempts_left() {
        text += &format!("{}: {left}\n", say(Msg::LabelTriesLeft));
    }
    if let Some(kept) = failure.kept() {
        let path = escape_for_terminal(&kept.display().to_string()).into_owned();
        text += &format!("{}\n", say(Msg::Kept { path: &path }));
    }
    let code = fault.code();
    let step = fault.step();
    text += &format!("{}\n", say(Msg::CodeOfFault { code, step }));
    text
}

/// Prints what clap says: help on stdout, mistakes on stderr (as a document too under `--json`).
pub fn usage(error: &clap::Error) -> u8 {
    if !error.use_stderr() {
        stdout(&error.render().to_string());
        return ExitCode::Accept.value();
    }
    if std::env::args_os().any(|argument| argument == "--json") {
        let text = error.render().to_string();
        let first = text.lines().next().unwrap_or_default();
        let message = first.strip_prefix("error: ").unwrap_or(first);
        stdout(&format!("{}\n", vidimus::report::usage_document(message)));
    }
    stderr(&error.render().to_string());
    ExitCode::Usage.value()
}

/// A panic is our bug: say where, never with what data.
pub fn quiet_panics() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        stderr(&format!(
            "error: a bug in vidimus, at {place}\n\nhint: report it with the command that caused it\ncode: bug.panic\n"
        ));
    }));
}

/// Set when stdout could not be written, for another reason than a closed pipe.
static LOST: AtomicBool = AtomicBool::new(false);

/// Set when nobody gets what is written to stdout any more, for whatever reason.
static DEAF: AtomicBool = AtomicBool::new(false);

/// Whether somebody still gets what is written to stdout.
pub fn heard() -> bool {
    !DEAF.load(Ordering::Relaxed)
}

/// Writes to stdout; a reader that closed the pipe has seen enough.
fn stdout(text: &str) {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    DEAF.fetch_or(written.is_err(), Ordering::Relaxed);
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            LOST.store(true, Ordering::Relaxed);
            stderr(&format!(
                "error: cannot write to stdout: {}\n\nhint: make room, or send the output elsewhere\ncode: usage.unwritable · vidimus explain usage.unwritable\n",
                crate::failure::reason(&error)
            ));
        }
        _ => {}
    }
}

/// The exit code of the process: a result that nobody got is no success.
pub fn final_code(code: u8) -> u8 {
    let lost = LOST.load(Ordering::Relaxed);
    if lost && code == ExitCode::Accept.value() {
        ExitCode::Usage.value()
    } else {
        code
    }
}

/// Writes a line on a terminal's stderr over the one before; an empty one takes it away.
pub fn status(text: &str) {
    stderr(&format!("\r\u{1b}[K{text}"));
}

/// Writes to stderr; if that fails there is nobody left to tell.
fn stderr(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
