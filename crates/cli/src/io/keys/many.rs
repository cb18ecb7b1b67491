//! The keys of many cards, one after the other: the same source asked again for each, or a line of
//! stdin a card, as a scanner types them.

use super::text::{self, Kind};
use super::{Keys, given, only, options};
use crate::args::SecretArgs;
use crate::failure::{CommandError, Failure};
use crate::io::files;
use std::io::{BufRead, Read};
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};
use zeroize::Zeroizing;

/// Where the keys come from.
pub enum Source<'a> {
    /// a file or the environment, read anew for each card; or nowhere
    Standing(&'a SecretArgs),
    /// stdin, a line a card
    Lines(Feed),
}

impl<'a> Source<'a> {
    /// As the options say. A key that is there already must be one.
    pub fn new(secrets: &'a SecretArgs) -> Result<Self, Failure> {
        if let Some((_, path, kind)) = only(&options(secrets))?
            && files::is_stdin(path)
        {
            return Ok(Self::Lines(Feed::start(*kind)));
        }
        given(secrets)?;
        Ok(Self::Standing(secrets))
    }

    /// The key of the next card where all have the same source.
    pub fn standing(&self) -> Result<Option<Keys>, Failure> {
        match self {
            Self::Standing(secrets) => given(secrets),
            Self::Lines(_) => Ok(None),
        }
    }
}

/// The longest line that is read; a whole zone or code is far shorter.
const LONGEST: u64 = 4096;
/// What a line is called in messages.
const LINE: &str = "the line on stdin";

/// Lines of stdin, fetched by a thread, for nothing else waits for stdin and readers at once.
pub struct Feed {
    kind: Kind,
    lines: Receiver<Zeroizing<Vec<u8>>>,
}

/// What the feed has.
pub enum Line {
    /// a line: the key in it, or why there is none
    Key(Result<Keys, CommandError>),
    /// nothing yet
    NotYet,
    /// nothing any more
    Over,
}

impl Feed {
    fn start(kind: Kind) -> Self {
        // one line ahead and no more: the rest stays with whoever writes it
        let (sender, lines) = sync_channel(0);
        std::thread::spawn(move || {
            let mut stdin = std::io::stdin().lock();
            while let Some(line) = next_line(&mut stdin) {
                if !line.trim_ascii().is_empty() && sender.send(line).is_err() {
                    return;
                }
            }
        });
        Self { kind, lines }
    }

    /// The next line, if it is there. Blank lines are none.
    pub fn next(&self) -> Line {
        match self.lines.try_recv() {
            Ok(line) => Line::Key(key_of_line(&line, self.kind)),
            Err(TryRecvError::Empty) => Line::NotYet,
            Err(TryRecvError::Disconnected) => Line::Over,
        }
    }
}

/// A line without its end; one that is too long is cut, and then is no key. `None` at the end.
fn next_line(input: &mut impl BufRead) -> Option<Zeroizing<Vec<u8>>> {
    let mut line = Zeroizing::new(Vec::with_capacity(256));
    let read = input.by_ref().take(LONGEST).read_until(b'\n', &mut line);
    if read.ok()? == 0 {
        return None;
    }
    if line.last() != Some(&b'\n') && line.len() as u64 >= LONGEST {
        skip_line(input)?;
    }
    Some(line)
}

/// Leaves out what remains of a line.
fn skip_line(input: &mut impl BufRead) -> Option<()> {
    loop {
        let mut part = Zeroizing::new(Vec::new());
        let read = input.by_ref().take(LONGEST).read_until(b'\n', &mut part);
        if read.ok()? == 0 || part.last() == Some(&b'\n') {
            return Some(());
        }
    }
}

/// The key in a line. The lines of a zone may stand in one, with blanks between them or none.
fn key_of_line(line: &[u8], kind: Kind) -> Result<Keys, CommandError> {
    let whole = text::keys(line, kind, LINE);
    if whole.is_ok() || kind != Kind::Mrz {
        return whole;
    }
    let mut apart = Zeroizing::new(line.trim_ascii().to_vec());
    for byte in apart.iter_mut().filter(|byte| byte.is_ascii_whitespace()) {
        *byte = b'\n';
    }
    text::keys(&apart, kind, LINE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use vidimus::access::AccessKey;

    fn information(line: &str) -> Option<Vec<u8>> {
        match key_of_line(line.as_bytes(), Kind::Mrz).ok()?.key {
            Some(AccessKey::Mrz(key)) => Some(key.information().to_vec()),
            _ => None,
        }
    }

    /// Doc 9303-4 appendix A and Doc 9303-5 appendix A, and the keys they give.
    #[test]
    fn a_zone_in_one_line_gives_the_same_key_as_on_its_own_lines() {
        let td3 = [
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
            "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
        ];
        let td1 = [
            "I<UTOD231458907<<<<<<<<<<<<<<<",
            "7408122F1204159UTO<<<<<<<<<<<6",
            "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
        ];
        for (lines, key) in [
            (&td3[..], "L898902C3674081221204159"),
            (&td1[..], "D23145890774081221204159"),
        ] {
            for between in ["", " ", "\t", "  "] {
                let line = format!("{}\r\n", lines.join(between));
                assert_eq!(information(&line).unwrap(), key.as_bytes(), "{line}");
            }
        }
        assert_eq!(
            information("L898902C3 740812 120415\n").unwrap(),
            b"L898902C3674081221204159"
        );
        for bad in ["", "x", "L898902C3 740812", td3[0], td3[1]] {
            assert_eq!(information(bad), None, "{bad}");
        }
    }

    #[test]
    fn lines_end_where_they_end_and_a_long_one_is_one() {
        let text = [&b"a\nb\r\n"[..], &[b'x'; 9000], b"\nc"].concat();
        let mut input = &text[..];
        let mut lengths = Vec::new();
        while let Some(line) = next_line(&mut input) {
            lengths.push(line.len());
        }
        assert_eq!(lengths, [2, 3, 4096, 1]);
    }

    #[test]
    fn what_is_wrong_with_a_line_does_not_show_it() {
        let error = key_of_line(b"SECRET123", Kind::Mrz).unwrap_err();
        let told = format!("{error} {error:?}");
        assert!(!told.contains("SECRET"), "{told}");
    }
}
