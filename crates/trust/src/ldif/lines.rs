//! Logical lines of an LDIF file (RFC 2849 note 2): a line that starts with a space goes on
//! where the last one ended.

use std::io::{BufRead, ErrorKind};

/// Hands out logical lines in pieces, so that no line has to be held.
#[derive(Debug)]
pub(super) struct Lines<R> {
    input: R,
    /// the line that is read next, from 1
    line: usize,
}

/// What stands at the read position.
enum Next {
    /// so many bytes of the line
    Bytes(usize),
    /// the end of the line, after so many bytes
    End(usize),
    /// the end of the file
    Eof,
}

impl<R: BufRead> Lines<R> {
    pub(super) const fn new(input: R) -> Self {
        Self { input, line: 1 }
    }

    /// The line that is read next, from 1.
    pub(super) const fn line(&self) -> usize {
        self.line
    }

    /// Passes the next logical line on, cut anywhere, with a carriage return at its ends; false
    /// where the file has ended.
    pub(super) fn read(&mut self, mut sink: impl FnMut(&[u8])) -> Result<bool, ErrorKind> {
        let mut any = false;
        loop {
            let buffer = fill(&mut self.input)?;
            let next = next(buffer);
            let (Next::Bytes(length) | Next::End(length)) = next else {
                return Ok(any);
            };
            any = true;
            sink(buffer.get(..length).unwrap_or_default());
            if let Next::Bytes(length) = next {
                self.input.consume(length);
                continue;
            }
            self.input.consume(length + 1);
            self.line += 1;
            if fill(&mut self.input)?.first() != Some(&b' ') {
                return Ok(true);
            }
            self.input.consume(1);
        }
    }
}

fn next(buffer: &[u8]) -> Next {
    match buffer.iter().position(|byte| *byte == b'\n') {
        Some(end) => Next::End(end),
        None if buffer.is_empty() => Next::Eof,
        None => Next::Bytes(buffer.len()),
    }
}

/// What is read but not consumed; empty at the end of the file.
fn fill<R: BufRead>(input: &mut R) -> Result<&[u8], ErrorKind> {
    // asked for twice, since what one round borrows the next one cannot give back
    while let Err(error) = input.fill_buf() {
        if error.kind() != ErrorKind::Interrupted {
            return Err(error.kind());
        }
    }
    input.fill_buf().map_err(|error| error.kind())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    fn lines(text: &str, buffer: usize) -> Vec<(usize, String)> {
        let mut lines = Lines::new(BufReader::with_capacity(buffer, text.as_bytes()));
        let mut all = Vec::new();
        loop {
            let (number, mut line) = (lines.line(), Vec::new());
            if !lines.read(|piece| line.extend_from_slice(piece)).unwrap() {
                return all;
            }
            all.push((number, String::from_utf8(line).unwrap()));
        }
    }

    #[test]
    fn folded_lines_are_joined_wherever_the_buffer_ends() {
        let text = "a: b\n c\n  d\n\n# note\n more\ne: f";
        let wanted = [(1, "a: bc d"), (4, ""), (5, "# notemore"), (7, "e: f")];
        let wanted = wanted.map(|(line, text)| (line, text.to_owned()));
        for buffer in [1, 2, 3, 5, 8192] {
            assert_eq!(lines(text, buffer), wanted, "{buffer}");
        }
    }
}
