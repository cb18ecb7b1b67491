//! A list of paths on stdin, one a line (or ended by a zero byte), of any length.
//!
//! Never held whole: 64 paths wait at most, so `find` may run ahead of the judging by that many.

use crate::failure::CommandError;
use crate::io::interrupt::Interrupt;
use std::io::BufRead;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Duration;

/// The longest path taken: no system has a longer one.
const LONGEST: u64 = 64 << 10;

/// A path of the list, or why the list cannot be read on.
pub type Entry = Result<PathBuf, CommandError>;

/// The paths as they come. A thread of its own reads them, so that a signal is heeded while the
/// list waits for its writer.
pub struct List {
    entries: Receiver<Entry>,
    interrupt: Interrupt,
}

impl List {
    /// Reads stdin from now on.
    pub fn of_stdin(null: bool, interrupt: Interrupt) -> Self {
        let (sender, entries) = sync_channel(64);
        let end = if null { 0 } else { b'\n' };
        std::thread::spawn(move || {
            let mut stdin = std::io::stdin().lock();
            while let Some(entry) = entry(&mut stdin, end) {
                let broken = entry.is_err();
                if sender.send(entry).is_err() || broken {
                    break;
                }
            }
        });
        Self { entries, interrupt }
    }
}

impl Iterator for List {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        while !self.interrupt.came() {
            match self.entries.recv_timeout(Duration::from_millis(50)) {
                Ok(entry) => return Some(entry),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        None
    }
}

/// The next path; empty lines are none. `None` at the end.
fn entry(input: &mut impl BufRead, end: u8) -> Option<Entry> {
    loop {
        let mut bytes = Vec::new();
        let read = std::io::Read::take(&mut *input, LONGEST).read_until(end, &mut bytes);
        match read {
            Ok(0) => return None,
            Ok(_) if bytes.len() as u64 == LONGEST && bytes.last() != Some(&end) => {
                return Some(Err(CommandError::Usage {
                    option: "-",
                    problem: format!("a path in the list has more than {LONGEST} bytes"),
                }));
            }
            Ok(_) => {}
            Err(source) => {
                let path = "-".into();
                return Some(Err(CommandError::Unreadable { path, source }));
            }
        }
        let line = bytes.strip_suffix(&[end]).unwrap_or(&bytes);
        let line = match end {
            b'\n' => line.strip_suffix(b"\r").unwrap_or(line),
            _ => line,
        };
        if !line.is_empty() {
            return Some(Ok(path(line)));
        }
    }
}

/// A path holds any bytes but zero.
#[cfg(unix)]
fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    std::ffi::OsStr::from_bytes(bytes).into()
}

#[cfg(not(unix))]
fn path(bytes: &[u8]) -> PathBuf {
    String::from_utf8_lossy(bytes).into_owned().into()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn all(mut bytes: &[u8], end: u8) -> Vec<PathBuf> {
        std::iter::from_fn(|| entry(&mut bytes, end))
            .map(Result::unwrap)
            .collect()
    }

    #[test]
    fn paths_end_with_a_line_or_a_zero() {
        let paths = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        assert_eq!(all(b"a\nb c\r\n\n\r\nd", b'\n'), paths(&["a", "b c", "d"]));
        assert_eq!(all(b"a\nb\0c\r\0", 0), paths(&["a\nb", "c\r"]));
        assert!(all(b"", b'\n').is_empty() && all(b"\n\n", b'\n').is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn bytes_that_are_no_text_stay_as_they_are() {
        use std::os::unix::ffi::OsStrExt;
        let found = all(b"\xFF\xFE\n", b'\n');
        assert_eq!(found.first().unwrap().as_os_str().as_bytes(), b"\xFF\xFE");
    }

    #[test]
    fn a_line_without_end_is_refused() {
        let long = vec![b'a'; 70_000];
        assert!(entry(&mut long.as_slice(), b'\n').unwrap().is_err());
    }
}
