//! Recorded sessions: JSON Lines, one file a session, byte for byte what went over the wire.
//!
//! ```text
//! {"vidimus_session":1,"tool":…,"recorded":UTC,"reader":…,"atr":HEX,"persona":…,"access":…,…}
//! {"n":1,"t_us":…,"c":HEX,"r":HEX,"sm":false,"step":"read.card_access"}
//! {"event":"random","use":"bac.rnd_ifd","hex":HEX}
//! {"event":"given","use":"ta.signature","hex":HEX}
//! …
//! {"event":"end","sha256":HEX of all bytes before this line}
//! ```
//!
//! `given` is what the session got from outside: the certificates of a terminal and its signature,
//! so that a replay of Terminal Authentication needs no private key.
//!
//! | field | meaning |
//! |---|---|
//! | `n` | number of the exchange from 1, without gaps: a line that was cut out shows |
//! | `t_us` | microseconds since connect when the answer was there; not compared in a replay |
//! | `c`, `r` | command and response APDU on the wire, hexadecimal; protected as they went |
//! | `sm` | whether the command went under secure messaging |
//! | `step` | name of the step in the protocol, for people and for error messages |
//! | `use` | purpose of the bytes: `bac.rnd_ifd`, `pace.ephemeral`, `aa.challenge`, `ta.certificate` … |
//!
//! Other events have a name alone: `opened`, `retry`, `ta.authority`, or the code of what went
//! wrong. Unknown fields and events are passed over, so a later version may add some without a new
//! `vidimus_session` number; DESIGN §5 is where the format is laid down.
//!
//! An exchange with an empty `r` got no answer; the event after it says why. Everything the
//! terminal drew at random stands in the file, so a replay repeats byte for byte. The file is as
//! secret as the document.
//!
//! The hash in the end line finds damage and carelessness, not malice: whoever changes a recording
//! can seal it again. What protects against that is the judgement: a recording never proves a
//! chip by a key agreement, for such an exchange can be made up without one (Doc 9303-11 App. C).
//!
//! # Example
//!
//! A session is recorded, read back, and run again without the chip:
//!
//! ```
//! use vidimus_chip::{AccessRules, CardImage, Chip, ChipTransport, SeededRandom};
//! use vidimus_session::transcript::{
//!     Mode, Persona, Recorder, Recording, Transcript, TranscriptError, replay,
//! };
//! use vidimus_session::{Entropy, ReadPlan, SessionError, Silent, read};
//!
//! struct NoEntropy;
//! impl Entropy for NoEntropy {
//!     fn fill(&mut self, purpose: &'static str, _: &mut [u8]) -> Result<(), SessionError> {
//!         Err(SessionError::NoRandomness { purpose })
//!     }
//! }
//!
//! // a chip without access control and without a single file
//! let image = CardImage::new(Default::default(), AccessRules::plain());
//! let chip = Chip::new(image, SeededRandom::new("example"));
//! let plan = ReadPlan::default();
//! let recording = Recording {
//!     tool: "example",
//!     recorded_at: 1_893_456_000,
//!     persona: Persona::Synthetic,
//!     access: None,
//!     also: &[],
//!     plan: &plan,
//! };
//! let mut recorder = Recorder::new(ChipTransport::new(chip), &recording);
//! let live = read(&mut recorder, None, &plan, &mut NoEntropy, &mut Silent);
//! let (bytes, _) = recorder.finish();
//!
//! let transcript = Transcript::parse(&bytes)?;
//! let again = replay(&transcript, None, Mode::Strict, &mut Silent);
//! assert_eq!(again.evidence.files, live.evidence.files);
//! assert_eq!(again.evidence.apdu, live.evidence.apdu);
//!
//! // one line less, and the end line tells
//! let newline = bytes.iter().position(|byte| *byte == b'\n').unwrap_or_default();
//! assert!(Transcript::parse(&bytes[newline + 1..]).is_err());
//! # Ok::<(), TranscriptError>(())
//! ```

mod entropy;
mod error;
mod header;
mod hex;
mod line;
mod parse;
mod plan_line;
mod recorder;
mod replay;
mod run;
mod terminal;

pub use entropy::ReplayEntropy;
pub use error::TranscriptError;
pub use header::{Header, Persona, RecordedKey};
pub use line::{Entry, Exchange};
pub use recorder::{Recorder, Recording};
pub use replay::{Mode, Replay};
pub use run::{replay, replay_traced};
pub use terminal::ReplayTerminal;

/// A recording that was read and whose end line fits.
#[derive(Debug)]
pub struct Transcript {
    header: Header,
    entries: Vec<Entry>,
    sha256: String,
}

impl Transcript {
    /// Longest recording that is read, in bytes.
    pub const MAX_BYTES: usize = 64 << 20;
    /// Most lines that are read.
    pub const MAX_LINES: usize = 1 << 20;

    /// Reads a recording.
    ///
    /// # Errors
    /// [`TranscriptError::Truncated`] when the end line is missing, [`TranscriptError::Changed`]
    /// when its hash does not fit, [`TranscriptError::Malformed`] for a line that is none,
    /// [`TranscriptError::ExchangeMissing`], [`TranscriptError::Version`] for a format of the
    /// future, [`TranscriptError::TooLarge`].
    pub fn parse(bytes: &[u8]) -> Result<Self, TranscriptError> {
        parse::parse(bytes)
    }

    /// These lines with the end line that fits them: for tools that edit recordings.
    #[must_use]
    pub fn sealed(body: &[u8]) -> Vec<u8> {
        parse::sealed(body)
    }

    /// What was known at connect.
    #[must_use]
    pub const fn header(&self) -> &Header {
        &self.header
    }

    /// Exchanges and events in their order, without header and end.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The exchanges alone.
    pub fn exchanges(&self) -> impl Iterator<Item = &Exchange> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Exchange(exchange) => Some(exchange),
            Entry::Random { .. } | Entry::Given { .. } | Entry::Event { .. } => None,
        })
    }

    /// SHA-256 of the whole file, in hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Whether an event of this name was recorded.
    pub(crate) fn has_event(&self, wanted: &str) -> bool {
        self.entries
            .iter()
            .any(|entry| matches!(entry, Entry::Event { name } if name == wanted))
    }
}
